// What the lint finds in a sound pack that was spoiled in one place, and that the packs shipped are
// sound.
#include "law/lint.h"

#include <gtest/gtest.h>

#include "cli/files.h"
#include "law/small_pack.h"

namespace standstill::law {
namespace {

const std::string kPackFile = "act/pack.yaml";

std::string said(const std::vector<Finding>& findings) {
    std::string out;
    for (const Finding& finding : findings) out += to_string(finding) + "\n";
    return out;
}

std::string lint_of(const RuleFiles& files) { return said(lint(files, "act")); }

TEST(Lint, HasNothingToSayOfASoundPack) { EXPECT_EQ(lint_of(small_pack()), ""); }

TEST(Lint, FindsNoErrorInThePacksShipped) {
    for (const RuleFiles& files : {cli::embedded_rules(), *cli::read_rules("rules")}) {
        ASSERT_FALSE(packs_in(files).empty());
        for (const std::string& pack : packs_in(files)) {
            std::vector<Finding> findings = lint(files, pack);
            EXPECT_FALSE(has_errors(findings)) << said(findings);
        }
    }
}

struct Spoilt {
    const char* why;
    const char* what;
    const char* by;
    const char* file;
    const char* says;  // part of what must be said
};

const Spoilt kSpoilt[] = {
    {"a quote must be verbatim", "quote: holds a licence", "quote: has a licence", "act/rules.yaml",
     "rules/act/rules.yaml:19: error: the quote of `1(a)` stands nowhere in the text: `has a "
     "licence`"},
    {"a quote may stand in the chapeau", "quote: holds a licence", "quote: Nobody shall sail",
     "act/rules.yaml", ""},
    {"a quote should stand where its rule cites", "quote: holds a licence",
     "quote: two days have passed", "act/rules.yaml",
     "warning: the quote of `1(a)` stands in 1(b), not in 1(a)"},
    {"white space is no difference", "quote: holds a licence", "quote: 'holds   a  licence'",
     "act/rules.yaml", ""},
    {"a rule cites a unit", "cite: 1(b)\n    quote", "cite: 1(c)\n    quote", "act/rules.yaml",
     "error: `1(b)` cites `1(c)`, which is no unit of the text"},
    {"a duty cites a unit", "cite: '2'", "cite: '3'", "act/rules.yaml",
     "error: a duty cites `3`, which is no unit of the text"},
    {"a question cites a unit", "{cite: 1(a), about", "{cite: 1(z), about", "act/rules.yaml",
     "error: a question cites `1(z)`"},
    {"an open question cites a unit", "cite: 1(b)", "cite: 9", "act/pack.yaml",
     "error: `OQ-1` cites `9`"},
    {"a fact that nothing reads", "facts:\n", "facts:\n  shown: {first: licence.shown}\n",
     "act/rules.yaml", "error: nothing uses the fact `shown`, under any reading"},
    {"a rule that nothing asks for", "answers: {use: {conditions: [1(a), 1(b)]}}",
     "answers: {use: {conditions: [1(a)]}}", "act/rules.yaml",
     "error: nothing uses the rule `1(b)`, under any reading"},
    {"an event that nothing asks for", ", only_recorded: true", "", "act/rules.yaml",
     "warning: no rule asks for `weather.noted`"},
    {"an event that is not only recorded", "{says: Shown.}", "{says: Shown., only_recorded: true}",
     "act/rules.yaml", "error: `licence.shown` is said to be only recorded, and rules ask for it"},
    {"an open question that changes nothing",
     "    switch: OQ-1\n    office: {first: office.told, by: harbour-office}\n    anybody: {first: "
     "office.told}\n",
     "    first: office.told\n    by: harbour-office\n", "act/rules.yaml",
     "error: nothing depends on `OQ-1`"},
    {"a reading that does not compile", "anybody: {first: office.told}",
     "anybody: {first: office.tolld}", "act/rules.yaml",
     "error: under OQ-1 = anybody: `office.tolld` is not an event"},
    {"a condition is told in plain words", "    plain: The harbour office knows.\n", "",
     "act/rules.yaml", "error: `1(b)`, a condition of `use`, has no `plain`"},
    {"a condition is told when it is not met", ", unmet: The office was not told.", "",
     "act/rules.yaml", "error: `1(b)`, a condition of `use`, has no `says.unmet`"},
    {"a condition should quote the law", "    quote: the harbour office has been told\n", "",
     "act/rules.yaml", "warning: `1(b)`, a condition of `use`, quotes nothing"},
    {"a sentence names a fact", "{told.at}", "{tolled.at}", "act/rules.yaml",
     "error: a sentence of `1(b)` names `{tolled.at}`, which is no fact"},
    {"a sentence names a field", "{told.at}", "{told.weather}", "act/rules.yaml",
     "error: a sentence of `1(b)` names `{told.weather}`, but office.told has no field `weather`"},
    {"who owes is an office", "owed_by: master", "owed_by: mistress", "act/rules.yaml",
     "error: `mistress` of the duty of 2 is no office"},
    {"a fact read both ways", "    is: licence\n",
     "    any: [{is: licence}, {not: {is: licence}}]\n", "act/rules.yaml",
     "warning: `1(a)` reads both ways, so it may stay unknown where it need not: `licence`"},
    {"a fact read twice the same way", "    is: licence\n",
     "    any: [{is: licence}, {is: licence}]\n", "act/rules.yaml",
     "warning: `1(a)` reads more than once, each time the same way, which is harmless: `licence`"},
    {"a fact that the rule splits on", "    is: licence\n",
     "    any: [{is: licence}, {not: {known: {is: licence}}}]\n", "act/rules.yaml", ""},
    {"in force from when", "from: '2020-01-01', ", "", "act/pack.yaml",
     "error: `in_force` does not say from when"},
    {"in force as of when", ", last_checked: '2024-01-01'", "", "act/pack.yaml",
     "error: `in_force` does not say when that was last checked"},
    {"a text that has changed", "three days", "four days", "act/text.md",
     "error: rules/act/text.md is not the text that the rules were written to"},
    {"a text that has a unit twice", "## 2", "## 1", "act/text.md",
     "error: the text has two units `1`"},
};

TEST(Lint, FindsWhatIsWrongWithASpoiltPack) {
    for (const Spoilt& row : kSpoilt) {
        SCOPED_TRACE(row.why);
        std::string found = lint_of(spoiled(row.what, row.by, row.file));
        if (*row.says == '\0')
            EXPECT_EQ(found, "");
        else
            EXPECT_NE(found.find(row.says), std::string::npos) << "found:\n" << found;
    }
}

TEST(Lint, TakesAFactThatOnlyASentenceNamesAsUsed) {
    RuleFiles files = spoiled("facts:\n", "facts:\n  shown: {first: licence.shown}\n");
    files = with(files, "met: Held.", "met: 'Held, and shown on {shown.at}.'");
    EXPECT_EQ(lint_of(files), "");
}

TEST(Lint, TellsTheMistakesOfAPackThatDoesNotCompile) {
    std::vector<Finding> findings = lint(spoiled("exists: told", "exists: tolled"), "act");
    ASSERT_EQ(findings.size(), 1U) << said(findings);
    EXPECT_EQ(findings[0].file, "rules/act/rules.yaml");
    EXPECT_EQ(findings[0].line, 28);
    EXPECT_EQ(findings[0].message, "no fact is called `tolled`, did you mean `told`?");
    EXPECT_TRUE(has_errors(findings));
}

TEST(Lint, TellsOnceWhatIsSoUnderEveryReading) {
    std::vector<Finding> findings =
        lint(spoiled("quote: holds a licence", "quote: has a licence"), "act");
    EXPECT_EQ(findings.size(), 1U) << said(findings);
}

TEST(Lint, AsksForTheDigestOfTheText) {
    RuleFiles files = small_pack();
    std::string& pack = files.at(kPackFile);
    std::size_t at = pack.find("text_sha256");
    pack.erase(at, pack.find('\n', at) + 1 - at);
    EXPECT_EQ(lint_of(files),
              "rules/act/pack.yaml: warning: `text_sha256` of rules/act/text.md is "
              "not given; it is " +
                  base::to_hex(base::sha256(kSmallText)) + "\n");
}

TEST(Lint, TakesOneDigestForEachText) {
    RuleFiles files = small_pack();
    files["act/notes.md"] = "## note\n\nA note.\n";
    files = with(files, "text: text.md", "text: [text.md, notes.md]", kPackFile);
    EXPECT_NE(lint_of(files).find("one digest goes with one text"), std::string::npos);
    files = with(files, "text_sha256: ", "text_sha256:\n  text.md: ", kPackFile);
    EXPECT_NE(lint_of(files).find("`text_sha256` of rules/act/notes.md is not given"),
              std::string::npos);
    files = with(files, "  text.md: ", "  texts.md: ", kPackFile);
    EXPECT_NE(lint_of(files).find("`texts.md` is not a text of this pack"), std::string::npos);
}

}  // namespace
}  // namespace standstill::law
