// How alike two names are, and how surprising that is.
//
// A pure function of two analysed names and a mode: it does not know what else is in a list.
//
//   gain(u, v) = weight of the query parts that u covers * pair(u, v)
//
// score() chooses disjoint pairings that make the sum of gains large, then takes off for what
// stayed alone in either name. Whatever it chooses, the sum is at most that of the best gain of
// each part, and taking off only lowers: upper_bound() of a sum of best gains is never below the
// score.
#pragma once

#include <cstdint>
#include <vector>

#include "screening/name/mode.h"
#include "screening/name/name.h"
#include "screening/name/pair.h"

namespace standstill::screening {

// One unit of the query with one of the listed name, by their place in Name::units.
struct Pairing {
    std::uint16_t query_unit = 0;
    std::uint16_t listed_unit = 0;
    Likeness likeness;

    friend bool operator==(const Pairing&, const Pairing&) = default;
};

struct Score {
    std::uint32_t similarity = 0;  // 0 to 1000
    // -log10 of how many of eight billion names one expects to be at least that alike, in
    // hundredths: the higher, the less likely by chance. Orders hits of equal similarity.
    std::int32_t surprise = 0;
    std::uint64_t gain = 0;         // sum of the gains of the pairings
    std::vector<Pairing> pairings;  // disjoint in either name, in the order of the query's parts

    friend bool operator==(const Score&, const Score&) = default;
};

Score score(const Name& query, const Name& listed, const Mode& mode);

// The similarity alone, for the hot path; equals score().similarity.
std::uint32_t similarity(const Name& query, const Name& listed, const Mode& mode);

// No listed name whose pairings with the query gain at most `gain` in sum has a greater similarity.
// Grows with gain. In a mode that does not score by units (ofac-parity) always 1000.
std::uint32_t upper_bound(std::uint64_t gain, const Name& query, const Mode& mode);

// The same when a bound of the gains on either side is known: listed_gain is the sum of weight of
// the listed parts covered * pair(). Grows with both gains; never above upper_bound(query_gain).
std::uint32_t upper_bound(std::uint64_t query_gain, std::uint64_t listed_gain, const Name& query,
                          std::uint32_t listed_weight, EntityKind listed_kind, const Mode& mode);

// The least gain with which upper_bound() reaches `threshold`; 0 if the mode does not score by
// units.
std::uint64_t least_gain(std::uint32_t threshold, const Name& query, const Mode& mode);

}  // namespace standstill::screening
