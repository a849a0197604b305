// The owners of one party as SVG, and the same in words.
//
// The party stands at the right, whoever holds it to the left of it, column by column; a full line
// is ownership, a dashed one control. A box says who, and how the rule stands with them. Pure: same
// graph, same bytes. At most kMostDrawn parties are drawn, the nearest; the words name all.
#pragma once

#include <string>

#include "screening/owners/answer.h"

namespace standstill::report {

inline constexpr std::size_t kMostDrawn = 40;

// Of one rule's answer (the one with that id; the first when empty).
std::string owners_picture(const screening::owners::Graph& graph,
                           const screening::owners::Answer& answer, const std::string& rule = "");

// The twin of the picture: a line for each link, the nearest first, then what is unknown.
std::string owners_words(const screening::owners::Graph& graph,
                         const screening::owners::Answer& answer, const std::string& rule = "");

}  // namespace standstill::report
