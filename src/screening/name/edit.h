// The cost of turning one word into another.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace standstill::screening {

// Costs count in hundredths of a letter.
inline constexpr std::uint32_t kLetter = 100;
inline constexpr std::uint32_t kLeastEdit = 60;  // what the cheapest edit costs

// Optimal string alignment (edits and swaps of neighbours, no part edited twice) under the costs of
// docs/screening-algorithm.md: a vowel is cheaper than a consonant, what sounds or looks alike is
// cheaper than what does not, a digit is dearer. Symmetric. Above `limit` any number above it.
// Cost: |a| * |b|; words are at most kLongestPart letters, and longer ones are not compared.
std::uint32_t edit_cost(std::string_view a, std::string_view b, std::uint32_t limit);

// Plain Levenshtein distance, for bounds and tests.
std::size_t plain_edits(std::string_view a, std::string_view b);

}  // namespace standstill::screening
