// Small questions about text, answered.
#include "base/text.h"

#include <gtest/gtest.h>

namespace standstill::base {
namespace {

using Words = std::vector<std::string>;

TEST(Trimmed, TakesWhiteSpaceAtBothEndsOnly) {
    EXPECT_EQ(trimmed("  a b\t\r\n"), "a b");
    EXPECT_EQ(trimmed(" \n "), "");
    EXPECT_EQ(trimmed(""), "");
    EXPECT_TRUE(is_blank(" \t"));
    EXPECT_FALSE(is_blank(" x "));
}

struct Bytes {
    const char* why;
    std::string bytes;
    bool good;
};

const Bytes kBytes[] = {
    {"nothing", "", true},
    {"plain", "plain", true},
    {"two bytes", "\xC3\xA9", true},
    {"three bytes", "\xE2\x80\x9C", true},
    {"four bytes", "\xF0\x9F\x94\x92", true},
    {"the last code point", "\xF4\x8F\xBF\xBF", true},
    {"the code points around the surrogates", "\xED\x9F\xBF\xEE\x80\x80", true},
    {"a byte that only continues", "\x80", false},
    {"a lead without the rest", "\xC3", false},
    {"a lead and a letter",
     "\xC3"
     "a",
     false},
    {"cut in the third byte", "\xE2\x80", false},
    {"overlong slash, two bytes", "\xC0\xAF", false},
    {"overlong, three bytes", "\xE0\x9F\xBF", false},
    {"overlong, four bytes", "\xF0\x8F\xBF\xBF", false},
    {"a surrogate", "\xED\xA0\x80", false},
    {"beyond Unicode", "\xF4\x90\x80\x80", false},
    {"five bytes", "\xF8\x88\x80\x80\x80", false},
    {"Latin-1", "caf\xE9 noir", false},
    {"UTF-16",
     std::string("\xFF\xFE"
                 "a\0",
                 4),
     false},
};

TEST(Utf8, IsWhatTheStandardSaysItIs) {
    for (const auto& [why, bytes, good] : kBytes) {
        SCOPED_TRACE(why);
        EXPECT_EQ(is_utf8(bytes), good);
        EXPECT_EQ(is_utf8("before " + bytes + " after"), good);
    }
}

// The naive twin: every code point, encoded as the standard describes, is good.
TEST(Utf8, AcceptsEveryCodePointThatIsNoSurrogate) {
    auto byte = [](std::uint32_t value) {
        return static_cast<char>(static_cast<unsigned char>(value));
    };
    for (std::uint32_t code = 0; code <= 0x10FFFF; ++code) {
        std::string text;
        if (code < 0x80) {
            text = {byte(code)};
        } else if (code < 0x800) {
            text = {byte(0xC0 | code >> 6), byte(0x80 | (code & 0x3F))};
        } else if (code < 0x10000) {
            text = {byte(0xE0 | code >> 12), byte(0x80 | (code >> 6 & 0x3F)),
                    byte(0x80 | (code & 0x3F))};
        } else {
            text = {byte(0xF0 | code >> 18), byte(0x80 | (code >> 12 & 0x3F)),
                    byte(0x80 | (code >> 6 & 0x3F)), byte(0x80 | (code & 0x3F))};
        }
        bool surrogate = code >= 0xD800 && code <= 0xDFFF;
        ASSERT_EQ(is_utf8(text), !surrogate) << std::hex << code;
    }
}

const Words kKeys = {"awarded", "vendor", "value", "scope", "reviewed_by", "at"};

TEST(NearMiss, FindsTheWordThatWasMeant) {
    struct Row {
        const char* why;
        const char* word;
        const char* meant;
    };
    constexpr Row kRows[] = {
        {"a letter missing", "awaded", "awarded"},
        {"a letter too many", "vendors", "vendor"},
        {"a letter wrong", "scape", "scope"},
        {"neighbours swapped", "vednor", "vendor"},
        {"a dash for an underscore", "reviewed-by", "reviewed_by"},
        {"two letters swapped", "ta", "at"},
    };
    for (const auto& [why, word, meant] : kRows) {
        SCOPED_TRACE(why);
        EXPECT_EQ(near_miss(word, kKeys), meant);
    }
}

TEST(NearMiss, IsSilentRatherThanFarFetched) {
    EXPECT_EQ(near_miss("colour", kKeys), std::nullopt);
    EXPECT_EQ(near_miss("elephant", kKeys), std::nullopt);
    EXPECT_EQ(near_miss(std::string(101, 'a'), kKeys), std::nullopt);
    EXPECT_EQ(near_miss("awarded", {}), std::nullopt);
}

TEST(NearMiss, OfSeveralEquallyNearTheFirstIsNamed) {
    EXPECT_EQ(near_miss("cat", Words{"bat", "hat"}), "bat");
}

TEST(NearMiss, IsReadyForTheEndOfAMessage) {
    EXPECT_EQ(did_you_mean("vednor", kKeys), ", did you mean `vendor`?");
    EXPECT_EQ(did_you_mean("elephant", kKeys), "");
}

TEST(Split, KeepsEmptyParts) {
    EXPECT_EQ(split("a,,b,", ','), (Words{"a", "", "b", ""}));
    EXPECT_EQ(split("", ','), (Words{""}));
}

TEST(Join, UndoesSplit) {
    for (const char* text : {"", "a", "a,b", ",", ",a,,b,"})
        EXPECT_EQ(join(split(text, ','), ","), text);
    EXPECT_EQ(join(Words{}, ", "), "");
}

TEST(Folded, MakesOneSpaceOfManyAndNoneAtTheEnds) {
    EXPECT_EQ(folded("  the  Federal\n\tGovernment "), "the Federal Government");
    EXPECT_EQ(folded("\xE2\x80\x9Cquoted\xE2\x80\x9D"), "\xE2\x80\x9Cquoted\xE2\x80\x9D");
    EXPECT_EQ(folded(" \n"), "");
}

}  // namespace
}  // namespace standstill::base
