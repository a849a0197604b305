// Two kernels and OpenSSL agree on every length around every edge of a block.
#include "ledger/sha256.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace standstill::ledger {
namespace {

std::string noise(std::size_t size, std::uint32_t seed) {
    std::string bytes(size, '\0');
    for (char& c : bytes) {
        seed = seed * 1664525 + 1013904223;
        c = static_cast<char>(seed >> 24);
    }
    return bytes;
}

std::vector<Kernel> kernels() {
    if (fastest_kernel() == Kernel::Portable) return {Kernel::Portable};
    return {Kernel::Portable, Kernel::ShaExtensions};
}

TEST(Sha256, EveryLengthUpToFiveBlocksIsWhatOpenSslSays) {
    std::vector<std::string> messages;
    for (std::size_t size = 0; size <= 320; ++size)
        messages.push_back(noise(size, static_cast<std::uint32_t>(size)));
    std::vector<std::string_view> views(messages.begin(), messages.end());
    for (Kernel kernel : kernels()) {
        std::vector<base::Digest> digests(views.size());
        hash_prefixed(kernel, 0x5a, views, digests);
        for (std::size_t i = 0; i < views.size(); ++i)
            EXPECT_EQ(digests[i], base::sha256('\x5a' + messages[i])) << i;
        hash_messages(kernel, views, digests);
        for (std::size_t i = 0; i < views.size(); ++i)
            EXPECT_EQ(digests[i], base::sha256(messages[i])) << i;
    }
}

TEST(Sha256, TwoMessagesOfAnyTwoLengthsDoNotMixUp) {
    for (Kernel kernel : kernels()) {
        for (std::size_t a : {0u, 1u, 54u, 55u, 62u, 63u, 64u, 119u, 127u, 128u, 300u, 60000u})
            for (std::size_t b : {0u, 55u, 63u, 64u, 118u, 126u, 191u, 1000u}) {
                std::string first = noise(a, 1), second = noise(b, 2);
                std::string_view views[] = {first, second};
                base::Digest digests[2];
                hash_prefixed(kernel, 0, views, digests);
                EXPECT_EQ(digests[0], base::sha256('\0' + first)) << a << ' ' << b;
                EXPECT_EQ(digests[1], base::sha256('\0' + second)) << a << ' ' << b;
            }
    }
}

TEST(Sha256, PairsAreHashedInPlace) {
    for (Kernel kernel : kernels()) {
        for (std::size_t pairs = 0; pairs <= 9; ++pairs) {
            std::vector<base::Digest> nodes(2 * pairs), expected(pairs);
            for (std::size_t i = 0; i < nodes.size(); ++i) nodes[i] = base::sha256(noise(i, 3));
            for (std::size_t i = 0; i < pairs; ++i) {
                std::string both = "\x01";
                for (std::size_t k : {2 * i, 2 * i + 1})
                    both.append(reinterpret_cast<const char*>(nodes[k].bytes.data()), 32);
                expected[i] = base::sha256(both);
            }
            hash_prefixed_pairs(kernel, 1, nodes, std::span(nodes).first(pairs));
            nodes.resize(pairs);
            EXPECT_EQ(nodes, expected);
        }
    }
}

}  // namespace
}  // namespace standstill::ledger
