// JSON that says nothing unusual: the same tree as that of the reader of documents, or none.
#include "base/plain_json.h"

#include <gtest/gtest.h>

#include "base/same_node.h"

namespace standstill::base {
namespace {

TEST(PlainJson, IsReadToTheTreeOfTheReaderOfDocuments) {
    for (const char* text : {
             R"({})",
             R"([])",
             R"({"event": "tool.named", "by": "reviewer", "tool": "Suite 1"})",
             R"({"event":"tool.named","by":{"office":"reviewer","acting":true},"n":[1,-2.50,0]})",
             "{\n  \"a\": [\n    {\"b\": null},\n    {\"c\": false}\n  ],\n  \"d\": \"\"\n}\n",
             R"([{"a": "x \" y \\ z \/ w\n\tv"}, [[]], "null", "true", 12345678901234567890])",
             "  [ 1 , 2 ]  ",
             R"({"a": "one: two, three # four", "b:c": "{[", "'": "- &x *y !z"})",
         }) {
        auto plain = read_plain_json(text);
        auto whole = parse_document(text, "body");
        ASSERT_TRUE(plain) << text;
        ASSERT_TRUE(whole) << text << whole.error().message;
        EXPECT_TRUE(is_same(*plain, *whole)) << text;
    }
}

TEST(PlainJson, LeavesWhatIsUnusualAlone) {
    for (const char* text : {
             "",
             " ",
             "1",
             "\"a\"",
             "null",
             "{",
             "{\"a\"}",
             "{\"a\":}",
             "{\"a\": 1,}",
             "[1,]",
             "[1 2]",
             "[01]",
             "[1.]",
             "[.5]",
             "[+1]",
             "[1e3]",
             "[-]",
             "[tru]",
             "[nullx]",
             "[True]",
             "{a: 1}",
             "{\"a\": 1, \"a\": 2}",
             "{\"a\" : 1}",
             "{} {}",
             "{}x",
             "[\"\\u0041\"]",
             "[\"\\x41\"]",
             "[\"\xC3\xA9\"]",
             "[\"a\nb\"]",
             "[\t1]",
             "[1,\r\n2]",
             "# c\n[]",
             "[\"",
             "[\"\\",
             "[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]",
         })
        EXPECT_FALSE(read_plain_json(text)) << text;
}

}  // namespace
}  // namespace standstill::base
