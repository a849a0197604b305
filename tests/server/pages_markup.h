// What must be so of every page, whatever it says: read as the XML that our HTML is but for its
// void elements.
#pragma once

#include <set>
#include <string>
#include <vector>

namespace standstill::server::pages {

struct Element {
    std::string name;
    std::vector<std::pair<std::string, std::string>> attributes;
    std::string attribute(const std::string& wanted) const {
        for (const auto& [key, value] : attributes)
            if (key == wanted) return value;
        return "";
    }
    bool has(const std::string& wanted) const {
        for (const auto& [key, value] : attributes)
            if (key == wanted) return true;
        return false;
    }
};

struct Markup {
    std::vector<Element> elements;      // in the order in which they open
    std::vector<std::string> mistakes;  // tags that do not match, characters that are not escaped
    std::string text;                   // between the tags
};
Markup read_markup(const std::string& html);

// Mistakes of structure: a second main heading, a level left out, ids that repeat, inline style or
// script, controls without a label, tables without caption or scope, pictures without a name.
std::vector<std::string> faults_of(const Markup& page);

// The addresses of links and forms that are pages of ours, without fragment.
std::set<std::string> local_links(const Markup& page);

}  // namespace standstill::server::pages
