// How alike two units are.
#pragma once

#include <cstddef>
#include <cstdint>

#include "screening/name/mode.h"
#include "screening/name/unit.h"

namespace standstill::screening {

enum class Rule : std::uint8_t {
    None,        // they do not pair
    Same,        // the same letters
    SameSound,   // spelt differently, sounds alike
    Edited,      // a few letters apart, within the budget of their length
    Joined,      // the same but for a space
    SameSymbol,  // both stand for the same thing
    InitialOf,   // an initial and a name that begins with it
    AcronymOf,   // a word and the initials of several
    Skeleton,    // the same consonants, in a script that leaves vowels out
};

struct Likeness {
    std::uint32_t similarity = 0;  // thousandths; 0: they may not pair
    Rule rule = Rule::None;
    std::uint32_t cost = 0;  // of the edits, in hundredths of a letter

    friend bool operator==(const Likeness&, const Likeness&) = default;
};

// Symmetric: likeness(a, b) == likeness(b, a). Depends on the content of both alone.
// Cost: the product of the lengths of the sounds, at most.
Likeness likeness(const UnitView& a, const UnitView& b, const Mode& mode);

inline std::uint32_t pair(const UnitView& a, const UnitView& b, const Mode& mode) {
    return likeness(a, b, mode).similarity;
}

// By what units of these two kinds are found; where it says Never, pair() is 0.
Meeting meeting(UnitKind a, UnitKind b, const Mode& mode);

// Where meeting() is Sound: pair() > 0 only if the plain Levenshtein distance of the two sounds is
// at most this. Sizes are those of the sounds; grows with either. Symmetric.
std::size_t edit_bound(std::size_t a_size, std::size_t b_size, const Mode& mode);

// The same for two kinds: joined words may differ by less.
std::size_t edit_bound(UnitKind a, UnitKind b, std::size_t a_size, std::size_t b_size,
                       const Mode& mode);

// The most that pair() can be for two units of these kinds whose sounds lie `distance` plain edits
// apart (Sound), or whose keys agree (Key; distance 0). Falls as distance grows.
std::uint32_t most_similar(UnitKind a, UnitKind b, std::size_t distance, std::size_t a_size,
                           std::size_t b_size, const Mode& mode);

// "same letters", ...
std::string_view name_of(Rule rule);

}  // namespace standstill::screening
