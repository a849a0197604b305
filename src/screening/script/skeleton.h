// Names in scripts that leave vowels out, met by names in Latin letters that have them.
//
// Arabic محمد says m-H-m-d. Whoever writes it in Latin letters chooses the vowels, and among
// several letters for one consonant: Muhammad, Mohamed, Mouhammad. No single reading lies near all
// of them. So the foreign name becomes a skeleton, a row of sounds that each know by which Latin
// letters they are written and what that costs, and the skeleton is aligned with the whole Latin
// word: consonants by table, short vowels free, long vowels (alef, waw, ya) by the letters they may
// be. Tables and their sources: docs/screening-scripts.md.
//
// Retrieval. Each side has a few keys: the classes of its strong consonants, with every choice
// that is open written out. Two names whose keys have none in common do not pair, whatever their
// alignment would cost; so looking the keys up finds every pair there is, without a distance on
// keys. What a key leaves out on purpose: vowels, ayn and hamza, h, w, v and y, doubling, and the
// l of an article that may be assimilated.
//
//   keys of  عبد الرحمن  ->  BDLRMN, BDRMN, and both with T for D     key of  abdurrahman  ->  BDRMN
//
// Pure functions; integers only; the same on any machine.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace standstill::screening {

inline constexpr std::size_t kLongestSkeleton = 40;    // sounds; longer names have none
inline constexpr std::size_t kLongestConsonants = 48;  // Latin letters; longer words have no keys
inline constexpr std::size_t kMostKeys = 48;           // of one skeleton or one word

// The skeleton of one part, or of neighbours that may be written as one word: printable ASCII, the
// first letter names the table of sounds, `_` stands between parts. Empty if a part is not in a
// script that has a table (Arabic and what is written with its letters, Hebrew, kana, Hangul,
// Han that transcribes foreign names), or
// if the parts are of different tables, or if it is too long. Marks of vowels are left out.
std::string skeleton_of(std::span<const std::u32string_view> parts);
std::string skeleton_of(std::u32string_view part);

// Keys to be looked up, distinct, in rising order; their upper byte is 0xfe. Of a skeleton that
// leaves too many choices open only the first kMostKeys choices count.
std::vector<std::uint64_t> keys_of_skeleton(std::string_view skeleton);

// Of Latin letters a-z; none if there is anything else in it, or too much.
std::vector<std::uint64_t> keys_of_latin(std::string_view letters);

// How alike a skeleton and a Latin word are, or two skeletons: thousandths, 0 if they may not
// pair. Both begin as skeleton_of() and folded letters do; two Latin words do not pair here. Does
// not look at keys: the caller has found one that both have. Symmetric.
std::uint32_t skeleton_likeness(std::string_view a, std::string_view b);

// Cost of the cheapest alignment of a skeleton with Latin letters, in hundredths of an edit.
std::uint32_t skeleton_cost(std::string_view skeleton, std::string_view letters);

// Whether keys and likeness admit the pair; for tests and for whoever has no index.
bool may_pair(std::string_view skeleton, std::string_view letters);

// The class strings behind the keys: "BDRMN"; for tests and explanations.
std::vector<std::string> classes_of_skeleton(std::string_view skeleton);
std::vector<std::string> classes_of_latin(std::string_view letters);

}  // namespace standstill::screening
