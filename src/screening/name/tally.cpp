#include "screening/name/tally.h"

#include <algorithm>

namespace standstill::screening {
namespace {

// Thousandths. `alone`: lost when the whole weight of a name stays alone.
struct Numbers {
    std::uint64_t query_alone;
    std::uint64_t listed_alone;
    std::uint64_t conflict;           // when the whole weight of both does
    std::uint64_t word_against_word;  // when a word of the one stands against a word of the other
    std::uint64_t initial_against;    // an initial against an initial or a word
    std::uint64_t enough;             // weight that must be met before anything may stay alone
    std::uint64_t evidence;           // lost for each unit of weight short of it
};
constexpr Numbers kPeople{520, 380, 600, 180, 140, 140, 2};
constexpr Numbers kOthers{520, 420, 550, 40, 120, 90, 2};
// Of eight billion names, hundredths of a power of ten.
constexpr std::int32_t kBackground = 990;

bool names_somebody(const Part& part) {
    return part.role == Role::Unknown || part.role == Role::Given || part.role == Role::Family ||
           part.role == Role::Patronymic || part.role == Role::Number;
}

}  // namespace

void Tally::Side::add(Covered covered, std::uint32_t similarity) {
    for (std::size_t i = covered.first; i < std::size_t{covered.first} + covered.count; ++i) {
        gain += std::uint64_t{parts[i].weight} * similarity;
        lost += std::uint64_t{parts[i].weight} * (kWhole - similarity);
        used |= 1U << i;
    }
}

std::uint32_t Tally::Side::weight() const {
    std::uint32_t sum = 0;
    for (const Part& part : parts) sum += part.weight;
    return sum;
}

std::uint32_t Tally::Side::weight_alone() const {
    std::uint32_t sum = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if ((used >> i & 1U) == 0) sum += parts[i].weight;
    }
    return sum;
}

std::uint32_t Tally::Side::weight_met() const { return weight() - weight_alone(); }

bool Tally::Side::has_word_alone() const {
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if ((used >> i & 1U) == 0 && names_somebody(parts[i]) && parts[i].letters_size > 1)
            return true;
    }
    return false;
}

bool Tally::Side::has_initial_alone() const {
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if ((used >> i & 1U) == 0 && names_somebody(parts[i]) && parts[i].letters_size == 1)
            return true;
    }
    return false;
}

void Tally::add(Covered query, Covered listed, const Likeness& likeness) {
    query_.add(query, likeness.similarity);
    listed_.add(listed, likeness.similarity);
    for (std::size_t i = query.first; i < std::size_t{query.first} + query.count; ++i) {
        rare_ += query_.parts[i].rarity * static_cast<std::int32_t>(likeness.similarity) /
                 static_cast<std::int32_t>(kWhole);
    }
}

Losses Tally::losses(const Mode&) const {
    const Numbers& numbers = people_ ? kPeople : kOthers;
    const std::uint64_t query_weight = query_.weight();
    const std::uint64_t listed_weight = listed_.weight();
    Losses out;
    if (query_weight == 0 || listed_weight == 0) {
        out.evidence = kWhole;
        return out;
    }
    const std::uint64_t query_alone = kWhole * query_.weight_alone() / query_weight;
    const std::uint64_t listed_alone = kWhole * listed_.weight_alone() / listed_weight;
    // The greater of the two sides: an edit in what is most of one name matters.
    out.pairs =
        static_cast<std::uint32_t>(std::max((query_.lost + query_weight - 1) / query_weight,
                                            (listed_.lost + listed_weight - 1) / listed_weight));
    out.query_alone = static_cast<std::uint32_t>(query_alone * numbers.query_alone / kWhole);
    out.listed_alone = static_cast<std::uint32_t>(listed_alone * numbers.listed_alone / kWhole);
    std::uint64_t conflict = std::min(query_alone, listed_alone) * numbers.conflict / kWhole;
    const bool query_word = query_.has_word_alone();
    const bool listed_word = listed_.has_word_alone();
    if (query_word && listed_word) {
        conflict += numbers.word_against_word;
    } else if ((query_.has_initial_alone() && (listed_word || listed_.has_initial_alone())) ||
               (query_word && listed_.has_initial_alone())) {
        conflict += numbers.initial_against;
    }
    out.conflict = static_cast<std::uint32_t>(conflict);
    if (query_word || listed_word) {
        const std::uint64_t met = std::min(query_.weight_met(), listed_.weight_met());
        if (met < numbers.enough) {
            out.evidence = static_cast<std::uint32_t>((numbers.enough - met) * numbers.evidence);
        }
    }
    return out;
}

std::uint32_t Tally::similarity(const Mode& mode) const {
    const std::uint32_t lost = losses(mode).sum();
    return lost >= kWhole ? 0 : kWhole - lost;
}

std::int32_t Tally::surprise() const { return rare_ - kBackground; }

// Roundings: losses() rounds `pairs` up, and the shares that stay alone and what they cost down, by
// less than one each; so the true loss is above the one computed here less three.
namespace {

constexpr std::uint64_t kRounded = 3;

std::uint64_t missing(std::uint64_t gain, std::uint32_t weight) {
    return kWhole - std::min<std::uint64_t>(kWhole, gain / weight + 1);
}

std::uint32_t without(std::uint64_t lost) {
    if (lost <= kRounded) return kWhole;
    return lost - kRounded >= kWhole ? 0 : static_cast<std::uint32_t>(kWhole - (lost - kRounded));
}

}  // namespace

std::uint32_t most_by_gain(std::uint64_t gain, std::uint32_t weight, const Mode&) {
    const std::uint64_t least = std::min(kPeople.query_alone, kOthers.query_alone);
    return without(missing(gain, weight) * least / kWhole);
}

// Let mq and ml be what is missing of the two gains, each partly alone and partly lost in pairs.
// The loss is at least max(pairs) + a * alone_q + b * alone_l + c * min(alone_q, alone_l). It is
// least either when all is alone, or when as much as possible is lost in pairs on both sides at
// once.
std::uint32_t most_by_gains(std::uint64_t query_gain, std::uint32_t query_weight,
                            std::uint64_t listed_gain, std::uint32_t listed_weight, bool people,
                            const Mode&) {
    const Numbers& n = people ? kPeople : kOthers;
    const std::uint64_t query = missing(query_gain, query_weight);
    const std::uint64_t listed = missing(listed_gain, listed_weight);
    const std::uint64_t both = std::min(query, listed);
    const std::uint64_t alone =
        (query * n.query_alone + listed * n.listed_alone + both * n.conflict) / kWhole;
    const std::uint64_t paired =
        both + ((query - both) * n.query_alone + (listed - both) * n.listed_alone) / kWhole;
    return without(std::min(alone, paired));
}

}  // namespace standstill::screening
