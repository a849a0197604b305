// The scorers that the quality bench puts side by side.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "screening/name/name.h"

namespace standstill::quality {

// A set of listed names, and how alike a query is to each of them.
class Scorer {
public:
    virtual ~Scorer() = default;
    virtual std::string label() const = 0;
    virtual void add(const screening::NameText& name) = 0;
    virtual void ready() {}  // after the last add()
    // Scores of `query` with all added names, in their order; what is surely below `floor` may be
    // 0.
    virtual void score(const screening::NameText& query, std::uint32_t floor,
                       std::vector<std::uint32_t>& out) = 0;
};

std::unique_ptr<Scorer> mode_scorer(const screening::Mode& mode);
std::unique_ptr<Scorer> jaro_winkler_scorer();

}  // namespace standstill::quality
