// RFC 8785 as a whole, against the vectors of its authors.
#include "ledger/jcs.h"

#include <gtest/gtest.h>

#include <bit>
#include <limits>

#include "ledger/vectors.h"

namespace standstill::ledger {
namespace {

TEST(Jcs, PrintsTheVectorsOfItsAuthors) {
    for (const char* name : {"arrays", "french", "structures", "unicode", "values", "weird"}) {
        SCOPED_TRACE(name);
        auto file = std::string(name) + ".json";
        auto printed = jcs_of_text(read_vector("cyberphone-jcs/input/" + file));
        ASSERT_TRUE(printed) << printed.error().message;
        EXPECT_EQ(*printed, read_vector("cyberphone-jcs/output/" + file));
    }
}

// RFC 8785, appendix B.
TEST(Jcs, PrintsNumbersAsEcmaScriptDoes) {
    const std::pair<std::uint64_t, const char*> kNumbers[] = {
        {0x0000000000000000, "0"},
        {0x8000000000000000, "0"},
        {0x0000000000000001, "5e-324"},
        {0x8000000000000001, "-5e-324"},
        {0x7fefffffffffffff, "1.7976931348623157e+308"},
        {0xffefffffffffffff, "-1.7976931348623157e+308"},
        {0x4340000000000000, "9007199254740992"},
        {0xc340000000000000, "-9007199254740992"},
        {0x4430000000000000, "295147905179352830000"},
        {0x44b52d02c7e14af5, "9.999999999999997e+22"},
        {0x44b52d02c7e14af6, "1e+23"},
        {0x44b52d02c7e14af7, "1.0000000000000001e+23"},
        {0x444b1ae4d6e2ef4e, "999999999999999700000"},
        {0x444b1ae4d6e2ef4f, "999999999999999900000"},
        {0x444b1ae4d6e2ef50, "1e+21"},
        {0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7"},
        {0x3eb0c6f7a0b5ed8d, "0.000001"},
        {0x41b3de4355555553, "333333333.3333332"},
        {0x41b3de4355555554, "333333333.33333325"},
        {0x41b3de4355555555, "333333333.3333333"},
        {0x41b3de4355555556, "333333333.3333334"},
        {0x41b3de4355555557, "333333333.33333343"},
        {0xbecbf647612f3696, "-0.0000033333333333333333"},
        {0x43143ff3c1cb0959, "1424953923781206.2"},
        {0x4340000000000001, "9007199254740994"},
        {0x4340000000000002, "9007199254740996"},
    };
    for (auto [bits, text] : kNumbers) EXPECT_EQ(*jcs_number(std::bit_cast<double>(bits)), text);
    EXPECT_FALSE(jcs_number(std::numeric_limits<double>::infinity()));
    EXPECT_FALSE(jcs_number(std::numeric_limits<double>::quiet_NaN()));
}

TEST(Jcs, ReadsNumbersToTheLastDigitAndKeysOnce) {
    EXPECT_EQ(*jcs_of_text("[333333333.33333329, 1E30, -0.0, 9007199254740993]"),
              "[333333333.3333333,1e+30,0,9007199254740992]");
    EXPECT_EQ(*jcs_of_text(R"({"a":{"b":1},"b":[{"a":2}]})"), R"({"a":{"b":1},"b":[{"a":2}]})");
    EXPECT_FALSE(jcs_of_text(R"({"a":{"b":1,"b":1}})"));
    EXPECT_FALSE(jcs_of_text("[1e400]"));
    EXPECT_FALSE(jcs_of_text("[1"));
    EXPECT_FALSE(jcs_of_text("[1] x"));
    EXPECT_FALSE(jcs_of_text("\"\xff\""));
    EXPECT_FALSE(jcs_of_text(R"("\ud800")"));
}

TEST(Jcs, SortsKeysByTheirUtf16CodeUnits) {
    // U+FFFD sorts after U+1F600, whose first unit is D83D.
    boost::json::object object;
    object["\xef\xbf\xbd"] = 1;
    object["\xf0\x9f\x98\x80"] = 2;
    object["\xed\x9f\xbf"] = 3;
    object["a"] = 4;
    object["aa"] = 5;
    EXPECT_EQ(*jcs(object),
              "{\"a\":4,\"aa\":5,\"\xed\x9f\xbf\":3,\"\xf0\x9f\x98\x80\":2,\"\xef\xbf\xbd\":1}");
}

}  // namespace
}  // namespace standstill::ledger
