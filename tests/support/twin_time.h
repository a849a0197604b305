// Instants, legal days and the ends of waits, for the twin and the generator only.
//
// Written from the text of the rules on counting legal time (TV-01 to TV-15), with the zone data of
// the operating system, and apart from the program's own clocks: two readings that must agree.
#pragma once

#include <date/date.h>
#include <date/tz.h>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace standstill::twin {

using Instant = date::sys_time<std::chrono::milliseconds>;
using Day = date::local_days;
using Zone = date::time_zone;

// The input is assumed well formed: what is not an instant or a day stops the test with
// std::invalid_argument.
Instant parse_instant(std::string_view text);
Day parse_day(std::string_view text);

// RFC 3339 with the zone's own offset; fractions only where there are any.
std::string print_instant(Instant instant, const Zone& zone);
std::string print_with_offset(Instant instant, std::chrono::minutes offset);
std::string print_day(Day day);

const Zone& find_zone(const std::string& name);
Day legal_day(Instant instant, const Zone& zone);

// Midnight at which the day begins. Where a change of clocks makes two of them, a wait takes the
// later and a duty the earlier one.
Instant begin_for_wait(Day day, const Zone& zone);
Instant begin_for_duty(Day day, const Zone& zone);

// Holidays of 5 U.S.C. 6103(a), on their day and as observed; null outside 1990 to 2100.
std::optional<bool> is_holiday(Day day);

// Section 2(g): when "at least 7 days after" has passed on every plausible count; null where the
// holidays are not known, and then the wait has no end.
std::optional<Instant> end_of_seven_days(Instant received, const Zone& zone);

// Section 2(m): a waiver ends at the latest when the anniversary of its day begins (TV-12, TV-13).
Instant end_of_one_year(Instant issued, const Zone& zone);

}  // namespace standstill::twin
