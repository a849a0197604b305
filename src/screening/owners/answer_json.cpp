// The answer as JSON: every list is there, also when it is empty; shares are texts, never numbers.
#include <boost/json/array.hpp>

#include "screening/owners/answer.h"

namespace standstill::screening::owners {

namespace {

namespace json = boost::json;

class Writer {
public:
    Writer(const Graph& graph, const Answer& answer) : graph_(graph), answer_(answer) {}

    json::object write() const {
        const Party& party = graph_.parties()[answer_.party];
        json::array lists, owners, powers, controllers, rules, not_yet;
        for (const OnList& on : party.lists)
            lists.push_back({{"list", on.list},
                             {"period", on.period.to_text()},
                             {"certain", on.is_certain},
                             {"held", on.period.on(answer_.day) != Held::No},
                             {"source", on.source}});
        for (std::uint32_t i : answer_.owners) owners.push_back(link(i));
        for (std::uint32_t i : answer_.powers) powers.push_back(link(i));
        for (const Control& one : answer_.controllers) controllers.push_back(control(one));
        for (const RuleAnswer& one : answer_.rules) rules.push_back(rule(one));
        for (const std::string& name : answer_.not_yet) not_yet.emplace_back(name);
        return {{"party", named(answer_.party)},
                {"day", base::to_string(answer_.day)},
                {"lists", std::move(lists)},
                {"owners", std::move(owners)},
                {"unknown_percent", decimal(answer_.unknown)},
                {"powers", std::move(powers)},
                {"controllers", std::move(controllers)},
                {"rules", std::move(rules)},
                {"not_yet", std::move(not_yet)}};
    }

private:
    json::object named(std::uint32_t i) const {
        return {{"id", graph_.parties()[i].id}, {"name", graph_.parties()[i].name}};
    }

    json::object link(std::uint32_t i) const {
        const Link& link = graph_.links()[i];
        return {{"holder", named(link.owner)},
                {"asset", named(link.asset)},
                {"kind", name_of(link.kind)},
                {"share", to_code(link.share)},
                {"period", link.period.to_text()},
                {"perhaps", link.period.on(answer_.day) == Held::Perhaps},
                {"verified", link.is_verified},
                {"indirect", link.is_indirect},
                {"role", link.role},
                {"source", link.source}};
    }

    json::object control(const Control& control) const {
        json::array path;
        for (const ControlStep& step : control.path) {
            json::array holders;
            for (std::uint32_t holder : step.holders) holders.push_back(named(holder));
            path.push_back({{"from", named(step.from)},
                            {"to", named(step.to)},
                            {"certain", step.is_certain},
                            {"share", to_code(step.share)},
                            {"holders", std::move(holders)},
                            {"statement", step.link == kNone ? json::value(nullptr)
                                                             : json::value(link(step.link))}});
        }
        const Party& controller = graph_.parties()[control.controller];
        return {{"controller", named(control.controller)},
                {"standing", name_of(control.standing)},
                {"direct", control.is_direct},
                {"adverse", controller.is_adverse},
                {"path", std::move(path)}};
    }

    json::object deciding(const Deciding& one) const {
        auto range = [](const std::optional<Range>& share) {
            return share ? json::value(to_code(*share)) : json::value(nullptr);
        };
        return {{"holder", one.owner == kNone ? json::value(nullptr) : named(one.owner)},
                {"asset", named(one.asset)},
                {"known", to_code(one.known)},
                {"not_blocked", range(one.not_blocked)},
                {"blocked", range(one.blocked)}};
    }

    json::array all(const std::vector<Deciding>& facts) const {
        json::array out;
        for (const Deciding& one : facts) out.push_back(deciding(one));
        return out;
    }

    json::object step(const Step& step) const {
        json::array holders;
        for (const HolderLine& holder : step.holders) {
            json::array statements;
            for (std::uint32_t i : holder.links) statements.push_back(link(i));
            holders.push_back({{"holder", named(holder.owner)},
                               {"share", to_code(holder.share)},
                               {"standing", name_of(holder.standing)},
                               {"statements", std::move(statements)}});
        }
        return {{"asset", named(step.asset)},          {"standing", name_of(step.standing)},
                {"percent", decimal(step.share)},      {"unknown_percent", decimal(step.unknown)},
                {"from_complete", step.from_complete}, {"holders", std::move(holders)}};
    }

    json::object rule(const RuleAnswer& one) const {
        json::array proof, remarks;
        for (const Step& each : one.verdict.proof) proof.push_back(step(each));
        for (const std::string& remark : one.verdict.remarks) remarks.emplace_back(remark);
        return {{"rule", one.rule.id},
                {"name", one.rule.name},
                {"state", name_of(one.phase.state)},
                {"phase", told(one.phase)},
                {"standing", name_of(one.verdict.standing)},
                {"ground", name_of(one.verdict.ground)},
                {"said", told(one.verdict)},
                {"least_percent", decimal(one.verdict.least)},
                {"most_percent", decimal(one.verdict.most)},
                {"proof", std::move(proof)},
                {"deciding", all(one.verdict.deciding)},
                {"together_not_blocked", all(one.verdict.together_not_blocked)},
                {"together_blocked", all(one.verdict.together_blocked)},
                {"remarks", std::move(remarks)},
                {"source", one.phase.source},
                {"verified", one.phase.is_verified}};
    }

    const Graph& graph_;
    const Answer& answer_;
};

}  // namespace

json::object to_json(const Graph& graph, const Answer& answer) {
    return Writer(graph, answer).write();
}

}  // namespace standstill::screening::owners
