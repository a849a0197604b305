// When the gate must not even ask the law: the conditions under which an answer could not be relied
// on. Each one closes it.
//
// The order says nothing of computers; these are the project's own (fail closed,
// docs/architecture.md).
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.h"

namespace standstill::review {

// What the gate knows of its own footing when it is asked. Times come in; nothing here reads a
// clock.
struct Footing {
    base::Instant now;                            // of the clock
    base::Instant asked_for;                      // the instant that the question is about
    std::optional<base::Instant> head_signed_at;  // of the checkpoint that the answer will rest on
    std::optional<base::Instant> last_event_recorded;  // envelope of the newest event
    std::optional<base::Instant> witnessed_at;         // of the newest witnessed checkpoint
    bool witnesses_required = false;
    bool log_verified = false;  // root recomputed from the stored bytes equals the head's
    bool sole_writer = false;   // nobody else has taken over the log
    bool rules_known = false;   // the packs of the case are those at hand
    std::size_t sealed_inputs_missing = 0;  // facts taken from documents that are not here
};

struct Limits {
    std::chrono::seconds head_age{60};
    std::chrono::minutes witness_age{60};
};

struct Shut {
    std::string code;  // stable: `head-too-old`
    std::string says;
};

// Every reason why the gate stays shut; empty where the law may be asked.
std::vector<Shut> shut_by(const Footing& footing, const Limits& limits = {});

}  // namespace standstill::review
