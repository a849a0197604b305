// The lists that have a name of their own, so that everybody writes them alike.
#pragma once

#include <span>
#include <string_view>

namespace standstill::screening {

struct KnownList {
    std::string_view id;
    std::string_view title;
    std::string_view topic;  // FollowTheMoney topic of everybody on it
};

std::span<const KnownList> known_lists();
// nullptr where the id is not known.
const KnownList* find_list(std::string_view id);

// The list that a `source` of the Consolidated Screening List stands for, by the mark in
// parentheses: "Entity List (EL) - Bureau of Industry and Security". nullptr where it is not known.
const KnownList* list_of_csl_source(std::string_view source);

}  // namespace standstill::screening
