// FollowTheMoney and BODS: what is written reads back, and what others wrote is understood.
#include <algorithm>
#include <fstream>
#include <sstream>

#include "owners_world.h"
#include "screening/owners/bods.h"
#include "screening/owners/ftm.h"

namespace standstill::screening::owners {
namespace {

// One of everything that a graph can say.
Graph everything() {
    Graph graph;
    struct {
        const char* id;
        const char* name;
        EntityKind kind;
        const char* country;
    } parties[] = {{"p-1", "A Person, née Ünlü", EntityKind::Person, "mt"},
                   {"c-1", "Holding \"One\" S.A.", EntityKind::Organization, "lu"},
                   {"c-2", "Firm Two", EntityKind::Organization, ""}};
    for (const auto& one : parties) {
        Party& party = graph.parties()[graph.party(one.id)];
        party.name = one.name;
        party.kind = one.kind;
        if (*one.country != '\0') party.countries = {one.country};
    }
    Range ranges[] = {exactly(33'333'333 * kUnit),
                      {25 * kPercent + kHair, 50 * kPercent},
                      {0, 50 * kPercent - kHair},
                      kUnknownShare};
    int n = 0;
    for (const Range& range : ranges) {
        Link link{0, 1, LinkKind::Stake, range, n % 2 == 0, n == 1, {}, "", "", ""};
        link.id = "stake-" + std::to_string(n++);
        link.source = n % 2 == 0 ? "https://example.org/register" : "register of companies";
        link.role = "shareholder";
        link.period.from = *parse_rough_date(n == 1 ? "2019" : "2020-02-03");
        if (n > 2) link.period.to = *parse_rough_date("2021-05");
        EXPECT_TRUE(graph.add(link));
    }
    for (LinkKind kind :
         {LinkKind::Voting, LinkKind::Appointment, LinkKind::Management, LinkKind::Contractual,
          LinkKind::Trust, LinkKind::Nominee, LinkKind::State, LinkKind::Indirect,
          LinkKind::Directorship, LinkKind::Other}) {
        Link link{1, 2, kind, kUnknownShare, true, false, {}, "", "press", "as it says"};
        link.id = "power-" + std::to_string(n++);
        EXPECT_TRUE(graph.add(link));
    }
    return graph;
}

TEST(OwnersFtm, WhatIsWrittenReadsBack) {
    Graph graph = everything();
    graph.parties()[0].lists.push_back({"us-ofac-sdn",
                                        {*parse_rough_date("2024-03-05"), std::nullopt},
                                        true,
                                        "https://example.org/sdn"});
    graph.parties()[1].lists.push_back({"us-bis-el", {}, false, "a hit that waits"});
    auto read = read_ftm(write_ftm(graph), "written");
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(read->parties(), graph.parties());
    EXPECT_EQ(read->links(), graph.links());
    EXPECT_TRUE(read->remarks.empty());
    EXPECT_EQ(write_ftm(*read), write_ftm(graph));
}

TEST(OwnersBods, WhatIsWrittenReadsBack) {
    Graph graph = everything();
    std::string written = write_bods(graph, day("2026-11-20"), "a test");
    auto read = read_bods(written, "written");
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(read->parties(), graph.parties());
    EXPECT_EQ(read->links(), graph.links());
    EXPECT_EQ(write_bods(*read, day("2026-11-20"), "a test"), written);
}

TEST(OwnersFtm, ReadsWhatOpenSanctionsPublishes) {
    std::ifstream file("tests/data/screening/owners/ftm.jsonl");
    std::stringstream text;
    text << file.rdbuf();
    auto graph = read_ftm(text.str(), "ftm.jsonl");
    ASSERT_TRUE(graph) << graph.error().message;
    auto count = [&](LinkKind kind) {
        return std::ranges::count(graph->links(), kind, &Link::kind);
    };
    EXPECT_EQ(count(LinkKind::Stake), 3);
    EXPECT_EQ(count(LinkKind::Directorship), 1);
    EXPECT_EQ(count(LinkKind::Nominee), 1);
    const Link& known = graph->links()[0];
    EXPECT_EQ(known.share, exactly(60 * kPercent));
    EXPECT_EQ(known.period.to_text(), "from 2016-01-11 to 2024-03-24");
    const Link& rough = graph->links()[1];
    EXPECT_EQ(rough.share, kUnknownShare);
    EXPECT_TRUE(rough.is_indirect);
    const Party& listed = graph->parties()[*graph->find("person-1")];
    ASSERT_EQ(listed.lists.size(), 2u);
    EXPECT_EQ(listed.lists[0].list, "us-ofac-sdn");
    EXPECT_EQ(listed.lists[0].period.to_text(), "since 2022-04-06");
    EXPECT_EQ(listed.lists[1].list, "eu-fsf") << "by its topic alone";
    ASSERT_EQ(graph->remarks.size(), 2u);
    EXPECT_NE(graph->remarks[0].find("the share is not known: `a majority`"), std::string::npos);
    EXPECT_NE(graph->remarks[1].find("1 links of schema Family"), std::string::npos);
    EXPECT_EQ(verdict(*graph, "company-1", "2023-01-01").standing, Standing::Blocked);
    EXPECT_EQ(verdict(*graph, "company-1", "2022-01-01").standing, Standing::NotBlocked);
}

TEST(OwnersBods, ReadsTheLastStatementOfARecord) {
    // Statements with what they share left out, which is put before each.
    const std::string head = R"({"declarationSubject":"e","statementDate":")";
    std::string text = "[";
    for (
        const char* rest :
        {R"(2020-01-01","statementId":"1","recordId":"e","recordType":"entity","recordDetails":{)"
         R"("isComponent":false,"entityType":{"type":"registeredEntity"},"name":"Firm",)"
         R"("jurisdiction":{"name":"Malta","code":"MT"}}})",
         R"(2020-01-01","statementId":"2","recordId":"p","recordType":"person","recordDetails":{)"
         R"("isComponent":false,"personType":"knownPerson","names":[{"fullName":"Somebody"}]}})",
         R"(2020-01-01","statementId":"3","recordId":"r","recordType":"relationship",)"
         R"("recordStatus":"new","recordDetails":{"isComponent":false,"subject":"e",)"
         R"("interestedParty":"p","interests":[{"type":"shareholding","share":{)"
         R"("exclusiveMinimum":25,"maximum":50}},{"type":"votingRights","share":{"exact":75.5}}]}})",
         R"(2021-01-01","statementId":"4","recordId":"r","recordType":"relationship",)"
         R"("recordStatus":"updated","recordDetails":{"isComponent":false,"subject":"e",)"
         R"("interestedParty":"p","interests":[{"type":"shareholding","share":{"exact":60},)"
         R"("startDate":"2021-01-01"}]}})",
         R"(2022-06-01","statementId":"5","recordId":"r","recordType":"relationship",)"
         R"("recordStatus":"closed","recordDetails":{"isComponent":false,"subject":"e",)"
         R"("interestedParty":"p","interests":[{"type":"shareholding","share":{"exact":60},)"
         R"("startDate":"2021-01-01"}]}})",
         R"(2022-06-01","statementId":"6","recordId":"u","recordType":"relationship",)"
         R"("recordDetails":{"isComponent":false,"subject":"e","interestedParty":{)"
         R"("reason":"interestedPartyHasNotProvidedInformation"}}})"})
        text += (text.size() == 1 ? "" : ",\n") + head + rest;
    text += "]";
    auto graph = read_bods(text, "b.json");
    ASSERT_TRUE(graph) << graph.error().message;
    ASSERT_EQ(graph->links().size(), 1u);
    EXPECT_EQ(graph->links()[0].share, exactly(60 * kPercent));
    EXPECT_EQ(graph->links()[0].period.to_text(), "from 2021-01-01 to 2022-06-01");
    EXPECT_EQ(graph->parties()[0].countries, std::vector<std::string>{"mt"});
    ASSERT_EQ(graph->remarks.size(), 1u);
    EXPECT_NE(graph->remarks[0].find("interestedPartyHasNotProvidedInformation"),
              std::string::npos);
}

