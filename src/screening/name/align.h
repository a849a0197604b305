// Which pairings of two names to choose.
#pragma once

#include <array>
#include <cstddef>
#include <span>

#include "screening/name/score.h"

namespace standstill::screening {

struct Candidate {
    std::uint32_t query_mask = 0;  // the parts that it covers
    std::uint32_t listed_mask = 0;
    std::uint32_t worth = 0;  // similarity * (weight covered in the query + in the listed name)
    Pairing pairing;
};

// Disjoint pairings of the greatest worth in sum: exact for names of usual size, greedy by worth
// when the search would take more than a fixed number of steps. Ties go to the earlier units.
class Alignment {
public:
    Alignment(const Name& query, const Name& listed, const Mode& mode);

    std::span<const Candidate* const> chosen() const { return {best_.data(), best_size_}; }

private:
    void collect(const Name& query, const Name& listed, const Mode& mode);
    void greedy();
    void search(std::size_t part, std::uint32_t query_used, std::uint32_t listed_used,
                std::uint32_t worth);

    static constexpr std::size_t kMostCandidates = 384;
    static constexpr std::size_t kMostSteps = 3000;
    std::array<Candidate, kMostCandidates> candidates_;
    std::size_t size_ = 0;
    std::array<std::uint32_t, kMostParts + 2> first_of_{};  // candidates by their first query part
    std::array<std::uint32_t, kMostParts + 1> most_after_{};  // the most that later parts can add
    std::size_t parts_ = 0;
    std::array<const Candidate*, kMostParts> best_{};
    std::size_t best_size_ = 0;
    std::uint32_t best_worth_ = 0;
    std::array<const Candidate*, kMostParts> path_{};
    std::size_t path_size_ = 0;
    std::size_t steps_ = 0;
};

}  // namespace standstill::screening
