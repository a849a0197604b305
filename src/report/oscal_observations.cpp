// Evidence as observations, and factors that are not known to be absent as risks.
#include <fmt/format.h>

#include <algorithm>

#include "report/oscal_models.h"

namespace standstill::report::oscal {

namespace json = boost::json;

namespace {

json::array origins(const Context& context, std::uint32_t event) {
    const law::Record& record = context.of().record;
    law::Symbol office = record.events[event].office;
    json::object actor{{"type", "assessment-platform"}, {"actor-uuid", context.platform_uuid()}};
    if (office != law::kNoSymbol) {
        const std::string& name = record.symbols.word(office);
        actor = {{"type", "party"}, {"actor-uuid", context.party(name)}, {"role-id", token(name)}};
    }
    json::object origin{{"actors", json::array{std::move(actor)}}};
    return {std::move(origin)};
}

json::object evidence_of(const Context& context, std::uint32_t event) {
    const base::Node& node = context.of().events[event];
    json::object out{{"href", "#" + context.evidence_resource(event)}};
    if (!is_open(node)) {
        out["description"] = "Withheld: it is marked.";
        out["props"] = json::array{prop("marking", word_of(node, "marking"))};
        return out;
    }
    const std::string& publisher = word_of(node, "publisher");
    out["description"] = markup(
        fmt::format("{}{}{}", word_of(node, "kind"), publisher.empty() ? "" : " by ", publisher));
    json::array props;
    for (const char* field : {"grade", "sha256"})
        if (const std::string& word = word_of(node, field); !word.empty())
            props.push_back(prop(field, word));
    set(out, "props", std::move(props));
    return out;
}

json::object observation_of(const Context& context, std::uint32_t event) {
    const review::Case& of = context.of();
    const base::Node& node = of.events[event];
    bool is_technical = word_of(node, "kind") == "technical";
    std::string note = is_open(node) ? word_of(node, "note") : "";
    json::object out{{"uuid", context.observation_uuid(event)},
                     {"title", markup(fmt::format("Evidence of event {}", event))},
                     {"description", markup(note, "Evidence, as it was put on record.")},
                     {"props", json::array{prop("event", std::to_string(event)),
                                           prop("event-sha256", context.digest(event))}}};
    out["methods"] = json::array{json::value(is_technical ? "TEST" : "EXAMINE")};
    out["types"] = json::array{json::value("control-objective")};
    out["origins"] = origins(context, event);
    out["relevant-evidence"] = json::array{evidence_of(context, event)};
    out["collected"] = context.stamp(of.record.events[event].at);
    return out;
}

// Events on which the state of a factor rests, as the risk's history.
json::array history(const Context& context, const Reason& reason, const Objective& objective) {
    json::array out;
    for (std::uint32_t event : reason.events) {
        if (is_evidence(context.of(), event)) continue;
        out.push_back(
            {{"uuid", context.uuid("risk log", fmt::format("{}/{}", objective.id, event))},
             {"title", markup(kind_of(context.of(), event).says)},
             {"start", context.stamp(context.of().record.events[event].at)},
             {"props", json::array{prop("event", std::to_string(event)),
                                   prop("event-sha256", context.digest(event))}}});
    }
    return out;
}

// What was done against a risk (`measures` of an event), as somebody recorded it.
json::array mitigations(const Context& context, const Objective& objective) {
    json::array out;
    for (std::uint32_t i = 0; i < context.source().events(); ++i) {
        const base::Node& event = context.of().events[i];
        const base::Node* measures = event.find("measures");
        if (measures == nullptr || !is_open(event)) continue;
        for (std::size_t m = 0; m < measures->items.size(); ++m)
            out.push_back(
                {{"uuid", context.uuid("measure", fmt::format("{}/{}/{}", objective.id, i, m))},
                 {"description", markup(fmt::format("Recorded by event {}: {}", i,
                                                    word_of(measures->items[m], "kind")))}});
    }
    return out;
}

json::object risk_of(const Context& context, const Objective& objective, const Reason& reason) {
    bool is_present = reason.value.is_false();
    json::object out{
        {"uuid", context.risk_uuid(objective)},
        {"title", markup(fmt::format("{}: {}", objective.cite, objective.plain))},
        {"description", markup(reason.says)},
        {"statement", is_present ? "The record shows this factor to be present."
                                 : "Whether this factor is present is not known. Unknown is not "
                                   "absent."},
        {"props", json::array{prop("cite", objective.cite), prop("truth-value", reason.word)}},
        {"status", is_present ? "open" : "investigating"}};
    if (is_present) set(out, "mitigating-factors", mitigations(context, objective));
    if (json::array entries = history(context, reason, objective); !entries.empty())
        out["risk-log"] = json::object{{"entries", std::move(entries)}};
    json::array related;
    for (std::uint32_t event : reason.sources)
        related.push_back(json::object{{"observation-uuid", context.observation_uuid(event)}});
    set(out, "related-observations", std::move(related));
    return out;
}

}  // namespace

json::array observations(const Context& context) {
    json::array out;
    for (std::uint32_t i = 0; i < context.source().events(); ++i)
        if (is_evidence(context.of(), i)) out.push_back(observation_of(context, i));
    return out;
}

json::array risks(const Context& context) {
    json::array out;
    for (std::size_t i = 0; i < context.objectives().size(); ++i) {
        const Objective& objective = context.objectives()[i];
        const Reason& reason = context.reason(i);
        if (objective.kind == Objective::Kind::Factor && !reason.value.is_true())
            out.push_back(risk_of(context, objective, reason));
    }
    return out;
}

}  // namespace standstill::report::oscal
