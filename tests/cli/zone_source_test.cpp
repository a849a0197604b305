// Time zones from the database of the system, compared with what the C library makes of them.
#include "cli/zone_source.h"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <time.h>

#include "cli/zone_file.h"

namespace standstill::cli {
namespace {

using base::Instant;
using base::ZoneTable;
using std::chrono::seconds;

// The twin: the C library reads the same files by its own code.
class CLibraryClock {
public:
    explicit CLibraryClock(const std::string& zone) {
        ::setenv("TZ", zone.c_str(), 1);
        ::tzset();
    }
    ~CLibraryClock() {
        ::unsetenv("TZ");
        ::tzset();
    }
    seconds offset_at(Instant instant) const {
        time_t at = std::chrono::floor<seconds>(instant).time_since_epoch().count();
        struct tm local {};
        ::localtime_r(&at, &local);
        return seconds{local.tm_gmtoff};
    }
};

TEST(ZoneSource, EveryZoneAgreesWithTheCLibraryAroundEveryChange) {
    auto names = zone_names();
    ASSERT_GT(names.size(), 400U);
    for (const std::string& name : names) {
        auto table = load_zone(name);
        ASSERT_TRUE(table) << table.error().message;
        CLibraryClock clock(name);
        for (const ZoneTable::Span& span : table->spans()) {
            ASSERT_EQ(clock.offset_at(span.from), span.offset)
                << name << " " << base::to_string(span.from);
            if (&span == &table->spans().front()) continue;
            Instant before = span.from - seconds{1};
            ASSERT_EQ(clock.offset_at(before), table->offset_at(before))
                << name << " " << base::to_string(before);
        }
    }
}

TEST(ZoneSource, NoChangeIsMissed) {
    for (const char* name : {"America/New_York", "Europe/Dublin", "America/Sao_Paulo",
                             "Africa/Casablanca", "Asia/Gaza", "Australia/Lord_Howe", "Etc/UTC",
                             "America/Nuuk", "Asia/Tehran", "Antarctica/Troll"}) {
        ZoneTable table = *load_zone(name);
        CLibraryClock clock(name);
        Instant end = *base::parse_instant("2115-12-31T00:00:00Z");
        for (Instant i = *base::parse_instant("1985-01-01T00:00:00Z"); i < end;
             i += std::chrono::hours{7})
            ASSERT_EQ(clock.offset_at(i), table.offset_at(i)) << name << " " << base::to_string(i);
    }
}

TEST(ZoneSource, SummerTimeDoesNotEndIn2037) {
    ZoneTable washington = *load_zone("America/New_York");
    EXPECT_EQ(washington.print(*base::parse_instant("2050-07-01T16:00:00Z")),
              "2050-07-01T12:00:00-04:00");
    EXPECT_EQ(washington.print(*base::parse_instant("2115-07-01T16:00:00Z")),
              "2115-07-01T12:00:00-04:00");
}

TEST(ZoneSource, UnknownNameIsAnsweredWithTheNearestOne) {
    auto zone = load_zone("America/New_Yrok");
    ASSERT_FALSE(zone);
    EXPECT_EQ(zone.error().kind, base::ErrorKind::NotFound);
    EXPECT_EQ(zone.error().message,
              "unknown time zone `America/New_Yrok`, did you mean `America/New_York`?");
}

TEST(ZoneSource, WhatIsNotANameNeverReachesTheDisk) {
    for (const char* name :
         {"", "/etc/passwd", "../../../etc/passwd", "America/../UTC", "right/UTC", "posix/UTC",
          "zone.tab", "America", "Europe/Köln", "America/New_York\n"})
        EXPECT_EQ(load_zone(name).has_value(), false) << name;
}

// A file as zic writes it: no changes, one offset, and a footer.
std::string file_with(const std::string& footer, char version = '2') {
    std::string header = "TZif" + std::string(1, version) + std::string(15, '\0');
    auto count = [](char n) { return std::string(3, '\0') + n; };
    header += count(0) + count(0) + count(0) + count(0) + count(1) + count(4);
    std::string block = std::string(6, '\0') + std::string("UTC\0", 4);
    return header + block + header + block + "\n" + footer + "\n";
}

TEST(ZoneFile, ReadsTheRuleForLaterYears) {
    struct Row {
        const char* why;
        const char* footer;
        const char* instant;
        int offset;
    };
    constexpr Row kRows[] = {
        {"no rule", "UTC0", "2050-07-01T00:00:00Z", 0},
        {"north, summer", "EST5EDT,M3.2.0,M11.1.0", "2050-07-01T00:00:00Z", -4 * 3600},
        {"north, winter", "EST5EDT,M3.2.0,M11.1.0", "2050-01-01T00:00:00Z", -5 * 3600},
        {"south", "AEST-10AEDT,M10.1.0,M4.1.0/3", "2050-01-01T00:00:00Z", 11 * 3600},
        {"winter time is the exception", "IST-1GMT0,M10.5.0,M3.5.0/1", "2050-01-01T00:00:00Z", 0},
        {"names of digits", "<+0330>-3:30", "2050-01-01T00:00:00Z", 0},
        {"days of the year", "AAA3BBB,J60/0,J300/0", "2052-03-01T03:00:00Z", -2 * 3600},
        {"the day before", "AAA3BBB,J60/0,J300/0", "2052-03-01T02:59:59Z", -3 * 3600},
        {"days from zero count the leap day", "AAA3BBB,60/0,300/0", "2052-03-01T03:00:00Z",
         -2 * 3600},
        {"a time before the day", "<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2050-03-27T00:59:59Z",
         -2 * 3600},
        {"and then", "<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2050-03-27T01:00:00Z", -1 * 3600},
    };
    for (const auto& [why, footer, instant, offset] : kRows) {
        SCOPED_TRACE(why);
        auto table = parse_zone_file(file_with(footer), "Test/Zone");
        ASSERT_TRUE(table) << table.error().message;
        EXPECT_EQ(table->offset_at(*base::parse_instant(instant)), seconds{offset});
    }
}

TEST(ZoneFile, RefusesWhatItCannotRead) {
    struct Row {
        const char* why;
        std::string bytes;
    };
    const Row kRows[] = {
        {"nothing", ""},
        {"something else", std::string(100, 'x')},
        {"the first version", file_with("UTC0", '\0')},
        {"a rule with half a name", file_with("U0")},
        {"a rule without an end", file_with("EST5EDT,M3.2.0")},
        {"a rule with something after it", file_with("EST5EDT,M3.2.0,M11.1.0,")},
        {"month 13", file_with("EST5EDT,M13.2.0,M11.1.0")},
        {"an offset of 25 hours", file_with("EST25")},
        {"too large", file_with("UTC0") + std::string(300'000, '\n')},
    };
    for (const auto& [why, bytes] : kRows) {
        SCOPED_TRACE(why);
        auto table = parse_zone_file(bytes, "Test/Zone");
        ASSERT_FALSE(table);
        EXPECT_EQ(table.error().kind, base::ErrorKind::Corrupt);
    }
}

TEST(ZoneFile, IsRefusedWhereverItIsCut) {
    std::string whole = file_with("EST5EDT,M3.2.0,M11.1.0");
    ASSERT_TRUE(parse_zone_file(whole, "Test/Zone"));
    for (std::size_t size = 0; size < whole.size(); ++size)
        EXPECT_FALSE(parse_zone_file(whole.substr(0, size), "Test/Zone")) << size;
}

}  // namespace
}  // namespace standstill::cli
