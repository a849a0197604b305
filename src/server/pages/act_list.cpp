// The list of acts: what the answer waits for first, with who can do it; then drafts; then all.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <charconv>

#include "server/identity/graders.h"
#include "server/identity/people.h"
#include "server/pages/act_desk.h"
#include "server/pages/act_waiting.h"
#include "server/pages/act_words.h"

namespace standstill::server::pages {

namespace {

namespace json = boost::json;
using http::Request;
using http::Response;
using identity::Caller;

std::string act_path(const std::string& case_id, std::string_view kind,
                     const http::Fields& preset = {}) {
    std::string_view alias = words_of(kind).alias;
    std::string out =
        "/cases/" + http::encode(case_id) + "/act/" + http::encode(alias.empty() ? kind : alias);
    char mark = '?';
    for (const auto& [name, value] : preset) {
        out += mark + http::encode(name) + "=" + http::encode(value);
        mark = '&';
    }
    return out;
}

std::string office_list(const law::Program& program, const std::vector<std::string>& offices) {
    std::string out;
    for (const std::string& one : offices)
        out += (out.empty() ? "" : ", ") + office_words(program, one);
    return out;
}

std::vector<std::string> usual(const law::Program& program, std::string_view kind) {
    std::vector<std::string> out;
    for (std::string_view office : words_of(kind).offices)
        if (program.offices.count(std::string(office)) != 0) out.emplace_back(office);
    return out;
}

// Each reason, with the form that is filled in for it where there are several.
json::array reasons_of(const Waiting& waiting, const std::string& case_id) {
    json::array out;
    for (const Waiting::Reason& one : waiting.reasons) {
        bool has_form = waiting.reasons.size() > 1 && !one.preset.empty();
        out.push_back(
            {{"line", one.says},
             {"reason_link", has_form ? act_path(case_id, waiting.kind, one.preset) : ""}});
    }
    return out;
}

json::object waiting_for_page(const Waiting& one, const review::Case& of, const Caller& caller,
                              const std::vector<std::string>& graders) {
    const law::Program& program = *of.program;
    const law::EventKind& kind = program.kinds[static_cast<std::size_t>(program.kind(one.kind))];
    std::vector<std::string> offices = one.offices.empty() ? usual(program, one.kind) : one.offices;
    bool is_yours = std::any_of(offices.begin(), offices.end(),
                                [&](const auto& office) { return caller.holds(office); });
    return {{"act_link",
             act_path(of.id, one.kind,
                      one.reasons.size() == 1 ? one.reasons.front().preset : http::Fields())},
            {"act_title", title_of(kind)},
            {"act_reasons", reasons_of(one, of.id)},
            {"act_who", office_list(program, offices)},
            {"act_yours", is_yours},
            {"act_barred", identity::barred(caller, one.kind, "", graders).value_or("")}};
}

json::array groups_of(const law::Program& program, const std::string& case_id) {
    std::vector<std::string> titles;
    std::vector<std::pair<std::string, const law::EventKind*>> kinds;
    auto take = [&](const law::EventKind& kind) {
        std::string group(words_of(kind.name).group);
        if (std::find(titles.begin(), titles.end(), group) == titles.end()) titles.push_back(group);
        kinds.emplace_back(group, &kind);
    };
    for (const ActWords& words : act_words())
        if (int index = program.kind(words.kind); index >= 0)
            take(program.kinds[static_cast<std::size_t>(index)]);
    for (const law::EventKind& kind : program.kinds)
        if (words_of(kind.name).kind.empty()) take(kind);
    json::array out;
    for (const std::string& title : titles) {
        json::array acts;
        for (const auto& [group, kind] : kinds)
            if (group == title)
                acts.push_back({{"act_link", act_path(case_id, kind->name)},
                                {"act_title", title_of(*kind)},
                                {"act_who", office_list(program, usual(program, kind->name))}});
        out.push_back({{"group_title", title}, {"acts", std::move(acts)}});
    }
    return out;
}

// Drafts of this case, by the address of their form.
json::array drafts_of(const identity::People& people, const Caller& caller,
                      const review::Case& of) {
    json::array out;
    std::string start = "/cases/" + http::encode(of.id) + "/act/";
    for (const auto& [key, at] : people.drafts(caller.person.id)) {
        if (key.rfind(start, 0) != 0) continue;
        std::string name = key.substr(start.size());
        name = name.substr(0, name.find('/'));
        std::string kind = kind_of_name(*of.program, name);
        if (kind.empty()) continue;
        int index = of.program->kind(kind);
        out.push_back(
            {{"draft_link", start + name},
             {"draft_title", title_of(of.program->kinds[static_cast<std::size_t>(index)])},
             {"draft_at", of.record.zone.print(at)}});
    }
    return out;
}

std::string notice_of(const Request& request, const review::Case& of) {
    auto recorded = request.parameter("recorded");
    if (!recorded) return "";
    if (*recorded == "again") return "This act is on record already; it was recorded once.";
    std::size_t index = of.events.size();
    auto [end, error] =
        std::from_chars(recorded->data(), recorded->data() + recorded->size(), index);
    if (error != std::errc{} || end != recorded->data() + recorded->size()) return "";
    if (index >= of.events.size()) return "";
    const base::Node* at = of.events[index].find("at");
    return fmt::format("Recorded as event {} at {}: {}.", index, at == nullptr ? "" : at->scalar,
                       in_a_line(*of.program, of.events[index]));
}

}  // namespace

Response ActDesk::list(const Request& request, const Caller& caller) const {
    const std::string& id = request.capture("id");
    auto view = site_.office.look(id, site_.clock());
    if (!view) {
        bool is_missing = view.error().kind == base::ErrorKind::NotFound;
        return show_problem(site_, caller, is_missing ? 404 : 503,
                            is_missing ? "There is no such case" : "The case cannot be read",
                            view.error().message);
    }
    const review::Case& of = (*view)->of();
    Page page;
    page.title = "Record something";
    page.section = "cases";
    page.template_name = "act/list";
    page.case_id = of.id;
    page.case_name = of.title;
    page.current = "act";
    page.notice = notice_of(request, of);
    auto graders = identity::graders_of(site_.office.log(), id);
    if (!graders)
        return show_problem(site_, caller, 503, "The case cannot be read now",
                            graders.error().message);
    json::array waiting;
    for (const Waiting& one : waiting_acts(of, (*view)->reviewer(), (*view)->answer()))
        waiting.push_back(waiting_for_page(one, of, caller, *graders));
    page.data["waits_for_nothing"] = waiting.empty();
    page.data["has_waiting"] = !waiting.empty();
    page.data["waiting"] = std::move(waiting);
    json::array drafts = drafts_of(site_.people, caller, of);
    page.data["has_drafts"] = !drafts.empty();
    page.data["drafts"] = std::move(drafts);
    page.data["groups"] = groups_of(*of.program, id);
    return show(site_, caller, page);
}

}  // namespace standstill::server::pages
