// The three answers of a gate, as events and tokens spell them.
#pragma once

#include <string_view>

namespace standstill::ledger {

enum class Outcome { Refused, Permitted, Outside };
// "refused", "permitted", "outside".
std::string_view to_string(Outcome outcome);

}  // namespace standstill::ledger
