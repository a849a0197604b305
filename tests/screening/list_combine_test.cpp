// Which entries of several lists are one, which are not, and why; and what changed between two
// days.
#include "screening/list/combine.h"
#include "screening/list/diff.h"
#include "screening/list_support.h"

namespace standstill::screening {
namespace {

Entity person(const std::string& list, const std::string& entry, const std::string& name) {
    Entity out;
    out.id = list + ":" + entry;
    out.kind = EntityKind::Person;
    out.names.push_back({name, NameKind::Primary, "", "", ""});
    Listing listing;
    listing.list = list;
    listing.entry = entry;
    out.listings.push_back(listing);
    return out;
}

PartialDate day(int year, int month, int at) { return {year, 0, month, at, false, "x"}; }

std::vector<Entity> joined_up(std::vector<Entity> a, std::vector<Entity> b) {
    ListVersion first, second;
    first.entities = std::move(a);
    second.entities = std::move(b);
    const ListVersion* both[] = {&first, &second};
    return combine(both);
}

TEST(Combine, NeverJoinsByNameAlone) {
    EXPECT_EQ(joined_up({person("x", "1", "John Smith")}, {person("y", "1", "John Smith")}).size(),
              2U);
    Entity a = person("x", "1", "John Smith"), b = person("y", "1", "John Smith");
    a.births = b.births = {{1970, 0, 0, 0, false, "1970"}};
    EXPECT_EQ(joined_up({a}, {b}).size(), 2U) << "a year is no day";
}

TEST(Combine, JoinsByNameAndFullDayOfBirth) {
    Entity a = person("x", "1", "SMITH, John"), b = person("y", "7", "John Smith");
    a.births = b.births = {day(1970, 2, 3)};
    b.identifiers.push_back({"passport", "P1", "us"});
    const auto out = joined_up({a}, {b});
    ASSERT_EQ(out.size(), 1U);
    EXPECT_EQ(out[0].id, "x:1");
    EXPECT_EQ(out[0].names.size(), 2U);
    EXPECT_EQ(out[0].names[1].kind, NameKind::Alias);
    ASSERT_EQ(out[0].listings.size(), 2U);
    EXPECT_EQ(out[0].listings[0].joined_by, "");
    EXPECT_EQ(out[0].listings[1].joined_by, "name-birth john smith 1970-2-3");
    EXPECT_TRUE(has_identifier(out[0], {"passport", "P1", "us"}));
}

TEST(Combine, JoinsByPassportUnlessBirthOrKindSpeakAgainstIt) {
    Entity a = person("x", "1", "A B"), b = person("y", "1", "C D");
    a.identifiers = {{"passport", "AB-123456", "ru"}};
    b.identifiers = {{"passport", "ab123456", "ru"}};
    auto out = joined_up({a}, {b});
    ASSERT_EQ(out.size(), 1U);
    EXPECT_EQ(out[0].listings[1].joined_by, "passport AB123456 (ru)");
    a.births = {day(1970, 1, 1)};
    b.births = {day(1980, 1, 1)};
    EXPECT_EQ(joined_up({a}, {b}).size(), 2U);
    b.births.push_back(day(1970, 1, 1));
    EXPECT_EQ(joined_up({a}, {b}).size(), 1U) << "one day in common is enough";
    b.kind = EntityKind::Organization;
    EXPECT_EQ(joined_up({a}, {b}).size(), 2U);
    b = person("y", "1", "C D");
    b.identifiers = {{"passport", "AB123456", ""}};
    EXPECT_EQ(joined_up({a}, {b}).size(), 2U) << "a number without its country is no number";
    a.identifiers = b.identifiers = {{"passport", "1234", "ru"}};
    EXPECT_EQ(joined_up({a}, {b}).size(), 2U) << "too short to tell";
}

TEST(Combine, JoinsByCheckedNumbersOnly) {
    Entity a = person("x", "1", "A"), b = person("y", "1", "B");
    a.kind = b.kind = EntityKind::Vessel;
    a.identifiers = b.identifiers = {{"imo", "9187629", ""}};
    EXPECT_EQ(joined_up({a}, {b}).size(), 1U);
    a.identifiers = b.identifiers = {{"imo", "1234566", ""}};
    EXPECT_EQ(joined_up({a}, {b}).size(), 2U) << "the check digit is wrong";
}

TEST(Combine, BelievesAListThatNamesTheOther) {
    Entity un = person("un-sc", "6908", "A B"), eu = person("eu-fsf", "13", "C D");
    un.identifiers = {{"un-reference", "QDi.006", ""}};
    eu.identifiers = {{"un-reference", "QDi.006", ""}};
    un.births = {day(1970, 1, 1)};
    eu.births = {day(1980, 1, 1)};
    const auto out = joined_up({un}, {eu});
    ASSERT_EQ(out.size(), 1U);
    EXPECT_EQ(out[0].listings[1].joined_by, "un-reference QDi.006");

    Entity ofac = person("us-ofac-sdn", "123", "A B"), ftm = person("us_ofac_sdn", "NK-1", "A. B.");
    ftm.identifiers = {{"ofac-number", "123", ""}};
    EXPECT_EQ(joined_up({ofac}, {ftm}).size(), 1U);
}

TEST(Combine, NeverJoinsTwoEntriesOfOneListNotEvenByAThird) {
    Entity a = person("x", "1", "A B"), b = person("x", "2", "A B"), c = person("y", "1", "A B");
    a.births = b.births = c.births = {day(1970, 2, 3)};
    const auto out = joined_up({a, b}, {c});
    ASSERT_EQ(out.size(), 2U);
    EXPECT_EQ(out[0].listings.size(), 2U);
    EXPECT_EQ(out[1].listings.size(), 1U);
}

TEST(Combine, TakesTheEntryThatTwoPublicationsBringForOne) {
    const auto out =
        joined_up({person("us-ofac-sdn", "123", "A B")}, {person("us-ofac-sdn", "123", "B, A")});
    ASSERT_EQ(out.size(), 1U);
    EXPECT_EQ(out[0].names.size(), 2U);
    EXPECT_EQ(out[0].listings.size(), 1U);
}

TEST(Combine, JoinsOfacAndTheUnitedNationsAsTheirNumbersSay) {
    const ListVersion sdn = read_list("ofac_sdn_2023-01_with_header.csv");
    const ListVersion un = read_list("un_sc_consolidated_2026-02-27.xml");
    const ListVersion* both[] = {&sdn, &un};
    const std::vector<Entity> out = combine(both);
    EXPECT_LT(out.size(), sdn.entities.size() + un.entities.size() - 200);
    std::size_t listings = 0;
    for (const Entity& entity : out) listings += entity.listings.size();
    EXPECT_EQ(listings, sdn.entities.size() + un.entities.size()) << "no entry is lost";
    auto found = std::ranges::find(out, "us-ofac-sdn:2676", &Entity::id);
    ASSERT_NE(found, out.end());
    ASSERT_EQ(found->listings.size(), 2U);
    EXPECT_EQ(found->listings[1].entry, "111923");
    EXPECT_EQ(found->listings[1].joined_by, "passport 1084010 (eg)");
}

TEST(Diff, SaysWhoCameWhoWentAndWhoChanged) {
    ListVersion before, after;
    Entity stays = person("x", "1", "Stays"), changes = person("x", "2", "Changes"),
           goes = person("x", "3", "Goes");
    before.entities = {stays, changes, goes};
    changes.names.push_back({"New alias", NameKind::Alias, "", "", ""});
    changes.births.push_back(day(1970, 1, 1));
    after.entities = {changes, person("x", "4", "Comes"), stays};
    const ListDiff diff = compare(before, after);
    ASSERT_EQ(diff.came.size(), 1U);
    EXPECT_EQ(diff.came[0].name, "Comes");
    ASSERT_EQ(diff.went.size(), 1U);
    EXPECT_EQ(diff.went[0].names_went[0].text, "Goes");
    ASSERT_EQ(diff.changed.size(), 1U);
    EXPECT_EQ(diff.changed[0].names_came[0].text, "New alias");
    EXPECT_EQ(diff.changed[0].fields, std::vector<std::string>{"birth dates"});
    EXPECT_TRUE(compare(before, before).is_empty());
}

TEST(Diff, SeesOnePersonOfIntellexaLeave) {
    const ListDiff diff =
        compare(read_list("ofac_alt_2025-12.csv"), read_list("ofac_alt_2026-06.csv"));
    EXPECT_EQ(diff.came.size(), 162U);
    EXPECT_EQ(diff.went.size(), 49U);
    auto gone = std::ranges::find(diff.went, "48061", &EntityChange::entry);
    ASSERT_NE(gone, diff.went.end());
    ASSERT_EQ(gone->names_went.size(), 2U);
    EXPECT_EQ(gone->names_went[0].text, "HAMOU-HEMSI, Sara");
    EXPECT_EQ(gone->names_went[1].text, "HAMOU, Sara Aleksandra");
}

}  // namespace
}  // namespace standstill::screening
