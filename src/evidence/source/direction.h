// Which of two dependent reports was there first, argued and never only stated.
//
// Every argument has a weight and a sentence. Dates can be wrong, and a rewriter can add; so the
// answer is open unless the arguments for one side outweigh those for the other by two.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "evidence/source/report.h"

namespace standstill::evidence {

enum class Origin : std::uint8_t { First, Second, Open };

struct Argument {
    Origin speaks_for = Origin::Open;  // which of the two it makes the source
    int weight = 0;
    std::string words;
};

struct Direction {
    Origin origin = Origin::Open;
    std::vector<Argument> arguments;  // as they were weighed
};

// Witnesses are other reports that depend on either: what they share with one against the other was
// there before both, or came in with it (shared innovations, as in textual criticism).
Direction direction_of(const Report& first, const Report& second,
                       std::span<const Report* const> witnesses);

}  // namespace standstill::evidence
