#include "screening/owners/verdict.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "screening/owners/control.h"

namespace standstill::screening::owners {

std::string_view name_of(Standing standing) {
    switch (standing) {
        case Standing::Blocked:
            return "blocked";
        case Standing::CannotBeExcluded:
            return "cannot be excluded";
        case Standing::NotBlocked:
            return "not blocked";
    }
    return "";
}

std::string_view name_of(Ground ground) {
    switch (ground) {
        case Ground::Listed:
            return "listed";
        case Ground::PerhapsListed:
            return "perhaps-listed";
        case Ground::Stakes:
            return "stakes";
        case Ground::Control:
            return "control";
        case Ground::UnknownHolders:
            return "unknown-holders";
        case Ground::Nothing:
            return "nothing";
        case Ground::Spared:
            return "spared";
    }
    return "";
}

Seeds seeds_on(const Graph& graph, const Rule& rule, base::Day day) {
    Seeds seeds;
    for (std::uint32_t i = 0; i < graph.parties().size(); ++i) {
        bool is_certain = false, is_listed = false;
        for (const OnList& list : graph.parties()[i].lists) {
            if (std::ranges::find(rule.lists, list.list) == rule.lists.end()) continue;
            Held held = list.period.on(day);
            is_listed |= held != Held::No;
            is_certain |= held == Held::Yes && list.is_certain;
        }
        if (is_listed) seeds.all.push_back(i);
        if (is_certain) seeds.certain.push_back(i);
    }
    return seeds;
}

Inquiry::Inquiry(const Graph& graph, const Rule& rule, const Phase& phase, base::Day day)
    : graph_(graph),
      rule_(rule),
      phase_(phase),
      day_(day),
      seeds_(seeds_on(graph, rule, day)),
      network_(Network::on(graph, day)),
      certain_(network_, phase.threshold, Question::Certain, seeds_.certain),
      stakes_(network_, phase.threshold, Question::Stakes, seeds_.all),
      possible_(network_, phase.threshold, Question::Possible, seeds_.all) {}

Standing Inquiry::standing(std::uint32_t party) const {
    return certain_.has(party)    ? Standing::Blocked
           : possible_.has(party) ? Standing::CannotBeExcluded
                                  : Standing::NotBlocked;
}

// The statements behind each line of the proof, found in one pass.
void Inquiry::add_links(Verdict& verdict) const {
    std::map<std::pair<std::uint32_t, std::uint32_t>, HolderLine*> lines;
    for (Step& step : verdict.proof)
        for (HolderLine& line : step.holders) lines[{line.owner, step.asset}] = &line;
    if (lines.empty()) return;
    for (std::uint32_t i = 0; i < graph_.links().size(); ++i) {
        const Link& link = graph_.links()[i];
        if (link.kind != LinkKind::Stake || link.period.on(day_) == Held::No) continue;
        if (auto at = lines.find({link.owner, link.asset}); at != lines.end())
            at->second->links.push_back(i);
    }
}

// The members that joined before the asset, the largest stakes first and no more than are needed.
void Inquiry::add_step(Verdict& verdict, const Closure& asked, std::uint32_t asset,
                       std::vector<std::uint32_t>& wanted) const {
    bool is_certain = certain_.has(asset);
    const Closure& closure = is_certain ? certain_ : asked;
    Step step{asset,
              standing(asset),
              closure.deciding_share(asset),
              network_.unknown(asset),
              is_certain && !phase_.threshold.reached_by(closure.held(asset).least),
              {}};
    std::vector<Stake> stakes;
    std::uint32_t i = network_.first_of_asset(asset);
    for (; i != kNone; i = network_.stake(i).next_of_asset) {
        const Stake& stake = network_.stake(i);
        bool is_member =
            closure.has(stake.owner) && stake.most > 0 &&
            (!closure.has(asset) || closure.joined(stake.owner) < closure.joined(asset));
        if (step.from_complete ? stake.most > 0 : is_member) stakes.push_back(stake);
    }
    auto size = [&](const Stake& stake) { return is_certain ? stake.least : stake.most; };
    std::ranges::stable_sort(stakes, [&](const Stake& a, const Stake& b) {
        return size(a) != size(b) ? size(a) > size(b) : a.owner < b.owner;
    });
    Share sum = 0;
    for (const Stake& stake : stakes) {
        if (is_certain && !step.from_complete && phase_.threshold.reached_by(sum)) break;
        sum += size(stake);
        step.holders.push_back({stake.owner, {stake.least, stake.most}, standing(stake.owner), {}});
        if (closure.has(stake.owner)) wanted.push_back(stake.owner);
    }
    verdict.proof.push_back(std::move(step));
}

void Inquiry::explain(Verdict& verdict) const {
    const Closure& closure = verdict.standing == Standing::Blocked      ? certain_
                             : verdict.ground == Ground::UnknownHolders ? possible_
                                                                        : stakes_;
    std::vector<std::uint32_t> wanted{verdict.party};
    std::set<std::uint32_t> seen;
    while (!wanted.empty() && seen.size() < 1000) {
        std::uint32_t asset = wanted.back();
        wanted.pop_back();
        if (closure.is_seed(asset) || !seen.insert(asset).second) continue;
        add_step(verdict, closure, asset, wanted);
    }
    add_links(verdict);
    if (!wanted.empty()) verdict.remarks.push_back("the proof is cut after 1000 steps");
    std::ranges::stable_sort(verdict.proof, [&](const Step& a, const Step& b) {
        auto when = [&](const Step& step) {
            return closure.has(step.asset) ? closure.joined(step.asset) : UINT32_MAX;
        };
        return when(a) < when(b);
    });
}

void Inquiry::add_remarks(Verdict& verdict) const {
    std::vector<std::uint32_t> above;
    (void)network_.above(verdict.party, above);
    for (std::uint32_t i : network_.conflicts()) {
        const Stake& stake = network_.stake(i);
        if (std::ranges::find(above, stake.asset) != above.end())
            verdict.remarks.push_back(fmt::format(
                "sources differ on the share of `{}` in `{}`; the smaller least is taken",
                graph_.parties()[stake.owner].name, graph_.parties()[stake.asset].name));
    }
    for (std::uint32_t i : above) {
        const Party& party = graph_.parties()[i];
        if (network_.is_overfull(i))
            verdict.remarks.push_back(fmt::format(
                "the sources contradict one another: of `{}` at least {} % are said to be held, so "
                "nothing is concluded from the whole",
                party.name, decimal(network_.totals(i).least)));
        if (network_.falls_short(i) && party.kind != EntityKind::Person)
            verdict.remarks.push_back(fmt::format(
                "the holders of `{}` are said to be all known, and make up at most {} %; they are "
                "taken as incomplete",
                party.name, decimal(network_.totals(i).most)));
    }
}

Verdict Inquiry::judge(std::uint32_t party) const {
    Verdict verdict;
    verdict.party = party;
    verdict.standing = standing(party);
    verdict.least =
        certain_.is_seed(party) ? 0 : std::max<Share>(0, certain_.deciding_share(party));
    verdict.most = std::clamp<Share>(possible_.deciding_share(party), 0, kWhole);
    if (possible_.is_seed(party))
        verdict.ground = certain_.has(party)
                             ? (certain_.is_seed(party) ? Ground::Listed : Ground::Stakes)
                             : Ground::PerhapsListed;
    else if (stakes_.has(party))
        verdict.ground = Ground::Stakes;
    else if (possible_.has(party))
        verdict.ground = Ground::UnknownHolders;
    if (rule_.looks_at_control && verdict.standing != Standing::Blocked &&
        verdict.ground != Ground::Stakes) {
        for (const Control& control : controllers_of(graph_, party, day_)) {
            if (!std::ranges::binary_search(seeds_.all, control.controller)) continue;
            verdict.standing = Standing::CannotBeExcluded;
            verdict.ground = Ground::Control;
        }
    }
    bool is_spared =
        std::ranges::any_of(graph_.parties()[party].countries, [&](const auto& country) {
            return std::ranges::find(rule_.spares, country) != rule_.spares.end();
        });
    if (is_spared && verdict.ground != Ground::Listed && verdict.ground != Ground::PerhapsListed) {
        verdict.standing = Standing::NotBlocked;
        verdict.ground = Ground::Spared;
    }
    if (verdict.ground != Ground::Spared) explain(verdict);
    add_remarks(verdict);
    if (verdict.standing == Standing::CannotBeExcluded && verdict.ground != Ground::Control)
        find_deciding(network_, phase_.threshold, seeds_, verdict);
    return verdict;
}

}  // namespace standstill::screening::owners
