// The number that OFAC's public search tool shows, as far as its scores can be observed.
#pragma once

#include "screening/name/score.h"

namespace standstill::screening {

// The greater of: Jaro-Winkler of the whole names in upper case, if they begin with the same
// letter; and the mean, over the words of the query longer than two letters, of the best
// Jaro-Winkler with a word of the listed name, where a word counts only from 0.5 on. Source: the
// scores that nomenklatura's tests record of the tool (docs/screening-algorithm.md).
Score ofac_score(const Name& query, const Name& listed);

// Jaro-Winkler (Winkler 1990: prefix of at most 4, scale 0.1) in millionths.
std::uint32_t jaro_winkler(std::string_view a, std::string_view b);

}  // namespace standstill::screening
