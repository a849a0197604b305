// Which words say something: stems, and how rare they are.
//
// The rarity of a word is a table, not a count over the reports at hand: whether two texts depend
// on each other must not change because a third one came in.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace standstill::evidence {

// Function words of these languages are known; they have no rarity, and tell the language.
enum class Language : std::uint8_t {
    Unknown,
    English,
    German,
    French,
    Spanish,
    Italian,
    Portuguese,
    Dutch,
    Russian,
};
inline constexpr int kLanguages = 9;

std::string_view name_of(Language language);

// A folded word without its commonest English endings and cut to seven letters: `inherited`,
// `inherits` and `inheritance` are `inherit`. Words beyond ASCII and numbers stay as they are.
std::string_view stem_of(std::string_view folded);

// The rarity of a word that is in no table.
inline constexpr int kRare = 7;

// In bits: 0 for a function word of any of the languages, 7 for a word in one news text of 128 or
// fewer. About 0.1 microseconds.
int rarity_of(std::string_view folded);

// The languages of which a folded word is a function word, as bits `1 << Language`.
std::uint16_t languages_of(std::string_view folded);

}  // namespace standstill::evidence
