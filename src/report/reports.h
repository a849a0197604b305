// Drafts of the reports of section 4, and of the review of section 2(h), put together from the
// record of one case.
//
// A report of an agency covers all its cases; each draft says that it covers one. Every claim is
// footnoted as in the notice, and what the order asks for and the record does not hold is told as
// unknown.
#pragma once

#include <span>
#include <string_view>

#include "base/result.h"
#include "report/document.h"
#include "review/answer.h"
#include "review/case.h"

namespace standstill::report {

// `4a`, `4b`, `4c`, `4d`, `2h`, in this order.
std::span<const std::string_view> report_names();

// Fails with NotFound for another name.
base::Result<Document> report_draft(std::string_view name, const review::Case& of,
                                    const review::Answer& answer);

}  // namespace standstill::report
