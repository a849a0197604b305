// The lists of everybody else: counts against another program's, and entries looked at one by one.
#include "screening/list_support.h"

namespace standstill::screening {
namespace {

TEST(UnitedNations, HasEverybodyWithAliasesAndDocuments) {
    const ListVersion list = read_list("un_sc_consolidated_2026-02-27.xml");
    EXPECT_EQ(list.list, "un-sc");
    EXPECT_EQ(base::to_string(*list.published), "2026-02-27");
    EXPECT_EQ(count_kind(list, EntityKind::Person), 730U);
    EXPECT_EQ(count_kind(list, EntityKind::Organization), 273U);
    std::size_t originals = 0;
    for (const Entity& entity : list.entities)
        for (const ListedName& name : entity.names)
            originals += name.where == "NAME_ORIGINAL_SCRIPT" ? 1 : 0;
    EXPECT_EQ(originals, 377U) << "378, of which one repeats the Latin name";
    const Entity* person = find_entity(list, "un-sc:6907993");
    ASSERT_NE(person, nullptr);
    EXPECT_EQ(person->names[0].text, "ERIC BADEGE");
    EXPECT_EQ(person->births[0].year, 1971);
    EXPECT_EQ(person->countries, std::vector<std::string>{"cd"});
    EXPECT_TRUE(has_identifier(*person, {"un-reference", "CDi.001", ""}));
    EXPECT_EQ(person->listings[0].since, "2012-12-31");
    const Entity* other = find_entity(list, "un-sc:6907995");
    ASSERT_NE(other, nullptr);
    EXPECT_EQ(find_name(*other, "Rumuli")->kind, NameKind::WeakAlias);
    EXPECT_EQ(find_name(*other, "Victor Rumuri")->kind, NameKind::Alias);
    const Entity* group = find_entity(list, "un-sc:6908402");
    ASSERT_NE(group, nullptr);
    EXPECT_EQ(find_name(*group, "NALU")->kind, NameKind::Former);
}

TEST(EuropeanUnion, ReadsTheXml) {
    const ListVersion list = read_list("made/eu_1_1.xml");
    EXPECT_EQ(list.list, "eu-fsf");
    EXPECT_EQ(base::to_string(*list.published), "2026-08-05");
    ASSERT_EQ(list.entities.size(), 3U);
    const Entity& person = list.entities[0];
    EXPECT_EQ(person.kind, EntityKind::Person);
    EXPECT_EQ(find_name(person, "Abu Ali")->kind, NameKind::WeakAlias);
    EXPECT_EQ(person.births[0].text, "1937-04-28");
    EXPECT_EQ(person.gender, "male");
    EXPECT_TRUE(has_identifier(person, {"eu-reference", "EU.27.28", ""}));
    EXPECT_EQ(list.entities[1].names[0].text, "Sample & Sons Trading");
    EXPECT_EQ(list.entities[1].addresses[1], (Address{"Nowhere", ""})) << "00 is no country";
    EXPECT_EQ(list.entities[2].names[0].text, "Jan Erik Example") << "made of its parts";
    EXPECT_EQ(list.entities[2].births[0].year, 1960);
    EXPECT_EQ(list.entities[2].births[0].year_to, 1962);
    EXPECT_TRUE(list.entities[2].births[0].about);
}

TEST(EuropeanUnion, ReadsTheCsv) {
    const ListVersion list = read_list("made/eu_1_1.csv");
    EXPECT_EQ(list.format, "eu-csv");
    EXPECT_EQ(base::to_string(*list.published), "2026-08-05") << "day first";
    ASSERT_EQ(list.entities.size(), 2U);
    EXPECT_EQ(list.entities[0].names.size(), 2U);
    EXPECT_EQ(list.entities[0].countries, std::vector<std::string>{"iq"});
    EXPECT_EQ(list.entities[1].names[0].text, "Sample & Sons; Trading");
    EXPECT_TRUE(has_identifier(list.entities[1], {"registration", "7700123456", "by"}));
}

TEST(UnitedKingdom, ReadsBothCsvFiles) {
    const ListVersion list = read_list("made/uk_sanctions_list.csv");
    EXPECT_EQ(list.list, "uk-sanctions");
    EXPECT_EQ(base::to_string(*list.published), "2025-11-12");
    ASSERT_EQ(list.entities.size(), 2U);
    EXPECT_EQ(list.entities[0].names[0].text, "MOHAMMAD HASSAN AKHUND")
        << "the primary name comes first";
    EXPECT_EQ(find_name(list.entities[0], "Haji Mohammad Hassan")->kind, NameKind::WeakAlias);
    EXPECT_EQ(list.entities[0].births[0], (PartialDate{1945, 0, 0, 0, false, "dd/mm/1945"}));
    EXPECT_TRUE(has_identifier(list.entities[0], {"passport", "P04581926", "af"}));
    EXPECT_EQ(list.entities[0].listings[0].measures,
              (std::vector<std::string>{"Asset freeze", "Travel Ban"}));
    EXPECT_TRUE(has_identifier(list.entities[1], {"imo", "9562233", ""}));

    const ListVersion ofsi = read_list("made/ofsi_conlist.csv");
    EXPECT_EQ(ofsi.list, "uk-ofsi");
    EXPECT_EQ(base::to_string(*ofsi.published), "2025-11-12");
    ASSERT_EQ(ofsi.entities.size(), 2U);
    EXPECT_TRUE(has_identifier(ofsi.entities[0], {"un-reference", "QDi.006", ""}));
    EXPECT_TRUE(has_identifier(ofsi.entities[0], {"uk-reference", "AQD0006", ""}));
    EXPECT_EQ(ofsi.entities[0].births[1].year, 1951);
    EXPECT_EQ(ofsi.entities[0].births[1].month, 0) << "00/00 is unknown";
}

TEST(UnitedKingdom, ReadsBothXmlFiles) {
    const ListVersion list = read_list("made/uk_sanctions_list.xml");
    EXPECT_EQ(base::to_string(*list.published), "2026-08-20");
    ASSERT_EQ(list.entities.size(), 2U);
    EXPECT_EQ(list.entities[0].names[2].text, "محمد حسن آخوند");
    EXPECT_EQ(list.entities[1].names[0].text, "Petrel 8");
    EXPECT_EQ(list.entities[1].countries, std::vector<std::string>{"km"});
    const ListVersion ofsi = read_list("made/ofsi_conlist.xml");
    ASSERT_EQ(ofsi.entities.size(), 1U) << "two rows of one group";
    EXPECT_EQ(ofsi.entities[0].names[0].text, "Aiman Muhammed Rabi AL-ZAWAHIRI");
    EXPECT_TRUE(has_identifier(ofsi.entities[0], {"passport", "1084010", "eg"}));
}

TEST(ConsolidatedScreeningList, ReadsTheFileOfToday) {
    const ListVersion list = read_list("csl_us_current_format_sample.csv");
    EXPECT_EQ(list.list, "us-csl");
    EXPECT_EQ(list.entities.size(), 13U);
    const Entity* person = find_entity(list, "us-ofac-sdn:52291");
    ASSERT_NE(person, nullptr);
    EXPECT_EQ(person->gender, "male");
    EXPECT_TRUE(has_identifier(*person, {"passport", "836238033", "kp"}));
    EXPECT_EQ(person->listings[0].measures.size(), 2U);
    EXPECT_EQ(list.entities[0].names[0].text, "Sinobright Import and Export Company");
    EXPECT_EQ(list.entities[0].listings[0].list, "us-state-isn");
}

TEST(ConsolidatedScreeningList, ReadsTheFileOfOld) {
    const ListVersion list = read_list("csl_us_old_format_sample.csv");
    EXPECT_EQ(list.entities.size(), 115U);
    const Entity* company = find_entity(list, "us-ofac-ssi:18816");
    ASSERT_NE(company, nullptr);
    EXPECT_TRUE(has_identifier(*company, {"tax", "7704727853", ""})) << "the number stands first";
    EXPECT_NE(find_name(*company, "RT-STROITELNYE TEKHNOLOGII, AO"), nullptr);
}

TEST(ConsolidatedScreeningList, ReadsTheJson) {
    const ListVersion list = read_list("made/csl.json");
    EXPECT_EQ(list.format, "csl-json");
    EXPECT_EQ(base::to_string(*list.published), "2026-08-02");
    ASSERT_EQ(list.entities.size(), 2U);
    EXPECT_EQ(list.entities[0].addresses[1], (Address{"Pyongyang", "kp"}));
    EXPECT_EQ(list.entities[1].id, "us-bis-entity:99ed1b05");
    EXPECT_EQ(list.entities[1].listings[0].measures[1], "Presumption of denial");
    EXPECT_EQ(list.entities[1].topics, std::vector<std::string>{"export.control"});
}

TEST(DeniedPersons, JoinsTheAddressesOfOneOrder) {
    const ListVersion list = read_list("bis_dpl_2021-07.txt");
    EXPECT_EQ(list.list, "us-bis-dpl");
    EXPECT_EQ(list.entities.size(), 487U) << "581 rows";
}

TEST(Exclusions, ReadsSam) {
    const ListVersion list = read_list("made/sam_exclusions.csv");
    EXPECT_EQ(list.list, "us-sam");
    ASSERT_EQ(list.entities.size(), 2U);
    EXPECT_EQ(list.entities[0].names[0].text, "PIOTR EXAMPLE");
    EXPECT_NE(find_name(list.entities[0], "EXAMPEL, Piotr"), nullptr);
    EXPECT_EQ(list.entities[1].addresses[0], (Address{"4 DOCK ST, Tehran", "ir"}));
    EXPECT_TRUE(has_identifier(list.entities[1], {"uei", "BRK000000002", ""}));
}

TEST(Galaxy, ReadsVendorsAndTheirProducts) {
    const ListVersion list = read_list("misp_surveillance_vendor.json");
    EXPECT_EQ(list.list, "misp-surveillance-vendors");
    EXPECT_EQ(count_kind(list, EntityKind::Organization), 615U);
    EXPECT_EQ(count_kind(list, EntityKind::Product), 33U);
    const Entity* vendor =
        find_entity(list, "misp-surveillance-vendors:49d8e89f-401d-4d3d-9155-5758a346a4a1");
    ASSERT_NE(vendor, nullptr);
    EXPECT_EQ(vendor->names[0].text, "NSO group");
    EXPECT_NE(find_name(*vendor, "Q-Cyber"), nullptr);
    EXPECT_EQ(vendor->topics, std::vector<std::string>{"crime.spyware"});
    auto product = std::ranges::find_if(list.entities, [](const Entity& entity) {
        return entity.kind == EntityKind::Product && entity.names[0].text == "PEGASUS";
    });
    ASSERT_NE(product, list.entities.end());
    EXPECT_EQ(product->related[0].name, vendor->id);
}

TEST(PlainCsv, ReadsTheTablesOfTheUnitedStates) {
    const ListVersion companies = read_list("us_dod_1260h.csv");
    EXPECT_EQ(companies.list, "us-dod-1260h");
    EXPECT_EQ(companies.entities.size(), 397U);
    auto huawei = std::ranges::find_if(companies.entities, [](const Entity& entity) {
        return entity.names[0].text == "Huawei Technologies Co., Ltd.";
    });
    ASSERT_NE(huawei, companies.entities.end());
    EXPECT_NE(find_name(*huawei, "Huawei"), nullptr);
    EXPECT_EQ(huawei->related[0], (Related{"parent", "Huawei Investment & Holding Co., Ltd."}));
    EXPECT_EQ(read_list("us_sec_1286.csv").list, "us-section-1286");
    EXPECT_EQ(read_list("us_sec_1286.csv").entities.size(), 443U);
    EXPECT_EQ(read_list("us_sec_353.csv").list, "us-section-353");
    EXPECT_EQ(count_kind(read_list("us_sec_353.csv"), EntityKind::Person), 167U);
}

TEST(PlainCsv, ReadsATableOfOnesOwn) {
    Hints hints;
    auto list = import_list(
        Source{"Our vendors.csv", "Vendor Name;Country;DUNS\nACME GmbH;Germany;123456789\n"});
    ASSERT_TRUE(list) << list.error().message;
    EXPECT_EQ(list->list, "our-vendors");
    EXPECT_EQ(list->entities[0].countries, std::vector<std::string>{"de"});
    EXPECT_TRUE(has_identifier(list->entities[0], {"duns", "123456789", ""}));

    hints.list = "mine";
    hints.columns = {{"name", "Firma"}, {"aliases", "auch"}};
    list = import_list(Source{"a.csv", "Nr,Firma,auch\n1,ACME,Acme Ltd; ACM\n2,Other,\n"}, hints);
    ASSERT_TRUE(list) << list.error().message;
    EXPECT_EQ(list->list, "mine");
    ASSERT_EQ(list->entities.size(), 2U);
    EXPECT_EQ(list->entities[0].names.size(), 3U);
}

TEST(PlainCsv, SaysWhichColumnIsMissing) {
    Hints hints;
    hints.columns = {{"name", "Frma"}};
    EXPECT_EQ(refused("a.csv", "Nr,Firma\n1,ACME\n", hints),
              "a.csv:1: no column `Frma`, did you mean `Firma`?; the header has: Nr, Firma");
    hints.columns = {{"name", "Firma"}, {"colour", "Nr"}};
    EXPECT_TRUE(
        refused("a.csv", "Nr,Firma\n1,ACME\n", hints)
            .starts_with("a.csv:1: `colour` is nothing that a column can hold; these are: name, "));
    EXPECT_EQ(refused("a.csv", "name,country\nACME\n"),
              "a.csv:2: expected 2 fields as in the header, found 1");
    EXPECT_EQ(refused("a.csv", "name,country\n,de\n"), "a.csv:2: a row without a name");
}

TEST(PlainCsv, TellsRowsOfOneNameApart) {
    auto list = import_list(Source{"a.csv", "name\nACME\nACME\nACME\n"});
    ASSERT_TRUE(list);
    EXPECT_EQ(list->entities[0].id, "a:ACME");
    EXPECT_EQ(list->entities[1].id, "a:ACME (2)");
    EXPECT_EQ(list->entities[2].id, "a:ACME (3)");
}

}  // namespace
}  // namespace standstill::screening
