// SHA-256 (FIPS 180-4) for the tree, where nearly all time of the ledger goes.
//
// Two kernels that share no code: one in portable C++, one with the SHA extensions of x86, which
// hashes two messages at once because a single one leaves the unit idle half of the time. They give
// the same digests; a writer that hashed with the one can check with the other before it signs, so
// that a flipped bit in one of them stops the log instead of spoiling it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "base/digest.h"

namespace standstill::ledger {

enum class Kernel { Portable, ShaExtensions };

// The fastest that this processor has; looked up once.
Kernel fastest_kernel();

// The digest of a prefix byte followed by each message. `digests` has one place for each message.
// ShaExtensions may be asked for only where fastest_kernel() names it.
void hash_prefixed(Kernel kernel, std::uint8_t prefix, std::span<const std::string_view> messages,
                   std::span<base::Digest> digests);

// The plain digest of each message.
void hash_messages(Kernel kernel, std::span<const std::string_view> messages,
                   std::span<base::Digest> digests);

// The digest of a prefix byte followed by each pair of neighbours: digests[i] of children 2i and 2i
// + 1. The digests may overwrite the first half of the children.
void hash_prefixed_pairs(Kernel kernel, std::uint8_t prefix, std::span<const base::Digest> children,
                         std::span<base::Digest> digests);

namespace sha256 {

// The eight words between two blocks. Each kernel keeps them in an order of its own.
using State = std::array<std::uint32_t, 8>;
// A B C D E F G H
inline constexpr State kInitial = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                   0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
extern const std::array<std::uint32_t, 64> kRound;

// One block of 64 bytes into a state in the order A to H.
void compress_portable(State& state, const std::uint8_t* block);

bool has_sha_extensions();
// The order in which the instructions want the words: F E B A, H G D C.
constexpr State to_instruction_order(const State& s) {
    return {s[5], s[4], s[1], s[0], s[7], s[6], s[3], s[2]};
}
constexpr State from_instruction_order(const State& s) {
    return {s[3], s[2], s[7], s[6], s[1], s[0], s[5], s[4]};
}
// One block, and a block each into two states, in that order.
void compress_sha_extensions(State& state, const std::uint8_t* block);
void compress_sha_extensions_2(State& first, const std::uint8_t* first_block, State& second,
                               const std::uint8_t* second_block);

}  // namespace sha256

}  // namespace standstill::ledger
