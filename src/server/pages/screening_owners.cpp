// Who owns and controls a party of the vendor table: as a picture, in words, and by which rule what
// follows.
#include <fmt/format.h>

#include "base/text.h"
#include "report/picture_owners.h"
#include "screening/owners/answer.h"
#include "server/owners_desk.h"
#include "server/pages/screening_page.h"

namespace standstill::server::pages {

namespace {

namespace owners = screening::owners;

base::Result<base::Day> day_asked(const Site& site, const http::Request& request) {
    const std::string_view day = base::trimmed(request.parameter("at").value_or(""));
    if (day.empty()) return std::chrono::floor<std::chrono::days>(site.clock());
    return base::parse_day(day);
}

json::array parties_of(const owners::Graph& graph, std::string_view chosen) {
    json::array out;
    for (const owners::Party& party : graph.parties())
        out.push_back(json::object{{"value", party.id},
                                   {"title", party.name.empty() ? party.id : party.name},
                                   {"chosen", party.id == chosen}});
    return out;
}

json::array lines_of(const std::string& text) {
    json::array out;
    for (const std::string& line : base::split(text, '\n'))
        if (!base::is_blank(line)) out.push_back(json::string(line));
    return out;
}

json::array rules_of(const owners::Answer& answer) {
    json::array out;
    for (const owners::RuleAnswer& one : answer.rules)
        out.push_back(json::object{{"title", one.rule.name},
                                   {"phase", owners::told(one.phase)},
                                   {"verdict", owners::told(one.verdict)}});
    return out;
}

}  // namespace

http::Response show_owners(const Site& site, const http::Request& request,
                           const identity::Caller& caller) {
    if (!site.owners) return show_problem(site, caller, 503, "Nothing is known of owners here", "");
    const owners::Graph& graph = site.owners->graph;
    Page page;
    page.title = "Owners";
    page.section = "screening";
    page.template_name = "screening/owners";
    page.intro =
        "Who owns and controls whom, as far as the table of vendors that ships with this program "
        "says, and what the 50 % rules make of it. What is not known stays open.";
    const std::string of(base::trimmed(request.parameter("of").value_or("")));
    page.data["of"] = of;
    page.data["at"] = std::string(request.parameter("at").value_or(""));
    page.data["parties"] = parties_of(graph, of);
    page.data["answer"] = false;
    auto day = day_asked(site, request);
    if (!day) {
        page.mistakes.push_back("On the day: " + day.error().message);
        page.status = 400;
    }
    if (!of.empty() && day) {
        auto party = graph.find(of);
        if (!party) {
            page.mistakes.push_back(party.error().message);
            page.status = 404;
            return show(site, caller, page);
        }
        const owners::Answer answer = owners::answer_for(graph, site.owners->rules, *party, *day);
        page.title = "Owners of " + graph.parties()[*party].name;
        page.data["answer"] = json::object{{"day", day_words(*day)},
                                           {"rules", rules_of(answer)},
                                           {"picture", report::owners_picture(graph, answer)},
                                           {"twin", lines_of(report::owners_words(graph, answer))},
                                           {"text", owners::to_text(graph, answer)}};
    }
    return show(site, caller, page);
}

}  // namespace standstill::server::pages
