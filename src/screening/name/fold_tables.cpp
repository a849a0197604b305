#include "screening/name/fold_tables.h"

#include <algorithm>
#include <iterator>

namespace standstill::screening {
namespace {

struct Spelling {
    char32_t code;
    std::string_view letters;
};

// Sorted by code.
constexpr Spelling kUsual[] = {
    {0xe6, "ae"},  {0xf0, "d"},  {0xf8, "o"},  {0xfe, "th"},  {0x111, "d"},  {0x127, "h"},
    {0x131, "i"},  {0x138, "k"}, {0x142, "l"}, {0x14b, "ng"}, {0x153, "oe"}, {0x167, "t"},
    {0x180, "b"},  {0x188, "c"}, {0x192, "f"}, {0x199, "k"},  {0x1b4, "y"},  {0x1b6, "z"},
    {0x1dd, "e"},  {0x1e5, "g"}, {0x243, "b"}, {0x253, "b"},  {0x254, "o"},  {0x257, "d"},
    {0x259, "a"},  {0x25b, "e"}, {0x260, "g"}, {0x263, "g"},  {0x268, "i"},  {0x269, "i"},
    {0x272, "ny"}, {0x289, "u"}, {0x28b, "v"}, {0x28f, "y"},  {0x292, "z"},
};

constexpr Spelling kDigraphs[] = {
    {0xe4, "ae"},  {0xe5, "aa"},  {0xe7, "ch"},  {0xf1, "ny"},  {0xf6, "oe"},  {0xf8, "oe"},
    {0xfc, "ue"},  {0x107, "ch"}, {0x10d, "ch"}, {0x111, "dj"}, {0x11f, "gh"}, {0x151, "oe"},
    {0x15b, "sh"}, {0x15f, "sh"}, {0x161, "sh"}, {0x163, "ts"}, {0x171, "ue"}, {0x17c, "zh"},
    {0x17e, "zh"}, {0x219, "sh"}, {0x21b, "ts"}, {0x259, "e"},
};

struct Alike {
    char32_t code;
    char latin;
};

// Greek, Cyrillic, Armenian, after case folding. Sorted by code.
constexpr Alike kAlike[] = {
    {0x3b1, 'a'}, {0x3b2, 'b'}, {0x3b5, 'e'}, {0x3b6, 'z'}, {0x3b7, 'h'}, {0x3b9, 'i'},
    {0x3ba, 'k'}, {0x3bc, 'm'}, {0x3bd, 'v'}, {0x3bf, 'o'}, {0x3c1, 'p'}, {0x3c4, 't'},
    {0x3c5, 'y'}, {0x3c7, 'x'}, {0x3f2, 'c'}, {0x3f3, 'j'}, {0x430, 'a'}, {0x432, 'b'},
    {0x433, 'r'}, {0x435, 'e'}, {0x43a, 'k'}, {0x43c, 'm'}, {0x43d, 'h'}, {0x43e, 'o'},
    {0x440, 'p'}, {0x441, 'c'}, {0x442, 't'}, {0x443, 'y'}, {0x445, 'x'}, {0x44c, 'b'},
    {0x455, 's'}, {0x456, 'i'}, {0x457, 'i'}, {0x458, 'j'}, {0x45b, 'h'}, {0x475, 'v'},
    {0x4bb, 'h'}, {0x4cf, 'l'}, {0x501, 'd'}, {0x51b, 'q'}, {0x51d, 'w'}, {0x570, 'h'},
    {0x578, 'n'}, {0x57d, 'u'}, {0x585, 'o'},
};

std::string_view spelling(const Spelling* begin, const Spelling* end, char32_t code) {
    const auto* const found = std::lower_bound(
        begin, end, code, [](const Spelling& row, char32_t key) { return row.code < key; });
    return found != end && found->code == code ? found->letters : std::string_view();
}

}  // namespace

bool is_invisible(char32_t code) {
    return code == 0xad || code == 0x34f || code == 0x61c || code == 0x640 || code == 0x115f ||
           code == 0x1160 || code == 0x17b4 || code == 0x17b5 ||
           (code >= 0x180b && code <= 0x180f) || (code >= 0x200b && code <= 0x200f) ||
           (code >= 0x202a && code <= 0x202e) || (code >= 0x2060 && code <= 0x206f) ||
           code == 0x3164 || (code >= 0xfe00 && code <= 0xfe0f) || code == 0xfeff ||
           code == 0xffa0 || code == 0xfffd || (code >= 0xfff0 && code <= 0xfff8) ||
           (code >= 0xe0000 && code <= 0xe0fff);
}

bool is_apostrophe(char32_t code) {
    return code == 0xb4 || (code >= 0x2b9 && code <= 0x2bf) || code == 0x2c8 || code == 0x2ca ||
           code == 0x2cb || code == 0x374 || code == 0x384 || code == 0x55a || code == 0x5f3 ||
           code == 0x5f4 || code == 0x1fbd || code == 0x2018 || code == 0x2019 || code == 0x201b ||
           code == 0x2032 || code == 0x2035 || code == 0xa78c || code == 0xff07;
}

bool is_comma(char32_t code) {
    return code == ',' || code == 0x60c || code == 0x3001 || code == 0xff0c || code == 0xff64;
}

std::string_view usual_letters(char32_t code) {
    return spelling(std::begin(kUsual), std::end(kUsual), code);
}

std::string_view digraph_of(char32_t lower_case) {
    return spelling(std::begin(kDigraphs), std::end(kDigraphs), lower_case);
}

char latin_look_alike(char32_t code) {
    const auto* const found =
        std::lower_bound(std::begin(kAlike), std::end(kAlike), code,
                         [](const Alike& row, char32_t key) { return row.code < key; });
    return found != std::end(kAlike) && found->code == code ? found->latin : '\0';
}

char32_t cyrillic_look_alike(char32_t latin) {
    for (const Alike& row : kAlike) {
        if (row.code >= 0x430 && row.code < 0x460 && static_cast<char32_t>(row.latin) == latin) {
            return row.code;
        }
    }
    return 0;
}

}  // namespace standstill::screening
