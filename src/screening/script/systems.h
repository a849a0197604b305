// Romanisation systems, one function a script. Private to screening/script.
//
// Each takes a word of one script (NFC, lower case where there is case, without marks that carry
// no letter) and gives readings in a-z, the likeliest first; duplicates do no harm. A sign that
// the system does not know is left out.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace standstill::screening {

std::vector<std::string> read_arabic(std::u32string_view word);
std::vector<std::string> read_hebrew(std::u32string_view word);
std::vector<std::string> read_cyrillic(std::u32string_view word);
std::vector<std::string> read_greek(std::u32string_view word);
std::vector<std::string> read_georgian(std::u32string_view word);
std::vector<std::string> read_armenian(std::u32string_view word);
std::vector<std::string> read_kana(std::u32string_view word);
std::vector<std::string> read_hangul(std::u32string_view word);
std::vector<std::string> read_han(std::u32string_view word);
std::vector<std::string> read_indic(std::u32string_view word);
std::vector<std::string> read_thai(std::u32string_view word);  // and Lao
std::vector<std::string> read_khmer(std::u32string_view word);
std::vector<std::string> read_myanmar(std::u32string_view word);

std::vector<std::string> read_sinhala(std::u32string_view word);
std::vector<std::string> read_thaana(std::u32string_view word);
std::vector<std::string> read_ethiopic(std::u32string_view word);

// One letter and what it is in each of a few systems; a system without an entry of its own repeats
// the first.
struct LetterReading {
    char32_t letter = 0;
    std::string_view readings[3];
};
const LetterReading* find_letter(std::span<const LetterReading> letters, char32_t letter);

// Katakana and hiragana as Hepburn has them, with `-` for the mark of length, `'` for a doubled
// consonant and `N` for the nasal; empty if there is another letter.
std::string hepburn_of(std::u32string_view word);

// A syllable of Hangul in its jamo: initial 0-18, vowel 0-20, final 0-27 (0: none).
struct Syllable {
    int initial = 0;
    int vowel = 0;
    int final = 0;
};
// False if the letter is not a syllable.
bool split_syllable(char32_t letter, Syllable& syllable);

// How many letters at the beginning of a Han or Hangul name are the family name; 0 if unknown.
std::size_t han_surname_size(std::u32string_view name);
std::size_t hangul_surname_size(std::u32string_view name);

}  // namespace standstill::screening
