// What a comparison of two versions of a small pack tells, and what it leaves out.
#include "law/diff.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/text.h"
#include "cli/files.h"
#include "law/small_pack.h"

namespace standstill::law {
namespace {

std::vector<Change> changes(const RuleFiles& before, const RuleFiles& after) {
    auto was = compile(before, {"act"}), is = compile(after, {"act"});
    EXPECT_TRUE(was) << (was ? "" : was.error().message);
    EXPECT_TRUE(is) << (is ? "" : is.error().message);
    return was && is ? compare(**was, **is) : std::vector<Change>{};
}

// `changed rule 1(a): quote, plain -> use: 1(a)`, a line each.
std::string said(const std::vector<Change>& list) {
    std::string out;
    for (const Change& change : list) {
        std::vector<std::string> pieces;
        for (const Piece& piece : change.pieces) pieces.push_back(piece.name);
        out += std::string(to_string(change.change)) + " " + std::string(to_string(change.part)) +
               " " + change.id + ": " + base::join(pieces, ", ");
        if (!change.affects.empty()) out += " -> " + base::join(change.affects, "; ");
        out += "\n";
    }
    return out;
}

std::string diff(const std::string& what, const std::string& by,
                 const std::string& file = "act/rules.yaml") {
    return said(changes(small_pack(), spoiled(what, by, file)));
}

TEST(Diff, IsEmptyForTheSameRules) {
    EXPECT_EQ(said(changes(small_pack(), small_pack())), "");
    auto shipped = compile(*cli::read_rules("rules"), {"eo-14093"});
    auto embedded = compile(cli::embedded_rules(), {"eo-14093"});
    ASSERT_TRUE(shipped && embedded);
    EXPECT_EQ(said(compare(**shipped, **embedded)), "");
}

TEST(Diff, IsEmptyForTheSameRulesLaidOutDifferently) {
    EXPECT_EQ(diff("  1(a):\n", "  # A comment.\n  1(a):\n"), "");
    EXPECT_EQ(diff("    is: licence\n    says: {met: Held., unmet: No licence is on record.}\n",
                   "    says:\n      unmet: No licence is on record.\n      met: Held.\n"
                   "    is: licence\n"),
              "");
}

TEST(Diff, SaysWhichConditionsAChangedRuleCouldChange) {
    EXPECT_EQ(diff("    is: licence\n", "    surely: {is: licence}\n"),
              "changed rule 1(a): structure -> use: 1(a); question 1(a)\n");
}

TEST(Diff, SaysThatWordsAloneChangeNoAnswer) {
    EXPECT_EQ(diff("plain: The harbour office knows.", "plain: The office knows."),
              "changed rule 1(b): plain\n");
    EXPECT_EQ(diff("quote: holds a licence", "quote: the master holds a licence"),
              "changed rule 1(a): quote\n");
}

TEST(Diff, FollowsAFactToWhatRestsOnIt) {
    EXPECT_EQ(diff("'false': [{value: lost}]\n", "'false': []\n"),
              "changed fact licence: definition -> use: 1(a); question 1(a)\n");
}

TEST(Diff, FollowsOfficesAndEventsToo) {
    EXPECT_EQ(diff("{offices: [harbour]}", "{offices: [harbour, master]}", "act/pack.yaml"),
              "changed offices harbour-office: definition -> use: 1(b)\n");
    EXPECT_EQ(diff("of: [held, lost]", "of: [held, lost, lent]"),
              "changed event licence.found: definition -> use: 1(a); question 1(a); duty 2\n");
}

TEST(Diff, TellsAConditionThatCameAndOneThatWent) {
    EXPECT_EQ(diff("conditions: [1(a), 1(b)]", "conditions: [1(a)]"),
              "changed answer use: conditions -> use: 1(b)\n");
    RuleFiles more =
        spoiled("  1(b):\n    cite", "  '2':\n    cite: '2'\n    exists: told\n  1(b):\n    cite");
    more = with(more, "conditions: [1(a), 1(b)]", "conditions: [1(a), 1(b), '2']");
    EXPECT_EQ(said(changes(small_pack(), more)),
              "added rule 2: structure, cite -> use: 2\n"
              "changed answer use: conditions -> use: 2\n");
    EXPECT_EQ(said(changes(more, small_pack())),
              "removed rule 2: structure, cite -> use: 2\n"
              "changed answer use: conditions -> use: 2\n");
}

TEST(Diff, KeepsDutiesOfOneCitationApart) {
    std::string second =
        "duties:\n  - cite: '2'\n    says: Hand it in.\n    each: licence.found\n"
        "    owed_by: master\n    met_by: {first: licence.shown, after: this}\n";
    RuleFiles two = spoiled("duties:\n", second);
    EXPECT_EQ(said(changes(two, with(two, "hours: 72", "hours: 48"))),
              "changed duty 2: definition -> duty 2\n");
    EXPECT_EQ(said(changes(two, with(two, "says: Hand it in.", "says: Give it back."))),
              "changed duty 2: says\n");
    std::vector<Change> gone = changes(two, small_pack());
    ASSERT_EQ(gone.size(), 1U);
    EXPECT_EQ(gone[0].change, ChangeOf::Removed);
    EXPECT_EQ(gone[0].pieces[0].before, "Hand it in.");
}

TEST(Diff, TellsTheTextByUnit) {
    std::vector<Change> list =
        changes(small_pack(), spoiled("three days", "four days", "act/text.md"));
    ASSERT_EQ(list.size(), 1U);
    EXPECT_EQ(list[0].part, Part::Text);
    EXPECT_EQ(list[0].id, "2");
    EXPECT_EQ(list[0].pieces[0].before, "A licence shall be shown within three days.");
    EXPECT_EQ(list[0].pieces[0].after, "A licence shall be shown within four days.");
}

TEST(Diff, TellsADefaultThatChangedAndWhatFollows) {
    EXPECT_EQ(diff("default: office", "default: anybody", "act/pack.yaml"),
              "changed open question OQ-1: default\n"
              "changed fact told: definition -> use: 1(b)\n");
}

TEST(Diff, WritesDefinitionsInTheWordsOfThePack) {
    std::vector<Change> list = changes(small_pack(), spoiled("hours: 72", "hours: 48"));
    ASSERT_EQ(list.size(), 1U);
    EXPECT_EQ(list[0].pieces[0].after,
              "for each licence.found, due 48 hours after this.at, owed by master, met by (first "
              "licence.shown, after this)");
}

}  // namespace
}  // namespace standstill::law
