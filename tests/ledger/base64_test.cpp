// Base64 has one spelling for given bytes, and only that one is read.
#include "ledger/base64.h"

#include <gtest/gtest.h>

namespace standstill::ledger {
namespace {

TEST(Base64, GivesTheVectorsOfRfc4648) {
    const std::pair<const char*, const char*> kPairs[] = {{"", ""},
                                                          {"f", "Zg=="},
                                                          {"fo", "Zm8="},
                                                          {"foo", "Zm9v"},
                                                          {"foob", "Zm9vYg=="},
                                                          {"fooba", "Zm9vYmE="},
                                                          {"foobar", "Zm9vYmFy"}};
    for (auto [bytes, text] : kPairs) {
        EXPECT_EQ(base64(bytes), text);
        auto read = bytes_from_base64(text);
        ASSERT_TRUE(read) << text;
        EXPECT_EQ(*read, bytes);
    }
}

TEST(Base64, ReadsBackEveryLengthOfEveryByte) {
    std::string bytes;
    for (int i = 0; i < 300; ++i) {
        EXPECT_EQ(*bytes_from_base64(base64(bytes)), bytes);
        EXPECT_EQ(*bytes_from_base64url(base64url(bytes)), bytes);
        bytes += static_cast<char>(i * 37);
    }
}

TEST(Base64, RefusesEverySecondSpelling) {
    struct Row {
        const char* why;
        const char* text;
    };
    const Row kRows[] = {{"no padding", "Zg"},
                         {"half the padding", "Zg="},
                         {"too much padding", "Zm8=="},
                         {"bits beyond the last byte", "Zh=="},
                         {"bits beyond the last byte", "Zm9="},
                         {"the other alphabet", "_-8="},
                         {"a space", "Zm9v "},
                         {"a newline", "Zm9v\n"},
                         {"padding in the middle", "Zg==Zg=="},
                         {"padding alone", "===="},
                         {"a lone digit", "Z==="}};
    for (const Row& row : kRows) {
        SCOPED_TRACE(row.why);
        EXPECT_FALSE(bytes_from_base64(row.text));
    }
    EXPECT_FALSE(bytes_from_base64url("Zg=="));
    EXPECT_FALSE(bytes_from_base64url("Zh"));
    EXPECT_FALSE(bytes_from_base64url("+/8"));
    EXPECT_TRUE(bytes_from_base64url("-_8"));
}

}  // namespace
}  // namespace standstill::ledger