TEST(OwnersFormats, AMistakeNamesItsPlace) {
    struct {
        const char* why;
        const char* text;
        const char* message;
        bool is_bods;
    } rows[] = {
        {"no JSON", "{\"id\":\"a\",\n", "f:1: `{\"id\":\"a\",` is no JSON", false},
        {"no entity", "[]\n", "f:1: expected a JSON object", false},
        {"no schema", "\n{\"id\":\"a\"}\n", "f:2: `schema` must be a text", false},
        {"a link to nobody",
         "{\"id\":\"a\",\"schema\":\"Ownership\",\"properties\":{\"owner\":[\"x\"]}}",
         "f:1: Ownership `a` names no `asset`", false},
        {"a date that is none",
         "{\"id\":\"a\",\"schema\":\"Control\",\"properties\":{\"controller\":[\"x\"],\"controlled\":["
         "\"y\"],\"startDate\":[\"soon\"]}}",
         "f:1: `soon` is no date", false},
        {"malformed text", "{\"id\":\"\xff\"}", "f:1: the text is not UTF-8", false},
        {"an older standard", "[{\"statementID\":\"x\",\"statementType\":\"entityStatement\"}]",
         "f: statement 1: a statement of BODS 0.3 or older", true},
        {"a record of nobody",
         "[{\"statementId\":\"1\",\"statementDate\":\"2020-01-01\",\"recordId\":\"r\",\"recordType\":"
         "\"relationship\",\"recordDetails\":{\"subject\":\"e\",\"interestedParty\":\"p\"}}]",
         "f: statement 1: no statement describes `e`", true},
        {"too deep", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", "is no JSON", true},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        auto graph = row.is_bods ? read_bods(row.text, "f") : read_ftm(row.text, "f");
        ASSERT_FALSE(graph);
        EXPECT_NE(graph.error().message.find(row.message), std::string::npos)
            << graph.error().message;
    }
}

}  // namespace
}  // namespace standstill::screening::owners
