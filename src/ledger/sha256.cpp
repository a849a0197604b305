#include "ledger/sha256.h"

#include <bit>
#include <cassert>
#include <cstring>

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

// The blocks of a prefix byte and a message with its padding, without copying the middle of the message.
class Blocks {
public:
    Blocks(std::uint8_t prefix, std::string_view message)
        : bytes_(reinterpret_cast<const std::uint8_t*>(message.data())), size_(message.size()) {
        count_ = (size_ + 1 + 8 + 64) / 64;
        first_[0] = prefix;
        std::size_t head = size_ < 63 ? size_ : 63;
        if (head > 0) std::memcpy(first_.data() + 1, bytes_, head);
        // The last one or two blocks hold what is left, a one bit, zeros and the length in bits.
        tail_from_ = (size_ + 1) / 64;
        std::size_t left = (size_ + 1) % 64;
        if (tail_from_ == 0) {
            std::memcpy(tail_.data(), first_.data(), left);
        } else if (left > 0) {
            std::memcpy(tail_.data(), bytes_ + (size_ - left), left);
        }
        tail_[left] = 0x80;
        std::uint64_t bits = (static_cast<std::uint64_t>(size_) + 1) * 8;
        std::uint8_t* end = tail_.data() + 64 * (count_ - tail_from_);
        for (int i = 1; i <= 8; ++i, bits >>= 8) end[-i] = static_cast<std::uint8_t>(bits);
    }

    std::size_t count() const { return count_; }
    const std::uint8_t* at(std::size_t i) const {
        if (i >= tail_from_) return tail_.data() + 64 * (i - tail_from_);
        return i == 0 ? first_.data() : bytes_ + (64 * i - 1);
    }

private:
    const std::uint8_t* bytes_;
    std::size_t size_;
    std::size_t count_;
    std::size_t tail_from_;
    std::array<std::uint8_t, 64> first_;
    std::array<std::uint8_t, 128> tail_{};
};

Digest digest_of(const State& state) {
    Digest digest;
    for (std::size_t i = 0; i < 8; ++i)
        for (std::size_t k = 0; k < 4; ++k)
            digest.bytes[4 * i + k] = static_cast<std::uint8_t>(state[i] >> (24 - 8 * k));
    return digest;
}

Digest hash_one(sha256::Compress compress, std::uint8_t prefix, std::string_view message) {
    Blocks blocks(prefix, message);
    State state = sha256::kInitial;
    for (std::size_t i = 0; i < blocks.count(); ++i) compress(state, blocks.at(i));
    return digest_of(state);
}

// Two messages side by side as long as both have blocks, then the rest of the longer one.
void hash_two(std::uint8_t prefix, std::string_view a, std::string_view b, Digest& digest_a,
              Digest& digest_b) {
    Blocks blocks_a(prefix, a), blocks_b(prefix, b);
    State state_a = sha256::kInitial, state_b = sha256::kInitial;
    std::size_t i = 0;
    for (; i < blocks_a.count() && i < blocks_b.count(); ++i)
        sha256::compress_sha_extensions_2(state_a, blocks_a.at(i), state_b, blocks_b.at(i));
    for (std::size_t k = i; k < blocks_a.count(); ++k) sha256::compress_sha_extensions(state_a, blocks_a.at(k));
    for (std::size_t k = i; k < blocks_b.count(); ++k) sha256::compress_sha_extensions(state_b, blocks_b.at(k));
    digest_a = digest_of(state_a);
    digest_b = digest_of(state_b);
}

sha256::Compress compress_of(Kernel kernel) {
    return kernel == Kernel::ShaExtensions ? sha256::compress_sha_extensions : sha256::compress_portable;
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
    const std::uint8_t* at(std::size_t i) const { return bytes_.data() + 64 * i; }

private:
    std::array<std::uint8_t, 128> bytes_{};
};

}  // namespace

Kernel fastest_kernel() {
    static const Kernel kernel = sha256::has_sha_extensions() ? Kernel::ShaExtensions : Kernel::Portable;
    return kernel;
}

void hash_prefixed(Kernel kernel, std::uint8_t prefix, std::span<const std::string_view> messages,
                   std::span<Digest> digests) {
    assert(messages.size() == digests.size());
    std::size_t i = 0;
    if (kernel == Kernel::ShaExtensions)
        for (; i + 1 < messages.size(); i += 2)
            hash_two(prefix, messages[i], messages[i + 1], digests[i], digests[i + 1]);
    for (; i < messages.size(); ++i) digests[i] = hash_one(compress_of(kernel), prefix, messages[i]);
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
            State state_a = sha256::kInitial, state_b = sha256::kInitial;
            sha256::compress_sha_extensions_2(state_a, a.at(0), state_b, b.at(0));
            sha256::compress_sha_extensions_2(state_a, a.at(1), state_b, b.at(1));
            digests[i] = digest_of(state_a);
            digests[i + 1] = digest_of(state_b);
        }
    }
    auto compress = compress_of(kernel);
    for (; i < digests.size(); ++i) {
        a.set(children[2 * i], children[2 * i + 1]);
        State state = sha256::kInitial;
        compress(state, a.at(0));
        compress(state, a.at(1));
        digests[i] = digest_of(state);
    }
}

}  // namespace standstill::ledger
