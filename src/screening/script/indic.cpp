// Devanagari, Bengali, Gurmukhi, Gujarati, Oriya, Tamil, Telugu, Kannada and Malayalam: Hunterian
// spelling, which is ISO 15919 without its marks and with ch and sh.
//
// The nine blocks of Unicode have the same letters at the same places, so one table serves all. A
// consonant has an a unless something follows that takes it away. Languages of the north do not
// speak that a at the end of a word, nor between two syllables that stand without it; spelling
// does not show it, so there is a reading for either.
#include <algorithm>

#include "screening/script/systems.h"

namespace standstill::screening {
namespace {

enum class Kind { None, Consonant, Vowel, Sign, Virama, Nasal, Nukta, Breath };

struct Place {
    unsigned offset;
    Kind kind;
    std::string_view letters;
    std::string_view dotted;  // with a nukta
};

constexpr Place kPlaces[] = {
    {0x01, Kind::Nasal, "n", ""},        {0x02, Kind::Nasal, "n", ""},
    {0x03, Kind::Breath, "h", ""},       {0x05, Kind::Vowel, "a", ""},
    {0x06, Kind::Vowel, "a", ""},        {0x07, Kind::Vowel, "i", ""},
    {0x08, Kind::Vowel, "i", ""},        {0x09, Kind::Vowel, "u", ""},
    {0x0a, Kind::Vowel, "u", ""},        {0x0b, Kind::Vowel, "ri", ""},
    {0x0d, Kind::Vowel, "e", ""},        {0x0e, Kind::Vowel, "e", ""},
    {0x0f, Kind::Vowel, "e", ""},        {0x10, Kind::Vowel, "ai", ""},
    {0x11, Kind::Vowel, "o", ""},        {0x12, Kind::Vowel, "o", ""},
    {0x13, Kind::Vowel, "o", ""},        {0x14, Kind::Vowel, "au", ""},
    {0x15, Kind::Consonant, "k", "q"},   {0x16, Kind::Consonant, "kh", "kh"},
    {0x17, Kind::Consonant, "g", "gh"},  {0x18, Kind::Consonant, "gh", ""},
    {0x19, Kind::Consonant, "n", ""},    {0x1a, Kind::Consonant, "ch", ""},
    {0x1b, Kind::Consonant, "chh", ""},  {0x1c, Kind::Consonant, "j", "z"},
    {0x1d, Kind::Consonant, "jh", "zh"}, {0x1e, Kind::Consonant, "n", ""},
    {0x1f, Kind::Consonant, "t", ""},    {0x20, Kind::Consonant, "th", ""},
    {0x21, Kind::Consonant, "d", "r"},   {0x22, Kind::Consonant, "dh", "rh"},
    {0x23, Kind::Consonant, "n", ""},    {0x24, Kind::Consonant, "t", ""},
    {0x25, Kind::Consonant, "th", ""},   {0x26, Kind::Consonant, "d", ""},
    {0x27, Kind::Consonant, "dh", ""},   {0x28, Kind::Consonant, "n", ""},
    {0x29, Kind::Consonant, "n", ""},    {0x2a, Kind::Consonant, "p", ""},
    {0x2b, Kind::Consonant, "ph", "f"},  {0x2c, Kind::Consonant, "b", ""},
    {0x2d, Kind::Consonant, "bh", ""},   {0x2e, Kind::Consonant, "m", ""},
    {0x2f, Kind::Consonant, "y", "y"},   {0x30, Kind::Consonant, "r", ""},
    {0x31, Kind::Consonant, "r", ""},    {0x32, Kind::Consonant, "l", ""},
    {0x33, Kind::Consonant, "l", ""},    {0x34, Kind::Consonant, "zh", ""},
    {0x35, Kind::Consonant, "v", ""},    {0x36, Kind::Consonant, "sh", ""},
    {0x37, Kind::Consonant, "sh", ""},   {0x38, Kind::Consonant, "s", ""},
    {0x39, Kind::Consonant, "h", ""},    {0x3c, Kind::Nukta, "", ""},
    {0x3e, Kind::Sign, "a", ""},         {0x3f, Kind::Sign, "i", ""},
    {0x40, Kind::Sign, "i", ""},         {0x41, Kind::Sign, "u", ""},
    {0x42, Kind::Sign, "u", ""},         {0x43, Kind::Sign, "ri", ""},
    {0x45, Kind::Sign, "e", ""},         {0x46, Kind::Sign, "e", ""},
    {0x47, Kind::Sign, "e", ""},         {0x48, Kind::Sign, "ai", ""},
    {0x49, Kind::Sign, "o", ""},         {0x4a, Kind::Sign, "o", ""},
    {0x4b, Kind::Sign, "o", ""},         {0x4c, Kind::Sign, "au", ""},
    {0x4d, Kind::Virama, "", ""},        {0x58, Kind::Consonant, "q", ""},
    {0x59, Kind::Consonant, "kh", ""},   {0x5a, Kind::Consonant, "gh", ""},
    {0x5b, Kind::Consonant, "z", ""},    {0x5c, Kind::Consonant, "r", ""},
    {0x5d, Kind::Consonant, "rh", ""},   {0x5e, Kind::Consonant, "f", ""},
    {0x5f, Kind::Consonant, "y", ""},    {0x70, Kind::Nasal, "n", ""},
};

constexpr unsigned kDevanagari = 0x0900, kBengali = 0x0980, kGurmukhi = 0x0a00, kGujarati = 0x0a80,
                   kTamil = 0x0b80;

const Place* find_place(unsigned offset) {
    for (const Place& place : kPlaces)
        if (place.offset == offset) return &place;
    return nullptr;
}

// A consonant or a vowel alone, and the vowel after it: an akshara.
struct Akshara {
    std::string consonant;
    std::string vowel;
    bool inherent = false;  // the a that is not written
    bool cluster = false;   // the consonant before it has no vowel
    bool nasal = false;     // a nasal or breath alone
};

void add(std::vector<Akshara>& aksharas, const Place& place, unsigned block) {
    Akshara* last = aksharas.empty() ? nullptr : &aksharas.back();
    switch (place.kind) {
        case Kind::Consonant: {
            std::string letters(place.letters);
            if (block == kBengali && place.offset == 0x5f) letters = "y";
            const bool cluster = last && last->vowel.empty() && !last->inherent && !last->nasal;
            aksharas.push_back({std::move(letters), "", true, cluster, false});
            break;
        }
        case Kind::Vowel:
            aksharas.push_back({"", std::string(place.letters), false, false, false});
            break;
        case Kind::Sign:
            if (last) last->vowel = place.letters, last->inherent = false;
            break;
        case Kind::Virama:
            if (last) last->inherent = false;
            break;
        case Kind::Nukta:
            if (last)
                for (const Place& plain : kPlaces)
                    if (plain.kind == Kind::Consonant && plain.letters == last->consonant &&
                        !plain.dotted.empty()) {
                        last->consonant = plain.dotted;
                        break;
                    }
            break;
        case Kind::Nasal:
        case Kind::Breath:
            aksharas.push_back({std::string(place.letters), "", false, false, true});
            break;
        case Kind::None:
            break;
    }
}

std::string text_of(std::span<const Akshara> aksharas, bool north, bool drop_inner) {
    std::string text;
    for (std::size_t at = 0; at < aksharas.size(); ++at) {
        const Akshara& akshara = aksharas[at];
        text += akshara.consonant;
        text += akshara.vowel;
        if (!akshara.inherent) continue;
        const bool last = at + 1 == aksharas.size();
        const bool before =
            at > 0 && (!aksharas[at - 1].vowel.empty() || aksharas[at - 1].inherent);
        const bool after = !last && !aksharas[at + 1].vowel.empty();
        if (last && north && at > 0 && !akshara.cluster) continue;
        if (drop_inner && before && after && !akshara.cluster) continue;
        text += 'a';
    }
    return text;
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
        text.replace(at, from.size(), to);
    return text;
}

// Tamil has one letter for k and g, for t and d, for p and b: between vowels and after nasals the
// second. Its c is mostly read s.
std::string voiced_tamil(const std::string& text) {
    constexpr std::pair<char, char> kVoiced[] = {{'k', 'g'}, {'t', 'd'}, {'p', 'b'}};
    const std::string with_s = replaced(text, "ch", "s");
    std::string voiced;
    for (std::size_t at = 0; at < with_s.size(); ++at) {
        const char c = with_s[at], before = at > 0 ? with_s[at - 1] : ' ';
        const char after = at + 1 < with_s.size() ? with_s[at + 1] : ' ';
        char letter = c;
        for (const auto& [plain, soft] : kVoiced)
            if (c == plain && after != plain &&
                std::string_view("aeioumn").find(before) != std::string_view::npos)
                letter = soft;
        voiced += letter;
    }
    return voiced;
}

}  // namespace

std::vector<std::string> read_indic(std::u32string_view word) {
    std::vector<Akshara> aksharas;
    unsigned block = kDevanagari;
    for (const char32_t c : word) {
        if (c < 0x0900 || c > 0x0d7f) continue;
        block = static_cast<unsigned>(c) & ~0x7fU;
        if (const Place* place = find_place(static_cast<unsigned>(c) & 0x7f))
            add(aksharas, *place, block);
    }
    const bool north = block == kDevanagari || block == kBengali || block == kGurmukhi ||
                       block == kGujarati || block == kTamil;
    std::vector<std::string> readings{text_of(aksharas, north, true),
                                      text_of(aksharas, north, false),
                                      text_of(aksharas, !north, false)};
    if (block == kTamil) readings.insert(readings.begin(), voiced_tamil(readings.front()));
    // Foreign v and f are written bh and ph.
    readings.push_back(replaced(replaced(readings.front(), "bh", "v"), "ph", "f"));
    return readings;
}

}  // namespace standstill::screening
