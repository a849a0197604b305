// What each report of the invented family is to the article, and whom reports name.
#include <gtest/gtest.h>

#include "evidence/family.h"
#include "evidence/source/direction.h"
#include "evidence/source/relation.h"

namespace standstill::evidence {
namespace {

Verdict relation(const std::string& first, const std::string& second) {
    return relate(family_report(first), family_report(second));
}

TEST(Relation, OfEachReportOfTheFamily) {
    struct Row {
        const char* first;
        const char* second;
        Relation relation;
        const char* why;
    };
    const Row kRows[] = {
        {"original", "verbatim", Relation::Verbatim, "the same with a line of the site"},
        {"original", "edited", Relation::Edited, "shortened all over by another desk"},
        {"original", "excerpt", Relation::Excerpt, "two paragraphs"},
        {"original", "spun", Relation::Paraphrased, "synonyms"},
        {"original", "rewritten", Relation::Paraphrased, "other sentences, no source named"},
        {"spun", "rewritten", Relation::Paraphrased, "two copies, with the article unknown"},
        {"original", "german", Relation::Translated, "names, numbers and dates in order"},
        {"original", "spanish", Relation::Translated, "so"},
        {"original", "russian", Relation::Translated, "so, over two scripts"},
        {"german", "russian", Relation::Translated, "two translations"},
        {"original", "cites", Relation::Cites, "\"The Harbor Ledger first reported\""},
        {"statement-a", "statement-b", Relation::CommonUpstream, "one statement, quoted by both"},
        {"original", "independent", Relation::Independent, "other papers on the same firm"},
        {"german", "independent", Relation::Independent, "so, in another language"},
        {"original", "statement-a", Relation::Independent, "a later event"},
    };
    for (const Row& row : kRows) {
        SCOPED_TRACE(std::string(row.first) + " and " + row.second + ": " + row.why);
        Verdict verdict = relation(row.first, row.second);
        EXPECT_EQ(name_of(verdict.relation), name_of(row.relation)) << verdict.reasons.front();
        EXPECT_EQ(verdict.sureness, Sureness::Settled);
        EXPECT_EQ(relation(row.second, row.first).relation, verdict.relation);
        EXPECT_FALSE(verdict.reasons.empty());
    }
}

TEST(Relation, OfTwoReportsOfOneOwnerIsSisterReport) {
    Report first = family_report("independent");
    Report second = family_report("statement-a");
    first.owner = "Coastal Media";
    second.owner = "coastal media";
    EXPECT_EQ(relate(first, second).relation, Relation::SisterReport);
    second.owner = "Somebody Else";
    EXPECT_EQ(relate(first, second).relation, Relation::Independent);
}

TEST(Relation, OfTooLittleTextIsNotJudged) {
    Report first = report_of("a", "A short note about a purchase by the agency.");
    Report second = report_of("b", "Another note that says something else of it.");
    EXPECT_EQ(relate(first, second).relation, Relation::CannotJudge);
    EXPECT_TRUE(may_join(relate(first, second)));
    EXPECT_FALSE(joins_for_certain(relate(first, second)));
}

TEST(Relation, WaitsForAPersonBetweenTheLimits) {
    // The first half of the article's sentences, each with as many words of another story.
    Report original = family_report("original");
    Report other = family_report("independent");
    std::string mixed;
    for (std::size_t i = 0; i < 6; ++i) {
        mixed +=
            std::string(original.reading.shown(original.reading.sentences[2 * i + 1].span)) + " ";
        mixed += std::string(other.reading.shown(other.reading.sentences[i].span)) + " ";
        mixed += std::string(other.reading.shown(other.reading.sentences[i + 3].span)) + " ";
    }
    Verdict verdict =
        relate(original, report_of("mixed", mixed), Limits{.order = 900, .passage = 900});
    EXPECT_EQ(verdict.sureness, Sureness::Grey);
    EXPECT_TRUE(may_join(verdict));
    EXPECT_FALSE(joins_for_certain(verdict));
    EXPECT_NE(verdict.reasons.front().find("a person must decide"), std::string::npos);
}

TEST(Relation, DoesNotTakeAFormForACopy) {
    auto results = [](const char* firm, const char* net, const char* last, const char* sales,
                      const char* shares, const char* when) {
        return std::string("The board of ") + firm + " said on " + when +
               " that profit from operations was " + net +
               " million dollars in the quarter against " + last +
               " million a year before, on sales of " + sales +
               " million dollars. Average shares outstanding were " + shares +
               " million. The results of the year before exclude a gain from the end of an "
               "overfunded pension plan and a charge for the closing of discontinued operations, "
               "and both years include a credit from taxes that were carried forward.";
    };
    Verdict verdict =
        relate(report_of("a", results("Arvest Mills", "337", "488", "3270", "119", "March 4")),
               report_of("b", results("Dunmore Gas", "193", "391", "3139", "148", "April 21")));
    EXPECT_GE(verdict.scores.order, 700);
    EXPECT_EQ(verdict.sureness, Sureness::Grey);
    EXPECT_NE(verdict.reasons.front().find("a form that was filled in twice"), std::string::npos);
}

TEST(Relation, TakesNoSharedQuotationForACopy) {
    std::string quotation =
        "\"We bought the tool lawfully, we used it twice, we reported both uses to the inspector, "
        "and we will answer any question that the committee wants to put to us next week or later\"";
    std::string one = family_report("independent").reading.text + " " + quotation;
    std::string two = family_report("cites").reading.text + " " + quotation;
    EXPECT_EQ(relate(report_of("a", one), report_of("b", two)).relation, Relation::CommonUpstream);
}

TEST(Attribution, NamesWhoCarriedIt) {
    struct Row {
        const char* text;
        AttributionKind kind;
        const char* name;
    };
    const Row kRows[] = {
        {"The deal was signed, WIRED has learned.", AttributionKind::Carried, "WIRED"},
        {"It was lawful, she told The Guardian.", AttributionKind::Carried, "Guardian"},
        {"According to the State Department, it ended.", AttributionKind::Stated,
         "State Department"},
        {"As first reported by Le Monde, it ended.", AttributionKind::Carried, "Le Monde"},
        {"El acuerdo ces\xC3\xB3, inform\xC3\xB3 Wired ayer.", AttributionKind::Carried, "Wired"},
        {"Laut Spiegel endete der Vertrag.", AttributionKind::Stated, "Spiegel"},
        {"Sources familiar with the matter said so.", AttributionKind::Anonymous, ""},
    };
    for (const Row& row : kRows) {
        SCOPED_TRACE(row.text);
        auto found = attributions_of(*read_text(row.text));
        ASSERT_EQ(found.size(), 1U);
        EXPECT_EQ(found[0].kind, row.kind);
        EXPECT_EQ(found[0].name, row.name);
    }
    EXPECT_TRUE(attributions_of(*read_text("He told nobody. It reports to them.")).empty());
}

TEST(Direction, IsArguedByDateNamingDetailAndWitnesses) {
    Report original = family_report("original");
    Report edited = family_report("edited");
    Direction direction = direction_of(original, edited, {});
    EXPECT_EQ(direction.origin, Origin::First);
    EXPECT_EQ(direction_of(edited, original, {}).origin, Origin::Second);
    EXPECT_GE(direction.arguments.size(), 3U);
}

TEST(Direction, StaysOpenWithoutArguments) {
    Report original = family_report("original");
    original.outlet.clear();
    original.published.reset();
    Report same = original;
    same.id = "same";
    EXPECT_EQ(direction_of(original, same, {}).origin, Origin::Open);
}

TEST(Direction, SeesWordsThatLostTheirSpace) {
    Report source = report_of("source", "They had concerns such as the price and the law.");
    Report copy = report_of("copy", "They had concernssuch as the price and the law.");
    Direction direction = direction_of(source, copy, {});
    ASSERT_EQ(direction.arguments.size(), 1U);
    EXPECT_EQ(direction.arguments[0].speaks_for, Origin::First);
    EXPECT_EQ(direction.arguments[0].words,
              "`concernssuch` in `copy` is two words of the other that lost their space");
}

}  // namespace
}  // namespace standstill::evidence
