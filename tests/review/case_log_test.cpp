// A case in the log: read back as it was, and every recorded answer given again.
#include "review/case_log.h"

#include <gtest/gtest.h>

#include "cli/files.h"
#include "ledger/event.h"
#include "ledger/opening.h"
#include "ledger/tree.h"
#include "review/answer_json.h"
#include "store/memory/event_log.h"

namespace standstill::review {
namespace {

class CaseLog : public ::testing::Test {
protected:
    CaseLog() : library(*cli::read_rules("rules")), zones(cli::system_zones()) {}

    Case keep(const std::string& path) {
        auto of = cli::load_case(path, library);
        EXPECT_TRUE(of) << of.error().message;
        std::vector<ledger::NewEvent> events{opening_event(of->header, now)};
        for (const base::Node& event : of->events) events.push_back(record_event(event, now));
        append(of->id, "open", std::move(events));
        return std::move(*of);
    }

    void append(const std::string& id, const std::string& command,
                std::vector<ledger::NewEvent> events) {
        ledger::Command one{command, id, "test", std::nullopt, std::move(events)};
        auto receipt = std::move(log.append({&one, 1})[0]);
        ASSERT_TRUE(receipt) << receipt.error().message;
    }

    void give(const Case& of, const char* at, const std::string& command) {
        Reviewer reviewer(*of.program, of.record);
        Answer answer = reviewer.answer(*base::parse_instant(at));
        append(of.id, command, {answer_event(of, reviewer, answer, "gate", now)});
    }

    Replayed replay_all(const std::string& id,
                        const std::function<void(std::vector<std::string>&)>& change = {}) {
        std::vector<std::string> bytes;
        const auto stored = log.stream(id);
        for (const ledger::StoredEvent& event : *stored) bytes.push_back(event.bytes);
        if (change) change(bytes);
        std::vector<std::string_view> views(bytes.begin(), bytes.end());
        return replay(
            views, id, [this](std::string_view) { return &library; }, zones);
    }

    Library library;
    ZoneSource zones;
    store::memory::EventLog log;
    base::Instant now = *base::parse_instant("2026-11-20T12:00:00Z");
};

TEST_F(CaseLog, ReadsACaseBackWithTheSameAnswers) {
    Case of = keep("tests/cases/lawful-way.yaml");
    auto back = case_from_log(log, of.id, library, zones);
    ASSERT_TRUE(back) << back.error().message;
    for (const char* at :
         {"2024-09-30T00:00:00-04:00", "2024-10-08T14:00:00-04:00", "2024-10-16T00:00:00-04:00"}) {
        SCOPED_TRACE(at);
        Reviewer ours(*of.program, of.record), theirs(*back->program, back->record);
        base::Instant instant = *base::parse_instant(at);
        EXPECT_EQ(digest_of(of, ours, ours.answer(instant)),
                  digest_of(*back, theirs, theirs.answer(instant)));
    }
}

TEST_F(CaseLog, GivesRecordedAnswersAgain) {
    Case of = keep("tests/cases/lawful-way.yaml");
    give(of, "2024-10-15T23:59:59-04:00", "a1");
    give(of, "2024-10-16T00:00:00-04:00", "a2");
    Replayed replayed = replay_all(of.id);
    EXPECT_EQ(replayed.first_wrong, -1)
        << replayed.what << " " << replayed.expected << " " << replayed.found;
    EXPECT_EQ(replayed.answers, 2u);
}

TEST_F(CaseLog, NamesTheFirstAnswerThatDiffers) {
    Case of = keep("tests/cases/lawful-way.yaml");
    give(of, "2024-10-15T23:59:59-04:00", "a1");
    give(of, "2024-10-16T00:00:00-04:00", "a2");
    Replayed replayed = replay_all(of.id, [](std::vector<std::string>& bytes) {
        std::string& last = bytes.back();
        std::size_t at = last.find("\"use\":\"permitted\"");
        ASSERT_NE(at, std::string::npos);
        last.replace(at, 17, "\"use\":\"refused\"");
    });
    EXPECT_EQ(replayed.first_wrong, 29);
    EXPECT_EQ(replayed.what, "use");
    EXPECT_EQ(replayed.expected, "refused");
    EXPECT_EQ(replayed.found, "permitted");
}

// Notes of the office stand before, between and behind the events of the record; nothing counts
// them.
TEST_F(CaseLog, PassesOverTheNotesOfTheOffice) {
    append("lawful-way", "n0", {{"office.gap", now, "", {{"from", "then"}}, {}}});
    Case of = keep("tests/cases/lawful-way.yaml");
    append(of.id, "n1", {{"office.duty-due", now, "", {{"cite", "2(b)"}}, {}}});
    give(of, "2024-10-16T00:00:00-04:00", "a1");
    append(of.id, "n2", {{"office.duty-overdue", now, "", {{"cite", "2(b)"}}, {}}});
    auto back = case_from_log(log, of.id, library, zones);
    ASSERT_TRUE(back) << back.error().message;
    EXPECT_EQ(back->events.size(), of.events.size());
    Replayed replayed = replay_all(of.id);
    EXPECT_EQ(replayed.first_wrong, -1)
        << replayed.what << " " << replayed.expected << " " << replayed.found;
    EXPECT_EQ(replayed.answers, 1u);
}

TEST_F(CaseLog, FindsNoCaseInAStreamOfTheOffice) {
    append("office.duties", "n0", {{"office.gap", now, "", {{"from", "then"}}, {}}});
    auto none = case_from_log(log, "office.duties", library, zones);
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().kind, base::ErrorKind::NotFound);
    EXPECT_EQ(replay_all("office.duties").first_wrong, -1);
}

TEST_F(CaseLog, DoesNotKnowACaseThatWasNeverOpened) {
    auto none = case_from_log(log, "nobody", library, zones);
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().kind, base::ErrorKind::NotFound);
}

