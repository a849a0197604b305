// Letters of folded texts as small numbers, and which letters a text has as one word of bits.
//
// Sounds are made of a-z and 0-9; those have numbers of their own. Any other byte shares kOther,
// and a text that has one is measured by the portable path alone (sounds.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace standstill::screening::find {

inline constexpr std::uint8_t kLetters = 36;
inline constexpr std::uint8_t kOther = 36;
inline constexpr std::uint8_t kNoLetter = 63;  // behind the end of a row; equals no letter

constexpr std::uint8_t letter_number(char c) {
    if (c >= 'a' && c <= 'z') return static_cast<std::uint8_t>(c - 'a');
    if (c >= '0' && c <= '9') return static_cast<std::uint8_t>(26 + (c - '0'));
    return kOther;
}

// How often each class of letters occurs, in unary: frequent letters count to two or three, rare
// ones share a class. One edit takes at most one letter away and adds at most one, so it clears at
// most one bit and sets at most one: within k edits neither side lacks more than k bits of the
// other.
using Signature = std::uint32_t;
Signature signature_of(std::string_view text);

// Whether a word has at most so many bits; quick where they are few.
constexpr bool has_at_most(Signature bits, unsigned count) {
    for (; bits != 0 && count != 0; --count) bits &= bits - 1;
    return bits == 0;
}

constexpr bool may_be_within(Signature a, Signature b, unsigned edits) {
    return has_at_most(a & ~b, edits) && has_at_most(b & ~a, edits);
}

}  // namespace standstill::screening::find
