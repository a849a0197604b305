// The fixed points against every world there is, and changes against starting over.
#include <algorithm>
#include <random>

#include "owners_world.h"
#include "screening/owners/closure.h"

namespace standstill::screening::owners {
namespace {

constexpr int kSteps = 4;  // a world's shares are multiples of a quarter
constexpr Share kStep = kWhole / kSteps;

struct Small {
    std::uint32_t parties;
    struct One {
        std::uint32_t owner, asset;
        int least, most;
    };
    std::vector<One> stakes;
    std::vector<bool> complete;
    std::vector<std::uint32_t> seeds;
    Threshold threshold;
};

Network network_of(const Small& small) {
    Network network(small.parties);
    for (const auto& one : small.stakes)
        network.set(one.owner, one.asset, {one.least * kStep, one.most * kStep});
    for (std::uint32_t i = 0; i < small.parties; ++i)
        if (small.complete[i]) network.set_complete(i);
    return network;
}

// The rule in one world: `shares` of the stakes, and of each asset the part that unknown blocked
// persons hold. Written as the rule is said, again and again until nothing is new.
std::vector<bool> blocked_in(const Small& small, const std::vector<int>& shares,
                             const std::vector<int>& unknown) {
    std::vector<bool> blocked(small.parties, false);
    for (std::uint32_t seed : small.seeds) blocked[seed] = true;
    for (bool grows = true; grows;) {
        grows = false;
        for (std::uint32_t asset = 0; asset < small.parties; ++asset) {
            if (blocked[asset]) continue;
            int sum = unknown[asset];
            for (std::size_t i = 0; i < small.stakes.size(); ++i)
                if (small.stakes[i].asset == asset && blocked[small.stakes[i].owner])
                    sum += shares[i];
            if (!small.threshold.reached_by(sum * kStep)) continue;
            blocked[asset] = true;
            grows = true;
        }
    }
    return blocked;
}

struct Worlds {
    std::vector<bool> in_all, in_some;
    bool any = false;
};

Worlds all_worlds(const Small& small) {
    Worlds worlds{std::vector<bool>(small.parties, true), std::vector<bool>(small.parties, false)};
    std::vector<int> shares(small.stakes.size());
    auto look = [&] {
        std::vector<int> left(small.parties, kSteps);
        for (std::size_t i = 0; i < shares.size(); ++i) left[small.stakes[i].asset] -= shares[i];
        for (std::uint32_t i = 0; i < small.parties; ++i) {
            if (left[i] < 0) return;
            if (small.complete[i] && left[i] > 0) return;
        }
        worlds.any = true;
        // What unknown holders do is monotone: either nothing, or all that is left.
        for (int part : {0, 1}) {
            std::vector<int> unknown = left;
            if (part == 0) std::ranges::fill(unknown, 0);
            std::vector<bool> blocked = blocked_in(small, shares, unknown);
            for (std::uint32_t i = 0; i < small.parties; ++i) {
                if (!blocked[i]) worlds.in_all[i] = false;
                if (blocked[i]) worlds.in_some[i] = true;
            }
        }
    };
    auto choose = [&](auto&& self, std::size_t i) -> void {
        if (i == shares.size()) return look();
        for (shares[i] = small.stakes[i].least; shares[i] <= small.stakes[i].most; ++shares[i])
            self(self, i + 1);
    };
    choose(choose, 0);
    return worlds;
}

Small random_small(std::mt19937& random) {
    auto pick = [&](int from, int to) { return std::uniform_int_distribution(from, to)(random); };
    Small small;
    small.parties = static_cast<std::uint32_t>(pick(2, 5));
    small.complete.resize(small.parties);
    for (std::uint32_t i = 0; i < small.parties; ++i) small.complete[i] = pick(0, 2) == 0;
    for (int n = pick(1, 6); n > 0; --n) {
        auto owner = static_cast<std::uint32_t>(pick(0, static_cast<int>(small.parties) - 1));
        auto asset = static_cast<std::uint32_t>(pick(0, static_cast<int>(small.parties) - 1));
        bool is_known = std::ranges::any_of(small.stakes, [&](const Small::One& one) {
            return one.owner == owner && one.asset == asset;
        });
        if (owner == asset || is_known) continue;
        int least = pick(0, kSteps);
        small.stakes.push_back({owner, asset, least, pick(least, kSteps)});
    }
    // Nobody said who holds a party without holders, so nobody can have said that it is all.
    for (std::uint32_t i = 0; i < small.parties; ++i)
        if (std::ranges::none_of(small.stakes, [&](const auto& one) { return one.asset == i; }))
            small.complete[i] = false;
    small.seeds = {static_cast<std::uint32_t>(pick(0, static_cast<int>(small.parties) - 1))};
    small.threshold.is_inclusive = pick(0, 3) != 0;
    return small;
}

TEST(OwnersClosure, IsExactlyWhatAllWorldsSay) {
    std::mt19937 random(1);
    int compared = 0, certain_found = 0, only_possible = 0;
    for (int round = 0; round < 6000; ++round) {
        Small small = random_small(random);
        Worlds worlds = all_worlds(small);
        if (!worlds.any) continue;  // contradictory statements: next test
        ++compared;
        Network network = network_of(small);
        Closure certain(network, small.threshold, Question::Certain, small.seeds);
        Closure stakes(network, small.threshold, Question::Stakes, small.seeds);
        Closure possible(network, small.threshold, Question::Possible, small.seeds);
        for (std::uint32_t i = 0; i < small.parties; ++i) {
            ASSERT_EQ(certain.has(i), worlds.in_all[i]) << "round " << round << " party " << i;
            ASSERT_EQ(possible.has(i), worlds.in_some[i]) << "round " << round << " party " << i;
            ASSERT_LE(certain.has(i), stakes.has(i));
            ASSERT_LE(stakes.has(i), possible.has(i));
            certain_found += certain.has(i) ? 1 : 0;
            only_possible += possible.has(i) && !certain.has(i) ? 1 : 0;
        }
    }
    EXPECT_GT(compared, 3000);
    EXPECT_GT(certain_found, 4000);
    EXPECT_GT(only_possible, 2000);
}

TEST(OwnersClosure, AChangeGivesWhatStartingOverGives) {
    std::mt19937 random(2);
    auto pick = [&](int from, int to) { return std::uniform_int_distribution(from, to)(random); };
    for (int round = 0; round < 60; ++round) {
        auto parties = static_cast<std::uint32_t>(pick(3, 40));
        Network network(parties);
        for (std::uint32_t i = 0; i < parties; ++i)
            if (pick(0, 4) == 0) network.set_complete(i);
        std::vector<std::uint32_t> seeds{0, 1};
        Threshold threshold{kWhole / 2, pick(0, 1) == 0};
        Closure closures[] = {{network, threshold, Question::Certain, seeds},
                              {network, threshold, Question::Stakes, seeds},
                              {network, threshold, Question::Possible, seeds}};
        for (int step = 0; step < 200; ++step) {
            auto owner = static_cast<std::uint32_t>(pick(0, static_cast<int>(parties) - 1));
            auto asset = static_cast<std::uint32_t>(pick(0, static_cast<int>(parties) - 1));
            if (owner == asset) continue;
            Share least = pick(0, 3) == 0 ? 0 : pick(0, 60) * kPercent;
            Range share{least, least + pick(0, 1) * pick(0, 40) * kPercent};
            std::uint32_t i = network.find(owner, asset);
            Range before =
                i == kNone ? Range{0, 0} : Range{network.stake(i).least, network.stake(i).most};
            network.set(owner, asset, share);
            for (Closure& closure : closures) closure.changed(owner, asset, before);
            for (Question question : {Question::Certain, Question::Stakes, Question::Possible}) {
                Closure& kept = closures[static_cast<int>(question)];
                Closure fresh(network, threshold, question, seeds);
                ASSERT_EQ(kept.size(), fresh.size()) << "round " << round << " step " << step;
                for (std::uint32_t party = 0; party < parties; ++party) {
                    ASSERT_EQ(kept.has(party), fresh.has(party));
                    ASSERT_EQ(kept.held(party).least, fresh.held(party).least);
                    ASSERT_EQ(kept.held(party).most, fresh.held(party).most);
                }
            }
        }
    }
}

TEST(OwnersClosure, ACycleDoesNotHoldItselfUp) {
    Network network(3);
    network.set(0, 1, exactly(50 * kPercent));
    network.set(1, 2, exactly(50 * kPercent));
    network.set(2, 1, exactly(50 * kPercent));
    std::vector<std::uint32_t> seeds{0};
    Closure certain(network, {}, Question::Certain, seeds);
    EXPECT_TRUE(certain.has(2));
    network.set(0, 1, exactly(0));
    certain.changed(0, 1, exactly(50 * kPercent));
    EXPECT_FALSE(certain.has(1));
    EXPECT_FALSE(certain.has(2));
}

struct Row {
    const char* why;
    const char* stakes;
    const char* complete;
    Standing standing;
    Ground ground;
};

TEST(OwnersVerdict, SaysOnWhichGround) {
    using enum Standing;
    const Row rows[] = {
        {"nobody knows who owns it", "o 10 A", "", CannotBeExcluded, Ground::UnknownHolders},
        {"known holders leave less than half", "o 50.000001 A", "", NotBlocked, Ground::Nothing},
        {"they leave exactly half", "o 50 A", "", CannotBeExcluded, Ground::UnknownHolders},
        {"more than half is with another", "o >50 A; X ? A", "", NotBlocked, Ground::Nothing},
        {"a listed holder of unknown size", "X ? A; o 50 A", "", CannotBeExcluded, Ground::Stakes},
        {"a range across the threshold", "X 25-75 A; o 25-75 A", "A", CannotBeExcluded,
         Ground::Stakes},
        {"a range below it, the rest unknown", "X 25-30 A", "", CannotBeExcluded, Ground::Stakes},
        {"all holders known, and the other has at most half: listed has the rest",
         "X 0-100 A; o 0-50 A", "A", Blocked, Ground::Stakes},
        {"the same without the word that it is all", "X 0-100 A; o 0-50 A", "", CannotBeExcluded,
         Ground::Stakes},
        {"through a party that is only perhaps blocked", "X 25-75 B; o 25 B; B 100 A", "",
         CannotBeExcluded, Ground::Stakes},
        {"unknown owners of the owner", "B 100 A", "", CannotBeExcluded, Ground::UnknownHolders},
        {"sources that contradict one another", "X 60 A; o 60 A", "", Blocked, Ground::Stakes},
        {"and where the listed one has less", "X 40 A; o 80 A", "A", NotBlocked, Ground::Nothing},
    };
    for (const Row& row : rows) {
        SCOPED_TRACE(row.why);
        Graph graph = world(row.stakes, "X", row.complete);
        Verdict found = verdict(graph, "A");
        EXPECT_EQ(found.standing, row.standing);
        EXPECT_EQ(found.ground, row.ground);
    }
}

TEST(OwnersGraph, AnAssetWithMoreHoldersThanCanBeSummedIsRefused) {
    Graph graph;
    Link link;
    link.asset = graph.party("A");
    link.owner = graph.party("X");
    for (std::size_t i = 0; i < kMostLinksOfOneAsset; ++i) ASSERT_TRUE(graph.add(link));
    auto added = graph.add(link);
    ASSERT_FALSE(added);
    EXPECT_EQ(added.error().message, "too many links (the one of `X` in `A` is beyond the bound)");
    link.asset = graph.party("B");
    EXPECT_TRUE(graph.add(link)) << "another asset has its own bound";
    EXPECT_EQ(Network::on(graph, day("2026-01-01")).unknown(0), kWhole);
}

TEST(OwnersVerdict, TwoStatementsOfOneStakeAreNotAdded) {
    Graph graph = world("X 30 A; X 30 A; o 40 A", "X");
    EXPECT_EQ(verdict(graph, "A").standing, Standing::CannotBeExcluded);
    EXPECT_EQ(verdict(graph, "A").least, 30 * kPercent);
}

TEST(OwnersVerdict, TwoSourcesThatExcludeOneAnotherProveTheLesser) {
    Graph graph = world("X 60 A; X 40 A", "X");
    Graph sourced;
    for (Link link : graph.links()) {
        link.owner = sourced.party("X");
        link.asset = sourced.party("A");
        link.source = sourced.links().empty() ? "one" : "another";
        ASSERT_TRUE(sourced.add(link));
    }
    sourced.parties()[sourced.party("X")].lists.push_back({"given", {}, true, ""});
    Verdict found = verdict(sourced, "A");
    EXPECT_EQ(found.standing, Standing::CannotBeExcluded);
    EXPECT_EQ(found.least, 40 * kPercent);
    ASSERT_EQ(found.remarks.size(), 1u);
    EXPECT_EQ(found.remarks[0],
              "sources differ on the share of `X` in `A`; the smaller least is taken");
}

TEST(OwnersVerdict, WhatNobodyVerifiedProvesNothing) {
    Graph graph = world("X 100 A", "X");
    Link link = graph.links()[0];
    Graph unverified;
    link.owner = unverified.party("X");
    link.asset = unverified.party("A");
    link.is_verified = false;
    ASSERT_TRUE(unverified.add(link));
    unverified.parties()[link.owner].lists.push_back({"given", {}, true, ""});
    EXPECT_EQ(verdict(graph, "A").standing, Standing::Blocked);
    EXPECT_EQ(verdict(unverified, "A").standing, Standing::CannotBeExcluded);
    EXPECT_EQ(verdict(unverified, "A").ground, Ground::Stakes);
}

TEST(OwnersVerdict, AHitThatWaitsMakesNothingCertain) {
    Graph graph = world("X 100 A; A 100 B");
    graph.parties()[*graph.find("X")].lists.push_back({"given", {}, false, "hit 7"});
    EXPECT_EQ(verdict(graph, "X").ground, Ground::PerhapsListed);
    EXPECT_EQ(verdict(graph, "B").standing, Standing::CannotBeExcluded);
    EXPECT_EQ(verdict(graph, "B").ground, Ground::Stakes);
}

TEST(OwnersVerdict, NamesTheStakeThatWouldDecide) {
    Graph graph = world("X 20 A; B ? A; o 40 A; X 100 B", "X", "A");
    // X and B hold what is left of o's 40 %, so B has exactly 40 %: blocked, and nothing is open.
    EXPECT_EQ(verdict(graph, "A").standing, Standing::Blocked);

    Graph open = world("X 20 A; B ? A; o 40 A; X 100 B", "X");
    Verdict found = verdict(open, "A");
    ASSERT_EQ(found.standing, Standing::CannotBeExcluded);
    const Deciding* stake = nullptr;
    for (const Deciding& one : found.deciding)
        if (one.owner == *open.find("B")) stake = &one;
    ASSERT_NE(stake, nullptr);
    ASSERT_TRUE(stake->blocked);
    EXPECT_EQ(stake->blocked->least, 30 * kPercent);
    EXPECT_FALSE(stake->not_blocked) << "unknown holders could be blocked beside X";
    // Two facts together would show that it is not: B has nothing, and the unknown are not blocked.
    EXPECT_EQ(found.together_not_blocked.size(), 2u);
}

TEST(OwnersVerdict, TheTurningPointIsTheThreshold) {
    Graph graph = world("X 10-90 A; o 10 A", "X");
    graph.parties()[*graph.find("A")].has_all_holders = false;
    Verdict found = verdict(graph, "A");
    ASSERT_EQ(found.standing, Standing::CannotBeExcluded);
    bool is_named = false;
    for (const Deciding& one : found.deciding) {
        if (one.owner != *graph.find("X") || !one.blocked) continue;
        is_named = true;
        EXPECT_EQ(one.blocked->least, 50 * kPercent);
        EXPECT_EQ(one.blocked->most, 90 * kPercent);
    }
    EXPECT_TRUE(is_named);
}

}  // namespace
}  // namespace standstill::screening::owners
