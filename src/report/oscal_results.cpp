// The results: one finding for every objective, the log of events, evidence, risks, attestations.
//
// OSCAL knows satisfied and not satisfied. What is unknown is not satisfied, for the reason
// `other`, with a property that says `unknown`: whoever reads the document without knowing our
// properties fails closed.
#include <fmt/format.h>

#include <algorithm>

#include "report/oscal_models.h"
#include "review/case_log.h"

namespace standstill::report::oscal {

namespace json = boost::json;

namespace {

json::object status_of(const Objective& objective, const Reason& reason) {
    if (reason.value.is_true()) return {{"state", "satisfied"}, {"reason", "pass"}};
    // An answer that is "outside" is no failure and no pass.
    bool is_plain_no = reason.value.is_false() && reason.word != "outside";
    json::object out{{"state", "not-satisfied"}, {"reason", is_plain_no ? "fail" : "other"}};
    if (!is_plain_no) out["remarks"] = markup(reason.says, objective.plain);
    return out;
}

json::object finding_of(const Context& context, const Objective& objective, const Reason& reason) {
    json::array props{prop("cite", objective.cite), prop("rule-pack", objective.pack),
                      prop("state", reason.word)};
    props.push_back(prop("truth-value", reason.word == "unknown" ? "unknown"
                                        : reason.value.is_true() ? "true"
                                                                 : "false"));
    if (!reason.why.empty()) props.push_back(prop("unknown-reason", reason.why));
    props.push_back(prop("explanation-sha256", reason.explanation));
    for (std::uint32_t event : reason.events) props.push_back(prop("event", std::to_string(event)));
    json::object target{{"type", "objective-id"},
                        {"target-id", objective.id},
                        {"status", status_of(objective, reason)}};
    json::object out{{"uuid", context.uuid("finding", objective.id)},
                     {"title", markup(fmt::format("{}: {}", objective.cite, objective.plain))},
                     {"description", markup(reason.says, objective.plain)},
                     {"props", std::move(props)},
                     {"target", std::move(target)}};
    json::array links, related, risk;
    const auto& packs = context.program().packs;
    bool has_text = std::any_of(packs.begin(), packs.end(), [&](const law::PackInfo& pack) {
        return pack.id == objective.pack;
    });
    if (has_text)
        links.push_back(link_to(context.law_resource(objective.pack), "reference", objective.cite));
    else
        for (const law::PackInfo& pack : packs)
            links.push_back(link_to(context.law_resource(pack.id), "reference"));
    for (std::uint32_t event : reason.sources) {
        links.push_back(link_to(context.evidence_resource(event), "evidence"));
        related.push_back(json::object{{"observation-uuid", context.observation_uuid(event)}});
    }
    set(out, "links", std::move(links));
    set(out, "related-observations", std::move(related));
    if (objective.kind == Objective::Kind::Factor && !reason.value.is_true())
        risk.push_back(json::object{{"risk-uuid", context.risk_uuid(objective)}});
    set(out, "related-risks", std::move(risk));
    return out;
}

json::array findings(const Context& context) {
    json::array out;
    for (std::size_t i = 0; i < context.objectives().size(); ++i)
        out.push_back(finding_of(context, context.objectives()[i], context.reason(i)));
    return out;
}

json::object entry_of(const Context& context, std::uint32_t i) {
    const review::Case& of = context.of();
    const base::Node& node = of.events[i];
    const law::Event& event = of.record.events[i];
    const law::EventKind& kind = kind_of(of, i);
    json::array props{prop("event", std::to_string(i)), prop("kind", kind.name),
                      prop("event-sha256", context.digest(i))};
    const auto& log = context.source().log;
    if (log && i < log->places.size()) {
        props.push_back(prop("log-index", std::to_string(log->places[i].index)));
        props.push_back(prop("leaf-sha256", log->places[i].leaf));
    }
    if (!is_open(node)) props.push_back(prop("marking", word_of(node, "marking")));
    json::object out{{"uuid", context.event_uuid(i)},
                     {"title", markup(kind.name)},
                     {"description", markup(kind.says, kind.name)},
                     {"start", context.stamp(event.at)},
                     {"props", std::move(props)}};
    if (event.office != law::kNoSymbol) {
        const std::string& office = of.record.symbols.word(event.office);
        json::object who{{"party-uuid", context.party(office)}, {"role-id", token(office)}};
        out["logged-by"] = json::array{std::move(who)};
    }
    const std::string& note = word_of(node, "note");
    if (!note.empty())
        out["remarks"] = is_open(node) ? markup(note) : "Withheld: the event is marked.";
    return out;
}

// The acts by which officials bind themselves, by the kinds of the packs shipped. Whether one has
// effect is for the findings to say; a defect says that it has none.
constexpr std::string_view kActs[] = {
    "determination.made", "determination.submitted", "determination.certified", "use.decided",
    "use.notified",       "waiver.issued",           "waiver.revoked"};

json::array attestations(const Context& context) {
    const review::Case& of = context.of();
    json::array out;
    for (std::uint32_t i = 0; i < context.source().events(); ++i) {
        const law::EventKind& kind = kind_of(of, i);
        if (std::find(std::begin(kActs), std::end(kActs), kind.name) == std::end(kActs)) continue;
        const base::Node& node = of.events[i];
        std::string prose = kind.says;
        if (const std::string& outcome = word_of(node, "outcome"); !outcome.empty())
            prose += fmt::format(" Outcome: {}.", outcome);
        if (const std::string& reasons = word_of(node, "reasons");
            !reasons.empty() && is_open(node))
            prose += fmt::format(" Reasons: {}", reasons);
        for (const review::Defect& defect : context.source().answer.defects)
            if (defect.event == static_cast<std::int32_t>(i))
                prose += fmt::format(" Defect ({}): {}", defect.cite, defect.says);
        json::object part{{"uuid", context.uuid("attestation", std::to_string(i))},
                          {"name", token(kind.name)},
                          {"title", markup(fmt::format("{} (event {})", kind.name, i))},
                          {"props", json::array{prop("event", std::to_string(i)),
                                                prop("event-sha256", context.digest(i))}},
                          {"prose", markup(prose)}};
        json::object one;
        if (law::Symbol office = of.record.events[i].office; office != law::kNoSymbol)
            one["responsible-parties"] = context.responsible(of.record.symbols.word(office));
        one["parts"] = json::array{std::move(part)};
        out.push_back(std::move(one));
    }
    return out;
}

json::array result_props(const Context& context) {
    const Source& source = context.source();
    const review::Answer& answer = source.answer;
    json::array out{prop("use", review::to_string(answer.use))};
    if (answer.procurement)
        out.push_back(prop("procurement", review::to_string(*answer.procurement)));
    // "acts": time alone opens nothing, something must happen first.
    out.push_back(prop("opens-at", answer.opens_at ? context.stamp(*answer.opens_at) : "acts"));
    out.push_back(prop("events", std::to_string(source.events())));
    out.push_back(prop("answer-sha256", review::digest_of(source.of, source.reviewer, answer)));
    out.push_back(prop("rules-sha256", context.program().digest));
    if (source.log) {
        out.push_back(prop("log-origin", source.log->origin));
        out.push_back(prop("log-size", std::to_string(source.log->size)));
        out.push_back(prop("log-head-sha256", source.log->root));
    }
    for (const review::Defect& defect : answer.defects)
        out.push_back(
            prop("defect", fmt::format("{} event {}", defect.cite, defect.event), defect.says));
    return out;
}

json::object result_of(const Context& context) {
    const Source& source = context.source();
    base::Instant start = source.events() > 0 ? source.of.record.events[0].at : source.answer.at;
    json::object out{
        {"uuid", context.uuid("result", base::to_string(source.answer.at))},
        {"title", markup(fmt::format("Answer at {}", context.stamp(source.answer.at)))},
        {"description",
         "What the law says of the record at this instant, in three values. The program determines "
         "nothing; people determine, certify and decide."},
        {"start", context.stamp(start)},
        {"end", context.stamp(source.answer.at)},
        {"props", result_props(context)}};
    json::object local = context.components();
    local["assessment-assets"] = context.platform();
    out["local-definitions"] = std::move(local);
    out["reviewed-controls"] = context.reviewed_controls();
    set(out, "attestations", attestations(context));
    json::array entries;
    for (std::uint32_t i = 0; i < source.events(); ++i) entries.push_back(entry_of(context, i));
    if (!entries.empty()) out["assessment-log"] = json::object{{"entries", std::move(entries)}};
    set(out, "observations", observations(context));
    set(out, "risks", risks(context));
    set(out, "findings", findings(context));
    return out;
}

}  // namespace

json::object assessment_results(const Context& context, std::string_view plan_bytes) {
    json::array resources = context.law_resources();
    for (json::value& each : context.evidence_resources()) resources.push_back(std::move(each));
    resources.push_back(
        context.document_resource("assessment-plan.json", "Plan of the review", plan_bytes));
    json::object out{{"uuid", context.uuid("document", "assessment-results")},
                     {"metadata", context.metadata(fmt::format("Results of the review, case {}",
                                                               context.of().id),
                                                   Context::People::OfTheCase)}};
    out["import-ap"] = json::object{{"href", "#" + context.document_uuid("assessment-plan.json")}};
    out["results"] = json::array{result_of(context)};
    out["back-matter"] = json::object{{"resources", std::move(resources)}};
    return {{"assessment-results", std::move(out)}};
}

}  // namespace standstill::report::oscal
