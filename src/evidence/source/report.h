// A report as this room compares it: a text, and what its cover says.
//
// Everything but the text is as claimed by the report or entered by a person; it argues, and
// proves nothing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "evidence/text/reading.h"

namespace standstill::evidence {

struct Report {
    std::string id;  // unique in its case
    std::string title;
    std::string outlet;                    // "WIRED"; empty if unknown
    std::vector<std::string> other_names;  // of the outlet: "Wired Magazine", "wired.com"
    std::string owner;                     // who owns the outlet, empty if unknown
    std::optional<base::Day> published;
    Reading reading;
};

// A name in words that can be compared: "The Guardian" and "guardian" are {"guardian"}.
std::vector<std::string> name_words(std::string_view name);

// Whether both name the same outlet.
bool is_same_name(std::string_view first, std::string_view second);

// Whether the report's outlet has this name.
bool is_named(const Report& report, std::string_view name);

}  // namespace standstill::evidence
