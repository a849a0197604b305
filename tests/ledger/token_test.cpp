// Permits: one spelling, one algorithm, a short life.
#include "ledger/token.h"

#include <gtest/gtest.h>

#include "ledger/canonical_json.h"
#include "ledger/vectors.h"

namespace standstill::ledger {
namespace {

using base::ErrorKind;
using base::Instant;
using std::chrono::seconds;

const Instant kNow{seconds{1'732'000'000}};

Ed25519PrivateKey key_of(char seed) { return *Ed25519PrivateKey::from_seed(std::string(32, seed)); }

PermitClaims example() {
    PermitClaims claims;
    claims.issuer = "standstill.example.gov";
    claims.subject = "ice-paragon-2024";
    claims.id = "a1";
    claims.outcome = Outcome::Permitted;
    claims.issued_at = claims.not_before = kNow;
    claims.expires = kNow + seconds{60};
    claims.log = "example.gov/log";
    claims.size = TreeSize{12};
    claims.root = base::sha256("root");
    claims.decision = LeafIndex{7};
    claims.policy = base::sha256("packs");
    claims.because = {"2(g)"};
    return claims;
}

base::Result<PermitClaims> verify(const std::string& token, Instant now = kNow) {
    auto key = key_of('k').public_key();
    return verify_permit(token, {&key, 1}, now);
}

// A token with any claims, signed by the right key.
std::string signed_claims(const std::string& claims,
                          const std::string& header = R"({"alg":"EdDSA","typ":"JWT"})") {
    std::string token = base64url(header) + '.' + base64url(claims);
    return token + '.' + base64url(key_of('k').sign(token));
}

TEST(Permit, SaysWhatWasSigned) {
    auto token = sign_permit(example(), key_of('k'));
    ASSERT_TRUE(token) << token.error().message;
    auto claims = verify(*token);
    ASSERT_TRUE(claims) << claims.error().message;
    EXPECT_EQ(*claims, example());

    PermitClaims bare = example();
    bare.decision.reset();
    bare.because.clear();
    for (Outcome outcome : {Outcome::Refused, Outcome::Outside, Outcome::Permitted}) {
        bare.outcome = outcome;
        EXPECT_EQ(*verify(*sign_permit(bare, key_of('k'))), bare);
    }
}

TEST(Permit, IsPrintedAsItsFormatSays) {
    auto token = *sign_permit(example(), key_of('k'));
    auto dot = token.find('.');
    auto payload = bytes_from_base64url(token.substr(dot + 1, token.rfind('.') - dot - 1));
    ASSERT_TRUE(payload);
    std::string expected =
        R"x({"because":["2(g)"],"decision":7,"exp":1732000060,"iat":1732000000,)x"
        R"x("iss":"standstill.example.gov","jti":"a1","log":"example.gov/log","nbf":1732000000,)x"
        R"x("outcome":"permitted","policy":"POLICY","root":"ROOT","size":12,)x"
        R"x("sub":"ice-paragon-2024"})x";
    expected.replace(expected.find("POLICY"), 6, base::to_hex(base::sha256("packs")));
    expected.replace(expected.find("ROOT"), 4, base::to_hex(base::sha256("root")));
    EXPECT_EQ(*payload, expected);
    EXPECT_EQ(*bytes_from_base64url(token.substr(0, dot)), R"({"alg":"EdDSA","typ":"JWT"})");
}

TEST(Permit, HoldsFromItsBeginningAndNotAtItsEnd) {
    auto token = *sign_permit(example(), key_of('k'));
    EXPECT_EQ(verify(token, kNow - std::chrono::milliseconds{1}).error().kind, ErrorKind::Conflict);
    EXPECT_TRUE(verify(token, kNow));
    EXPECT_TRUE(verify(token, kNow + seconds{60} - std::chrono::milliseconds{1}));
    EXPECT_EQ(verify(token, kNow + seconds{60}).error().kind, ErrorKind::Conflict);
}

TEST(Permit, EveryFlippedBitIsNoticed) {
    auto token = *sign_permit(example(), key_of('k'));
    for (std::size_t i = 0; i < 8 * token.size(); ++i) {
        std::string wrong = token;
        wrong[i / 8] = static_cast<char>(wrong[i / 8] ^ (1 << i % 8));
        EXPECT_FALSE(verify(wrong)) << i;
    }
    for (std::size_t i = 0; i < token.size(); ++i) EXPECT_FALSE(verify(token.substr(0, i)));
    EXPECT_FALSE(verify(token + "="));
    EXPECT_FALSE(verify(token + ".x"));
}

TEST(Permit, NoOtherKeySigns) {
    EXPECT_EQ(verify(*sign_permit(example(), key_of('o'))).error().kind, ErrorKind::Corrupt);
    EXPECT_FALSE(verify_permit(*sign_permit(example(), key_of('k')), {}, kNow));
}

TEST(Permit, MayNotLiveLongerThanAgreed) {
    PermitClaims claims = example();
    claims.expires += seconds{1};
    EXPECT_FALSE(sign_permit(claims, key_of('k')));
    auto long_lived = sign_permit(claims, key_of('k'), seconds{3600});
    ASSERT_TRUE(long_lived);
    EXPECT_FALSE(verify(*long_lived));
    auto key = key_of('k').public_key();
    EXPECT_TRUE(verify_permit(*long_lived, {&key, 1}, kNow, seconds{3600}));
}

TEST(Permit, RefusesToSignWhatMakesNoSense) {
    auto refused = [](auto change) {
        PermitClaims claims = example();
        change(claims);
        return !sign_permit(claims, key_of('k'));
    };
    EXPECT_TRUE(refused([](PermitClaims& c) { c.subject = "Upper"; }));
    EXPECT_TRUE(refused([](PermitClaims& c) { c.issuer = ""; }));
    EXPECT_TRUE(refused([](PermitClaims& c) { c.id = "a b"; }));
    EXPECT_TRUE(refused([](PermitClaims& c) { c.log = "\n"; }));
    EXPECT_TRUE(refused([](PermitClaims& c) { c.expires = c.issued_at; }));
    EXPECT_TRUE(refused([](PermitClaims& c) { c.expires -= std::chrono::milliseconds{1}; }));
    EXPECT_TRUE(refused([](PermitClaims& c) { c.decision = LeafIndex{12}; }));
    EXPECT_TRUE(refused([](PermitClaims& c) { c.because.assign(65, "2(g)"); }));
    EXPECT_TRUE(refused([](PermitClaims& c) { c.because.assign(1, "\xff"); }));
}

TEST(Permit, RightlySignedButWronglySpelledItIsRefused) {
    auto token = *sign_permit(example(), key_of('k'));
    auto dot = token.find('.');
    std::string claims = *bytes_from_base64url(token.substr(dot + 1, token.rfind('.') - dot - 1));
    ASSERT_TRUE(verify(signed_claims(claims)));
    auto with = [&](const std::string& from, const std::string& to) {
        std::string other = claims;
        EXPECT_NE(other.find(from), std::string::npos) << from;
        return signed_claims(other.replace(other.find(from), from.size(), to));
    };
    EXPECT_FALSE(verify(with("\"jti\"", " \"jti\"")));
    EXPECT_FALSE(verify(with("\"jti\":\"a1\",", "")));
    EXPECT_FALSE(verify(with("\"jti\":\"a1\"", "\"jti\":\"a1\",\"kid\":\"a\"")));
    EXPECT_FALSE(verify(with("permitted", "Permitted")));
    EXPECT_FALSE(verify(with("\"size\":12", "\"size\":\"12\"")));
    EXPECT_FALSE(verify(with("\"size\":12", "\"size\":-12")));
    EXPECT_FALSE(verify(with("1732000060", "9007199254740991")));
    EXPECT_FALSE(verify(signed_claims(claims, R"({"alg":"none","typ":"JWT"})")));
    EXPECT_FALSE(verify(signed_claims(claims, R"({"typ":"JWT","alg":"EdDSA"})")));
    EXPECT_FALSE(verify(signed_claims("[]")));
    EXPECT_FALSE(verify(signed_claims(std::string(9000, ' '))));
}

// Wycheproof has no EdDSA tokens. Its tokens of other algorithms, good or bad, must not pass here.
TEST(Permit, RefusesEveryTokenOfWycheproof) {
    int tokens = 0;
    for (const char* name : {"json_web_signature_test.json", "json_web_key_test.json"}) {
        auto vectors = read_json_vector(std::string("c2sp-wycheproof/") + name);
        for (const auto& group : vectors.at("testGroups").as_array())
            for (const auto& test : group.at("tests").as_array()) {
                const auto* jws = test.as_object().if_contains("jws");
                if (jws == nullptr || !jws->is_string()) continue;
                ++tokens;
                EXPECT_FALSE(verify(text_of(*jws)));
            }
    }
    EXPECT_GT(tokens, 350);
}

}  // namespace
}  // namespace standstill::ledger
