// SHA-256 against the examples of the standard, and its one spelling.
#include "base/digest.h"

#include <gtest/gtest.h>

namespace standstill::base {
namespace {

TEST(Digest, AgreesWithTheExamplesOfTheStandard) {
    EXPECT_EQ(to_hex(sha256("")),
              "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(to_hex(sha256("abc")),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(to_hex(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
              "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    EXPECT_EQ(to_hex(sha256(std::string(1'000'000, 'a'))),
              "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Digest, ReadsBackWhatItWrote) {
    Digest digest = sha256("x");
    EXPECT_EQ(*digest_from_hex(to_hex(digest)), digest);
    EXPECT_NE(sha256("y"), digest);
}

TEST(Digest, HasOneSpellingOnly) {
    std::string good = to_hex(sha256(""));
    ASSERT_TRUE(digest_from_hex(good));
    std::string upper = good;
    upper[0] = 'E';
    EXPECT_FALSE(digest_from_hex(upper));
    EXPECT_FALSE(digest_from_hex(good.substr(1)));
    EXPECT_FALSE(digest_from_hex(good + "0"));
    EXPECT_FALSE(digest_from_hex("0x" + good.substr(2)));
    EXPECT_FALSE(digest_from_hex(good.substr(1) + " "));
    EXPECT_FALSE(digest_from_hex(""));
}

}  // namespace
}  // namespace standstill::base
