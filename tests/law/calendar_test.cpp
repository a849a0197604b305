// Legal time: the vectors of docs/law.md to the second, and every day of 110 years against a second
// computation that is written here from the words.
#include "law/calendar.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <optional>

#include "cli/files.h"
#include "cli/zone_source.h"

namespace standstill::law {
namespace {

using base::Day;
using base::Instant;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;

constexpr const char* kZones[] = {
    "America/New_York", "America/Havana", "America/Sao_Paulo", "Australia/Lord_Howe", "Asia/Gaza",
    "Pacific/Apia",     "Etc/UTC"};

base::ZoneTable zone(const std::string& name) {
    auto table = cli::load_zone(name);
    EXPECT_TRUE(table) << (table ? "" : table.error().message);
    return table ? *table : base::ZoneTable::utc();
}

const Calendar& federal() {
    static const Calendar kCalendar = [] {
        auto text = cli::read_file("rules/calendar/us-federal-holidays.yaml", 4U << 20);
        auto document = base::parse_document(*text, "holidays");
        return *Calendar::parse(*document, "holidays");
    }();
    return kCalendar;
}

Instant at(const std::string& text) { return *base::parse_instant(text); }
Day day(const std::string& text) { return *base::parse_day(text); }

// ---- the vectors --------------------------------------------------------------------------------

struct WaitVector {
    const char* why;
    const char* received;
    const char* plain;
    const char* permitted;
    const char* rolled;
};

constexpr WaitVector kWaits[] = {
    {"TV-01: an ordinary week", "2024-10-08T14:00:00-04:00", "2024-10-15T14:00:00-04:00",
     "2024-10-16T00:00:00-04:00", ""},
    {"TV-02: the seventh day is a holiday", "2024-12-18T10:00:00-05:00",
     "2024-12-25T10:00:00-05:00", "2024-12-27T00:00:00-05:00", "Christmas Day"},
    {"TV-03: a Saturday before Columbus Day", "2024-10-05T10:00:00-04:00",
     "2024-10-12T10:00:00-04:00", "2024-10-16T00:00:00-04:00", "Saturday"},
    {"TV-04: the clocks go back", "2024-10-29T15:00:00-04:00", "2024-11-05T14:00:00-05:00",
     "2024-11-06T00:00:00-05:00", ""},
    {"TV-05: the clocks go forward", "2025-03-05T15:00:00-05:00", "2025-03-12T16:00:00-04:00",
     "2025-03-13T00:00:00-04:00", ""},
    {"TV-08: the last part came later", "2024-10-11T10:00:00-04:00", "2024-10-18T10:00:00-04:00",
     "2024-10-19T00:00:00-04:00", ""},
    {"received late in the evening, already the next day in UTC", "2024-10-09T03:30:00Z",
     "2024-10-15T23:30:00-04:00", "2024-10-16T00:00:00-04:00", ""},
    {"received at midnight: the day that begins", "2024-10-09T00:00:00-04:00",
     "2024-10-16T00:00:00-04:00", "2024-10-17T00:00:00-04:00", ""},
    {"received on the leap day", "2024-02-29T09:00:00-05:00", "2024-03-07T09:00:00-05:00",
     "2024-03-08T00:00:00-05:00", ""},
};

TEST(Calendar, EndsAWaitAtTheInstantsOfTheVectors) {
    base::ZoneTable washington = zone("America/New_York");
    for (const auto& [why, received, plain, permitted, rolled] : kWaits) {
        SCOPED_TRACE(why);
        auto wait = earliest_permitted(at(received), 7, federal(), washington);
        ASSERT_TRUE(wait) << wait.error().message;
        EXPECT_EQ(washington.print(wait->plain), plain);
        EXPECT_EQ(washington.print(wait->conservative), permitted);
        EXPECT_EQ(wait->rolled, rolled);
    }
}

TEST(Calendar, DoesNotRollADutyForward) {
    base::ZoneTable washington = zone("America/New_York");
    struct Row {
        const char* why;
        const char* from;
        int days;
        const char* due;
    };
    constexpr Row kRows[] = {
        {"TV-11: day 45 is Veterans Day", "2024-09-27", 45, "2024-11-12T00:00:00-05:00"},
        {"TV-14: day 90 of a stop-work order", "2024-10-08", 90, "2025-01-07T00:00:00-05:00"},
        {"TV-15: 90 days end on a Sunday", "2023-03-27", 90, "2023-06-26T00:00:00-04:00"},
        {"TV-15: 180 days end on a Saturday", "2023-03-27", 180, "2023-09-24T00:00:00-04:00"},
    };
    for (const auto& [why, from, count, due] : kRows) {
        SCOPED_TRACE(why);
        EXPECT_EQ(washington.print(latest_lawful(day(from), count, washington)), due);
    }
}

TEST(Calendar, CapsAWaiverAtTheBeginningOfTheAnniversary) {
    base::ZoneTable washington = zone("America/New_York");
    struct Row {
        const char* why;
        const char* from;
        const char* ends;
    };
    constexpr Row kRows[] = {
        {"TV-12: an ordinary year", "2024-09-27T10:00:00-04:00", "2025-09-27T00:00:00-04:00"},
        {"TV-13: from the leap day", "2024-02-29T12:00:00-05:00", "2025-02-28T00:00:00-05:00"},
        {"to a leap year", "2023-02-28T12:00:00-05:00", "2024-02-28T00:00:00-05:00"},
        {"the local day counts", "2024-03-01T03:00:00Z", "2025-02-28T00:00:00-05:00"},
        {"summer to winter time", "2024-11-02T12:00:00-04:00", "2025-11-02T00:00:00-04:00"},
        {"TV-15: a year to the day", "2023-03-27T00:00:00-04:00", "2024-03-27T00:00:00-04:00"},
    };
    for (const auto& [why, from, ends] : kRows) {
        SCOPED_TRACE(why);
        EXPECT_EQ(washington.print(cap_of_years(at(from), 1, washington)), ends);
    }
}

// TV-09 and TV-10 count 72 elapsed hours, which no clock change alters; TV-06 and TV-07 are about
// releases and holds. They stand with the answers, in tests/cases.

// ---- every day, a second time -------------------------------------------------------------------

// A date as three numbers, and its weekday from 0 (Sunday) by Sakamoto's method: nothing of the
// library is used, which the program uses.
struct Date {
    int year, month, day;
    auto operator<=>(const Date&) const = default;
};

bool is_leap(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

int last_of(int year, int month) {
    constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return kDays[month - 1] + (month == 2 && is_leap(year) ? 1 : 0);
}

int weekday_of(Date date) {
    constexpr int kShift[] = {0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4};
    int year = date.month < 3 ? date.year - 1 : date.year;
    return (year + year / 4 - year / 100 + year / 400 + kShift[date.month - 1] + date.day) % 7;
}

Date next(Date date) {
    if (++date.day <= last_of(date.year, date.month)) return date;
    date.day = 1;
    if (++date.month <= 12) return date;
    return {date.year + 1, 1, 1};
}

Date nth(int year, int month, int weekday, int n) {
    Date date{year, month, 1};
    while (weekday_of(date) != weekday) ++date.day;
    date.day += 7 * (n - 1);
    return date;
}

Date last_monday_of_may(int year) {
    Date date{year, 5, 31};
    while (weekday_of(date) != 1) --date.day;
    return date;
}

// 5 U.S.C. 6103(a): the days themselves. Juneteenth National Independence Day from 2021 on.
std::vector<Date> holidays_by_law(int year) {
    std::vector<Date> out = {
        {year, 1, 1},        nth(year, 1, 1, 3), nth(year, 2, 1, 3),  last_monday_of_may(year),
        {year, 7, 4},        nth(year, 9, 1, 1), nth(year, 10, 1, 2), {year, 11, 11},
        nth(year, 11, 4, 4), {year, 12, 25}};
    if (year >= 2021) out.push_back({year, 6, 19});
    return out;
}

// On their day and, where that is at a weekend, the Friday before or the Monday after as well.
bool is_holiday(Date date) {
    for (int year : {date.year, date.year + 1})
        for (Date holiday : holidays_by_law(year)) {
            if (date == holiday) return true;
            int weekday = weekday_of(holiday);
            if (weekday == 0 && next(holiday) == date) return true;
            if (weekday == 6 && next(date) == holiday) return true;
        }
    return false;
}

std::string text_of(Date date) {
    auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    return std::to_string(date.year) + "-" + two(date.month) + "-" + two(date.day);
}

// Visits every date of the years with the program's day beside it.
template <typename Visit>
void for_each_day(int from_year, int to_year, Visit visit) {
    Day library = day(std::to_string(from_year) + "-01-01");
    for (Date date{from_year, 1, 1}; date.year <= to_year; date = next(date), library += days{1})
        visit(date, library);
}

TEST(Calendar, HasTheHolidaysOfTheStatuteAndNoOthersOnEveryDay) {
    for_each_day(1990, 2100, [](Date date, Day library) {
        ASSERT_EQ(base::to_string(library), text_of(date));
        ASSERT_EQ(federal().holiday(library) != nullptr, is_holiday(date)) << text_of(date);
        int weekday = weekday_of(date);
        ASSERT_EQ(federal().is_closed(library), weekday == 0 || weekday == 6 || is_holiday(date))
            << text_of(date);
        ASSERT_TRUE(federal().covers(library));
    });
    EXPECT_FALSE(federal().covers(day("1989-12-31")));
    EXPECT_FALSE(federal().covers(day("2101-01-01")));
}

// The beginnings of a local day, by asking every minute what the clocks show where they may change.
// One beginning, or two where midnight comes twice.
struct Beginning {
    Instant first, last;
};

Beginning beginning_of(Day wanted, const base::ZoneTable& table) {
    Instant low{wanted - hours{15}}, high{wanted + hours{15}};
    // The same offset half a day before and after: no change is near, and local noon minus twelve
    // hours is the beginning.
    if (table.offset_at(low) == table.offset_at(high) &&
        table.offset_at(low + hours{10}) == table.offset_at(low) &&
        table.offset_at(high - hours{10}) == table.offset_at(low)) {
        Instant begin{Instant{wanted} - table.offset_at(low)};
        return {begin, begin};
    }
    auto local = [&](Instant instant) { return instant + table.offset_at(instant); };
    std::optional<Instant> first;
    Instant last{};
    bool was_before = true;
    for (Instant instant = low - hours{12}; instant <= high + hours{12}; instant += minutes{1}) {
        bool before = local(instant) < wanted;
        if (!before && !first) first = instant;
        if ((!before && was_before) || local(instant) == wanted) last = instant;
        was_before = before;
    }
    return {*first, last};
}

TEST(Calendar, EndsEveryDayWhereASearchFindsIt) {
    for (const char* name : kZones) {
        base::ZoneTable table = zone(name);
        for_each_day(1990, 2100, [&](Date date, Day library) {
            Beginning end = beginning_of(library + days{1}, table);
            ASSERT_EQ(table.print(end_of(library, table)), table.print(end.first))
                << name << " " << text_of(date);
            // A midnight that does not quite come twice (the change is a minute past it) is for
            // tests/base/zone_test.cpp; here the later beginning is never before the earlier one.
            ASSERT_EQ(table.print(once_past(library, table)), table.print(end.last))
                << name << " " << text_of(date);
            ASSERT_EQ(latest_lawful(library, 0, table), end_of(library, table));
        });
    }
}

TEST(Calendar, EndsEveryWaitAtTheLatestOfTheThreePlausibleInstants) {
    for (const char* name : kZones) {
        base::ZoneTable table = zone(name);
        std::map<Date, Day> library_day;
        for_each_day(1990, 2100, [&](Date date, Day library) {
            // One instant a day, wandering through the hours with a stride that is no divisor.
            Instant received{library + minutes{(date.day * 397 + date.month * 61) % 1440}};
            Day local = std::chrono::floor<days>(received + table.offset_at(received));
            Date last = date;
            if (local > library) last = next(date);
            int steps = local < library ? 6 : 7;
            Day last_day = local + days{7};
            for (int i = 0; i < steps; ++i) last = next(last);
            auto closed = [](Date d) {
                return weekday_of(d) == 0 || weekday_of(d) == 6 || is_holiday(d);
            };
            while (closed(last)) {
                last = next(last);
                last_day += days{1};
            }
            auto wait = earliest_permitted(received, 7, federal(), table);
            if (last.year > 2100) {
                ASSERT_FALSE(wait);
                return;
            }
            if (last.year < 1990) return;
            ASSERT_TRUE(wait) << text_of(date);
            Instant midnight = beginning_of(last_day + days{1}, table).last;
            Instant elapsed = received + hours{168};
            ASSERT_EQ(base::to_string(wait->last_day), text_of(last)) << name;
            ASSERT_EQ(wait->plain, elapsed);
            ASSERT_EQ(table.print(wait->conservative), table.print(std::max(midnight, elapsed)))
                << name << " " << text_of(date);
        });
    }
}

TEST(Calendar, CapsEveryDayAtItsAnniversary) {
    for (const char* name : {"America/New_York", "America/Havana", "Etc/UTC"}) {
        base::ZoneTable table = zone(name);
        for_each_day(1990, 2099, [&](Date date, Day library) {
            Date anniversary{date.year + 1, date.month, date.day};
            anniversary.day =
                std::min(anniversary.day, last_of(anniversary.year, anniversary.month));
            Instant noon{library + hours{16}};
            Day ends = library;
            for (Date d = date; d != anniversary; d = next(d)) ends += days{1};
            ASSERT_EQ(table.print(cap_of_years(noon, 1, table)),
                      table.print(beginning_of(ends, table).first))
                << name << " " << text_of(date);
        });
    }
}

TEST(Calendar, KnowsNothingOfDaysThatItsTableDoesNotCover) {
    base::ZoneTable washington = zone("America/New_York");
    for (const char* received : {"1989-12-20T12:00:00-05:00", "2100-12-25T12:00:00-05:00",
                                 "2100-12-31T23:59:59-05:00", "2150-06-01T12:00:00-04:00"}) {
        auto wait = earliest_permitted(at(received), 7, federal(), washington);
        ASSERT_FALSE(wait) << received;
        EXPECT_EQ(wait.error().kind, base::ErrorKind::Unavailable);
    }
    EXPECT_TRUE(earliest_permitted(at("2100-12-20T12:00:00-05:00"), 7, federal(), washington));
}

TEST(Calendar, ReadsNoTableWithAMistake) {
    struct Row {
        const char* why;
        const char* text;
        const char* message;
    };
    constexpr Row kRows[] = {
        {"no range", "holidays: []\n", "days.yaml: a calendar needs `covers`"},
        {"no holidays", "covers: {from: 2024-01-01, to: 2024-12-31}\n",
         "days.yaml: a calendar needs `covers`"},
        {"no end", "covers: {from: 2024-01-01}\nholidays: []\n",
         "days.yaml:1:9: expected a date at `to`"},
        {"a day that does not exist",
         "covers: {from: 2024-01-01, to: 2024-12-31}\nholidays:\n- {date: 2023-02-29, name: x}\n",
         "days.yaml:3:10: "},
        {"a holiday without a name",
         "covers: {from: 2024-01-01, to: 2024-12-31}\nholidays:\n- {date: 2024-02-29}\n",
         "days.yaml:3:3: a holiday needs a `name`"},
    };
    for (const auto& [why, text, message] : kRows) {
        SCOPED_TRACE(why);
        auto calendar = Calendar::parse(*base::parse_document(text, "days.yaml"), "days.yaml");
        ASSERT_FALSE(calendar);
        EXPECT_EQ(calendar.error().message.substr(0, std::string(message).size()), message);
    }
}

}  // namespace
}  // namespace standstill::law
