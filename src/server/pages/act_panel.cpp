#include "server/pages/act_panel.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <set>

#include "report/html.h"
#include "report/notice.h"
#include "server/http/message.h"
#include "server/pages/act_trial.h"
#include "server/pages/act_words.h"
#include "server/pages/form_writer.h"

namespace standstill::server::pages {

namespace {

namespace json = boost::json;
using base::Node;

std::string word(const Node& event, std::string_view key) {
    const Node* node = event.find(key);
    return node == nullptr ? std::string() : node->scalar;
}

bool is_kind(const Node& event, std::string_view kind) { return word(event, "event") == kind; }

json::object line(const std::string& says) { return json::object{{"line", says}}; }

// The sources behind an event, with their grades.
json::array sources_behind(const review::Case& of, const Node& event) {
    json::array out;
    const Node* ids = event.find("evidence");
    if (ids == nullptr) return out;
    std::vector<Source> known = sources_of(of);
    for (const Node& id : ids->items) {
        auto found = std::find_if(known.begin(), known.end(),
                                  [&](const Source& one) { return one.id == id.scalar; });
        std::string says = found == known.end() ? id.scalar + ": not on record" : found->says();
        if (found != known.end() && found->grade.empty()) says += " (not graded)";
        out.push_back(json::object{{"source", says}});
    }
    return out;
}

// Each factor with its value now and the finding that says so: the latest one.
json::array factors_of(const review::Case& of, const review::Answer& answer) {
    json::array out;
    for (const review::FactorState& factor : answer.factors) {
        const Node* finding = nullptr;
        for (const Node& event : of.events)
            if (is_kind(event, "factor.found") && word(event, "factor") == factor.cite)
                finding = &event;
        json::array sources = finding == nullptr ? json::array() : sources_behind(of, *finding);
        std::string reasons;
        if (finding != nullptr)
            for (const char* key : {"treatment", "note"})
                if (std::string said = word(*finding, key); !said.empty())
                    reasons += (reasons.empty() ? "" : " ") + said;
        bool has_sources = !sources.empty();
        out.push_back({{"factor_cite", factor.cite},
                       {"factor_plain", factor.plain},
                       {"factor_value", std::string(review::factor_word(factor.value))},
                       {"factor_sources", std::move(sources)},
                       {"has_factor_sources", has_sources},
                       {"factor_reasons", reasons}});
    }
    return out;
}

json::array diligence_of(const review::Case& of) {
    json::array out;
    std::size_t sources = 0, graded = 0;
    for (const Node& event : of.events) {
        if (is_kind(event, "evidence.added")) {
            ++sources;
            if (!word(event, "grade").empty()) ++graded;
        }
        bool is_diligence = is_kind(event, "procurement.step") ||
                            is_kind(event, "mitigation.considered") || is_kind(event, "tool.named");
        if (!is_diligence) continue;
        std::string says = word(event, "at").substr(0, 10) + ": " + in_a_line(*of.program, event);
        if (std::string step = word(event, "step"); !step.empty()) says += ", step " + step;
        if (std::string entity = word(event, "entity"); !entity.empty()) says += ", " + entity;
        if (std::string tool = word(event, "tool"); !tool.empty()) says += ", " + tool;
        out.push_back(line(says));
    }
    out.push_back(line(fmt::format("Evidence on record: {}, graded: {}", sources, graded)));
    return out;
}

json::array reasons_of(const review::Case& of) {
    const Node* latest = nullptr;
    for (const Node& event : of.events)
        if (is_kind(event, "determination.made")) latest = &event;
    json::array out;
    if (latest == nullptr) return out;
    std::string reasons = word(*latest, "reasons");
    out.push_back(line(fmt::format(
        "{}, {}: {}", word(*latest, "at").substr(0, 10),
        choice_words(*of.program, "determination.made", "outcome", word(*latest, "outcome")),
        reasons.empty() ? "no reasons recorded" : reasons)));
    return out;
}

// What entered the record after the latest notice.
json::array changes_of(const review::Case& of) {
    std::size_t from = of.events.size();
    for (std::size_t i = 0; i < of.events.size(); ++i)
        if (is_kind(of.events[i], "use.notified")) from = i + 1;
    json::array out;
    for (std::size_t i = from; i < of.events.size(); ++i)
        out.push_back(
            line(fmt::format("Event {}, {}: {}", i, word(of.events[i], "at").substr(0, 10),
                             in_a_line(*of.program, of.events[i]))));
    return out;
}

bool has_notice(const review::Case& of) {
    return std::any_of(of.events.begin(), of.events.end(),
                       [](const Node& event) { return is_kind(event, "use.notified"); });
}

json::array clock_of(const review::Case& of, const review::Answer& answer) {
    json::array out;
    if (answer.use == review::Outcome::Permitted)
        out.push_back(line("Use is permitted now."));
    else if (answer.opens_at)
        out.push_back(line("If nothing else happens, use becomes permitted at " +
                           of.record.zone.print(*answer.opens_at) + "."));
    else
        out.push_back(line("Nothing opens the gate by itself: something must happen first."));
    for (const review::Because& one : answer.because)
        if (answer.use == review::Outcome::Refused && one.cite == "2(g)")
            out.push_back(line(one.cite + ": " + one.says));
    return out;
}

json::array stop_work_clock(const review::Case& of, const review::Answer& answer) {
    json::array out;
    for (const review::Duty& duty : answer.duties) {
        if (duty.cite != "FAR 52.242-15") continue;
        std::string due = duty.due ? of.record.zone.print(*duty.due) : "no date";
        out.push_back(line(
            fmt::format("{} Last instant: {}. State: {}.", duty.says, due, to_string(duty.state))));
    }
    if (out.empty()) out.push_back(line("No stop-work order is on record."));
    return out;
}

json::array others_of(const review::Case& of, const office::Index& index) {
    std::set<std::string> words, seen{of.id};
    for (const Node& event : of.events)
        for (const char* key : {"vendor", "tool"})
            if (std::string said = word(event, key); !said.empty()) words.insert(said);
    json::array out;
    for (const std::string& said : words) {
        office::CaseFilter filter;
        filter.words = said;
        filter.limit = 20;
        auto page = index.cases(filter);
        if (!page) continue;
        for (const office::CaseRow& row : page->rows)
            if (seen.insert(row.id).second)
                out.push_back({{"other_id", row.id},
                               {"other_title", row.title.empty() ? row.id : row.title},
                               {"other_status", row.status.empty() ? row.use : row.status}});
    }
    return out;
}

void put_list(json::object& out, const std::string& name, json::array list) {
    out["has_" + name] = !list.empty();
    out[name] = std::move(list);
}

bool starts_with(std::string_view text, std::string_view start) {
    return text.substr(0, start.size()) == start;
}

}  // namespace

json::object panel_of(std::string_view kind, const review::Case& of, const review::Answer& answer,
                      const office::Index& index) {
    json::object out;
    if (starts_with(kind, "contract.stop-work") || kind == "contract.terminated") {
        out["panel_clock"] = {{"clock_lines", stop_work_clock(of, answer)}};
        return out;
    }
    bool is_apnsa = starts_with(kind, "apnsa.");
    bool is_use = kind == "use.decided" || kind == "use.notified";
    bool weighs =
        starts_with(kind, "determination.") || starts_with(kind, "waiver.") || is_use || is_apnsa;
    if (!weighs) return out;
    put_list(out, "panel_factors", factors_of(of, answer));
    put_list(out, "panel_diligence", diligence_of(of));
    if (kind != "determination.made") put_list(out, "panel_reasons", reasons_of(of));
    if (is_use || is_apnsa) out["panel_clock"] = {{"clock_lines", clock_of(of, answer)}};
    if (is_apnsa) {
        json::array changes = changes_of(of);
        if (changes.empty())
            changes.push_back(line(has_notice(of) ? "Nothing" : "No notice is on record yet"));
        out["panel_changes_title"] = "What changed since the last notice";
        put_list(out, "panel_changes", std::move(changes));
        put_list(out, "panel_others", others_of(of, index));
    }
    if (kind == "use.notified" || is_apnsa) {
        // Made by report/, which escapes what it takes from the record.
        constexpr int kUnderThePanel = 4;
        out["panel_notice"] = report::to_html(report::notice(of, answer), kUnderThePanel);
        out["panel_notice_is_open"] = kind == "use.notified";
    }
    json::array links;
    std::string path = "/cases/" + http::encode(of.id);
    if (is_use || is_apnsa)
        links.push_back({{"link_target", path + "/notice"},
                         {"link_says", "Read the notice as it is assembled from the record"}});
    links.push_back({{"link_target", path + "/why"}, {"link_says", "Why the answer is as it is"}});
    out["panel_links"] = std::move(links);
    return out;
}

}  // namespace standstill::server::pages
