// The text of the law by paragraph: what stands under what, and where words stand.
//
// A unit's citation is its heading: `2(a)(i)(A)`, `5(i) flush`, `FAR 52.242-15(a)`.
#pragma once

#include <string_view>
#include <vector>

#include "law/program.h"

namespace standstill::law {

// `2(a)(i)` and `2(a) flush` are under `2(a)`, and so is `2(a)` itself; `2(ab)` is not under `2(a`.
bool stands_under(std::string_view cite, std::string_view above);

// The unit that a citation names, or nullptr.
const TextUnit* unit_called(const PackInfo& pack, std::string_view cite);
// In any of the packs.
const TextUnit* unit_called(const Program& program, std::string_view cite);

// The units under a citation, in the order of the text, itself first.
std::vector<const TextUnit*> units_under(const PackInfo& pack, std::string_view cite);

// Whether a unit has these words, however white space is laid out.
bool has_words(const TextUnit& unit, std::string_view words);

enum class QuoteStands { InItsUnit, AboveOrBelow, Elsewhere, Nowhere };

// Where a quote stands as seen from a citation; `found` names the unit that has it.
QuoteStands find_quote(const Program& program, std::string_view cite, std::string_view quote,
                       std::string& found);

}  // namespace standstill::law
