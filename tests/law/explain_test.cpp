// The explanation must stand alone: whoever has only the tree can work out every value in it.
#include "law/explain.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <set>

#include "law/tiny_pack.h"
#include "review/answer.h"
#include "review/answer_json.h"
#include "support/generator.h"

namespace standstill::law {
namespace {

// What the children, the operation and the number say, and nothing else.
Value implied(const Explanation& why, const std::vector<Value>& parts) {
    int low = 2, high = 0, sure = 0, possible = 0;
    unsigned reasons = 0;
    for (Value part : parts) {
        int rank = static_cast<int>(part.truth());
        low = std::min(low, rank);
        high = std::max(high, rank);
        sure += rank == 2 ? 1 : 0;
        possible += rank > 0 ? 1 : 0;
        reasons |= part.reasons();
    }
    auto ranked = [&](int rank) {
        return Value{static_cast<std::uint8_t>(rank == 1 ? 1U | reasons << 2U
                                                         : static_cast<unsigned>(rank))};
    };
    if (why.operation == "all") return ranked(low);
    if (why.operation == "any") return ranked(high);
    if (why.operation == "not") return ranked(2 - low);
    if (why.operation == "at_least")
        return ranked(sure >= why.least ? 2 : possible >= why.least ? 1 : 0);
    if (why.operation == "surely") return Value::of(low == 2);
    if (why.operation == "known") return Value::of(low != 1);
    return why.value;  // a leaf: it is what the record says
}

// Visits the tree and checks each value against its children; the value that the tree implies.
Value recomputed(const Explanation& why, base::Instant at) {
    std::vector<Value> parts;
    for (const Explanation& child : why.children) parts.push_back(recomputed(child, at));
    Value value = implied(why, parts);
    EXPECT_EQ(value, why.value) << why.operation << " " << why.id;
    if (why.operation == "reached") {
        auto until = base::parse_instant(why.until);
        bool reached = until && *until <= at;
        EXPECT_EQ(why.value.is_true(), reached) << why.until;
    }
    if (why.children.empty()) {
        EXPECT_FALSE(why.fact.empty()) << why.id;
    }
    return value;
}

TEST(Explanation, ImpliesTheValueOfEveryNodeByItself) {
    review::Library library(*cli::read_rules("rules"));
    auto zones = cli::system_zones();
    int trees = 0;
    for (std::uint64_t seed = 1; seed <= 150; ++seed) {
        auto file = seed % 2 == 0 ? generator::lawful(seed) : generator::wild(seed);
        auto of = review::read_case(review::to_node(file), "seed", library, zones);
        ASSERT_TRUE(of) << of.error().message;
        review::Reviewer reviewer(*of->program, of->record);
        std::vector<std::string> instants = generator::interesting_instants(file, seed);
        base::Instant at = *base::parse_instant(instants[seed % instants.size()]);
        reviewer.answer(at);
        for (const AnswerRule& answer : of->program->answers)
            for (const auto* list : {&answer.outside, &answer.conditions})
                for (NodeIndex node : *list) {
                    recomputed(explain(reviewer.evaluator(), reviewer.evaluation(), node), at);
                    ++trees;
                }
    }
    EXPECT_GT(trees, 3000);
}

TEST(Explanation, ShowsEveryNodeAlsoThoseThatDidNotMatter) {
    TinyWorld world(
        "events: {asked: {}, told: {}}\n"
        "facts: {a: {latest: asked}, t: {latest: told}}\n"
        "rules:\n"
        "  said: {exists: t}\n"
        "  r: {any: [{exists: a}, said, {all: [said, {not: said}]}, {at_least: {n: 2, of: [said, "
        "said, {exists: a}]}}]}\n",
        "- {at: '2024-10-01T09:00:00-04:00', event: asked}\n");
    Evaluation evaluation = world.at(TinyWorld::kLate);
    Explanation why = explain(world.evaluator(), evaluation, world.program().node("r"));
    std::vector<std::string> shape;
    std::function<void(const Explanation&)> walk = [&](const Explanation& node) {
        shape.push_back(node.operation + (node.least > 0 ? std::to_string(node.least) : "") + "=" +
                        std::string(to_string(node.value.truth())));
        for (const Explanation& child : node.children) walk(child);
    };
    walk(why);
    std::vector<std::string> expected = {
        "any=true",   "fact=true",       "fact=false", "all=false",  "fact=false", "not=true",
        "fact=false", "at_least2=false", "fact=false", "fact=false", "fact=true"};
    EXPECT_EQ(shape, expected);
    EXPECT_EQ(why.children[0].events, std::vector<std::int32_t>{0});
    EXPECT_TRUE(why.children[1].events.empty());
}

TEST(Explanation, HasAllNodesOfTheLawUnderItsAnswersAndFactors) {
    review::Library library(*cli::read_rules("rules"));
    auto program = *library.program({"eo-14093"});
    Record record(&program->symbols, program->kinds.size(), base::ZoneTable::utc());
    Evaluator evaluator(*program, record);
    Evaluation evaluation;
    evaluator.evaluate(moment_at(record, base::Instant{}), evaluation);
    std::function<std::size_t(NodeIndex)> below = [&](NodeIndex index) {
        const Node& node = program->nodes[static_cast<std::size_t>(index)];
        std::size_t count = 1;
        for (unsigned i = 0; i < node.children; ++i)
            count += below(program->children[node.first_child + i]);
        return count;
    };
    std::function<std::size_t(const Explanation&)> size = [&](const Explanation& why) {
        std::size_t count = 1;
        for (const Explanation& child : why.children) count += size(child);
        return count;
    };
    for (std::size_t i = 0; i < program->nodes.size(); ++i) {
        auto node = static_cast<NodeIndex>(i);
        EXPECT_EQ(size(explain(evaluator, evaluation, node)), below(node));
    }
}

// ---- sentences ----------------------------------------------------------------------------------

const std::string kSaid =
    "events:\n"
    "  asked: {fields: {answer: {type: choice, of: [aye, nay]}, until: {type: instant, future: "
    "true}, on: {type: date}, count: {type: number}, sure: {type: flag}, text: {type: text}}}\n"
    "  told: {fields: {parts: {type: set, of: [first, second]}, received: {type: instant, default: "
    "at}}}\n"
    "  named: {fields: {who: {type: groups, fields: {name: {type: name}}}}}\n"
    "  looked: {fields: {name: {type: name}}}\n"
    "facts:\n"
    "  a: {latest: asked}\n"
    "  none: {first: asked, after: a}\n"
    "  notice: {collect: parts, wanted: [first, second], of: {latest: told}, received: received}\n"
    "  ends: {hours: 1, after: a.at}\n"
    "  day: {days: 1, after: a.day}\n"
    "  not-begun: {hours: 1, after: none.at}\n"
    "  finding: {finding: asked, 'true': [{answer: aye}], unknown: [{when: {answer: nay}, says: It "
    "is not enough.}]}\n"
    "  tool: {latest: named}\n"
    "  covered: {covers: who.name, of: tool, by: {latest: looked}, word: name}\n"
    "rules:\n"
    "  r: {exists: a, plain: Asked., says: {met: '";

std::string said(const std::string& sentence_text, const std::string& record,
                 const std::string& instant = TinyWorld::kLate) {
    TinyWorld world(kSaid + sentence_text + "', unmet: '" + sentence_text + "'}}\n", record);
    if (!world.is_whole()) return "";
    Evaluation evaluation = world.at(instant);
    return sentence(world.evaluator(), evaluation, world.program().node("r"));
}

TEST(Sentence, HasItsPlacesFilledIn) {
    const std::string record =
        "- {at: '2024-10-01T23:30:00-04:00', event: asked, by: {office: boss, acting: true}, "
        "answer: "
        "nay, until: '2025-01-01T05:00:00Z', 'on': '2024-09-01', count: 7, sure: true, text: x}\n"
        "- {at: '2024-10-02T09:00:00-04:00', event: told, parts: [first]}\n"
        "- {at: '2024-10-02T09:00:00-04:00', event: named, who: [{name: a}, {name: b}]}\n"
        "- {at: '2024-10-03T09:00:00-04:00', event: looked, name: a}\n";
    struct Row {
        const char* why;
        const char* text;
        const char* says;
    };
    constexpr Row kRows[] = {
        {"nothing to fill", "No place.", "No place."},
        {"an event", "{a}", "event 0 of 2024-10-01"},
        {"who", "By {a.by}.", "By the acting boss."},
        {"the day in the zone of the case", "{a.at}", "2024-10-01"},
        {"the legal day", "{a.day}", "2024-10-01"},
        {"a word", "{a.answer}", "nay"},
        {"an instant", "{a.until}", "2025-01-01T00:00:00-05:00"},
        {"a date", "{a.on}", "2024-09-01"},
        {"a number", "{a.count}", "7"},
        {"a flag", "{a.sure}", "true"},
        {"a text is not repeated", "{a.text}", "(as recorded)"},
        {"two places", "{a.answer} and {a.count}", "nay and 7"},
        {"an event that there is not", "{none}, {none.by}",
         "nothing on record, (nothing on record)"},
        {"what is missing", "{notice}", "still missing: second"},
        {"an instant that is computed", "{ends}", "2024-10-02T00:30:00-04:00"},
        {"a day that is computed", "{day}", "2024-10-02"},
        {"a time that has not begun", "{not-begun}", "not begun"},
        {"a finding that does not carry", "{finding}", "event 0 of 2024-10-01: It is not enough."},
        {"what is not covered", "{covered}", "b"},
        {"nobody named", "{tool.by}", "(nobody named)"},
        {"a brace that stays open", "{a", "{a"},
    };
    for (const auto& [why, text, says] : kRows) {
        SCOPED_TRACE(why);
        EXPECT_EQ(said(text, record), says);
    }
    EXPECT_EQ(said("{notice}", ""), "none is on record");
    EXPECT_EQ(said("{finding}", ""), "no finding on record");
    EXPECT_EQ(said("{covered}", ""), "any name (none is named)");
    EXPECT_EQ(said("{covered}", "- {at: '2024-10-01T09:00:00Z', event: named, who: [{}]}\n"),
              "one without a name");
}

TEST(Sentence, SpeaksOfTheInstantAskedForAndNotOfWhatCameLater) {
    const std::string record =
        "- {at: '2024-10-01T09:00:00-04:00', event: asked}\n"
        "- {at: '2024-10-02T09:00:00-04:00', event: named, who: [{name: a}, {name: b}]}\n"
        "- {at: '2024-10-03T09:00:00-04:00', event: looked, name: b}\n";
    EXPECT_EQ(said("{covered}", record, "2024-10-02T12:00:00-04:00"), "a, b");
    EXPECT_EQ(said("{covered}", record), "a");
}

TEST(Sentence, IsChosenByTheValue) {
    const std::string rules =
        "events: {asked: {fields: {answer: {type: choice, of: [aye, nay]}}}}\n"
        "facts: {f: {finding: asked, 'true': [{answer: aye}], 'false': [{answer: nay}]}}\n"
        "rules:\n"
        "  all: {is: f, plain: It is so., says: {met: Met., unmet: Unmet., unknown: Unknown.}}\n"
        "  plain: {is: f, plain: It is so.}\n";
    auto says = [&](const std::string& rule, const std::string& record) {
        TinyWorld world(rules, record);
        Evaluation evaluation = world.at(TinyWorld::kLate);
        return sentence(world.evaluator(), evaluation, world.program().node(rule));
    };
    const std::string aye = "- {at: '2024-10-01T09:00:00Z', event: asked, answer: aye}\n";
    const std::string nay = "- {at: '2024-10-01T09:00:00Z', event: asked, answer: nay}\n";
    EXPECT_EQ(says("all", aye), "Met.");
    EXPECT_EQ(says("all", nay), "Unmet.");
    EXPECT_EQ(says("all", ""), "Unknown.");
    EXPECT_EQ(says("plain", aye), "It is so.");
    EXPECT_EQ(says("plain", nay), "Not so: It is so.");
    EXPECT_EQ(says("plain", ""), "Not known (not_asked): It is so.");
}

}  // namespace
}  // namespace standstill::law
