#include "evidence/text/letters.h"

#include <algorithm>

namespace standstill::evidence {

namespace {

// U+00C0 to U+017F without their marks; '-' is no letter, a capital there stands for two letters.
constexpr std::string_view kLatin =
    "aaaaaaEceeeeiiii"     // 00C0, E = ae
    "dnooooo-ouuuuyHS"     // 00D0, H = th, S = ss
    "aaaaaaEceeeeiiii"     // 00E0
    "dnooooo-ouuuuyHy"     // 00F0
    "aaaaaaccccccccdd"     // 0100
    "ddeeeeeeeeeegggg"     // 0110
    "gggghhhhiiiiiiii"     // 0120
    "iiJJjjkkkllllllllll"  // 0130 to 0142, J = ij
    "nnnnnnnnnoooooo"      // 0143
    "OOrrrrrrssssssss"     // 0152, O = oe
    "ttttttuuuuuuuuuuuu"   // 0162
    "wwyyyzzzzzzs";        // 0174 to 017F
static_assert(kLatin.size() == 0x180 - 0xC0);

Letter letters(std::string_view text) {
    Letter letter{.kind = LetterKind::Letter};
    letter.size = static_cast<std::uint8_t>(text.size());
    std::ranges::copy(text, letter.folded);
    return letter;
}

Letter utf8(char32_t c, LetterKind kind) {
    Letter letter{.kind = kind};
    auto put = [&](char32_t byte) { letter.folded[letter.size++] = static_cast<char>(byte); };
    if (c < 0x80) {
        put(c);
    } else if (c < 0x800) {
        put(0xC0 | c >> 6);
        put(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        put(0xE0 | c >> 12);
        put(0x80 | (c >> 6 & 0x3F));
        put(0x80 | (c & 0x3F));
    } else {
        put(0xF0 | c >> 18);
        put(0x80 | (c >> 12 & 0x3F));
        put(0x80 | (c >> 6 & 0x3F));
        put(0x80 | (c & 0x3F));
    }
    return letter;
}

Letter latin(char32_t c) {
    switch (char base = kLatin[c - 0xC0]) {
        case 'E':
            return letters("ae");
        case 'O':
            return letters("oe");
        case 'J':
            return letters("ij");
        case 'H':
            return letters("th");
        case 'S':
            return letters("ss");
        case '-':
            return {};
        default:
            return letters({&base, 1});
    }
}

bool within(char32_t c, char32_t low, char32_t high) { return low <= c && c <= high; }

bool is_nothing(char32_t c) {
    return c == 0xAD || within(c, 0x200B, 0x200F) || c == 0x2060 || c == 0xFEFF ||
           within(c, 0x300, 0x36F) || within(c, 0x64B, 0x65F) || within(c, 0xFE00, 0xFE0F);
}

bool is_ideograph(char32_t c) {
    return within(c, 0x3041, 0x30FA) || within(c, 0x3400, 0x9FFF) || within(c, 0xF900, 0xFAFF) ||
           within(c, 0x20000, 0x3FFFF);
}

bool is_separator(char32_t c) {
    return c < 0xAA || c == 0xAB || within(c, 0xAC, 0xB4) || within(c, 0xB6, 0xB9) ||
           within(c, 0xBB, 0xBF) || within(c, 0x2000, 0x2BFF) || within(c, 0x2E00, 0x2E7F) ||
           within(c, 0x3000, 0x3004) || within(c, 0x3007, 0x3040) || c == 0x30FB || c == 0x60C ||
           c == 0x61B || c == 0x61F || c == 0x6D4 || within(c, 0xD800, 0xF8FF) ||
           within(c, 0xFE10, 0xFE6F) || within(c, 0xFF01, 0xFF0F) || within(c, 0xFF1A, 0xFF20) ||
           within(c, 0xFF3B, 0xFF40) || within(c, 0xFF5B, 0xFF65) || c >= 0xFFE0;
}

// Cyrillic U+0430 to U+045F in Latin letters.
constexpr std::string_view kCyrillic[] = {
    "a", "b", "v", "g", "d", "e",  "zh", "z",  "i",  "i",    "k",  "l", "m",  "n", "o",  "p",
    "r", "s", "t", "u", "f", "kh", "ts", "ch", "sh", "shch", "",   "y", "",   "e", "yu", "ya",
    "e", "e", "d", "g", "e", "dz", "i",  "i",  "j",  "lj",   "nj", "c", "kj", "i", "u",  "dz"};
// Greek U+03B1 to U+03C9.
constexpr std::string_view kGreek[] = {"a", "b", "g", "d", "e",  "z",  "i", "th", "i",
                                       "k", "l", "m", "n", "x",  "o",  "p", "r",  "s",
                                       "s", "t", "u", "f", "ch", "ps", "o"};

}  // namespace

char32_t code_point_at(std::string_view text, std::size_t at, std::size_t& next) {
    auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    unsigned char first = byte(at);
    next = at + 1;
    if (first < 0x80) return first;
    int more = first >= 0xF0 && first < 0xF5   ? 3
               : first >= 0xE0 && first < 0xF0 ? 2
               : first >= 0xC2 && first < 0xE0 ? 1
                                               : 0;
    if (more == 0 || at + static_cast<std::size_t>(more) >= text.size()) return 0xFFFD;
    char32_t c = first & (0x3FU >> more);
    for (int i = 1; i <= more; ++i) {
        unsigned char continued = byte(at + static_cast<std::size_t>(i));
        if ((continued & 0xC0) != 0x80) return 0xFFFD;
        c = c << 6 | (continued & 0x3FU);
    }
    constexpr char32_t kLeast[] = {0, 0x80, 0x800, 0x10000};
    if (c < kLeast[more] || c > 0x10FFFF || within(c, 0xD800, 0xDFFF)) return 0xFFFD;
    next = at + 1 + static_cast<std::size_t>(more);
    return c;
}

Letter fold_letter(char32_t c) {
    if (c < 0x80) {
        if (within(c, 'A', 'Z')) return utf8(c + 32, LetterKind::Letter);
        if (within(c, 'a', 'z') || within(c, '0', '9')) return utf8(c, LetterKind::Letter);
        return {.kind = c == '\'' ? LetterKind::Apostrophe : LetterKind::Separator};
    }
    if (c == 0x2019 || c == 0x2018 || c == 0x2BC) return {.kind = LetterKind::Apostrophe};
    if (is_nothing(c)) return {.kind = LetterKind::Nothing};
    if (is_separator(c)) return {};
    if (is_ideograph(c)) return utf8(c, LetterKind::Ideograph);
    if (within(c, 0xC0, 0x17F)) return latin(c);
    if (within(c, 0x218, 0x219)) return letters("s");
    if (within(c, 0x21A, 0x21B)) return letters("t");
    if (within(c, 0x1EA0, 0x1EB7)) return letters("a");
    if (within(c, 0x1EB8, 0x1EC7)) return letters("e");
    if (within(c, 0x1EC8, 0x1ECB)) return letters("i");
    if (within(c, 0x1ECC, 0x1EE3)) return letters("o");
    if (within(c, 0x1EE4, 0x1EF1)) return letters("u");
    if (within(c, 0x1EF2, 0x1EF9)) return letters("y");
    if (within(c, 0xFF10, 0xFF19)) return utf8(c - 0xFF10 + '0', LetterKind::Letter);
    if (within(c, 0xFF21, 0xFF3A)) return utf8(c - 0xFF21 + 'a', LetterKind::Letter);
    if (within(c, 0xFF41, 0xFF5A)) return utf8(c - 0xFF41 + 'a', LetterKind::Letter);
    if (within(c, 0x410, 0x42F)) return utf8(c + 32, LetterKind::Letter);
    if (within(c, 0x400, 0x40F)) return utf8(c + 80, LetterKind::Letter);
    if (within(c, 0x391, 0x3A9)) return utf8(c + 32, LetterKind::Letter);
    constexpr char32_t kAccented[][2] = {
        {0x386, 0x3B1}, {0x388, 0x3B5}, {0x389, 0x3B7}, {0x38A, 0x3B9}, {0x38C, 0x3BF},
        {0x38E, 0x3C5}, {0x38F, 0x3C9}, {0x3AC, 0x3B1}, {0x3AD, 0x3B5}, {0x3AE, 0x3B7},
        {0x3AF, 0x3B9}, {0x3CC, 0x3BF}, {0x3CD, 0x3C5}, {0x3CE, 0x3C9}, {0x3C2, 0x3C3}};
    for (auto [from, to] : kAccented)
        if (c == from) return utf8(to, LetterKind::Letter);
    return utf8(c, LetterKind::Letter);
}

bool is_capital(char32_t c) {
    if (c < 0x80) return within(c, 'A', 'Z');
    if (within(c, 0xC0, 0xDE)) return c != 0xD7;
    if (within(c, 0x100, 0x137) || within(c, 0x14A, 0x177)) return (c & 1) == 0;
    if (within(c, 0x139, 0x148) || within(c, 0x179, 0x17E)) return (c & 1) == 1;
    return c == 0x218 || c == 0x21A || within(c, 0x386, 0x38F) || within(c, 0x391, 0x3A9) ||
           within(c, 0x400, 0x42F);
}

std::string in_latin(std::string_view folded) {
    std::string out;
    for (std::size_t at = 0, next = 0; at < folded.size(); at = next) {
        char32_t c = code_point_at(folded, at, next);
        if (within(c, 0x430, 0x45F))
            out += kCyrillic[c - 0x430];
        else if (within(c, 0x3B1, 0x3C9))
            out += kGreek[c - 0x3B1];
        else
            out += folded.substr(at, next - at);
    }
    return out;
}

std::size_t code_points_before(std::string_view text, std::size_t offset) {
    std::string_view before = text.substr(0, offset);
    return static_cast<std::size_t>(std::ranges::count_if(
        before, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

}  // namespace standstill::evidence
