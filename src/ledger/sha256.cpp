#include "ledger/sha256.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstring>
#include <optional>

namespace standstill::ledger {

namespace sha256 {

const std::array<std::uint32_t, 64> kRound = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

// FIPS 180-4 section 6.2.2, step by step.
void compress_portable(State& state, const std::uint8_t* block) {
    std::array<std::uint32_t, 64> w;
    for (std::size_t t = 0; t < 16; ++t)
        w[t] = static_cast<std::uint32_t>(block[4 * t]) << 24 |
               static_cast<std::uint32_t>(block[4 * t + 1]) << 16 |
               static_cast<std::uint32_t>(block[4 * t + 2]) << 8 | block[4 * t + 3];
    for (std::size_t t = 16; t < 64; ++t) {
        std::uint32_t s0 = std::rotr(w[t - 15], 7) ^ std::rotr(w[t - 15], 18) ^ (w[t - 15] >> 3);
        std::uint32_t s1 = std::rotr(w[t - 2], 17) ^ std::rotr(w[t - 2], 19) ^ (w[t - 2] >> 10);
        w[t] = s1 + w[t - 7] + s0 + w[t - 16];
    }
    auto [a, b, c, d, e, f, g, h] = state;
    for (std::size_t t = 0; t < 64; ++t) {
        std::uint32_t sum1 = std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25);
        std::uint32_t t1 = h + sum1 + ((e & f) ^ (~e & g)) + kRound[t] + w[t];
        std::uint32_t sum0 = std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22);
        std::uint32_t t2 = sum0 + ((a & b) ^ (a & c) ^ (b & c));
        h = g;
        g = f;
        f = e;
        e = d + t1;
        d = c;
        c = b;
        b = a;
        a = t1 + t2;
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
    state[4] += e;
    state[5] += f;
    state[6] += g;
    state[7] += h;
}

}  // namespace sha256

namespace {

using base::Digest;
using sha256::State;

using Prefix = std::optional<std::uint8_t>;

// The blocks of a prefix byte, if there is one, and a message with its padding, without copying the
// middle of the message.
class Blocks {
public:
    Blocks(Prefix prefix, std::string_view message)
        : bytes_(reinterpret_cast<const std::uint8_t*>(message.data())), shift_(prefix ? 1 : 0) {
        std::size_t total = message.size() + shift_;
        count_ = (total + 8 + 64) / 64;
        tail_from_ = total / 64;
        std::size_t left = total % 64;
        if (prefix) {
            first_[0] = *prefix;
            if (!message.empty())
                std::memcpy(first_.data() + 1, bytes_, std::min<std::size_t>(message.size(), 63));
        }
        // The last one or two blocks hold what is left, a one bit, zeros and the length in bits.
        if (tail_from_ == 0 && prefix) {
            std::memcpy(tail_.data(), first_.data(), left);
        } else if (left > 0) {
            std::memcpy(tail_.data(), bytes_ + (message.size() - left), left);
        }
        tail_[left] = 0x80;
        std::uint64_t bits = static_cast<std::uint64_t>(total) * 8;
        std::uint8_t* end = tail_.data() + 64 * (count_ - tail_from_);
        for (int i = 1; i <= 8; ++i, bits >>= 8) end[-i] = static_cast<std::uint8_t>(bits);
    }

