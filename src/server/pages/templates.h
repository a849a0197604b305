// Pages: a template of mustache, filled from the same JSON that the interface gives out.
//
// Templates are part of the binary. `{{name}}` escapes; the one unescaped place, `{{{body}}}` of
// the layout and pictures made by report/, never holds text of the outside that was not escaped.
#pragma once

#include <boost/json/object.hpp>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "server/http/message.h"
#include "server/identity/person.h"

namespace standstill::server {
struct Site;
}

namespace standstill::server::pages {

class Templates {
public:
    // Reads all templates of the binary. A template that does not read is a mistake of the program;
    // mistakes() names it, and a page that needs it says so instead of showing half.
    Templates();
    ~Templates();

    // The template `name` (cases/overview) with the data. Values are shown as text: numbers in
    // digits, null, false and "" as nothing. A section of such a value is not shown, nor is one of
    // an empty list. A name that an object has not is looked for in what surrounds it, so an object
    // in a list should have all names its section uses. Any thread may call.
    std::string fill(std::string_view name, const boost::json::object& data) const;
    bool has(std::string_view name) const;
    const std::vector<std::string>& mistakes() const;

private:
    struct All;
    std::unique_ptr<All> all_;
};

// A page in the layout: banner, header, navigation for this caller, marking, footer.
struct Page {
    std::string title;    // of the tab and, as <h1>, of the page
    std::string section;  // entry of the navigation: home, cases, law, register, admin
    std::string template_name;
    boost::json::object data;
    std::string case_id;  // where the page is one of a case: its side navigation is shown
    std::string current;  // which entry of the side navigation
    std::string notice;   // a message on top: "Recorded as event 7."
    std::vector<std::string> mistakes;  // an error summary on top, focused
    int status = 200;
    std::string at;         // the instant asked for by ?at=, as printed; empty: now
    std::string case_name;  // the case's title, above its side navigation
    std::string intro;      // one sentence under the title
};
http::Response show(const Site& site, const identity::Caller& caller, const Page& page);

// A page that says what went wrong, in the layout: 403, 404, 500 ...
http::Response show_problem(const Site& site, const identity::Caller& caller, int status,
                            std::string title, std::string says);

}  // namespace standstill::server::pages
