// A mode is a way of scoring that is frozen under a number.
//
// `standard/1` and the tables that ship with it give the same score for the same two names for
// ever; a change of a rule, a cost or a table that moves any score is a new number. Integers only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace standstill::screening {

enum class ModeId : std::uint8_t {
    Standard,    // what one screens vendors and people with
    Strict,      // spelling, order and legal form as written, small edits in long words only
    OfacParity,  // the number that OFAC's public search tool would show
};

struct Mode {
    ModeId id = ModeId::Standard;
    std::uint32_t version = 1;
    std::uint32_t threshold = 700;  // similarity from which a name is a hit, 0 to 1000
};

// Similarities, thresholds and costs count in thousandths.
inline constexpr std::uint32_t kWhole = 1000;

const Mode& standard_mode();
const Mode& strict_mode();
const Mode& ofac_parity_mode();

// "standard/1", as hits and replays name it.
std::string label_of(const Mode& mode);

// `standard`, `standard/1`, `strict`, `ofac-parity`: without a number the newest one. NotFound with
// the near miss otherwise.
base::Result<Mode> find_mode(std::string_view label);

}  // namespace standstill::screening
