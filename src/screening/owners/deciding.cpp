// Which missing fact would settle it? Each is tried: set to its least and to its most, the rule is
// asked again over what lies above the party, and the turning point is found by halving. The answer
// is monotone in one share, for more in the hands of one holder is less for all others.
#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <unordered_map>

#include "screening/owners/verdict.h"

namespace standstill::screening::owners {

namespace {

struct Fact {
    std::uint32_t owner;  // kNone: unknown holders
    std::uint32_t asset;
    Range known;
    Share favours_not_blocked, favours_blocked;
};

struct Setting {
    const Fact* fact;
    Share share;
};

class Trial {
public:
    Trial(const Network& network, const Threshold& threshold, const Seeds& seeds,
          std::uint32_t party)
        : part_(network.above(party, parties_)), threshold_(threshold) {
        for (std::uint32_t i = 0; i < parties_.size(); ++i) {
            if (std::ranges::binary_search(seeds.certain, parties_[i])) seeds_.certain.push_back(i);
            if (std::ranges::binary_search(seeds.all, parties_[i])) seeds_.all.push_back(i);
        }
    }

    const Network& part() const { return part_; }
    std::uint32_t whole_index(std::uint32_t i) const { return parties_[i]; }

    Standing ask(std::span<const Setting> settings) const {
        Network network = part_;
        Seeds seeds = seeds_;
        for (const Setting& setting : settings) {
            const Fact& fact = *setting.fact;
            if (fact.owner != kNone) {
                network.set(fact.owner, fact.asset, exactly(setting.share));
                continue;
            }
            network.set_closed(fact.asset);
            if (setting.share == 0) continue;
            std::uint32_t somebody = network.add_party();
            network.add(somebody, fact.asset, exactly(setting.share));
            seeds.certain.push_back(somebody);
            seeds.all.push_back(somebody);
        }
        if (Closure(network, threshold_, Question::Certain, seeds.certain).has(0))
            return Standing::Blocked;
        return Closure(network, threshold_, Question::Possible, seeds.all).has(0)
                   ? Standing::CannotBeExcluded
                   : Standing::NotBlocked;
    }

    std::vector<Fact> facts() const {
        Closure possible(part_, threshold_, Question::Possible, seeds_.all);
        std::vector<Fact> out;
        for (std::uint32_t asset = 0; asset < part_.size(); ++asset) {
            if (!possible.has(asset) || possible.is_seed(asset)) continue;
            std::uint32_t i = part_.first_of_asset(asset);
            for (; i != kNone; i = part_.stake(i).next_of_asset) {
                const Stake& stake = part_.stake(i);
                if (stake.least == stake.most) continue;
                bool is_bad = possible.has(stake.owner);
                out.push_back({stake.owner,
                               asset,
                               {stake.least, stake.most},
                               is_bad ? stake.least : stake.most,
                               is_bad ? stake.most : stake.least});
            }
            Share unknown = part_.unknown(asset);
            if (unknown > 0 && !part_.is_closed(asset))
                out.push_back({kNone, asset, {0, unknown}, 0, unknown});
        }
        return out;
    }

private:
    std::vector<std::uint32_t> parties_;
    Network part_;
    Threshold threshold_;
    Seeds seeds_;
};

Share to_unit(Share share) { return share / kUnit * kUnit; }

// The shares from the end that gives the answer up to the last one that does.
Range turning(const Trial& trial, const Fact& fact, Share gives, Share does_not, Standing answer) {
    Share good = gives, bad = does_not;
    while (good - bad > kUnit || bad - good > kUnit) {
        Share middle = to_unit(good + (bad - good) / 2);
        if (middle == good || middle == bad) break;
        Setting setting{&fact, middle};
        (trial.ask({&setting, 1}) == answer ? good : bad) = middle;
    }
    return {std::min(gives, good), std::max(gives, good)};
}

Deciding in_whole(const Trial& trial, const Fact& fact) {
    return {fact.owner == kNone ? kNone : trial.whole_index(fact.owner),
            trial.whole_index(fact.asset), fact.known, std::nullopt, std::nullopt};
}

void try_alone(const Trial& trial, const Fact& fact, Verdict& verdict) {
    Deciding found = in_whole(trial, fact);
    Setting low{&fact, fact.favours_not_blocked}, high{&fact, fact.favours_blocked};
    if (trial.ask({&low, 1}) == Standing::NotBlocked)
        found.not_blocked = turning(trial, fact, low.share, high.share, Standing::NotBlocked);
    if (trial.ask({&high, 1}) == Standing::Blocked)
        found.blocked = turning(trial, fact, high.share, low.share, Standing::Blocked);
    if (found.not_blocked || found.blocked) verdict.deciding.push_back(found);
}

// The first set of two, then of three facts that gives the answer; empty when there is none.
std::vector<Deciding> together(const Trial& trial, const std::vector<Fact>& facts,
                               Standing answer) {
    auto set_to = [&](std::size_t i) {
        return Setting{&facts[i], answer == Standing::Blocked ? facts[i].favours_blocked
                                                              : facts[i].favours_not_blocked};
    };
    std::vector<Setting> all;
    for (std::size_t i = 0; i < facts.size(); ++i) all.push_back(set_to(i));
    if (trial.ask(all) != answer) return {};
    auto named = [&](std::span<const Setting> settings) {
        std::vector<Deciding> out;
        for (const Setting& setting : settings) {
            out.push_back(in_whole(trial, *setting.fact));
            (answer == Standing::Blocked ? out.back().blocked : out.back().not_blocked) =
                exactly(setting.share);
        }
        return out;
    };
    for (std::size_t a = 0; a < facts.size(); ++a)
        for (std::size_t b = a + 1; b < facts.size(); ++b)
            if (Setting two[] = {all[a], all[b]}; trial.ask(two) == answer) return named(two);
    for (std::size_t a = 0; a < facts.size(); ++a)
        for (std::size_t b = a + 1; b < facts.size(); ++b)
            for (std::size_t c = b + 1; c < facts.size(); ++c)
                if (Setting three[] = {all[a], all[b], all[c]}; trial.ask(three) == answer)
                    return named(three);
    return {};
}

}  // namespace

void find_deciding(const Network& network, const Threshold& threshold, const Seeds& seeds,
                   Verdict& verdict) {
    Trial trial(network, threshold, seeds, verdict.party);
    std::vector<Fact> facts = trial.facts();
    if (trial.part().stakes() > kMostStakesTried) {
        verdict.remarks.push_back(fmt::format(
            "{} stakes lie above the party; which of them would decide was not tried (at most {})",
            trial.part().stakes(), kMostStakesTried));
        return;
    }
    if (facts.size() > kMostFactsTried) {
        verdict.remarks.push_back(
            fmt::format("of {} open facts the {} nearest to the party were tried", facts.size(),
                        kMostFactsTried));
        facts.resize(kMostFactsTried);
    }
    for (const Fact& fact : facts) try_alone(trial, fact, verdict);
    auto any = [&](auto member) {
        return std::ranges::any_of(verdict.deciding,
                                   [&](const Deciding& one) { return (one.*member).has_value(); });
    };
    if (!any(&Deciding::not_blocked))
        verdict.together_not_blocked = together(trial, facts, Standing::NotBlocked);
    if (!any(&Deciding::blocked))
        verdict.together_blocked = together(trial, facts, Standing::Blocked);
}

}  // namespace standstill::screening::owners
