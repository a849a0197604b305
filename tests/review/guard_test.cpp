// What keeps the gate shut before the law is asked: a row for each reason.
#include "review/guard.h"

#include <gtest/gtest.h>

#include <functional>

namespace standstill::review {
namespace {

using namespace std::chrono_literals;

base::Instant at(const char* text) { return *base::parse_instant(text); }

Footing firm() {
    Footing footing;
    footing.now = at("2024-10-16T12:00:00Z");
    footing.asked_for = footing.now;
    footing.head_signed_at = footing.now;
    footing.last_event_recorded = footing.now - 5s;
    footing.log_verified = true;
    footing.sole_writer = true;
    footing.rules_known = true;
    return footing;
}

TEST(Guard, LetsTheLawBeAskedWhereEverythingHolds) { EXPECT_TRUE(shut_by(firm()).empty()); }

TEST(Guard, StaysShutForEachReason) {
    struct Row {
        const char* why;
        const char* code;
        std::function<void(Footing&)> breaks;
    };
    const Row rows[] = {
        {"the head of the log is older than a minute", "head-too-old",
         [](Footing& f) { f.head_signed_at = f.now - 61s; }},
        {"no checkpoint is signed", "head-unsigned", [](Footing& f) { f.head_signed_at.reset(); }},
        {"witnesses are required and none has signed", "not-witnessed",
         [](Footing& f) { f.witnesses_required = true; }},
        {"the last witnessed checkpoint is too old", "witness-too-old",
         [](Footing& f) {
             f.witnesses_required = true;
             f.witnessed_at = f.now - 61min;
         }},
        {"another writer has taken over", "writer-changed",
         [](Footing& f) { f.sole_writer = false; }},
        {"the clock is behind the newest event", "clock-stepped-back",
         [](Footing& f) { f.last_event_recorded = f.now + 1ms; }},
        {"the clock is behind the newest checkpoint", "clock-stepped-back",
         [](Footing& f) { f.head_signed_at = f.now + 1ms; }},
        {"the question is about an instant to come", "asked-for-the-future",
         [](Footing& f) { f.asked_for = f.now + 1ms; }},
        {"the packs of the case are not at hand", "rules-unknown",
         [](Footing& f) { f.rules_known = false; }},
        {"a fact was taken from a document that is not here", "sealed-input-missing",
         [](Footing& f) { f.sealed_inputs_missing = 1; }},
        {"the newest events are not verified", "log-not-verified",
         [](Footing& f) { f.log_verified = false; }},
    };
    for (const Row& row : rows) {
        SCOPED_TRACE(row.why);
        Footing footing = firm();
        row.breaks(footing);
        auto reasons = shut_by(footing);
        ASSERT_FALSE(reasons.empty());
        EXPECT_EQ(reasons.front().code, row.code);
    }
}

TEST(Guard, NamesEveryReasonAndNotOnlyTheFirst) {
    Footing footing = firm();
    footing.sole_writer = false;
    footing.log_verified = false;
    EXPECT_EQ(shut_by(footing).size(), 2u);
}

}  // namespace
}  // namespace standstill::review
