#include "screening/name/edit.h"

#include <algorithm>
#include <array>

namespace standstill::screening {
namespace {

constexpr std::size_t kLetters = 36;
constexpr std::size_t kLongest = 160;
constexpr std::uint8_t kAlikeCost = 70;
constexpr std::uint8_t kVowelCost = 60;
constexpr std::uint8_t kDigitCost = 150;

constexpr std::size_t index_of(char c) {
    if (c >= 'a' && c <= 'z') return static_cast<std::size_t>(c - 'a');
    if (c >= '0' && c <= '9') return static_cast<std::size_t>(c - '0') + 26;
    return 0;
}

constexpr bool is_vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Letters of sounds (c is ch, x is sh) that stand for neighbouring sounds, or look alike.
constexpr std::string_view kAlike[] = {
    "bp", "bv", "dt", "gk", "kh", "gh", "hk", "sz", "sx", "cx", "cj", "jg", "ji", "jz", "mn", "fv",
    "vu", "ck", "cs", "ks", "kg", "0o", "1i", "1l", "3e", "4a", "5s", "8b", "7t", "9g", "6b"};

struct Costs {
    std::array<std::array<std::uint8_t, kLetters>, kLetters> change{};
    std::array<std::uint8_t, kLetters> alone{};  // put in or left out
};

constexpr char letter(std::size_t i) {
    return static_cast<char>(i < 26 ? 'a' + static_cast<int>(i) : '0' + static_cast<int>(i) - 26);
}

constexpr Costs make_costs() {
    Costs out;
    for (std::size_t i = 0; i < kLetters; ++i) {
        const char a = letter(i);
        out.alone[i] = static_cast<std::uint8_t>(is_digit(a)               ? kDigitCost
                                                 : is_vowel(a) || a == 'h' ? kVowelCost
                                                                           : kLetter);
        for (std::size_t j = 0; j < kLetters; ++j) {
            const char b = letter(j);
            std::uint8_t cost = kLetter;
            if (i == j) {
                cost = 0;
            } else if (is_digit(a) || is_digit(b)) {
                cost = kDigitCost;
            } else if (is_vowel(a) && is_vowel(b)) {
                cost = kVowelCost;
            }
            out.change[i][j] = cost;
        }
    }
    for (const std::string_view pair : kAlike) {
        out.change[index_of(pair[0])][index_of(pair[1])] = kAlikeCost;
        out.change[index_of(pair[1])][index_of(pair[0])] = kAlikeCost;
    }
    return out;
}

constexpr Costs kCosts = make_costs();

}  // namespace

std::uint32_t edit_cost(std::string_view a, std::string_view b, std::uint32_t limit) {
    // What both begin or end with costs nothing; an alignment that edits it is never cheaper.
    while (!a.empty() && !b.empty() && a.front() == b.front()) {
        a.remove_prefix(1);
        b.remove_prefix(1);
    }
    while (!a.empty() && !b.empty() && a.back() == b.back()) {
        a.remove_suffix(1);
        b.remove_suffix(1);
    }
    if (a.size() > b.size()) std::swap(a, b);
    if (b.size() > kLongest || (b.size() - a.size()) * kLeastEdit > limit) return limit + 1;
    std::array<std::array<std::uint32_t, kLongest + 1>, 3> rows;
    auto* before = &rows[0];
    auto* above = &rows[1];
    auto* row = &rows[2];
    (*above)[0] = 0;
    for (std::size_t j = 0; j < b.size(); ++j) {
        (*above)[j + 1] = (*above)[j] + kCosts.alone[index_of(b[j])];
    }
    for (std::size_t i = 0; i < a.size(); ++i) {
        const std::size_t x = index_of(a[i]);
        (*row)[0] = (*above)[0] + kCosts.alone[x];
        std::uint32_t least = (*row)[0];
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t y = index_of(b[j]);
            std::uint32_t cost =
                std::min({(*above)[j] + kCosts.change[x][y], (*above)[j + 1] + kCosts.alone[x],
                          (*row)[j] + kCosts.alone[y]});
            if (i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j] && a[i] != b[j]) {
                // Two plain edits: never below twice the cheapest one.
                cost = std::min(cost, (*before)[j - 1] + std::max(kLetter, 2 * kLeastEdit));
            }
            (*row)[j + 1] = cost;
            least = std::min(least, cost);
        }
        if (least > limit + 2 * kLetter) return limit + 1;
        std::swap(before, above);
        std::swap(above, row);
    }
    return (*above)[b.size()];
}

std::size_t plain_edits(std::string_view a, std::string_view b) {
    std::array<std::size_t, kLongest + 1> row;
    if (a.size() > kLongest || b.size() > kLongest) return std::max(a.size(), b.size());
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t change = diagonal + (a[i - 1] != b[j - 1] ? 1 : 0);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, change});
        }
    }
    return row[b.size()];
}

}  // namespace standstill::screening
