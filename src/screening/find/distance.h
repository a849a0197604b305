// Levenshtein's distance (insertion, deletion, substitution, each 1) of two texts: the reference
// that every kernel must equal.
//
// Source: Myers, "A fast bit-vector algorithm for approximate string matching based on dynamic
// programming", J. ACM 46 (1999), in Hyyrö's form for edit distance (2001).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace standstill::screening::find {

// The table of dynamic programming, row by row. Cost: product of the sizes.
std::size_t plain_distance(std::string_view a, std::string_view b);

// One text, prepared to be measured against many: 64 cells of a column in one word, as long as it
// has at most 64 bytes; longer ones go through plain_distance().
class Ruler {
public:
    explicit Ruler(std::string_view text);

    // Cost: about a nanosecond a byte of `other`.
    std::size_t distance_to(std::string_view other) const;

private:
    std::string_view text_;
    std::array<std::uint64_t, 256> places_{};  // bit i: text[i] is this byte
};

}  // namespace standstill::screening::find
