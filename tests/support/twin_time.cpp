// Instants, legal days and the ends of waits, counted in the plainest way.

#include "twin_time.h"

#include <algorithm>
#include <cstdio>
#include <stdexcept>
#include <vector>

namespace standstill::twin {

namespace {

using date::days;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

int number(std::string_view text, std::size_t from, std::size_t length) {
    if (from + length > text.size()) {
        throw std::invalid_argument("too short to be an instant or a day: `" + std::string(text) +
                                    "`");
    }
    int value = 0;
    for (const char digit : text.substr(from, length)) {
        if (digit < '0' || digit > '9') {
            throw std::invalid_argument("not an instant or a day: `" + std::string(text) + "`");
        }
        value = value * 10 + (digit - '0');
    }
    return value;
}

date::year_month_day parse_date(std::string_view text) {
    const auto day = date::year{number(text, 0, 4)} / number(text, 5, 2) / number(text, 8, 2);
    if (!day.ok()) {
        throw std::invalid_argument("no such day: `" + std::string(text) + "`");
    }
    return day;
}

std::string two(long value) {
    char text[32];
    std::snprintf(text, sizeof text, "%02ld", value);
    return text;
}

// 5 U.S.C. 6103(a), as it stands in each year; observed days by 6103(b) and Executive Order 11582:
// the Friday before a Saturday, the Monday after a Sunday.
std::vector<Day> holidays_of(date::year year) {
    using namespace date::literals;
    std::vector<Day> fixed = {
        Day(year / 1 / 1),
        Day(year / 7 / 4),
        Day(year / 11 / 11),
        Day(year / 12 / 25),
    };
    if (year >= date::year{2021}) {
        fixed.push_back(Day(year / 6 / 19));
    }
    std::vector<Day> all = {
        Day(year / 2 / date::Monday[3]),    Day(year / 5 / date::Monday[date::last]),
        Day(year / 9 / date::Monday[1]),    Day(year / 10 / date::Monday[2]),
        Day(year / 11 / date::Thursday[4]),
    };
    if (year >= date::year{1986}) {
        all.push_back(Day(year / 1 / date::Monday[3]));
    }
    for (const Day day : fixed) {
        all.push_back(day);
        if (date::weekday{day} == date::Saturday) {
            all.push_back(day - days{1});
        }
        if (date::weekday{day} == date::Sunday) {
            all.push_back(day + days{1});
        }
    }
    return all;
}

}  // namespace

Instant parse_instant(std::string_view text) {
    const date::year_month_day day = parse_date(text);
    Instant instant =
        date::sys_days{day} + hours{number(text, 11, 2)} + minutes{number(text, 14, 2)};
    std::size_t at = 16;
    if (at < text.size() && text[at] == ':') {
        instant += seconds{number(text, at + 1, 2)};
        at += 3;
    }
    if (at < text.size() && text[at] == '.') {
        int worth = 100;
        for (++at; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at) {
            instant += milliseconds{(text[at] - '0') * worth};
            worth /= 10;
        }
    }
    if (at < text.size() && (text[at] == 'Z' || text[at] == 'z')) {
        return instant;
    }
    if (at >= text.size() || (text[at] != '+' && text[at] != '-')) {
        throw std::invalid_argument("an instant without an offset: `" + std::string(text) + "`");
    }
    const minutes offset = hours{number(text, at + 1, 2)} + minutes{number(text, at + 4, 2)};
    return text[at] == '+' ? instant - offset : instant + offset;
}

Day parse_day(std::string_view text) { return Day(parse_date(text)); }

std::string print_day(Day day) {
    const date::year_month_day parts{day};
    char text[32];
    std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(parts.year()),
                  static_cast<unsigned>(parts.month()), static_cast<unsigned>(parts.day()));
    return text;
}

std::string print_with_offset(Instant instant, minutes offset) {
    const auto local = instant + offset;
    const auto day = date::floor<days>(local);
    const date::hh_mm_ss<milliseconds> time{local - day};
    std::string text = print_day(Day{day.time_since_epoch()}) + "T" + two(time.hours().count()) +
                       ":" + two(time.minutes().count()) + ":" + two(time.seconds().count());
    if (time.subseconds().count() != 0) {
        char fraction[24];
        std::snprintf(fraction, sizeof fraction, ".%03d",
                      static_cast<int>(time.subseconds().count()));
        text += fraction;
    }
    const minutes size = date::abs(offset);
    text += offset < minutes{0} ? "-" : "+";
    return text + two(size.count() / 60) + ":" + two(size.count() % 60);
}

std::string print_instant(Instant instant, const Zone& zone) {
    return print_with_offset(instant, date::floor<minutes>(zone.get_info(instant).offset));
}

const Zone& find_zone(const std::string& name) { return *date::locate_zone(name); }

Day legal_day(Instant instant, const Zone& zone) {
    return date::floor<days>(zone.to_local(instant));
}

Instant begin_for_wait(Day day, const Zone& zone) { return zone.to_sys(day, date::choose::latest); }

Instant begin_for_duty(Day day, const Zone& zone) {
    return zone.to_sys(day, date::choose::earliest);
}

std::optional<bool> is_holiday(Day day) {
    const date::year year = date::year_month_day{day}.year();
    if (year < date::year{1990} || year > date::year{2100}) {
        return std::nullopt;
    }
    // A New Year's Day that falls on a Saturday is observed in the year before.
    for (const date::year near : {year, year + date::years{1}}) {
        for (const Day holiday : holidays_of(near)) {
            if (holiday == day) {
                return true;
            }
        }
    }
    return false;
}

// "permitted from 00:00 local of the day after day 7, and not before t0 + 168 h; if day 7 is a
// Saturday, Sunday or federal holiday, run to the end of the next working day; take the latest"
std::optional<Instant> end_of_seven_days(Instant received, const Zone& zone) {
    Day last = legal_day(received, zone) + days{7};
    for (;;) {
        const std::optional<bool> holiday = is_holiday(last);
        if (!holiday) {
            return std::nullopt;
        }
        const date::weekday weekday{last};
        if (!*holiday && weekday != date::Saturday && weekday != date::Sunday) {
            break;
        }
        last += days{1};
    }
    return std::max(begin_for_wait(last + days{1}, zone), received + hours{168});
}

// "must end no later than 00:00 of the anniversary date; for 29 Feb use 28 Feb"
Instant end_of_one_year(Instant issued, const Zone& zone) {
    const date::year_month_day day{legal_day(issued, zone)};
    date::year_month_day anniversary = day + date::years{1};
    if (!anniversary.ok()) {
        anniversary = anniversary.year() / date::February / 28;
    }
    return begin_for_duty(Day(anniversary), zone);
}

}  // namespace standstill::twin
