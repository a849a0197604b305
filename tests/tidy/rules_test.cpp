// Each rule of tidiness on trees of a few lines: what it accepts, and what it says of the rest.
#include "tidy/rules.h"

#include <gtest/gtest.h>

namespace standstill::tidy {
namespace {

// The complaints, one a line, as a person would see them.
std::string said(const Complaints& complaints) {
    std::string out;
    for (const Complaint& complaint : complaints) out += to_string(complaint) + "\n";
    return out;
}

const std::string kRooms =
    "function(room name)\n"
    "endfunction()\n"
    "room(base SOURCES day.cpp)\n"
    "room(law\n"
    "    USES base\n"
    "    SOURCES pack.cpp  # the pack\n"
    "    LIBRARIES fmt::fmt)\n"
    "room(ledger USES base SOURCES tree.cpp)\n";

TEST(Arrows, AllowWhatIsDrawnAndTheRoomItself) {
    EXPECT_EQ(
        said(arrows({{"src/CMakeLists.txt", kRooms},
                     {"src/law/pack.cpp",
                      "#include \"law/pack.h\"\n#include <string>\n#include \"base/day.h\"\n"},
                     {"tests/law/pack_test.cpp", "#include \"ledger/tree.h\"\n"}})),
        "");
}

TEST(Arrows, RefuseANeighbourAndTheRoomAbove) {
    EXPECT_EQ(said(arrows({{"src/CMakeLists.txt", kRooms},
                           {"src/base/day.h", "// A day.\n#include \"law/pack.h\"\n"},
                           {"src/law/pack.h", "#include \"ledger/tree.h\"\n"}})),
              "src/base/day.h:2: `base` may not include `law/pack.h`: no such arrow in "
              "src/CMakeLists.txt\n"
              "src/law/pack.h:1: `law` may not include `ledger/tree.h`: no such arrow in "
              "src/CMakeLists.txt\n");
}

TEST(Arrows, RefuseAFolderThatIsNoRoom) {
    EXPECT_EQ(said(arrows({{"src/CMakeLists.txt", kRooms}, {"src/utils/all.h", ""}})),
              "src/utils/all.h: stands in `utils`, which is not a room\n");
}

TEST(Arrows, PointToRoomsThatStandAbove) {
    EXPECT_EQ(
        said(arrows({{"src/CMakeLists.txt",
                      "room(base USES law SOURCES a.cpp)\nroom(law USES base SOURCES b.cpp)\n"}})),
        "src/CMakeLists.txt:1: room `base` uses `law`, which does not stand above it\n");
}

TEST(Arrows, KeepTheTwinToItself) {
    EXPECT_EQ(said(arrows({{"src/CMakeLists.txt", kRooms},
                           {"tests/support/twin.cpp",
                            "#include \"twin_time.h\"\n#include \"base/day.h\"\n"}})),
              "tests/support/twin.cpp:2: may not include `base/day.h`: a twin that shares code "
              "shares its mistakes\n");
}

TEST(Openings, AreWordsAboutThePurpose) {
    struct Row {
        const char* why;
        const char* path;
        const char* text;
        const char* says;
    };
    constexpr Row kRows[] = {
        {"words", "src/law/pack.h", "// A rule pack, and how it is read.\n", ""},
        {"its own header says it", "src/law/pack.cpp", "#include \"law/pack.h\"\n", ""},
        {"another header does not", "src/law/pack.cpp", "#include \"law/rule.h\"\n",
         "src/law/pack.cpp:1: does not open with a comment that says what it is for\n"},
        {"a pragma", "src/law/pack.h", "#pragma once\n",
         "src/law/pack.h:1: does not open with a comment that says what it is for\n"},
        {"a banner", "src/law/pack.h", "// =======================\n",
         "src/law/pack.h:1: opens with a banner instead of what it is for\n"},
        {"a path", "src/law/pack.h", "// src/law/pack.h holds the pack\n",
         "src/law/pack.h:1: opens with its own name instead of what it is for\n"},
        {"a licence", "src/law/pack.h", "// Copyright the authors of this\n",
         "src/law/pack.h:1: opens with its licence instead of what it is for\n"},
        {"a word", "src/law/pack.h", "// Packs.\n",
         "src/law/pack.h:1: opens with too few words to say what it is for\n"},
    };
    for (const auto& [why, path, text, says] : kRows) {
        SCOPED_TRACE(why);
        EXPECT_EQ(said(openings({{path, text}})), says);
    }
}

TEST(Layout, IsHundredAndTenColumnsAndCleanEnds) {
    std::string full(110, 'x');
    std::string wide;
    for (int i = 0; i < 110; ++i) wide += "\xC3\xA9";
    EXPECT_EQ(said(layout({{"src/a.h", full + "\n" + wide + "\n"},
                           {"docs/a.md", std::string(200, 'x') + "\n"},
                           {"empty.txt", ""}})),
              "");
    EXPECT_EQ(said(layout({{"src/a.h", full + "x\n"}})),
              "src/a.h:1: longer than 110 columns; tools/format breaks it\n");
    EXPECT_EQ(said(layout({{"a.md", "one \ntwo"}})),
              "a.md: does not end with a line break\na.md:1: white space at the end of the line\n");
    EXPECT_EQ(said(layout({{"a.md", "one\r\n"}})), "a.md:1: white space at the end of the line\n");
    EXPECT_EQ(said(layout({{"src/a.cpp", "\tint x;\n"}})),
              "src/a.cpp:1: a tab; four spaces are meant\n");
    EXPECT_EQ(said(layout({{"a.whl", std::string("PK\0\n", 4)}})),
              "a.whl: is not text; nothing built or vendored belongs here\n");
}

TEST(Layout, LeavesBytesOfOthersAsTheyAre) {
    EXPECT_EQ(said(layout({{"tests/vectors/ledger/leaf", std::string("\0 \n ", 4)},
                           {"tests/cases/malformed/latin.yaml", "a: caf\xE9 "}})),
              "");
}

TEST(Leftovers, AreNamed) {
    std::string mark = std::string("FIX") + "ME";
    std::string home = std::string("/ho") + "me/";
    EXPECT_EQ(said(leftovers({{"src/a.cpp", "int x;  // TODO(before 1.0): bound it\n"}})), "");
    EXPECT_EQ(
        said(leftovers({{"src/a.cpp", "\nint x;  // " + mark + " later\n"}})),
        "src/a.cpp:2: `" + mark + "`: a private mark; finish it, or say in a TODO what and when\n");
    EXPECT_EQ(said(leftovers({{"docs/a.md", "run " + home + "me/x\n"}})),
              "docs/a.md:1: `" + home + "`: a path of one machine\n");
}

TEST(Banned, CallsAreNamedWithTheirReplacement) {
    EXPECT_EQ(said(banned({{"src/law/a.cpp", "auto t = std::time(nullptr);\n"}})),
              "src/law/a.cpp:1: `std::time`: pass an Instant in\n");
    EXPECT_EQ(said(banned({{"src/law/a.cpp", "auto t = std::chrono::system_clock::now();\n"}})),
              "src/law/a.cpp:1: `system_clock::now`: pass an Instant in; only the edge reads a "
              "clock\n");
    EXPECT_EQ(said(banned({{"src/store/a.cpp", "auto t = std::chrono::system_clock::now();\n"}})),
              "");
    EXPECT_EQ(said(banned({{"src/review/a.cpp", "#include <fstream>\n"}})),
              "src/review/a.cpp:1: `<fstream>` in a room that does not touch the world\n");
    EXPECT_EQ(said(banned({{"src/store/a.cpp", "#include <fstream>\n"}})), "");
    EXPECT_EQ(said(banned({{"src/store/a.h", "using namespace std;\n"}})),
              "src/store/a.h:1: `using namespace` in a header; its readers never asked\n");
}

TEST(Banned, NamesStandAsAWhole) {
    for (const char* code :
         {"on_exit();\n", "exit_code = 3;\n", "pool.exit();\n", "Process::exit();\n",
          "std::time_point x;\n", "std::chrono::time_point x;\n", "/* std::time */ int x;\n",
          "// std::time\n", "auto s = \"std::time(nullptr)\";\n", "auto s = R\"(exit(1))\";\n",
          "int n = 1'000; auto c = '\"'; auto d = \"exit(1)\";\n"})
        EXPECT_EQ(said(banned({{"src/law/a.cpp", code}})), "") << code;
    EXPECT_NE(said(banned({{"src/law/a.cpp", "if (bad) exit(1);\n"}})), "");
    EXPECT_NE(said(banned({{"src/law/a.cpp", "std::exit(1);\n"}})), "");
    EXPECT_NE(said(banned({{"src/law/a.cpp", "auto c = '\"'; exit(1);\n"}})), "");
}

TEST(WithoutComments, KeepsEveryLineWhereItIs) {
    EXPECT_EQ(without_comments("a // b\n\"c\" d\n"), "a     \n    d\n");
    EXPECT_EQ(without_comments("/* a\nb */ c"), "    \n     c");
    EXPECT_EQ(without_comments("\"open\nd"), "     \nd");
}

TEST(Unlisted, FindsTheSourceThatNothingBuilds) {
    Tree tree = {{"src/CMakeLists.txt", kRooms},
                 {"src/law/pack.cpp", ""},
                 {"tests/law/CMakeLists.txt", "standstill_test(law SOURCES pack_test.cpp)\n"},
                 {"tests/law/pack_test.cpp", ""}};
    EXPECT_EQ(said(unlisted(tree)), "");
    tree["src/law/tree.cpp"] = "";  // named by another room only
    tree["tests/law/rule_test.cpp"] = "";
    EXPECT_EQ(said(unlisted(tree)),
              "src/law/tree.cpp: is named by no CMakeLists.txt, so nothing builds it\n"
              "tests/law/rule_test.cpp: is named by no CMakeLists.txt, so nothing builds it\n");
}

TEST(DeadLinks, AreFollowedFromTheFolderOfTheDocument) {
    Tree tree = {{"README.md", "[a](docs/a.md) [b](docs) [c](https://x.example/y) [d](#here)\n"},
                 {"docs/a.md", "[r](../README.md#top) [s](b/c.md)\n```\n[no](link)\n```\n"},
                 {"docs/b/c.md", "[a](../a.md)\n"}};
    EXPECT_EQ(said(dead_links(tree)), "");
    tree["docs/b/c.md"] = "\n[a](a.md) and [b](../b.md#x)\n";
    EXPECT_EQ(said(dead_links(tree)),
              "docs/b/c.md:2: `a.md` leads nowhere\ndocs/b/c.md:2: `../b.md` leads nowhere\n");
}

TEST(Sentences, EndAtAStopBeforeACapital) {
    using Lines = std::vector<std::string>;
    EXPECT_EQ(sentences("One.  Two.\nThree"), (Lines{"One.", "Two.", "Three"}));
    EXPECT_EQ(sentences("See 3 C.F.R. Part 1. It is so."),
              (Lines{"See 3 C.F.R. Part 1.", "It is so."}));
    EXPECT_EQ(sentences("JOSEPH R. BIDEN JR."), (Lines{"JOSEPH R. BIDEN JR."}));
    EXPECT_EQ(sentences("at no. 5 of it"), (Lines{"at no. 5 of it"}));
    EXPECT_EQ(sentences(" \n"), Lines{});
}

const char* const kLawText =
    "# The order\n\n## 1\n\nUse is forbidden. It is not bought.\n\n## 2(a)\n\n"
    "one two three four five six seven eight nine ten eleven twelve thirteen.\n";
const char* const kPack = "rules:\n  use:\n    cite: 2(a)\n";
const std::string kRows =
    "| cite | sentence | encoded in | or not encoded, because |\n|---|---|---|---|\n"
    "| 1 s1 | Use is forbidden. | `2(a)` | |\n"
    "| 1 s2 | It is not bought. | | policy |\n";

std::string coverage_of(const std::string& page) {
    return said(coverage({{"docs/law-coverage.md", page},
                          {"rules/eo-14093/rules.yaml", kPack},
                          {"rules/eo-14093/text.md", kLawText}}));
}

TEST(Coverage, HasARowForEverySentence) {
    std::string last =
        "| 2(a) s1 | one two three four five six seven eight nine ten eleven twelve … | `duty "
        "2(a)`, `use` | |\n";
    EXPECT_EQ(coverage_of(kRows + last), "");
    EXPECT_EQ(coverage_of(kRows), "docs/law-coverage.md: has no row for `2(a) s1`\n");
    EXPECT_EQ(coverage_of(kRows + last + "| 3 s1 | More. | | x |\n"),
              "docs/law-coverage.md:6: `3 s1` is no sentence of the order\n");
    EXPECT_EQ(coverage_of(kRows + "| 2(b) s1 | x | | x |\n"),
              "docs/law-coverage.md:5: expected the row of `2(a) s1`, found `2(b) s1`\n");
}

TEST(Coverage, NamesNodesThatAreThereOrAReason) {
    std::string words = "one two three four five six seven eight nine ten eleven twelve …";
    EXPECT_EQ(coverage_of(kRows + "| 2(a) s1 | " + words + " | `2(z)` | |\n"),
              "docs/law-coverage.md:5: no node of the pack is `2(z)`\n");
    EXPECT_EQ(coverage_of(kRows + "| 2(a) s1 | " + words + " | | |\n"),
              "docs/law-coverage.md:5: `2(a) s1` is neither encoded nor excused\n");
    EXPECT_EQ(coverage_of(kRows + "| 2(a) s1 | something else | `use` | |\n"),
              "docs/law-coverage.md:5: the sentence begins `" + words + "`\n");
}

TEST(Coverage, SaysWhichPackCannotBeRead) {
    EXPECT_EQ(
        said(coverage({{"docs/law-coverage.md", kRows},
                       {"rules/eo-14093/rules.yaml", "a: 1\na: 2\n"},
                       {"rules/eo-14093/text.md", kLawText}})),
        "rules/eo-14093/rules.yaml: cannot be read: rules/eo-14093/rules.yaml:2:1: `a` occurs "
        "twice\n");
}

TEST(Coverage, IsSilentWhileThePageIsAbsent) {
    EXPECT_EQ(said(coverage({{"rules/eo-14093/text.md", kLawText}})), "");
}

TEST(CaseList, TellsEachCaseAndNoOther) {
    Tree tree = {{"docs/cases.md", "| [`waiver.yaml`](../tests/cases/waiver.yaml) | why |\n"},
                 {"tests/cases/waiver.yaml", ""}};
    EXPECT_EQ(said(case_list(tree)), "");
    tree["tests/cases/malformed/tag.yaml"] = "";
    tree["docs/cases.md"] += "`malformed/tag.yaml`\n";
    EXPECT_EQ(said(case_list(tree)), "");
    tree["tests/cases/wait.yaml"] = "";
    tree["docs/cases.md"] += "see rules/eo-14093/pack.yaml, and gone.yaml.\n| gone.yaml | |\n";
    EXPECT_EQ(said(case_list(tree)),
              "docs/cases.md: does not tell what `wait.yaml` shows\n"
              "docs/cases.md:4: there is no case `gone.yaml`\n");
}

TEST(CaseList, IsSilentWhileThePageIsAbsent) {
    EXPECT_EQ(said(case_list({{"tests/cases/waiver.yaml", ""}})), "");
}

}  // namespace
}  // namespace standstill::tidy
