// Hangul: Revised Romanization (2000), McCune-Reischauer (1939) without its marks, the spelling of
// Pyongyang, and the English spellings that Koreans give their own names.
//
// The rule for names is that each syllable is written as it stands; sounds that change where
// syllables meet are not written (Revised Romanization, section 3.4). McCune-Reischauer and the
// spelling of Pyongyang do write voicing within a word.
#include <algorithm>
#include <array>

#include "screening/script/sound.h"
#include "screening/script/systems.h"

namespace standstill::screening {
namespace {

// Initials, vowels and finals in the order of Unicode (chapter 3.12), by system.
using Column = std::string_view;

struct System {
    std::array<Column, 19> initials;
    std::array<Column, 21> vowels;
    std::array<Column, 28> finals;
    bool voices = false;  // k, t, p, ch between voiced sounds become g, d, b, j
};

constexpr System kRevised = {
    {"g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p",
     "h"},
    {"a",  "ae", "ya", "yae", "eo", "e",  "yeo", "ye", "o",  "wa", "wae",
     "oe", "yo", "u",  "wo",  "we", "wi", "yu",  "eu", "ui", "i"},
    {"",  "k", "k", "k", "n", "n", "n", "t",  "l", "k", "m", "l", "l", "l",
     "p", "l", "m", "p", "p", "t", "t", "ng", "t", "t", "k", "t", "p", "t"},
    false,
};

constexpr System kMcCuneReischauer = {
    {"k", "kk", "n", "t", "tt", "r", "m", "p", "pp", "s", "ss", "", "ch", "tch", "ch", "k", "t",
     "p", "h"},
    {"a",  "ae", "ya", "yae", "o",  "e",  "yo", "ye", "o",  "wa", "wae",
     "oe", "yo", "u",  "wo",  "we", "wi", "yu", "u",  "ui", "i"},
    kRevised.finals,
    true,
};

constexpr System kPyongyang = {
    {"k", "kk", "n", "t", "tt", "r", "m", "p", "pp", "s", "ss", "", "j", "jj", "ch", "kh", "th",
     "ph", "h"},
    kMcCuneReischauer.vowels,
    kRevised.finals,
    false,
};

// What passports of the South mostly have.
constexpr System kEnglish = {
    {"k", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p",
     "h"},
    {"a",  "ae", "ya", "yae", "u",  "e",  "yu",  "ye", "o",  "wa", "wae",
     "oe", "yo", "oo", "wo",  "we", "wi", "yoo", "eu", "ee", "i"},
    kRevised.finals,
    false,
};

// Family names and how their bearers write them, the Revised Romanization apart.
struct Surname {
    std::u32string_view name;
    std::array<std::string_view, 5> spellings;
};

constexpr Surname kSurnames[] = {
    {U"김", {"kim", "gim"}},
    {U"이", {"lee", "yi", "ri", "rhee", "i"}},
    {U"리", {"ri", "lee", "rhee"}},
    {U"박", {"park", "pak", "bak", "pack"}},
    {U"최", {"choi", "choe", "choy"}},
    {U"정", {"jung", "jeong", "chung", "chong", "jong"}},
    {U"강", {"kang", "gang"}},
    {U"조", {"cho", "jo"}},
    {U"윤", {"yoon", "yun"}},
    {U"장", {"jang", "chang"}},
    {U"임", {"lim", "im", "rim", "yim"}},
    {U"림", {"rim", "lim"}},
    {U"한", {"han"}},
    {U"오", {"oh", "o"}},
    {U"서", {"seo", "suh", "so", "sur"}},
    {U"신", {"shin", "sin"}},
    {U"권", {"kwon", "gwon"}},
    {U"황", {"hwang"}},
    {U"안", {"ahn", "an"}},
    {U"송", {"song"}},
    {U"전", {"jeon", "jun", "chun", "chon"}},
    {U"홍", {"hong"}},
    {U"유", {"yoo", "yu", "you", "ryu"}},
    {U"류", {"ryu", "ryoo", "yoo"}},
    {U"고", {"ko", "go", "koh"}},
    {U"문", {"moon", "mun"}},
    {U"양", {"yang"}},
    {U"손", {"son", "sohn"}},
    {U"배", {"bae", "pae"}},
    {U"백", {"baek", "paek", "baik", "paik"}},
    {U"허", {"heo", "hur", "huh", "ho"}},
    {U"남", {"nam"}},
    {U"심", {"shim", "sim"}},
    {U"노", {"noh", "no", "roh"}},
    {U"로", {"ro", "roh", "no"}},
    {U"하", {"ha"}},
    {U"곽", {"kwak", "gwak"}},
    {U"성", {"sung", "seong", "song"}},
    {U"차", {"cha"}},
    {U"주", {"joo", "ju", "chu"}},
    {U"우", {"woo", "u"}},
    {U"구", {"koo", "gu", "ku"}},
    {U"민", {"min"}},
    {U"나", {"na", "ra"}},
    {U"라", {"ra", "na"}},
    {U"진", {"jin", "chin"}},
    {U"지", {"ji", "chi"}},
    {U"엄", {"eom", "um", "om"}},
    {U"채", {"chae"}},
    {U"원", {"won"}},
    {U"천", {"cheon", "chun", "chon"}},
    {U"방", {"bang", "pang"}},
    {U"공", {"kong", "gong"}},
    {U"현", {"hyun", "hyeon", "hyon"}},
    {U"함", {"ham"}},
    {U"변", {"byun", "byeon", "pyon"}},
    {U"염", {"yeom", "yum", "yom"}},
    {U"여", {"yeo", "yo"}},
    {U"추", {"choo", "chu"}},
    {U"도", {"do", "to"}},
    {U"소", {"so"}},
    {U"석", {"seok", "suk", "sok"}},
    {U"선", {"sun", "seon", "son"}},
    {U"설", {"seol", "sul", "sol"}},
    {U"마", {"ma"}},
    {U"길", {"gil", "kil"}},
    {U"연", {"yeon", "youn", "yon"}},
    {U"표", {"pyo"}},
    {U"명", {"myung", "myeong", "myong"}},
    {U"기", {"ki", "gi"}},
    {U"반", {"ban", "pan"}},
    {U"왕", {"wang"}},
    {U"옥", {"ok"}},
    {U"육", {"yook", "yuk"}},
    {U"인", {"in"}},
    {U"맹", {"maeng"}},
    {U"제", {"je", "che"}},
    {U"모", {"mo"}},
    {U"탁", {"tak"}},
    {U"국", {"kook", "guk", "kuk"}},
    {U"어", {"eo", "uh", "o"}},
    {U"은", {"eun", "un"}},
    {U"편", {"pyeon", "pyun", "pyon"}},
    {U"용", {"yong"}},
    {U"태", {"tae"}},
    {U"현", {"hyun", "hyeon"}},
    {U"남궁", {"namkung", "namgung", "namkoong"}},
    {U"황보", {"hwangbo"}},
    {U"제갈", {"jegal", "jaegal"}},
    {U"선우", {"sunwoo", "seonu", "sonu"}},
    {U"독고", {"dokgo", "tokko"}},
    {U"사공", {"sagong"}},
};

const Surname* find_surname(std::u32string_view name) {
    for (const Surname& surname : kSurnames)
        if (surname.name == name) return &surname;
    return nullptr;
}

// k, t, p, ch after a vowel or n, m, ng, l, and before a vowel.
std::string_view voiced(std::string_view initial) {
    if (initial == "k") return "g";
    if (initial == "t") return "d";
    if (initial == "p") return "b";
    if (initial == "ch") return "j";
    return initial;
}

bool voices_next(std::string_view text) {
    if (text.empty()) return false;
    return std::string_view("aeiounmgl").find(text.back()) != std::string_view::npos;
}

std::string spell(std::span<const Syllable> syllables, const System& system) {
    std::string text;
    for (const Syllable& syllable : syllables) {
        std::string_view initial = system.initials[static_cast<std::size_t>(syllable.initial)];
        // ㅊ ㅋ ㅌ ㅍ are never voiced; only their plain partners are.
        const bool plain = syllable.initial == 0 || syllable.initial == 3 ||
                           syllable.initial == 7 || syllable.initial == 12;
        if (system.voices && plain && voices_next(text)) initial = voiced(initial);
        text += initial;
        text += system.vowels[static_cast<std::size_t>(syllable.vowel)];
        text += system.finals[static_cast<std::size_t>(syllable.final)];
    }
    return text;
}

std::vector<Syllable> syllables_of(std::u32string_view word) {
    std::vector<Syllable> syllables;
    for (const char32_t c : word) {
        Syllable syllable;
        if (!split_syllable(c, syllable)) return {};
        syllables.push_back(syllable);
    }
    return syllables;
}

// Sounds of foreign names, by the letters of sound.cpp.
constexpr std::array<char, 19> kInitialSounds = {'k', 'K', 'n', 'd', 't', 'r', 'm', 'b', 'p', 's',
                                                 's', 0,   'j', 'j', 'C', 'K', 't', 'p', 'h'};
constexpr std::array<std::string_view, 21> kVowelSounds = {"a",  "A",  "ya", "yA", "E",  "e",  "yE",
                                                           "ye", "o",  "wa", "wA", "we", "yo", "u",
                                                           "wE", "we", "wi", "yu", "U",  "i",  "i"};
constexpr std::array<char, 28> kFinalSounds = {0,   'k', 'k', 'k', 'n', 'n', 'n', 'd', 'r', 'k',
                                               'm', 'r', 'r', 'r', 'p', 'r', 'm', 'b', 'b', 't',
                                               't', 'Q', 't', 't', 'K', 't', 'p', 't'};

}  // namespace

bool split_syllable(char32_t letter, Syllable& syllable) {
    if (letter < 0xac00 || letter > 0xd7a3) return false;
    const int index = static_cast<int>(letter - 0xac00);
    syllable = {index / 588, index % 588 / 28, index % 28};
    return true;
}

std::size_t hangul_surname_size(std::u32string_view name) {
    if (name.size() >= 4 && find_surname(name.substr(0, 2))) return 2;
    return name.size() >= 2 && name.size() <= 4 && find_surname(name.substr(0, 1)) ? 1 : 0;
}

std::vector<std::string> read_hangul(std::u32string_view word) {
    std::vector<std::string> readings;
    if (const Surname* surname = find_surname(word))
        for (const std::string_view spelling : surname->spellings)
            if (!spelling.empty()) readings.emplace_back(spelling);
    if (!readings.empty() && word.size() == 1) return readings;
    const std::vector<Syllable> syllables = syllables_of(word);
    if (syllables.empty()) return readings;
    for (const System* system : {&kRevised, &kMcCuneReischauer, &kPyongyang, &kEnglish})
        readings.push_back(spell(syllables, *system));
    return readings;
}

std::string hangul_sounds(std::u32string_view part) {
    const std::vector<Syllable> syllables = syllables_of(part);
    if (syllables.size() < 3) return {};
    std::string sounds;
    for (const Syllable& syllable : syllables) {
        const char initial = kInitialSounds[static_cast<std::size_t>(syllable.initial)];
        if (initial != 0) sounds += initial;
        const std::string_view vowel = kVowelSounds[static_cast<std::size_t>(syllable.vowel)];
        const bool soft = initial == 'C' || initial == 'j';
        sounds += vowel == "i" && soft ? std::string_view("Y") : vowel;
        if (const char last = kFinalSounds[static_cast<std::size_t>(syllable.final)]; last != 0)
            sounds += last;
    }
    return sounds;
}

}  // namespace standstill::screening
