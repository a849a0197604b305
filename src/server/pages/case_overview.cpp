// The overview: what the state is, why, what comes next.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "law/explain.h"
#include "report/picture.h"
#include "server/pages/case_page.h"

namespace standstill::server::pages {

namespace {

json::array because_of(const CaseVisit& visit) {
    json::array out;
    std::size_t n = 0;
    for (const review::Because& line : visit.view.answer().because) {
        json::object one = visit.words.line(line.cite, line.says);
        one["why_url"] = visit.words.page("why", fmt::format("use-{}", n++));
        one["quote"] = visit.words.quote(line.cite);
        out.push_back(std::move(one));
    }
    return out;
}

json::object procurement_of(const CaseVisit& visit) {
    const review::Answer& answer = visit.view.answer();
    json::object out{{"known", answer.procurement.has_value()}, {"word", ""}};
    json::array lines;
    if (answer.procurement) {
        out["word"] = to_string(*answer.procurement);
        const law::Evaluator& evaluator = visit.view.reviewer().evaluator();
        const law::Evaluation& now = visit.view.reviewer().evaluation();
        const law::Program& program = evaluator.program();
        for (law::NodeIndex node :
             review::grounds_of(program, program.procurement, *answer.procurement, now))
            lines.push_back(visit.words.line(program.texts[static_cast<std::size_t>(node)].cite,
                                             law::sentence(evaluator, now, node)));
    }
    out["is_refused"] = answer.procurement == review::Outcome::Refused;
    out["lines"] = std::move(lines);
    return out;
}

// 2000000.00 as 2,000,000.00.
std::string grouped(std::string amount) {
    std::size_t end = std::min(amount.find('.'), amount.size());
    for (std::size_t i = end; i > 3;) amount.insert(i -= 3, ",");
    return amount;
}

// "as written" of the header and of what was bought, for the box on the side.
json::array facts_of(const CaseVisit& visit) {
    const review::Case& of = visit.view.of();
    json::array out;
    auto add = [&out](std::string_view name, const std::string& value) {
        if (!value.empty()) out.push_back(json::object{{"name", name}, {"value", value}});
    };
    add("Agency", of.header_text("agency", "name"));
    add("Component", of.header_text("agency", "component"));
    add("Head of the agency", visit.words.office(of.header_text("agency", "head")));
    auto text = [&](const base::Node& node, std::string_view key) {
        const base::Node* found = node.find(key);
        return found != nullptr && found->is_scalar() ? found->scalar : std::string();
    };
    std::string vendor, awarded, value, tool, term;
    for (std::uint32_t i = 0; i < visit.words.visible(); ++i) {
        const base::Node& node = of.events[i];
        const std::string& kind = of.program->kinds[of.record.events[i].kind].name;
        if (kind == "contract.awarded") {
            vendor = text(node, "vendor");
            awarded = day_words(of.record.events[i].legal_day);
            term = text(node, "term");
            if (const base::Node* money = node.find("value"); money != nullptr)
                value = text(*money, "currency") + " " + grouped(text(*money, "amount"));
        }
        if (kind == "tool.named") tool = text(node, "tool");
    }
    add("Vendor", vendor);
    add("Tool", tool);
    add("Awarded", awarded);
    add("Value", std::string(base::trimmed(value)));
    std::string packs;
    for (const std::string& pack : of.law) packs += (packs.empty() ? "" : ", ") + pack;
    add("Law", packs);
    return out;
}

json::array first_questions(const CaseVisit& visit, std::size_t limit) {
    json::array out;
    for (const review::Missing& question : visit.view.answer().missing) {
        if (out.size() >= limit) break;
        out.push_back(visit.words.line(question.cite, question.ask));
    }
    return out;
}

}  // namespace

base::Status fill_overview(const CaseVisit& visit, Page& page) {
    page.title = page.case_name;
    page.template_name = "cases/overview";
    page.current = "overview";
    const review::Answer& answer = visit.view.answer();
    const Words& words = visit.words;
    json::object& data = page.data = status_data(visit);
    data["because"] = because_of(visit);
    data["opens_words"] = answer.opens_at ? words.instant(*answer.opens_at) : "";
    data["procurement"] = procurement_of(visit);
    json::array duties = words.duties(answer.duties), next;
    std::size_t waiting = 0;
    for (json::value& duty : duties) {
        if (duty.at("is_met").as_bool() || duty.at("is_late").as_bool()) continue;
        ++waiting;
        if (next.size() < 3) next.push_back(duty);
    }
    data["next_duties"] = std::move(next);
    data["all_duties"] = fmt::format("All {}", counted(duties.size(), "duty", "duties"));
    data["more_duties"] = waiting > 3 ? fmt::format("{} more", waiting - 3) : "";
    data["deadlines_url"] = words.page("deadlines");
    StopWork order = stop_work_of(visit);
    data["stop_work"] = order.order >= 0;
    data["stop_work_in_force"] = order.is_in_force;
    data["stop_work_day"] = order.day_now;
    data["stop_work_days"] = order.days;
    data["stop_work_last"] = order.order >= 0 ? day_words(order.last_day) : "";
    data["stop_work_url"] = words.page("stop-work");
    std::size_t known = 0;
    for (const review::FactorState& factor : answer.factors)
        if (!factor.value.is_unknown()) ++known;
    data["factors_known"] = known;
    data["factors_all"] = answer.factors.size();
    data["has_factors"] = !answer.factors.empty();
    data["factors_url"] = words.page("factors");
    data["questions"] = first_questions(visit, 3);
    data["question_count"] = answer.missing.size();
    data["questions_url"] = words.page("questions");
    json::array defects;
    for (const review::Defect& defect : answer.defects) {
        json::object one = words.line(defect.cite, defect.says);
        one["event"] = words.event_links({defect.event});
        defects.push_back(std::move(one));
    }
    data["has_defects"] = !defects.empty();
    data["defects"] = std::move(defects);
    data["facts"] = facts_of(visit);
    data["why_url"] = words.page("why");
    data["timeline_url"] = words.page("timeline");
    data["evidence_url"] = words.page("evidence");
    data["picture"] = report::timeline_picture(visit.view.of(), answer);
    data["at_path"] = "/cases/" + http::encode(visit.view.of().id);
    return base::Done{};
}

}  // namespace standstill::server::pages
