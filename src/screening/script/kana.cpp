// Kana: modified Hepburn, its older form, and the sounds of foreign names.
#include <algorithm>
#include <string>

#include "screening/script/sound.h"
#include "screening/script/systems.h"

namespace standstill::screening {
namespace {

struct Mora {
    char32_t kana;  // katakana
    std::string_view hepburn;
};

constexpr Mora kMorae[] = {
    {U'ア', "a"},  {U'イ', "i"},  {U'ウ', "u"},   {U'エ', "e"},   {U'オ', "o"},   {U'カ', "ka"},
    {U'キ', "ki"}, {U'ク', "ku"}, {U'ケ', "ke"},  {U'コ', "ko"},  {U'ガ', "ga"},  {U'ギ', "gi"},
    {U'グ', "gu"}, {U'ゲ', "ge"}, {U'ゴ', "go"},  {U'サ', "sa"},  {U'シ', "shi"}, {U'ス', "su"},
    {U'セ', "se"}, {U'ソ', "so"}, {U'ザ', "za"},  {U'ジ', "ji"},  {U'ズ', "zu"},  {U'ゼ', "ze"},
    {U'ゾ', "zo"}, {U'タ', "ta"}, {U'チ', "chi"}, {U'ツ', "tsu"}, {U'テ', "te"},  {U'ト', "to"},
    {U'ダ', "da"}, {U'ヂ', "ji"}, {U'ヅ', "zu"},  {U'デ', "de"},  {U'ド', "do"},  {U'ナ', "na"},
    {U'ニ', "ni"}, {U'ヌ', "nu"}, {U'ネ', "ne"},  {U'ノ', "no"},  {U'ハ', "ha"},  {U'ヒ', "hi"},
    {U'フ', "fu"}, {U'ヘ', "he"}, {U'ホ', "ho"},  {U'バ', "ba"},  {U'ビ', "bi"},  {U'ブ', "bu"},
    {U'ベ', "be"}, {U'ボ', "bo"}, {U'パ', "pa"},  {U'ピ', "pi"},  {U'プ', "pu"},  {U'ペ', "pe"},
    {U'ポ', "po"}, {U'マ', "ma"}, {U'ミ', "mi"},  {U'ム', "mu"},  {U'メ', "me"},  {U'モ', "mo"},
    {U'ヤ', "ya"}, {U'ユ', "yu"}, {U'ヨ', "yo"},  {U'ラ', "ra"},  {U'リ', "ri"},  {U'ル', "ru"},
    {U'レ', "re"}, {U'ロ', "ro"}, {U'ワ', "wa"},  {U'ヰ', "i"},   {U'ヱ', "e"},   {U'ヲ', "o"},
    {U'ン', "N"},  {U'ヴ', "vu"}, {U'ヷ', "va"},  {U'ヸ', "vi"},  {U'ヹ', "ve"},  {U'ヺ', "vo"},
    {U'ッ', "'"},  {U'ー', "-"},
};

// Small kana: they take the vowel of the mora before, with a glide or without.
constexpr Mora kSmall[] = {
    {U'ァ', "a"},  {U'ィ', "i"},  {U'ゥ', "u"},  {U'ェ', "e"},  {U'ォ', "o"},
    {U'ャ', "ya"}, {U'ュ', "yu"}, {U'ョ', "yo"}, {U'ヮ', "wa"},
};

// Hiragana and the half-width forms come to the same katakana.
char32_t katakana_of(char32_t c) {
    if (c >= 0x3041 && c <= 0x3096) return c + 0x60;
    return c;
}

std::string_view find_mora(std::span<const Mora> morae, char32_t kana) {
    for (const Mora& mora : morae)
        if (mora.kana == kana) return mora.hepburn;
    return {};
}

bool is_vowel(char c) { return std::string_view("aeiou").find(c) != std::string_view::npos; }

// キャ is ki + ya = kya, シャ is shi + ya = sha, ファ is fu + a = fa, ウィ is u + i = wi.
void join_small(std::string& text, std::string_view small) {
    if (text.empty() || !is_vowel(text.back())) {
        text += small;
        return;
    }
    const char vowel = text.back();
    text.pop_back();
    const bool palatal = text.ends_with("sh") || text.ends_with("ch") || text.ends_with('j');
    const bool alone = text.empty() || is_vowel(text.back()) || text.back() == 'N';
    if (small[0] == 'y' && palatal)
        small.remove_prefix(1);
    else if (is_vowel(small[0]) && vowel == 'u' &&
             (alone || text.back() == 'k' || text.back() == 'g'))
        text += 'w';
    else if (is_vowel(small[0]) && vowel == 'i' && alone)
        text += 'y';
    text += small;
}

// Long vowels once, doubled consonants twice, the nasal as `nasal` before b, m and p.
std::string spell(std::string_view hepburn, bool fold_long, char nasal) {
    std::string text;
    for (std::size_t at = 0; at < hepburn.size(); ++at) {
        const char c = hepburn[at], next = at + 1 < hepburn.size() ? hepburn[at + 1] : ' ';
        if (c == '-') continue;
        if (c == '\'') {
            if (next != ' ' && !is_vowel(next)) text += next == 'c' ? 't' : next;
        } else if (c == 'N') {
            text += next == 'b' || next == 'm' || next == 'p' ? nasal : 'n';
        } else if (fold_long && !text.empty() && is_vowel(c) &&
                   ((text.back() == 'o' && (c == 'u' || c == 'o')) ||
                    (text.back() == 'u' && c == 'u'))) {
            continue;
        } else {
            text += c;
        }
    }
    return text;
}

// A foreign name without the vowels that Japanese had to put in.
std::string without_helping_vowels(std::string_view hepburn) {
    std::string text;
    for (std::size_t at = 0; at < hepburn.size(); ++at) {
        const char c = hepburn[at], before = at > 0 ? hepburn[at - 1] : ' ';
        const bool end = at + 1 == hepburn.size();
        const bool cluster = end || !(is_vowel(hepburn[at + 1]) || hepburn[at + 1] == '-');
        const bool consonant = !is_vowel(before) && before != ' ' && before != '-';
        const bool helps = (c == 'u' && consonant && before != 'y' && before != 'w') ||
                           (c == 'o' && (before == 't' || before == 'd'));
        if (helps && cluster) continue;
        text += c;
    }
    return text;
}

bool has_katakana(std::u32string_view word) {
    return std::any_of(word.begin(), word.end(),
                       [](char32_t c) { return c >= 0x30a1 && c <= 0x30fa; });
}

// One sound for a consonant of one or two letters; what the table of kana calls it.
char consonant_at(std::string_view text, std::size_t& at) {
    const std::string_view two = text.substr(at, 2);
    const char single = text[at++];
    const auto second = [&at](char sound) {
        ++at;
        return sound;
    };
    if (two == "sh") return second('S');
    if (two == "ch") return second('C');
    if (two == "ts") return second('T');
    if (single == 'j') return 'J';
    if (single == 'f') return 'F';
    return single;
}

}  // namespace

std::string hepburn_of(std::u32string_view word) {
    std::string text;
    for (const char32_t raw : word) {
        const char32_t c = katakana_of(raw);
        if (c == 0x30fb || c == U'=' || c == 0x30a0) continue;
        if (const std::string_view small = find_mora(kSmall, c); !small.empty()) {
            join_small(text, small);
            continue;
        }
        const std::string_view mora = find_mora(kMorae, c);
        if (mora.empty()) return {};
        text += mora;
    }
    return text;
}

std::vector<std::string> read_kana(std::u32string_view word) {
    const std::string hepburn = hepburn_of(word);
    if (hepburn.empty()) return {};
    std::vector<std::string> readings{spell(hepburn, true, 'n'), spell(hepburn, false, 'n'),
                                      spell(hepburn, true, 'm')};
    if (has_katakana(word)) {
        const std::string foreign = without_helping_vowels(hepburn);
        readings.push_back(spell(foreign, true, 'n'));
    }
    return readings;
}

std::string kana_sounds(std::u32string_view part) {
    if (!has_katakana(part)) return {};
    const std::string text = spell(hepburn_of(part), true, 'n');
    if (text.size() < 5) return {};
    std::string sounds;
    for (std::size_t at = 0; at < text.size();) {
        if (is_vowel(text[at])) {
            const char before = sounds.empty() ? ' ' : sounds.back(), vowel = text[at++];
            const bool consonant = before != ' ' && !is_vowel(before);
            if (vowel == 'u' && consonant && before != 'y' && before != 'w')
                sounds += 'U';
            else if (vowel == 'o' && (before == 't' || before == 'd'))
                sounds += 'O';
            else if (vowel == 'i' && (before == 'C' || before == 'J'))
                sounds += 'Y';
            else
                sounds += vowel;
            continue;
        }
        const char sound = consonant_at(text, at);
        if (sounds.empty() || sounds.back() != sound) sounds += sound;
    }
    return sounds;
}

}  // namespace standstill::screening
