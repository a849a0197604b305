// When a stake was held, as far as it is known.
//
// Registers give years, months or days. A date is kept as the first and the last day it can mean,
// and whether something held on a day is answered with three values.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/instant.h"

namespace standstill::screening::owners {

// "2024", "2024-03" or "2024-03-05", and the days it can mean.
struct RoughDate {
    base::Day first;
    base::Day last;
    std::string text;

    friend bool operator==(const RoughDate&, const RoughDate&) = default;
};

// Also takes a time stamp (`2024-03-05T10:00:00`) and keeps its day. Fails with Invalid.
base::Result<RoughDate> parse_rough_date(std::string_view text);

enum class Held { No, Perhaps, Yes };

// From a date on, to a date; none means that none is known, and then it is taken as open.
struct Period {
    std::optional<RoughDate> from;
    std::optional<RoughDate> to;

    // On the day of the end itself: perhaps. Standards differ on whether that day still counts.
    Held on(base::Day day) const;
    // "from 2020-01-01 to 2021", "since 2020", "until 2021", or nothing.
    std::string to_text() const;

    friend bool operator==(const Period&, const Period&) = default;
};

}  // namespace standstill::screening::owners
