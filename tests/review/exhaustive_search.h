// Every sequence of a few events, up to a length: whether use is permitted after each is held
// against a predicate that was written from the words of the order and knows nothing of packs.
//
// The world: an agency whose head is a relevant official, a tool in scope, with purchase, evidence
// and a finding on every factor in order; from there on anything of the alphabet may happen, a
// minute apart, in any order and any number of times. No holiday lies in the stretch, so a wait of
// ten days ends every wait of seven.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "review/case.h"

namespace standstill::exhaustive {

// One letter an event; the words stand beside them in the source.
inline constexpr std::string_view kAlphabet = "NPSCcVvDdKkxRrHWIT";

// Whether use is permitted after the events, by conditions 3 to 9 of docs/record.md, section 3.
bool is_permitted(std::string_view sequence);

// Whether a step is missing that no reading of the order does without: a certificate after a
// submission after a determination, or a waiver after a prohibition; a decision and then a complete
// notice; and time or a release after that.
bool lacks_a_step(std::string_view sequence);

struct Tally {
    std::uint64_t sequences = 0, permitted = 0;
    std::string first_difference;  // the sequence, and both answers; empty where there is none
};

// Tries the sequences that begin with `prefix` and are at most `depth` letters longer, the prefix
// itself among them. Fails with Invalid for a letter that is not of the alphabet.
base::Result<Tally> search(std::string_view prefix, unsigned depth, review::Library& library,
                           const review::ZoneSource& zones);

}  // namespace standstill::exhaustive
