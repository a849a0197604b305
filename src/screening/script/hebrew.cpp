// Words in Hebrew letters (Hebrew, Yiddish names) as sounds.
#include <string>

#include "screening/script/sound.h"

namespace standstill::screening {
namespace {

struct Letter {
    char32_t letter;
    char sound;
    char with_geresh;  // ג׳ is the j of foreign names
};

constexpr Letter kLetters[] = {
    {U'א', 'a', 'a'}, {U'ב', 'b', 'b'}, {U'ג', 'g', 'j'}, {U'ד', 'd', 'D'}, {U'ה', 'h', 'h'},
    {U'ו', 'w', 'w'}, {U'ז', 'z', 'X'}, {U'ח', 'H', 'H'}, {U'ט', 't', 't'}, {U'י', 'y', 'y'},
    {U'כ', 'k', 'H'}, {U'ך', 'k', 'H'}, {U'ל', 'l', 'l'}, {U'מ', 'm', 'm'}, {U'ם', 'm', 'm'},
    {U'נ', 'n', 'n'}, {U'ן', 'n', 'n'}, {U'ס', 's', 's'}, {U'ע', 'E', 'g'}, {U'פ', 'p', 'f'},
    {U'ף', 'f', 'f'}, {U'צ', 'S', 'C'}, {U'ץ', 'S', 'C'}, {U'ק', 'q', 'q'}, {U'ר', 'r', 'g'},
    {U'ש', '$', '$'}, {U'ת', 'T', 'T'}, {U'װ', 'v', 'v'}, {U'ױ', 'y', 'y'}, {U'ײ', 'y', 'y'},
};

// Points of vowels and of recitation, joiners, and the mark of abbreviations.
constexpr bool is_mark(char32_t c) {
    return (c >= 0x0591 && c <= 0x05bd) || c == 0x05bf || (c >= 0x05c1 && c <= 0x05c5) ||
           c == 0x05c7 || c == 0x05f4 || c == U'"' || c == 0x200c || c == 0x200d;
}

constexpr bool is_geresh(char32_t c) { return c == 0x05f3 || c == U'\'' || c == 0x2019; }

const Letter* letter_of(char32_t c) {
    for (const Letter& letter : kLetters)
        if (letter.letter == c) return &letter;
    return nullptr;
}

}  // namespace

std::string hebrew_sounds(std::u32string_view part) {
    std::u32string word;
    for (const char32_t c : part)
        if (!is_mark(c)) word += c;
    while (!word.empty() && is_geresh(word.back()) && word.size() < 3) word.pop_back();
    std::string sounds;
    for (std::size_t at = 0; at < word.size(); ++at) {
        const char32_t c = word[at], next = at + 1 < word.size() ? word[at + 1] : 0;
        if (is_geresh(c)) continue;
        const Letter* letter = letter_of(c);
        if (!letter) return {};
        if (at == 0 && (c == U'א' || c == U'ע')) {
            sounds += 'I';
        } else if (c == U'ו' && next == U'ו') {
            sounds += 'v';
            ++at;
        } else if (c == U'י' && next == U'י') {
            sounds += 'y';
            ++at;
        } else if (c == U'ה' && next == 0 && at > 0) {
            sounds += 'O';
        } else {
            sounds += is_geresh(next) ? letter->with_geresh : letter->sound;
        }
    }
    return sounds;
}

}  // namespace standstill::screening
