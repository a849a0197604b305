// Which script a letter belongs to, and words in which somebody mixed two.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace standstill::screening {

enum class Script : std::uint8_t {
    Other,  // signs, digits, marks that any script has, and scripts not named here
    Latin,
    Greek,
    Cyrillic,
    Armenian,
    Hebrew,
    Arabic,
    Syriac,
    Thaana,
    Devanagari,
    Bengali,
    Gurmukhi,
    Gujarati,
    Oriya,
    Tamil,
    Telugu,
    Kannada,
    Malayalam,
    Sinhala,
    Thai,
    Lao,
    Tibetan,
    Myanmar,
    Georgian,
    Hangul,
    Ethiopic,
    Khmer,
    Mongolian,
    Hiragana,
    Katakana,
    Bopomofo,
    Han,
};

// Unicode 16, from a table of our own: the same whatever Unicode library is installed.
Script script_of(char32_t letter);

// "arabic", "han", ...
std::string_view name_of(Script script);

// A word in which Latin, Cyrillic, Greek or Armenian letters are mixed, written in one script.
//
// Letters that look alike are the oldest way around a list: `PUTIN` with a Cyrillic P or I. If all
// strangers in the word have a look-alike in Latin, the word is Latin; else, if all its Latin
// letters have a look-alike in the other script, it is of that script. `mixed` says that letters of
// two scripts stood in the word, also where neither reading is possible and the word stays as it
// is.
struct Unmasked {
    std::u32string word;
    bool mixed = false;
};
Unmasked unmasked(std::u32string_view word);

// The word in Latin letters if it is all in one other script and every letter of it looks like a
// Latin one (Cyrillic "СОСА"); else empty. For a word between Latin words.
std::u32string latin_look_alike(std::u32string_view word);

}  // namespace standstill::screening
