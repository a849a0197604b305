// Taking in: what is refused, what is kept once, and who sees it when.
#include "office/office.h"

#include <gtest/gtest.h>

#include <future>
#include <thread>

#include "ledger/event.h"
#include "office/folder.h"
#include "office/office_fixture.h"
#include "office/stamp.h"
#include "review/case_log.h"

namespace standstill::office {
namespace {

using Taking = InAnOffice;

constexpr const char* kTool = "{event: tool.named, by: reviewer, tool: Suite}";

TEST_F(Taking, OpensACaseAndShowsWhatIsRecorded) {
    EXPECT_EQ(opens("a"), "done");
    EXPECT_EQ(records("a", kTool), "2");
    auto view = look("a");
    EXPECT_EQ(view->version(), 2u);
    EXPECT_EQ(view->of().events.size(), 1u);
    EXPECT_EQ(view->answer().use, review::Outcome::Refused);
    EXPECT_EQ(office->look("b", now()).error().kind, base::ErrorKind::NotFound);
}

// The hash of an event is public: an id that follows from the content alone would tell whoever
// guesses what is withheld that the guess is right.
TEST_F(Taking, NamesCommandsSoThatNobodyCanTryTheirContent) {
    opens("a");
    records("a", kTool);
    ledger::NewEvent note{"office.statement", now(), "", {}, {}};
    ASSERT_TRUE(office->note_now("a", note, by("officer")));
    auto key = key_in(folder.path());
    ASSERT_TRUE(key) << key.error().message;
    auto other =
        ledger::SigningKey::make("other", ledger::SignatureType::Ed25519, std::string(32, 'o'));
    ASSERT_TRUE(other);
    const std::string content = "a\nofficer\n" + content_of(header("a"));
    auto stored = office->log().stream("a");
    ASSERT_TRUE(stored);
    ASSERT_EQ(stored->size(), 3u);
    EXPECT_EQ(ledger::scan_event(stored->at(0).bytes)->cmd,
              command_id(salt_of(*key), "open", content));
    EXPECT_NE(salt_of(*key), salt_of(*other));
    for (const ledger::StoredEvent& event : *stored)
        for (const std::string& salt : {std::string(), salt_of(*other), std::string(64, '\0')})
            EXPECT_NE(ledger::scan_event(event.bytes)->cmd, command_id(salt, "open", content));
}

TEST_F(Taking, OpensAnIdOnce) {
    EXPECT_EQ(opens("a"), "done");
    EXPECT_EQ(opens("a"), "done");  // the same command
    auto other = header("a");
    other.items[2].scalar = "Another title";
    auto done = office->open_case_now(other, {}, by("officer"));
    ASSERT_FALSE(done);
    EXPECT_EQ(kind_of(done.error()), "Conflict: a case is called `a` already");
}

TEST_F(Taking, DatesAnEventByTheClock) {
    opens("a");
    records("a", kTool);
    EXPECT_EQ(look("a")->of().record.events.back().at, now());
    EXPECT_EQ(look("a")->of().events.back().find("at")->scalar, "2026-11-20T07:00:00-05:00");
}

TEST_F(Taking, TakesAnEarlierInstantOnlyFromWhoMayStateIt) {
    opens("a");
    std::string earlier = "{at: '2026-11-20T11:00:00Z', event: tool.named, tool: Suite}";
    EXPECT_TRUE(store::starts_with(records("a", earlier), "Invalid: event:1:6: the event is dated"))
        << records("a", earlier);
    EXPECT_EQ(records("a", earlier, registrar()), "2");
    std::string later = "{at: '2026-11-20T13:00:00Z', event: tool.named, tool: Suite}";
    EXPECT_NE(records("a", later, registrar()).find("has not come yet"), std::string::npos);
    std::string before = "{at: '2026-11-20T10:00:00Z', event: tool.named, tool: Suite}";
    EXPECT_NE(records("a", before, registrar()).find("earlier than the event before it"),
              std::string::npos);
}

TEST_F(Taking, RefusesClassifiedMarkings) {
    opens("a");
    EXPECT_NE(
        records("a", "{event: tool.named, tool: Suite, marking: '(S//NF)'}").find("is classified"),
        std::string::npos);
}

TEST_F(Taking, KeepsTheEventsOfACommandAllOrNone) {
    opens("a");
    auto done = office->record_now("a", {node(kTool), node("{event: no.such-event}"), node(kTool)},
                                   by("officer"));
    ASSERT_FALSE(done);
    EXPECT_EQ(look("a")->version(), 1u);
    EXPECT_EQ(look("a")->of().events.size(), 0u);
    EXPECT_EQ(records("a", kTool), "2");
    EXPECT_EQ(look("a")->of().events.size(), 1u);
}

TEST_F(Taking, ExpectsAVersionOfTheRecord) {
    opens("a");
    Act act = by("officer");
    act.expected_version = 1;
    EXPECT_EQ(records("a", kTool, act), "2");
    EXPECT_EQ(records("a", kTool, act), "2 again");  // named after content and version
    EXPECT_TRUE(store::starts_with(records("a", "{event: tool.named, tool: Other}", act),
                                   "Conflict: the case `a` has grown"));
    // An answer of the gate is none of the record.
    Question question{"a", std::nullopt, false, "agent", ""};
    ASSERT_TRUE(office->ask(question));
    act.expected_version = 2;
    EXPECT_EQ(records("a", kTool, act), "4");
}

TEST_F(Taking, KeepsACommandOnce) {
    opens("a");
    EXPECT_EQ(records("a", kTool, by("officer", "c1")), "2");
    pass(std::chrono::hours{1});
    EXPECT_EQ(records("a", kTool, by("officer", "c1")), "2 again");
    EXPECT_EQ(records("a", "{event: tool.named, tool: Other}", by("officer", "c1")),
              "Conflict: the command `c1` is on record with other content");
    EXPECT_EQ(records("a", kTool, by("somebody", "c1")),
              "Conflict: the command `c1` is on record with other content");
    EXPECT_EQ(look("a")->of().events.size(), 1u);
    open();
    EXPECT_EQ(records("a", kTool, by("officer", "c1")), "2 again");
}

TEST_F(Taking, KeepsACommandOnceAlsoWhileItWaits) {
    opens("a");
    std::vector<std::future<std::string>> all;
    for (int i = 0; i < 20; ++i) {
        auto told = std::make_shared<std::promise<std::string>>();
        all.push_back(told->get_future());
        office->record("a", {node("{event: evidence.added, id: e1, kind: report}")},
                       by("officer", "same"), [told](base::Result<Recorded> done) {
                           told->set_value(!done                    ? kind_of(done.error())
                                           : done->receipt.repeated ? "again"
                                                                    : "first");
                       });
    }
    int first = 0;
    for (auto& one : all) {
        std::string said = one.get();
        if (said == "first") ++first;
        EXPECT_TRUE(said == "first" || said == "again") << said;
    }
    EXPECT_EQ(first, 1);
    EXPECT_EQ(look("a")->of().events.size(), 1u);
}

TEST_F(Taking, KeepsOneViewWhileTheCaseGrows) {
    opens("a");
    records("a", kTool);
    auto before = look("a");
    for (int i = 0; i < 10; ++i) {
        pass(std::chrono::seconds{1});
        EXPECT_EQ(records("a", kTool), std::to_string(3 + i));
        auto during = look("a");
        EXPECT_EQ(during->of().events.size(), static_cast<std::size_t>(2 + i));
    }
    EXPECT_EQ(before->of().events.size(), 1u);
    EXPECT_EQ(look("a")->of().events.size(), 11u);
}

TEST_F(Taking, NotesWhatIsNoneOfTheRecord) {
    opens("a");
    records("a", kTool);
    auto noted = [&](const std::string& stream, const std::string& type) {
        std::promise<std::string> told;
        office->note(
            stream, {type, now(), "", {{"duty", "2(b)"}}, {}}, "office",
            [&](base::Result<Recorded> done) {
                told.set_value(done ? std::to_string(done->version) : kind_of(done.error()));
            });
        return told.get_future().get();
    };
    EXPECT_EQ(noted("a", "office.duty-due"), "3");
    EXPECT_EQ(noted("office.duties", "office.gap"), "1");
    EXPECT_TRUE(store::starts_with(noted("a", "determination.made"), "Invalid"));
    records("a", kTool);
    EXPECT_EQ(look("a")->of().events.size(), 2u);
    open();
    EXPECT_EQ(look("a")->of().events.size(), 2u);
    EXPECT_EQ(look("a")->version(), 4u);
    EXPECT_EQ(office->look("office.duties", now()).error().kind, base::ErrorKind::NotFound);
}

TEST_F(Taking, TellsWhatBecameKnownInOrder) {
    std::mutex mutex;
    std::vector<std::string> news;
    office->subscribe([&](const News& one) {
        const std::lock_guard lock{mutex};
        news.push_back(std::to_string(ledger::number(one.index)) + " " + one.stream + " " +
                       one.type);
    });
    opens("a");
    records("a", kTool);
    const std::lock_guard lock{mutex};
    EXPECT_EQ(news, (std::vector<std::string>{"0 a case.opened", "1 a tool.named"}));
}

TEST_F(Taking, ServesMoreCasesThanItKeepsInMemory) {
    open(4);
    for (int i = 0; i < 20; ++i) opens("c" + std::to_string(i));
    for (int round = 0; round < 3; ++round)
        for (int i = 0; i < 20; ++i) {
            std::string id = "c" + std::to_string(i);
            EXPECT_EQ(records(id, kTool), std::to_string(2 + round)) << id;
            EXPECT_EQ(look(id)->of().events.size(), static_cast<std::size_t>(round + 1));
            pass(std::chrono::seconds{1});
        }
}

// Many write to few cases while others look: every acknowledged event is seen by whoever looks
// after, and all are in the log.
TEST_F(Taking, IsSeenByWhoeverLooksAfterwards) {
    open(2);
    for (const char* id : {"a", "b", "c", "d"}) opens(id);
    constexpr int kThreads = 4, kEvents = 50;
    std::atomic<int> unseen{0}, failed{0};
    std::vector<std::thread> threads;
    for (int t = 0; t < kThreads; ++t)
        threads.emplace_back([&, t] {
            for (int i = 0; i < kEvents; ++i) {
                std::string id(1, static_cast<char>('a' + (t + i) % 4));
                std::string evidence = "e" + std::to_string(t) + "-" + std::to_string(i);
                auto done = office->record_now(
                    id, {node("{event: evidence.added, kind: report, id: " + evidence + "}")},
                    by("officer"));
                if (!done) {
                    ++failed;
                    continue;
                }
                auto view = office->look(id, now());
                const law::Record& record = (*view)->of().record;
                if ((*view)->version() < done->version ||
                    record.evidence.count(record.symbols.find(evidence)) == 0)
                    ++unseen;
            }
        });
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(unseen, 0);
    EXPECT_EQ(failed, 0);
    open();
    std::size_t events = 0;
    for (const char* id : {"a", "b", "c", "d"}) events += look(id)->of().events.size();
    EXPECT_EQ(events, static_cast<std::size_t>(kThreads * kEvents));
}

}  // namespace
}  // namespace standstill::office
