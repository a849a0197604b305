// Readings of scripts without vowels: consonants, and the long vowels that are written. For display
// and for two names of one script; names in Latin letters are met by skeletons.
#include <algorithm>

#include "screening/script/abjad_names.h"
#include "screening/script/sound.h"
#include "screening/script/systems.h"

namespace standstill::screening {
namespace {

bool is_vowel(char c) { return std::string_view("aeiou").find(c) != std::string_view::npos; }

// waw and ya: consonants at the beginning and beside a vowel, else long vowels.
std::string_view mater(char sound, const std::string& text, std::string_view rest) {
    const bool vowel_before = text.empty() || is_vowel(text.back());
    const bool vowel_after =
        rest.size() > 1 && std::string_view("aMYQ567").find(rest[1]) != std::string_view::npos;
    const bool consonant = vowel_before || vowel_after;
    if (sound == 'w') return consonant ? "w" : "u";
    return consonant ? "y" : "i";
}

// `e` of a word that begins with alef or ayn: what follows decides.
std::string_view beginning(std::string_view rest) {
    return rest.size() > 1 && (rest[1] == 'w' || rest[1] == 'y' || rest[1] == 'a') ? "" : "a";
}

std::string spell(char mark, std::string_view sounds, bool article) {
    const SoundTable& table = *sound_table(mark);
    std::string text;
    for (std::size_t at = 0; at < sounds.size(); ++at) {
        const char sound = sounds[at];
        if (sound == '#' || sound == 'L') {
            if (article || at > 1) text += sound == '#' ? "a" : "l";
        } else if (sound == 'w' || sound == 'y') {
            text += mater(sound, text, sounds.substr(at));
        } else if (sound == 'I') {
            text += beginning(sounds.substr(at));
        } else if (sound == 'B') {
            text += 'i';
        } else {
            text += table.by_letter[static_cast<unsigned char>(sound)]->ways.front().letters;
        }
    }
    return text;
}

std::vector<std::string> read(char mark, const std::string& sounds, std::u32string_view word) {
    std::vector<std::string> readings;
    if (sounds.empty()) return readings;
    if (const std::string_view known = voiced_name(word); !known.empty())
        readings.emplace_back(known);
    readings.push_back(spell(mark, sounds, false));
    readings.push_back(spell(mark, sounds, true));
    return readings;
}

}  // namespace

std::vector<std::string> read_arabic(std::u32string_view word) {
    return read(kArabicMark, arabic_sounds(word), word);
}

std::vector<std::string> read_hebrew(std::u32string_view word) {
    return read(kHebrewMark, hebrew_sounds(word), word);
}

}  // namespace standstill::screening
