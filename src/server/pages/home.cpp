// The home page: what the system is and is not, the state of the case, and what waits for me.
#include <fmt/format.h>

#include <algorithm>

#include "review/worksheet.h"
#include "server/identity/page_support.h"
#include "server/identity/people.h"
#include "server/pages/case_page.h"

namespace standstill::server::pages {

namespace {

// The people of a demonstration, for whoever wants to look around as one of them.
json::array roles(const Site& site) {
    json::array out;
    for (const identity::Person& person : site.people.all()) {
        if (person.is_disabled) continue;
        std::string does = person.is_auditor         ? "reads everything, verifies, decides nothing"
                           : person.is_administrator ? "people, offices, keys; no case work"
                           : person.is_registrar     ? "records paper acts of others"
                                                     : "";
        out.push_back(json::object{{"person", person.id}, {"title", person.name}, {"does", does}});
    }
    return out;
}

// The state of one case in plain words, for somebody who never heard of it.
json::object case_in_short(const Site& site, const office::CaseRow& row, base::Instant now) {
    json::object out = case_row_data(row);
    out["because"] = json::array();
    auto [word, sentence] = status_halves(row.status);
    out["word"] = word;
    out["status"] = sentence;
    out["is_refused"] = row.use == "refused";
    out["is_permitted"] = row.use == "permitted";
    out["is_outside"] = row.use == "outside";
    auto view = site.office.look(row.id, now);
    if (!view) return out;
    Words words((*view)->of(), now, "");
    json::array because;
    for (const review::Because& line : (*view)->answer().because)
        because.push_back(words.line(line.cite, line.says));
    out["because"] = std::move(because);
    std::size_t unknown = 0;
    for (const review::FactorState& factor : (*view)->answer().factors)
        unknown += factor.value.is_unknown() ? 1 : 0;
    std::size_t factors = (*view)->answer().factors.size();
    out["unknown_words"] =
        factors == 0 ? ""
        : unknown == factors
            ? fmt::format("Of all {} factors that must be weighed nothing is known.", factors)
            : fmt::format("Of the {} factors that must be weighed, {} are unknown.", factors,
                          unknown);
    std::size_t defects = (*view)->answer().defects.size();
    out["defect_count"] =
        defects == 0 ? "" : counted(defects, "defect", "defects") + ", such as steps left out";
    out["events"] = words.visible();
    return out;
}

// The case that a stranger is told of: of a demonstration the one whose record goes back furthest,
// for invented ones are of today.
json::array case_for_strangers(const Site& site, base::Instant now) {
    office::CaseFilter filter;
    filter.order = office::Order::ByTitle;
    auto found = site.office.index().cases(filter);
    if (!found) return {};
    const office::CaseRow* oldest = nullptr;
    base::Instant begin = base::Instant::max();
    for (const office::CaseRow& row : found->rows) {
        auto view = site.office.look(row.id, now);
        if (!view || (*view)->of().record.events.empty()) continue;
        if (base::Instant first = (*view)->of().record.events.front().at; first < begin) {
            begin = first;
            oldest = &row;
        }
    }
    json::array out;
    if (oldest != nullptr) out.push_back(case_in_short(site, *oldest, now));
    return out;
}

// How many duties of mine, and of others, the desk shows: a case is looked at for each.
constexpr std::size_t kShown = 10;

struct Waiting {
    json::array mine, others;
};

Waiting waiting_for(const Site& site, const identity::Caller& caller, base::Instant now) {
    Waiting out;
    std::vector<std::string> offices;
    for (const identity::Holding& holding : caller.person.holdings)
        if (caller.holds(holding.office)) offices.push_back(holding.office);
    auto rows = site.office.index().duties({}, 100);
    if (!rows) return out;
    for (const office::DutyRow& row : *rows) {
        bool is_mine = std::find(offices.begin(), offices.end(), row.owed_by) != offices.end() ||
                       (row.owed_by == "agency" && !offices.empty());
        json::array& list = is_mine ? out.mine : out.others;
        if (list.size() >= kShown) continue;
        json::object one{{"cite", row.cite},
                         {"says", row.says},
                         {"case_id", row.case_id},
                         {"title", row.title.empty() ? row.case_id : row.title},
                         {"url", "/cases/" + http::encode(row.case_id) + "/deadlines"},
                         {"owed_by", row.owed_by},
                         {"law_url", ""},
                         {"due", row.due ? base::to_string(*row.due) : ""},
                         {"due_words", "without delay; the law gives no date"},
                         {"is_overdue", row.state == "overdue"},
                         {"left", ""}};
        if (auto view = site.office.look(row.case_id, now); view) {
            Words words((*view)->of(), now, "");
            review::Duty duty;
            duty.due = row.due;
            duty.state =
                row.state == "overdue" ? review::DutyState::Overdue : review::DutyState::Open;
            one["law_url"] = words.law(row.cite);
            one["owed_by"] = words.office(row.owed_by);
            if (row.due) one["due_words"] = words.due(*row.due);
            one["left"] = words.time_left(duty);
        }
        list.push_back(std::move(one));
    }
    return out;
}

}  // namespace

http::Response show_home(const Site& site, const http::Request& request,
                         const identity::Caller& caller) {
    Page page;
    page.section = "home";
    json::object& data = page.data;
    bool may_read = identity::may(caller, identity::Permission::ReadCases);
    data["demonstration"] = site.settings.is_demonstration;
    data["form_token"] = caller.form_token;  // show_form gives a visitor one
    if (!may_read) {
        page.title = "May this agency use this spyware?";
        page.template_name = "site/home";
        data["roles"] = site.settings.is_demonstration ? roles(site) : json::array();
        data["cases"] =
            site.settings.is_demonstration ? case_for_strangers(site, request.at) : json::array();
        data["signed_in"] = caller.is_signed_in();
        if (site.settings.is_demonstration)
            return identity::show_form(site, request, caller, std::move(page));
        return show(site, caller, page);
    }
    page.title = "What waits for me";
    page.template_name = "site/desk";
    Waiting waiting = waiting_for(site, caller, request.at);
    data["today"] = day_words(std::chrono::floor<std::chrono::days>(request.at));
    std::size_t overdue = 0;
    for (const json::value& one : waiting.mine) overdue += one.at("is_overdue").as_bool() ? 1 : 0;
    data["summary"] =
        waiting.mine.empty()
            ? "Nothing is due from your offices."
            : fmt::format("{} from your offices{}.",
                          counted(waiting.mine.size(), "duty is owed", "duties are owed"),
                          overdue > 0 ? fmt::format(", {} of them overdue", overdue) : "");
    data["has_mine"] = !waiting.mine.empty();
    data["has_others"] = !waiting.others.empty();
    data["mine"] = std::move(waiting.mine);
    data["others"] = std::move(waiting.others);
    office::CaseFilter filter;
    filter.order = office::Order::ByChange;
    filter.limit = 10;
    json::array rows;
    if (auto found = site.office.index().cases(filter); found) {
        for (const office::CaseRow& row : found->rows) rows.push_back(case_row_data(row));
        data["total"] = counted(found->total, "case", "cases");
    }
    data["has_cases"] = !rows.empty();
    data["cases"] = std::move(rows);
    data["may_open"] = identity::may(caller, identity::Permission::OpenCase);
    return show(site, caller, page);
}

}  // namespace standstill::server::pages
