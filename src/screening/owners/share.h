// A share of the whole, exactly: what somebody owns of something.
//
// The whole is 100,000,000 units, so that a percentage with six decimals is exact. A unit has
// 2^20 parts, and one part stands for "a hair": "more than 25 %" is 25 % and a hair, "less than 50
// %" is 50 % less a hair. Less than 2^19 such shares add up to less than a unit, so sums compare as
// the real shares would; an asset with more statements than fit is refused (graph.h).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace standstill::screening::owners {

using Share = std::int64_t;

inline constexpr Share kUnit = Share{1} << 20;
inline constexpr Share kWhole = 100'000'000 * kUnit;
inline constexpr Share kPercent = 1'000'000 * kUnit;
inline constexpr Share kHair = 1;

// What is known of a share: it is at least `least` and at most `most`.
struct Range {
    Share least = 0;
    Share most = kWhole;

    friend bool operator==(const Range&, const Range&) = default;
};

inline constexpr Range kUnknownShare{0, kWhole};
inline constexpr Range exactly(Share share) { return {share, share}; }

// A decimal between 0 and 100 ("33.3333335"). What is finer than a unit widens the range outwards.
// Fails with Invalid on anything else; no sign, no exponent, at most 40 characters.
base::Result<Range> parse_percent(std::string_view text);

// A percentage as people write it: "50", "50 %", "25-50", "25 - 50 %", ">25", ">=25", "<50",
// "<=50", ">25 <=50", "more than 25", "less than 50", "at least 75"; a comma for a point. Fails
// with Invalid and says what was expected.
base::Result<Range> parse_range(std::string_view text);
// Text that parse_range reads back: "50", "25-50", ">25 <50". Of a range that says nothing:
// "0-100".
std::string to_code(const Range& range);

// "50 %", "more than 25 %", "less than 50 %": one bound.
std::string to_text(Share share);
// "50 %", "25 % to 50 %", "more than 25 %, at most 50 %", "not known".
std::string to_text(const Range& range);
// The number alone, "33.333333", without the hair.
std::string decimal(Share share);
// Whether there is a hair, and in which direction: -1, 0 or 1.
int hair_of(Share share);

}  // namespace standstill::screening::owners
