// The sounds that skeletons are made of. Private to screening/script.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace standstill::screening {

// One way of writing a sound in Latin letters. Costs count in hundredths of an edit.
struct Spelling {
    std::string_view letters;  // empty: the sound is not written
    std::uint8_t cost = 0;
    bool before_vowel = false;  // not written, and a vowel must follow
};

struct Sound {
    char letter = 0;
    std::string_view classes;    // "J|G": what it may be in a key; "-" is nothing
    std::string_view spellings;  // as in the table: "j g:5 &"
    bool onset = false;          // even unwritten it begins a syllable: ayn, hamza
    std::vector<Spelling> ways;
};

// The sounds of one way of writing.
struct SoundTable {
    char mark = 0;                 // the first letter of its skeletons
    bool vowels_unwritten = true;  // short vowels are free; else each is in the table
    std::array<const Sound*, 128> by_letter{};
    std::vector<Sound> sounds;
};

// The table whose skeletons begin with `mark`; null if there is none.
const SoundTable* sound_table(char mark);

inline constexpr char kArabicMark = 'A';
inline constexpr char kHebrewMark = 'H';
inline constexpr char kKanaMark = 'K';
inline constexpr char kHangulMark = 'G';
inline constexpr char kHanMark = 'T';
inline constexpr char kBoundary = '_';

// The letters of one part as sounds, without the mark; empty if a letter is not in the table.
std::string arabic_sounds(std::u32string_view part);
std::string hebrew_sounds(std::u32string_view part);
std::string kana_sounds(std::u32string_view part);
std::string hangul_sounds(std::u32string_view part);
std::string han_sounds(std::u32string_view part);

}  // namespace standstill::screening
