// What the index keeps of a case: made of the full answer.
#pragma once

#include <vector>

#include "base/instant.h"
#include "office/index.h"
#include "review/case.h"

namespace standstill::office {

struct CaseEntry {
    CaseRow row;
    std::vector<DutyRow> duties;  // open and overdue ones
};

// `recorded_at` stands for the instants of a case whose record is empty. Cost: one full answer.
CaseEntry entry_of(const review::Case& of, std::uint64_t version, base::Instant recorded_at,
                   base::Instant at);

}  // namespace standstill::office
