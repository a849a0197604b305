// What would be recorded, exactly and in words, and what it would change: for the page that shows
// an act before it is done.
#pragma once

#include <boost/json/array.hpp>
#include <string>
#include <vector>

#include "base/document.h"
#include "base/result.h"
#include "review/answer.h"
#include "review/case.h"

namespace standstill::server::pages {

// The bytes that an act is signed as: canonical JSON (ledger/canonical_json.h) of the case, the
// number of events that stood on record when it was shown, and the events without what the clock
// adds. Their digest goes with the form, so that nothing else can be recorded by it.
struct Statement {
    std::string exact;
    std::string digest;  // SHA-256, hexadecimal
};
base::Result<Statement> statement_of(const std::string& case_id, std::uint64_t version,
                                     const std::vector<base::Node>& events);
// The same for a case that is opened: with its header.
base::Result<Statement> statement_of_opening(const base::Node& header,
                                             const std::vector<base::Node>& events);

// The event with `at` where it has none.
base::Node stamped(base::Node event, const base::ZoneTable& zone, base::Instant now);

// A case with the events added, the original left as it was. Fails with Invalid as the door does.
base::Result<review::Case> tried(const review::Case& of, const std::vector<base::Node>& events,
                                 base::Instant now);

// What changes from one answer to the next, a sentence each: "Use stays refused.", "Duty 2(d)
// opens: ...". Never empty.
std::vector<std::string> changes_between(const review::Case& of, const review::Answer& before,
                                         const review::Answer& after);

// The event as labels and values, in the order of its fields.
boost::json::array in_words(const law::Program& program, const base::Node& event);
// The event in one line: "Certify the determination, by the Secretary of Homeland Security".
std::string in_a_line(const law::Program& program, const base::Node& event);

}  // namespace standstill::server::pages
