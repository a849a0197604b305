// Small tables of characters for fold().
#pragma once

#include <cstddef>
#include <string_view>

namespace standstill::screening {

// No language stacks more marks on one letter (Vietnamese has two, Biblical Hebrew four).
inline constexpr std::size_t kMostMarks = 4;

// Zero-width characters, direction marks, variation selectors, tags: Unicode Default_Ignorable.
bool is_invisible(char32_t code);
bool is_apostrophe(char32_t code);
bool is_comma(char32_t code);

// How a Latin letter without decomposition is usually written: ø o, ł l, ß ss. Empty if it has one.
std::string_view usual_letters(char32_t code);

// The spelling of a marked letter in two plain ones: č ch, ü ue. Empty if there is none.
std::string_view digraph_of(char32_t lower_case);

// The Latin letter that a letter of another script looks like, 0 if none (Unicode confusables.txt,
// those that a reader of a list would not tell apart).
char latin_look_alike(char32_t code);
// The Cyrillic letter that a Latin one looks like, 0 if none.
char32_t cyrillic_look_alike(char32_t latin);

}  // namespace standstill::screening
