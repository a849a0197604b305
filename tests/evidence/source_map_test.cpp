// How many sources a case has, what was dropped on the way, and what may be cited.
#include "evidence/source/source_map.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "evidence/family.h"
#include "evidence/source/citation.h"

namespace standstill::evidence {
namespace {

struct File {
    std::vector<Report> reports;
    std::vector<const Report*> pointers;

    explicit File(const std::vector<std::string>& names) {
        for (const std::string& name : names) reports.push_back(family_report(name));
        for (const Report& report : reports) pointers.push_back(&report);
    }
};

const std::vector<std::string> kFamily = {
    "original", "verbatim", "edited",      "excerpt", "spun",        "rewritten",  "german",
    "spanish",  "russian",  "independent", "cites",   "statement-a", "statement-b"};

TEST(SourceMap, CountsNineVersionsOfOneArticleAsOneSource) {
    File file({"original", "verbatim", "edited", "excerpt", "spun", "rewritten", "german",
               "spanish", "russian"});
    auto map = map_sources(file.pointers);
    ASSERT_TRUE(map);
    EXPECT_EQ(map->count, (SourceCount{1, 1}));
    EXPECT_EQ(map->reasons.front(), "9 reports are 1 to 1 independent sources");
}

TEST(SourceMap, CountsAnInterval) {
    File file(kFamily);
    auto map = map_sources(file.pointers);
    ASSERT_TRUE(map);
    // The family with who cites it, the papers of others, and one statement that two carry: three.
    // Five, if who cites had more to go by and the two heard the statement each for itself.
    EXPECT_EQ(map->count, (SourceCount{3, 5}));
}

TEST(SourceMap, StaysOneSourceWithoutTheArticleItself) {
    File file({"spun", "rewritten", "german", "russian"});
    auto map = map_sources(file.pointers);
    ASSERT_TRUE(map);
    EXPECT_EQ(map->count.certain, 1U);
}

TEST(SourceMap, DoesNotDependOnTheOrderOfReports) {
    std::vector<std::string> names = kFamily;
    for (int turn = 0; turn < 4; ++turn) {
        std::ranges::rotate(names, names.begin() + 3);
        File file(names);
        EXPECT_EQ(map_sources(file.pointers)->count, (SourceCount{3, 5}));
    }
}

TEST(SourceMap, FlagsACopyThatDroppedItsSource) {
    File file(kFamily);
    auto map = map_sources(file.pointers);
    ASSERT_TRUE(map);
    ASSERT_EQ(map->dropped.size(), 1U);
    const DroppedAttribution& dropped = map->dropped[0];
    EXPECT_EQ(file.reports[dropped.report].id, "rewritten");
    EXPECT_EQ(file.reports[dropped.source].id, "original");
    EXPECT_EQ(dropped.names, std::vector<std::string>{"The Harbor Ledger"});
    ASSERT_EQ(dropped.instead.size(), 1U);
    EXPECT_EQ(file.reports[dropped.report].reading.shown(dropped.instead[0].span),
              "According to sources");
}

TEST(SourceMap, JoinsReportsThatRestOnAMediumOutsideTheFile) {
    File file({"independent", "statement-a"});
    file.reports[0].reading =
        *read_text(file.reports[0].reading.text + " The Tide Post reported it first.");
    file.reports[1].reading = *read_text(file.reports[1].reading.text + " He told Tide Post so.");
    auto map = map_sources(file.pointers);
    ASSERT_TRUE(map);
    ASSERT_EQ(map->upstreams.size(), 1U);
    EXPECT_EQ(map->count, (SourceCount{1, 2}));
}

TEST(SourceMap, LetsAPersonDecide) {
    File file({"statement-a", "statement-b"});
    Decision decision{.first = "statement-b",
                      .second = "statement-a",
                      .one_source = false,
                      .by = "reviewer",
                      .reason = "both were in the room"};
    auto map = map_sources(file.pointers, std::span(&decision, 1));
    ASSERT_TRUE(map);
    EXPECT_EQ(map->count, (SourceCount{2, 2}));
    EXPECT_EQ(map->reasons.back(),
              "`statement-a` and `statement-b`: `reviewer` decided that they "
              "are independent: both were in the room");
}

TEST(SourceMap, RefusesADecisionOnNothing) {
    File file({"statement-a"});
    Decision decision{.first = "statement-a", .second = "other", .by = "", .reason = ""};
    auto map = map_sources(file.pointers, std::span(&decision, 1));
    ASSERT_FALSE(map);
    EXPECT_EQ(map.error().message, "a decision is about `other`, which is no report of the case");
    File twice({"statement-a", "statement-a"});
    EXPECT_EQ(map_sources(twice.pointers).error().message, "two reports have the id `statement-a`");
}

TEST(Citation, GoesToTheEarliestTextThatHasThePassage) {
    File file(kFamily);
    auto map = map_sources(file.pointers);
    const Reading& edited = file.reports[2].reading;
    std::size_t at = edited.text.find("Three officials");
    Span span{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + 40)};
    auto citation = cite(file.pointers, *map, 2, span);
    ASSERT_TRUE(citation);
    EXPECT_EQ(file.reports[citation->report].id, "original");
    EXPECT_EQ(citation->faithful, Faithful::Yes);
    EXPECT_TRUE(file.reports[0].reading.shown(citation->span).starts_with("Three officials"));
}

TEST(Citation, RefusesAnAlteredQuotation) {
    File file(kFamily);
    auto map = map_sources(file.pointers);
    const Reading& spun = file.reports[4].reading;
    std::size_t at = spun.text.find("No person requested");
    Span span{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + 20)};
    auto citation = cite(file.pointers, *map, 4, span);
    ASSERT_TRUE(citation);
    EXPECT_EQ(citation->faithful, Faithful::Refused);
    EXPECT_EQ(file.reports[citation->report].id, "original");
    EXPECT_TRUE(file.reports[0].reading.shown(citation->span).starts_with("Nobody asked"));
}

TEST(Citation, SaysWhatChanged) {
    File file(kFamily);
    auto map = map_sources(file.pointers);
    const Reading& rewritten = file.reports[5].reading;
    std::size_t at = rewritten.text.find("41 journalists");
    Span span{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + 2)};
    auto citation = cite(file.pointers, *map, 5, span);
    ASSERT_TRUE(citation);
    EXPECT_EQ(citation->faithful, Faithful::Changed);
    EXPECT_TRUE(std::ranges::any_of(
        citation->drift, [](const Drift& drift) { return drift.words == "`14` became `41`"; }));
}

TEST(Citation, OfAReportOfItsOwnIsThatReport) {
    File file(kFamily);
    auto map = map_sources(file.pointers);
    auto citation = cite(file.pointers, *map, 9, {0, 50});
    ASSERT_TRUE(citation);
    EXPECT_EQ(citation->report, 9U);
    EXPECT_EQ(citation->faithful, Faithful::Yes);
    EXPECT_FALSE(cite(file.pointers, *map, 9, {5, 5}));
    EXPECT_FALSE(cite(file.pointers, *map, 99, {0, 5}));
}

}  // namespace
}  // namespace standstill::evidence
