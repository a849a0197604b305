// From chosen pairings to one number.
#pragma once

#include <cstdint>

#include "screening/name/score.h"

namespace standstill::screening {

// Adds up what is paired and what stays alone on either side.
class Tally {
public:
    Tally(const Name& query, const Name& listed) : query_(query), listed_(listed) {}

    void add(const Unit& query, const Unit& listed, const Likeness& likeness);

    std::uint64_t gain() const { return query_gain_; }
    std::uint32_t similarity(const Mode& mode) const;
    std::int32_t surprise() const { return surprise_ - 990; }

private:
    const Name& query_;
    const Name& listed_;
    std::uint64_t query_gain_ = 0;
    std::uint64_t listed_gain_ = 0;
    std::uint32_t query_used_ = 0;  // masks of parts
    std::uint32_t listed_used_ = 0;
    std::int32_t surprise_ = 0;
};

// The most that similarity() can be when the query's gain is `gain`: what is missing of the query
// costs at least kQueryAlone, all else only lowers it.
std::uint32_t most_by_gain(std::uint64_t gain, std::uint32_t weight, const Mode& mode);

}  // namespace standstill::screening
