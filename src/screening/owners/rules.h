// Rules of ownership as dated data: which lists they start from, at which share, from when to when.
//
// A rule that comes and goes has a phase for each time. Whether a phase applies can be unknown;
// then it is computed as if it did, and the answer says so.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "screening/owners/closure.h"

namespace standstill::screening::owners {

enum class State {
    InForce,
    Suspended,  // printed for information; nothing follows from it
    Unknown,    // nobody has looked, or nothing could be found
};

std::string_view name_of(State state);

struct Phase {
    base::Day from;
    std::optional<base::Day> to;  // the last day
    State state = State::InForce;
    Threshold threshold;
    std::string note;
    std::string source;
    bool is_verified = true;  // the words were read in the source
};

struct Rule {
    std::string id;    // "us-ofac-50"
    std::string name;  // "OFAC 50 percent rule"
    std::string effect;
    std::vector<std::string> lists;   // ids of the lists whose entries count
    std::vector<std::string> spares;  // countries whose entities the rule does not reach
    bool looks_at_control = false;    // control by somebody listed counts too
    std::vector<Phase> phases;        // in order of time, without overlap

    // The phase of a day, or nullptr before the first.
    const Phase* on(base::Day day) const;
};

// Reads `data/owners/rules.yaml` (docs/formats/vendors.md).
// Fails with Invalid and `file:line:column: ...`.
base::Result<std::vector<Rule>> parse_rules(std::string_view text, const std::string& name);

}  // namespace standstill::screening::owners
