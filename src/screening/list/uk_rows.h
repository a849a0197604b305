// What the four files of the United Kingdom have in common: names in six parts, words for kinds.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "screening/list/entity.h"

namespace standstill::screening {

// name1 ... name5 are given names in order, name6 the family name or the name of an organisation.
struct UkName {
    std::array<std::string_view, 6> parts;  // name1 ... name6
    std::string_view type;                  // "Primary name", "AKA", "Alias", ...
    std::string_view quality;               // "Good quality a.k.a", "Low", ...
};

void add_uk_name(Entity& entity, const UkName& name, std::string_view where);
EntityKind kind_of_uk(std::string_view word);  // "Individual", "Entity", "Ship"

// A passport or identity number with words about it: the country where the words are one.
void add_uk_document(Entity& entity, std::string_view kind, std::string_view number,
                     std::string_view words);
// IMO9562233, with or without its letters.
void add_uk_imo(Entity& entity, std::string_view number);
// The references to other lists in "Other Information": "(UN Ref):QDi.006", "(Gender):Male".
void read_uk_information(Entity& entity, std::string_view text);

}  // namespace standstill::screening
