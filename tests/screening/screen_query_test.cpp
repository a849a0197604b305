// What is asked beside a name, and how it is held against an entry.
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

#include "screening/list/entity_json.h"
#include "screening/list/fields.h"
#include "screening/list/ftm_out.h"
#include "screening/screen/ftm_query.h"
#include "screening/screen/qualifiers.h"

namespace standstill::screening {
namespace {

Entity listed_person() {
    Entity out;
    out.id = "list:1";
    out.kind = EntityKind::Person;
    out.names = {{"HAMOU, Sara Aleksandra", NameKind::Primary, "Sara Aleksandra", "HAMOU", "sdn"},
                 {"Sara H.", NameKind::WeakAlias, "", "", "remarks"}};
    out.births = {parse_date("19 May 1984")};
    out.countries = {"pl"};
    out.identifiers = {{"passport", "AB 123-456", "pl"}};
    out.addresses = {{"Nicosia", "cy"}};
    out.topics = {"sanction"};
    out.not_them = {"Sara Hammou"};
    out.listings = {
        {"us-ofac-sdn", "1", {"CYBER4"}, "2024-03-05", "a remark", {}, {"Title: none"}, ""}};
    return out;
}

Agreement birth(const std::string& asked) {
    Query query;
    query.births = {parse_date(asked)};
    return qualify(query, listed_person()).qualifiers.at(0).agreement;
}

TEST(Qualifiers, DatesOfBirthAgreeAsFarAsTheyAreKnown) {
    EXPECT_EQ(birth("1984-05-19"), Agreement::Agrees);
    EXPECT_EQ(birth("1984"), Agreement::Near);
    EXPECT_EQ(birth("circa 1986"), Agreement::Near);
    EXPECT_EQ(birth("1985"), Agreement::Near);
    EXPECT_EQ(birth("1974-05-19"), Agreement::Near);  // one digit mistyped
    EXPECT_EQ(birth("1984-01-02"), Agreement::Differs);
    EXPECT_EQ(birth("1950"), Agreement::Differs);
}

TEST(Qualifiers, ANumberCountsWithoutItsBlanksAndOnlyInItsCountry) {
    Query query;
    query.identifiers = {{"", "ab123456", ""}};
    EXPECT_GT(qualify(query, listed_person()).points, 900);
    query.identifiers = {{"passport", "AB123456", "gr"}};
    EXPECT_LE(qualify(query, listed_person()).points, 0);
    query.identifiers = {{"", "12", ""}};
    EXPECT_EQ(qualify(query, listed_person()).points, 0);
}

TEST(Qualifiers, CountriesOfAddressesCountToo) {
    Query query;
    query.countries = {"cy"};
    EXPECT_EQ(qualify(query, listed_person()).qualifiers.at(0).agreement, Agreement::Agrees);
    query.countries = {"us"};
    EXPECT_EQ(qualify(query, listed_person()).qualifiers.at(0).agreement, Agreement::Differs);
}

TEST(Qualifiers, SilenceIsNoDisagreement) {
    Query query;
    query.births = {parse_date("1984")};
    query.countries = {"us"};
    Qualified said = qualify(query, Entity{});
    EXPECT_EQ(said.points, 0);
    for (const Qualifier& one : said.qualifiers) EXPECT_EQ(one.agreement, Agreement::Silent);
}

TEST(EntityJson, IsReadBackAsTheSameEntity) {
    auto back = entity_from_json(to_json(listed_person()));
    ASSERT_TRUE(back) << back.error().message;
    EXPECT_EQ(*back, listed_person());
    auto least = entity_from_json(to_json(Entity{}));
    ASSERT_TRUE(least);
    EXPECT_EQ(*least, Entity{});
}

TEST(EntityJson, NamesWhatCannotBeRead) {
    auto wrong = entity_from_json(boost::json::parse(R"({"id": 1})"));
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().message, "an entity's `id` cannot be read");
    EXPECT_FALSE(entity_from_json(boost::json::parse(R"({"names": [{"kind": "nick"}]})")));
    EXPECT_FALSE(entity_from_json(boost::json::parse("[]")));
}

TEST(FtmQuery, ReadsAnExampleAsClientsSendIt) {
    auto query = query_from_ftm(boost::json::parse(R"({"schema": "Person", "properties": {
        "name": ["Sara Hamou", "HAMOU, Sara"], "alias": "S. Hamou", "birthDate": ["1984-05-19"],
        "nationality": ["PL"], "passportNumber": ["AB123456"], "topics": ["sanction"]}})"));
    ASSERT_TRUE(query) << query.error().message;
    EXPECT_EQ(query->name, "Sara Hamou");
    EXPECT_EQ(query->other_names, (std::vector<std::string>{"HAMOU, Sara", "S. Hamou"}));
    EXPECT_EQ(query->kind, EntityKind::Person);
    EXPECT_EQ(query->births.at(0).year, 1984);
    EXPECT_EQ(query->countries, std::vector<std::string>{"pl"});
    EXPECT_EQ(query->identifiers.at(0).kind, "passport");
}

TEST(FtmQuery, PutsANameTogetherOfItsParts) {
    auto query = query_from_ftm(boost::json::parse(
        R"({"schema": "Person", "properties": {"firstName": "Sara", "lastName": ["Hamou"]}})"));
    ASSERT_TRUE(query);
    EXPECT_EQ(query->name, "Sara Hamou");
    EXPECT_EQ(query->family, "Hamou");
}

TEST(FtmQuery, NamesThePropertyThatIsWrong) {
    auto wrong =
        query_from_ftm(boost::json::parse(R"({"schema": "Person", "properties": {"name": [7]}})"));
    ASSERT_FALSE(wrong);
    EXPECT_NE(wrong.error().message.find("`properties.name`"), std::string::npos);
    EXPECT_FALSE(query_from_ftm(boost::json::parse(R"({"schema": "Person", "properties": {}})")));
    EXPECT_FALSE(query_from_ftm(boost::json::parse(R"({"properties": {"name": "x"}})")));
}

TEST(FtmOut, SaysWhatTheModelHasWordsFor) {
    boost::json::object ftm = to_ftm(listed_person());
    EXPECT_EQ(ftm.at("schema"), "Person");
    EXPECT_EQ(ftm.at("caption"), "HAMOU, Sara Aleksandra");
    const boost::json::object& properties = ftm.at("properties").as_object();
    EXPECT_EQ(properties.at("birthDate").as_array().at(0), "1984-05-19");
    EXPECT_EQ(properties.at("weakAlias").as_array().at(0), "Sara H.");
    EXPECT_EQ(properties.at("passportNumber").as_array().at(0), "AB 123-456");
    EXPECT_EQ(properties.at("nationality").as_array().at(0), "pl");
}

}  // namespace
}  // namespace standstill::screening
