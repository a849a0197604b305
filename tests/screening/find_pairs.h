// The index beside the full scan: the same names, the same queries, and what one has and the other
// has not. The ordinary test takes ten million pairs, tests/long/run screening-pairs as many as it
// is given.
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "screening/find/index.h"

namespace standstill::screening {

struct Disagreement {
    std::string query;
    std::string listed;
    std::uint32_t by_scan = 0;  // similarity, 0 if it is no hit
    std::uint32_t by_index = 0;
};

struct PairReport {
    std::size_t pairs = 0;
    std::size_t hits = 0;
    std::size_t missed = 0;
    std::size_t extra = 0;
    std::vector<Disagreement> first;  // a few
};

// Names of OFAC's lists, as their files under tests/data/screening/lists have them.
std::vector<std::string> real_names();

class PairTest {
public:
    PairTest(std::vector<std::string> names, const Mode& mode);

    // At least so many pairs of a query and a listed name, over two threads. Queries are listed
    // names with letters wrong, words moved, joined, cut or taken from another, and words new.
    PairReport run(std::size_t pairs, std::uint32_t seed) const;
    const Index& index() const { return index_; }

private:
    std::string query(std::mt19937& random) const;
    void compare(const std::string& text, std::uint32_t threshold, SearchScratch& scratch,
                 PairReport& report) const;

    std::vector<std::string> names_;
    Mode mode_;
    Index index_;
    std::vector<Name> analysed_;
};

}  // namespace standstill::screening
