// Who came to a list, who went, and what changed of those that stayed.
#pragma once

#include <string>
#include <vector>

#include "screening/list/import.h"

namespace standstill::screening {

struct EntityChange {
    std::string id;
    std::string entry;  // number in the list
    std::string name;   // the first one
    EntityKind kind = EntityKind::Unknown;
    std::vector<ListedName> names_came;  // of an entity that came or went: all its names
    std::vector<ListedName> names_went;
    // Of an entity that stayed: what else differs, "birth dates", "addresses", ...
    std::vector<std::string> fields;

    friend bool operator==(const EntityChange&, const EntityChange&) = default;
};

struct ListDiff {
    std::vector<EntityChange> came;
    std::vector<EntityChange> went;
    std::vector<EntityChange> changed;

    bool is_empty() const { return came.empty() && went.empty() && changed.empty(); }
    friend bool operator==(const ListDiff&, const ListDiff&) = default;
};

// Entities are the same where their ids are. In the order of the list they stand in.
ListDiff compare(const ListVersion& before, const ListVersion& after);

}  // namespace standstill::screening
