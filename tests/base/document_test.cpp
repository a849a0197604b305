// Documents: what is read, where each piece stands, and what is refused.
#include "base/document.h"

#include <gtest/gtest.h>

namespace standstill::base {
namespace {

Node read(const std::string& text) {
    auto node = parse_document(text, "case.yaml");
    EXPECT_TRUE(node) << (node ? "" : node.error().message);
    return node ? std::move(*node) : Node{};
}

std::string refusal(const std::string& text) {
    auto node = parse_document(text, "case.yaml");
    return node ? "it was read" : node.error().message;
}

std::string place(const Node& node) { return where("", node.place); }

TEST(Document, ReadsMapsListsAndWords) {
    Node node = read("standstill: 1\nlaw: [eo-14093]\nrecord:\n- at: x\n  note:\n");
    ASSERT_TRUE(node.is_map());
    EXPECT_EQ(node.find("standstill")->scalar, "1");
    ASSERT_TRUE(node.find("law")->is_list());
    EXPECT_EQ(node.find("law")->items.at(0).scalar, "eo-14093");
    EXPECT_TRUE(node.find("record")->items.at(0).find("note")->is_null());
    EXPECT_EQ(node.find("absent"), nullptr);
}

TEST(Document, KeepsKeysInTheOrderWritten) {
    Node node = read("b: 1\na: 2\nc: 3\n");
    ASSERT_EQ(node.keys.size(), 3U);
    EXPECT_EQ(node.keys[0].first, "b");
    EXPECT_EQ(node.keys[1].first, "a");
    EXPECT_EQ(node.items[1].scalar, "2");
}

TEST(Document, KnowsTheLineAndColumnOfEveryPiece) {
    Node node = read("a: 1\nlist:\n  - x\n  - {k: v}\n");
    EXPECT_EQ(place(*node.find("a")), ":1:4");
    EXPECT_EQ(where("", node.keys[1].second), ":2:1");
    const Node& list = *node.find("list");
    EXPECT_EQ(place(list.items[0]), ":3:5");
    EXPECT_EQ(place(*list.items[1].find("k")), ":4:9");
}

TEST(Document, TellsAWordInQuotesFromOneWithout) {
    Node node = read("- 'true'\n- true\n- \"no\"\n- ''\n- 'null'\n- null\n- ~\n-\n");
    ASSERT_EQ(node.items.size(), 8U);
    EXPECT_TRUE(node.items[0].quoted);
    EXPECT_FALSE(node.items[1].quoted);
    EXPECT_TRUE(node.items[2].quoted);
    EXPECT_TRUE(node.items[3].is_scalar());
    EXPECT_TRUE(node.items[4].is_scalar());
    for (std::size_t i : {5U, 6U, 7U}) EXPECT_TRUE(node.items[i].is_null()) << i;
}

TEST(Document, ReadsJson) {
    Node node =
        read("{\n\t\"case\": \"a\\/b \\u00e9\",\n\t\"record\": [{\"n\": 1.5}, null, true]\n}\n");
    EXPECT_EQ(node.find("case")->scalar, "a/b \xC3\xA9");
    const Node& record = *node.find("record");
    EXPECT_EQ(record.items.at(0).find("n")->scalar, "1.5");
    EXPECT_TRUE(record.items.at(1).is_null());
    EXPECT_FALSE(record.items.at(2).quoted);
}

TEST(Document, GivesAWordAsItIsWritten) {
    // Leading zeros, dates and long numbers are words until somebody asks for a number.
    Node node = read("- 007\n- 2024-09-27\n- 12345678901234567890\n- 1e3\n- on\n- 0x10\n");
    EXPECT_EQ(node.items[0].scalar, "007");
    EXPECT_EQ(node.items[1].scalar, "2024-09-27");
    EXPECT_EQ(node.items[2].scalar, "12345678901234567890");
    EXPECT_EQ(node.items[3].scalar, "1e3");
    EXPECT_EQ(node.items[4].scalar, "on");
    EXPECT_EQ(node.items[5].scalar, "0x10");
}

TEST(Document, JoinsThePairsOfJsonToOneCharacter) {
    auto document = parse_document(R"({"a": "\ud83d\ude00 \u00e9 \\ud83d"})", "case.json");
    ASSERT_TRUE(document) << document.error().message;
    EXPECT_EQ(document->find("a")->scalar, "\xF0\x9F\x98\x80 \xC3\xA9 \\ud83d");
    EXPECT_FALSE(parse_document(R"({"a": "\ud83d"})", "case.json"));
}

TEST(Document, TakesAnAliasForACopy) {
    auto document = parse_document("a: &x [1, {b: 2}]\nc: *x\n", "case.yaml");
    ASSERT_TRUE(document) << document.error().message;
    const Node* copy = document->find("c");
    ASSERT_NE(copy, nullptr);
    ASSERT_EQ(copy->items.size(), 2u);
    EXPECT_EQ(copy->items[1].find("b")->scalar, "2");
}

TEST(Document, CountsAnAliasAsWhatItStandsFor) {
    // Nine lists, each of ten times the one before: a billion pieces in a few lines.
    std::string text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 9; ++i) {
        std::string below = "*a" + std::to_string(i - 1);
        text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + below;
        for (int k = 1; k < 10; ++k) text += ", " + below;
        text += "]\n";
    }
    auto document = parse_document(text, "case.yaml");
    ASSERT_FALSE(document);
    EXPECT_NE(document.error().message.find("too many pieces"), std::string::npos);
}

TEST(Document, RefusesWhatCostsCertainty) {
    struct Row {
        const char* why;
        const char* text;
        const char* message;
    };
    constexpr Row kRows[] = {
        {"an alias within what it names", "a: &x [*x]\n",
         "case.yaml:1:8: an alias (`*name`) within what it names"},
        {"a tag", "a: !!int 1\n",
         "case.yaml:1:4: tags are not allowed here, found `tag:yaml.org,2002:int`"},
        {"a key twice", "a: 1\nb: 2\na: 3\n", "case.yaml:3:1: `a` occurs twice"},
        {"a key twice in JSON", "{\"a\": 1, \"a\": 2}", "case.yaml:1:10: `a` occurs twice"},
        {"a list as a key", "? [a, b]\n: 1\n", "case.yaml:1:3: a key must be a word"},
        {"two documents", "a: 1\n---\nb: 2\n", "case.yaml:3:1: more than one document"},
        {"no document", "", "case.yaml: empty"},
        {"only a comment", "# nothing\n", "case.yaml: empty"},
        {"Latin-1", "a: caf\xE9\n", "case.yaml: not UTF-8"},
    };
    for (const auto& [why, text, message] : kRows) {
        SCOPED_TRACE(why);
        EXPECT_EQ(refusal(text), message);
    }
    EXPECT_EQ(refusal(std::string("a: \0\n", 5)), "case.yaml: contains a zero byte");
}

TEST(Document, NamesThePlaceOfASyntaxError) {
    EXPECT_EQ(refusal("a: 1\nb: [1, 2\n").substr(0, 13), "case.yaml:3:1");
    EXPECT_EQ(refusal("*x\n").substr(0, 14), "case.yaml:1:1:");
}

TEST(Document, IsNotReadWhereItIsCutInsideQuotes) {
    for (const char* text : {"a: 'open", "a: 'open\n", "a: \"open\n\n", "- 'x'\n- 'open\n",
                             "a: 'open # no comment\n", "{\"a\": \"open\n"})
        EXPECT_EQ(refusal(text).substr(0, 10), "case.yaml:") << text;
    for (const char* text : {"a: 'closed'", "a: 'closed'\n\n", "a: 'closed' # comment\n",
                             "- \"x\"\n", "a: it's open\n"})
        EXPECT_TRUE(parse_document(text, "case.yaml")) << text;
}

TEST(Document, IsBoundedInSizeDepthAndPieces) {
    EXPECT_EQ(refusal(std::string((16U << 20) + 1, ' ')), "case.yaml: larger than 16 MiB");
    EXPECT_NE(refusal(std::string(65, '[') + std::string(65, ']')).find("nested too deeply"),
              std::string::npos);
    EXPECT_TRUE(parse_document(std::string(64, '[') + std::string(64, ']'), "case.yaml"));
    // Unclosed and very deep: refused long before the stack ends.
    EXPECT_NE(refusal(std::string(1U << 20, '[')).find("nested too deeply"), std::string::npos);
}

}  // namespace
}  // namespace standstill::base
