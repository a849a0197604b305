// Why two names are as alike as they are, so that a person can follow it and a program can do it
// again.
//
// Complete: every part of either name stands in exactly one pairing, or among those that stayed
// alone. What it says follows from the two texts, their kinds and the mode, and from nothing else.
#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "screening/name/mode.h"
#include "screening/name/name.h"
#include "screening/name/pair.h"
#include "screening/name/score.h"

namespace standstill::screening {

struct ExplainedPart {
    std::string written;
    std::string letters;  // as folded
    Role role = Role::Unknown;
    std::uint32_t weight = 0;

    friend bool operator==(const ExplainedPart&, const ExplainedPart&) = default;
};

struct ExplainedName {
    std::string text;
    EntityKind kind = EntityKind::Unknown;
    std::string given, family;  // where they were known apart
    std::vector<ExplainedPart> parts;
    std::vector<std::size_t> alone;  // places in `parts` that were paired with nothing

    friend bool operator==(const ExplainedName&, const ExplainedName&) = default;
};

struct ExplainedPairing {
    std::vector<std::size_t> query, listed;  // places in the parts of either name
    UnitKind query_as = UnitKind::Text, listed_as = UnitKind::Text;
    Rule rule = Rule::None;
    std::string symbol;            // what both stand for: "legal form llc"; else empty
    std::uint32_t similarity = 0;  // thousandths
    std::uint32_t cost = 0;        // of the edits, hundredths of a letter

    friend bool operator==(const ExplainedPairing&, const ExplainedPairing&) = default;
};

struct Explanation {
    Mode mode;
    ExplainedName query, listed;
    std::vector<ExplainedPairing> pairings;
    std::uint32_t similarity = 0;  // 0 to 1000
    std::int32_t surprise = 0;     // hundredths; score.h
    std::uint64_t gain = 0;
};

// Cost: analyses and scores the two names once more.
Explanation explain(const NameText& query, const NameText& listed, const Mode& mode);

boost::json::object to_json(const Explanation& explanation);
// A line a pairing, then what stayed alone, then the similarity.
std::string to_text(const Explanation& explanation);

// Explains the two names that a JSON names again, in the mode that it names. Conflict: something
// comes out otherwise; names the key. Invalid: it is no explanation.
base::Result<Explanation> replay(const boost::json::value& json);

}  // namespace standstill::screening