    std::size_t count() const { return count_; }
    const std::uint8_t* at(std::size_t i) const {
        if (i >= tail_from_) return tail_.data() + 64 * (i - tail_from_);
        return i == 0 && shift_ == 1 ? first_.data() : bytes_ + (64 * i - shift_);
    }

private:
    const std::uint8_t* bytes_;
    std::size_t shift_;
    std::size_t count_;
    std::size_t tail_from_;
    std::array<std::uint8_t, 64> first_;
    std::array<std::uint8_t, 128> tail_{};
};

Digest digest_of(const State& state) {
    State big_endian = state;
    if constexpr (std::endian::native == std::endian::little)
        for (std::uint32_t& word : big_endian) word = __builtin_bswap32(word);
    Digest digest;
    std::memcpy(digest.bytes.data(), big_endian.data(), digest.bytes.size());
    return digest;
}

// A kernel: where it starts, how it takes a block, and how the words are read at the end.
struct Portable {
    static constexpr State kStart = sha256::kInitial;
    static void compress(State& state, const std::uint8_t* block) {
        sha256::compress_portable(state, block);
    }
    static Digest finish(const State& state) { return digest_of(state); }
};

struct ShaExtensions {
    static constexpr State kStart = sha256::to_instruction_order(sha256::kInitial);
    static void compress(State& state, const std::uint8_t* block) {
        sha256::compress_sha_extensions(state, block);
    }
    static Digest finish(const State& state) {
        return digest_of(sha256::from_instruction_order(state));
    }
};

template <typename Engine, typename AnyBlocks>
Digest hash_blocks(const AnyBlocks& blocks) {
    State state = Engine::kStart;
    for (std::size_t i = 0; i < blocks.count(); ++i) Engine::compress(state, blocks.at(i));
    return Engine::finish(state);
}

template <typename AnyBlocks>
Digest hash_blocks(Kernel kernel, const AnyBlocks& blocks) {
    return kernel == Kernel::ShaExtensions ? hash_blocks<ShaExtensions>(blocks)
                                           : hash_blocks<Portable>(blocks);
}

// Two messages side by side as long as both have blocks, then the rest of the longer one.
template <typename AnyBlocks>
void hash_two(const AnyBlocks& a, const AnyBlocks& b, Digest& digest_a, Digest& digest_b) {
    State state_a = ShaExtensions::kStart, state_b = ShaExtensions::kStart;
    std::size_t i = 0;
    for (; i < a.count() && i < b.count(); ++i)
        sha256::compress_sha_extensions_2(state_a, a.at(i), state_b, b.at(i));
    for (std::size_t k = i; k < a.count(); ++k) ShaExtensions::compress(state_a, a.at(k));
    for (std::size_t k = i; k < b.count(); ++k) ShaExtensions::compress(state_b, b.at(k));
    digest_a = ShaExtensions::finish(state_a);
    digest_b = ShaExtensions::finish(state_b);
}

void hash_all(Kernel kernel, Prefix prefix, std::span<const std::string_view> messages,
              std::span<Digest> digests) {
    assert(messages.size() == digests.size());
    std::size_t i = 0;
    if (kernel == Kernel::ShaExtensions)
        for (; i + 1 < messages.size(); i += 2)
            hash_two(Blocks(prefix, messages[i]), Blocks(prefix, messages[i + 1]), digests[i],
                     digests[i + 1]);
    for (; i < messages.size(); ++i) digests[i] = hash_blocks(kernel, Blocks(prefix, messages[i]));
}

// The two blocks of a prefix and two digests; only 65 of the 128 bytes ever change.
class PairBlocks {
public:
    explicit PairBlocks(std::uint8_t prefix) {
        bytes_[0] = prefix;
        bytes_[65] = 0x80;
        bytes_[126] = 520 >> 8;
        bytes_[127] = 520 & 255;
    }
    void set(const Digest& left, const Digest& right) {
        std::memcpy(bytes_.data() + 1, left.bytes.data(), 32);
        std::memcpy(bytes_.data() + 33, right.bytes.data(), 32);
    }
    std::size_t count() const { return 2; }
    const std::uint8_t* at(std::size_t i) const { return bytes_.data() + 64 * i; }

private:
    std::array<std::uint8_t, 128> bytes_{};
};

}  // namespace

Kernel fastest_kernel() {
    static const Kernel kernel =
        sha256::has_sha_extensions() ? Kernel::ShaExtensions : Kernel::Portable;
    return kernel;
}

void hash_prefixed(Kernel kernel, std::uint8_t prefix, std::span<const std::string_view> messages,
                   std::span<Digest> digests) {
    hash_all(kernel, prefix, messages, digests);
}

void hash_messages(Kernel kernel, std::span<const std::string_view> messages,
                   std::span<Digest> digests) {
    hash_all(kernel, std::nullopt, messages, digests);
}

void hash_prefixed_pairs(Kernel kernel, std::uint8_t prefix, std::span<const Digest> children,
                         std::span<Digest> digests) {
    assert(children.size() == 2 * digests.size());
    std::size_t i = 0;
    PairBlocks a(prefix), b(prefix);
    if (kernel == Kernel::ShaExtensions) {
        for (; i + 1 < digests.size(); i += 2) {
            a.set(children[2 * i], children[2 * i + 1]);
            b.set(children[2 * i + 2], children[2 * i + 3]);
            hash_two(a, b, digests[i], digests[i + 1]);
        }
    }
    for (; i < digests.size(); ++i) {
        a.set(children[2 * i], children[2 * i + 1]);
        digests[i] = hash_blocks(kernel, a);
    }
}

}  // namespace standstill::ledger
