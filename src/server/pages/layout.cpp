// The layout around every page: what is marked, where one is, who one is, and until when.
#include <fmt/format.h>

#include <boost/json/array.hpp>

#include "server/pages/assets.h"
#include "server/pages/templates.h"
#include "server/site.h"

namespace standstill::server::pages {

namespace {

namespace json = boost::json;
using identity::Permission;

#ifndef STANDSTILL_VERSION
#define STANDSTILL_VERSION "unknown"
#endif

json::object link(std::string_view title, std::string_view url, bool is_current) {
    return {{"title", title}, {"url", url}, {"current", is_current}};
}

json::array navigation(const identity::Caller& caller, const std::string& section) {
    json::array out;
    out.push_back(link("Home", "/", section == "home"));
    if (identity::may(caller, Permission::ReadCases))
        out.push_back(link("Cases", "/cases", section == "cases"));
    if (identity::may(caller, Permission::ReadCases))
        out.push_back(link("Screening", "/screening", section == "screening"));
    out.push_back(link("Law", "/law", section == "law"));
    out.push_back(link("Public register", "/register", section == "register"));
    if (identity::may(caller, Permission::Administer))
        out.push_back(link("Administration", "/admin", section == "admin"));
    else if (identity::may(caller, Permission::ReadAccessLog))
        out.push_back(link("Access log", "/admin/access", section == "admin"));
    return out;
}

// The pages of a case. `?at=` stays while one walks through the pages that read.
json::array case_navigation(const Page& page, const identity::Caller& caller) {
    struct Entry {
        std::string_view name, title;
    };
    static constexpr Entry kRead[] = {
        {"overview", "Overview"},   {"factors", "Factors"},     {"why", "Why?"},
        {"evidence", "Evidence"},   {"screening", "Screening"}, {"questions", "Questions"},
        {"deadlines", "Deadlines"}, {"stop-work", "Stop-work"}, {"timeline", "Timeline"},
        {"verify", "Verify"}};
    static constexpr Entry kPapers[] = {{"notice", "Notice, 2(g)"}, {"reports", "Reports"}};
    std::string base = "/cases/" + http::encode(page.case_id);
    std::string at = page.at.empty() ? "" : "?at=" + http::encode(page.at);
    json::array read, papers, acts;
    for (const Entry& entry : kRead)
        read.push_back(link(
            entry.title,
            entry.name == "overview" ? base + at : fmt::format("{}/{}{}", base, entry.name, at),
            page.current == entry.name));
    for (const Entry& entry : kPapers)
        papers.push_back(
            link(entry.title, fmt::format("{}/{}", base, entry.name), page.current == entry.name));
    if (identity::may(caller, Permission::Record))
        acts.push_back(link("Record something", base + "/act", page.current == "act"));
    json::array out;
    out.push_back({{"heading", "The case"}, {"links", std::move(read)}});
    out.push_back({{"heading", "Papers"}, {"links", std::move(papers)}});
    if (!acts.empty()) out.push_back({{"heading", "Acts"}, {"links", std::move(acts)}});
    return out;
}

std::string marking_words(const std::string& marking) {
    if (marking == "U") return "UNCLASSIFIED";
    if (marking == "CUI") return "CONTROLLED UNCLASSIFIED INFORMATION (CUI)";
    return marking;
}

std::string offices_of(const identity::Person& person) {
    std::string out;
    auto add = [&out](const std::string& word) { out += (out.empty() ? "" : ", ") + word; };
    for (const identity::Holding& holding : person.holdings)
        add(holding.office + (holding.is_acting ? " (acting)" : ""));
    if (person.is_auditor) add("auditor");
    if (person.is_administrator) add("administrator");
    if (person.is_registrar) add("registrar");
    return out;
}

json::object caller_data(const identity::Caller& caller) {
    json::object out{{"name", caller.person.name},
                     {"offices", offices_of(caller.person)},
                     {"form_token", caller.form_token}};
    bool has_session =
        caller.means != identity::Means::Token && caller.idle_ends != base::Instant{};
    out["session"] = has_session;
    out["idle_ends"] = base::to_string(caller.idle_ends);
    out["idle_time"] = has_session ? base::to_string(caller.idle_ends).substr(11, 5) : "";
    out["session_ends"] = base::to_string(caller.session_ends);
    out["session_time"] = has_session ? base::to_string(caller.session_ends).substr(11, 5) : "";
    return out;
}

}  // namespace

http::Response show(const Site& site, const identity::Caller& caller, const Page& page) {
    json::object data;
    data["title"] = page.title;
    data["intro"] = page.intro;
    data["site"] = site.settings.title;
    data["marking"] = marking_words(site.settings.marking);
    data["demonstration"] = site.settings.is_demonstration;
    data["version"] = STANDSTILL_VERSION;
    data["style"] = asset("uswds/css/uswds.min.css");
    data["own_style"] = asset("standstill.css");
    data["script"] = asset("standstill.js");
    data["navigation"] = navigation(caller, page.section);
    data["signed_in"] = caller.is_signed_in();
    data["caller"] = caller_data(caller);
    data["notice"] = page.notice;
    json::array mistakes;
    for (const std::string& mistake : page.mistakes) mistakes.push_back(json::string(mistake));
    data["has_mistakes"] = !mistakes.empty();
    data["mistake_count"] = mistakes.size() == 1
                                ? "There is a problem"
                                : fmt::format("There are {} problems", mistakes.size());
    data["mistakes"] = std::move(mistakes);
    data["case"] = !page.case_id.empty();
    data["case_id"] = page.case_id;
    data["case_name"] = page.case_name.empty() ? page.case_id : page.case_name;
    data["side"] = page.case_id.empty() ? json::array() : case_navigation(page, caller);
    data["at"] = page.at;
    data["at_path"] =
        page.case_id.empty()
            ? ""
            : "/cases/" + http::encode(page.case_id) +
                  (page.current.empty() || page.current == "overview" ? "" : "/" + page.current);
    data["tab"] = page.title + (page.case_name.empty() ? "" : " – " + page.case_name) + " – " +
                  site.settings.title;
    data["body"] = site.templates.fill(page.template_name, page.data);
    bool is_whole = site.templates.has(page.template_name) && site.templates.has("layout");
    return http::html(site.templates.fill("layout", data), is_whole ? page.status : 500);
}

http::Response show_problem(const Site& site, const identity::Caller& caller, int status,
                            std::string title, std::string says) {
    Page page;
    page.title = std::move(title);
    page.template_name = "site/problem";
    page.data = {{"says", std::move(says)}};
    page.status = status;
    return show(site, caller, page);
}

}  // namespace standstill::server::pages
