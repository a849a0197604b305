#include "screening/name/tally.h"

#include <algorithm>

namespace standstill::screening {
namespace {

// Thousandths that are lost when the whole weight of a name stays alone.
constexpr std::uint64_t kQueryAlone = 600;
constexpr std::uint64_t kListedAlone = 450;
constexpr std::uint64_t kConflict = 900;
// Of eight billion names, hundredths of a power of ten.
constexpr std::int32_t kBackground = 990;

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

void Tally::add(Covered query, Covered listed, const Likeness& likeness) {
    query_.add(query, likeness.similarity);
    listed_.add(listed, likeness.similarity);
    for (std::size_t i = query.first; i < std::size_t{query.first} + query.count; ++i) {
        rare_ += query_.parts[i].rarity * static_cast<std::int32_t>(likeness.similarity) /
                 static_cast<std::int32_t>(kWhole);
    }
}

Losses Tally::losses(const Mode&) const {
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
    out.pairs = static_cast<std::uint32_t>(
        std::max((query_.lost + query_weight - 1) / query_weight, listed_.lost / listed_weight));
    out.query_alone = static_cast<std::uint32_t>(query_alone * kQueryAlone / kWhole);
    out.listed_alone = static_cast<std::uint32_t>(listed_alone * kListedAlone / kWhole);
    out.conflict =
        static_cast<std::uint32_t>(std::min(query_alone, listed_alone) * kConflict / kWhole);
    return out;
}

std::uint32_t Tally::similarity(const Mode& mode) const {
    const std::uint32_t lost = losses(mode).sum();
    return lost >= kWhole ? 0 : kWhole - lost;
}

std::int32_t Tally::surprise() const { return rare_ - kBackground; }

std::uint32_t most_by_gain(std::uint64_t gain, std::uint32_t weight, const Mode&) {
    // Rounded towards the greater similarity, as losses() rounds each of its two terms down by less
    // than one.
    const std::uint64_t missing = kWhole - std::min<std::uint64_t>(kWhole, gain / weight + 1);
    const std::uint64_t lost = missing * kQueryAlone / kWhole;
    return static_cast<std::uint32_t>(kWhole - (lost > 2 ? lost - 2 : 0));
}

}  // namespace standstill::screening
