// Keys: classes of consonants, every open choice written out.
#include <algorithm>
#include <array>
#include <type_traits>

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

// The groups that begin with each letter, longest first.
const std::array<std::vector<Group>, 26>& groups_by_letter() {
    static const auto kByLetter = [] {
        std::array<std::vector<Group>, 26> groups;
        for (const Group& group : kGroups)
            groups[static_cast<std::size_t>(group.letters[0] - 'a')].push_back(group);
        return groups;
    }();
    return kByLetter;
}

std::string_view next_group(std::string_view letters, std::size_t& size) {
    for (const Group& group : groups_by_letter()[static_cast<std::size_t>(letters[0] - 'a')])
        if (letters.starts_with(group.letters)) {
            size = group.letters.size();
            return group.classes;
        }
    size = 1;
    return "-";
}

// Hashes of class strings while they grow (FNV-1a), without the strings.
struct Hashes {
    std::array<std::uint64_t, kMostKeys> rows{0xcbf29ce484222325U};
    std::size_t size = 1;

    static std::uint64_t longer(std::uint64_t row, std::string_view choice) {
        for (const char c : choice) row = (row ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
        return row;
    }
};

// The same with the strings, for people to read.
struct Strings {
    std::vector<std::string> rows{""};
    std::size_t size = 1;

    static std::string longer(const std::string& row, std::string_view choice) {
        return row + std::string(choice);
    }
};

// Adds each choice of "J|G" to each string so far. Stops growing at kMostKeys, always in the same
// order: of several choices the first come first.
template <typename Rows>
void add_choices(Rows& rows, std::string_view classes) {
    if (classes.find('|') == std::string_view::npos) {
        for (std::size_t i = 0; i < rows.size; ++i)
            rows.rows[i] = Rows::longer(rows.rows[i], classes == "-" ? "" : classes);
        return;
    }
    const Rows before = rows;
    std::size_t size = 0;
    if constexpr (std::is_same_v<Rows, Strings>) rows.rows.resize(kMostKeys);
    while (!classes.empty()) {
        const std::size_t end = std::min(classes.find('|'), classes.size());
        const std::string_view choice = classes.substr(0, end);
        classes.remove_prefix(std::min(end + 1, classes.size()));
        for (std::size_t i = 0; i < before.size && size < kMostKeys; ++i)
            rows.rows[size++] = Rows::longer(before.rows[i], choice == "-" ? "" : choice);
    }
    rows.size = size;
}

template <typename Rows>
void add_word(Rows& rows, std::string_view word) {
    while (!word.empty()) {
        std::size_t size = 1;
        const std::string_view classes = next_group(word, size);
        if (classes != "-") add_choices(rows, classes);
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

template <typename Rows>
void add_sounds(Rows& rows, const SoundTable& table, std::string_view sounds) {
    char before = 0;
    for (const char c : sounds) {
        const Sound& sound = *table.by_letter[static_cast<unsigned char>(c)];
        // Two like letters may have no vowel between them, and are then written as one.
        if (c == before && sound.classes != "-")
            add_choices(rows, std::string(sound.classes) + "|-");
        else if (sound.classes != "-")
            add_choices(rows, sound.classes);
        before = c;
    }
}

// Null if it is no skeleton.
const SoundTable* table_of(std::string_view skeleton) {
    const SoundTable* table = skeleton.empty() ? nullptr : sound_table(skeleton[0]);
    if (!table || skeleton.size() > kLongestSkeleton + 1) return nullptr;
    for (const char c : skeleton.substr(1))
        if (static_cast<unsigned char>(c) >= 128 ||
            !table->by_letter[static_cast<unsigned char>(c)])
            return nullptr;
    return table;
}

// An article at the beginning may be no part of the name.
std::string_view without_article(std::string_view word) {
    const bool article = word.size() >= 5 && (word.starts_with("al") || word.starts_with("el"));
    return article ? word.substr(2) : std::string_view();
}

void add_keys(std::vector<std::uint64_t>& keys, const Hashes& hashes) {
    for (std::size_t i = 0; i < hashes.size; ++i)
        keys.push_back((hashes.rows[i] & 0x00ff'ffff'ffff'ffffU) | 0xfe00'0000'0000'0000U);
}

template <typename T>
std::vector<T> distinct(std::vector<T> rows) {
    if (rows.size() > kMostKeys) rows.resize(kMostKeys);
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    return rows;
}

}  // namespace

std::vector<std::string> classes_of_skeleton(std::string_view skeleton) {
    const SoundTable* table = table_of(skeleton);
    if (!table) return {};
    Strings strings;
    add_sounds(strings, *table, skeleton.substr(1));
    strings.rows.resize(strings.size);
    return distinct(std::move(strings.rows));
}

std::vector<std::string> classes_of_latin(std::string_view letters) {
    const std::string word = single_consonants(letters);
    if (word.empty()) return {};
    Strings strings;
    add_word(strings, word);
    strings.rows.resize(strings.size);
    if (const std::string_view bare = without_article(word); !bare.empty()) {
        Strings more;
        add_word(more, bare);
        more.rows.resize(more.size);
        strings.rows.insert(strings.rows.end(), more.rows.begin(), more.rows.end());
    }
    return distinct(std::move(strings.rows));
}

std::vector<std::uint64_t> keys_of_skeleton(std::string_view skeleton) {
    const SoundTable* table = table_of(skeleton);
    std::vector<std::uint64_t> keys;
    if (!table) return keys;
    Hashes hashes;
    add_sounds(hashes, *table, skeleton.substr(1));
    add_keys(keys, hashes);
    return distinct(std::move(keys));
}

std::vector<std::uint64_t> keys_of_latin(std::string_view letters) {
    const std::string word = single_consonants(letters);
    std::vector<std::uint64_t> keys;
    if (word.empty()) return keys;
    Hashes hashes;
    add_word(hashes, word);
    add_keys(keys, hashes);
    if (const std::string_view bare = without_article(word); !bare.empty()) {
        Hashes more;
        add_word(more, bare);
        add_keys(keys, more);
    }
    return distinct(std::move(keys));
}

}  // namespace standstill::screening
