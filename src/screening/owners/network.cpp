#include "screening/owners/network.h"

#include <algorithm>
#include <span>
#include <string>
#include <unordered_map>

namespace standstill::screening::owners {

namespace {

struct Holding {
    std::uint32_t owner, asset;
    Range share;
    const std::string* source;
};

struct Joined {
    Range share;
    bool is_conflict;
};

// Statements of one owner and one asset, those of one source beside one another.
Joined join(std::span<const Holding> said) {
    Share most = 0, least_of_all = 0, smallest = kWhole, fewest = kWhole;
    for (std::size_t i = 0; i < said.size();) {
        Share least = 0, sum = 0;
        std::size_t k = i;
        for (; k < said.size() && *said[k].source == *said[i].source; ++k) {
            least = std::max(least, said[k].share.least);
            sum = std::min(kWhole, sum + said[k].share.most);
        }
        i = k;
        most = std::min(kWhole, most + sum);
        least_of_all = std::max(least_of_all, least);
        smallest = std::min(smallest, least);
        fewest = std::min(fewest, sum);
    }
    bool is_conflict = least_of_all > fewest;
    return {{is_conflict ? smallest : least_of_all, most}, is_conflict};
}

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
        held.push_back({link.owner, link.asset, share, &link.source});
    }
    std::ranges::stable_sort(held, [](const Holding& a, const Holding& b) {
        if (a.owner != b.owner) return a.owner < b.owner;
        return a.asset != b.asset ? a.asset < b.asset : *a.source < *b.source;
    });
    network.stakes_.reserve(held.size());
    for (std::size_t i = 0; i < held.size();) {
        std::size_t next = i + 1;
        while (next < held.size() && held[next].owner == held[i].owner &&
               held[next].asset == held[i].asset)
            ++next;
        Joined joined = join(std::span(held).subspan(i, next - i));
        std::uint32_t stake = network.add(held[i].owner, held[i].asset, joined.share);
        if (joined.is_conflict) network.conflicts_.push_back(stake);
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
