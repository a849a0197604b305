#include "screening/owners/answer.h"

#include <fmt/format.h>

#include <map>
#include <set>

namespace standstill::screening::owners {

Answer answer_for(const Graph& graph, const std::vector<Rule>& rules, std::uint32_t party,
                  base::Day day) {
    Answer answer;
    answer.party = party;
    answer.day = day;
    for (const Rule& rule : rules) {
        const Phase* phase = rule.on(day);
        if (phase == nullptr) {
            answer.not_yet.push_back(rule.name);
            continue;
        }
        answer.rules.push_back({rule, *phase, Inquiry(graph, rule, *phase, day).judge(party)});
    }
    for (std::uint32_t i = 0; i < graph.links().size(); ++i) {
        const Link& link = graph.links()[i];
        if (link.asset != party || link.period.on(day) == Held::No) continue;
        (link.kind == LinkKind::Stake ? answer.owners : answer.powers).push_back(i);
    }
    answer.unknown = Network::on(graph, day).unknown(party);
    answer.controllers = controllers_of(graph, party, day);
    return answer;
}

std::string told(const Phase& phase) {
    std::string when = phase.to ? fmt::format("from {} to {}", base::to_string(phase.from),
                                              base::to_string(*phase.to))
                                : "since " + base::to_string(phase.from);
    switch (phase.state) {
        case State::InForce:
            return "in force " + when;
        case State::Suspended:
            return "suspended " + when;
        case State::Unknown:
            break;
    }
    return "not known whether in force " + when;
}

std::string told(const Verdict& verdict) {
    switch (verdict.ground) {
        case Ground::Listed:
            return "blocked: it is listed itself";
        case Ground::PerhapsListed:
            return "cannot be excluded: a listing of it is not confirmed";
        case Ground::Stakes:
            if (verdict.standing == Standing::Blocked)
                return fmt::format("blocked: blocked holders have at least {} %",
                                   decimal(verdict.least));
            return fmt::format(
                "cannot be excluded: blocked holders have at least {} % and may have up to {} %",
                decimal(verdict.least), decimal(verdict.most));
        case Ground::Control:
            return "cannot be excluded: somebody listed controls it, or may";
        case Ground::UnknownHolders:
            return fmt::format(
                "cannot be excluded: no known holder points to anybody listed, but up to {} % is, "
                "here or above, in unknown hands",
                decimal(verdict.most));
        case Ground::Spared:
            return "not reached: the rule spares its country";
        case Ground::Nothing:
            break;
    }
    return fmt::format("not blocked: blocked holders have at most {} %", decimal(verdict.most));
}

std::string told(const Graph& graph, const Deciding& one) {
    const std::string& asset = graph.parties()[one.asset].name;
    std::string who = one.owner == kNone
                          ? fmt::format(
                                "of the part of {} without a known holder, blocked persons "
                                "hold",
                                asset)
                          : fmt::format("{} holds of {}", graph.parties()[one.owner].name, asset);
    auto share = [&](const Range& range) {
        if (range.least == range.most) return decimal(range.least) + " %";
        if (range.least == one.known.least) return "at most " + decimal(range.most) + " %";
        return "at least " + decimal(range.least) + " %";
    };
    std::string out;
    if (one.not_blocked)
        out += fmt::format("if {} {}, it is not blocked", who, share(*one.not_blocked));
    if (one.blocked)
        out += fmt::format("{}if {} {}, it is blocked", out.empty() ? "" : "; ", who,
                           share(*one.blocked));
    return out + fmt::format(" (known: {})", to_text(one.known));
}

Graph part_above(const Graph& graph, std::uint32_t party, base::Day day) {
    std::map<std::uint32_t, std::vector<std::uint32_t>> by_asset;
    for (std::uint32_t i = 0; i < graph.links().size(); ++i)
        if (graph.links()[i].period.on(day) != Held::No)
            by_asset[graph.links()[i].asset].push_back(i);
    Graph part;
    std::vector<std::uint32_t> order{party};
    std::set<std::uint32_t> seen{party};
    auto take = [&](std::uint32_t i) {
        std::uint32_t at = part.party(graph.parties()[i].id);
        part.parties()[at] = graph.parties()[i];
        return at;
    };
    take(party);
    for (std::size_t next = 0; next < order.size(); ++next)
        for (std::uint32_t i : by_asset[order[next]]) {
            Link link = graph.links()[i];
            if (seen.insert(link.owner).second) order.push_back(link.owner);
            link.owner = take(link.owner);
            link.asset = part.party(graph.parties()[order[next]].id);
            (void)part.add(std::move(link));  // it stood in a graph already
        }
    return part;
}

}  // namespace standstill::screening::owners
