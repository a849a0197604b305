// OFAC's lists in all their forms. Counts were made by another program (Python's csv and
// ElementTree) from the same files.
#include "screening/list_support.h"

namespace standstill::screening {
namespace {

base::Result<ListVersion> read_files(const std::vector<std::string>& names,
                                     std::vector<std::string>& bytes) {
    std::vector<Source> sources;
    bytes.clear();
    bytes.reserve(names.size());
    for (const std::string& name : names) {
        bytes.push_back(bytes_of(name));
        sources.push_back({name, bytes.back()});
    }
    return import_list(sources);
}

TEST(OfacCsv, HasEveryRowOfTheFileOfNames) {
    const ListVersion list = read_list("ofac_sdn_2023-01_with_header.csv");
    EXPECT_EQ(list.list, "us-ofac-sdn");
    EXPECT_EQ(list.format, "ofac-csv");
    EXPECT_EQ(list.entities.size(), 11443U);
    EXPECT_EQ(count_kind(list, EntityKind::Person), 5890U);
    EXPECT_EQ(count_kind(list, EntityKind::Organization), 4575U);
    EXPECT_EQ(count_kind(list, EntityKind::Vessel), 685U);
    EXPECT_EQ(count_kind(list, EntityKind::Aircraft), 293U);
    EXPECT_FALSE(list.published) << "the file does not say its day";
}

TEST(OfacCsv, FindsTheWeakAliasesInTheRemarks) {
    const ListVersion list = read_list("ofac_sdn_2023-01_with_header.csv");
    std::size_t weak = 0;
    for (const Entity& entity : list.entities)
        weak += static_cast<std::size_t>(
            std::ranges::count(entity.names, NameKind::WeakAlias, &ListedName::kind));
    // 2,738 times `a.k.a. '` in the remarks; those that repeat a name of the entry count once.
    EXPECT_GE(weak, 2700U);
    EXPECT_LE(weak, 2738U);
    const Entity* bank = find_entity(list, "us-ofac-sdn:306");
    ASSERT_NE(bank, nullptr);
    const ListedName* mark = find_name(*bank, "BNC");
    ASSERT_NE(mark, nullptr);
    EXPECT_EQ(mark->kind, NameKind::WeakAlias);
    EXPECT_EQ(mark->where, "remarks");
}

TEST(OfacCsv, ReadsPeopleOutOfTheRemarks) {
    const ListVersion list = read_list("ofac_sdn_2023-01_with_header.csv");
    const Entity* person = find_entity(list, "us-ofac-sdn:2676");
    ASSERT_NE(person, nullptr);
    EXPECT_EQ(person->names[0].text, "AL ZAWAHIRI, Dr. Ayman");
    EXPECT_EQ(person->names[0].family, "AL ZAWAHIRI");
    EXPECT_EQ(person->names[0].given, "Dr. Ayman");
    ASSERT_EQ(person->births.size(), 1U);
    EXPECT_EQ(person->births[0], (PartialDate{1951, 0, 6, 19, false, "19 Jun 1951"}));
    EXPECT_EQ(person->birth_places, std::vector<std::string>{"Giza, Egypt"});
    EXPECT_TRUE(has_identifier(*person, {"passport", "1084010", "eg"}));
    EXPECT_TRUE(has_identifier(*person, {"passport", "19820215", ""}));
    EXPECT_EQ(person->listings[0].programs, std::vector<std::string>{"SDGT"});
    EXPECT_TRUE(person->listings[0].remarks.starts_with("DOB 19 Jun 1951; POB Giza, Egypt"));
    EXPECT_EQ(person->topics, std::vector<std::string>{"sanction"});
}

TEST(OfacCsv, ReadsShips) {
    const ListVersion list = read_list("ofac_sdn_2023-01_with_header.csv");
    const Entity* ship = find_entity(list, "us-ofac-sdn:4249");
    ASSERT_NE(ship, nullptr);
    EXPECT_EQ(ship->kind, EntityKind::Vessel);
    EXPECT_EQ(ship->countries, std::vector<std::string>{"cu"});
    EXPECT_TRUE(has_identifier(*ship, {"imo", "7206512", ""}));
    EXPECT_TRUE(has_identifier(*ship, {"call-sign", "CL2059", ""}));
}

TEST(OfacCsv, JoinsNamesAliasesAndAddresses) {
    std::vector<std::string> bytes;
    auto list = read_files(
        {"ofac_cons_alt.csv", "ofac_cons_prim.csv", "ofac_cons_add.csv", "ofac_cons_comments.csv"},
        bytes);
    ASSERT_TRUE(list) << list.error().message;
    EXPECT_EQ(list->list, "us-ofac-cons");
    EXPECT_EQ(list->entities.size(), 442U);
    EXPECT_TRUE(list->notes.empty()) << list->notes[0];
    // 442 names, 1,073 aliases, and the weak ones of the remarks.
    EXPECT_GE(count_names(*list), 442U + 1073U);
    const Entity* entity = find_entity(*list, "us-ofac-cons:46072");
    ASSERT_NE(entity, nullptr);
    EXPECT_EQ(entity->names[0].text, "MYANMA OIL AND GAS ENTERPRISE");
    EXPECT_NE(find_name(*entity, "M.O.G.E."), nullptr);
}

TEST(OfacCsv, GoesOnInTheCommentsWhereTheRemarksBreakOff) {
    std::vector<std::string> bytes;
    auto list = read_files({"ofac_cons_prim.csv", "ofac_cons_comments.csv"}, bytes);
    ASSERT_TRUE(list) << list.error().message;
    const Entity* bank = find_entity(*list, "us-ofac-cons:17014");
    ASSERT_NE(bank, nullptr);
    EXPECT_NE(find_name(*bank, "RUSAG"), nullptr) << "stands in the file of comments only";
}

TEST(OfacCsv, KeepsAliasesOfEntriesThatTheFileOfNamesHasNot) {
    std::vector<std::string> bytes;
    auto list = read_files({"ofac_sdn_2023-01_with_header.csv", "ofac_alt_2026-06.csv"}, bytes);
    ASSERT_TRUE(list) << list.error().message;
    const Entity* company = find_entity(*list, "us-ofac-sdn:48061");
    EXPECT_EQ(company, nullptr) << "left the list before 2026-06";
    ASSERT_EQ(list->notes.size(), 1U);
    EXPECT_NE(list->notes[0].find("not in the file of names; their names are kept"),
              std::string::npos);
}

TEST(OfacCsv, ReadsAFileOfAliasesAlone) {
    const ListVersion list = read_list("ofac_alt_2025-12.csv");
    EXPECT_EQ(list.list, "us-ofac-sdn");
    EXPECT_EQ(list.entities.size(), 8653U);
    EXPECT_EQ(count_names(list), 20107U);
    const Entity* person = find_entity(list, "us-ofac-sdn:48061");
    ASSERT_NE(person, nullptr);
    EXPECT_EQ(person->names[0].text, "HAMOU-HEMSI, Sara");
    EXPECT_EQ(person->names[0].kind, NameKind::Alias);
}

TEST(OfacCsv, RefusesWhatIsBroken) {
    const std::string row =
        "36,\"AEROCARIBBEAN AIRLINES\",-0- ,\"CUBA\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n";
    EXPECT_EQ(refused("sdn.csv", row + "37,\"X\",-0- \r\n"),
              "sdn.csv:2: expected 12 fields, found 3");
    EXPECT_EQ(refused("sdn.csv", row + row), "sdn.csv:2: entry `36` stands twice");
    EXPECT_EQ(refused("sdn.csv",
                      row + "x,\"X\",-0- ,\"CUBA\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n"),
              "sdn.csv:2: expected the number of an entry, found `x`");
    EXPECT_EQ(refused("sdn.csv",
                      row + "37,-0- ,-0- ,\"CUBA\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n"),
              "sdn.csv:2: entry `37` has no name");
    EXPECT_EQ(refused("sdn.csv", row + "37,\"X"),
              "sdn.csv:2:4: a quoted field that begins here never ends");
}

TEST(OfacEnhanced, ReadsEveryNameInEveryScript) {
    const ListVersion list = read_list("ofac_cons_enhanced_2025-02.zip");
    EXPECT_EQ(list.list, "us-ofac-cons");
    EXPECT_EQ(list.format, "ofac-enhanced-xml");
    EXPECT_EQ(base::to_string(*list.published), "2025-01-10");
    EXPECT_EQ(list.entities.size(), 443U);
    EXPECT_EQ(count_kind(list, EntityKind::Person), 80U);
    // 1,623 different names, and the marks of 69 shares.
    std::size_t codes = 0, cyrillic = 0;
    for (const Entity& entity : list.entities)
        for (const ListedName& name : entity.names) {
            codes += name.kind == NameKind::Code ? 1 : 0;
            cyrillic += name.where == "translation Cyrillic" ? 1 : 0;
        }
    EXPECT_EQ(count_names(list) - codes, 1623U);
    EXPECT_EQ(codes, 69U);
    EXPECT_EQ(cyrillic, 39U);
    const Entity* person = find_entity(list, "us-ofac-cons:9639");
    ASSERT_NE(person, nullptr);
    EXPECT_EQ(person->names[0].text, "HANIYA, Ismail Abdul Salah");
    EXPECT_EQ(person->names[0].family, "HANIYA");
    EXPECT_EQ(person->births[0].year, 1962);
    EXPECT_EQ(person->listings[0].since, "2006-04-12");
    const Entity* bank = find_entity(list, "us-ofac-cons:18735");
    ASSERT_NE(bank, nullptr);
    EXPECT_EQ(bank->related[0].role, "Owned or Controlled By");
    EXPECT_EQ(bank->related[0].name, "us-ofac-cons:17013");
}

TEST(OfacAdvanced, JoinsItsPartsByNumber) {
    const ListVersion list = read_list("made/sdn_advanced.xml");
    EXPECT_EQ(list.list, "us-ofac-sdn");
    EXPECT_EQ(base::to_string(*list.published), "2025-01-10");
    ASSERT_EQ(list.entities.size(), 3U);
    const Entity& person = list.entities[0];
    EXPECT_EQ(person.id, "us-ofac-sdn:2674");
    EXPECT_EQ(person.kind, EntityKind::Person);
    EXPECT_EQ(person.names[0],
              (ListedName{"ABBAS, Abu", NameKind::Primary, "Abu", "ABBAS", "DocumentedName"}));
    EXPECT_EQ(find_name(person, "Abu Khalid")->kind, NameKind::WeakAlias);
    EXPECT_EQ(person.births[0].day, 10);
    EXPECT_EQ(person.births[1].year, 1946);
    EXPECT_EQ(person.births[1].month, 0) << "a whole year is a year";
    EXPECT_TRUE(person.births[1].about);
    EXPECT_EQ(person.countries, std::vector<std::string>{"iq"});
    EXPECT_EQ(person.gender, "male");
    EXPECT_TRUE(has_identifier(person, {"passport", "040070827", "iq"}));
    EXPECT_EQ(person.listings[0].programs, std::vector<std::string>{"SDT"});
    EXPECT_EQ(person.listings[0].measures, std::vector<std::string>{"Block"});
    EXPECT_EQ(person.listings[0].since, "1995-01-24");
    EXPECT_EQ(list.entities[1].addresses[0], (Address{"Calle 5 No. 10, Havana", "cu"}));
    EXPECT_TRUE(has_identifier(list.entities[1], {"swift", "BNACCUHH", ""}));
    EXPECT_EQ(list.entities[2].kind, EntityKind::Vessel);
    EXPECT_TRUE(has_identifier(list.entities[2], {"imo", "8321785", ""}));
    EXPECT_EQ(find_name(list.entities[2], "OLD CARRIER")->kind, NameKind::Former);
    EXPECT_EQ(list.entities[2].related[0], (Related{"Owned or Controlled By", "us-ofac-sdn:306"}));
}

TEST(OfacPlainXml, TellsWeakAliasesFromStrong) {
    const ListVersion list = read_list("made/sdn.xml");
    EXPECT_EQ(list.list, "us-ofac-sdn");
    EXPECT_EQ(base::to_string(*list.published), "2025-01-22");
    ASSERT_EQ(list.entities.size(), 2U);
    EXPECT_EQ(find_name(list.entities[0], "NATIONAL BANK OF CUBA")->kind, NameKind::Alias);
    EXPECT_EQ(find_name(list.entities[0], "BNC")->kind, NameKind::WeakAlias);
    EXPECT_EQ(list.entities[1].names[0].family, "ABBAS");
    EXPECT_EQ(list.entities[1].gender, "male");
}

}  // namespace
}  // namespace standstill::screening
