// What is still to be done: open questions, duties, and risks that are not settled.
#include <fmt/format.h>

#include "report/oscal_models.h"

namespace standstill::report::oscal {

namespace json = boost::json;

namespace {

json::array related_risks(const Context& context, const std::string& cite) {
    json::array out;
    for (std::size_t i = 0; i < context.objectives().size(); ++i) {
        const Objective& objective = context.objectives()[i];
        if (objective.kind == Objective::Kind::Factor && objective.cite == cite &&
            !context.reason(i).value.is_true())
            out.push_back(json::object{{"risk-uuid", context.risk_uuid(objective)}});
    }
    return out;
}

json::object item_of(const Context& context, const review::Missing& question, std::size_t place) {
    json::object out{
        {"uuid", context.uuid("question", fmt::format("{}/{}", question.cite, place))},
        {"title", markup(fmt::format("Settle {}", question.cite))},
        {"description", markup(question.ask)},
        {"props", json::array{prop("cite", question.cite), prop("unknown-reason", question.reason),
                              prop("settles-conditions", std::to_string(question.settles)),
                              prop("decides", question.decides ? "yes" : "no")}}};
    set(out, "related-risks", related_risks(context, question.cite));
    return out;
}

bool is_due(const review::Duty& duty) {
    return duty.state == review::DutyState::Open || duty.state == review::DutyState::Overdue;
}

std::string duty_name(const review::Duty& duty, std::size_t place) {
    return fmt::format("{}/{}/{}", duty.cite, duty.event, place);
}

json::object item_of(const Context& context, const review::Duty& duty, std::size_t place) {
    json::array props{prop("cite", duty.cite), prop("duty-state", review::to_string(duty.state)),
                      prop("owed-by", token(duty.owed_by))};
    if (!duty.owed_to.empty()) props.push_back(prop("owed-to", token(duty.owed_to)));
    if (duty.due) props.push_back(prop("due", context.stamp(*duty.due)));
    json::object risk{{"risk-uuid", context.uuid("duty risk", duty_name(duty, place))}};
    return {{"uuid", context.uuid("duty item", duty_name(duty, place))},
            {"title", markup(fmt::format("Duty under {}", duty.cite))},
            {"description", markup(duty.says)},
            {"props", std::move(props)},
            {"related-risks", json::array{std::move(risk)}}};
}

json::object risk_of(const Context& context, const review::Duty& duty, std::size_t place) {
    bool is_late = duty.state == review::DutyState::Overdue;
    json::object out{{"uuid", context.uuid("duty risk", duty_name(duty, place))},
                     {"title", markup(fmt::format("Duty under {}", duty.cite))},
                     {"description", markup(duty.says)},
                     {"statement", is_late ? "The duty is overdue." : "The duty is owed."},
                     {"props", json::array{prop("cite", duty.cite),
                                           prop("duty-state", review::to_string(duty.state))}},
                     {"status", is_late ? "open" : "remediating"}};
    if (duty.due) out["deadline"] = context.stamp(*duty.due);
    return out;
}

// A waiver in force is a deviation that somebody approved, until a day. Which one is in force is
// the law's to say: the rule of that name, where a pack has it.
constexpr std::string_view kWaiverRule = "waiver/in-force";

json::array waivers(const Context& context) {
    const Source& source = context.source();
    law::NodeIndex node = context.program().node(kWaiverRule);
    if (node == law::kNone) return {};
    const law::Evaluation& now = source.reviewer.evaluation();
    if (!now.nodes[static_cast<std::size_t>(node)].is_true()) return {};
    law::FactIndex fact = context.program().nodes[static_cast<std::size_t>(node)].fact;
    if (fact == law::kNone) return {};
    std::int32_t event = now.facts[static_cast<std::size_t>(fact)].event;
    if (event < 0) return {};
    const base::Node& waiver = context.of().events[static_cast<std::size_t>(event)];
    const law::NodeText& text = context.program().texts[static_cast<std::size_t>(node)];
    std::string why = is_open(waiver) ? word_of(waiver, "extraordinary") : "";
    json::object out{
        {"uuid", context.uuid("waiver", std::to_string(event))},
        {"title", markup(fmt::format("Waiver under {}", text.cite))},
        {"description", markup(text.plain)},
        {"statement", markup(why, "The reasons are in the record.")},
        {"props", json::array{prop("cite", text.cite), prop("event", std::to_string(event))}},
        {"status", "deviation-approved"}};
    if (auto until = base::parse_instant(word_of(waiver, "until")))
        out["deadline"] = context.stamp(*until);
    return {std::move(out)};
}

json::array items(const Context& context) {
    const review::Answer& answer = context.source().answer;
    json::array out;
    for (std::size_t i = 0; i < answer.missing.size(); ++i)
        out.push_back(item_of(context, answer.missing[i], i));
    for (std::size_t i = 0; i < answer.duties.size(); ++i)
        if (is_due(answer.duties[i])) out.push_back(item_of(context, answer.duties[i], i));
    // The schema wants an item; where there is nothing to do, it says so.
    if (out.empty())
        out.push_back({{"uuid", context.uuid("item", "nothing")},
                       {"title", "Nothing is open"},
                       {"description", "At this instant no question is open and no duty is owed."},
                       {"props", json::array{prop("nothing-open", "yes")}}});
    return out;
}

}  // namespace

json::object plan_of_action(const Context& context) {
    const review::Answer& answer = context.source().answer;
    json::array all = risks(context);
    for (std::size_t i = 0; i < answer.duties.size(); ++i)
        if (is_due(answer.duties[i])) all.push_back(risk_of(context, answer.duties[i], i));
    for (json::value& each : waivers(context)) all.push_back(std::move(each));
    json::object out{{"uuid", context.uuid("document", "plan-of-action-and-milestones")},
                     {"metadata", context.metadata(fmt::format("Open questions and duties, case {}",
                                                               context.of().id),
                                                   Context::People::OfTheCase)}};
    out["system-id"] =
        json::object{{"identifier-type", kPropertySpace}, {"id", line(context.of().id)}};
    json::object local = context.components();
    local["assessment-assets"] = context.platform();
    out["local-definitions"] = std::move(local);
    set(out, "observations", observations(context));
    set(out, "risks", std::move(all));
    out["poam-items"] = items(context);
    json::array resources = context.law_resources();
    for (json::value& each : context.evidence_resources()) resources.push_back(std::move(each));
    out["back-matter"] = json::object{{"resources", std::move(resources)}};
    return {{"plan-of-action-and-milestones", std::move(out)}};
}

}  // namespace standstill::report::oscal
