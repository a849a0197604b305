// The case that the benchmarks ask about: the lawful way of tests/cases, and what came after. 40
// events of 17 kinds, with the gate open, shut again by new information, and open a second time.
#pragma once

#include <fmt/format.h>

#include <cstdlib>
#include <string>

#include "cli/files.h"
#include "review/case.h"

namespace standstill::benchmarks {

// A benchmark without its input is no benchmark: says so and ends.
template <typename T>
T need(base::Result<T> result) {
    if (!result) {
        fmt::print(stderr, "{}\n", result.error().message);
        std::abort();
    }
    return *std::move(result);
}

inline const char* const kLaterEvents = R"(
- {at: '2024-10-21T08:00:00-04:00', event: use.started, by: component-head}
- {at: '2024-11-12T09:00:00-05:00', event: report.submitted, by: secretary-of-homeland-security,
   under: 4(b), to: apnsa}
- {at: '2024-12-02T09:00:00-05:00', event: assessment.issued, issued: '2024-12-02', handle: ODNI-4}
- {at: '2025-01-15T09:00:00-05:00', event: existing-use.reviewed, by: reviewer, found: true}
- {at: '2025-01-16T09:00:00-05:00', event: report.submitted, by: secretary-of-homeland-security,
   under: 4(a), to: apnsa}
- {at: '2025-02-03T09:00:00-05:00', event: evidence.added, by: reviewer, id: e9, kind: report,
   publisher: Example Institute, published: '2025-02-03', grade: A2}
- {at: '2025-02-03T10:00:00-05:00', event: information.received, by: reviewer,
   factor: 2(a)(ii)(A)(1), evidence: [e9]}
- {at: '2025-02-20T10:00:00-05:00', event: factor.found, by: reviewer, factor: 2(a)(ii)(A)(1),
   value: absent, evidence: [e1, e9]}
- {at: '2025-03-03T10:00:00-05:00', event: determination.made, by: secretary-of-homeland-security,
   outcome: not-prohibited, reasons: The report speaks of another tool.}
- {at: '2025-03-03T11:00:00-05:00', event: determination.submitted,
   by: secretary-of-homeland-security, to: director-of-national-intelligence}
- {at: '2025-03-04T09:00:00-05:00', event: determination.certified,
   by: secretary-of-homeland-security}
- {at: '2025-03-05T09:00:00-05:00', event: use.decided, by: secretary-of-homeland-security}
- {at: '2025-03-06T14:00:00-05:00', event: use.notified, by: secretary-of-homeland-security,
   parts: [due-diligence, factors, reasons], received: '2025-03-06T14:00:00-05:00'}
)";

inline const char* const kWaiting = "2025-03-10T12:00:00-04:00";  // refused, opens on the 14th
inline const char* const kOpen = "2025-06-02T12:00:00-04:00";     // permitted since the 14th

// The case file, as bytes.
inline std::string long_case_text() {
    std::string text = need(cli::read_file("tests/cases/lawful-way.yaml", 1U << 20));
    text.resize(text.find("\nexpect:"));
    return text + kLaterEvents;
}

inline review::Case long_case() {
    static review::Library library(cli::embedded_rules());
    auto document = need(base::parse_document(long_case_text(), "long case"));
    return need(review::read_case(document, "long case", library, cli::system_zones()));
}

}  // namespace standstill::benchmarks
