#include "screening/owners/network.h"

#include <algorithm>
#include <unordered_map>

namespace standstill::screening::owners {

namespace {

struct Holding {
    std::uint32_t owner, asset;
    Range share;
};

}  // namespace

Network::Network(std::size_t parties)
    : first_of_owner_(parties, kNone),
      first_of_asset_(parties, kNone),
      totals_(parties),
      complete_(parties, 0),
      closed_(parties, 0) {}

Network Network::on(const Graph& graph, base::Day day) {
    Network network(graph.parties().size());
    std::vector<Holding> held;
    held.reserve(graph.links().size());
    for (const Link& link : graph.links()) {
        Held on = link.period.on(day);
        if (on == Held::No || link.kind != LinkKind::Stake) continue;
        Range share = link.share;
        if (on == Held::Perhaps || !link.is_verified || link.is_indirect) share.least = 0;
        held.push_back({link.owner, link.asset, share});
    }
    std::ranges::stable_sort(held, [](const Holding& a, const Holding& b) {
        return a.owner != b.owner ? a.owner < b.owner : a.asset < b.asset;
    });
    network.stakes_.reserve(held.size());
    for (std::size_t i = 0; i < held.size();) {
        Range joined = held[i].share;
        std::size_t next = i + 1;
        for (; next < held.size() && held[next].owner == held[i].owner &&
               held[next].asset == held[i].asset;
             ++next) {
            joined.least = std::max(joined.least, held[next].share.least);
            joined.most = std::min(kWhole, joined.most + held[next].share.most);
        }
        network.add(held[i].owner, held[i].asset, joined);
        i = next;
    }
    for (std::uint32_t i = 0; i < graph.parties().size(); ++i) {
        const Party& party = graph.parties()[i];
        // Nobody owns a person.
        if (party.has_all_holders || party.kind == EntityKind::Person) network.set_complete(i);
        if (party.kind == EntityKind::Person) network.set_closed(i);
    }
    return network;
}

std::uint32_t Network::find(std::uint32_t owner, std::uint32_t asset) const {
    std::uint32_t i = first_of_owner_[owner];
    while (i != kNone && stakes_[i].asset != asset) i = stakes_[i].next_of_owner;
    return i;
}

std::uint32_t Network::add(std::uint32_t owner, std::uint32_t asset, Range share) {
    auto i = static_cast<std::uint32_t>(stakes_.size());
    stakes_.push_back(
        {share.least, share.most, owner, asset, first_of_owner_[owner], first_of_asset_[asset]});
    first_of_owner_[owner] = i;
    first_of_asset_[asset] = i;
    totals_[asset].least += share.least;
    totals_[asset].most += share.most;
    return i;
}

std::uint32_t Network::set(std::uint32_t owner, std::uint32_t asset, Range share) {
    std::uint32_t i = find(owner, asset);
    if (i == kNone) return add(owner, asset, share);
    Stake& stake = stakes_[i];
    totals_[asset].least += share.least - stake.least;
    totals_[asset].most += share.most - stake.most;
    stake.least = share.least;
    stake.most = share.most;
    return i;
}

Network Network::above(std::uint32_t party, std::vector<std::uint32_t>& parties) const {
    std::unordered_map<std::uint32_t, std::uint32_t> at{{party, 0}};
    parties = {party};
    for (std::size_t next = 0; next < parties.size(); ++next)
        for (std::uint32_t i = first_of_asset_[parties[next]]; i != kNone;
             i = stakes_[i].next_of_asset)
            if (at.try_emplace(stakes_[i].owner, static_cast<std::uint32_t>(parties.size())).second)
                parties.push_back(stakes_[i].owner);
    Network out(parties.size());
    for (std::uint32_t p = 0; p < parties.size(); ++p) {
        out.complete_[p] = complete_[parties[p]];
        out.closed_[p] = closed_[parties[p]];
        for (std::uint32_t i = first_of_asset_[parties[p]]; i != kNone;
             i = stakes_[i].next_of_asset)
            out.add(at[stakes_[i].owner], p, {stakes_[i].least, stakes_[i].most});
    }
    return out;
}

std::uint32_t Network::add_party() {
    auto i = static_cast<std::uint32_t>(size());
    first_of_owner_.push_back(kNone);
    first_of_asset_.push_back(kNone);
    totals_.emplace_back();
    complete_.push_back(0);
    closed_.push_back(0);
    return i;
}

}  // namespace standstill::screening::owners
