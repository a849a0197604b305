// What is an instant, what is a day, and what is neither.
#include "base/instant.h"

#include <gtest/gtest.h>

namespace standstill::base {
namespace {

using namespace std::chrono;
using std::chrono::days;

struct Reading {
    const char* why;
    const char* text;
    const char* utc;  // what it is in UTC, or nullptr where it must be refused
};

constexpr Reading kInstants[] = {
    {"the form of every example", "2024-10-08T14:00:00-04:00", "2024-10-08T18:00:00Z"},
    {"Z is an offset", "2024-10-08T14:00:00Z", "2024-10-08T14:00:00Z"},
    {"small letters are allowed by RFC 3339", "2024-10-08t14:00:00z", "2024-10-08T14:00:00Z"},
    {"an offset may cross midnight", "2024-10-08T20:00:00-04:00", "2024-10-09T00:00:00Z"},
    {"half hours", "2024-10-08T14:00:00+05:30", "2024-10-08T08:30:00Z"},
    {"a tenth", "2024-10-08T14:00:00.5Z", "2024-10-08T14:00:00.500Z"},
    {"a millisecond", "2024-10-08T14:00:00.001Z", "2024-10-08T14:00:00.001Z"},
    {"zeros beyond a millisecond say nothing", "2024-10-08T14:00:00.0010Z",
     "2024-10-08T14:00:00.001Z"},
    {"what is finer is cut off", "2024-10-15T23:59:59.999999Z", "2024-10-15T23:59:59.999Z"},
    {"a space for the T, as RFC 3339 allows", "2024-10-08 14:00:00Z", "2024-10-08T14:00:00Z"},
    {"leap day", "2024-02-29T00:00:00Z", "2024-02-29T00:00:00Z"},
    {"last moment of the range", "2199-12-31T23:59:59.999Z", "2199-12-31T23:59:59.999Z"},
    {"no offset", "2024-10-08T14:00:00", nullptr},
    {"no seconds", "2024-10-08T14:00Z", nullptr},
    {"a leap second", "2016-12-31T23:59:60Z", nullptr},
    {"hour 24", "2024-10-08T24:00:00Z", nullptr},
    {"no such day", "2023-02-29T00:00:00Z", nullptr},
    {"month 13", "2024-13-01T00:00:00Z", nullptr},
    {"a point without digits", "2024-10-08T14:00:00.Z", nullptr},
    {"an offset without a colon", "2024-10-08T14:00:00-0400", nullptr},
    {"an offset of 24 hours", "2024-10-08T14:00:00+24:00", nullptr},
    {"something after it", "2024-10-08T14:00:00Zulu", nullptr},
    {"something before it", " 2024-10-08T14:00:00Z", nullptr},
    {"before the range", "1899-12-31T23:59:59Z", nullptr},
    {"after the range", "2200-01-01T00:00:00Z", nullptr},
    {"digits of another script", "２０２４-10-08T14:00:00Z", nullptr},
    {"nothing", "", nullptr},
};

TEST(Instant, IsReadInTheFormsOfRfc3339AndInNoOther) {
    for (const auto& [why, text, utc] : kInstants) {
        SCOPED_TRACE(why);
        auto instant = parse_instant(text);
        ASSERT_EQ(instant.has_value(), utc != nullptr);
        if (utc) {
            EXPECT_EQ(to_string(*instant), utc);
        }
    }
}

TEST(Instant, ErrorNamesTheTextAndTheFormExpected) {
    auto instant = parse_instant("yesterday");
    ASSERT_FALSE(instant);
    EXPECT_EQ(instant.error().kind, ErrorKind::Invalid);
    EXPECT_EQ(instant.error().message,
              "`yesterday` is not an instant, expected a form like `2024-10-08T14:00:00-04:00` "
              "with an offset");
}

TEST(Instant, IsRefusedWhereverAByteIsMissing) {
    std::string whole = "2024-10-08T14:00:00.123-04:00";
    ASSERT_TRUE(parse_instant(whole));
    for (std::size_t size = 0; size < whole.size(); ++size)
        EXPECT_FALSE(parse_instant(whole.substr(0, size))) << size;
}

TEST(Instant, PrintsInTheOffsetAskedFor) {
    Instant instant = *parse_instant("2024-01-01T00:30:00Z");
    EXPECT_EQ(to_string(instant, -hours{5}), "2023-12-31T19:30:00-05:00");
    EXPECT_EQ(to_string(instant, hours{5} + minutes{45}), "2024-01-01T06:15:00+05:45");
    EXPECT_EQ(to_string(instant, -minutes{30}), "2024-01-01T00:00:00-00:30");
    EXPECT_EQ(to_string(instant, hours{0}), "2024-01-01T00:30:00+00:00");
}

TEST(Instant, BeforeNineteenSeventyPrintsTheDayItBelongsTo) {
    Instant instant = *parse_instant("1969-12-31T23:59:59.999Z");
    EXPECT_EQ(instant.time_since_epoch().count(), -1);
    EXPECT_EQ(to_string(instant), "1969-12-31T23:59:59.999Z");
}

TEST(Day, EveryDayOfTheRangeReadsBackAsItWasPrinted) {
    Day last = *parse_day("2199-12-31");
    int count = 0;
    for (Day day = *parse_day("1900-01-01"); day <= last; day += days{1}, ++count)
        ASSERT_EQ(*parse_day(to_string(day)), day);
    EXPECT_EQ(count, 109'573);  // 300 years with 73 leap days; 1900 and 2100 have none
}

TEST(Day, IsRefusedInAnyOtherForm) {
    for (const char* text :
         {"", "2024-9-27", "27.09.2024", "2024/09/27", "2024-09-31", "2023-02-29", "1899-12-31",
          "2200-01-01", "2024-09-27T00:00:00Z", "2024-00-10"})
        EXPECT_FALSE(parse_day(text)) << text;
}

TEST(Anniversary, KeepsMonthAndDay) {
    struct Row {
        const char* why;
        const char* from;
        int years;
        const char* to;
    };
    constexpr Row kRows[] = {
        {"a common day", "2023-03-27", 1, "2024-03-27"},
        {"a leap day in a common year becomes the 28th", "2024-02-29", 1, "2025-02-28"},
        {"a leap day in a leap year stays", "2024-02-29", 4, "2028-02-29"},
        {"the 28th never becomes the 29th", "2023-02-28", 1, "2024-02-28"},
        {"2100 is not a leap year", "2096-02-29", 4, "2100-02-28"},
        {"backwards", "2024-02-29", -1, "2023-02-28"},
    };
    for (const auto& [why, from, years, to] : kRows) {
        SCOPED_TRACE(why);
        EXPECT_EQ(to_string(anniversary(*parse_day(from), years)), to);
    }
}

}  // namespace
}  // namespace standstill::base
