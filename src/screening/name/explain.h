// Why two names score what they score: what a reviewer reads, and what can be computed again.
//
// Every part of both names stands in exactly one pairing or alone. The JSON holds all that the
// score follows from; replay() computes it again without any table of this program, so that a hit
// can be checked years later.
#pragma once

#include <boost/json.hpp>
#include <string>
#include <vector>

#include "base/result.h"
#include "screening/name/name.h"
#include "screening/name/score.h"
#include "screening/name/tally.h"

namespace standstill::screening {

struct ExplainedPart {
    std::string written;
    std::string letters;
    Role role = Role::Unknown;
    std::uint16_t weight = 0;
    std::uint16_t rarity = 0;

    friend bool operator==(const ExplainedPart&, const ExplainedPart&) = default;
};

struct ExplainedName {
    std::string text;
    EntityKind kind = EntityKind::Unknown;
    NameNotes notes;
    std::vector<ExplainedPart> parts;

    friend bool operator==(const ExplainedName&, const ExplainedName&) = default;
};

struct ExplainedUnit {
    UnitKind kind = UnitKind::Text;
    std::uint8_t first = 0;
    std::uint8_t count = 1;
    std::uint16_t cost = 0;
    std::uint64_t key = 0;
    std::string text;
    std::string sound;
    std::string symbol;  // "legal form llc"; empty if it is none

    friend bool operator==(const ExplainedUnit&, const ExplainedUnit&) = default;
};

struct ExplainedPairing {
    ExplainedUnit query;
    ExplainedUnit listed;
    Likeness likeness;

    friend bool operator==(const ExplainedPairing&, const ExplainedPairing&) = default;
};

struct Explanation {
    Mode mode;
    ExplainedName query;
    ExplainedName listed;
    std::vector<ExplainedPairing> pairings;  // in the order of the query's parts
    Losses losses;                           // of modes that score by units
    std::uint32_t similarity = 0;
    std::int32_t surprise = 0;
};

Explanation explain(const NameText& query, const NameText& listed, const Mode& mode);
Explanation explain(const Name& query, const Name& listed, const Score& score, const Mode& mode);

boost::json::object to_json(const Explanation& explanation);
// Some lines, each with a line feed.
std::string to_text(const Explanation& explanation);

// Reads what to_json() wrote and computes likenesses, losses, similarity and surprise again.
// Invalid if it is not such an object, or a part stands in no or two pairings; Conflict where a
// number does not agree.
base::Result<Explanation> replay(const boost::json::value& json);

}  // namespace standstill::screening
