// The picture of owners and its twin in words, over a graph small enough to count.
#include "report/picture_owners.h"

#include <gtest/gtest.h>

namespace standstill::report {
namespace {

using namespace screening::owners;

Graph small() {
    Graph graph;
    auto link = [&](const char* owner, const char* asset, LinkKind kind, Range share) {
        Link made;
        made.owner = graph.party(owner);
        made.asset = graph.party(asset);
        made.kind = kind;
        made.share = share;
        made.source = "a register";
        EXPECT_TRUE(graph.add(made));
    };
    link("X", "A", LinkKind::Stake, exactly(60 * kPercent));
    link("A", "B", LinkKind::Stake, {25 * kPercent, 75 * kPercent});
    link("P", "B", LinkKind::Appointment, kUnknownShare);
    graph.parties()[graph.party("A")].name = "Firm <& Sons>";
    graph.parties()[graph.party("X")].lists.push_back({"us-ofac-sdn", {}, true, ""});
    return graph;
}

Answer asked(const Graph& graph) {
    Rule rule;
    rule.id = "fifty";
    rule.name = "The rule";
    rule.lists = {"us-ofac-sdn"};
    rule.phases = {
        {*base::parse_day("2014-08-13"), std::nullopt, State::InForce, {}, "", "s", true}};
    return answer_for(graph, {rule}, *graph.find("B"), *base::parse_day("2026-01-01"));
}

TEST(OwnersPicture, DrawsEveryPartyAndLinkOnceAndEscapesNames) {
    Graph graph = small();
    std::string svg = owners_picture(graph, asked(graph));
    EXPECT_EQ(svg, owners_picture(graph, asked(graph)));
    auto count = [&](std::string_view what) {
        std::size_t n = 0;
        for (std::size_t at = svg.find(what); at != svg.npos; at = svg.find(what, at + 1)) ++n;
        return n;
    };
    EXPECT_EQ(count("<rect"), 4u);
    EXPECT_EQ(count("class=\"picture-link\""), 2u);
    EXPECT_EQ(count("class=\"picture-link-dashed\""), 1u);
    EXPECT_EQ(count("picture-value-no"), 2u);       // X and A
    EXPECT_EQ(count("picture-value-unknown"), 2u);  // B, and P of whom nothing is known
    EXPECT_NE(svg.find("Firm &lt;&amp; Sons&gt;"), svg.npos);
    EXPECT_EQ(svg.find("Firm <"), svg.npos);
    EXPECT_NE(svg.find("by the The rule it is cannot be excluded"), svg.npos);
}

TEST(OwnersPicture, TheWordsSayWhatThePictureShows) {
    Graph graph = small();
    EXPECT_EQ(owners_words(graph, asked(graph)),
              "3 parties and 3 links above B on 2026-01-01; by the The rule it is cannot be "
              "excluded. The list beside it says the same in words.\n"
              "Firm <& Sons> (blocked) owns B: 25 % to 75 %, source a register\n"
              "P (cannot be excluded) holds B: appointment, source a register\n"
              "X (blocked) owns Firm <& Sons>: 60 %, source a register\n"
              "Up to 75 % of B has no known holder.\n");
}

TEST(OwnersPicture, AGraphTooLargeIsCutAndSaysSo) {
    Graph graph;
    for (int i = 0; i < 100; ++i) {
        Link link;
        link.owner = graph.party("o" + std::to_string(i));
        link.asset = graph.party("B");
        link.share = {0, kPercent};
        ASSERT_TRUE(graph.add(link));
    }
    std::string svg = owners_picture(graph, asked(graph));
    EXPECT_NE(svg.find("The 40 nearest are drawn."), svg.npos);
    EXPECT_EQ(svg.find(">o99<"), svg.npos);
    EXPECT_NE(owners_words(graph, asked(graph)).find("o99 "), std::string::npos);
}

}  // namespace
}  // namespace standstill::report
