// The number that OFAC's public search tool shows, as far as its scores can be observed.
#pragma once

#include "screening/name/score.h"

namespace standstill::screening {

// The greater of two: Jaro-Winkler of the whole names in upper case, if they begin with the same
// letter; and the mean, over the words of the query longer than two letters (all, if none is), of
// the best Jaro-Winkler with a word of the listed name, where less than 0.5 counts as nothing.
// Source: how nomenklatura explains the scores that it records of the tool, and OFAC's FAQ 249.
Score ofac_score(const Name& query, const Name& listed);

enum class PrefixBonus : std::uint8_t { Always, FromSevenTenths };

// Jaro-Winkler (Winkler 1990: prefix of at most 4, scale 0.1) in millionths.
std::uint32_t jaro_winkler(std::string_view a, std::string_view b,
                           PrefixBonus bonus = PrefixBonus::FromSevenTenths);

}  // namespace standstill::screening
