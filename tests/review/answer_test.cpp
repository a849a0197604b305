// A few stories and what the law says of them, told so that a reviewer can follow.
//
// The many are in tests/cases; here stand those that show what an answer is made of.
#include "review/answer.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "law/tiny_pack.h"
#include "review/answer_json.h"
#include "review/story.h"

namespace standstill::review {
namespace {

using Cites = std::vector<std::string>;

std::string opens(const Story& story, const std::string& when) {
    auto at = story.answer(when).opens_at;
    return at ? story.of().record.zone.print(*at) : "null";
}

TEST(Answer, WithNothingOnRecordNamesEveryStepThatIsMissing) {
    Story story;
    Answer answer = story.answer("2024-10-01T00:00:00-04:00");
    EXPECT_EQ(answer.use, Outcome::Refused);
    EXPECT_EQ(answer.procurement, Outcome::Refused);
    EXPECT_EQ(answer.opens_at, std::nullopt);
    EXPECT_EQ(cites(answer), (Cites{"2(a)", "2(d)", "2(f)", "2(g)"}));
    EXPECT_GE(answer.missing.size(), 16U);
    EXPECT_TRUE(answer.duties.empty());
    EXPECT_TRUE(answer.defects.empty());
}

TEST(Answer, OfALawfulStoryOpensAtMidnightAfterTheSeventhDay) {
    Story story;
    story.prepare().certify().notify();
    EXPECT_EQ(story.use("2024-10-15T23:59:59.999-04:00"), Outcome::Refused);
    EXPECT_EQ(opens(story, "2024-10-10T00:00:00-04:00"), "2024-10-16T00:00:00-04:00");
    EXPECT_EQ(story.use("2024-10-16T00:00:00-04:00"), Outcome::Permitted);
    Answer later = story.answer("2024-12-01T00:00:00-05:00");
    EXPECT_EQ(later.use, Outcome::Permitted);
    EXPECT_EQ(opens(story, "2024-12-01T00:00:00-05:00"), "2024-10-16T00:00:00-04:00") << "since";
    EXPECT_TRUE(later.defects.empty());
}

TEST(Answer, ThatPermitsSaysWhatEachConditionRestsOn) {
    Story story;
    story.prepare().certify().notify();
    Answer answer = story.answer("2024-10-16T00:00:00-04:00");
    const law::Program& program = *story.of().program;
    const auto& use = program.answers[static_cast<std::size_t>(program.answer("use"))];
    ASSERT_EQ(answer.because.size(), use.conditions.size());
    for (const Because& line : answer.because) {
        EXPECT_FALSE(line.says.empty()) << line.cite;
        EXPECT_EQ(line.says.find('{'), std::string::npos) << line.says;
    }
    auto certified = std::find_if(answer.because.begin(), answer.because.end(),
                                  [](const Because& line) { return line.cite == "2(f)"; });
    ASSERT_NE(certified, answer.because.end());
    EXPECT_EQ(certified->says,
              "Certified by the Secretary of Homeland Security (event 17 of 2024-10-01).");
}

TEST(Answer, ShutsAgainWhenInformationComesInAndOpensWithANewDetermination) {
    Story story;
    story.prepare().certify().notify();
    story.at("2024-11-01T09:00:00-04:00").add("information.received, by: reviewer");
    Answer shut = story.answer("2024-11-02T00:00:00-04:00");
    EXPECT_EQ(shut.use, Outcome::Refused);
    EXPECT_EQ(cites(shut), Cites{"2(j)"});
    EXPECT_EQ(shut.opens_at, std::nullopt);
    ASSERT_EQ(shut.duties.back().cite, "2(j)");
    EXPECT_EQ(shut.duties.back().due, std::nullopt) << "the order gives no date";

    story.at("2024-11-04T09:00:00-05:00")
        .by_head("determination.made, outcome: not-prohibited")
        .by_head("determination.submitted, to: director-of-national-intelligence")
        .by_head("determination.certified");
    Answer open = story.answer("2024-11-04T09:02:00-05:00");
    EXPECT_EQ(open.use, Outcome::Permitted);
    EXPECT_EQ(opens(story, "2024-12-01T00:00:00-05:00"), "2024-11-04T09:02:00-05:00")
        << "since the certificate, not since October";
}

TEST(Answer, IsOutsideOnlyOnAReviewedNoThatRestsOnEvidence) {
    Story story;
    story.prepare();
    const std::string no = "scope.found, element: remote-access, value: 'no', by: reviewer";
    story.at("2024-09-10T09:00:00-04:00").add(no + ", evidence: [e2]");
    EXPECT_EQ(story.use("2024-09-10T12:00:00-04:00"), Outcome::Refused) << "nobody reviewed it";
    story.at("2024-09-11T09:00:00-04:00").add(no + ", reviewed_by: general-counsel");
    EXPECT_EQ(story.use("2024-09-11T12:00:00-04:00"), Outcome::Refused) << "it rests on nothing";
    story.at("2024-09-12T09:00:00-04:00")
        .add(no + ", reviewed_by: general-counsel, evidence: [e2]");
    Answer answer = story.answer("2024-09-12T12:00:00-04:00");
    EXPECT_EQ(answer.use, Outcome::Outside);
    EXPECT_EQ(answer.procurement, Outcome::Outside);
    EXPECT_EQ(cites(answer), Cites{"5(l)"});
    EXPECT_EQ(answer.opens_at, std::nullopt);
    story.at("2024-09-13T09:00:00-04:00")
        .add("scope.found, element: remote-access, value: unknown, by: reviewer");
    EXPECT_EQ(story.use("2024-09-13T12:00:00-04:00"), Outcome::Refused)
        << "an unknown brings it back";
}

TEST(Answer, CitesEveryUnmetConditionOfAUseThatBeganTooEarly) {
    Story story;
    story.prepare();
    story.add("use.started, third_party: a partner service");
    std::size_t started = story.of().events.size() - 1;
    Answer answer = story.answer("2024-10-01T00:00:00-04:00");
    Cites got;
    for (const Defect& defect : answer.defects) {
        EXPECT_EQ(defect.event, static_cast<std::int32_t>(started));
        got.push_back(defect.cite);
    }
    EXPECT_EQ(got, (Cites{"2(a)", "2(b)", "2(d)", "2(f)", "2(g)"}));
}

TEST(Answer, HoldsTheGateOverAWaiverUntilItEndsAndSaysSoAfterwards) {
    Story story;
    story.prepare().at("2024-10-01T09:00:00-04:00");
    story.by_head("determination.made, outcome: prohibited");
    story.at("2024-10-02T09:00:00-04:00")
        .by_head(
            "waiver.issued, until: '2024-12-01T00:00:00-05:00', extraordinary: Threat., "
            "no_alternative: None.");
    EXPECT_EQ(cites(story.answer("2024-10-03T00:00:00-04:00")), Cites{"2(g)"});
    story.notify();
    EXPECT_EQ(story.use("2024-10-16T00:00:00-04:00"), Outcome::Permitted);
    EXPECT_EQ(story.use("2024-11-30T23:59:59.999-05:00"), Outcome::Permitted);
    Answer ended = story.answer("2024-12-01T00:00:00-05:00");
    EXPECT_EQ(ended.use, Outcome::Refused);
    EXPECT_EQ(cites(ended), (Cites{"2(a)", "2(d)", "2(f)", "2(m)"}));
}

TEST(Answer, CountsAWaiversNoticeInElapsedHours) {
    Story story;
    story.prepare().at("2024-10-31T16:00:00-04:00");
    story.by_head("determination.made, outcome: prohibited");
    story.at("2024-11-01T16:00:00-04:00").by_head("waiver.revoked");  // TV-10
    Answer answer = story.answer("2024-11-04T14:59:59-05:00");
    int found = 0;
    for (const Duty& duty : answer.duties)
        if (duty.cite == "2(m)") {
            ++found;
            EXPECT_EQ(story.of().record.zone.print(*duty.due), "2024-11-04T15:00:00-05:00");
            EXPECT_EQ(duty.owed_by, Story::kHead);
            EXPECT_EQ(duty.state, DutyState::Open);
        }
    EXPECT_EQ(found, 2) << "to the President and to the DNI";
    for (const Duty& duty : story.answer("2024-11-04T15:00:00-05:00").duties)
        if (duty.cite == "2(m)") {
            EXPECT_EQ(duty.state, DutyState::Overdue);
        }
}

TEST(Answer, AsksFirstWhatSettlesMost) {
    Story story;
    Answer answer = story.answer("2024-10-01T00:00:00-04:00");
    ASSERT_FALSE(answer.missing.empty());
    for (std::size_t i = 1; i < answer.missing.size(); ++i) {
        const Missing &before = answer.missing[i - 1], &after = answer.missing[i];
        EXPECT_GE(std::pair(before.decides, before.settles),
                  std::pair(after.decides, after.settles));
    }
    EXPECT_TRUE(answer.missing.front().decides);
    Story told;
    told.prepare();
    EXPECT_LT(told.answer("2024-10-01T00:00:00-04:00").missing.size(), answer.missing.size());
}

TEST(Answer, TakesNoLongerWhereRulesAreSharedOverAndOver) {
    // Sixty rules, each of the one before it twice: as a tree there are 2^60 of them.
    std::string rules =
        "events: {asked: {}}\nfacts: {f: {latest: asked}}\nrules:\n  r0: {exists: f}\n";
    for (int i = 1; i <= 60; ++i) {
        std::string before = "r" + std::to_string(i - 1);
        rules += "  r" + std::to_string(i) + ": {cite: c, all: [" + before + ", " + before + "]}\n";
    }
    law::TinyWorld world(rules + "answers: {use: {conditions: [r60]}}\n", "");
    ASSERT_TRUE(world.is_whole());
    Reviewer reviewer(world.program(), world.record());
    EXPECT_EQ(reviewer.answer(instant("2024-10-01T00:00:00Z")).use, Outcome::Refused);
}

TEST(Answer, AsJsonHasTheKeysOfThePageInItsOrder) {
    Story story;
    story.prepare();
    Reviewer reviewer(*story.of().program, story.of().record);
    Answer answer = reviewer.answer(instant("2024-10-01T00:00:00-04:00"));
    auto keys_of = [&](Explained explained) {
        Cites out;
        for (const auto& [key, value] : to_json(story.of(), reviewer, answer, explained))
            out.emplace_back(key);
        return out;
    };
    Cites expected = {"case",        "at",      "use",     "opens_at", "because",
                      "procurement", "factors", "missing", "duties",   "defects"};
    EXPECT_EQ(keys_of(Explained::No), expected);
    EXPECT_EQ(keys_of(Explained::Yes).back(), "why");
}

}  // namespace
}  // namespace standstill::review
