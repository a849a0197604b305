// A spelling that ways of writing one sound share.
//
// Transliterations differ in few, known ways: ch, tch, tsch and cz; sh, sch and sz; kh and h; ou,
// oo and u; ei, ay and ey; doubled letters; ph and f; q, c and k; w and v; y, ij and i. sound()
// makes one spelling of them, so that what is left between two words is a difference and not a
// convention (BGN/PCGN, ISO 9, Duden and French romanisation tables; docs/screening-algorithm.md
// has the list).
#pragma once

#include <string>
#include <string_view>

namespace standstill::screening {

// Appends the sound of folded letters a-z 0-9, never longer than them by more than one letter for
// each x, never empty if they are not. Letters of the result: a-z without q, w, y; c is ch, x is
// sh.
void append_sound(std::string_view letters, std::string& out);
std::string sound_of(std::string_view letters);

}  // namespace standstill::screening
