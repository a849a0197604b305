// Pictures of a case as SVG, for pages and papers: pure functions, same case, same bytes.
//
// Each has a title and a description and says nothing that the list or table beside it does not
// say. Shapes and words carry the meaning; classes (`picture-...`) leave colours to the style
// sheet. All text of the case is escaped. Empty where there is nothing to draw.
#pragma once

#include <string>

#include "review/answer.h"
#include "review/case.h"

namespace standstill::report {

// Events by lane over the days, stop-work orders with their clock, duties where they fall due, and
// the instant of the answer.
std::string timeline_picture(const review::Case& of, const review::Answer& answer);

// Which events rest on which evidence, of what is on record at the instant; copies stand under
// their original.
std::string evidence_picture(const review::Case& of, base::Instant at);

// The conditions of use with their values, and below each that is not met, what it waits for.
std::string decision_picture(const review::Reviewer& reviewer, const review::Answer& answer);

}  // namespace standstill::report
