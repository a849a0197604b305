// How words of scripts other than Latin are read.
#pragma once

#include <string>
#include <string_view>

namespace standstill::screening {

// A reading in a-z 0-9 of one word in its own script, folded; empty if nothing can read it.
std::string plain_reading(std::string_view word);

}  // namespace standstill::screening
