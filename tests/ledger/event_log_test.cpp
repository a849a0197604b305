// What every driver of the log shares: the leaves of a command, and when two commands say the same.
#include "ledger/event_log.h"

#include <gtest/gtest.h>

namespace standstill::ledger {
namespace {

Command example() {
    Command command{.cmd = "import-1",
                    .stream = "case-1",
                    .actor = "officer",
                    .expected_version = 0,
                    .events = {}};
    for (int i = 0; i < 3; ++i)
        command.events.push_back(
            NewEvent{.type = "note.added",
                     .at = base::Instant{std::chrono::seconds{1'700'000'000 + i}},
                     .policy = "",
                     .facts = {{"number", i}},
                     .seals = {}});
    return command;
}

TEST(EventLog, TheEventsOfACommandHaveConsecutiveVersions) {
    auto leaves = leaves_of(example(), 7);
    ASSERT_TRUE(leaves) << leaves.error().message;
    ASSERT_EQ(leaves->size(), 3u);
    for (std::size_t i = 0; i < 3; ++i) {
        auto event = parse_event((*leaves)[i]);
        ASSERT_TRUE(event);
        EXPECT_EQ(event->ver, 7 + i);
        EXPECT_EQ(event->cmd, "import-1");
        EXPECT_EQ(event->facts.at("number").as_int64(), static_cast<std::int64_t>(i));
    }
}

TEST(EventLog, ACommandIsNeitherEmptyNorMalformed) {
    Command command = example();
    command.events[1].type = "Bad";
    auto leaves = leaves_of(command, 0);
    ASSERT_FALSE(leaves);
    EXPECT_EQ(leaves.error().message.rfind("event 1 of the command: `type`", 0), 0u)
        << leaves.error().message;
    command.events.clear();
    EXPECT_FALSE(leaves_of(command, 0));
}

TEST(EventLog, ContentIsAllButTheInstantAndTheExpectedVersion) {
    auto kept = *leaves_of(example(), 3);
    Command again = example();
    again.expected_version = 9;
    for (auto& event : again.events) event.at += std::chrono::hours{1};
    EXPECT_TRUE(same_content(again, kept));

    auto differs = [&](auto change) {
        Command other = example();
        change(other);
        return !same_content(other, kept);
    };
    EXPECT_TRUE(differs([](Command& c) { c.actor = "somebody else"; }));
    EXPECT_TRUE(differs([](Command& c) { c.stream = "case-2"; }));
    EXPECT_TRUE(differs([](Command& c) { c.events.pop_back(); }));
    EXPECT_TRUE(differs([](Command& c) { c.events[0].facts["number"] = 5; }));
    EXPECT_TRUE(differs([](Command& c) { c.events[0].type = "note.removed"; }));
    EXPECT_TRUE(differs([](Command& c) { c.events[2].policy = std::string(64, '0'); }));
    EXPECT_TRUE(differs([](Command& c) { c.events[2].seals.emplace_back("x"); }));
}

}  // namespace
}  // namespace standstill::ledger
