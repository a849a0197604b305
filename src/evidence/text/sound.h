// A name in the form that spelling and translation leave alone.
#pragma once

#include <string>
#include <string_view>

namespace standstill::evidence {

// The first six consonants of a name in small Latin letters, related ones as one, after an `a` if
// it begins with a vowel: `washington` and `vashington` are "vsngtn", `israel` and `izrail` "asrl".
std::string sound_of(std::string_view latin);

}  // namespace standstill::evidence
