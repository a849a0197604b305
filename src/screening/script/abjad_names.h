// The commonest names in Arabic and Hebrew letters with their vowels. Private to screening/script.
#pragma once

#include <string_view>

namespace standstill::screening {

// How the name is most often written in Latin letters; empty if it is none of the commonest. It
// makes the first reading one that a background of Latin names knows, so that its rarity is right.
std::string_view voiced_name(std::u32string_view word);

}  // namespace standstill::screening
