#include "screening/name/tally.h"

#include <algorithm>

namespace standstill::screening {
namespace {

// Thousandths of similarity that are lost when all of a name's weight stays alone.
constexpr std::uint64_t kQueryAlone = 600;
constexpr std::uint64_t kListedAlone = 450;
constexpr std::uint64_t kConflict = 900;

std::uint32_t used(const Unit& unit) {
    return (unit.count >= 32 ? ~0U : (1U << unit.count) - 1U) << unit.first;
}

}  // namespace

void Tally::add(const Unit& query, const Unit& listed, const Likeness& likeness) {
    query_gain_ += std::uint64_t{query_.weight_of(query)} * likeness.similarity;
    listed_gain_ += std::uint64_t{listed_.weight_of(listed)} * likeness.similarity;
    query_used_ |= used(query);
    listed_used_ |= used(listed);
    std::int32_t rare = 0;
    for (std::size_t i = query.first; i < std::size_t{query.first} + query.count; ++i) {
        rare += query_.parts[i].rarity;
    }
    surprise_ +=
        rare * static_cast<std::int32_t>(likeness.similarity) / static_cast<std::int32_t>(kWhole);
}

std::uint32_t Tally::similarity(const Mode& mode) const {
    if (query_.weight == 0 || listed_.weight == 0) return 0;
    return most_by_gains(query_gain_, query_.weight, listed_gain_, listed_.weight, mode);
}

std::uint32_t most_by_gains(std::uint64_t query_gain, std::uint32_t query_weight,
                            std::uint64_t listed_gain, std::uint32_t listed_weight,
                            const Mode& mode) {
    if (mode.id == ModeId::OfacParity || query_weight == 0 || listed_weight == 0) return kWhole;
    const std::uint64_t query_lost =
        kWhole - std::min<std::uint64_t>(kWhole, query_gain / query_weight);
    const std::uint64_t listed_lost =
        kWhole - std::min<std::uint64_t>(kWhole, listed_gain / listed_weight);
    const std::uint64_t both = std::min(query_lost, listed_lost);
    const std::uint64_t lost =
        (query_lost * kQueryAlone + listed_lost * kListedAlone + both * kConflict) / kWhole;
    return lost >= kWhole ? 0 : static_cast<std::uint32_t>(kWhole - lost);
}

std::uint32_t most_by_gain(std::uint64_t gain, std::uint32_t weight, const Mode&) {
    const std::uint64_t lost = kWhole - std::min<std::uint64_t>(kWhole, gain / weight);
    return static_cast<std::uint32_t>(kWhole - lost * kQueryAlone / kWhole);
}

}  // namespace standstill::screening
