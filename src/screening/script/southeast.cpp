// Thai: the Royal Thai General System of Transcription, by letters; no dictionary of syllables.
// Lao has the same letters in the same order. Khmer and Burmese: BGN/PCGN, simplified.
#include <algorithm>

#include "screening/script/systems.h"

namespace standstill::screening {
namespace {

constexpr LetterReading kThaiConsonants[] = {
    // at the beginning of a syllable, at its end
    {U'ก', {"k", "k"}},  {U'ข', {"kh", "k"}}, {U'ฃ', {"kh", "k"}},  {U'ค', {"kh", "k"}},
    {U'ฅ', {"kh", "k"}}, {U'ฆ', {"kh", "k"}}, {U'ง', {"ng", "ng"}}, {U'จ', {"ch", "t"}},
    {U'ฉ', {"ch", "t"}}, {U'ช', {"ch", "t"}}, {U'ซ', {"s", "t"}},   {U'ฌ', {"ch", "t"}},
    {U'ญ', {"y", "n"}},  {U'ฎ', {"d", "t"}},  {U'ฏ', {"t", "t"}},   {U'ฐ', {"th", "t"}},
    {U'ฑ', {"th", "t"}}, {U'ฒ', {"th", "t"}}, {U'ณ', {"n", "n"}},   {U'ด', {"d", "t"}},
    {U'ต', {"t", "t"}},  {U'ถ', {"th", "t"}}, {U'ท', {"th", "t"}},  {U'ธ', {"th", "t"}},
    {U'น', {"n", "n"}},  {U'บ', {"b", "p"}},  {U'ป', {"p", "p"}},   {U'ผ', {"ph", "p"}},
    {U'ฝ', {"f", "p"}},  {U'พ', {"ph", "p"}}, {U'ฟ', {"f", "p"}},   {U'ภ', {"ph", "p"}},
    {U'ม', {"m", "m"}},  {U'ย', {"y", "i"}},  {U'ร', {"r", "n"}},   {U'ล', {"l", "n"}},
    {U'ว', {"w", "o"}},  {U'ศ', {"s", "t"}},  {U'ษ', {"s", "t"}},   {U'ส', {"s", "t"}},
    {U'ห', {"h", ""}},   {U'ฬ', {"l", "n"}},  {U'ฮ', {"h", ""}},
};

constexpr LetterReading kThaiVowels[] = {
    {U'ะ', {"a"}}, {U'ั', {"a"}},  {U'า', {"a"}}, {U'ำ', {"am"}}, {U'ิ', {"i"}},  {U'ี', {"i"}},
    {U'ึ', {"ue"}}, {U'ื', {"ue"}}, {U'ุ', {"u"}},  {U'ู', {"u"}},   {U'อ', {"o"}}, {U'ฤ', {"rue"}},
};

constexpr LetterReading kThaiBefore[] = {
    {U'เ', {"e"}}, {U'แ', {"ae"}}, {U'โ', {"o"}}, {U'ไ', {"ai"}}, {U'ใ', {"ai"}},
};

const LetterReading* consonant(std::u32string_view word, std::size_t at) {
    return at < word.size() ? find_letter(kThaiConsonants, word[at]) : nullptr;
}

bool has_vowel_at(std::u32string_view word, std::size_t at) {
    return at < word.size() && find_letter(kThaiVowels, word[at]);
}

// Second letters of groups that are spoken together: kr, kl, khw, pr, pl, tr ...
bool is_cluster(char32_t first, char32_t second) {
    const bool leads = std::u32string_view(U"กขคตปผพ").find(first) != std::u32string_view::npos;
    return leads && (second == U'ร' || second == U'ล' || second == U'ว');
}

// Tone marks and shortened vowels say nothing here; a silenced letter goes with its mark.
std::u32string spoken(std::u32string_view word) {
    std::u32string text;
    for (char32_t c : word) {
        if (c >= 0x0e81 && c <= 0x0edf) c -= 0x80;  // Lao
        if (c == 0x0e4c) {
            if (!text.empty() && find_letter(kThaiVowels, text.back())) text.pop_back();
            if (!text.empty()) text.pop_back();
        } else if (c != 0x0e47 && c != 0x0e3a && (c < 0x0e48 || c > 0x0e4f)) {
            text += c;
        }
    }
    return text;
}

// Vowels around a consonant: เ-า is ao, เ-ีย is ia, เ-ือ is uea, เ-อ is oe.
std::string around(std::string_view before, std::u32string_view word, std::size_t& at) {
    const std::u32string_view rest = word.substr(at);
    const auto take = [&at](std::size_t size, const char* vowel) {
        at += size;
        return std::string(vowel);
    };
    if (before == "e") {
        if (rest.starts_with(U"ีย")) return take(2, "ia");
        if (rest.starts_with(U"ือ")) return take(2, "uea");
        if (rest.starts_with(U"า")) return take(1, "ao");
        if (rest.starts_with(U"อ") || rest.starts_with(U"ิ")) return take(1, "oe");
    }
    if (rest.starts_with(U"ัว")) return take(2, "ua");
    if (!before.empty()) return std::string(before) + (rest.starts_with(U"ะ") ? take(1, "") : "");
    if (const LetterReading* vowel =
            at < word.size() ? find_letter(kThaiVowels, word[at]) : nullptr)
        return take(1, std::string(vowel->readings[0]).c_str());
    return {};
}

std::string spell_thai(std::u32string_view word) {
    std::string text;
    for (std::size_t at = 0; at < word.size();) {
        std::string_view before;
        if (const LetterReading* vowel = find_letter(kThaiBefore, word[at])) {
            before = vowel->readings[0];
            ++at;
        }
        const LetterReading* first = consonant(word, at);
        if (!first) {
            if (at < word.size())
                if (const LetterReading* vowel = find_letter(kThaiVowels, word[at])) {
                    if (word[at] != U'อ' || before.empty()) text += vowel->readings[0];
                }
            text += before;
            ++at;
            continue;
        }
        const bool cluster = consonant(word, at + 1) && is_cluster(word[at], word[at + 1]) &&
                             (!before.empty() || has_vowel_at(word, at + 2));
        text += first->readings[0];
        ++at;
        if (cluster) text += consonant(word, at++)->readings[0];
        const std::string vowel = around(before, word, at);
        text += vowel;
        const LetterReading* last = consonant(word, at);
        const bool closes = last && !has_vowel_at(word, at + 1) &&
                            !(consonant(word, at + 1) && is_cluster(word[at], word[at + 1]) &&
                              has_vowel_at(word, at + 2));
        if (closes) {
            if (vowel.empty()) text += 'o';
            if (vowel == "ai" && last->readings[1] == "i") {
            } else {
                text += last->readings[1];
            }
            ++at;
        } else if (vowel.empty() && !text.empty() && at < word.size()) {
            text += 'a';
        }
    }
    return text;
}

constexpr LetterReading kKhmer[] = {
    {U'ក', {"k"}},  {U'ខ', {"kh"}}, {U'គ', {"k"}},  {U'ឃ', {"kh"}}, {U'ង', {"ng"}}, {U'ច', {"ch"}},
    {U'ឆ', {"ch"}}, {U'ជ', {"ch"}}, {U'ឈ', {"ch"}}, {U'ញ', {"nh"}}, {U'ដ', {"d"}},  {U'ឋ', {"th"}},
    {U'ឌ', {"d"}},  {U'ឍ', {"th"}}, {U'ណ', {"n"}},  {U'ត', {"t"}},  {U'ថ', {"th"}}, {U'ទ', {"t"}},
    {U'ធ', {"th"}}, {U'ន', {"n"}},  {U'ប', {"b"}},  {U'ផ', {"ph"}}, {U'ព', {"p"}},  {U'ភ', {"ph"}},
    {U'ម', {"m"}},  {U'យ', {"y"}},  {U'រ', {"r"}},  {U'ល', {"l"}},  {U'វ', {"v"}},  {U'ស', {"s"}},
    {U'ហ', {"h"}},  {U'ឡ', {"l"}},  {U'អ', {""}},
};

constexpr LetterReading kKhmerVowels[] = {
    {U'ា', {"a"}}, {U'ិ', {"i"}},   {U'ី', {"i"}},   {U'ឹ', {"oe"}},  {U'ឺ', {"eu"}},  {U'ុ', {"o"}},
    {U'ូ', {"u"}},  {U'ួ', {"uo"}},  {U'ើ', {"eu"}}, {U'ឿ', {"ea"}}, {U'ៀ', {"ie"}}, {U'េ', {"e"}},
    {U'ែ', {"e"}}, {U'ៃ', {"ai"}}, {U'ោ', {"o"}},  {U'ៅ', {"ov"}}, {U'ំ', {"am"}},  {U'ះ', {"h"}},
};

// Rhymes of Burmese: the last consonant with its killer sign, after the vowel a or none.
constexpr LetterReading kMyanmarRhymes[] = {
    {U'င', {"in"}}, {U'န', {"an"}}, {U'မ', {"an"}}, {U'က', {"et"}}, {U'တ', {"at"}},
    {U'ပ', {"at"}}, {U'စ', {"it"}}, {U'ည', {"i"}},  {U'ဉ', {"in"}}, {U'ယ', {"e"}},
};

constexpr LetterReading kMyanmar[] = {
    {U'က', {"k"}},  {U'ခ', {"kh"}}, {U'ဂ', {"g"}}, {U'ဃ', {"g"}},  {U'င', {"ng"}}, {U'စ', {"s"}},
    {U'ဆ', {"s"}},  {U'ဇ', {"z"}},  {U'ဈ', {"z"}}, {U'ည', {"ny"}}, {U'ဉ', {"ny"}}, {U'ဋ', {"t"}},
    {U'ဌ', {"t"}},  {U'ဍ', {"d"}},  {U'ဎ', {"d"}}, {U'ဏ', {"n"}},  {U'တ', {"t"}},  {U'ထ', {"ht"}},
    {U'ဒ', {"d"}},  {U'ဓ', {"d"}},  {U'န', {"n"}}, {U'ပ', {"p"}},  {U'ဖ', {"hp"}}, {U'ဗ', {"b"}},
    {U'ဘ', {"b"}},  {U'မ', {"m"}},  {U'ယ', {"y"}}, {U'ရ', {"y"}},  {U'လ', {"l"}},  {U'ဝ', {"w"}},
    {U'သ', {"th"}}, {U'ဟ', {"h"}},  {U'ဠ', {"l"}}, {U'အ', {""}},
};

constexpr LetterReading kMyanmarVowels[] = {
    {U'ါ', {"a"}}, {U'ာ', {"a"}}, {U'ိ', {"i"}}, {U'ီ', {"i"}},  {U'ု', {"u"}},
    {U'ူ', {"u"}},  {U'ေ', {"e"}}, {U'ဲ', {"e"}}, {U'ံ', {"an"}}, {U'ျ', {"y"}},
    {U'ြ', {"y"}}, {U'ွ', {"w"}},  {U'ှ', {"h"}},
};

// `loan`: a consonant without a vowel sign begins a cluster, and b is v.
std::string spell_myanmar(std::u32string_view word, bool loan) {
    constexpr char32_t kKiller = 0x103a;
    std::string text;
    for (std::size_t at = 0; at < word.size(); ++at) {
        const char32_t next = at + 1 < word.size() ? word[at + 1] : 0;
        if (const LetterReading* vowel = find_letter(kMyanmarVowels, word[at])) {
            text += vowel->readings[0];
            continue;
        }
        const LetterReading* letter = find_letter(kMyanmar, word[at]);
        if (!letter) continue;
        if (next == kKiller) {
            const LetterReading* rhyme = find_letter(kMyanmarRhymes, word[at]);
            const bool open = !text.empty() &&
                              std::string_view("aeiou").find(text.back()) != std::string_view::npos;
            const std::string_view ending = rhyme ? rhyme->readings[0] : std::string_view();
            text += open && !ending.empty() ? ending.substr(1) : ending;
            continue;
        }
        text += loan && letter->readings[0] == "b" ? std::string_view("v") : letter->readings[0];
        const bool bare = next != 0 && find_letter(kMyanmar, next) &&
                          !(at + 2 < word.size() && word[at + 2] == kKiller);
        if (bare && !loan) text += 'a';
    }
    return text;
}

std::string spell_khmer(std::u32string_view word) {
    constexpr char32_t kBelow = 0x17d2;  // the next consonant is written below
    std::string text;
    for (std::size_t at = 0; at < word.size(); ++at) {
        if (const LetterReading* vowel = find_letter(kKhmerVowels, word[at])) {
            text += vowel->readings[0];
            continue;
        }
        const LetterReading* letter = find_letter(kKhmer, word[at]);
        if (!letter) continue;
        text += letter->readings[0];
        const char32_t next = at + 1 < word.size() ? word[at + 1] : 0;
        const char32_t after = at + 2 < word.size() ? word[at + 2] : 0;
        if (next != kBelow && find_letter(kKhmer, next) && after != 0 && text.size() < 3)
            text += 'a';
    }
    return text;
}

}  // namespace

std::vector<std::string> read_thai(std::u32string_view word) { return {spell_thai(spoken(word))}; }

std::vector<std::string> read_khmer(std::u32string_view word) { return {spell_khmer(word)}; }

std::vector<std::string> read_myanmar(std::u32string_view word) {
    return {spell_myanmar(word, false), spell_myanmar(word, true)};
}

}  // namespace standstill::screening
