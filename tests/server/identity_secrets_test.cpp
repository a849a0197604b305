// Passwords, codes and comparisons, against the vectors of their standards.
#include <gtest/gtest.h>

#include <algorithm>

#include "base/digest.h"
#include "server/identity/password.h"
#include "server/identity/secrets.h"
#include "server/identity/totp.h"
#include "server/identity_support.h"

namespace standstill::server::identity {
namespace {

TEST(Totp, GivesTheCodesOfRfc6238) {
    const std::string seed = "12345678901234567890";
    const std::string seed32 = seed + "123456789012";
    const std::string seed64 = seed + seed + seed + "1234";
    struct Vector {
        std::uint64_t seconds;
        const char *sha1, *sha256, *sha512;
    };
    // RFC 6238, appendix B.
    for (const Vector& vector : {Vector{59, "94287082", "46119246", "90693936"},
                                 Vector{1111111109, "07081804", "68084774", "25091201"},
                                 Vector{1111111111, "14050471", "67062674", "99943326"},
                                 Vector{1234567890, "89005924", "91819424", "93441116"},
                                 Vector{2000000000, "69279037", "90698825", "38618901"},
                                 Vector{20000000000, "65353130", "77737706", "47863826"}}) {
        std::uint64_t step = vector.seconds / kTotpPeriod;
        EXPECT_EQ(totp_code(seed, step, 8), vector.sha1);
        EXPECT_EQ(totp_code(seed32, step, 8, TotpHash::Sha256), vector.sha256);
        EXPECT_EQ(totp_code(seed64, step, 8, TotpHash::Sha512), vector.sha512);
    }
}

TEST(Totp, GivesTheCodesOfRfc4226) {
    // RFC 4226, appendix D: the same truncation over a counter.
    const char* expected[] = {"755224", "287082", "359152", "969429", "338314",
                              "254676", "287922", "162583", "399871", "520489"};
    for (std::uint64_t count = 0; count < 10; ++count)
        EXPECT_EQ(totp_code("12345678901234567890", count), expected[count]);
}

TEST(Totp, TakesNeighboursAndNothingTwice) {
    base::Instant now = instant("2026-05-04T09:00:10Z");
    std::uint64_t step = totp_step(now);
    const std::string secret = "12345678901234567890";
    for (std::uint64_t near : {step - 1, step, step + 1})
        EXPECT_EQ(match_totp(secret, totp_code(secret, near), now, 0), near);
    EXPECT_FALSE(match_totp(secret, totp_code(secret, step - 2), now, 0));
    EXPECT_FALSE(match_totp(secret, totp_code(secret, step + 2), now, 0));
    EXPECT_FALSE(match_totp(secret, totp_code(secret, step), now, step)) << "used";
    EXPECT_EQ(match_totp(secret, totp_code(secret, step + 1), now, step), step + 1);
    std::string spaced = totp_code(secret, step);
    spaced.insert(3, " ");
    EXPECT_EQ(match_totp(secret, spaced, now, 0), step);
    EXPECT_FALSE(match_totp(secret, "", now, 0));
}

TEST(Totp, IsWrittenAsAuthenticatorsReadIt) {
    // RFC 4648, section 10.
    EXPECT_EQ(base32(""), "");
    EXPECT_EQ(base32("f"), "MY");
    EXPECT_EQ(base32("fo"), "MZXQ");
    EXPECT_EQ(base32("foo"), "MZXW6");
    EXPECT_EQ(base32("foob"), "MZXW6YQ");
    EXPECT_EQ(base32("fooba"), "MZXW6YTB");
    EXPECT_EQ(base32("foobar"), "MZXW6YTBOI");
    EXPECT_EQ(otpauth_uri("foobar", "Stand still", "rita"),
              "otpauth://totp/Stand%20still:rita?secret=MZXW6YTBOI&issuer=Stand%20still"
              "&algorithm=SHA1&digits=6&period=30");
}

TEST(Hash, IsArgon2idAndReadsThatOfItsReference) {
    // From the tests of the reference implementation (phc-winner-argon2), version 19.
    EXPECT_TRUE(
        is_password("$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$"
                    "CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                    "password"));
    EXPECT_FALSE(
        is_password("$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$"
                    "CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                    "passwore"));
}

TEST(Hash, HasTheCostThatIsStatedAndASaltOfItsOwn) {
    auto one = hash_password("correct horse battery", PasswordCost{});
    auto two = hash_password("correct horse battery", PasswordCost{});
    ASSERT_TRUE(one && two);
    EXPECT_TRUE(one->starts_with("$argon2id$v=19$m=19456,t=3,p=1$")) << *one;
    EXPECT_NE(*one, *two);
    EXPECT_TRUE(is_password(*one, "correct horse battery"));
    EXPECT_FALSE(is_password(*one, "correct horse batter"));
    EXPECT_FALSE(is_password("", ""));
}

TEST(PasswordRules, AreThoseOfNist) {
    auto fault = [](std::string_view password, bool second = false) {
        return fault_of_password(password, second, {"standstill", "rita", "Rita", "Merkel-Okafor"});
    };
    EXPECT_EQ(fault("violet umbrella 7"), "");
    EXPECT_EQ(fault("ein schöner Tag"), "") << "no rule on which characters";
    EXPECT_NE(fault("fourteen chars"), "");
    EXPECT_EQ(fault("fourteen chars", true), "");
    EXPECT_NE(fault("seven77", true), "");
    EXPECT_NE(fault("Password123", true), "") << "common";
    EXPECT_NE(fault("passwordpassword"), "") << "a common one said again";
    EXPECT_NE(fault("aaaaaaaaaaaaaaaa"), "");
    EXPECT_NE(fault("abcdefghijklmnop"), "");
    EXPECT_NE(fault("merkel-okafor12"), "") << "little more than the name";
    EXPECT_EQ(fault("merkel-okafor and the sea"), "");
    EXPECT_NE(fault(std::string(257, 'a') + "b"), "");
    EXPECT_NE(fault("not \xff utf-8 at all"), "");
}

TEST(Secrets, AreComparedWhole) {
    EXPECT_TRUE(is_equal_in_constant_time("", ""));
    EXPECT_TRUE(is_equal_in_constant_time("abc", "abc"));
    EXPECT_FALSE(is_equal_in_constant_time("abc", "abd"));
    EXPECT_FALSE(is_equal_in_constant_time("abc", "abcd"));
}

TEST(Secrets, AreAuthenticatedAsInRfc4231) {
    auto hex = [](const std::string& bytes) {
        base::Digest digest;
        std::copy(bytes.begin(), bytes.end(), digest.bytes.begin());
        return base::to_hex(digest);
    };
    EXPECT_EQ(hex(hmac_sha256(std::string(20, '\x0b'), "Hi There")),
              "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    EXPECT_EQ(hex(hmac_sha256("Jefe", "what do ya want for nothing?")),
              "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

}  // namespace
}  // namespace standstill::server::identity
