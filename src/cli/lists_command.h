// The parts of `standstill lists`, each in a file of its own. Not for use outside of it.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command.h"
#include "office/lists.h"

namespace standstill::cli {

struct ListsImportOptions {
    std::vector<std::string> paths;
    std::string list, date;
    std::vector<std::string> columns;  // "name=Vendor legal name"
    bool accepts_shrink = false;
};

struct ListsShowOptions {
    std::string list, entry, as_of;
};

struct ListsDiffOptions {
    std::vector<std::string> what;  // a list, or two files
    std::string from, to;
};

int show_lists(const Common& common, const ListsShowOptions& options);
int diff_lists(const Common& common, const ListsDiffOptions& options);

// A day, or nothing for an empty text. Fails with the option named.
base::Result<std::optional<base::Day>> day_or_none(const std::string& text, const char* option);

// "role=column" as a pair.
base::Result<std::vector<std::pair<std::string, std::string>>> columns_from(
    const std::vector<std::string>& texts);

// A text of a list for a terminal: what would steer it, or turn the direction of writing, is shown
// as a question mark.
std::string tame(std::string_view text);

// Prints objects of a list as text or JSON does: a version, a diff.
boost::json::object to_json(const office::KeptList& version);

}  // namespace standstill::cli
