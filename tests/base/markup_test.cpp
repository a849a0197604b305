// Text from outside must not become markup, and must not change what is seen unseen.
#include "base/markup.h"

#include <gtest/gtest.h>

namespace standstill::base {
namespace {

TEST(Markup, EscapesWhatWouldBeMarkup) {
    EXPECT_EQ(escape_markup("<script>alert(\"1\")</script> & 'x'"),
              "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;");
}

TEST(Markup, LeavesOtherTextAlone) {
    EXPECT_EQ(escape_markup("Zürich — § 2(g)\n\t日本 😀 نص"), "Zürich — § 2(g)\n\t日本 😀 نص");
}

TEST(Markup, TellsWhatCannotBeSeen) {
    EXPECT_EQ(escape_markup("a\u202Eb"), "a[U+202E]b");
    EXPECT_EQ(escape_markup("a\u2066b\u2069"), "a[U+2066]b[U+2069]");
    EXPECT_EQ(escape_markup("a\u061Cb\u200F"), "a[U+061C]b[U+200F]");
    EXPECT_EQ(escape_markup("a\x01\x7F"
                            "\u0085"),
              "a[U+0001][U+007F][U+0085]");
    EXPECT_EQ(escape_markup(std::string_view("\0", 1)), "[U+0000]");
}

TEST(Markup, ReplacesBytesThatAreNoText) {
    EXPECT_EQ(escape_markup("a\xFF\xC3"), "a\uFFFD\uFFFD");
    EXPECT_EQ(escape_markup("\xE2\x80<"), "\uFFFD\uFFFD&lt;");
}

}  // namespace
}  // namespace standstill::base
