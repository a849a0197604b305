// The gate of an office: what it answers, what it records, whom it gives the same token.
#include <gtest/gtest.h>

#include <set>
#include <thread>

#include "ledger/event.h"
#include "ledger/token.h"
#include "office/office_fixture.h"
#include "review/case_log.h"

namespace standstill::office {
namespace {

class AtTheGate : public InAnOffice {
protected:
    Verdict ask(bool is_signed, const std::string& nonce = "",
                std::optional<base::Instant> at = std::nullopt) {
        Question question{"lawful-way", at, is_signed, "agent", nonce};
        auto verdict = office->ask(question);
        EXPECT_TRUE(verdict) << verdict.error().message;
        return verdict ? *verdict : Verdict{};
    }
    std::uint64_t answers() {
        std::uint64_t count = 0;
        const auto stored = office->log().stream("lawful-way");
        for (const ledger::StoredEvent& event : *stored)
            if (ledger::scan_event(event.bytes)->type == review::kAnswerGiven) ++count;
        return count;
    }
    base::Result<ledger::PermitClaims> claims(const Verdict& verdict) {
        const ledger::Ed25519PublicKey key = office->key().key;
        return ledger::verify_permit(verdict.token, {&key, 1}, now());
    }
    void wait_is_over() {
        import("tests/cases/lawful-way.yaml");
        set("2026-11-20T12:00:00Z");
    }
};

TEST_F(AtTheGate, AnswersAsTheCaseDoes) {
    wait_is_over();
    Verdict verdict = ask(false);
    auto view = look("lawful-way");
    EXPECT_EQ(verdict.use, view->answer().use);
    EXPECT_EQ(verdict.because.size(), view->answer().because.size());
    EXPECT_TRUE(verdict.shut_by.empty()) << verdict.shut_by[0].code;
    EXPECT_EQ(ask(false, "", instant("2024-10-15T23:59:59-04:00")).use, review::Outcome::Refused);
    EXPECT_TRUE(ask(false, "", instant("2024-10-16T00:00:00-04:00")).is_permitted);
    EXPECT_EQ(office->ask({"nobody", std::nullopt, false, "agent", ""}).error().kind,
              base::ErrorKind::NotFound);
}

TEST_F(AtTheGate, SignsOnACheckpointThatHoldsTheAnswer) {
    wait_is_over();
    Verdict verdict = ask(true);
    auto read = claims(verdict);
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(read->subject, "lawful-way");
    EXPECT_EQ(read->decision, verdict.decision);
    EXPECT_TRUE(ledger::holds(read->size, verdict.decision));
    auto head = office->log().latest_checkpoint();
    ASSERT_TRUE(head && *head);
    EXPECT_EQ((*head)->size, read->size);
    EXPECT_EQ((*head)->root, read->root);
    auto event = office->log().read(verdict.decision, 1);
    EXPECT_EQ(ledger::scan_event(event->at(0).bytes)->type, review::kAnswerGiven);
    EXPECT_EQ(read->outcome == ledger::Outcome::Permitted, verdict.is_permitted);
}

TEST_F(AtTheGate, GivesAskersOfASecondOneToken) {
    wait_is_over();
    Verdict first = ask(true);
    pass(std::chrono::milliseconds{700});
    Verdict second = ask(true);
    EXPECT_EQ(first.token, second.token);
    EXPECT_EQ(answers(), 1u);
    Verdict own = ask(true, "n-1"), other = ask(true, "n-2");
    EXPECT_EQ(claims(own)->id, "n-1");
    EXPECT_EQ(claims(other)->id, "n-2");
    EXPECT_EQ(own.decision, first.decision);
    EXPECT_EQ(answers(), 1u);
    pass(std::chrono::milliseconds{300});
    EXPECT_NE(ask(true).token, first.token);
    EXPECT_EQ(answers(), 2u);
}

TEST_F(AtTheGate, SignsForNobodyWhatHasNotCome) {
    wait_is_over();
    Verdict verdict = ask(true, "", now() + std::chrono::hours{24});
    EXPECT_FALSE(verdict.is_permitted);
    ASSERT_EQ(verdict.shut_by.size(), 1u);
    EXPECT_EQ(verdict.shut_by[0].code, "asked-for-the-future");
    EXPECT_TRUE(ask(false, "", now() + std::chrono::hours{24}).shut_by.empty());
}

// A permit of a moment ago would outlive what was recorded since.
TEST_F(AtTheGate, SignsForNobodyWhatHasJustGone) {
    import("tests/cases/lawful-way.yaml");
    set("2026-11-20T12:00:00Z");
    ASSERT_TRUE(ask(true).is_permitted);
    pass(std::chrono::seconds{5});
    ASSERT_TRUE(office->record_now(
        "lawful-way", {node("{event: information.received, by: reviewer}")}, by("officer")));
    pass(std::chrono::seconds{5});
    for (int ago : {1, 8, 59, 119}) {
        Verdict verdict = ask(true, "", now() - std::chrono::seconds{ago});
        EXPECT_FALSE(verdict.is_permitted) << ago;
        ASSERT_FALSE(verdict.shut_by.empty()) << ago;
        EXPECT_EQ(verdict.shut_by.back().code, "asked-for-the-past");
        auto read = claims(verdict);
        EXPECT_TRUE(!read || read->outcome == ledger::Outcome::Refused) << ago;
    }
    EXPECT_TRUE(ask(false, "", now() - std::chrono::seconds{8}).is_permitted);
    // What has run out before it is given lets nobody through, and says how it was.
    Verdict long_gone = ask(true, "", now() - std::chrono::hours{24});
    EXPECT_TRUE(long_gone.shut_by.empty());
    EXPECT_FALSE(claims(long_gone));
}

TEST_F(AtTheGate, IsShutByAClockThatStepsBack) {
    wait_is_over();
    ask(true);
    pass(std::chrono::minutes{-5});
    Verdict verdict = ask(true);
    EXPECT_FALSE(verdict.is_permitted);
    ASSERT_FALSE(verdict.shut_by.empty());
    EXPECT_EQ(verdict.shut_by[0].code, "clock-stepped-back");
}

TEST_F(AtTheGate, IsShutByTheNextQuestionAfterARevocation) {
    import("tests/cases/lawful-way.yaml");
    ASSERT_TRUE(ask(true).is_permitted) << ask(true).shut_by.size();
    auto done = office->record_now(
        "lawful-way", {node("{event: information.received, by: reviewer}")}, by("officer"));
    ASSERT_TRUE(done) << done.error().message;
    EXPECT_FALSE(ask(true).is_permitted);
    EXPECT_FALSE(ask(false).is_permitted);
}

TEST_F(AtTheGate, RecordsAnswersThatComeOutTheSameAgain) {
    wait_is_over();
    ask(true);
    pass(std::chrono::seconds{2});
    ask(false);
    ask(false, "", instant("2024-10-15T23:59:59-04:00"));
    std::vector<std::string_view> events;
    auto stored = office->log().stream("lawful-way");
    for (const auto& event : *stored) events.push_back(event.bytes);
    auto replayed = review::replay(
        events, "lawful-way", [this](std::string_view) { return &library; }, zones());
    EXPECT_EQ(replayed.first_wrong, -1)
        << replayed.what << " " << replayed.expected << " " << replayed.found;
    EXPECT_EQ(replayed.answers, 3u);
}

// Questions and events at once: no answer is recorded that does not come out the same again.
TEST_F(AtTheGate, AnswersWhileTheRecordGrows) {
    wait_is_over();
    std::atomic<bool> ends{false};
    std::atomic<int> told{0}, failed{0};
    std::vector<std::thread> askers;
    for (int t = 0; t < 3; ++t)
        askers.emplace_back([&, t] {
            while (!ends) {
                auto verdict = office->ask(
                    {"lawful-way", std::nullopt, t != 0, "agent", t == 2 ? "nonce" : ""});
                ++(verdict ? told : failed);
                pass(std::chrono::milliseconds{40});
            }
        });
    for (int i = 0; i < 60; ++i) {
        auto done = office->record_now("lawful-way", {node("{event: tool.named, tool: Suite}")},
                                       by("officer"));
        EXPECT_TRUE(done) << done.error().message;
    }
    ends = true;
    for (std::thread& asker : askers) asker.join();
    EXPECT_GT(told, 0);
    EXPECT_EQ(failed, 0);
    std::vector<std::string_view> events;
    auto stored = office->log().stream("lawful-way");
    for (const auto& event : *stored) events.push_back(event.bytes);
    auto replayed = review::replay(
        events, "lawful-way", [this](std::string_view) { return &library; }, zones());
    EXPECT_EQ(replayed.first_wrong, -1) << replayed.what;
}

}  // namespace
}  // namespace standstill::office
