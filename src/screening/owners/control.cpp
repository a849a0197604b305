#include "screening/owners/control.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>

namespace standstill::screening::owners {

namespace {

bool is_perhaps_only(const Link& link, Held held) {
    return held == Held::Perhaps || !link.is_verified || link.kind == LinkKind::Directorship ||
           link.kind == LinkKind::Other;
}

// A statement of votes says nothing of control unless the votes can exceed half.
bool can_show(const Link& link) {
    return link.kind != LinkKind::Stake &&
           (link.kind != LinkKind::Voting || link.share.most > kWhole / 2);
}

bool shows(const Link& link, Held held) {
    return !is_perhaps_only(link, held) &&
           (link.kind != LinkKind::Voting || link.share == kUnknownShare ||
            link.share.least > kWhole / 2);
}

// Whoever is above a party by any link that holds, or perhaps does, on the day; the party first,
// then the nearest, at most kMostAbove.
struct Above {
    Above(const Graph& graph, std::uint32_t party, base::Day day)
        : network(Network::on(graph, day)), parties{party} {
        std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> by_asset;
        for (std::uint32_t i = 0; i < graph.links().size(); ++i)
            if (graph.links()[i].period.on(day) != Held::No)
                by_asset[graph.links()[i].asset].push_back(i);
        std::unordered_set<std::uint32_t> seen{party};
        for (std::size_t next = 0; next < parties.size(); ++next)
            for (std::uint32_t i : by_asset[parties[next]]) {
                std::uint32_t owner = graph.links()[i].owner;
                if (!seen.contains(owner) && parties.size() >= kMostAbove) continue;
                links[parties[next]].push_back(i);
                held[i] = graph.links()[i].period.on(day);
                if (seen.insert(owner).second) parties.push_back(owner);
            }
    }

    Network network;
    std::vector<std::uint32_t> parties;
    std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> links;  // of each asset
    std::unordered_map<std::uint32_t, Held> held;                         // by link
};

using Found = std::map<std::uint32_t, ControlStep>;  // by the party controlled

ControlStep by_shares(const Above& above, const Found& members, std::uint32_t controller,
                      std::uint32_t asset) {
    ControlStep step{controller, asset, false, kNone, {0, 0}, {}};
    const Network& network = above.network;
    std::uint32_t i = network.first_of_asset(asset);
    for (; i != kNone; i = network.stake(i).next_of_asset) {
        const Stake& stake = network.stake(i);
        if (stake.owner != controller && !members.contains(stake.owner)) continue;
        bool owner_is_certain = stake.owner == controller || members.at(stake.owner).is_certain;
        step.share.least += owner_is_certain ? stake.least : Share{0};
        step.share.most = std::min(kWhole, step.share.most + stake.most);
        step.holders.push_back(stake.owner);
    }
    std::ranges::sort(step.holders);
    step.is_certain = step.share.least > kWhole / 2;
    return step;
}

// Certain steps first, to their end; then those that are only perhaps.
Found controlled_by(const Graph& graph, const Above& above, std::uint32_t controller) {
    Found found;
    auto is_member = [&](std::uint32_t i) { return i == controller || found.contains(i); };
    for (bool certain : {true, false})
        for (bool grows = true; grows;) {
            grows = false;
            for (std::uint32_t asset : above.parties) {
                if (is_member(asset)) continue;
                ControlStep step = by_shares(above, found, controller, asset);
                bool is_found = certain ? step.is_certain : step.share.most > kWhole / 2;
                auto links = above.links.find(asset);
                if (links == above.links.end()) continue;
                for (std::uint32_t i : links->second) {
                    const Link& link = graph.links()[i];
                    if (!is_member(link.owner) || !can_show(link)) continue;
                    bool is_certain = shows(link, above.held.at(i)) &&
                                      (link.owner == controller || found.at(link.owner).is_certain);
                    if (certain && !is_certain) continue;
                    step = {link.owner, asset, is_certain, i, link.share, {}};
                    is_found = true;
                    break;
                }
                if (!is_found) continue;
                found.emplace(asset, step);
                grows = true;
            }
        }
    return found;
}

Control told(const Found& found, std::uint32_t controller, std::uint32_t party) {
    Control control{controller, party, Controlled::NotShown, false, {}};
    auto at = found.find(party);
    if (at == found.end()) return control;
    control.standing = at->second.is_certain ? Controlled::Shown : Controlled::Perhaps;
    std::vector<std::uint32_t> wanted{party};
    std::set<std::uint32_t> seen;
    while (!wanted.empty()) {
        std::uint32_t next = wanted.back();
        wanted.pop_back();
        if (next == controller || !seen.insert(next).second) continue;
        const ControlStep& step = found.at(next);
        control.path.push_back(step);
        if (step.link != kNone) wanted.push_back(step.from);
        for (std::uint32_t holder : step.holders) wanted.push_back(holder);
    }
    std::ranges::reverse(control.path);
    const ControlStep& last = at->second;
    control.is_direct = last.link != kNone ? last.from == controller
                                           : last.holders == std::vector<std::uint32_t>{controller};
    return control;
}

}  // namespace

std::string_view name_of(Controlled standing) {
    return standing == Controlled::Shown     ? "shown"
           : standing == Controlled::Perhaps ? "perhaps"
                                             : "not shown";
}

Control control_by(const Graph& graph, std::uint32_t controller, std::uint32_t party,
                   base::Day day) {
    Above above(graph, party, day);
    return told(controlled_by(graph, above, controller), controller, party);
}

std::vector<Control> controllers_of(const Graph& graph, std::uint32_t party, base::Day day) {
    Above above(graph, party, day);
    std::vector<Control> out;
    for (std::uint32_t controller : above.parties) {
        if (controller == party) continue;
        Control control = told(controlled_by(graph, above, controller), controller, party);
        if (control.standing != Controlled::NotShown) out.push_back(std::move(control));
    }
    std::ranges::stable_sort(out, [](const Control& a, const Control& b) {
        return a.standing != b.standing ? a.standing > b.standing : a.controller < b.controller;
    });
    return out;
}

}  // namespace standstill::screening::owners
