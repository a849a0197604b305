// Ed25519: the vectors of others, and the keys that must not enter.
#include "ledger/ed25519.h"

#include <gtest/gtest.h>
#include <openssl/evp.h>

#include <algorithm>
#include <map>
#include <memory>

#include "base/digest.h"
#include "ledger/vectors.h"

namespace standstill::ledger {
namespace {

constexpr int kKeysRefused = 526;
constexpr int kSignaturesAccepted = 86;

TEST(Ed25519, AgreesWithWycheproof) {
    auto vectors = read_json_vector("c2sp-wycheproof/ed25519_test.json");
    int tests = 0;
    for (const auto& group : vectors.at("testGroups").as_array()) {
        auto key = Ed25519PublicKey::from_bytes(from_hex(text_of(group.at("publicKey").at("pk"))));
        ASSERT_TRUE(key);
        // The same key as a JWK.
        EXPECT_EQ(*bytes_from_base64url(text_of(group.at("publicKeyJwk").at("x"))), key->bytes());
        for (const auto& test : group.at("tests").as_array()) {
            ++tests;
            bool good =
                key->verifies(from_hex(text_of(test.at("msg"))), from_hex(text_of(test.at("sig"))));
            EXPECT_EQ(good, text_of(test.at("result")) == "valid") << test.at("tcId").as_int64();
        }
    }
    EXPECT_EQ(tests, 151);
}

// One library signs and another one verifies; the one that verifies would have signed the same.
TEST(Ed25519, SignsAsOpenSslDoes) {
    for (int i = 0; i < 200; ++i) {
        std::string seed = from_hex(base::to_hex(base::sha256("seed " + std::to_string(i))));
        std::string message;
        while (message.size() < static_cast<std::size_t>(i * i % 2'000))
            message += base::to_hex(base::sha256(message));
        const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key{
            EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr,
                                         reinterpret_cast<const unsigned char*>(seed.data()),
                                         seed.size()),
            EVP_PKEY_free};
        const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context{EVP_MD_CTX_new(),
                                                                              EVP_MD_CTX_free};
        std::string theirs(64, '\0');
        std::size_t size = theirs.size();
        ASSERT_EQ(EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get()), 1);
        ASSERT_EQ(
            EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(theirs.data()), &size,
                           reinterpret_cast<const unsigned char*>(message.data()), message.size()),
            1);
        auto ours = Ed25519PrivateKey::from_seed(seed);
        ASSERT_TRUE(ours);
        EXPECT_EQ(ours->sign(message), theirs) << i;
    }
}

// The set is pinned: another library, or another version of this one, that accepts more or fewer is
// noticed.
TEST(Ed25519, OfTheEdgeCasesOfCctvNoneWithABadKeyIsAccepted) {
    auto vectors = read_json_vector("c2sp-cctv/ed25519vectors.json");
    std::map<std::string, int> accepted;
    int keys_refused = 0, signatures_accepted = 0;
    for (const auto& vector : vectors.as_array()) {
        auto key = Ed25519PublicKey::from_bytes(from_hex(text_of(vector.at("key"))));
        if (!key) {
            ++keys_refused;
            continue;
        }
        if (!key->verifies(text_of(vector.at("msg")), from_hex(text_of(vector.at("sig")))))
            continue;
        ++signatures_accepted;
        if (const auto* flags = vector.as_object().if_contains("flags");
            flags != nullptr && flags->is_array())
            for (const auto& flag : flags->as_array()) ++accepted[text_of(flag)];
    }
    EXPECT_EQ(vectors.as_array().size(), 914u);
    EXPECT_EQ(accepted["low_order_A"], 0);
    EXPECT_EQ(accepted["non_canonical_A"], 0);
    EXPECT_EQ(accepted["non_canonical_R"], 0);
    EXPECT_EQ(accepted["low_order_residue"], 0);
    EXPECT_EQ(keys_refused, kKeysRefused);
    EXPECT_EQ(signatures_accepted, kSignaturesAccepted);
}

TEST(Ed25519, RefusesWhatIsNoKey) {
    EXPECT_FALSE(Ed25519PublicKey::from_bytes(""));
    EXPECT_FALSE(Ed25519PublicKey::from_bytes(std::string(31, 'a')));
    EXPECT_FALSE(Ed25519PublicKey::from_bytes(std::string(33, 'a')));
    EXPECT_FALSE(Ed25519PublicKey::from_bytes(std::string(32, '\0')));
    EXPECT_FALSE(Ed25519PublicKey::from_bytes(std::string(32, '\xff')));
    std::string two(32, '\0');
    two[0] = 2;  // y = 2: no x exists
    EXPECT_FALSE(Ed25519PublicKey::from_bytes(two));
    two[0] = 3;  // y = 3: one does
    EXPECT_TRUE(Ed25519PublicKey::from_bytes(two));
    EXPECT_FALSE(Ed25519PrivateKey::from_seed("short"));
}

// RFC 8032 section 7.1, test 2.
TEST(Ed25519, SignsAsTheRfcDoes) {
    auto key = Ed25519PrivateKey::from_seed(
        from_hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"));
    ASSERT_TRUE(key);
    EXPECT_EQ(key->public_key().bytes(),
              from_hex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"));
    std::string signature = key->sign("\x72");
    EXPECT_EQ(signature,
              from_hex("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                       "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"));
    EXPECT_TRUE(key->public_key().verifies("\x72", signature));
    EXPECT_FALSE(key->public_key().verifies("\x73", signature));
    EXPECT_FALSE(key->public_key().verifies("\x72", signature + 'x'));
    EXPECT_FALSE(key->public_key().verifies("\x72", ""));
}

}  // namespace
}  // namespace standstill::ledger
