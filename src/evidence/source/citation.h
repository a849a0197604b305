// What may be cited, and from where: the earliest faithful text.
//
// A person points at a passage of some report. If the report took it from another that is on file,
// that one is cited instead; and if the passage changed on the way, it is refused as support, with
// what changed.
#pragma once

#include <string>
#include <vector>

#include "evidence/compare/drift.h"
#include "evidence/source/source_map.h"

namespace standstill::evidence {

enum class Faithful : std::uint8_t {
    Yes,      // nothing that matters changed
    Changed,  // the claim may still be in the earlier text, in other words: a person reads it
    Refused,  // an altered quotation: not what was said
};

struct Citation {
    std::size_t report = 0;  // the earliest with the passage; the asked one if there is no other
    Span span;               // in its text
    Faithful faithful = Faithful::Yes;
    std::vector<Drift> drift;  // from the earliest text to the asked one
    std::vector<std::string> reasons;
};

// Of the sentence or sentences that the span touches. Fails with Invalid where there is no such
// report or no word in the span.
base::Result<Citation> cite(std::span<const Report* const> reports, const SourceMap& map,
                            std::size_t report, Span span);

}  // namespace standstill::evidence
