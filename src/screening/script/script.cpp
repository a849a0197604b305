#include "screening/script/script.h"

#include <algorithm>
#include <iterator>

namespace standstill::screening {
namespace {

struct Range {
    char32_t first;
    char32_t last;
    Script script;
};

// The property Script of Unicode 16 (UAX 24) for the scripts above, in rising order; code points
// that are not assigned are left out of a gap only where nothing else lies in it.
// clang-format off
constexpr Range kRanges[] = {
    {0x0041, 0x005a, Script::Latin},
    {0x0061, 0x007a, Script::Latin},
    {0x00aa, 0x00aa, Script::Latin},
    {0x00ba, 0x00ba, Script::Latin},
    {0x00c0, 0x00d6, Script::Latin},
    {0x00d8, 0x00f6, Script::Latin},
    {0x00f8, 0x02b8, Script::Latin},
    {0x02e0, 0x02e4, Script::Latin},
    {0x02ea, 0x02eb, Script::Bopomofo},
    {0x0370, 0x0373, Script::Greek},
    {0x0375, 0x037d, Script::Greek},
    {0x037f, 0x0384, Script::Greek},
    {0x0386, 0x0386, Script::Greek},
    {0x0388, 0x03e1, Script::Greek},
    {0x03f0, 0x03ff, Script::Greek},
    {0x0400, 0x0484, Script::Cyrillic},
    {0x0487, 0x052f, Script::Cyrillic},
    {0x0531, 0x058f, Script::Armenian},
    {0x0591, 0x05f4, Script::Hebrew},
    {0x0600, 0x0604, Script::Arabic},
    {0x0606, 0x060b, Script::Arabic},
    {0x060d, 0x061a, Script::Arabic},
    {0x061c, 0x061e, Script::Arabic},
    {0x0620, 0x063f, Script::Arabic},
    {0x0641, 0x064a, Script::Arabic},
    {0x0656, 0x066f, Script::Arabic},
    {0x0671, 0x06dc, Script::Arabic},
    {0x06de, 0x06ff, Script::Arabic},
    {0x0700, 0x074f, Script::Syriac},
    {0x0750, 0x077f, Script::Arabic},
    {0x0780, 0x07b1, Script::Thaana},
    {0x0860, 0x086a, Script::Syriac},
    {0x0870, 0x08e1, Script::Arabic},
    {0x08e3, 0x08ff, Script::Arabic},
    {0x0900, 0x0950, Script::Devanagari},
    {0x0955, 0x0963, Script::Devanagari},
    {0x0966, 0x097f, Script::Devanagari},
    {0x0980, 0x09fe, Script::Bengali},
    {0x0a01, 0x0a76, Script::Gurmukhi},
    {0x0a81, 0x0aff, Script::Gujarati},
    {0x0b01, 0x0b77, Script::Oriya},
    {0x0b82, 0x0bfa, Script::Tamil},
    {0x0c00, 0x0c7f, Script::Telugu},
    {0x0c80, 0x0cf3, Script::Kannada},
    {0x0d00, 0x0d7f, Script::Malayalam},
    {0x0d81, 0x0df4, Script::Sinhala},
    {0x0e01, 0x0e3a, Script::Thai},
    {0x0e40, 0x0e5b, Script::Thai},
    {0x0e81, 0x0edf, Script::Lao},
    {0x0f00, 0x0fd4, Script::Tibetan},
    {0x0fd9, 0x0fda, Script::Tibetan},
    {0x1000, 0x109f, Script::Myanmar},
    {0x10a0, 0x10fa, Script::Georgian},
    {0x10fc, 0x10ff, Script::Georgian},
    {0x1100, 0x11ff, Script::Hangul},
    {0x1200, 0x1399, Script::Ethiopic},
    {0x1780, 0x17f9, Script::Khmer},
    {0x1800, 0x1801, Script::Mongolian},
    {0x1804, 0x1804, Script::Mongolian},
    {0x1806, 0x18aa, Script::Mongolian},
    {0x19e0, 0x19ff, Script::Khmer},
    {0x1c80, 0x1c8a, Script::Cyrillic},
    {0x1c90, 0x1cbf, Script::Georgian},
    {0x1d00, 0x1d25, Script::Latin},
    {0x1d26, 0x1d2a, Script::Greek},
    {0x1d2b, 0x1d2b, Script::Cyrillic},
    {0x1d2c, 0x1d5c, Script::Latin},
    {0x1d5d, 0x1d61, Script::Greek},
    {0x1d62, 0x1d65, Script::Latin},
    {0x1d66, 0x1d6a, Script::Greek},
    {0x1d6b, 0x1d77, Script::Latin},
    {0x1d78, 0x1d78, Script::Cyrillic},
    {0x1d79, 0x1dbe, Script::Latin},
    {0x1dbf, 0x1dbf, Script::Greek},
    {0x1e00, 0x1eff, Script::Latin},
    {0x1f00, 0x1ffe, Script::Greek},
    {0x2071, 0x2071, Script::Latin},
    {0x207f, 0x207f, Script::Latin},
    {0x2090, 0x209c, Script::Latin},
    {0x2126, 0x2126, Script::Greek},
    {0x212a, 0x212b, Script::Latin},
    {0x2132, 0x2132, Script::Latin},
    {0x214e, 0x214e, Script::Latin},
    {0x2160, 0x2188, Script::Latin},
    {0x2c60, 0x2c7f, Script::Latin},
    {0x2d00, 0x2d2d, Script::Georgian},
    {0x2d80, 0x2dde, Script::Ethiopic},
    {0x2de0, 0x2dff, Script::Cyrillic},
    {0x2e80, 0x2fd5, Script::Han},
    {0x3005, 0x3005, Script::Han},
    {0x3007, 0x3007, Script::Han},
    {0x3021, 0x3029, Script::Han},
    {0x302e, 0x302f, Script::Hangul},
    {0x3038, 0x303b, Script::Han},
    {0x3041, 0x3096, Script::Hiragana},
    {0x309d, 0x309f, Script::Hiragana},
    {0x30a1, 0x30fa, Script::Katakana},
    {0x30fd, 0x30ff, Script::Katakana},
    {0x3105, 0x312f, Script::Bopomofo},
    {0x3131, 0x318e, Script::Hangul},
    {0x31a0, 0x31bf, Script::Bopomofo},
    {0x31f0, 0x31ff, Script::Katakana},
    {0x3200, 0x321e, Script::Hangul},
    {0x3260, 0x327e, Script::Hangul},
    {0x32d0, 0x32fe, Script::Katakana},
    {0x3300, 0x3357, Script::Katakana},
    {0x3400, 0x4dbf, Script::Han},
    {0x4e00, 0x9fff, Script::Han},
    {0xa640, 0xa69f, Script::Cyrillic},
    {0xa722, 0xa787, Script::Latin},
    {0xa78b, 0xa7ff, Script::Latin},
    {0xa8e0, 0xa8ff, Script::Devanagari},
    {0xa960, 0xa97c, Script::Hangul},
    {0xa9e0, 0xa9fe, Script::Myanmar},
    {0xaa60, 0xaa7f, Script::Myanmar},
    {0xab01, 0xab2e, Script::Ethiopic},
    {0xab30, 0xab5a, Script::Latin},
    {0xab5c, 0xab64, Script::Latin},
    {0xab65, 0xab65, Script::Greek},
    {0xab66, 0xab69, Script::Latin},
    {0xac00, 0xd7fb, Script::Hangul},
    {0xf900, 0xfad9, Script::Han},
    {0xfb00, 0xfb06, Script::Latin},
    {0xfb13, 0xfb17, Script::Armenian},
    {0xfb1d, 0xfb4f, Script::Hebrew},
    {0xfb50, 0xfd3d, Script::Arabic},
    {0xfd40, 0xfdff, Script::Arabic},
    {0xfe2e, 0xfe2f, Script::Cyrillic},
    {0xfe70, 0xfefc, Script::Arabic},
    {0xff21, 0xff3a, Script::Latin},
    {0xff41, 0xff5a, Script::Latin},
    {0xff66, 0xff6f, Script::Katakana},
    {0xff71, 0xff9d, Script::Katakana},
    {0xffa0, 0xffdc, Script::Hangul},
    {0x10140, 0x1018e, Script::Greek},
    {0x101a0, 0x101a0, Script::Greek},
    {0x10780, 0x107ba, Script::Latin},
    {0x10e60, 0x10e7e, Script::Arabic},
    {0x10ec2, 0x10eff, Script::Arabic},
    {0x111e1, 0x111f4, Script::Sinhala},
    {0x11660, 0x1166c, Script::Mongolian},
    {0x116d0, 0x116e3, Script::Myanmar},
    {0x11b00, 0x11b09, Script::Devanagari},
    {0x11fc0, 0x11fff, Script::Tamil},
    {0x16fe2, 0x16fe3, Script::Han},
    {0x16ff0, 0x16ff1, Script::Han},
    {0x1aff0, 0x1b000, Script::Katakana},
    {0x1b001, 0x1b11f, Script::Hiragana},
    {0x1b120, 0x1b122, Script::Katakana},
    {0x1b132, 0x1b152, Script::Hiragana},
    {0x1b155, 0x1b167, Script::Katakana},
    {0x1d200, 0x1d245, Script::Greek},
    {0x1df00, 0x1df2a, Script::Latin},
    {0x1e030, 0x1e08f, Script::Cyrillic},
    {0x1e7e0, 0x1e7fe, Script::Ethiopic},
    {0x1ee00, 0x1eef1, Script::Arabic},
    {0x1f200, 0x1f200, Script::Hiragana},
    {0x20000, 0x323af, Script::Han},
};
// clang-format on

struct Name {
    Script script;
    std::string_view name;
};

constexpr Name kNames[] = {
    {Script::Other, "other"},       {Script::Latin, "latin"},
    {Script::Greek, "greek"},       {Script::Cyrillic, "cyrillic"},
    {Script::Armenian, "armenian"}, {Script::Hebrew, "hebrew"},
    {Script::Arabic, "arabic"},     {Script::Syriac, "syriac"},
    {Script::Thaana, "thaana"},     {Script::Devanagari, "devanagari"},
    {Script::Bengali, "bengali"},   {Script::Gurmukhi, "gurmukhi"},
    {Script::Gujarati, "gujarati"}, {Script::Oriya, "oriya"},
    {Script::Tamil, "tamil"},       {Script::Telugu, "telugu"},
    {Script::Kannada, "kannada"},   {Script::Malayalam, "malayalam"},
    {Script::Sinhala, "sinhala"},   {Script::Thai, "thai"},
    {Script::Lao, "lao"},           {Script::Tibetan, "tibetan"},
    {Script::Myanmar, "myanmar"},   {Script::Georgian, "georgian"},
    {Script::Hangul, "hangul"},     {Script::Ethiopic, "ethiopic"},
    {Script::Khmer, "khmer"},       {Script::Mongolian, "mongolian"},
    {Script::Hiragana, "hiragana"}, {Script::Katakana, "katakana"},
    {Script::Bopomofo, "bopomofo"}, {Script::Han, "han"},
};

}  // namespace

Script script_of(char32_t letter) {
    const Range* range =
        std::upper_bound(std::begin(kRanges), std::end(kRanges), letter,
                         [](char32_t c, const Range& candidate) { return c < candidate.first; });
    if (range == std::begin(kRanges)) return Script::Other;
    --range;
    return letter <= range->last ? range->script : Script::Other;
}

std::string_view name_of(Script script) {
    for (const Name& name : kNames)
        if (name.script == script) return name.name;
    return "other";
}

}  // namespace standstill::screening
