// Holds the program's answers against those of the naive twin.
#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <optional>
#include <string>

#include "review/case.h"

namespace standstill::agreement {

// What differs between the two answers for one case at one instant; empty where nothing does.
// Compared are use, opens_at, the set of citations, procurement, factors, duties and defects.
std::string difference(const boost::json::object& case_file, const review::Case& of,
                       const std::string& at);

struct Tally {
    std::uint64_t cases = 0, answers = 0, permitted = 0, outside = 0;
    std::string first_difference;  // with the case, ready to be kept as a file
};

// Cases with seeds from `first` on, half of them lawful lives with mutations, half wild; stops at
// the first difference.
Tally compare(std::uint64_t first, std::uint64_t count, review::Library& library,
              const review::ZoneSource& zones);

}  // namespace standstill::agreement
