// Sinhala, Thaana and Ethiopic: BGN/PCGN, by letters.
#include "screening/script/systems.h"

namespace standstill::screening {
namespace {

constexpr LetterReading kSinhala[] = {
    {U'ක', {"k"}},  {U'ඛ', {"kh"}}, {U'ග', {"g"}}, {U'ඝ', {"gh"}}, {U'ඞ', {"n"}},  {U'ඟ', {"ng"}},
    {U'ච', {"ch"}}, {U'ඡ', {"ch"}}, {U'ජ', {"j"}}, {U'ඣ', {"jh"}}, {U'ඤ', {"n"}},  {U'ඥ', {"gn"}},
    {U'ට', {"t"}},  {U'ඨ', {"th"}}, {U'ඩ', {"d"}}, {U'ඪ', {"dh"}}, {U'ණ', {"n"}},  {U'ඬ', {"nd"}},
    {U'ත', {"th"}}, {U'ථ', {"th"}}, {U'ද', {"d"}}, {U'ධ', {"dh"}}, {U'න', {"n"}},  {U'ඳ', {"nd"}},
    {U'ප', {"p"}},  {U'ඵ', {"ph"}}, {U'බ', {"b"}}, {U'භ', {"bh"}}, {U'ම', {"m"}},  {U'ඹ', {"mb"}},
    {U'ය', {"y"}},  {U'ර', {"r"}},  {U'ල', {"l"}}, {U'ව', {"w"}},  {U'ශ', {"sh"}}, {U'ෂ', {"sh"}},
    {U'ස', {"s"}},  {U'හ', {"h"}},  {U'ළ', {"l"}}, {U'ෆ', {"f"}},
};

constexpr LetterReading kSinhalaVowels[] = {
    // alone, as signs
    {U'අ', {"a"}}, {U'ආ', {"a"}},  {U'ඇ', {"a"}},  {U'ඈ', {"a"}}, {U'ඉ', {"i"}},  {U'ඊ', {"i"}},
    {U'උ', {"u"}}, {U'ඌ', {"u"}},  {U'එ', {"e"}},  {U'ඒ', {"e"}}, {U'ඓ', {"ai"}}, {U'ඔ', {"o"}},
    {U'ඕ', {"o"}}, {U'ඖ', {"au"}}, {U'ා', {"a"}},  {U'ැ', {"a"}}, {U'ෑ', {"a"}},  {U'ි', {"i"}},
    {U'ී', {"i"}},  {U'ු', {"u"}},   {U'ූ', {"u"}},   {U'ෙ', {"e"}}, {U'ේ', {"e"}},  {U'ෛ', {"ai"}},
    {U'ො', {"o"}}, {U'ෝ', {"o"}},  {U'ෞ', {"au"}}, {U'ං', {"n"}}, {U'ඃ', {"h"}},
};

constexpr std::string_view kThaana[] = {
    // from U+0780
    "h", "sh", "n", "r", "b", "lh", "k",  "",   "v", "m",  "f",  "dh", "th", "l",  "g", "n", "s",
    "d", "z",  "t", "y", "p", "j",  "ch", "th", "h", "kh", "dh", "z",  "sh", "s",  "z", "t", "z",
    "",  "gh", "q", "w", "a", "a",  "i",  "ee", "u", "oo", "e",  "ey", "o",  "oa", "",
};

// Rows of eight from U+1200; the sixth form has no vowel or a short i.
constexpr std::string_view kEthiopic[] = {
    "h",  "l", "h", "m", "s",  "r", "s", "sh", "q",  "q",  "q",  "q", "b", "v",  "t",
    "ch", "h", "h", "n", "ny", "",  "k", "k",  "kh", "kh", "w",  "",  "z", "zh", "y",
    "d",  "d", "j", "g", "g",  "g", "t", "ch", "p",  "ts", "ts", "f", "p",
};
constexpr std::string_view kEthiopicVowels[] = {"e", "u", "i", "a", "e", "", "o", "wa"};

bool speaks_a(std::string_view consonant) { return consonant.empty() || consonant == "h"; }

std::string spell_ethiopic(std::u32string_view word) {
    std::string text;
    bool vowel_before = true;
    for (std::size_t at = 0; at < word.size(); ++at) {
        const auto offset = static_cast<std::size_t>(word[at] - 0x1200);
        if (word[at] < 0x1200 || offset / 8 >= std::size(kEthiopic)) continue;
        const std::string_view consonant = kEthiopic[offset / 8];
        std::string_view vowel = kEthiopicVowels[offset % 8];
        if (offset % 8 == 0 && speaks_a(consonant)) vowel = "a";
        if (offset % 8 == 5 && at + 1 < word.size() && !vowel_before) vowel = "i";
        if (offset % 8 == 5 && at == 0) vowel = "i";
        text += consonant;
        text += vowel;
        vowel_before = !vowel.empty();
    }
    return text;
}

std::string spell_thaana(std::u32string_view word) {
    std::string text;
    for (const char32_t c : word)
        if (c >= 0x0780 && c - 0x0780 < std::size(kThaana)) text += kThaana[c - 0x0780];
    return text;
}

std::string spell_sinhala(std::u32string_view word) {
    constexpr char32_t kVirama = 0x0dca;
    std::string text;
    for (std::size_t at = 0; at < word.size(); ++at) {
        const char32_t next = at + 1 < word.size() ? word[at + 1] : 0;
        if (const LetterReading* vowel = find_letter(kSinhalaVowels, word[at])) {
            text += vowel->readings[0];
        } else if (const LetterReading* letter = find_letter(kSinhala, word[at])) {
            text += letter->readings[0];
            if (next != kVirama && (next < 0x0dcf || next > 0x0ddf)) text += 'a';
        }
    }
    return text;
}

}  // namespace

std::vector<std::string> read_sinhala(std::u32string_view word) { return {spell_sinhala(word)}; }
std::vector<std::string> read_thaana(std::u32string_view word) { return {spell_thaana(word)}; }
std::vector<std::string> read_ethiopic(std::u32string_view word) { return {spell_ethiopic(word)}; }

}  // namespace standstill::screening
