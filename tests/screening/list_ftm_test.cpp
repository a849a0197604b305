// FollowTheMoney: whole files, deltas, what belongs to whom.
#include "screening/list_support.h"

namespace standstill::screening {
namespace {

constexpr const char* kFull =
    R"({"id":"a","caption":"Ann","schema":"Person","properties":{"name":["Anna","Ann"],)"
    R"("weakAlias":["A."],"previousName":["Ann Old"],"birthDate":["1970-02"],)"
    R"("addressEntity":["adr"],"innCode":["123456789012"],"topics":["sanction"]},)"
    R"("datasets":["x_list"],"referents":["ofac-123","gb-fcdo-rus2053","eu-fsf-eu-1-2"]})"
    "\n"
    R"({"id":"b","caption":"Bee","schema":"Company","properties":{"name":["Bee"]},)"
    R"("datasets":["x_list","y_list"]})"
    "\n\n"
    R"({"id":"adr","schema":"Address","properties":{"full":["1 Main St"],"country":["us"]}})"
    "\n"
    R"({"id":"s","schema":"Sanction","properties":{"entity":["b"],"program":["P1"],)"
    R"("startDate":["2020-01-01"]},"datasets":["y_list"]})"
    "\n"
    R"({"id":"p","schema":"Passport","properties":{"holder":["a"],"number":["C123"],)"
    R"("country":["ru"]}})"
    "\n"
    R"({"id":"o","schema":"Ownership","properties":{"owner":["a"],"asset":["b"]}})"
    "\n";

base::Result<ListVersion> read_all(std::vector<std::string> texts) {
    std::vector<Source> sources;
    for (std::size_t i = 0; i < texts.size(); ++i)
        sources.push_back({"f" + std::to_string(i), texts[i]});
    return import_list(sources);
}

TEST(FollowTheMoney, GivesToEachWhatIsSaidOfIt) {
    auto list = read_all({kFull});
    ASSERT_TRUE(list) << list.error().message;
    EXPECT_EQ(list->list, "x_list") << "the dataset that all share";
    ASSERT_EQ(list->entities.size(), 2U);
    const Entity& person = list->entities[0];
    EXPECT_EQ(person.id, "a");
    EXPECT_EQ(person.names[0].text, "Ann") << "the caption";
    EXPECT_EQ(find_name(person, "A.")->kind, NameKind::WeakAlias);
    EXPECT_EQ(find_name(person, "Ann Old")->kind, NameKind::Former);
    EXPECT_EQ(person.births[0].month, 2);
    EXPECT_EQ(person.addresses[0], (Address{"1 Main St", "us"}));
    EXPECT_TRUE(has_identifier(person, {"tax", "123456789012", "ru"}));
    EXPECT_TRUE(has_identifier(person, {"passport", "C123", "ru"}));
    EXPECT_TRUE(has_identifier(person, {"ofac-number", "123", ""}));
    EXPECT_TRUE(has_identifier(person, {"uk-reference", "RUS2053", ""}));
    EXPECT_TRUE(has_identifier(person, {"eu-reference", "EU.1.2", ""}));
    const Entity& company = list->entities[1];
    ASSERT_EQ(company.listings.size(), 2U);
    EXPECT_EQ(company.listings[1].list, "y_list");
    EXPECT_EQ(company.listings[1].programs, std::vector<std::string>{"P1"});
    EXPECT_EQ(company.listings[1].since, "2020-01-01");
    EXPECT_EQ(list->notes, std::vector<std::string>{"1 of schema Ownership: not screened by name"});
}

TEST(FollowTheMoney, AppliesDeltas) {
    const std::string changes =
        R"({"op":"MOD","entity":{"id":"b","schema":"Company","properties":{"name":["Bee 2"]},)"
        R"("datasets":["x_list"]}})"
        "\n"
        R"({"op":"DEL","entity":{"id":"a"}})"
        "\n"
        R"({"op":"ADD","entity":{"id":"c","schema":"Vessel","properties":{"name":["Sea"]},)"
        R"("datasets":["x_list"]}})"
        "\n";
    auto list = read_all({kFull, changes, R"({"op":"DEL","entity":{"id":"nobody"}})"});
    ASSERT_TRUE(list) << list.error().message;
    ASSERT_EQ(list->entities.size(), 2U);
    EXPECT_EQ(list->entities[0].names[0].text, "Bee 2");
    EXPECT_EQ(list->entities[1].names[0].text, "Sea");
    EXPECT_EQ(list->notes.back(), "1 removals of entities that were not there");
}

TEST(FollowTheMoney, ReadsWhatOpenSanctionsPublishes) {
    EXPECT_EQ(read_list("ftm_sample_t1.ftm.json").entities.size(), 6U);
    EXPECT_EQ(read_list("ftm_sample_t1.ftm.json").list, "eu_fsf");
    const ListVersion donors = read_list("ftm_sample_parteispenden.ftm.json");
    EXPECT_EQ(donors.entities.size(), 56U + 22U + 18U);
    EXPECT_EQ(count_kind(donors, EntityKind::Person), 22U);
    EXPECT_EQ(read_list("us_state_tel_sample.json").list, "us-state-tel");
    EXPECT_EQ(read_list("us_state_tel_sample.json").entities.size(), 10U);
    auto both =
        read_all({bytes_of("ftm_sample_delta_1.json"), bytes_of("ftm_sample_delta_2.json")});
    ASSERT_TRUE(both) << both.error().message;
    EXPECT_EQ(both->entities.size(), 3U) << "three added, one of them changed";
}

TEST(FollowTheMoney, SaysWhichLineIsWrong) {
    const std::string good = R"({"id":"a","schema":"Person","properties":{"name":["A"]}})"
                             "\n";
    EXPECT_EQ(refused("f", good + R"({"id":"b","properties":{}})"),
              "f:2: entity `b` has no `schema`");
    EXPECT_EQ(refused("f", good + R"({"id":"b","schema":"Person"})"),
              "f:2: entity `b` has no `properties`");
    EXPECT_EQ(refused("f", good + R"({"schema":"Person"})"), "f:2: an entity without `id`");
    EXPECT_EQ(refused("f", good + "[1]"), "f:2: expected an object `{...}`");
    EXPECT_TRUE(refused("f", good + "{\"id\":").starts_with("f:2: not JSON: "));
    EXPECT_EQ(refused("f", R"({"op":"SET","entity":{"id":"b"}})"),
              "f:1: `op` is `SET`, expected ADD, MOD or DEL");
    EXPECT_EQ(refused("f", R"({"op":"ADD","entity":3})"), "f:1: a change without `entity`");
    EXPECT_TRUE(refused("f", R"([{"id":"a","schema":"Person","properties":{"name":["A"]}} {}])")
                    .starts_with("f:1: not JSON: expected `,` or `]`"));
    EXPECT_TRUE(refused("f", R"([{"id":"a","schema":"Person","properties":{"name":["A"]}})")
                    .starts_with("f:1: not JSON: the document ends inside the array"));
}

TEST(FollowTheMoney, RefusesDeepAndLargeEntries) {
    std::string deep = R"({"id":"a","schema":"Person","properties":)";
    for (int i = 0; i < 100; ++i) deep += "[";
    EXPECT_TRUE(refused("f", deep).find("f: ") == 0 || refused("f", deep).find("f:1: ") == 0);
    const std::string good = R"({"id":"a","schema":"Person","properties":{"name":["A"]}})"
                             "\n";
    std::string large =
        R"({"id":"b","schema":"Person","properties":{"name":[")" + std::string(17U << 20, 'x');
    EXPECT_EQ(refused("f", good + large + R"("]}})"), "f:2: an entry is larger than 16 MiB");
}

}  // namespace
}  // namespace standstill::screening
