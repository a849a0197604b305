// The time vectors (TV-01 to TV-15) and the odd days of the calendar, against the twin's clocks.

#include "twin_time.h"

#include <gtest/gtest.h>

namespace standstill::twin {
namespace {

struct WaitRow {
    const char* zone;
    const char* received;
    const char* opens;
    const char* why;
};

TEST(TwinTime, WaitEndsAtTheLatestPlausibleInstant) {
    const WaitRow rows[] = {
        {"America/New_York", "2024-10-08T14:00:00-04:00", "2024-10-16T00:00:00-04:00", "TV-01"},
        {"America/New_York", "2024-12-18T09:00:00-05:00", "2024-12-27T00:00:00-05:00", "TV-02"},
        {"America/New_York", "2024-10-05T09:00:00-04:00", "2024-10-16T00:00:00-04:00", "TV-03"},
        {"America/New_York", "2024-10-29T15:00:00-04:00", "2024-11-06T00:00:00-05:00", "TV-04"},
        {"America/New_York", "2025-03-05T15:00:00-05:00", "2025-03-13T00:00:00-04:00", "TV-05"},
        {"America/New_York", "2024-10-11T10:00:00-04:00", "2024-10-19T00:00:00-04:00", "TV-08"},
        {"America/New_York", "2025-03-05T23:30:00-05:00", "2025-03-13T00:30:00-04:00",
         "168 hours are longer than the days where the clocks go forward"},
        {"America/New_York", "2026-06-26T12:00:00-04:00", "2026-07-07T00:00:00-04:00",
         "4 July 2026 is a Saturday, observed on Friday the 3rd"},
        {"America/New_York", "2027-12-24T12:00:00-05:00", "2028-01-04T00:00:00-05:00",
         "New Year 2028 is a Saturday, observed on 31 December"},
        {"America/New_York", "2022-06-13T12:00:00-04:00", "2022-06-22T00:00:00-04:00",
         "Juneteenth 2022 is a Sunday, observed on Monday the 20th"},
        {"America/New_York", "2020-06-12T12:00:00-04:00", "2020-06-20T00:00:00-04:00",
         "19 June is no holiday before 2021"},
        {"Pacific/Honolulu", "2024-10-09T02:00:00Z", "2024-10-16T10:00:00Z",
         "the legal day is counted in the zone of the case"},
        {"UTC", "2024-02-22T00:00:00Z", "2024-03-01T00:00:00Z", "day 7 is 29 February"},
    };
    for (const WaitRow& row : rows) {
        SCOPED_TRACE(row.why);
        const auto end = end_of_seven_days(parse_instant(row.received), find_zone(row.zone));
        ASSERT_TRUE(end.has_value());
        EXPECT_EQ(print_instant(*end, find_zone(row.zone)),
                  print_instant(parse_instant(row.opens), find_zone(row.zone)));
    }
}

TEST(TwinTime, WaitHasNoEndWhereTheHolidaysAreNotKnown) {
    EXPECT_FALSE(end_of_seven_days(parse_instant("2100-12-29T00:00:00Z"), find_zone("UTC")));
    EXPECT_FALSE(end_of_seven_days(parse_instant("1989-12-01T00:00:00Z"), find_zone("UTC")));
    EXPECT_TRUE(end_of_seven_days(parse_instant("1989-12-28T00:00:00Z"), find_zone("UTC")));
}

TEST(TwinTime, WaiverEndsWhenTheAnniversaryOfItsDayBegins) {
    const Zone& zone = find_zone("America/New_York");
    EXPECT_EQ(end_of_one_year(parse_instant("2024-09-27T10:00:00-04:00"), zone),
              parse_instant("2025-09-27T00:00:00-04:00"));  // TV-12
    EXPECT_EQ(end_of_one_year(parse_instant("2024-02-29T10:00:00-05:00"), zone),
              parse_instant("2025-02-28T00:00:00-05:00"));  // TV-13
    EXPECT_EQ(end_of_one_year(parse_instant("2024-09-28T03:59:59Z"), zone),
              parse_instant("2025-09-27T00:00:00-04:00"));
}

TEST(TwinTime, DutiesOfDaysAreCountedFromTheDayAfter) {
    EXPECT_EQ(print_day(parse_day("2024-09-27") + date::days{45}), "2024-11-11");  // TV-11
    EXPECT_EQ(print_day(parse_day("2024-10-08") + date::days{90}), "2025-01-06");  // TV-14
    EXPECT_EQ(print_day(parse_day("2023-03-27") + date::days{90}), "2023-06-25");  // TV-15
}

TEST(TwinTime, ReadsAnInstantHoweverItIsSpelled) {
    const Instant instant = parse_instant("2024-10-08T18:00:00.5Z");
    EXPECT_EQ(instant, parse_instant("2024-10-08T14:00:00.500-04:00"));
    EXPECT_EQ(instant, parse_instant("2024-10-08T23:30:00.500+05:30"));
    EXPECT_EQ(print_instant(instant, find_zone("America/New_York")),
              "2024-10-08T14:00:00.500-04:00");
    EXPECT_EQ(parse_instant("2024-10-08T18:00:00.0019Z"),
              parse_instant("2024-10-08T18:00:00.001Z"));
    EXPECT_THROW(parse_instant("2024-10-08"), std::invalid_argument);
    EXPECT_THROW(parse_day("2025-02-29"), std::invalid_argument);
}

}  // namespace
}  // namespace standstill::twin
