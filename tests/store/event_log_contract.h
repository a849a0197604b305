// The promises of ledger/event_log.h, as tests that every driver runs.
//
// A driver is a type with `ledger::EventLog& log()` and `void reopen()`, which closes the log and
// opens what was kept (and does nothing where nothing outlives the process). The number in a test's
// comment is the promise's.
#pragma once

#include <atomic>
#include <map>
#include <set>
#include <thread>

#include "ledger/tree.h"
#include "log_fixture.h"

namespace standstill::store {

template <typename Driver>
class EventLogContract : public testing::Test {
protected:
    ledger::EventLog& log() { return driver_.log(); }
    void reopen() { driver_.reopen(); }

    // Indices without a gap, bytes that parse, leaf hashes that fit, a head that is the tree of
    // them all.
    void expect_sound() {
        const auto size = log().size();
        ASSERT_TRUE(size) << size.error().message;
        const auto events = log().read(ledger::LeafIndex{0}, 1'000'000);
        ASSERT_TRUE(events) << events.error().message;
        ASSERT_EQ(events->size(), number(*size));
        const auto leaves = log().leaf_hashes(ledger::LeafIndex{0}, 1'000'000);
        ASSERT_TRUE(leaves) << leaves.error().message;
        ASSERT_EQ(leaves->size(), events->size());
        std::map<std::string, std::uint64_t> next;
        ledger::Frontier frontier;
        for (std::size_t i = 0; i < events->size(); ++i) {
            const auto& event = (*events)[i];
            ASSERT_EQ(number(event.index), i);
            ASSERT_EQ(event.leaf, ledger::leaf_hash(event.bytes));
            ASSERT_EQ(event.leaf, (*leaves)[i]);
            const auto parsed = ledger::parse_event(event.bytes);
            ASSERT_TRUE(parsed) << parsed.error().message;
            ASSERT_EQ(parsed->ver, next[parsed->stream]++) << parsed->stream;
            frontier.append(event.leaf);
        }
        const auto head = log().head();
        ASSERT_TRUE(head) << head.error().message;
        EXPECT_EQ(head->size, *size);
        EXPECT_EQ(head->frontier, frontier.hashes());
    }

