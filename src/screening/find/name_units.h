// The units of all names of a list: the first and longest step of building an index.
#pragma once

#include <cstdint>
#include <vector>

#include "screening/find/contents.h"
#include "screening/find/flat.h"

namespace standstill::screening::find {

struct NameUnits {
    Contents contents;
    std::vector<std::uint32_t> units;  // contents of each name, each once
    std::vector<std::uint64_t> at{0};  // where those of each name begin, and the end
    std::vector<std::uint16_t> weight;
    std::vector<std::uint32_t> openings;
};

// Of the names of `flat`, of which the texts are there. Works on two threads where there are many
// names; contents are numbered in the order in which they are met, so the result is the same.
NameUnits units_of_names(const Flat& flat, const Mode& mode);

}  // namespace standstill::screening::find
