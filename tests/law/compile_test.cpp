// From packs to programs: what each kind of mistake says, and where it says that it stands.
#include "law/compile.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/text.h"
#include "law/tiny_pack.h"

namespace standstill::law {
namespace {

// Kinds of events that the rows below speak of.
const std::string kEvents =
    "events:\n"
    "  asked: {fields: {by_when: {type: date, future: true}, answer: {type: choice, of: [aye, "
    "nay]}, "
    "note_to: {type: office}, count: {type: number}, when: {type: instant}, sure: {type: flag}}}\n"
    "  told: {fields: {parts: {type: set, of: [first, second]}, received: {type: instant, default: "
    "at}, rows: {type: groups, fields: {who: {type: name}}}}}\n"
    "  shown: {fields: {id: {type: name, required: true}, kind: {type: choice, required: true, of: "
    "[paper, rumour]}}}\n"
    "evidence: {event: shown, id: id, kind: kind}\n";
constexpr int kLinesOfEvents = 5;

std::string message_of(const RuleFiles& files, const std::vector<std::string>& packs = {"tiny"},
                       const Readings& readings = {}) {
    auto program = compile(files, packs, readings);
    return program ? "it was compiled" : program.error().message;
}

// The message for a pack of these events and these lines after them.
std::string mistake_in(const std::string& lines) { return message_of(tiny_files(kEvents + lines)); }

// Lines are counted from the first one after the events.
std::string at_line(int line, int column) {
    return "rules/tiny/rules.yaml:" + std::to_string(kLinesOfEvents + line) + ":" +
           std::to_string(column) + ": ";
}

TEST(Compile, ReadsTheLinesThatTheMistakesAreMadeIn) {
    EXPECT_EQ(mistake_in("facts:\n  f: {latest: asked}\nrules:\n  r: {exists: f}\n"),
              "it was compiled");
}

struct Mistake {
    const char* why;
    const char* lines;
    int line, column;
    const char* says;
};

constexpr Mistake kMistakes[] = {
    {"a misspelt section", "fact:\n  f: {latest: asked}\n", 1, 1,
     "unknown key `fact`, did you mean `facts`?"},
    {"a misspelt event", "facts:\n  f: {latest: askd}\n", 2, 15,
     "`askd` is not an event, did you mean `asked`?"},
    {"a selector without an event", "facts:\n  f: {latest: []}\n", 2, 15,
     "expected the name of an event"},
    {"both latest and first", "facts:\n  f: {latest: asked, first: asked}\n", 2, 6,
     "expected one of `latest` and `first`"},
    {"a misspelt part of a selector", "facts:\n  f: {latest: asked, wher: {answer: aye}}\n", 2, 22,
     "unknown key `wher`, did you mean `where`?"},
    {"the same in a selector within a selector",
     "facts:\n  f: {latest: asked, unless_later: {latest: told, wher: {parts: filled}}}\n", 2, 51,
     "unknown key `wher`, did you mean `where`?"},
    {"`keep` where nothing can be kept",
     "facts:\n  f: {latest: asked, unless_later: {latest: told, keep: {parts: filled}}}\n", 2, 51,
     "unknown key `keep`"},
    {"a fact that is no map", "facts:\n  f: latest\n", 2, 6, "`f` is not a definition"},
    {"facts that are a list", "facts: [f]\n", 1, 8, "expected a map of definitions"},
    {"a misspelt field", "facts:\n  f: {latest: asked, where: {anser: aye}}\n", 2, 37,
     "`anser` is not a field of asked, did you mean `answer`?"},
    {"a word that the field never is", "facts:\n  f: {latest: asked, where: {answer: ayy}}\n", 2,
     38, "`answer` is never `ayy`, did you mean `aye`?"},
    {"... among several", "facts:\n  f: {latest: asked, where: {answer: [aye, ney]}}\n", 2, 38,
     "`answer` is never `ney`, did you mean `nay`?"},
    {"a word asked of a number", "facts:\n  f: {latest: asked, where: {count: many}}\n", 2, 37,
     "`count` holds free words; only `filled` and `blank` can be asked of it"},
    {"a test that says nothing about the field",
     "facts:\n  f: {latest: asked, where: {answer: {flag: true}}}\n", 2, 38,
     "`flag` says nothing about `answer`"},
    {"a flag that is neither true nor false",
     "facts:\n  f: {latest: asked, where: {sure: {flag: maybe}}}\n", 2, 43,
     "`maybe` is neither `true` nor `false`"},
    {"support that is neither true nor false",
     "facts:\n  f: {latest: asked, where: {supported: often}}\n", 2, 41,
     "`often` is neither `true` nor `false`"},
    {"a field within a field that has none",
     "facts:\n  f: {latest: asked, where: {answer.who: aye}}\n", 2, 42,
     "`who` is not a field of `answer`"},
    {"a misspelt set of offices", "facts:\n  f: {latest: asked, by: haed}\n", 2, 26,
     "`haed` is not a set of offices, did you mean `head`?"},
    {"a misspelt kind of evidence",
     "facts:\n  f: {latest: asked, where: {supported_by: {other_than: [rumor]}}}\n", 2, 57,
     "`rumor` is not a kind of evidence, did you mean `rumour`?"},
    {"`supported_by` without kinds", "facts:\n  f: {latest: asked, where: {supported_by: paper}}\n",
     2, 44, "expected `{other_than: [kinds of evidence]}`"},
    {"a day that is compared with nothing",
     "facts:\n  f: {latest: asked, where: {day: {up_to: now}}}\n", 2, 35,
     "expected `{up_to: asked}` or `{before: this}`"},
    {"a field of a row that it has not",
     "facts:\n  f: {latest: told, where: {rows: {some: {whom: x}}}}\n", 2, 49,
     "`whom` is not a field of `rows`"},
    {"a misspelt fact",
     "facts:\n  first-one: {latest: asked}\n  f: {latest: told, after: frist-one}\n", 3, 28,
     "no fact is called `frist-one`, did you mean `first-one`?"},
    {"facts that rest on each other",
     "facts:\n  f: {latest: told, after: g}\n  g: {latest: told, after: f}\n", 3, 28,
     "`f` rests on itself"},
    {"a fact twice, by a template",
     "facts:\n  f/a: {latest: asked}\n  f/{x}:\n    for: {x: [a, b]}\n    latest: told\n", 3, 3,
     "`f/a` is defined twice"},
    {"a template without values", "facts:\n  f/{x}:\n    for: [a, b]\n    latest: told\n", 3, 10,
     "expected `for: {name: [value, ...]}`"},
    {"a finding with a misspelt reason",
     "facts:\n  f:\n    finding: asked\n    unknown: [{when: {answer: aye}, reason: "
     "insuficient}]\n",
     4, 15, "`insuficient` is not a reason for not knowing"},
    {"an unknown that never holds",
     "facts:\n  f:\n    finding: asked\n    unknown: [{reason: stale}]\n", 4, 15,
     "an unknown needs `when`"},
    {"`collect` without its words", "facts:\n  f: {collect: parts, of: {latest: told}}\n", 2, 6,
     "`collect` needs `wanted` and `of`"},
    {"`collect` over several kinds of events",
     "facts:\n  f: {collect: parts, wanted: [first], of: {latest: [told, asked]}, received: "
     "received}\n",
     2, 6, "`collect` needs one kind of event and at most 31 words"},
    {"`collect` of a field that is not there",
     "facts:\n  f: {collect: part, wanted: [first], of: {latest: told}, received: received}\n", 2,
     6, "`part` is not a field of told"},
    {"`covers` of a list that is not there",
     "facts:\n  t: {latest: told}\n  f: {covers: row.who, of: t, by: {latest: shown}, word: id}\n",
     3, 6, "`covers` or `word` names no such field"},
    {"a way to tell a time that there is not", "facts:\n  f: {dayz: 3, after: g.day}\n", 2, 7,
     "`dayz` is not a way to tell a time, did you mean `days`?"},
    {"a time that rests on one with a mistake",
     "facts:\n  f: {dayz: 3, after: g.day}\n  g: {hours: 1, after: f}\n", 2, 7,
     "`dayz` is not a way to tell a time, did you mean `days`?"},
    {"days counted from an instant", "facts:\n  g: {latest: asked}\n  f: {days: 3, after: g.at}\n",
     3, 6, "`days` counts from a day"},
    {"hours counted from a day", "facts:\n  g: {latest: asked}\n  f: {hours: 3, after: g.day}\n", 3,
     6, "`hours` counts from an instant"},
    {"the end of an instant", "facts:\n  g: {latest: asked}\n  f: {end_of: g.at}\n", 3, 6,
     "`end_of` needs a day"},
    {"days and instants in one list",
     "facts:\n  g: {latest: asked}\n  f: {earliest: [g.at, g.day]}\n", 3, 6,
     "days and instants do not mix"},
    {"the earliest of nothing", "facts:\n  f: {earliest: []}\n", 2, 6,
     "`earliest` needs a list of times"},
    {"a count of days that is no number",
     "facts:\n  g: {latest: asked}\n  f: {days: seven, after: g.day}\n", 3, 13,
     "`seven` is not a whole number from 1 to 40000"},
    {"a count of no days", "facts:\n  g: {latest: asked}\n  f: {days: 0, after: g.day}\n", 3, 13,
     "`0` is not a whole number from 1 to 40000"},
    {"`days` without a beginning", "facts:\n  f: {days: 3}\n", 2, 6, "`days` needs `after`"},
    {"a field of a fact that is none", "facts:\n  g: {latest: asked}\n  f: {once_past: g.by_wen}\n",
     3, 18, "`by_wen` is not a field of asked"},
    {"a word as a time", "facts:\n  g: {latest: asked}\n  f: {once_past: g.answer}\n", 3, 18,
     "`g.answer` is neither an instant nor a date"},
    {"a fact that is an event as a time", "facts:\n  g: {latest: asked}\n  f: {once_past: g}\n", 3,
     18, "`g` is not a time"},
    {"a field of an event that may be of two kinds",
     "facts:\n  g: {latest: [asked, told]}\n  f: {once_past: g.by_when}\n", 3, 18,
     "`g` may be of several kinds; only `at` and `day` can be asked"},
    {"`max` of a selector that does not read", "facts:\n  f: {max: by_when, of: {latest: askd}}\n",
     2, 34, "`askd` is not an event, did you mean `asked`?"},
    {"`max` of what is no selector", "facts:\n  f: {max: by_when, of: asked}\n", 2, 25,
     "expected `{latest: event}` or `{first: event}`"},
    {"a rule without a form", "rules:\n  r: {plain: Something.}\n", 2, 6,
     "a rule needs exactly one of is, exists, complete, reached, all, any, at_least, not, surely, "
     "known; found none"},
    {"a rule with two forms", "facts:\n  f: {latest: asked}\nrules:\n  r: {exists: f, not: r}\n", 4,
     6,
     "a rule needs exactly one of is, exists, complete, reached, all, any, at_least, not, surely, "
     "known; found exists, not"},
    {"a misspelt form", "facts:\n  f: {latest: asked}\nrules:\n  r: {exist: f}\n", 4, 7,
     "unknown key `exist`, did you mean `exists`?"},
    {"a misspelt rule", "rules:\n  r: {not: other}\n", 2, 12, "no rule is called `other`"},
    {"a rule that rests on itself", "rules:\n  r: {not: s}\n  s: {not: r}\n", 3, 12,
     "`r` rests on itself"},
    {"the wrong question to a fact", "facts:\n  f: {latest: asked}\nrules:\n  r: {complete: f}\n",
     4, 17, "`complete` cannot be asked of `f`"},
    {"a day as the end of a wait",
     "facts:\n  g: {latest: asked}\n  f: {days: 3, after: g.day}\nrules:\n  r: {reached: f}\n", 5,
     16, "`f` is a day; say `once_past`"},
    {"nothing to hold", "rules:\n  r: {all: []}\n", 2, 12, "expected at least one condition"},
    {"`not` of two conditions",
     "facts:\n  f: {latest: asked}\nrules:\n  r: {not: [{exists: f}, {exists: f}]}\n", 4, 12,
     "expected one condition; say `all` or `any` of several"},
    {"`surely` of two conditions",
     "facts:\n  f: {latest: asked}\nrules:\n  r: {surely: [{exists: f}, {exists: f}]}\n", 4, 15,
     "expected one condition; say `all` or `any` of several"},
    {"`at_least` without a number", "rules:\n  r: {at_least: {of: []}}\n", 2, 17,
     "`at_least` needs `n` and `of`"},
    {"more than there are",
     "facts:\n  f: {latest: asked}\nrules:\n  r: {at_least: {n: 3, of: [{exists: f}, {exists: "
     "f}]}}\n",
     4, 28, "3 of 2 conditions can never hold"},
    {"a condition of an answer without a citation",
     "facts:\n  f: {latest: asked}\nrules:\n  r: {exists: f}\nanswers:\n  use: {conditions: [r]}\n",
     6, 22, "a condition of an answer needs a `cite`"},
    {"a misspelt part of an answer", "answers:\n  use: {condition: []}\n", 2, 9,
     "unknown key `condition`, did you mean `conditions`?"},
    {"a factor that is of nothing", "factors:\n  a: {plain: x}\n", 2, 6, "a factor needs `of`"},
    {"a question about nothing", "questions:\n  - {cite: a, ask: 'What?'}\n", 2, 5,
     "a question needs `about`"},
    {"duties that are a map", "duties: {cite: a}\n", 1, 9, "`duties` must be a list"},
    {"a duty of nobody",
     "duties:\n  - {cite: a, each: asked, met_by: {first: told, after: this}}\n", 2, 5,
     "a duty needs `cite` and `owed_by`"},
    {"a duty for nothing", "duties:\n  - {cite: a, owed_by: boss, met_by: {first: told}}\n", 2, 5,
     "a duty needs one of `each` and `once`"},
    {"a duty that nothing meets", "duties:\n  - {cite: a, owed_by: boss, each: asked}\n", 2, 5,
     "a duty needs `met_by`"},
    {"a duty that falls due on a day",
     "duties:\n  - {cite: a, owed_by: boss, each: asked, due: {days: 3, after: this.day}, met_by: "
     "{first: told}}\n",
     2, 48, "a duty falls due at an instant; say `end_of`"},
    {"a day of the year that is none",
     "duties:\n  - {cite: a, owed_by: boss, each: asked, due: {yearly: 13-01, from: "
     "this.day}, met_by: "
     "{first: told}}\n",
     2, 57, "`13` is not a whole number from 1 to 12"},
    {"a defect of nothing", "defects:\n  - {cite: a}\n", 2, 5, "a defect needs `each`"},
    {"a defect as of some other time", "defects:\n  - {cite: a, each: asked, as_of: then}\n", 2, 5,
     "`as_of: then` is neither before nor after"},
    {"a defect of an answer that there is not",
     "defects:\n  - {each: asked, as_of: before, answer: yes-or-no}\n", 2, 42,
     "no answer is called `yes-or-no`"},
    {"a defect of an answer at no time",
     "answers: {use: {}}\ndefects:\n  - {each: asked, answer: use}\n", 3, 5,
     "`answer` and `must_be_this` go together with `as_of`"},
    {"an open question that there is not",
     "facts:\n  f: {latest: {switch: OQ-9, a: asked, b: told}}\n", 2, 24,
     "no open question is called `OQ-9`"},
    {"a text that is not closed", "facts:\n  f: 'latest\n", 2, 6, ""},
    {"a key twice", "facts:\n  f: {latest: asked}\n  f: {latest: told}\n", 3, 3,
     "`f` occurs twice"},
};

TEST(Compile, NamesThePlaceTheTextAndTheNearMissOfEveryMistake) {
    for (const auto& [why, lines, line, column, says] : kMistakes) {
        SCOPED_TRACE(why);
        std::string expected = at_line(line, column) + says;
        std::vector<std::string> mistakes = base::split(mistake_in(lines), '\n');
        EXPECT_TRUE(std::any_of(mistakes.begin(), mistakes.end(),
                                [&](const std::string& mistake) {
                                    return says[0] == '\0'
                                               ? mistake.rfind(at_line(line, 0).substr(0, 22), 0) ==
                                                     0
                                               : mistake == expected;
                                }))
            << "expected " << expected << "\ngot      " << base::join(mistakes, "\n         ");
    }
}

struct SchemaMistake {
    const char* why;
    const char* lines;
    const char* says;
};

constexpr SchemaMistake kSchemaMistakes[] = {
    {"a type that there is not", "events: {a: {fields: {f: {type: dat}}}}\n",
     "rules/tiny/rules.yaml:1:26: `dat` is not a type of field, did you mean `date`?"},
    {"a choice without choices", "events: {a: {fields: {f: {type: choice}}}}\n",
     "rules/tiny/rules.yaml:1:26: `f` needs `of: [...]`"},
    {"an event that two files define", "events: {pack: {}, told: {}}\nfacts: {}\n",
     "it was compiled"},
    {"a legal field that is not there", "events: {a: {legal: when, fields: {}}}\n",
     "rules/tiny/rules.yaml:1:21: `when` is not a field of a"},
    {"evidence of no event", "events: {a: {}}\nevidence: {event: b, id: id, kind: kind}\n",
     "rules/tiny/rules.yaml:2:11: `event` must name the event that puts evidence on record"},
    {"evidence without an id",
     "events: {a: {fields: {kind: {type: choice, of: [x]}}}}\nevidence: {event: a, id: id, kind: "
     "kind}\n",
     "rules/tiny/rules.yaml:2:11: `id` and `kind` must name fields of that event"},
    {"evidence whose id may be missing",
     "events: {a: {fields: {id: {type: name}, kind: {type: choice, required: true, of: "
     "[x]}}}}\nevidence: {event: a, id: id, kind: kind}\n",
     "rules/tiny/rules.yaml:2:11: `id` must be a name and `kind` a choice, both required"},
    {"an office that is none", "office_sets: {s: {offices: [bos]}}\n",
     "rules/tiny/rules.yaml:1:28: `bos` is not an office"},
    {"a need of acting officials that there is not", "acting: [luck]\n",
     "rules/tiny/rules.yaml:1:9: `luck` is neither `basis` nor `confirmed_by`"},
};

TEST(Compile, NamesTheMistakesOfASchema) {
    for (const auto& [why, lines, says] : kSchemaMistakes) {
        SCOPED_TRACE(why);
        EXPECT_EQ(message_of(tiny_files(lines)), says);
    }
}

TEST(Compile, BoundsTheConditionsOfOneRule) {
    // A count that wrapped round at 65,536 would leave "all of nothing", which is true.
    std::string list = "{exists: f}";
    for (int i = 0; i < 65'535; ++i) list += ", {exists: f}";
    std::string lines = "facts:\n  f: {latest: asked}\nrules:\n  r: {all: [" + list + "]}\n";
    EXPECT_EQ(mistake_in(lines), at_line(4, 12) + "more than 1000 conditions");
}

TEST(Compile, TellsTwentyMistakesAtMost) {
    std::string lines = "facts:\n";
    for (int i = 0; i < 40; ++i) lines += "  f" + std::to_string(i) + ": {latest: nothing}\n";
    EXPECT_EQ(base::split(mistake_in(lines), '\n').size(), 20U);
}

TEST(Compile, NamesAPackThatIsNotThereAndTheNearestOne) {
    auto program = compile(tiny_files("facts: {}\n"), {"tinny"});
    ASSERT_FALSE(program);
    EXPECT_EQ(program.error().kind, base::ErrorKind::NotFound);
    EXPECT_EQ(program.error().message, "no rule pack is called `tinny`, did you mean `tiny`?");
}

TEST(Compile, NamesWhatAPackBringsAndIsNotThere) {
    RuleFiles files = tiny_files("facts: {}\n");
    files["tiny/pack.yaml"] = kTinyHead + "brings: [other]\n";
    EXPECT_EQ(message_of(files), "no rule pack is called `other`");
    files["tiny/pack.yaml"] = kTinyHead + "text: text.md\n";
    EXPECT_EQ(message_of(files), "rules/tiny/pack.yaml: the text `tiny/text.md` is not there");
    files = tiny_files("facts: {}\n");
    files.erase("calendar/days.yaml");
    EXPECT_EQ(message_of(files),
              "rules/tiny/pack.yaml: the calendar `calendar/days.yaml` is not there");
}

TEST(Compile, HoldsAPackToItsFolderAndItsVersion) {
    RuleFiles files = tiny_files("facts: {}\n");
    files["tiny/pack.yaml"] = "pack: other\nversion: '1'\n";
    EXPECT_EQ(message_of(files),
              "rules/tiny/pack.yaml:1:1: `pack: other` does not match its folder `tiny`");
    files["tiny/pack.yaml"] = "pack: tiny\n";
    EXPECT_EQ(message_of(files), "rules/tiny/pack.yaml:1:1: a pack needs a `version`");
    files["tiny/pack.yaml"] = "- tiny\n";
    EXPECT_EQ(message_of(files), "rules/tiny/pack.yaml:1:1: expected a map");
}

// ---- readings -----------------------------------------------------------------------------------

const std::string kSwitch =
    "switches:\n"
    "  OQ-1: {asks: Which one, default: early, readings: {early: The first., late: The latest.}}\n";

RuleFiles switched(const std::string& fact) {
    RuleFiles files = tiny_files(kEvents + "facts:\n" + fact);
    files["tiny/pack.yaml"] = kTinyHead + kSwitch;
    return files;
}

TEST(Compile, TakesTheReadingThatIsChosen) {
    RuleFiles files =
        switched("  f: {switch: OQ-1, early: {first: asked}, late: {latest: asked}}\n");
    auto early = compile(files, {"tiny"});
    auto late = compile(files, {"tiny"}, {{"OQ-1", "late"}});
    ASSERT_TRUE(early && late);
    EXPECT_FALSE((*early)->selectors.at(0).latest);
    EXPECT_TRUE((*late)->selectors.at(0).latest);
    EXPECT_EQ((*late)->switches.at(0).chosen, "late");
    EXPECT_NE((*early)->digest, (*late)->digest);
}

TEST(Compile, NamesAReadingThatThereIsNot) {
    RuleFiles files =
        switched("  f: {switch: OQ-1, early: {first: asked}, late: {latest: asked}}\n");
    EXPECT_EQ(message_of(files, {"tiny"}, {{"OQ-1", "soon"}}),
              "rules/tiny/pack.yaml:9:9: `soon` is not a reading of OQ-1");
    EXPECT_EQ(message_of(files, {"tiny"}, {{"OQ-2", "late"}}), "no open question is called `OQ-2`");
}

TEST(Compile, WantsAValueForEveryReading) {
    EXPECT_EQ(message_of(switched("  f: {switch: OQ-1, early: {first: asked}}\n")),
              "rules/tiny/rules.yaml:7:6: the reading `late` of OQ-1 is missing");
}

// ---- the packs shipped --------------------------------------------------------------------------

TEST(Compile, QuotesTheLawWordForWord) {
    auto files = cli::read_rules("rules");
    ASSERT_TRUE(files);
    int quotes = 0;
    for (const std::string& pack : packs_in(*files)) {
        auto program = compile(*files, {pack});
        ASSERT_TRUE(program) << program.error().message;
        for (const NodeText& text : (*program)->texts) {
            if (text.quote.empty()) continue;
            bool found = false;
            for (const PackInfo& info : (*program)->packs)
                for (const TextUnit& unit : info.text)
                    found = found || unit.text.find(base::folded(text.quote)) != std::string::npos;
            EXPECT_TRUE(found) << text.file << ": " << text.id << ": " << text.quote;
            ++quotes;
        }
    }
    EXPECT_GT(quotes, 30);
}

TEST(Compile, GivesTheSameDigestForTheSameFilesAndAnotherForOthers) {
    auto files = cli::read_rules("rules");
    ASSERT_TRUE(files);
    auto once = compile(*files, {"eo-14093"}), again = compile(*files, {"eo-14093"});
    ASSERT_TRUE(once && again);
    EXPECT_EQ((*once)->digest, (*again)->digest);
    RuleFiles carried = files_of(*files, **once);
    EXPECT_LT(carried.size(), files->size());
    auto from_carried = compile(carried, {"eo-14093"});
    ASSERT_TRUE(from_carried) << from_carried.error().message;
    EXPECT_EQ((*from_carried)->digest, (*once)->digest);
    carried["eo-14093/facts.yaml"] += "# one more line\n";
    EXPECT_NE((*compile(carried, {"eo-14093"}))->digest, (*once)->digest);
}

TEST(Compile, PutsEveryFactAndNodeBehindThoseThatItNeeds) {
    auto program = compile(*cli::read_rules("rules"), {"eo-14093"});
    ASSERT_TRUE(program);
    for (std::size_t i = 0; i < (*program)->nodes.size(); ++i) {
        const Node& node = (*program)->nodes[i];
        for (unsigned k = 0; k < node.children; ++k)
            EXPECT_LT((*program)->children[node.first_child + k], static_cast<NodeIndex>(i));
    }
    for (std::size_t i = 0; i < (*program)->facts.size(); ++i) {
        const Fact& fact = (*program)->facts[i];
        EXPECT_LT(fact.of, static_cast<FactIndex>(i));
        if (fact.selector == kNone) continue;
        const Selector& selector = (*program)->selectors[static_cast<std::size_t>(fact.selector)];
        EXPECT_LT(selector.after, static_cast<FactIndex>(i));
        EXPECT_LT(selector.before, static_cast<FactIndex>(i));
    }
}

}  // namespace
}  // namespace standstill::law
