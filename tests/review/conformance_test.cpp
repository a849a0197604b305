// What an expectation means: section 4 of docs/record.md, key by key.
#include "review/conformance.h"

#include <gtest/gtest.h>

#include "review/story.h"

namespace standstill::review {
namespace {

struct Under {
    const char* cite;
    const char* paragraph;
    bool is_under;
};

constexpr Under kUnder[] = {
    {"2(a)(i)(A)", "2(a)", true},
    {"2(a)", "2(a)", true},
    {"2(a)", "2(a)(i)(A)", false},
    {"2(g)", "2(a)", false},
    {"2(a)(ii)(B)", "2(a)(i)", false},
    {"2(a)(i)(B)(1)", "2(a)(i)(B)", true},
    {"2(a)(i)(B)", "2(a)(i)", true},
    {"2", "2(a)", false},
    {"3", "3", true},
    {"3(a)", "3", true},
    {"FAR 52.242-15", "FAR 52.242-15", true},
    {"FAR 52.242-15", "FAR 52.242-1", false},
    {"2(a)", "", false},
};

TEST(Conformance, ACitationStandsForItsParagraphAndNotTheOtherWayRound) {
    for (const auto& [cite, paragraph, is_under_it] : kUnder)
        EXPECT_EQ(is_under(cite, paragraph), is_under_it) << cite << " under " << paragraph;
}

// The differences of one expectation from a story in which all is in order but the wait, as
// "key: expected / got" or the error.
std::string outcome_of(const std::string& expectation, const Story& story) {
    Case of = story.of();
    auto node = base::parse_document("- " + expectation + "\n", "case.yaml");
    EXPECT_TRUE(node) << (node ? "" : node.error().message);
    of.expect = node->items;
    of.name = "case.yaml";
    auto differences = check(of);
    if (!differences) return differences.error().message;
    std::string out;
    for (const Difference& d : *differences)
        out += (out.empty() ? "" : "; ") + d.key + ": expected " + d.expected + ", got " + d.got;
    return out;
}

Story waiting() {
    Story story;
    story.prepare().certify().notify();
    return story;
}

struct Row {
    const char* why;
    const char* expects;  // beside `at`
    const char* outcome;
};

constexpr Row kRows[] = {
    {"the right use", "use: refused", ""},
    {"the wrong use", "use: permitted", "use: expected permitted, got refused"},
    {"the right procurement", "procurement: permitted", ""},
    {"the wrong procurement", "procurement: outside",
     "procurement: expected outside, got permitted"},
    {"the instant", "opens_at: '2024-10-16T00:00:00-04:00'", ""},
    {"the same instant, written otherwise", "opens_at: '2024-10-16T04:00:00Z'", ""},
    {"another instant", "opens_at: '2024-10-16T00:00:01-04:00'",
     "opens_at: expected 2024-10-16T00:00:01-04:00, got 2024-10-16T00:00:00-04:00"},
    {"no instant", "opens_at: null", "opens_at: expected null, got 2024-10-16T00:00:00-04:00"},
    {"a citation", "because: [2(g)]", ""},
    {"a citation that is not there", "because: [2(g), 2(a)]", "because: expected 2(a), got [2(g)]"},
    {"no citation in particular", "because: []", ""},
    {"all citations", "because_exactly: [2(g)]", ""},
    {"one too many", "because_exactly: [2(g), 2(a)]",
     "because_exactly: expected [2(a), 2(g)], got [2(g)]"},
    {"one too few", "because_exactly: []", "because_exactly: expected [], got [2(g)]"},
    {"a factor", "factors: {2(a)(i)(A): absent}", ""},
    {"a factor that is otherwise", "factors: {2(a)(i)(A): present}",
     "factors 2(a)(i)(A): expected present, got absent"},
    {"no such factor", "factors: {2(a)(i)(Z): absent}",
     "factors 2(a)(i)(Z): expected absent, got no such factor"},
    {"a duty by some of its keys", "duties: [{cite: 2(d), state: met}]", ""},
    {"a duty by its due instant",
     "duties: [{cite: 2(d), owed_by: agency, owed_to: director-of-national-intelligence, due: "
     "'2024-10-02T04:00:00Z'}]",
     ""},
    {"a duty in another state", "duties: [{cite: 2(d), state: open}]",
     "duties: expected {cite: 2(d), state: open}, got {cite: 2(d), owed_by: agency, owed_to: "
     "director-of-national-intelligence, due: 2024-10-02T00:00:00-04:00, state: met}"},
    {"a duty without an end", "duties: [{cite: 2(d), due: null}]",
     "duties: expected {cite: 2(d), due: null}, got {cite: 2(d), owed_by: agency, owed_to: "
     "director-of-national-intelligence, due: 2024-10-02T00:00:00-04:00, state: met}"},
    {"a duty of another paragraph", "duties: [{cite: 2(m)}]",
     "duties: expected {cite: 2(m)}, got no duty with that citation"},
    {"no such duty", "no_duties: [2(m), 2(h)]", ""},
    {"no such duty, as a word", "no_duties: 2(m)", ""},
    {"such a duty after all", "no_duties: [2]",
     "no_duties: expected none, got {cite: 2(d), owed_by: agency, owed_to: "
     "director-of-national-intelligence, due: 2024-10-02T00:00:00-04:00, state: met}"},
    {"no defect at all", "defects: []", ""},
    {"a defect that is not there", "defects: [{cite: 2(g), event: 3}]",
     "defects: expected {cite: 2(g), event: 3}, got none"},
};

TEST(Conformance, ComparesKeyByKey) {
    Story story = waiting();
    for (const auto& [why, expects, outcome] : kRows) {
        SCOPED_TRACE(why);
        EXPECT_EQ(
            outcome_of("{at: '2024-10-10T12:00:00-04:00', " + std::string(expects) + "}", story),
            outcome);
    }
}

TEST(Conformance, WantsEachDefectThatIsListedAndNoneOnlyWhereTheListIsEmpty) {
    Story story = waiting();
    story.add("use.started");
    std::size_t last = story.of().events.size() - 1;
    auto at = [](const std::string& rest) {
        return "{at: '2024-10-10T12:00:00-04:00', defects: " + rest + "}";
    };
    std::string event = std::to_string(last);
    EXPECT_EQ(outcome_of(at("[{cite: 2(g), event: " + event + "}]"), story), "");
    EXPECT_EQ(outcome_of(at("[{cite: 2(g)}]"), story), "");
    EXPECT_EQ(outcome_of(at("[{event: " + event + "}]"), story), "");
    EXPECT_EQ(outcome_of(at("[]"), story),
              "defects: expected none, got {cite: 2(g), event: " + event + "}");
    EXPECT_EQ(outcome_of(at("[{cite: 2(g), event: 0}]"), story),
              "defects: expected {cite: 2(g), event: 0}, got {cite: 2(g), event: " + event + "}");
}

struct Mistake {
    const char* why;
    const char* expectation;
    const char* error;
};

constexpr Mistake kMistakes[] = {
    {"no instant", "{use: refused}", "case.yaml:1:3: an expectation needs `at`"},
    {"no expectation", "refused", "case.yaml:1:3: an expectation needs `at`"},
    {"an instant that is none", "{at: today}", "case.yaml:1:8: "},
    {"a misspelt key", "{at: '2024-10-10T12:00:00Z', uses: refused}",
     "case.yaml:1:32: unknown key `uses` in `expect`, did you mean `use`?"},
    {"a misspelt key of a duty", "{at: '2024-10-10T12:00:00Z', duties: [{site: 2(d)}]}",
     "case.yaml:1:42: unknown key `site` of a duty, did you mean `cite`?"},
    {"a misspelt key of a defect", "{at: '2024-10-10T12:00:00Z', defects: [{evnt: 3}]}",
     "case.yaml:1:43: unknown key `evnt` of a defect, did you mean `event`?"},
    {"a word for a list, which would expect nothing", "{at: '2024-10-10T12:00:00Z', because: 2(a)}",
     "case.yaml:1:41: `because` must be a list"},
    {"a map for a list", "{at: '2024-10-10T12:00:00Z', duties: {cite: 2(d)}}",
     "case.yaml:1:40: `duties` must be a list"},
    {"a list of words for a list of maps", "{at: '2024-10-10T12:00:00Z', defects: [2(g)]}",
     "case.yaml:1:42: `defects` holds maps"},
    {"a map for a citation", "{at: '2024-10-10T12:00:00Z', because: [{cite: 2(a)}]}",
     "case.yaml:1:42: `because` holds citations"},
    {"a list of factors", "{at: '2024-10-10T12:00:00Z', factors: [2(a)]}",
     "case.yaml:1:41: `factors` must be a map"},
    {"an instant to open at that is none", "{at: '2024-10-10T12:00:00Z', opens_at: soon}",
     "case.yaml:1:42: "},
};

TEST(Conformance, RefusesAnExpectationThatDoesNotRead) {
    Story story = waiting();
    for (const auto& [why, expectation, error] : kMistakes) {
        SCOPED_TRACE(why);
        std::string got = outcome_of(expectation, story);
        EXPECT_EQ(got.substr(0, std::string(error).size()), error) << got;
    }
}

TEST(Conformance, NamesThePlaceAndTheInstantOfADifference) {
    Case of = waiting().of();
    auto node = base::parse_document(
        "- at: '2024-10-10T12:00:00-04:00'\n  use: refused\n  because:\n  - 2(g)\n  - 2(j)\n",
        "case.yaml");
    of.expect = node->items;
    of.name = "case.yaml";
    auto differences = check(of);
    ASSERT_TRUE(differences);
    ASSERT_EQ(differences->size(), 1U);
    EXPECT_EQ(differences->at(0).where, "case.yaml:5:5");
    EXPECT_EQ(differences->at(0).at, "2024-10-10T12:00:00-04:00");
    EXPECT_EQ(differences->at(0).key, "because");
}

}  // namespace
}  // namespace standstill::review
