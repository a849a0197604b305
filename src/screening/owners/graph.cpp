#include "screening/owners/graph.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"

namespace standstill::screening::owners {

namespace {

constexpr std::array<std::pair<LinkKind, std::string_view>, 11> kNames{{
    {LinkKind::Stake, "stake"},
    {LinkKind::Voting, "voting"},
    {LinkKind::Appointment, "appointment"},
    {LinkKind::Management, "management"},
    {LinkKind::Contractual, "contractual"},
    {LinkKind::Trust, "trust"},
    {LinkKind::Nominee, "nominee"},
    {LinkKind::State, "state"},
    {LinkKind::Indirect, "indirect"},
    {LinkKind::Directorship, "directorship"},
    {LinkKind::Other, "other"},
}};

void join_lists(Party& into, const Party& from) {
    for (const OnList& list : from.lists)
        if (std::ranges::find(into.lists, list) == into.lists.end()) into.lists.push_back(list);
    for (const std::string& country : from.countries)
        if (std::ranges::find(into.countries, country) == into.countries.end())
            into.countries.push_back(country);
}

}  // namespace

std::string_view name_of(LinkKind kind) {
    return std::ranges::find(kNames, kind, &std::pair<LinkKind, std::string_view>::first)->second;
}

base::Result<LinkKind> parse_link_kind(std::string_view text) {
    for (const auto& [kind, name] : kNames)
        if (name == text) return kind;
    std::vector<std::string> names;
    for (const auto& [kind, name] : kNames) names.emplace_back(name);
    return base::invalid(fmt::format("`{}` is no kind of holding; expected one of {}{}",
                                     text.substr(0, 60), base::join(names, ", "),
                                     base::did_you_mean(text.substr(0, 60), names)));
}

std::uint32_t Graph::party(std::string_view id) {
    auto [at, is_new] =
        index_.try_emplace(std::string(id), static_cast<std::uint32_t>(parties_.size()));
    if (is_new) {
        Party party;
        party.id = id;
        party.name = id;
        parties_.push_back(std::move(party));
        held_.push_back(0);
    }
    return at->second;
}

base::Result<std::uint32_t> Graph::find(std::string_view id_or_name) const {
    if (auto at = index_.find(std::string(id_or_name)); at != index_.end()) return at->second;
    std::vector<std::uint32_t> found;
    for (std::uint32_t i = 0; i < parties_.size(); ++i)
        if (parties_[i].name == id_or_name) found.push_back(i);
    if (found.size() == 1) return found.front();
    if (found.size() > 1)
        return base::fail(
            base::ErrorKind::NotFound,
            fmt::format("{} parties are called `{}`: {}, {} ...; use the id", found.size(),
                        id_or_name, parties_[found[0]].id, parties_[found[1]].id));
    std::string hint;
    if (parties_.size() <= 20'000) {  // a near miss among millions is no help
        std::vector<std::string> known;
        for (const Party& party : parties_) {
            known.push_back(party.id);
            if (party.name != party.id) known.push_back(party.name);
        }
        hint = base::did_you_mean(id_or_name, known);
    }
    return base::fail(base::ErrorKind::NotFound,
                      fmt::format("no party of the graph is `{}`{}", id_or_name, hint));
}

base::Status Graph::add(Link link) {
    auto name = [&](std::uint32_t i) { return parties_[i].id; };
    if (link.owner == link.asset)
        return base::invalid(fmt::format("`{}` cannot hold itself", name(link.owner)));
    if (link.share.least < 0 || link.share.most > kWhole || link.share.least > link.share.most)
        return base::invalid(fmt::format("the share of `{}` in `{}` is no range from 0 to 100 %",
                                         name(link.owner), name(link.asset)));
    if (links_.size() >= kMostLinks || parties_.size() > kMostParties ||
        held_[link.asset] >= kMostLinksOfOneAsset)
        return base::invalid(
            fmt::format("too many links (the one of `{}` in `{}` is beyond the bound)",
                        name(link.owner), name(link.asset)));
    ++held_[link.asset];
    links_.push_back(std::move(link));
    return base::Done{};
}

base::Status Graph::merge(const Graph& other) {
    std::vector<std::uint32_t> at(other.parties_.size());
    for (std::size_t i = 0; i < at.size(); ++i) {
        const Party& from = other.parties_[i];
        at[i] = party(from.id);
        Party& into = parties_[at[i]];
        if (into.name == into.id) into.name = from.name;
        if (into.kind == EntityKind::Unknown) into.kind = from.kind;
        join_lists(into, from);
        if (from.has_all_holders) {
            into.has_all_holders = true;
            into.holders_source = from.holders_source;
        }
        if (from.is_adverse) {
            into.is_adverse = true;
            into.adverse_source = from.adverse_source;
        }
    }
    for (Link link : other.links_) {
        link.owner = at[link.owner];
        link.asset = at[link.asset];
        if (auto added = add(std::move(link)); !added) return added;
    }
    remarks.insert(remarks.end(), other.remarks.begin(), other.remarks.end());
    return base::Done{};
}

}  // namespace standstill::screening::owners
