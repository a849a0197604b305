// Whom a report names as its source, in the words where it does.
//
// Cues of a few words around a name: "WIRED has learned", "told The Guardian", "according to the
// State Department", "informó Wired", "laut Spiegel". A cue is found by its words and the capitals
// of the name beside it, in the languages that rarity.h knows; nothing is inferred.
#pragma once

#include <string>
#include <vector>

#include "evidence/text/reading.h"

namespace standstill::evidence {

enum class AttributionKind : std::uint8_t {
    Carried,    // a medium that reported it: "WIRED reported", "told The Guardian"
    Stated,     // somebody who said it: "according to the State Department"
    Anonymous,  // "sources familiar with the matter", "media outlets"
};

struct Attribution {
    AttributionKind kind = AttributionKind::Stated;
    std::string name;  // as written; empty if anonymous
    Span span;         // cue and name

    friend bool operator==(const Attribution&, const Attribution&) = default;
};

// In the order of the text; cues inside quotations are left out.
std::vector<Attribution> attributions_of(const Reading& reading);

// Whether the words of the name stand anywhere in the text, one after the other.
bool mentions(const Reading& reading, std::string_view name);

}  // namespace standstill::evidence
