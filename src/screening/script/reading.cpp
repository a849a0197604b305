#include "screening/script/reading.h"

#include <algorithm>

#include "screening/script/script.h"
#include "screening/script/systems.h"

namespace standstill::screening {
namespace {

struct Composition {
    char32_t letter;
    char32_t mark;
    char32_t composed;
};

// Letters of the tables that decompose; all other marks above letters are dropped.
constexpr Composition kCompositions[] = {
    {U'и', 0x0306, U'й'}, {U'е', 0x0308, U'ё'}, {U'і', 0x0308, U'ї'}, {U'у', 0x0306, U'ў'},
    {U'г', 0x0301, U'ѓ'}, {U'к', 0x0301, U'ќ'}, {U'и', 0x0304, U'ӣ'}, {U'у', 0x0304, U'ӯ'},
};

struct Accented {
    char32_t first;
    char32_t last;
    char32_t plain;
};

// Greek with accents and breathings, precomposed.
constexpr Accented kGreek[] = {
    {U'ά', U'ά', U'α'},     {U'έ', U'έ', U'ε'},     {U'ή', U'ή', U'η'},     {U'ί', U'ί', U'ι'},
    {U'ϊ', U'ϊ', U'ι'},     {U'ΐ', U'ΐ', U'ι'},     {U'ϋ', U'ϋ', U'υ'},     {U'ΰ', U'ΰ', U'υ'},
    {U'ό', U'ό', U'ο'},     {U'ύ', U'ύ', U'υ'},     {U'ώ', U'ώ', U'ω'},     {U'Ά', U'Ά', U'α'},
    {U'Έ', U'Ί', U'ε'},     {U'Ό', U'Ό', U'ο'},     {U'Ύ', U'Ύ', U'υ'},     {U'Ώ', U'Ώ', U'ω'},
    {0x1f00, 0x1f0f, U'α'}, {0x1f10, 0x1f1f, U'ε'}, {0x1f20, 0x1f2f, U'η'}, {0x1f30, 0x1f3f, U'ι'},
    {0x1f40, 0x1f4f, U'ο'}, {0x1f50, 0x1f5f, U'υ'}, {0x1f60, 0x1f6f, U'ω'}, {0x1f70, 0x1f71, U'α'},
    {0x1f72, 0x1f73, U'ε'}, {0x1f74, 0x1f75, U'η'}, {0x1f76, 0x1f77, U'ι'}, {0x1f78, 0x1f79, U'ο'},
    {0x1f7a, 0x1f7b, U'υ'}, {0x1f7c, 0x1f7d, U'ω'}, {0x1f80, 0x1f8f, U'α'}, {0x1f90, 0x1f9f, U'η'},
    {0x1fa0, 0x1faf, U'ω'}, {0x1fb0, 0x1fbc, U'α'}, {0x1fc2, 0x1fcc, U'η'}, {0x1fd0, 0x1fdb, U'ι'},
    {0x1fe0, 0x1fe3, U'υ'}, {0x1fe4, 0x1fe5, U'ρ'}, {0x1fe6, 0x1feb, U'υ'}, {0x1ff2, 0x1ffc, U'ω'},
};

char32_t small_greek(char32_t c) {
    if (c == U'Ή') return U'η';
    if (c == U'Ί') return U'ι';
    for (const Accented& accented : kGreek)
        if (c >= accented.first && c <= accented.last) return accented.plain;
    return c >= U'Α' && c <= U'Ω' ? c + 0x20 : c;
}

char32_t small_cyrillic(char32_t c) {
    if (c >= 0x0410 && c <= 0x042f) return c + 0x20;
    if (c >= 0x0400 && c <= 0x040f) return c + 0x50;
    if (c == 0x04c0) return 0x04cf;
    if (c >= 0x04c1 && c <= 0x04ce) return c % 2 == 1 ? c + 1 : c;
    const bool pairs = (c >= 0x0460 && c <= 0x0481) || (c >= 0x048a && c <= 0x04bf) ||
                       (c >= 0x04d0 && c <= 0x052f);
    return pairs && c % 2 == 0 ? c + 1 : c;
}

char32_t small(char32_t c) {
    if (c >= 0x0400 && c <= 0x052f) {
        const char32_t letter = small_cyrillic(c);
        return letter == 0x0450 ? U'е' : letter == 0x045d ? U'и' : letter;
    }
    if ((c >= 0x0370 && c <= 0x03ff) || (c >= 0x1f00 && c <= 0x1fff)) return small_greek(c);
    if (c >= 0x0531 && c <= 0x0556) return c + 0x30;
    if (c >= U'A' && c <= U'Z') return c + 0x20;
    return c;
}

constexpr bool is_mark(char32_t c) { return c >= 0x0300 && c <= 0x036f; }

// Composes the mark with the last letter if a table has the two as one; else drops it.
void add_mark(std::u32string& word, char32_t mark) {
    if (word.empty()) return;
    for (const Composition& composition : kCompositions)
        if (composition.letter == word.back() && composition.mark == mark)
            word.back() = composition.composed;
}

// Jamo that follow each other as one syllable (Unicode 3.12).
bool add_jamo(std::u32string& word, char32_t c) {
    if (word.empty()) return false;
    char32_t& last = word.back();
    if (last >= 0x1100 && last <= 0x1112 && c >= 0x1161 && c <= 0x1175) {
        last = 0xac00 + (last - 0x1100) * 588 + (c - 0x1161) * 28;
        return true;
    }
    if (last >= 0xac00 && last <= 0xd7a3 && (last - 0xac00) % 28 == 0 && c > 0x11a7 &&
        c <= 0x11c2) {
        last += c - 0x11a7;
        return true;
    }
    return false;
}

std::u32string plain(std::u32string_view word) {
    std::u32string text;
    for (const char32_t raw : word.substr(0, kLongestRead)) {
        const char32_t c = small(raw);
        if (is_mark(c)) {
            add_mark(text, c);
        } else if ((c == 0x3099 || c == 0x309a) && !text.empty()) {
            text.back() += c == 0x3099 ? 1 : 2;
        } else if (!add_jamo(text, c)) {
            text += c;
        }
    }
    return text;
}

// Signs that no script has alone belong to the stretch they stand in.
Script script_in(char32_t c, Script current) {
    const Script script = script_of(c);
    const bool katakana_mark = c == 0x30fc || c == 0x30fb;
    if (katakana_mark) return current == Script::Other ? Script::Katakana : current;
    return script == Script::Other ? current : script;
}

// Kana of either kind are one stretch.
Script group_of(Script script) { return script == Script::Hiragana ? Script::Katakana : script; }

std::vector<std::string> read_stretch(std::u32string_view word, Script script) {
    switch (script) {
        case Script::Arabic:
            return read_arabic(word);
        case Script::Hebrew:
            return read_hebrew(word);
        case Script::Cyrillic:
            return read_cyrillic(word);
        case Script::Greek:
            return read_greek(word);
        case Script::Georgian:
            return read_georgian(word);
        case Script::Armenian:
            return read_armenian(word);
        case Script::Hiragana:
        case Script::Katakana:
            return read_kana(word);
        case Script::Hangul:
            return read_hangul(word);
        case Script::Han:
            return read_han(word);
        case Script::Devanagari:
        case Script::Bengali:
        case Script::Gurmukhi:
        case Script::Gujarati:
        case Script::Oriya:
        case Script::Tamil:
        case Script::Telugu:
        case Script::Kannada:
        case Script::Malayalam:
            return read_indic(word);
        case Script::Sinhala:
            return read_sinhala(word);
        case Script::Thai:
        case Script::Lao:
            return read_thai(word);
        case Script::Khmer:
            return read_khmer(word);
        case Script::Myanmar:
            return read_myanmar(word);
        case Script::Thaana:
            return read_thaana(word);
        case Script::Ethiopic:
            return read_ethiopic(word);
        default:
            return {};
    }
}

struct Stretch {
    Script script = Script::Other;
    std::u32string_view word;
};

std::vector<Stretch> stretches_of(std::u32string_view word) {
    std::vector<Stretch> stretches;
    Script current = Script::Other;
    std::size_t begin = 0;
    for (std::size_t at = 0; at < word.size(); ++at) {
        const Script script = group_of(script_in(word[at], current));
        if (script != current && current != Script::Other) {
            stretches.push_back({current, word.substr(begin, at - begin)});
            begin = at;
        }
        current = script;
    }
    if (begin < word.size()) stretches.push_back({current, word.substr(begin)});
    return stretches;
}

std::string letters_only(std::string_view text) {
    std::string letters;
    for (const char c : text)
        if (c >= 'a' && c <= 'z') letters += c;
    return letters;
}

void add_distinct(std::vector<std::string>& readings, const std::string& reading) {
    if (reading.empty() || readings.size() == kMostReadings) return;
    if (std::find(readings.begin(), readings.end(), reading) == readings.end())
        readings.push_back(reading);
}

// The first reading of each stretch; Latin letters and digits as they are.
std::string read_mixed(std::span<const Stretch> stretches) {
    std::string text;
    for (const Stretch& stretch : stretches) {
        if (stretch.script == Script::Latin || stretch.script == Script::Other) {
            for (const char32_t c : stretch.word)
                if (c < 128) text += static_cast<char>(c);
            continue;
        }
        const std::vector<std::string> read = read_stretch(stretch.word, stretch.script);
        if (!read.empty()) text += read.front();
    }
    return text;
}

}  // namespace

const LetterReading* find_letter(std::span<const LetterReading> letters, char32_t letter) {
    for (const LetterReading& candidate : letters)
        if (candidate.letter == letter) return &candidate;
    return nullptr;
}

std::vector<std::string> readings(std::u32string_view word) {
    const std::u32string text = plain(word);
    const std::vector<Stretch> stretches = stretches_of(text);
    std::vector<std::string> distinct;
    const bool foreign =
        std::any_of(stretches.begin(), stretches.end(), [](const Stretch& stretch) {
            return stretch.script != Script::Latin && stretch.script != Script::Other;
        });
    if (!foreign) return distinct;
    if (stretches.size() > 1) {
        add_distinct(distinct, letters_only(read_mixed(stretches)));
        return distinct;
    }
    for (const std::string& reading : read_stretch(stretches[0].word, stretches[0].script))
        add_distinct(distinct, letters_only(reading));
    return distinct;
}

std::size_t family_name_size(std::u32string_view name) {
    const auto all = [name](Script script) {
        return std::all_of(name.begin(), name.end(),
                           [script](char32_t c) { return script_of(c) == script; });
    };
    if (name.size() < 2) return 0;
    if (all(Script::Han)) return han_surname_size(name);
    return all(Script::Hangul) ? hangul_surname_size(name) : 0;
}

std::u32string code_points(std::string_view text) {
    constexpr char32_t kReplacement = 0xfffd;
    std::u32string points;
    for (std::size_t at = 0; at < text.size();) {
        const auto lead = static_cast<unsigned char>(text[at]);
        const std::size_t size = lead < 0x80       ? 1
                                 : lead >> 5 == 6  ? 2
                                 : lead >> 4 == 14 ? 3
                                 : lead >> 3 == 30 ? 4
                                                   : 0;
        char32_t point = size < 2 ? lead : lead & (0x7fU >> size);
        bool well = size > 0 && at + size <= text.size();
        for (std::size_t i = 1; well && i < size; ++i) {
            const auto next = static_cast<unsigned char>(text[at + i]);
            well = next >> 6 == 2;
            point = point << 6 | (next & 0x3f);
        }
        constexpr char32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
        well = well && point >= kLeast[size] && point <= 0x10ffff &&
               (point < 0xd800 || point > 0xdfff);
        points += well ? point : kReplacement;
        at += well ? size : 1;
    }
    return points;
}

}  // namespace standstill::screening
