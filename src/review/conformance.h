// Conformance cases: a case file that says what the answer must be, and when (docs/record.md,
// section 4).
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "review/answer.h"
#include "review/case.h"

namespace standstill::review {

struct Difference {
    std::string where;  // file, line, column of the expectation
    std::string at;     // the instant
    std::string key;    // "use", "duties", ...
    std::string expected, got;
};

// Everything in which the answers differ from the case's `expect`. Fails with Invalid for an
// expectation that does not read.
base::Result<std::vector<Difference>> check(const Case& of);

// Whether a citation stands under a paragraph: `2(a)(i)(A)` is under `2(a)`, and under itself.
bool is_under(std::string_view cite, std::string_view paragraph);

}  // namespace standstill::review
