// What a word in another script would be in Latin letters.
//
// One word can be written in Latin letters by several systems, and lists have them all; so a word
// has a few readings, the likeliest first, in a-z. For scripts without vowels the skeleton
// (skeleton.h) is what finds names; their readings serve for display and for two names in the same
// script. Which script is read by which system: docs/screening-scripts.md.
//
// Pure, and from tables of our own only: the same whatever Unicode library is installed.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace standstill::screening {

inline constexpr std::size_t kMostReadings = 8;
inline constexpr std::size_t kLongestRead = 64;  // letters; of a longer word only these are read

// Readings of one word, distinct, in a-z, none empty; nothing for a word in Latin letters, and for
// one without a letter that can be read. Case and normal form do not matter. In a word of several
// scripts each stretch is read for itself, by its first reading. Cost: a few
// microseconds. Safe to call from several threads.
std::vector<std::string> readings(std::u32string_view word);

// How many letters at the beginning of a full name that is written without a space are the family
// name: 金正恩 1, 司马光 2, 김정은 1. 0 where it cannot be known, and for other scripts. For names
// that are one word; in "정은 김" the parts are apart already.
std::size_t family_name_size(std::u32string_view name);

// How many letters at the beginning of a word in Arabic letters are a name of its own that is also
// written apart: عبدالله 3 (abd, allah), محمدرضا 4, غلامعلی 4. 0 if there is no such beginning.
std::size_t first_name_size(std::u32string_view word);

// UTF-8 to code points; what is malformed becomes U+FFFD.
std::u32string code_points(std::string_view text);

}  // namespace standstill::screening
