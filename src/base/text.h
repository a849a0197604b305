// Small questions about text.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace standstill::base {

// Without white space at both ends.
std::string_view trimmed(std::string_view text);
inline bool is_blank(std::string_view text) { return trimmed(text).empty(); }

// Well-formed UTF-8 (no overlong forms, no surrogates, nothing above U+10FFFF), Unicode 15 table
// 3-7.
bool is_utf8(std::string_view bytes);

// The word that somebody probably meant: the nearest by edit distance with adjacent swaps, if it is
// near enough (at most a third of its length, and at most 4). Cost: |candidates| times length
// squared.
std::optional<std::string> near_miss(std::string_view word,
                                     std::span<const std::string> candidates);

// ", did you mean `x`?" or nothing.
std::string did_you_mean(std::string_view word, std::span<const std::string> candidates);

std::vector<std::string> split(std::string_view text, char separator);
std::string join(std::span<const std::string> parts, std::string_view separator);

// White space folded to single spaces and trimmed; typographic quotes and dashes stay as they are.
std::string folded(std::string_view text);

}  // namespace standstill::base
