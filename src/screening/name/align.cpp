#include "screening/name/align.h"

#include <algorithm>

namespace standstill::screening {
namespace {

std::uint32_t mask_of(const Unit& unit) {
    const std::uint32_t ones = unit.count >= 32 ? ~0U : (1U << unit.count) - 1U;
    return ones << unit.first;
}

}  // namespace

Alignment::Alignment(const Name& query, const Name& listed, const Mode& mode)
    : parts_(query.parts.size()) {
    collect(query, listed, mode);
    greedy();
    search(0, 0, 0, 0);
}

void Alignment::collect(const Name& query, const Name& listed, const Mode& mode) {
    for (std::size_t i = 0; i < query.units.size(); ++i) {
        const Unit& a = query.units[i];
        const UnitView left = query.view(a);
        for (std::size_t j = 0; j < listed.units.size(); ++j) {
            const Unit& b = listed.units[j];
            if (meeting(a.kind, b.kind, mode) == Meeting::Never) continue;
            const Likeness alike = likeness(left, listed.view(b), mode);
            if (alike.similarity == 0 || size_ == kMostCandidates) continue;
            candidates_[size_++] = {
                mask_of(a),
                mask_of(b),
                alike.similarity * (query.weight_of(a) + listed.weight_of(b)),
                {static_cast<std::uint16_t>(i), static_cast<std::uint16_t>(j), alike}};
        }
    }
    // By first part, then by worth; equal ones in the order of units.
    std::sort(candidates_.begin(), candidates_.begin() + static_cast<std::ptrdiff_t>(size_),
              [](const Candidate& a, const Candidate& b) {
                  const std::uint32_t left = a.query_mask & (~a.query_mask + 1U);
                  const std::uint32_t right = b.query_mask & (~b.query_mask + 1U);
                  if (left != right) return left < right;
                  if (a.worth != b.worth) return a.worth > b.worth;
                  return a.pairing.query_unit != b.pairing.query_unit
                             ? a.pairing.query_unit < b.pairing.query_unit
                             : a.pairing.listed_unit < b.pairing.listed_unit;
              });
    std::size_t at = 0;
    for (std::size_t part = 0; part < parts_; ++part) {
        while (at < size_ && (candidates_[at].query_mask & ((1U << part) - 1U)) != 0 && part < 32) {
            ++at;
        }
        first_of_[part] = static_cast<std::uint32_t>(at);
    }
    first_of_[parts_] = static_cast<std::uint32_t>(size_);
    most_after_[parts_] = 0;
    for (std::size_t part = parts_; part-- > 0;) {
        const std::uint32_t from = first_of_[part];
        const std::uint32_t most = from < first_of_[part + 1] ? candidates_[from].worth : 0U;
        most_after_[part] = most_after_[part + 1] + most;
    }
}

void Alignment::greedy() {
    std::uint32_t query_used = 0;
    std::uint32_t listed_used = 0;
    std::uint32_t worth = 0;
    for (;;) {
        const Candidate* best = nullptr;
        for (std::size_t i = 0; i < size_; ++i) {
            const Candidate& one = candidates_[i];
            if ((one.query_mask & query_used) != 0 || (one.listed_mask & listed_used) != 0)
                continue;
            if (best == nullptr || one.worth > best->worth) best = &one;
        }
        if (best == nullptr) break;
        best_[best_size_++] = best;
        query_used |= best->query_mask;
        listed_used |= best->listed_mask;
        worth += best->worth;
    }
    best_worth_ = worth;
    std::sort(best_.begin(), best_.begin() + static_cast<std::ptrdiff_t>(best_size_),
              [](const Candidate* a, const Candidate* b) { return a->query_mask < b->query_mask; });
}

void Alignment::search(std::size_t part, std::uint32_t query_used, std::uint32_t listed_used,
                       std::uint32_t worth) {
    if (worth > best_worth_) {
        best_worth_ = worth;
        best_ = path_;
        best_size_ = path_size_;
    }
    if (part >= parts_ || worth + most_after_[part] <= best_worth_ || ++steps_ > kMostSteps) return;
    if ((query_used >> part & 1U) == 0) {
        for (std::uint32_t i = first_of_[part]; i < first_of_[part + 1]; ++i) {
            const Candidate& one = candidates_[i];
            if ((one.query_mask & query_used) != 0 || (one.listed_mask & listed_used) != 0)
                continue;
            path_[path_size_++] = &one;
            search(part + 1, query_used | one.query_mask, listed_used | one.listed_mask,
                   worth + one.worth);
            --path_size_;
        }
    }
    search(part + 1, query_used, listed_used, worth);
}

}  // namespace standstill::screening
