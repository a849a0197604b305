// Instants and days.
//
// An instant is a point in time, in UTC, to the millisecond. A day is a calendar day, of no zone:
// which instants belong to it is for a ZoneTable to say (base/zone.h). The two never convert
// silently.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace standstill::base {

using Instant = std::chrono::sys_time<std::chrono::milliseconds>;
using Day = std::chrono::sys_days;  // a count of days; printed and read as YYYY-MM-DD

// RFC 3339 with an offset (`Z` or `+hh:mm`), years 1900 to 2199. What is finer than a millisecond
// is cut off. Fails with Invalid and says what was expected; a leap second is refused.
Result<Instant> parse_instant(std::string_view text);

// ISO 8601 YYYY-MM-DD, years 1900 to 2199, a day that exists.
Result<Day> parse_day(std::string_view text);

std::string to_string(Day day);

// RFC 3339 in the given offset; milliseconds only where there are any.
std::string to_string(Instant instant, std::chrono::seconds offset);
// The same in UTC, with `Z`.
std::string to_string(Instant instant);

// The same month and day some years later; 29 February becomes the 28th in a common year
// (../docs/law.md, TV-13).
Day anniversary(Day day, int years);

}  // namespace standstill::base
