#include "screening/name/score.h"

#include <algorithm>

#include "screening/name/align.h"
#include "screening/name/ofac.h"
#include "screening/name/tally.h"

namespace standstill::screening {
namespace {

Covered covered(const Unit& unit) { return {unit.first, unit.count}; }

void add(const Name& query, const Name& listed, const Pairing& pairing, Tally& tally) {
    tally.add(covered(query.units[pairing.query_unit]), covered(listed.units[pairing.listed_unit]),
              pairing.likeness);
}

}  // namespace

Score score(const Name& query, const Name& listed, const Mode& mode) {
    if (mode.id == ModeId::OfacParity) return ofac_score(query, listed);
    Score out;
    if (query.parts.empty() || listed.parts.empty()) return out;
    const Alignment alignment(query, listed, mode);
    Tally tally(query.parts, listed.parts, compares_people(query.kind, listed.kind));
    for (const Candidate* one : alignment.chosen()) {
        out.pairings.push_back(one->pairing);
        add(query, listed, one->pairing, tally);
    }
    out.gain = tally.gain();
    out.similarity = tally.similarity(mode);
    out.surprise = tally.surprise();
    return out;
}

std::uint32_t similarity(const Name& query, const Name& listed, const Mode& mode) {
    if (mode.id == ModeId::OfacParity) return ofac_score(query, listed).similarity;
    if (query.parts.empty() || listed.parts.empty()) return 0;
    const Alignment alignment(query, listed, mode);
    Tally tally(query.parts, listed.parts, compares_people(query.kind, listed.kind));
    for (const Candidate* one : alignment.chosen()) {
        add(query, listed, one->pairing, tally);
    }
    return tally.similarity(mode);
}

std::uint32_t upper_bound(std::uint64_t gain, const Name& query, const Mode& mode) {
    if (mode.id == ModeId::OfacParity || query.weight == 0) return kWhole;
    return most_by_gain(gain, query.weight, mode);
}

std::uint32_t upper_bound(std::uint64_t query_gain, std::uint64_t listed_gain, const Name& query,
                          std::uint32_t listed_weight, EntityKind listed_kind, const Mode& mode) {
    if (mode.id == ModeId::OfacParity || query.weight == 0 || listed_weight == 0) return kWhole;
    return most_by_gains(query_gain, query.weight, listed_gain, listed_weight,
                         compares_people(query.kind, listed_kind), mode);
}

std::uint64_t least_gain(std::uint32_t threshold, const Name& query, const Mode& mode) {
    if (mode.id == ModeId::OfacParity || query.weight == 0 || threshold == 0) return 0;
    std::uint64_t low = 0;
    std::uint64_t high = std::uint64_t{query.weight} * kWhole;
    while (low < high) {
        const std::uint64_t middle = low + (high - low) / 2;
        if (upper_bound(middle, query, mode) >= threshold) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return low;
}

}  // namespace standstill::screening
