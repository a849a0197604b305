// Deadlines as a calendar (RFC 5545), for people's own calendars.
//
// An event of the calendar for each duty with a date that is open or overdue, and one for a wait
// that runs. Nothing rings: no VALARM. A duty that is due by the end of a day is an event of that
// whole day; any other is an instant. UIDs are made of case, citation and the event that the duty
// arose from, so that a feed read again replaces what was read before. DTSTAMP is the instant asked
// about; the same question gives the same bytes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "review/answer.h"
#include "review/case.h"

namespace standstill::report {

// What a calendar is made of: cases with their answers, all of one instant.
struct Dated {
    const review::Case& of;
    const review::Answer& answer;
};

// `url` is where the office's pages are, "https://host:port" without a slash at the end; empty:
// events carry no link.
std::string to_ics(const std::vector<Dated>& cases, base::Instant at, std::string_view url = {});

// The pieces of the format, for the tests: a value of TEXT escaped (section 3.3.11), and a line
// folded after at most 75 bytes, never inside a character (section 3.1).
std::string ics_text(std::string_view text);
std::string ics_line(std::string_view line);

}  // namespace standstill::report
