// Asking lists, and what the report of it says and proves.
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "screening/list/fields.h"
#include "screening/screen/evidence.h"
#include "screening/screen/screener.h"

namespace standstill::screening {
namespace {

Entity organization(std::string id, std::vector<ListedName> names) {
    Entity out;
    out.id = std::move(id);
    out.kind = EntityKind::Organization;
    out.names = std::move(names);
    out.listings = {{"test-list", out.id, {"CYBER"}, "", "", {}, {}, ""}};
    return out;
}

ListVersion test_list() {
    ListVersion out;
    out.list = "test-list";
    out.title = "A list of the tests";
    out.published = *base::parse_day("2026-06-02");
    out.format = "plain-csv";
    Entity seller =
        organization("test:1", {{"Kestrelline Optics S.A.", NameKind::Primary, "", "", ""},
                                {"Kestreline Optical", NameKind::Alias, "", "", ""}});
    seller.countries = {"gr"};
    seller.identifiers = {{"registration", "GR-998877", "gr"}};
    seller.not_them = {"Kestrelline Opticians"};
    Entity other =
        organization("test:2", {{"Kestrelline Optics LLC", NameKind::Primary, "", "", ""}});
    other.countries = {"us"};
    Entity person;
    person.id = "test:3";
    person.kind = EntityKind::Person;
    person.names = {{"MARKOU, Eleni", NameKind::Primary, "Eleni", "MARKOU", ""}};
    person.births = {parse_date("1979-02-03")};
    person.listings = {{"test-list", "3", {}, "", "", {}, {}, ""}};
    out.entities = {seller, other, person};
    return out;
}

Screener screener() {
    const ListVersion list = test_list();
    const ListVersion* all[] = {&list};
    auto made = Screener::make(all);
    EXPECT_TRUE(made) << made.error().message;
    return std::move(*made);
}

Query named(std::string name) {
    Query out;
    out.name = std::move(name);
    return out;
}

TEST(Screener, FindsANameThatIsSpeltOtherwise) {
    Report report = screener().screen(named("Kestrellin Optics SA"));
    ASSERT_FALSE(report.hits.empty());
    EXPECT_EQ(report.hits[0].entity.id, "test:1");
    EXPECT_GE(report.hits[0].similarity, report.threshold);
    EXPECT_EQ(report.searched.at(0).names, 4U);
}

TEST(Screener, SaysWhatWasSearchedWhereNothingIsFound) {
    Report report = screener().screen(named("Borealis Fisheries"));
    EXPECT_TRUE(report.hits.empty());
    std::string text = to_text(report, false);
    EXPECT_NE(text.find("no hit at 0.700 or above, mode standard/1"), std::string::npos) << text;
    EXPECT_NE(text.find("test-list, of 2026-06-02: 3 entities, 4 names"), std::string::npos)
        << text;
}

TEST(Screener, QualifiersOrderHitsAndHideNone) {
    Query query = named("Kestrelline Optics");
    const Screener of = screener();
    const std::size_t without = of.screen(query).hits.size();
    ASSERT_GE(without, 2U);
    query.countries = {"us"};
    Report american = of.screen(query);
    EXPECT_EQ(american.hits.at(0).entity.id, "test:2");
    EXPECT_EQ(american.hits.size(), without);
    query.countries = {"gr"};
    EXPECT_EQ(of.screen(query).hits.at(0).entity.id, "test:1");
}

TEST(Screener, ANumberThatAgreesIsAHitUnderAnyName) {
    Query query = named("Borealis Fisheries");
    query.identifiers = {{"", "gr998877", ""}};
    Report report = screener().screen(query);
    ASSERT_EQ(report.hits.size(), 1U);
    EXPECT_TRUE(report.hits[0].by_identifier);
    EXPECT_LT(report.hits[0].similarity, report.threshold);
}

TEST(Screener, LooksForEveryNameOfTheQuery) {
    Query query = named("Borealis Fisheries");
    query.other_names = {"Eleni Markou"};
    Report report = screener().screen(query);
    ASSERT_EQ(report.hits.size(), 1U);
    EXPECT_EQ(report.hits[0].entity.id, "test:3");
}

TEST(Screener, CountsWhatIsBeyondTheLimit) {
    Asking asking;
    asking.limit = 1;
    Report report = screener().screen(named("Kestrelline Optics"), asking);
    EXPECT_EQ(report.hits.size(), 1U);
    EXPECT_GE(report.left_off, 1U);
}

TEST(Screener, CautionsWhereTheListKnowsALookAlike) {
    Report report = screener().screen(named("kestrelline opticians"));
    for (const ExplainedHit& hit : report.hits)
        if (hit.entity.id == "test:1") {
            EXPECT_EQ(hit.cautions.size(), 1U);
        }
}

TEST(Screener, SaysOfALookAlikeForWhomItIsTaken) {
    ListVersion list = test_list();
    list.entities[0].not_them = {"test:2"};
    list.entities[1].not_them = {"test:1"};
    list.entities[1].topics = {"look-alike"};
    const ListVersion* all[] = {&list};
    auto made = Screener::make(all);
    ASSERT_TRUE(made);
    for (const ExplainedHit& hit : made->screen(named("Kestrelline Optics LLC")).hits) {
        ASSERT_EQ(hit.cautions.size(), 1U) << hit.entity.id;
        EXPECT_NE(hit.cautions[0].find("somebody else"), std::string::npos);
    }
}

TEST(Screener, AnswersTheSameFromItsBytes) {
    const Screener made = screener();
    auto opened = Screener::open(made.bytes());
    ASSERT_TRUE(opened) << opened.error().message;
    for (const char* name : {"Kestrellin Optics SA", "Borealis Fisheries", "Markou Eleni"})
        EXPECT_EQ(boost::json::serialize(to_json(made.screen(named(name)))),
                  boost::json::serialize(to_json(opened->screen(named(name)))));
    EXPECT_EQ(opened->entity("test:3")->names.at(0).family, "MARKOU");
    EXPECT_FALSE(opened->entity("test:9"));
}

TEST(Screener, EveryModeAnswers) {
    const Screener of = screener();
    for (const Mode& mode : {standard_mode(), strict_mode(), ofac_parity_mode()}) {
        Asking asking;
        asking.mode = mode;
        Report report = of.screen(named("Kestrelline Optics S.A."), asking);
        ASSERT_FALSE(report.hits.empty()) << label_of(mode);
        EXPECT_TRUE(replay_report(to_json(report))) << label_of(mode);
    }
}

TEST(Report, IsComputedAgainFromItsJsonAlone) {
    boost::json::value json = to_json(screener().screen(named("Kestrellin Optics SA")));
    auto again = replay_report(boost::json::parse(boost::json::serialize(json)));
    ASSERT_TRUE(again) << again.error().message;
    EXPECT_GE(*again, 1U);
    json.at("hits").as_array().at(0).as_object()["similarity"] = 999;
    auto altered = replay_report(json);
    ASSERT_FALSE(altered);
    EXPECT_EQ(altered.error().kind, base::ErrorKind::Conflict);
    EXPECT_FALSE(replay_report(boost::json::parse("{}")));
}

TEST(Report, RowsAreSafeInASpreadsheet) {
    Query query = named("=cmd|' /C calc'!A0, \"x\"");
    std::string row = to_csv(screener().screen(query));
    EXPECT_NE(row.find("\"'=cmd|' /C calc'!A0, \"\"x\"\"\""), std::string::npos) << row;
}

TEST(Report, BecomesEvidenceUnderItsDigest) {
    Report report = screener().screen(named("Kestrelline Optics"));
    base::Digest digest = base::sha256("some bytes");
    boost::json::object event = evidence_of(report, digest);
    EXPECT_EQ(event.at("kind"), "list-screening");
    EXPECT_EQ(event.at("published"), "2026-06-02");
    EXPECT_EQ(event.at("publisher"), "test-list");
    EXPECT_EQ(event.at("sha256").as_string(), to_hex(digest));
    EXPECT_FALSE(event.contains("grade"));
}

}  // namespace
}  // namespace standstill::screening
