// The law browser: packs, their text beside the rules, one unit with the cases that turn on it.
#include <fmt/format.h>

#include "law/units.h"
#include "server/pages/case_page.h"
#include "server/pages/law_page.h"

namespace standstill::server {

namespace pages {

namespace {

using identity::Permission;

// How many cases are looked at for a unit; a page must not read a whole office.
constexpr std::size_t kCasesLookedAt = 50;

std::string in_force(const law::PackInfo& pack) {
    if (pack.in_force_from.empty()) return "not said";
    return pack.in_force_to.empty() ? "since " + pack.in_force_from
                                    : pack.in_force_from + " to " + pack.in_force_to;
}

json::object pack_data(const law::Program& program) {
    const law::PackInfo& pack = program.packs.back();
    std::size_t questions = 0;
    for (const law::Switch& s : program.switches) questions += s.pack == pack.id ? 1 : 0;
    json::array brings;
    for (const std::string& other : pack.brings)
        brings.push_back(json::object{{"id", other}, {"url", "/law/" + http::encode(other)}});
    return {{"id", pack.id},
            {"url", "/law/" + http::encode(pack.id)},
            {"versions_url", "/law/" + http::encode(pack.id) + "/versions"},
            {"version", pack.version},
            {"title", pack.title},
            {"citation", pack.citation},
            {"in_force", in_force(pack)},
            {"last_checked", pack.last_checked},
            {"status", pack.status},
            {"brings", std::move(brings)},
            {"unit_count", counted(pack.text.size(), "unit of text", "units of text")},
            {"question_count", counted(questions, "open question", "open questions")},
            {"digest", program.digest}};
}

std::shared_ptr<const law::Program> program_of(const Site& site, const std::string& pack) {
    auto packs = law::packs_in(site.office.library().files());
    if (std::find(packs.begin(), packs.end(), pack) == packs.end()) return nullptr;
    auto program = site.office.library().program({pack});
    return program ? *program : nullptr;
}

http::Response no_such_pack(const Site& site, const identity::Caller& caller,
                            const std::string& pack) {
    return show_problem(site, caller, 404, "No such law here",
                        fmt::format("No rule pack is called “{}”.", pack));
}

// What of a case's answer stands under a citation, in sentences.
json::array lines_under(const review::Answer& answer, std::string_view cite) {
    json::array out;
    auto add = [&](const std::string& where, const std::string& says) {
        if (law::stands_under(where, cite)) out.push_back(json::string(says));
    };
    for (const review::Because& line : answer.because) add(line.cite, line.says);
    for (const review::Duty& duty : answer.duties)
        if (duty.state == review::DutyState::Open || duty.state == review::DutyState::Overdue)
            add(duty.cite, fmt::format("Duty, {}: {}", to_string(duty.state), duty.says));
    for (const review::Defect& defect : answer.defects) add(defect.cite, "Defect: " + defect.says);
    return out;
}

json::array cases_under(const Site& site, base::Instant now, std::string_view cite) {
    json::array out;
    office::CaseFilter filter;
    filter.order = office::Order::ByChange;
    filter.limit = kCasesLookedAt;
    auto found = site.office.index().cases(filter);
    if (!found) return out;
    for (const office::CaseRow& row : found->rows) {
        auto view = site.office.look(row.id, now);
        if (!view) continue;
        json::array lines = lines_under((*view)->answer(), cite);
        if (lines.empty()) continue;
        out.push_back(json::object{
            {"title", row.title.empty() ? row.id : row.title},
            {"url", "/cases/" + http::encode(row.id) + "/why?of=" + http::encode(cite)},
            {"lines", std::move(lines)}});
    }
    return out;
}

json::array questions_of(const law::Program& program, const std::string& pack) {
    json::array out;
    for (const law::Switch& s : program.switches) {
        if (s.pack != pack) continue;
        json::array readings;
        for (const auto& [name, says] : s.readings)
            readings.push_back(json::object{{"says", says}, {"taken", name == s.chosen}});
        out.push_back(json::object{{"id", s.id},
                                   {"cite", s.cite},
                                   {"law_url", law_url(program, s.cite)},
                                   {"says", s.asks},
                                   {"readings", std::move(readings)}});
    }
    return out;
}

}  // namespace

http::Response show_packs(const Site& site, const http::Request&, const identity::Caller& caller) {
    Page page;
    page.title = "The law as it is applied";
    page.section = "law";
    page.template_name = "law/packs";
    page.intro =
        "The text of each law stands beside the rules that were made of it. A rule quotes "
        "the words it applies, so that anybody can hold one against the other.";
    json::array packs;
    for (const std::string& id : law::packs_in(site.office.library().files()))
        if (auto program = program_of(site, id); program) packs.push_back(pack_data(*program));
    page.data["packs"] = std::move(packs);
    return show(site, caller, page);
}

http::Response show_pack(const Site& site, const http::Request& request,
                         const identity::Caller& caller) {
    const std::string& id = request.capture("pack");
    auto program = program_of(site, id);
    if (!program) return no_such_pack(site, caller, id);
    const law::PackInfo& pack = program->packs.back();
    Page page;
    page.title = pack.title;
    page.section = "law";
    page.template_name = "law/pack";
    page.data = pack_data(*program);
    json::array units;
    for (const law::TextUnit& unit : pack.text)
        units.push_back(unit_data(*program, id, unit, Detail::Sentences));
    page.data["units"] = std::move(units);
    json::array others = rules_without_unit(*program, id);
    page.data["has_others"] = !others.empty();
    page.data["others"] = std::move(others);
    json::array questions = questions_of(*program, id);
    page.data["has_questions"] = !questions.empty();
    page.data["questions"] = std::move(questions);
    return show(site, caller, page);
}

http::Response show_unit(const Site& site, const http::Request& request,
                         const identity::Caller& caller) {
    const std::string &id = request.capture("pack"), &cite = request.capture("cite");
    auto program = program_of(site, id);
    if (!program) return no_such_pack(site, caller, id);
    auto units = law::units_under(program->packs.back(), cite);
    if (units.empty())
        return show_problem(site, caller, 404, "No such place in the law",
                            fmt::format("“{}” is no unit of the text of {}.", cite, id));
    Page page;
    page.title = fmt::format("{} of {}", cite, program->packs.back().id);
    page.section = "law";
    page.template_name = "law/unit";
    page.data = pack_data(*program);
    page.data["cite"] = cite;
    json::array list;
    for (const law::TextUnit* unit : units)
        list.push_back(unit_data(*program, id, *unit, Detail::Definitions));
    page.data["units"] = std::move(list);
    bool may_read = identity::may(caller, Permission::ReadCases);
    page.data["may_read"] = may_read;
    json::array cases = may_read ? cases_under(site, request.at, cite) : json::array();
    page.data["has_cases"] = !cases.empty();
    page.data["cases"] = std::move(cases);
    page.data["looked_at"] = kCasesLookedAt;
    return show(site, caller, page);
}

}  // namespace pages

void add_law_pages(Doors& doors) {
    Site& site = doors.site();
    auto add = [&](std::string pattern, auto show_it) {
        doors.page(http::Method::Get, std::move(pattern), std::nullopt,
                   [&site, show_it](const http::Request& request, const identity::Caller& caller) {
                       return show_it(site, request, caller);
                   });
    };
    add("/law", pages::show_packs);
    add("/law/{pack}", pages::show_pack);
    add("/law/{pack}/versions", pages::show_versions);
    add("/law/{pack}/{cite}", pages::show_unit);
}

}  // namespace standstill::server
