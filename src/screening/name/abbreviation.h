// Which business words a word may shorten.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace standstill::screening {

// Symbols of the words of names of organisations that `letters` may stand for, zeros behind them:
// "srvces" is services, "comm" is communications or commercial, "tech" is technology. A word is
// shortened by leaving out letters, most of them vowels, never the first; or by breaking off after
// at least four letters. Cost: the words that begin with the same letter.
std::array<std::uint32_t, 4> abbreviated(std::string_view letters);

bool is_abbreviation(std::string_view letters, std::string_view word);

}  // namespace standstill::screening
