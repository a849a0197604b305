// Shares and periods as registers write them, to the hair and to the day.
#include <gtest/gtest.h>

#include "screening/owners/period.h"
#include "screening/owners/share.h"

namespace standstill::screening::owners {
namespace {

TEST(OwnersShare, ReadsWhatPeopleAndRegistersWrite) {
    struct {
        const char* why;
        const char* text;
        Range range;
    } rows[] = {
        {"a whole number", "50", exactly(50 * kPercent)},
        {"with its sign", " 33.5 % ", exactly(33 * kPercent + kPercent / 2)},
        {"a comma for a point", "0,000001", exactly(kUnit)},
        {"finer than a unit widens outwards",
         "33.33333333",
         {33'333'333 * kUnit, 33'333'334 * kUnit}},
        {"a range", "25-50%", {25 * kPercent, 50 * kPercent}},
        {"a range with two signs", "25 % - 50 %", {25 * kPercent, 50 * kPercent}},
        {"more than", "> 25", {25 * kPercent + kHair, kWhole}},
        {"in words", "Less than 50 %", {0, 50 * kPercent - kHair}},
        {"at least", ">=75", {75 * kPercent, kWhole}},
        {"all of it", "100.000", exactly(kWhole)},
        {"nothing", "0", exactly(0)},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        auto range = parse_range(row.text);
        ASSERT_TRUE(range) << range.error().message;
        EXPECT_EQ(*range, row.range);
    }
}

TEST(OwnersShare, WhatIsWrittenReadsBack) {
    for (const char* text : {"0", "50", "100", "33.333333", "25-50", ">25", ">=25 <50", ">25 <=50",
                             ">25 <50", "0-100", "0-49.5"}) {
        SCOPED_TRACE(text);
        auto range = parse_range(text);
        ASSERT_TRUE(range);
        EXPECT_EQ(*parse_range(to_code(*range)), *range) << to_code(*range);
    }
}

TEST(OwnersShare, RefusesWhatIsNoPercentage) {
    for (const char* text :
         {"", "%", "-5", "101", "100.0000001", "1e2", "50-25", "5.", ".", "1.2.3", "> 100", "< 0",
          "a half", "50 50", "12345678901234567890123456789012345678901"}) {
        SCOPED_TRACE(text);
        EXPECT_FALSE(parse_range(text));
    }
}

TEST(OwnersShare, AHairDecidesExactlyAtTheThreshold) {
    EXPECT_GT(25 * kPercent + kHair + 25 * kPercent, kWhole / 2);
    EXPECT_LT(50 * kPercent - kHair, kWhole / 2);
    EXPECT_EQ(to_text(Range{25 * kPercent + kHair, kWhole}), "more than 25 %");
    EXPECT_EQ(to_text(Range{25 * kPercent + kHair, 50 * kPercent}), "more than 25 %, at most 50 %");
    EXPECT_EQ(to_text(kUnknownShare), "not known");
    EXPECT_EQ(decimal(33'333'333 * kUnit + kHair), "33.333333");
}

TEST(OwnersPeriod, AYearIsAllItsDays) {
    Period period{*parse_rough_date("2020"), *parse_rough_date("2021-03")};
    struct {
        const char* day;
        Held held;
    } rows[] = {{"2019-12-31", Held::No},      {"2020-01-01", Held::Perhaps},
                {"2020-12-31", Held::Yes},     {"2021-02-28", Held::Yes},
                {"2021-03-01", Held::Perhaps}, {"2021-03-31", Held::Perhaps},
                {"2021-04-01", Held::No}};
    for (const auto& row : rows) {
        SCOPED_TRACE(row.day);
        EXPECT_EQ(period.on(*base::parse_day(row.day)), row.held);
    }
}

TEST(OwnersPeriod, OnTheDayOfTheEndItPerhapsStillHolds) {
    Period period{std::nullopt, *parse_rough_date("2021-03-05T10:00:00")};
    EXPECT_EQ(period.on(*base::parse_day("2021-03-04")), Held::Yes);
    EXPECT_EQ(period.on(*base::parse_day("2021-03-05")), Held::Perhaps);
    EXPECT_EQ(period.on(*base::parse_day("2021-03-06")), Held::No);
    for (const char* text : {"", "20", "2021-13", "2021-02-30", "yesterday", "2021-1-1"})
        EXPECT_FALSE(parse_rough_date(text)) << text;
}

}  // namespace
}  // namespace standstill::screening::owners
