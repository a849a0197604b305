#include "screening/invented_list.h"

#include <algorithm>
#include <cmath>
#include <sstream>

namespace standstill::benchmarks {

namespace {

constexpr std::size_t kGivenNames = 60'000, kFamilyNames = 500'000, kBusinessWords = 60'000;
constexpr std::string_view kForms[] = {"LLC",  "LTD",       "LIMITED", "CO.",  "S.A.",   "GMBH",
                                       "INC.", "CO., LTD.", "OOO",     "PJSC", "S.R.L.", "HOLDING"};
constexpr std::string_view kTrades[] = {"TRADING",  "SHIPPING",   "GENERAL", "INDUSTRIES",
                                        "GROUP",    "ENERGY",     "BANK",    "INTERNATIONAL",
                                        "SERVICES", "TECHNOLOGY", "EXPORT",  "CONSTRUCTION"};

std::vector<std::string> words_of(const std::string& name) {
    std::vector<std::string> words;
    std::string word;
    for (char c : name + " ") {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        if (c >= 'a' && c <= 'z') {
            word += c;
        } else if (c == ' ' || c == ',' || c == '-') {
            if (word.size() > 1) words.push_back(word);
            word.clear();
        }
    }
    return words;
}

std::string upper(std::string word) {
    for (char& c : word)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return word;
}

std::string key_of(const std::string& word) {
    return word.size() < 3 ? word : word.substr(word.size() - 3);
}

}  // namespace

InventedList::InventedList(const std::vector<std::string>& learnt_from, std::uint64_t seed)
    : chance_(seed) {
    std::unordered_map<std::string, std::uint32_t> given, family, business;
    for (const std::string& name : learnt_from) {
        // "FAMILY, Given", as OFAC writes people; other names are those of organisations.
        const std::size_t comma = name.find(", ");
        for (const std::string& word : words_of(name.substr(0, comma)))
            learn(word, comma == std::string::npos ? business : family);
        if (comma == std::string::npos) continue;
        for (const std::string& word : words_of(name.substr(comma))) learn(word, given);
    }
    auto by_use = [](const std::unordered_map<std::string, std::uint32_t>& use) {
        std::vector<std::pair<std::uint32_t, std::string>> sorted;
        for (const auto& [word, count] : use) sorted.emplace_back(count, word);
        std::ranges::sort(sorted, [](const auto& a, const auto& b) {
            return a.first != b.first ? a.first > b.first : a.second < b.second;
        });
        std::vector<std::string> words;
        for (auto& [count, word] : sorted) words.push_back(std::move(word));
        return words;
    };
    given_ = {by_use(given), 1.0};
    family_ = {by_use(family), 0.85};
    business_ = {by_use(business), 1.0};
    fill(given_, kGivenNames);
    fill(family_, kFamilyNames);
    fill(business_, kBusinessWords);
}

void InventedList::learn(const std::string& word,
                         std::unordered_map<std::string, std::uint32_t>& use) {
    ++use[word];
    lengths_.push_back(word.size());
    std::string before;
    for (char c : word + '{') {  // the letter behind z ends a word
        ++chain_[key_of(before)][static_cast<std::size_t>(c - 'a')];
        before += c;
    }
}

void InventedList::fill(Pool& pool, std::size_t size) {
    while (pool.words.size() < size) pool.words.push_back(new_word());
    pool.words.resize(size);
}

std::string InventedList::new_word() {
    for (;;) {
        std::string word;
        const std::size_t longest = lengths_[chance_.below(lengths_.size())] + 3;
        while (word.size() <= longest) {
            const auto found = chain_.find(key_of(word));
            if (found == chain_.end()) break;
            std::uint64_t all = 0;
            for (std::uint32_t count : found->second) all += count;
            std::uint64_t draw = chance_.below(all);
            std::size_t letter = 0;
            while (draw >= found->second[letter]) draw -= found->second[letter++];
            if (letter == 26) break;
            word += static_cast<char>('a' + letter);
        }
        if (word.size() >= 4 && word.size() <= 16) return word;
    }
}

// Zipf's law by inversion of its integral: rank r with a share near r^-exponent.
const std::string& InventedList::drawn(const Pool& pool) {
    const auto n = static_cast<double>(pool.words.size());
    const double u = chance_.fraction();
    const double rank =
        std::abs(pool.exponent - 1) < 1e-9
            ? std::exp(u * std::log(n + 1))
            : std::pow(1 + u * (std::pow(n + 1, 1 - pool.exponent) - 1), 1 / (1 - pool.exponent));
    return pool.words[std::min(pool.words.size() - 1, static_cast<std::size_t>(rank) - 1)];
}

std::string InventedList::person() {
    std::string name = chance_.in(0.15) ? new_word() : drawn(family_);
    name = upper(name) + ", " + upper(drawn(given_));
    if (chance_.in(0.4))
        name += " " + (chance_.in(0.06)
                           ? std::string(1, static_cast<char>('A' + chance_.below(26))) + "."
                           : upper(drawn(given_)));
    if (chance_.in(0.1)) name += " " + upper(drawn(given_));
    return name;
}

std::string InventedList::organization() {
    std::string name = upper(chance_.in(0.45) ? new_word() : drawn(family_));
    if (chance_.in(0.7)) name += " " + upper(drawn(business_));
    if (chance_.in(0.6)) name += " " + std::string(kTrades[chance_.below(std::size(kTrades))]);
    if (chance_.in(0.3)) name += " " + upper(drawn(business_));
    if (chance_.in(0.8)) name += " " + std::string(kForms[chance_.below(std::size(kForms))]);
    return name;
}

std::string InventedList::misspelt(std::string_view name) {
    std::string text(name);
    const std::uint64_t edits = 1 + chance_.below(2);
    for (std::uint64_t i = 0; i < edits && text.size() > 3; ++i) {
        const std::size_t at = chance_.below(text.size());
        switch (chance_.below(3)) {
            case 0:
                text[at] = static_cast<char>('A' + chance_.below(26));
                break;
            case 1:
                text.erase(at, 1);
                break;
            default:
                text.insert(at, 1, static_cast<char>('A' + chance_.below(26)));
        }
    }
    return text;
}

void InventedList::next(std::vector<InventedName>& out) {
    out.clear();
    const double kind = chance_.fraction();
    InventedName name;
    name.entity = entity_++;
    name.kind = kind < 0.66 ? 'p' : kind < 0.96 ? 'o' : 'v';
    name.text = name.kind == 'p'   ? person()
                : name.kind == 'o' ? organization()
                                   : upper(drawn(given_)) + " " + upper(drawn(business_));
    out.push_back(name);
    while (chance_.in(0.17)) {
        InventedName alias = name;
        alias.text = misspelt(name.text);
        out.push_back(alias);
    }
}

}  // namespace standstill::benchmarks
