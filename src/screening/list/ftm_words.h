// The words of FollowTheMoney that an importer knows: schemata, numbers, ids of other lists.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "screening/list/entity.h"

namespace standstill::screening {

// The kind of a schema that is somebody or something; nothing for one that says something of
// another.
std::optional<EntityKind> kind_of_schema(std::string_view schema);

// A property that holds a number, and the kind it has here.
struct FtmNumber {
    std::string_view property;
    std::string_view kind;
    std::string_view country;  // where the kind of number is one country's
};

std::span<const FtmNumber> ftm_numbers();

// The ids under which OpenSanctions remembers the entries it joined: "ofac-46001" is OFAC's number.
void add_reference(Entity& entity, std::string_view id);

}  // namespace standstill::screening
