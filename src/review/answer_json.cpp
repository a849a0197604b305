#include "review/answer_json.h"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include "law/explain.h"

namespace standstill::review {

namespace {

namespace json = boost::json;

json::value instant_or_null(const law::Record& record,
                            const std::optional<base::Instant>& instant) {
    return instant ? json::value(record.zone.print(*instant)) : json::value(nullptr);
}

json::object tree(const law::Explanation& why) {
    json::object out;
    if (!why.id.empty()) out["rule"] = why.id;
    if (!why.cite.empty()) out["cite"] = why.cite;
    out["value"] = law::to_string(why.value.truth());
    if (why.value.is_unknown()) out["reason"] = law::reason_word(why.value);
    if (!why.says.empty()) out["says"] = why.says;
    if (!why.plain.empty()) out["plain"] = why.plain;
    if (!why.quote.empty()) out["quote"] = why.quote;
    out["how"] = why.operation;
    if (why.least > 0) out["least"] = why.least;
    if (!why.fact.empty()) out["fact"] = why.fact;
    if (!why.until.empty()) out["until"] = why.until;
    if (!why.events.empty()) {
        json::array events;
        for (std::int32_t event : why.events) events.push_back(event);
        out["events"] = std::move(events);
    }
    if (!why.children.empty()) {
        json::array parts;
        for (const law::Explanation& child : why.children) parts.push_back(tree(child));
        out["of"] = std::move(parts);
    }
    return out;
}

}  // namespace

json::object to_json(const Case& of, const Reviewer& reviewer, const Answer& answer,
                     Explained explained) {
    const law::Record& record = of.record;
    json::object out;
    out["case"] = of.id;
    out["at"] = record.zone.print(answer.at);
    out["use"] = to_string(answer.use);
    out["opens_at"] = instant_or_null(record, answer.opens_at);
    json::array because;
    for (const Because& line : answer.because)
        because.push_back({{"cite", line.cite}, {"says", line.says}});
    out["because"] = std::move(because);
    if (answer.procurement) out["procurement"] = to_string(*answer.procurement);
    json::object factors;
    for (const FactorState& factor : answer.factors)
        factors[factor.cite] = factor_word(factor.value);
    out["factors"] = std::move(factors);
    json::array missing;
    for (const Missing& question : answer.missing)
        missing.push_back({{"cite", question.cite},
                           {"ask", question.ask},
                           {"reason", question.reason},
                           {"settles", question.settles},
                           {"decides", question.decides}});
    out["missing"] = std::move(missing);
    json::array duties;
    for (const Duty& duty : answer.duties) {
        json::object one;
        one["cite"] = duty.cite;
        one["says"] = duty.says;
        one["owed_by"] = duty.owed_by;
        one["owed_to"] = duty.owed_to.empty() ? json::value(nullptr) : json::value(duty.owed_to);
        one["due"] = instant_or_null(record, duty.due);
        one["state"] = to_string(duty.state);
        one["event"] = duty.event;
        one["met_by"] = duty.met_by < 0 ? json::value(nullptr) : json::value(duty.met_by);
        duties.push_back(std::move(one));
    }
    out["duties"] = std::move(duties);
    json::array defects;
    for (const Defect& defect : answer.defects)
        defects.push_back({{"cite", defect.cite}, {"event", defect.event}, {"says", defect.says}});
    out["defects"] = std::move(defects);
    if (explained == Explained::No) return out;

    const law::Program& program = reviewer.evaluator().program();
    json::object why;
    for (const law::AnswerRule& rule : program.answers) {
        json::object parts;
        for (auto [name, list] :
             {std::pair{"outside", &rule.outside}, std::pair{"conditions", &rule.conditions}}) {
            json::array trees;
            for (law::NodeIndex node : *list)
                trees.push_back(
                    tree(law::explain(reviewer.evaluator(), reviewer.evaluation(), node)));
            parts[name] = std::move(trees);
        }
        why[rule.name] = std::move(parts);
    }
    json::array factor_trees;
    for (const law::FactorRule& factor : program.factors)
        factor_trees.push_back(
            tree(law::explain(reviewer.evaluator(), reviewer.evaluation(), factor.node)));
    why["factors"] = std::move(factor_trees);
    out["why"] = std::move(why);
    return out;
}

json::array to_json(const std::vector<Reliance>& readings) {
    json::array out;
    for (const Reliance& reading : readings)
        out.push_back({{"question", reading.id},
                       {"cite", reading.cite},
                       {"asks", reading.asks},
                       {"taken", reading.chosen},
                       {"otherwise", reading.otherwise.empty() ? json::value(nullptr)
                                                               : json::value(reading.otherwise)}});
    return out;
}

json::value to_json(const base::Node& node) {
    if (node.is_null() && !node.quoted) return nullptr;
    if (node.is_list()) {
        json::array out;
        for (const base::Node& item : node.items) out.push_back(to_json(item));
        return out;
    }
    if (node.is_map()) {
        json::object out;
        for (std::size_t i = 0; i < node.keys.size(); ++i)
            out[node.keys[i].first] = to_json(node.items[i]);
        return out;
    }
    if (!node.quoted && node.scalar == "true") return true;
    if (!node.quoted && node.scalar == "false") return false;
    return json::value(node.scalar);
}

base::Node to_node(const json::value& value) {
    base::Node out;
    switch (value.kind()) {
        case json::kind::null:
            break;
        case json::kind::bool_:
            out.kind = base::Node::Kind::Scalar;
            out.scalar = value.get_bool() ? "true" : "false";
            break;
        case json::kind::int64:
            out.kind = base::Node::Kind::Scalar;
            out.scalar = std::to_string(value.get_int64());
            break;
        case json::kind::uint64:
            out.kind = base::Node::Kind::Scalar;
            out.scalar = std::to_string(value.get_uint64());
            break;
        case json::kind::double_:
            out.kind = base::Node::Kind::Scalar;
            out.scalar = std::to_string(value.get_double());
            break;
        case json::kind::string:
            out.kind = base::Node::Kind::Scalar;
            out.scalar = std::string(value.get_string());
            out.quoted = true;
            break;
        case json::kind::array:
            out.kind = base::Node::Kind::List;
            for (const json::value& item : value.get_array()) out.items.push_back(to_node(item));
            break;
        case json::kind::object:
            out.kind = base::Node::Kind::Map;
            for (const auto& [key, item] : value.get_object()) {
                out.keys.emplace_back(std::string(key), base::Place{});
                out.items.push_back(to_node(item));
            }
            break;
    }
    return out;
}

}  // namespace standstill::review
