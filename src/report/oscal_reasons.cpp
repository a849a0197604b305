// The reasons behind each objective: value, sentence, events and evidence.
#include <boost/json/serialize.hpp>
#include <set>

#include "law/explain.h"
#include "report/oscal_context.h"
#include "review/answer_json.h"

namespace standstill::report::oscal {

namespace json = boost::json;

namespace {

law::Value value_of(review::Outcome outcome) {
    return law::Value::of(outcome == review::Outcome::Permitted);
}

std::string condition_word(law::Value value) {
    return value.is_true() ? "met" : value.is_false() ? "not-met" : "unknown";
}

void events_in(const law::Explanation& why, std::set<std::uint32_t>& out) {
    for (std::int32_t event : why.events)
        if (event >= 0) out.insert(static_cast<std::uint32_t>(event));
    for (const law::Explanation& child : why.children) events_in(child, out);
}

// Where the tree of an objective stands in what `review --explain` prints.
const json::value& tree_of(const Objective& objective, const law::Program& program,
                           const json::object& why) {
    if (objective.kind == Objective::Kind::Factor)
        return why.at("factors").as_array()[objective.position];
    const law::AnswerRule& rule = program.answers[static_cast<std::size_t>(objective.answer)];
    const json::value& answer = why.at(rule.name);
    if (objective.kind == Objective::Kind::Answer) return answer;
    std::size_t position = 0;
    while (rule.conditions[position] != objective.node) ++position;
    return answer.at("conditions").as_array()[position];
}

std::string sentence_of(review::Outcome outcome) {
    switch (outcome) {
        case review::Outcome::Permitted:
            return "Permitted: every condition is met.";
        case review::Outcome::Outside:
            return "Outside: the law does not reach it.";
        case review::Outcome::Refused:
            break;
    }
    return "Refused: not every condition is known to be met.";
}

}  // namespace

void Context::rest_on(Reason& reason, const std::vector<law::NodeIndex>& nodes) const {
    std::set<std::uint32_t> events, sources;
    for (law::NodeIndex node : nodes)
        events_in(law::explain(source_->reviewer.evaluator(), source_->reviewer.evaluation(), node),
                  events);
    for (std::uint32_t event : events) {
        if (is_evidence(of(), event)) sources.insert(event);
        for (std::uint32_t behind : evidence_behind(of(), event)) sources.insert(behind);
    }
    reason.events.assign(events.begin(), events.end());
    reason.sources.assign(sources.begin(), sources.end());
}

// Evidence of events that name a factor without being a finding on it: information received.
void Context::add_what_names(const std::string& factor, Reason& reason) const {
    std::set<std::uint32_t> sources(reason.sources.begin(), reason.sources.end());
    for (std::uint32_t i = 0; i < source_->events(); ++i) {
        const base::Node& event = of().events[i];
        if (word_of(event, "factor") != factor && word_of(event, "flag") != factor) continue;
        for (std::uint32_t behind : evidence_behind(of(), i)) sources.insert(behind);
    }
    reason.sources.assign(sources.begin(), sources.end());
}

Reason Context::reason_of(const Objective& objective, const json::object& why) const {
    const review::Reviewer& reviewer = source_->reviewer;
    Reason out;
    out.explanation = base::sha256(json::serialize(tree_of(objective, program(), why)));
    if (objective.kind == Objective::Kind::Answer) {
        review::Outcome outcome =
            review::outcome_of(program(), objective.answer, reviewer.evaluation());
        out.value = value_of(outcome);
        out.word = review::to_string(outcome);
        out.says = sentence_of(outcome);
        rest_on(out,
                review::grounds_of(program(), objective.answer, outcome, reviewer.evaluation()));
        return out;
    }
    law::Value value = reviewer.evaluation().nodes[static_cast<std::size_t>(objective.node)];
    bool is_factor = objective.kind == Objective::Kind::Factor;
    out.value = is_factor ? law::negation(value) : value;
    out.word = is_factor ? std::string(review::factor_word(value)) : condition_word(value);
    if (value.is_unknown()) out.why = law::reason_word(value);
    out.says = law::sentence(reviewer.evaluator(), reviewer.evaluation(), objective.node);
    rest_on(out, {objective.node});
    if (is_factor) add_what_names(program().factors[objective.position].cite, out);
    return out;
}

void Context::find_reasons() {
    json::object answer =
        review::to_json(of(), source_->reviewer, source_->answer, review::Explained::Yes);
    const json::object& why = answer.at("why").as_object();
    for (const Objective& objective : objectives_) reasons_.push_back(reason_of(objective, why));
}

}  // namespace standstill::report::oscal
