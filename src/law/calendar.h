// Counting legal time: two functions that are never one.
//
// A wait ends at the latest plausible instant; a duty falls due at the earliest plausible one
// (docs/law.md, "Counting time"). The order has no rule of computation of its own; the readings are
// those of Fed. R. Civ. P. 6(a) and FAR 33.101 by analogy, and each table of closed days names its
// authority.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/document.h"
#include "base/instant.h"
#include "base/result.h"
#include "base/zone.h"

namespace standstill::law {

// Closed days as dated data. A day outside what the table covers is not known to be open.
class Calendar {
public:
    // Reads rules/calendar/*.yaml (docs/formats/calendar.md). Holidays stand in a list of days with
    // their names, or, where they are many, by name as lists of `fixed` and `observed` days. Fails
    // with Invalid and the place.
    static base::Result<Calendar> parse(const base::Node& document, const std::string& name);

    bool covers(base::Day day) const { return day >= from_ && day <= to_; }
    // The name of the holiday, or nullptr. Saturdays and Sundays are no holidays.
    const std::string* holiday(base::Day day) const;
    // Saturday, Sunday or holiday.
    bool is_closed(base::Day day) const;
    const std::string& source() const { return source_; }
    base::Day from() const { return from_; }
    base::Day to() const { return to_; }
    // All of them, by day. For comparisons; it copies.
    std::map<base::Day, std::string> holidays() const;

private:
    struct Holiday {
        base::Day day;
        std::size_t name;
    };

    base::Status one_by_one(const base::Node& list, const std::string& name);
    base::Status by_name(const base::Node& map, const std::string& name);

    base::Day from_{}, to_{};
    std::string source_;
    std::vector<std::string> names_;
    std::vector<Holiday> holidays_;  // by day
};

// Both readings of one wait, for the reader; the gate uses `conservative`.
struct Wait {
    base::Instant plain;         // that many times 24 hours
    base::Instant conservative;  // the latest plausible instant
    base::Day last_day;          // the last day that must pass in full
    std::string rolled;          // why the last day is not day n: "Christmas Day", "Saturday", ...
};

// When a wait of "at least n days" after an instant is over: from 00:00 of the day after day n, day
// 0 being the day of the instant; not before n times 24 hours have elapsed; and if day n is closed,
// after the end of the next day that is open. The latest of these (TV-01 to TV-05, TV-08). Fails
// with Unavailable where the calendar does not cover the days concerned.
base::Result<Wait> earliest_permitted(base::Instant after, int days, const Calendar& calendar,
                                      const base::ZoneTable& zone);

// When a duty counted in days falls due: at 24:00 of day n, open or closed, never rolled forward
// (TV-11, TV-15).
base::Instant latest_lawful(base::Day after, int days, const base::ZoneTable& zone);
// The end of a day, for a duty: 00:00 of the next, the earlier one where a clock change repeats it.
base::Instant end_of(base::Day day, const base::ZoneTable& zone);
// The end of a day, for a wait: the later one.
base::Instant once_past(base::Day day, const base::ZoneTable& zone);
// "Not to exceed n years": no later than 00:00 of the anniversary (TV-12, TV-13).
base::Instant cap_of_years(base::Instant from, int years, const base::ZoneTable& zone);

}  // namespace standstill::law
