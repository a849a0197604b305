// Cyrillic: BGN/PCGN, the table of ICAO Doc 9303, and ISO 9 with its marks taken off.
//
// Which language a name is in is not known; letters that only some languages have tell (і, ї, ў,
// ђ, қ ...). Where one letter reads differently by language and nothing tells, there is a reading
// for either.
#include <algorithm>

#include "screening/script/systems.h"

namespace standstill::screening {
namespace {

// BGN/PCGN (English), ICAO Doc 9303 part 3 section 6, ISO 9 folded (which is also how Croatian,
// Czech and Slovak would write it).
constexpr LetterReading kLetters[] = {
    {U'а', {"a"}},
    {U'б', {"b"}},
    {U'в', {"v"}},
    {U'г', {"g"}},
    {U'д', {"d"}},
    {U'е', {"e"}},
    {U'ё', {"yo", "e", "jo"}},
    {U'ж', {"zh", "zh", "z"}},
    {U'з', {"z"}},
    {U'и', {"i"}},
    {U'й', {"y", "i", "j"}},
    {U'к', {"k"}},
    {U'л', {"l"}},
    {U'м', {"m"}},
    {U'н', {"n"}},
    {U'о', {"o"}},
    {U'п', {"p"}},
    {U'р', {"r"}},
    {U'с', {"s"}},
    {U'т', {"t"}},
    {U'у', {"u"}},
    {U'ф', {"f"}},
    {U'х', {"kh", "kh", "h"}},
    {U'ц', {"ts", "ts", "c"}},
    {U'ч', {"ch", "ch", "c"}},
    {U'ш', {"sh", "sh", "s"}},
    {U'щ', {"shch", "shch", "sc"}},
    {U'ъ', {"", "ie", ""}},
    {U'ы', {"y"}},
    {U'ь', {""}},
    {U'э', {"e"}},
    {U'ю', {"yu", "iu", "ju"}},
    {U'я', {"ya", "ia", "ja"}},
    // Ukrainian, Belarusian, Rusyn
    {U'ґ', {"g"}},
    {U'є', {"ye", "ie", "je"}},
    {U'і', {"i"}},
    {U'ї', {"yi", "i", "ji"}},
    {U'ў', {"w", "u", "u"}},
    // Serbian and Macedonian: by their own Latin alphabets, then as English writes them
    {U'ђ', {"dj", "dj", "d"}},
    {U'ј', {"j", "y", "j"}},
    {U'љ', {"lj"}},
    {U'њ', {"nj"}},
    {U'ћ', {"c", "ch", "c"}},
    {U'џ', {"dz", "dzh", "dz"}},
    {U'ѓ', {"gj", "g", "g"}},
    {U'ќ', {"kj", "k", "k"}},
    {U'ѕ', {"dz"}},
    // Turkic languages, Tajik, Mongolian, languages of the Caucasus and the Volga
    {U'ә', {"a", "ae", "e"}},
    {U'ғ', {"gh", "g", "g"}},
    {U'қ', {"q", "k", "k"}},
    {U'ҡ', {"q", "k", "k"}},
    {U'ң', {"ng", "n", "n"}},
    {U'ҥ', {"ng", "n", "n"}},
    {U'ӊ', {"n"}},
    {U'ө', {"o"}},
    {U'ү', {"u"}},
    {U'ұ', {"u"}},
    {U'һ', {"h"}},
    {U'ҳ', {"h"}},
    {U'ҷ', {"j"}},
    {U'җ', {"j", "zh", "z"}},
    {U'ӣ', {"i"}},
    {U'ӯ', {"u", "o", "u"}},
    {U'ҝ', {"g"}},
    {U'ҹ', {"j"}},
    {U'ҙ', {"z"}},
    {U'ҫ', {"s"}},
    {U'ҽ', {"ch"}},
    {U'ӑ', {"a"}},
    {U'ӗ', {"e"}},
    {U'ӳ', {"u"}},
    {U'ӕ', {"ae", "a", "a"}},
    {U'ӓ', {"a"}},
    {U'ӧ', {"o"}},
    {U'ӱ', {"u"}},
    {U'ӝ', {"j"}},
    {U'ӟ', {"dz"}},
    {U'ӥ', {"i"}},
    {U'ӵ', {"ch"}},
    {U'ӏ', {""}},
    // Before 1918
    {U'ѣ', {"e"}},
    {U'ѳ', {"f"}},
    {U'ѵ', {"i"}},
};

bool has(std::u32string_view word, std::u32string_view any) {
    return word.find_first_of(any) != std::u32string_view::npos;
}

bool is_vowel(char32_t c) {
    return std::u32string_view(U"аеёиоуыэюяіїєўәөүұ").find(c) != std::u32string_view::npos;
}

std::string spell(std::u32string_view word, std::size_t system) {
    std::string text;
    for (const char32_t c : word)
        if (const LetterReading* letter = find_letter(kLetters, c))
            text += letter->readings[system].empty() && system > 0 && c != U'ъ'
                        ? letter->readings[0]
                        : letter->readings[system];
    return text;
}

// BGN/PCGN of Russian writes ye at the beginning and after vowels and the two signs.
std::string spell_ye(std::u32string_view word) {
    std::string text;
    for (std::size_t at = 0; at < word.size(); ++at) {
        const char32_t before = at > 0 ? word[at - 1] : U'а';
        if (word[at] == U'е' &&
            (is_vowel(before) || before == U'ь' || before == U'ъ' || before == U'й'))
            text += 'y';
        text += spell(word.substr(at, 1), 0);
    }
    return text;
}

std::u32string replaced(
    std::u32string_view word,
    std::span<const std::pair<std::u32string_view, std::u32string_view>> rules) {
    std::u32string text;
    for (std::size_t at = 0; at < word.size();) {
        const auto rule = std::find_if(rules.begin(), rules.end(), [&](const auto& candidate) {
            return word.substr(at).starts_with(candidate.first);
        });
        text += rule == rules.end() ? word.substr(at, 1) : rule->second;
        at += rule == rules.end() ? 1 : rule->first.size();
    }
    return text;
}

// Ukrainian: г is h, и is y; the passport table of 2010 writes є, ї, й, ю, я with i but at the
// beginning.
std::u32string ukrainian(std::u32string_view word) {
    constexpr std::pair<std::u32string_view, std::u32string_view> kRules[] = {
        {U"зг", U"зґһ"}, {U"г", U"һ"}, {U"и", U"ы"}, {U"щ", U"шч"}};
    return replaced(word, kRules);
}

// Belarusian writes т and д before soft vowels as ц and дз, and в before a consonant as у: Пуцін
// is Путин, Уладзімір is Владимир.
std::u32string russian_of_belarusian(std::u32string_view word) {
    constexpr std::pair<std::u32string_view, std::u32string_view> kRules[] = {
        {U"ці", U"ти"},  {U"це", U"те"},  {U"цё", U"тё"},  {U"цю", U"тю"},  {U"ця", U"тя"},
        {U"ць", U"ть"},  {U"дзі", U"ди"}, {U"дзе", U"де"}, {U"дзю", U"дю"}, {U"дзя", U"дя"},
        {U"дзь", U"дь"}, {U"ў", U"в"},    {U"і", U"и"}};
    std::u32string text = replaced(word, kRules);
    if (text.size() > 2 && text[0] == U'у' && !is_vowel(text[1])) text[0] = U'в';
    return text;
}

// Bulgarian reads щ as sht and ъ as a; between consonants ъ can be nothing else.
std::u32string bulgarian(std::u32string_view word) {
    constexpr std::pair<std::u32string_view, std::u32string_view> kRules[] = {
        {U"щ", U"шт"}, {U"ъ", U"а"}, {U"х", U"һ"}};
    return replaced(word, kRules);
}

bool is_bulgarian(std::u32string_view word) {
    if (has(word, U"щ")) return true;
    for (std::size_t at = 0; at < word.size(); ++at)
        if (word[at] == U'ъ' && (at + 1 == word.size() || !has(word.substr(at + 1, 1), U"еёюя")))
            return true;
    return false;
}

}  // namespace

std::vector<std::string> read_cyrillic(std::u32string_view word) {
    std::vector<std::string> readings;
    const bool own_i = has(word, U"і"), serbian = has(word, U"ђљњћџјѓќѕ");
    const bool kazakh = has(word, U"әғқңөұүһҡҙҫҳҷ");
    if (own_i && has(word, U"ўэыёъ")) {
        readings.push_back(spell(russian_of_belarusian(word), 0));
    } else if (own_i && !kazakh) {
        const std::u32string own = ukrainian(word);
        readings.push_back(spell(own, 0));
        readings.push_back(spell(own, 1));
        readings.push_back(spell(russian_of_belarusian(word), 0));
    }
    if (serbian) readings.push_back(spell(word, 2));
    readings.push_back(spell(word, 0));
    readings.push_back(spell_ye(word));
    readings.push_back(spell(word, 1));
    readings.push_back(spell(word, 2));
    if (!serbian && is_bulgarian(word)) readings.push_back(spell(bulgarian(word), 0));
    if (!own_i && !serbian && has(word, U"г")) readings.push_back(spell(ukrainian(word), 0));
    return readings;
}

}  // namespace standstill::screening
