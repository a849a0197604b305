// Keys: classes of consonants, every open choice written out.
#include <algorithm>
#include <array>

#include "screening/script/skeleton.h"
#include "screening/script/sound.h"

namespace standstill::screening {
namespace {

// What a group of Latin letters may be in a key; the longest group that fits is taken. What stands
// nowhere here (vowels, h, v, w, y) is in no key.
struct Group {
    std::string_view letters;
    std::string_view classes;
};

constexpr Group kGroups[] = {
    {"tsch", "C|TS"}, {"dsch", "J"},   {"dzh", "J"},   {"tch", "C"},   {"tsh", "C|TS"},
    {"tsj", "C|TS"},  {"sch", "S"},    {"sh", "S"},    {"sj", "S|SJ"}, {"ch", "C|-"},
    {"kh", "K"},      {"gh", "G"},     {"th", "T"},    {"dh", "D"},    {"ph", "F"},
    {"zh", "Z"},      {"tz", "TS|TZ"}, {"dz", "DZ|Z"}, {"dj", "J"},    {"cz", "C"},
    {"cs", "C|KS"},   {"sz", "S|SZ"},  {"tj", "C|TJ"}, {"gy", "G|D"},  {"ck", "K"},
    {"ce", "S|J|K"},  {"ci", "S|J|C"}, {"cy", "S|J"},  {"ti", "T"},    {"b", "B"},
    {"c", "K|J|C"},   {"d", "D"},      {"f", "F"},     {"g", "G"},     {"j", "J|-"},
    {"k", "K"},       {"l", "L"},      {"m", "M"},     {"n", "N"},     {"p", "B"},
    {"q", "K"},       {"r", "R"},      {"s", "S"},     {"t", "T"},     {"x", "KS|K"},
    {"z", "Z"},
};

// Adds each choice of "J|G" to each string so far. Stops growing at kMostKeys, always in the same
// order.
void add_choices(std::vector<std::string>& strings, std::string_view classes) {
    if (classes.find('|') == std::string_view::npos) {
        for (std::string& string : strings) string += classes == "-" ? "" : classes;
        if (strings.size() == 1) return;
        std::sort(strings.begin(), strings.end());
        strings.erase(std::unique(strings.begin(), strings.end()), strings.end());
        return;
    }
    std::vector<std::string> longer;
    while (!classes.empty()) {
        const std::size_t end = std::min(classes.find('|'), classes.size());
        const std::string_view choice = classes.substr(0, end);
        classes.remove_prefix(std::min(end + 1, classes.size()));
        for (const std::string& string : strings) {
            if (longer.size() == kMostKeys) break;
            longer.push_back(string + std::string(choice == "-" ? "" : choice));
        }
    }
    std::sort(longer.begin(), longer.end());
    longer.erase(std::unique(longer.begin(), longer.end()), longer.end());
    strings = std::move(longer);
}

// The groups that begin with a letter, in their order; ends with one that is none.
constexpr std::size_t kMostGroups = 12;
using GroupsOfLetter = std::array<std::uint8_t, kMostGroups>;
constexpr std::array<GroupsOfLetter, 26> groups_of_letters() {
    std::array<GroupsOfLetter, 26> table{};
    for (std::size_t letter = 0; letter < table.size(); ++letter) {
        std::size_t count = 0;
        for (std::size_t i = 0; i < std::size(kGroups); ++i)
            if (kGroups[i].letters[0] == static_cast<char>('a' + letter))
                table[letter][count++] = static_cast<std::uint8_t>(i);
        table[letter][count] = static_cast<std::uint8_t>(std::size(kGroups));
    }
    return table;
}
constexpr std::array<GroupsOfLetter, 26> kGroupsOfLetters = groups_of_letters();

// Letters are a-z.
std::string_view next_group(std::string_view letters, std::size_t& size) {
    for (const std::uint8_t i : kGroupsOfLetters[static_cast<std::size_t>(letters[0] - 'a')]) {
        if (i == std::size(kGroups)) break;
        const std::string_view group = kGroups[i].letters;
        std::size_t same = 1;
        while (same < group.size() && same < letters.size() && letters[same] == group[same]) ++same;
        if (same == group.size()) {
            size = same;
            return kGroups[i].classes;
        }
    }
    size = 1;
    return "-";
}

void add_word(std::vector<std::string>& strings, std::string_view word) {
    while (!word.empty()) {
        std::size_t size = 1;
        const std::string_view classes = next_group(word, size);
        if (classes != "-") add_choices(strings, classes);
        word.remove_prefix(size);
    }
}

bool is_vowel(char c) { return std::string_view("aeiou").find(c) != std::string_view::npos; }

// Doubled consonants once; empty if a letter is not a-z or there are too many.
std::string single_consonants(std::string_view letters) {
    std::string word;
    for (const char c : letters) {
        if (c < 'a' || c > 'z') return {};
        if (word.empty() || word.back() != c || is_vowel(c)) word += c;
    }
    return word.size() > kLongestConsonants ? std::string() : word;
}

std::vector<std::uint64_t> hashes_of(const std::vector<std::string>& classes) {
    std::vector<std::uint64_t> keys;
    for (const std::string& text : classes) {
        std::uint64_t hash = 0xcbf29ce484222325U;  // FNV-1a
        for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
        keys.push_back((hash & 0x00ff'ffff'ffff'ffffU) | 0xfe00'0000'0000'0000U);
    }
    std::sort(keys.begin(), keys.end());
    return keys;
}

}  // namespace

std::vector<std::string> classes_of_skeleton(std::string_view skeleton) {
    const SoundTable* table = skeleton.empty() ? nullptr : sound_table(skeleton[0]);
    if (!table || skeleton.size() > kLongestSkeleton + 1) return {};
    std::vector<std::string> strings{""};
    char before = 0;
    for (const char c : skeleton.substr(1)) {
        if (static_cast<unsigned char>(c) >= 128) return {};
        const Sound* sound = table->by_letter[static_cast<unsigned char>(c)];
        if (!sound) return {};
        // Two like letters may have no vowel between them, and are then written as one.
        if (c == before && sound->classes != "-")
            add_choices(strings, std::string(sound->classes) + "|-");
        else
            add_choices(strings, sound->classes);
        before = c;
    }
    return strings;
}

std::vector<std::string> classes_of_latin(std::string_view letters) {
    const std::string word = single_consonants(letters);
    if (word.empty()) return {};
    std::vector<std::string> strings{""};
    add_word(strings, word);
    if (word.size() >= 5 && (word.starts_with("al") || word.starts_with("el"))) {
        std::vector<std::string> bare{""};
        add_word(bare, std::string_view(word).substr(2));
        strings.insert(strings.end(), bare.begin(), bare.end());
        std::sort(strings.begin(), strings.end());
        strings.erase(std::unique(strings.begin(), strings.end()), strings.end());
        if (strings.size() > kMostKeys) strings.resize(kMostKeys);
    }
    return strings;
}

std::vector<std::uint64_t> keys_of_skeleton(std::string_view skeleton) {
    return hashes_of(classes_of_skeleton(skeleton));
}

std::vector<std::uint64_t> keys_of_latin(std::string_view letters) {
    return hashes_of(classes_of_latin(letters));
}

}  // namespace standstill::screening
