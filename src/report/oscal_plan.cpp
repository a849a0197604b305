// The plan: what is examined, which readings are assumed, and the duties with their dates as tasks.
#include <fmt/format.h>

#include "report/oscal_models.h"

namespace standstill::report::oscal {

namespace json = boost::json;

namespace {

json::object task_of(const review::Duty& duty, std::size_t position, const Context& context) {
    json::object out{
        {"uuid", context.uuid("duty", fmt::format("{}/{}/{}", duty.cite, duty.event, position))},
        {"type", duty.due ? "milestone" : "action"},
        {"title", markup(fmt::format("{} ({})", duty.says, duty.cite))}};
    json::array props{prop("cite", duty.cite), prop("duty-state", review::to_string(duty.state))};
    if (duty.event >= 0) props.push_back(prop("arose-with-event", std::to_string(duty.event)));
    if (duty.met_by >= 0) props.push_back(prop("met-by-event", std::to_string(duty.met_by)));
    if (!duty.owed_to.empty()) props.push_back(prop("owed-to", token(duty.owed_to)));
    out["props"] = std::move(props);
    if (duty.due) {
        json::object date{{"date", context.stamp(*duty.due)}};
        out["timing"] = json::object{{"on-date", std::move(date)}};
    } else {
        out["remarks"] = "The law gives no date.";
    }
    out["responsible-roles"] = context.responsible(duty.owed_by);
    return out;
}

// A condition that is not met is something to be done; nobody's date is guessed.
json::object task_of(const Objective& objective, const Reason& reason, const Context& context) {
    return {{"uuid", context.uuid("task", objective.id)},
            {"type", "action"},
            {"title", markup(fmt::format("{} ({})", objective.plain, objective.cite))},
            {"description", markup(reason.says)},
            {"props", json::array{prop("cite", objective.cite), prop("condition", reason.word),
                                  prop("objective", objective.id)}}};
}

json::array tasks(const Context& context) {
    json::array out;
    const std::vector<review::Duty>& duties = context.source().answer.duties;
    for (std::size_t i = 0; i < duties.size(); ++i) out.push_back(task_of(duties[i], i, context));
    for (std::size_t i = 0; i < context.objectives().size(); ++i)
        if (context.objectives()[i].kind == Objective::Kind::Condition)
            out.push_back(task_of(context.objectives()[i], context.reason(i), context));
    return out;
}

json::object terms(const Context& context) {
    json::array parts;
    for (const law::Switch& reading : context.program().switches) {
        auto chosen = reading.readings.find(reading.chosen);
        if (chosen == reading.readings.end()) continue;
        parts.push_back(
            {{"uuid", context.uuid("term", reading.id)},
             {"name", "assumption"},
             {"title", markup(fmt::format("{} ({}): {}", reading.id, reading.cite, reading.asks))},
             {"prose", markup(chosen->second)}});
    }
    json::object out;
    set(out, "parts", std::move(parts));
    return out;
}

}  // namespace

json::object assessment_plan(const Context& context) {
    json::object subject{{"type", "component"}, {"include-subjects", context.subject_references()}};
    json::object out{
        {"uuid", context.uuid("document", "assessment-plan")},
        {"metadata", context.metadata(fmt::format("Plan of the review, case {}", context.of().id),
                                      Context::People::OfTheCase)}};
    out["import-ssp"] =
        json::object{{"href", "#" + context.uuid("resource", "system")},
                     {"remarks", "There is no system yet: use is what the review is about."}};
    out["local-definitions"] = context.components();
    if (json::object assumed = terms(context); !assumed.empty())
        out["terms-and-conditions"] = std::move(assumed);
    out["reviewed-controls"] = context.reviewed_controls();
    out["assessment-subjects"] = json::array{std::move(subject)};
    out["assessment-assets"] = context.platform();
    set(out, "tasks", tasks(context));
    json::array resources = context.law_resources();
    resources.push_back(
        {{"uuid", context.uuid("resource", "system")},
         {"title", "Description of the deployment"},
         {"description",
          "Stands where a system security plan would. Nothing is deployed while the review lasts; "
          "what is known of the product is in component-definition.json."}});
    out["back-matter"] = json::object{{"resources", std::move(resources)}};
    return {{"assessment-plan", std::move(out)}};
}

}  // namespace standstill::report::oscal
