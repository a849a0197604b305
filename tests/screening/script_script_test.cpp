// Which script a letter is of, and words in which two were mixed.
#include "screening/script/script.h"

#include <gtest/gtest.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "screening/script/reading.h"

namespace standstill::screening {
namespace {

UScriptCode code_of(Script script) {
    return static_cast<UScriptCode>(
        u_getPropertyValueEnum(UCHAR_SCRIPT, std::string(name_of(script)).c_str()));
}

// The library knows an older Unicode: what it has not assigned is not compared.
TEST(Script, AgreesWithTheUnicodeLibraryOnEveryLetterItKnows) {
    int compared = 0;
    for (char32_t c = 0; c <= 0x10ffff; ++c) {
        const auto point = static_cast<UChar32>(c);
        if (!u_isdefined(point)) continue;
        UErrorCode status = U_ZERO_ERROR;
        const UScriptCode expected = uscript_getScript(point, &status);
        const Script script = script_of(c);
        if (script == Script::Other) continue;
        ASSERT_EQ(code_of(script), expected) << std::hex << static_cast<unsigned>(c);
        ++compared;
    }
    EXPECT_GT(compared, 100000);
}

TEST(Script, MissesNoLetterOfAScriptItNames) {
    for (const char32_t c : std::u32string(U"aßΩжաאعअกကა한あア漢សඅࠁ")) {
        if (c == U'ࠁ') {
            EXPECT_EQ(script_of(c), Script::Other) << "Samaritan has no table";
        } else {
            EXPECT_NE(script_of(c), Script::Other) << static_cast<unsigned>(c);
        }
    }
    for (const char32_t c : std::u32string(U"0 .،・ـ’")) EXPECT_EQ(script_of(c), Script::Other);
}

struct Mixed {
    std::u32string word;
    std::u32string read;
    bool mixed;
    const char* why;
};

TEST(LookAlike, WordsOfTwoScriptsBecomeWordsOfOne) {
    const Mixed rows[] = {
        {U"РUТIN", U"PUTIN", true, "Cyrillic capitals in a Latin word"},
        {U"Pυtin", U"Putin", true, "Greek upsilon"},
        {U"Пyтин", U"Путин", true, "a Latin y in a Cyrillic word"},
        {U"Ιvanov", U"Ivanov", true, "Greek capital iota"},
        {U"putin", U"putin", false, "nothing to do"},
        {U"Путин", U"Путин", false, "one script"},
        {U"Rжд", U"Rжд", true, "neither reading is possible"},
        {U"محمدABC", U"محمدABC", false, "Arabic has no look-alikes"},
    };
    for (const Mixed& row : rows) {
        SCOPED_TRACE(row.why);
        const Unmasked found = unmasked(row.word);
        EXPECT_EQ(found.word, row.read);
        EXPECT_EQ(found.mixed, row.mixed);
    }
}

TEST(LookAlike, AWholeWordMayOnlyLookLatin) {
    EXPECT_EQ(latin_look_alike(U"СОСА"), U"COCA");
    EXPECT_EQ(latin_look_alike(U"Жук"), U"");
    EXPECT_EQ(latin_look_alike(U"COCA"), U"");
}

TEST(CodePoints, MalformedBytesAreReplaced) {
    EXPECT_EQ(code_points("a\xd0\xb6"), U"aж");
    EXPECT_EQ(code_points("\xff"
                          "a"),
              U"\xfffd"
              U"a");
    EXPECT_EQ(code_points("\xc0\x80"), U"\xfffd\xfffd") << "overlong";
    EXPECT_EQ(code_points("\xed\xa0\x80"), U"\xfffd\xfffd\xfffd") << "a surrogate";
    EXPECT_EQ(code_points("\xe2\x82"), U"\xfffd\xfffd") << "cut off";
}

}  // namespace
}  // namespace standstill::screening
