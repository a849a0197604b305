#include "screening/find/distance.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace standstill::screening::find {

std::size_t plain_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < b.size(); ++j) {
            std::size_t above = row[j + 1];
            std::size_t edited = std::min(above, row[j]) + 1;
            row[j + 1] = std::min(edited, diagonal + (a[i] == b[j] ? 0 : 1));
            diagonal = above;
        }
    }
    return row[b.size()];
}

Ruler::Ruler(std::string_view text) : text_(text) {
    if (text.size() > 64) return;
    for (std::size_t i = 0; i < text.size(); ++i)
        places_[static_cast<unsigned char>(text[i])] |= std::uint64_t{1} << i;
}

std::size_t Ruler::distance_to(std::string_view other) const {
    if (text_.size() > 64) return plain_distance(text_, other);
    if (text_.empty()) return other.size();
    // Differences down a column, +1 and -1; the last row's value is kept.
    std::uint64_t up = ~std::uint64_t{0}, down = 0;
    const std::uint64_t last = std::uint64_t{1} << (text_.size() - 1);
    std::size_t distance = text_.size();
    for (char c : other) {
        std::uint64_t same = places_[static_cast<unsigned char>(c)];
        std::uint64_t level = (((same & up) + up) ^ up) | same | down;  // diagonal step of 0
        std::uint64_t right_up = down | ~(level | up), right_down = level & up;
        if ((right_up & last) != 0) ++distance;
        if ((right_down & last) != 0) --distance;
        right_up = (right_up << 1) | 1;
        right_down <<= 1;
        up = right_down | ~(level | right_up);
        down = level & right_up;
    }
    return distance;
}

}  // namespace standstill::screening::find
