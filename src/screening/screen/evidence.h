// A report of a screening as evidence of a case: the event that the record takes.
#pragma once

#include <boost/json/object.hpp>
#include <string>

#include "base/digest.h"
#include "screening/screen/report.h"

namespace standstill::screening {

// "screening-" and the first 16 digits of the digest: the same report is the same evidence.
std::string evidence_id(const base::Digest& report);

// `evidence.added` of kind list-screening (docs/record.md): published on the day of the newest list
// searched, by the lists that have a hit (all, where none has). `report` is the digest of the
// report's JSON. It has no grade: people grade.
boost::json::object evidence_of(const Report& report, const base::Digest& digest);

}  // namespace standstill::screening
