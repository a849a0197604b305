// The narrow profile of canonical JSON: what is printed, and that nothing else is read.
#include "ledger/canonical_json.h"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

#include "ledger/jcs.h"

namespace standstill::ledger {
namespace {

using namespace std::string_literals;

TEST(CanonicalJson, SortsMembersAndLeavesNoSpace) {
    auto value =
        boost::json::parse(R"({ "b": [1, true, null], "a": {"z": -5, "y": "x"}, "_": "" })");
    auto text = canonical_json(value);
    ASSERT_TRUE(text);
    EXPECT_EQ(*text, R"({"_":"","a":{"y":"x","z":-5},"b":[1,true,null]})");
    EXPECT_EQ(*parse_canonical(*text), value);
}

TEST(CanonicalJson, EscapesAsTheRfcDoesAndNotMore) {
    auto text =
        canonical_json(boost::json::value("\x01\x1f\b\t\n\f\r\"\\/\x7f\xc3\xa9\xf0\x9f\x98\x80"));
    ASSERT_TRUE(text);
    EXPECT_EQ(*text, "\"\\u0001\\u001f\\b\\t\\n\\f\\r\\\"\\\\/\x7f\xc3\xa9\xf0\x9f\x98\x80\"");
    EXPECT_TRUE(check_canonical(*text));
}

TEST(CanonicalJson, RefusesTextThatIsNotCanonical) {
    struct Row {
        const char* why;
        std::string text;
        const char* says;
    };
    std::string deep(17, '['), shut(17, ']');
    const Row kRows[] = {
        {"nothing", "", "byte 0"},
        {"a space", R"({"a": 1})", "byte 5: expected a value"},
        {"a space at the end", "1 ", "byte 1: bytes after the value"},
        {"two values", "1,1", "byte 1: bytes after"},
        {"unsorted keys", R"({"b":1,"a":1})", "byte 7: the key `a` is not in order"},
        {"a key twice", R"({"a":1,"a":1})", "byte 7: the key `a` appears twice"},
        {"a key outside the grammar", R"({"A":1})", "byte 1: a key"},
        {"an escaped key", "{\"\\u0061\":1}", "byte 1: a key"},
        {"an empty key", R"({"":1})", "byte 1: a key"},
        {"a key of 65 letters", "{\"" + std::string(65, 'a') + "\":1}", "byte 1: a key"},
        {"a fraction", "1.0", "byte 0: a number that is not an integer"},
        {"an exponent", "1e2", "byte 0: a number that is not an integer"},
        {"minus zero", "-0", "byte 0: minus zero"},
        {"a leading zero", "01", "byte 0: a number with a leading zero"},
        {"a plus sign", "+1", "byte 0: expected a value"},
        {"2^53", "9007199254740992", "byte 0: a number outside"},
        {"-2^53", "-9007199254740992", "byte 0: a number outside"},
        {"twenty digits", "10000000000000000000", "byte 0: a number outside"},
        {"a needless escape", R"("\u0041")", "byte 1: an escape"},
        {"an escaped slash", R"("\/")", "byte 1: an escape"},
        {"a long escape where a short one exists", R"("\u000a")", "byte 1: an escape"},
        {"upper case in an escape", R"("\u001F")", "byte 1: an escape"},
        {"a surrogate", R"("\ud83d\ude00")", "byte 1: an escape"},
        {"a raw control character", "\"\n\"", "byte 1: a control character"},
        {"a raw zero", "\"\0\""s, "byte 1: a control character"},
        {"an overlong form", "\"\xc0\xaf\"", "byte 1: a string that is not valid UTF-8"},
        {"a surrogate in UTF-8", "\"\xed\xa0\x80\"", "byte 1: a string that is not valid UTF-8"},
        {"a string that does not end", R"("a)", "byte 0: a string that does not end"},
        {"a string that ends in an escape", "\"\\", "byte 1: an escape"},
        {"a trailing comma", "[1,]", "byte 3: expected a value"},
        {"a word", "True", "byte 0: expected a value"},
        {"half a word", "tru", "byte 0: expected `true`"},
        {"an open array", "[1", "byte 2: expected `]`"},
        {"a byte order mark",
         "\xef\xbb\xbf"
         "1",
         "byte 0: expected a value"},
        {"17 levels", deep + shut, "byte 16: nested more than 16 deep"},
    };
    for (const Row& row : kRows) {
        SCOPED_TRACE(row.why);
        auto read = parse_canonical(row.text);
        ASSERT_FALSE(read);
        EXPECT_NE(read.error().message.find(row.says), std::string::npos) << read.error().message;
    }
}

TEST(CanonicalJson, ReadsTheEdgesOfTheProfile) {
    std::string deep(16, '['), shut(16, ']');
    for (const std::string& text :
         {"9007199254740991"s, "-9007199254740991"s, "0"s, "\"\""s, "{}"s, "[]"s, "null"s,
          deep + shut, "{\"" + std::string(64, 'a') + "\":1}",
          "\"\\u000b\\u001f\x7f\xf4\x8f\xbf\xbf\""s}) {
        SCOPED_TRACE(text);
        auto value = parse_canonical(text);
        ASSERT_TRUE(value) << value.error().message;
        EXPECT_EQ(*canonical_json(*value), text);
    }
}

TEST(CanonicalJson, RefusesToPrintWhatItWouldNotRead) {
    namespace json = boost::json;
    EXPECT_FALSE(canonical_json(json::value(1.5)));
    EXPECT_FALSE(canonical_json(json::value(std::uint64_t{1} << 53)));
    EXPECT_FALSE(canonical_json(json::value(std::int64_t{1} << 53)));
    EXPECT_FALSE(canonical_json(json::value("\xff")));
    EXPECT_FALSE(canonical_json(json::object{{"no spaces", 1}}));
    EXPECT_FALSE(canonical_json(json::value(std::string(60'000, 'a'))));
    EXPECT_TRUE(canonical_json(json::value(std::string(59'998, 'a'))));
    json::value deep = 1;
    for (int i = 0; i < 16; ++i) deep = json::array{deep};
    EXPECT_TRUE(canonical_json(deep));
    EXPECT_FALSE(canonical_json(json::array{deep}));
    auto nested = canonical_json(json::object{{"a", json::array{1, json::object{{"b", 0.5}}}}});
    ASSERT_FALSE(nested);
    EXPECT_EQ(nested.error().message.rfind("`a`: [1]: `b`: ", 0), 0u) << nested.error().message;
}

TEST(CanonicalJson, IsCanonicalByTheWholeRfcAsWell) {
    auto value =
        boost::json::parse(R"({"z":[1,-2,"é\n"],"a_1":{"b":null,"a":true},"a":9007199254740991})");
    EXPECT_EQ(*canonical_json(value), *jcs(value));
}

}  // namespace
}  // namespace standstill::ledger
