// The bytes that tools/lexicon_compiler.cpp writes and lexicon.cpp reads, little-endian.
//
// header, buckets (one more than there are), entries sorted by bucket and key, symbols, names of
// symbols sorted by symbol, full words sorted by letters, and the text they point into.
#pragma once

#include <bit>
#include <cstdint>

#include "screening/name/lexicon.h"

namespace standstill::screening {

static_assert(std::endian::native == std::endian::little);

inline constexpr std::uint32_t kLexiconMagic = 0x314c4e53;  // "SNL1"
inline constexpr std::uint32_t kBucketBits = 18;            // about as many buckets as entries
inline constexpr std::uint32_t kFirstLetters = 26;

struct LexiconHeader {
    std::uint32_t magic;
    std::uint32_t entries;
    std::uint32_t symbols;
    std::uint32_t names;
    std::uint32_t words;
    std::uint32_t text;
    std::uint32_t first_word[kFirstLetters + 1];
    std::uint32_t digest;  // of what the tables say, folded to 32 bits
};
static_assert(sizeof(LexiconHeader) % 8 == 0);

struct LexiconText {
    std::uint32_t symbol;
    std::uint32_t at;
    std::uint32_t size;
};

constexpr std::uint32_t bucket_of(std::uint64_t key) {
    return static_cast<std::uint32_t>((key * 0x9e3779b97f4a7c15U) >> (64 - kBucketBits));
}

}  // namespace standstill::screening
