// What the pages of the law show: the text, what was made of each unit of it, and versions.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "law/program.h"
#include "server/site.h"

namespace standstill::server::pages {

// A piece of a unit's text; marked where a rule quotes it.
struct TextPiece {
    std::string text;
    bool is_quoted = false;
};
// The text cut where quotes begin and end; quotes that are not in it mark nothing.
std::vector<TextPiece> mark_quotes(std::string_view text, const std::vector<std::string>& quotes);

enum class Detail { Sentences, Definitions };
// A unit with its text in pieces and everything that cites it: {cite, id, url, pieces, rules}.
boost::json::object unit_data(const law::Program& program, const std::string& pack,
                              const law::TextUnit& unit, Detail detail);

// Rules, duties and defects that cite no unit of the text.
boost::json::array rules_without_unit(const law::Program& program, const std::string& pack);

http::Response show_packs(const Site& site, const http::Request& request,
                          const identity::Caller& caller);
http::Response show_pack(const Site& site, const http::Request& request,
                         const identity::Caller& caller);
http::Response show_unit(const Site& site, const http::Request& request,
                         const identity::Caller& caller);
http::Response show_versions(const Site& site, const http::Request& request,
                             const identity::Caller& caller);

}  // namespace standstill::server::pages
