// What somebody wants to know: is this one on a list?
#pragma once

#include <string>
#include <vector>

#include "screening/list/entity.h"

namespace standstill::screening {

// A name and what else is known of who bears it. What is known orders the hits and never hides one;
// an identifier that a list has too is a hit under any name.
struct Query {
    std::string name;
    std::vector<std::string> other_names;  // by which it is known too: each is looked for
    EntityKind kind = EntityKind::Unknown;
    std::string given;   // where the parts are known apart, else empty
    std::string family;  // so
    std::vector<PartialDate> births;
    std::vector<std::string> countries;  // ISO 3166-1 alpha-2, lower case
    std::vector<Identifier> identifiers;
    std::string reference;  // of the asker's own: a row, a vendor number

    friend bool operator==(const Query&, const Query&) = default;
};

}  // namespace standstill::screening