    ledger::StoredCheckpoint checkpoint(std::uint64_t size, std::string note = "signed") {
        const auto leaves = log().leaf_hashes(ledger::LeafIndex{0}, size);
        ledger::Frontier frontier;
        frontier.append(*leaves);
        return {ledger::TreeSize{size}, frontier.root(), std::move(note)};
    }

private:
    Driver driver_;
};

TYPED_TEST_SUITE_P(EventLogContract);

TYPED_TEST_P(EventLogContract, StartsEmpty) {
    EXPECT_EQ(*this->log().size(), ledger::TreeSize{0});
    EXPECT_EQ(*this->log().head(), ledger::Head{});
    EXPECT_TRUE(this->log().read(ledger::LeafIndex{0}, 10)->empty());
    EXPECT_TRUE(this->log().read(ledger::LeafIndex{7}, 10)->empty());
    EXPECT_TRUE(this->log().leaf_hashes(ledger::LeafIndex{0}, 10)->empty());
    EXPECT_TRUE(this->log().stream("case-1")->empty());
    EXPECT_TRUE(this->log().streams()->empty());
    EXPECT_EQ(*this->log().receipt("a"), std::nullopt);
    EXPECT_EQ(*this->log().latest_checkpoint(), std::nullopt);
    EXPECT_TRUE(this->log().append({}).empty());
}

// 2, 3, 4
TYPED_TEST_P(EventLogContract, CountsIndicesOverTheLogAndVersionsOverTheStream) {
    EXPECT_EQ(append_one(this->log(), command("a", "case-1")), "0@0+1");
    EXPECT_EQ(append_one(this->log(), command("b", "case-2", "x", 3)), "1@0+3");
    EXPECT_EQ(append_one(this->log(), command("c", "case-1", "y", 2)), "4@1+2");
    this->reopen();
    EXPECT_EQ(append_one(this->log(), command("d", "case-2")), "6@3+1");
    EXPECT_EQ(versions(this->log(), "case-1"), (std::vector<std::uint64_t>{0, 1, 2}));
    EXPECT_EQ(versions(this->log(), "case-2"), (std::vector<std::uint64_t>{0, 1, 2, 3}));
    EXPECT_EQ(versions(this->log(), "case-2", 2), (std::vector<std::uint64_t>{2, 3}));
    EXPECT_TRUE(versions(this->log(), "case-2", 4).empty());
    for (std::uint64_t from : {0, 1, 2, 3, 4, 9})
        for (std::size_t limit : {0, 1, 2, 3, 4, 9}) {
            const auto some = *this->log().stream("case-2", from, limit);
            const std::size_t left = from < 4 ? 4 - static_cast<std::size_t>(from) : 0;
            ASSERT_EQ(some.size(), std::min(limit, left)) << from << "+" << limit;
            for (std::size_t i = 0; i < some.size(); ++i)
                EXPECT_EQ(ledger::scan_event(some[i].bytes)->ver, from + i);
        }
    EXPECT_EQ(*this->log().versions("case-1"), 3U);
    EXPECT_EQ(*this->log().versions("case-2"), 4U);
    EXPECT_EQ(*this->log().versions("case-3"), 0U);
    EXPECT_EQ(*this->log().streams(), (std::vector<std::string>{"case-1", "case-2"}));
    this->expect_sound();
}

TYPED_TEST_P(EventLogContract, ReadsFromAnyIndexUpToALimit) {
    for (int i = 0; i < 5; ++i)
        append_one(this->log(), command("c" + std::to_string(i), "case-1", std::to_string(i), 100));
    const auto all = *this->log().read(ledger::LeafIndex{0}, 1000);
    ASSERT_EQ(all.size(), 500u);
    for (const std::size_t from : {0u, 1u, 99u, 100u, 127u, 128u, 129u, 255u, 499u, 500u, 501u})
        for (const std::size_t limit : {0u, 1u, 2u, 128u, 1000u}) {
            SCOPED_TRACE(std::to_string(from) + "+" + std::to_string(limit));
            const std::size_t begin = std::min<std::size_t>(from, 500),
                              count = std::min(limit, 500 - begin);
            const auto some = *this->log().read(ledger::LeafIndex{from}, limit);
            const auto leaves = *this->log().leaf_hashes(ledger::LeafIndex{from}, limit);
            ASSERT_EQ(some.size(), count);
            ASSERT_EQ(leaves.size(), count);
            for (std::size_t i = 0; i < count; ++i) {
                ASSERT_EQ(some[i], all[begin + i]);
                ASSERT_EQ(leaves[i], all[begin + i].leaf);
            }
        }
}

// 5
TYPED_TEST_P(EventLogContract, RefusesACommandThatExpectsAnotherVersion) {
    EXPECT_EQ(append_one(this->log(), expecting(0, command("a", "case-1"))), "0@0+1");
    EXPECT_TRUE(
        starts_with(append_one(this->log(), expecting(0, command("b", "case-1"))), "Conflict"));
    EXPECT_TRUE(
        starts_with(append_one(this->log(), expecting(2, command("b", "case-1"))), "Conflict"));
    const std::uint64_t huge = ~std::uint64_t{0};
    EXPECT_TRUE(
        starts_with(append_one(this->log(), expecting(huge, command("b", "case-1"))), "Conflict"));
    // A refused command left no trace, so its id is free.
    EXPECT_EQ(*this->log().receipt("b"), std::nullopt);
    EXPECT_EQ(append_one(this->log(), expecting(1, command("b", "case-1"))), "1@1+1");
    this->expect_sound();
}

// 6
TYPED_TEST_P(EventLogContract, AnswersARepeatedCommandWithTheFirstReceipt) {
    EXPECT_EQ(append_one(this->log(), expecting(0, command("a", "case-1", "x", 2))), "0@0+2");
    auto again = command("a", "case-1", "x", 2);
    for (auto& event : again.events) event.at += std::chrono::hours{1};
    EXPECT_EQ(append_one(this->log(), again), "0@0+2 again");
    EXPECT_EQ(append_one(this->log(), expecting(7, again)), "0@0+2 again");
    this->reopen();
    EXPECT_EQ(append_one(this->log(), again), "0@0+2 again");
    EXPECT_EQ(said(**this->log().receipt("a")), "0@0+2 again");
    EXPECT_EQ(number(*this->log().size()), 2u);
}

// 6
TYPED_TEST_P(EventLogContract, RefusesACommandIdWithOtherContent) {
    append_one(this->log(), command("a", "case-1", "x", 2));
    auto other_actor = command("a", "case-1", "x", 2);
    other_actor.actor = "office:auditor";
    for (const auto& other :
         {command("a", "case-1", "y", 2), command("a", "case-1", "x", 1),
          command("a", "case-1", "x", 3), command("a", "case-2", "x", 2), other_actor})
        EXPECT_TRUE(starts_with(append_one(this->log(), other), "Conflict"));
    EXPECT_EQ(number(*this->log().size()), 2u);
    EXPECT_EQ(*this->log().streams(), std::vector<std::string>{"case-1"});
}

// 7
TYPED_TEST_P(EventLogContract, GivesEachCommandOfABatchItsOwnOutcome) {
    const auto outcomes =
        append_all(this->log(),
                   {command("a", "case-1"), expecting(5, command("b", "case-1")),
                    command("a", "case-1"), command("a", "case-1", "other"), command("", "case-1"),
                    command("c", "Not A Stream"), expecting(1, command("d", "case-1")),
                    command("e", "case-2", "x", 0), command("f", "case-2")});
    ASSERT_EQ(outcomes.size(), 9u);
    EXPECT_EQ(outcomes[0], "0@0+1");
    EXPECT_TRUE(starts_with(outcomes[1], "Conflict"));
    EXPECT_EQ(outcomes[2], "0@0+1 again");
    EXPECT_TRUE(starts_with(outcomes[3], "Conflict"));
    EXPECT_TRUE(starts_with(outcomes[4], "Invalid"));
    EXPECT_TRUE(starts_with(outcomes[5], "Invalid"));
    EXPECT_EQ(outcomes[6], "1@1+1");
    EXPECT_TRUE(starts_with(outcomes[7], "Invalid"));
    EXPECT_EQ(outcomes[8], "2@0+1");
    this->reopen();
    EXPECT_EQ(*this->log().streams(), (std::vector<std::string>{"case-1", "case-2"}));
    this->expect_sound();
}

TYPED_TEST_P(EventLogContract, KeepsACommandOfTheLargestSizeWhole) {
    EXPECT_EQ(append_one(this->log(), command("a", "case-1", "x", ledger::kMaxCommandEvents)),
              "0@0+10000");
    EXPECT_TRUE(starts_with(
        append_one(this->log(), command("b", "case-1", "x", ledger::kMaxCommandEvents + 1)),
        "Invalid"));
    this->reopen();
    EXPECT_EQ(append_one(this->log(), command("a", "case-1", "x", ledger::kMaxCommandEvents)),
              "0@0+10000 again");
    EXPECT_EQ(versions(this->log(), "case-1", 9'998), (std::vector<std::uint64_t>{9'998, 9'999}));
    this->expect_sound();
}

TYPED_TEST_P(EventLogContract, RefusesABatchThatIsTooLarge) {
    const std::vector<ledger::Command> commands(ledger::kMaxBatchCommands + 1,
                                                command("a", "case-1"));
    const auto outcomes = this->log().append(commands);
    ASSERT_EQ(outcomes.size(), commands.size());
    EXPECT_TRUE(starts_with(said(outcomes.front()), "Invalid"));
    EXPECT_EQ(number(*this->log().size()), 0u);
}

// 2, 3, 9: many callers, some to streams of their own, some to one that all share.
TYPED_TEST_P(EventLogContract, KeepsItsOrderUnderManyCallers) {
    constexpr std::uint64_t kCallers = 8, kRounds = 40;
    std::atomic<std::uint64_t> failures{0};
    {
        std::vector<std::jthread> callers;
        for (std::uint64_t caller = 0; caller < kCallers; ++caller)
            callers.emplace_back([&, caller] {
                for (std::uint64_t round = 0; round < kRounds; ++round) {
                    const std::string id = std::to_string(caller) + "-" + std::to_string(round);
                    const std::vector<ledger::Command> commands{
                        command("own-" + id, "own-" + std::to_string(caller)),
                        command("all-" + id, "shared", id, 2)};
                    const auto outcomes = this->log().append(commands);
                    if (said(outcomes[0]).find('@') == std::string::npos || !outcomes[1])
                        ++failures;
                    // What was acknowledged can be read at once.
                    const auto seen = this->log().read(outcomes[1]->first_index, 2);
                    if (!seen || seen->size() != 2) ++failures;
                    const auto own = this->log().stream("own-" + std::to_string(caller));
                    if (!own || own->size() != round + 1) ++failures;
                }
            });
    }
    EXPECT_EQ(failures, 0u);
    EXPECT_EQ(number(*this->log().size()), kCallers * kRounds * 3);
    EXPECT_EQ(versions(this->log(), "shared").size(), kCallers * kRounds * 2);
    this->reopen();
    this->expect_sound();
}

// 5: of several who expect the same version, one wins.
TYPED_TEST_P(EventLogContract, LetsOneOfSeveralWritersWin) {
    constexpr int kCallers = 4, kVersions = 25;
    std::atomic<int> won{0};
    {
        std::vector<std::jthread> callers;
        for (int caller = 0; caller < kCallers; ++caller)
            callers.emplace_back([&, caller] {
                for (std::uint64_t version = 0; version < kVersions; ++version) {
                    const auto id = std::to_string(caller) + "-" + std::to_string(version);
                    const auto one = expecting(version, command(id, "case-1", id));
                    for (;;) {
                        const auto outcome = this->log().append({&one, 1}).front();
                        if (outcome) ++won;
                        if (outcome || this->log().stream("case-1", version)->size() > 0) break;
                    }
                }
            });
    }
    EXPECT_EQ(won, kVersions);
    this->expect_sound();
}

// 11
TYPED_TEST_P(EventLogContract, KeepsCheckpointsThatOnlyGrow) {
    append_one(this->log(), command("a", "case-1", "x", 10));
    const auto first = this->checkpoint(4), second = this->checkpoint(10);
    auto kept = [&](const ledger::StoredCheckpoint& next, std::optional<std::uint64_t> seen) {
        std::optional<ledger::TreeSize> previous;
        if (seen) previous = ledger::TreeSize{*seen};
        auto done = this->log().store_checkpoint(next, previous);
        return done ? base::ErrorKind{99} : done.error().kind;
    };
    constexpr auto kKept = base::ErrorKind{99};

    EXPECT_EQ(kept(first, 0), base::ErrorKind::Conflict) << "none was seen";
    EXPECT_EQ(kept(first, std::nullopt), kKept);
    EXPECT_EQ(kept(second, std::nullopt), base::ErrorKind::Conflict) << "one is there";
    EXPECT_EQ(kept({ledger::TreeSize{11}, second.root, "n"}, 4), base::ErrorKind::Invalid)
        << "larger than the log";
    EXPECT_EQ(kept({ledger::TreeSize{10}, first.root, "n"}, 4), base::ErrorKind::Corrupt)
        << "not the root";
    EXPECT_EQ(kept(second, 4), kKept);
    EXPECT_EQ(kept(first, 10), base::ErrorKind::Conflict) << "smaller";
    EXPECT_EQ(kept(second, 4), base::ErrorKind::Conflict) << "another one is the latest";
    EXPECT_EQ(kept({ledger::TreeSize{10}, first.root, "n"}, 10), base::ErrorKind::Conflict)
        << "another root";
    EXPECT_EQ(kept(this->checkpoint(10, "with a cosignature"), 10), kKept);

    this->reopen();
    append_one(this->log(), command("b", "case-1", "x", 3));
    EXPECT_EQ((*this->log().latest_checkpoint())->note, "with a cosignature");
    EXPECT_EQ(kept(this->checkpoint(13), 10), kKept);
    const auto all = *this->log().checkpoints();
    ASSERT_EQ(all.size(), 4u);
    EXPECT_EQ(all[0], first);
    EXPECT_EQ(all[1], second);
}

// 11: of several who publish at once, one wins each size.
TYPED_TEST_P(EventLogContract, LetsOneOfSeveralCheckpointsWin) {
    append_one(this->log(), command("a", "case-1", "x", 8));
    std::atomic<int> won{0};
    {
        std::vector<std::jthread> callers;
        for (int caller = 0; caller < 4; ++caller)
            callers.emplace_back([&, caller] {
                auto mine = this->checkpoint(8, std::to_string(caller));
                if (this->log().store_checkpoint(mine, std::nullopt)) ++won;
            });
    }
    EXPECT_EQ(won, 1);
    EXPECT_EQ(this->log().checkpoints()->size(), 1u);
}

REGISTER_TYPED_TEST_SUITE_P(EventLogContract, StartsEmpty,
                            CountsIndicesOverTheLogAndVersionsOverTheStream,
                            ReadsFromAnyIndexUpToALimit, RefusesACommandThatExpectsAnotherVersion,
                            AnswersARepeatedCommandWithTheFirstReceipt,
                            RefusesACommandIdWithOtherContent,
                            GivesEachCommandOfABatchItsOwnOutcome,
                            KeepsACommandOfTheLargestSizeWhole, RefusesABatchThatIsTooLarge,
                            KeepsItsOrderUnderManyCallers, LetsOneOfSeveralWritersWin,
                            KeepsCheckpointsThatOnlyGrow, LetsOneOfSeveralCheckpointsWin);

}  // namespace standstill::store
