// Which acts the answer waits for, read from the law itself: the kinds of events that its unmet
// conditions, open questions and open duties look for.
//
// An act that could have no effect yet, because what must precede it is not on record, is left out.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "review/answer.h"
#include "review/case.h"
#include "server/http/message.h"

namespace standstill::server::pages {

struct Waiting {
    struct Reason {
        std::string says;     // "2(d): The determination was not submitted to the DNI ..."
        http::Fields preset;  // fields that the law looks for: factor = 2(a)(i)(A)
    };
    std::string kind;
    std::vector<Reason> reasons;
    std::vector<std::string> offices;  // whose act counts, where the law says
    std::optional<base::Instant> due;  // the earliest
};

// Duties that are due within 30 days come first, the earliest before the others; then conditions,
// questions, and the other duties. `reviewer` has just given `answer`.
std::vector<Waiting> waiting_acts(const review::Case& of, const review::Reviewer& reviewer,
                                  const review::Answer& answer);

}  // namespace standstill::server::pages