// What is recorded under the digest of its packs shows its envelope to anybody, and nothing else.
TEST_F(CaseLog, OpensEveryEventOfEveryCaseWithoutItsFacts) {
    std::uint64_t version = 0;
    const auto paths = *cli::case_files({"tests/cases", "cases"});
    for (const std::string& path : paths) {
        auto of = cli::load_case(path, library);
        if (!of) continue;  // those that must be refused
        std::vector<ledger::NewEvent> events{opening_event(of->header, now, of->program->digest)};
        for (const base::Node& event : of->events)
            events.push_back(record_event(event, now, of->program->digest));
        ledger::Command command{"c", of->id, "test", std::nullopt, std::move(events)};
        auto leaves = ledger::leaves_of(command, version);
        ASSERT_TRUE(leaves) << path;
        for (const std::string& leaf : *leaves) {
            auto event = ledger::scan_event(leaf);
            auto cut = ledger::open_envelope(leaf);
            ASSERT_TRUE(cut && std::holds_alternative<ledger::Opening>(*cut)) << leaf;
            auto opened = ledger::read_opening(std::get<ledger::Opening>(*cut));
            ASSERT_TRUE(opened) << opened.error().message;
            EXPECT_EQ(opened->leaf, ledger::leaf_hash(leaf));
            EXPECT_EQ(opened->stream, event->stream);
            EXPECT_EQ(opened->type, event->type);
            EXPECT_EQ(opened->ver, event->ver);
        }
    }
}

TEST_F(CaseLog, ReplaysWhetherTheRecordNamesItsPacksOrNot) {
    Case of = keep("tests/cases/lawful-way.yaml");  // without
    give(of, "2024-10-20T12:00:00-04:00", "a1");
    EXPECT_EQ(replay_all(of.id).first_wrong, -1);
    Case with = *cli::load_case("tests/cases/waiver.yaml", library);
    std::vector<ledger::NewEvent> events{opening_event(with.header, now, with.program->digest)};
    for (const base::Node& event : with.events)
        events.push_back(record_event(event, now, with.program->digest));
    append(with.id, "open-2", std::move(events));
    give(with, "2024-10-20T12:00:00-04:00", "a2");
    Replayed replayed = replay_all(with.id);
    EXPECT_EQ(replayed.first_wrong, -1) << replayed.what;
    EXPECT_EQ(replayed.answers, 1u);
    auto back = case_from_log(log, with.id, library, zones);
    ASSERT_TRUE(back) << back.error().message;
    EXPECT_EQ(back->events.size(), with.events.size());
}

}  // namespace
}  // namespace standstill::review
