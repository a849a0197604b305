// Files of owners in three forms, known by their beginnings.
#include <gtest/gtest.h>

#include "screening/vendors/graph_file.h"

namespace standstill::screening::vendors {
namespace {

TEST(VendorsGraphFile, KnowsAFileByItsBeginning) {
    struct {
        const char* text;
        GraphFormat format;
    } rows[] = {
        {" {\"id\":\"a\",\"schema\":\"Company\",\"properties\":{}}\n", GraphFormat::FollowTheMoney},
        {"[\n{\"statementId\":\"a\"}]", GraphFormat::Bods},
        {"{\"statementId\":\"a\",\"recordType\":\"entity\"}\n", GraphFormat::Bods},
        {"# mine\nformat: standstill-vendors/1\nentries: []\n", GraphFormat::Own},
    };
    for (const auto& row : rows) {
        auto format = sniff_graph(row.text, "f");
        ASSERT_TRUE(format) << row.text;
        EXPECT_EQ(*format, row.format) << row.text;
    }
    for (const char* text : {"", "owner,asset,percent\n", "{\"a\":1}", "<xml/>"})
        EXPECT_FALSE(sniff_graph(text, "f")) << text;
}

TEST(VendorsGraphFile, AFileOfOnesOwnIsAGraph) {
    auto graph = read_graph(
        "format: standstill-vendors/1\n"
        "sources: {r: {title: Register, kind: official, date: '2025'}}\n"
        "entries:\n"
        "- {id: a, tier: vendor, facts: [{name: A, source: r}, {owner: b, share: '>25 <=50', from: "
        "2019-05, source: r}, {controller: b, how: appointment, source: r}, {all_holders: yes, "
        "source: r}]}\n"
        "- {id: b, tier: owner, facts: [{name: B, source: r}, {listed: us-ofac-sdn, from: 2024-01-01, "
        "source: r}]}\n",
        "own.yaml");
    ASSERT_TRUE(graph) << graph.error().message;
    ASSERT_EQ(graph->links().size(), 2u);
    EXPECT_EQ(owners::to_text(graph->links()[0].share), "more than 25 %, at most 50 %");
    EXPECT_EQ(graph->links()[0].period.to_text(), "since 2019-05");
    EXPECT_EQ(graph->links()[1].kind, owners::LinkKind::Appointment);
    EXPECT_TRUE(graph->parties()[0].has_all_holders);
    EXPECT_EQ(graph->parties()[1].lists[0].list, "us-ofac-sdn");
}

}  // namespace
}  // namespace standstill::screening::vendors
