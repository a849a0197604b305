// Days in a zone: when they start, where midnight is skipped or comes twice.
//
// The tables come from the database of the system, so these are the zones as people live in them.
#include "base/zone.h"

#include <gtest/gtest.h>

#include <limits>

#include "cli/zone_source.h"

namespace standstill::base {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;

ZoneTable zone(const std::string& name) {
    auto table = cli::load_zone(name);
    EXPECT_TRUE(table) << (table ? "" : table.error().message);
    return table ? *table : ZoneTable::utc();
}

Instant at(const char* text) { return *parse_instant(text); }
Day day(const char* text) { return *parse_day(text); }

struct DayStart {
    const char* why;
    const char* zone;
    const char* day;
    const char* starts;
};

constexpr DayStart kDayStarts[] = {
    {"winter", "America/New_York", "2024-01-15", "2024-01-15T00:00:00-05:00"},
    {"summer", "America/New_York", "2024-07-15", "2024-07-15T00:00:00-04:00"},
    {"the day the clocks go forward", "America/New_York", "2024-03-10",
     "2024-03-10T00:00:00-05:00"},
    {"the day after it", "America/New_York", "2024-03-11", "2024-03-11T00:00:00-04:00"},
    {"the day the clocks go back", "America/New_York", "2024-11-03", "2024-11-03T00:00:00-04:00"},
    {"midnight is skipped: the day starts at one", "America/Sao_Paulo", "2018-11-04",
     "2018-11-04T01:00:00-02:00"},
    {"the day before ends in an hour that comes twice", "America/Sao_Paulo", "2018-02-18",
     "2018-02-18T00:00:00-03:00"},
    {"midnight comes twice: the first one", "America/Havana", "2018-11-04",
     "2018-11-04T00:00:00-04:00"},
    {"midnight comes twice, a minute past", "America/St_Johns", "2006-10-29",
     "2006-10-29T00:00:00-02:30"},
    {"a whole day is skipped: where the next one starts", "Pacific/Apia", "2011-12-30",
     "2011-12-31T00:00:00+14:00"},
    {"the next one", "Pacific/Apia", "2011-12-31", "2011-12-31T00:00:00+14:00"},
    {"a change of half an hour", "Australia/Lord_Howe", "2024-04-07", "2024-04-07T00:00:00+11:00"},
    {"the other side of the date line", "Pacific/Kiritimati", "2024-01-01",
     "2024-01-01T00:00:00+14:00"},
    {"no change, ever", "Etc/UTC", "2024-02-29", "2024-02-29T00:00:00+00:00"},
};

TEST(Zone, DayStartsAtItsFirstInstant) {
    for (const auto& [why, name, text, starts] : kDayStarts) {
        SCOPED_TRACE(why);
        ZoneTable table = zone(name);
        EXPECT_EQ(table.print(table.start_of(day(text))), starts);
    }
}

// The naive twin: the first instant, on a grid of half a minute, whose local day is not an earlier
// one.
Instant first_by_search(const ZoneTable& table, Day day) {
    Instant instant{day - days{2}};
    while (table.day_of(instant) < day) instant += seconds{30};
    return instant;
}

TEST(Zone, StartOfEveryDayNearAChangeIsWhatASearchFinds) {
    for (const char* name :
         {"America/New_York", "America/Sao_Paulo", "America/Havana", "America/St_Johns",
          "Pacific/Apia", "Africa/Cairo", "Asia/Gaza", "Australia/Lord_Howe", "Europe/London"}) {
        ZoneTable table = zone(name);
        int tried = 0;
        for (const ZoneTable::Span& span : table.spans()) {
            if (span.from < at("2004-01-01T00:00:00Z") || ++tried > 30) continue;
            for (int shift : {0, 1}) {
                Day near = table.day_of(span.from) + days{shift};
                ASSERT_EQ(table.print(table.start_of(near)),
                          table.print(first_by_search(table, near)))
                    << name;
            }
        }
    }
}

TEST(Zone, DayOfAnInstantIsTheLocalOne) {
    ZoneTable washington = zone("America/New_York");
    EXPECT_EQ(washington.day_of(at("2024-01-01T04:59:59.999Z")), day("2023-12-31"));
    EXPECT_EQ(washington.day_of(at("2024-01-01T05:00:00Z")), day("2024-01-01"));
    EXPECT_EQ(ZoneTable::utc().day_of(at("2024-01-01T00:00:00Z")), day("2024-01-01"));
}

TEST(Zone, OffsetHoldsFromItsInstantOn) {
    ZoneTable washington = zone("America/New_York");
    EXPECT_EQ(washington.offset_at(at("2024-03-10T06:59:59.999Z")), -hours{5});
    EXPECT_EQ(washington.offset_at(at("2024-03-10T07:00:00Z")), -hours{4});
}

TEST(Zone, FirstOffsetHoldsForAllEarlierInstants) {
    ZoneTable table = *ZoneTable::create("Test/One", {{at("2024-01-01T00:00:00Z"), hours{1}},
                                                      {at("2024-06-01T00:00:00Z"), hours{2}}});
    EXPECT_EQ(table.offset_at(at("1950-01-01T00:00:00Z")), hours{1});
    EXPECT_EQ(table.offset_at(at("2100-01-01T00:00:00Z")), hours{2});
    EXPECT_EQ(table.print(table.start_of(day("1950-01-01"))), "1950-01-01T00:00:00+01:00");
}

TEST(Zone, RefusesSpansThatAreNone) {
    EXPECT_FALSE(ZoneTable::create("Test/None", {}));
    EXPECT_FALSE(ZoneTable::create("Test/Order", {{at("2024-06-01T00:00:00Z"), hours{1}},
                                                  {at("2024-01-01T00:00:00Z"), hours{2}}}));
    EXPECT_FALSE(ZoneTable::create("Test/Twice", {{at("2024-06-01T00:00:00Z"), hours{1}},
                                                  {at("2024-06-01T00:00:00Z"), hours{2}}}));
    EXPECT_FALSE(ZoneTable::create("Test/Far", {{at("2024-06-01T00:00:00Z"), hours{27}}}));
}

TEST(Zone, ReadsBackWhatItWrote) {
    for (const char* name : {"America/New_York", "America/Sao_Paulo", "Etc/UTC"}) {
        ZoneTable table = zone(name);
        auto again = ZoneTable::parse(table.serialise());
        ASSERT_TRUE(again);
        EXPECT_EQ(again->name(), name);
        EXPECT_EQ(again->serialise(), table.serialise());
    }
}

TEST(Zone, RefusesATableThatIsDamaged) {
    struct Row {
        const char* why;
        std::string text;
    };
    const Row kRows[] = {
        {"nothing", ""},
        {"a name alone", "Test/Name\n"},
        {"a word for a number", "Test/Name\nnow 0\n"},
        {"one number", "Test/Name\n0\n"},
        {"three numbers", "Test/Name\n0 0 0\n"},
        {"a number too large", "Test/Name\n99999999999 0\n"},
        {"the smallest number there is",
         "Test/Name\n" + std::to_string(std::numeric_limits<std::int64_t>::min()) + " 0\n"},
        {"an offset of two days", "Test/Name\n0 172800\n"},
        {"the smallest offset there is",
         "Test/Name\n0 " + std::to_string(std::numeric_limits<std::int64_t>::min()) + "\n"},
        {"out of order", "Test/Name\n5 0\n1 3600\n"},
        {"too large", "Test/Name\n0 0\n" + std::string(600'000, '\n')},
    };
    for (const auto& [why, text] : kRows) {
        SCOPED_TRACE(why);
        auto table = ZoneTable::parse(text);
        ASSERT_FALSE(table);
        EXPECT_EQ(table.error().kind, ErrorKind::Invalid);
    }
}

}  // namespace
}  // namespace standstill::base
