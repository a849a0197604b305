// What a reader gets: the same answer as text, as JSON, and as the part of the graph it speaks of.
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "owners_world.h"
#include "screening/owners/answer.h"

namespace standstill::screening::owners {
namespace {

Answer asked(const Graph& graph, std::string_view party) {
    return answer_for(graph, {fifty()}, *graph.find(party), day("2026-01-01"));
}

TEST(OwnersAnswer, TheTextGivesProofAndWhatWouldDecide) {
    Graph graph = world("X 60 A; A 30 B; C ? B; p 20 B; p appointment B", "X");
    std::string text = to_text(graph, asked(graph, "B"));
    for (const char* words :
         {"B (B), on 2026-01-01", "A: 30 %", "C: not known", "without a known holder: up to 50 %",
          "p: shown, direct", "p -> B: appointment",
          "cannot be excluded: blocked holders have at least 30 % and may have up to 80 %",
          "A (blocked): blocked holders have at least 60 %", "X (blocked): 60 %",
          "what would decide it",
          "if of the part of B without a known holder, blocked persons hold at "
          "least 20 %, it is blocked"})
        EXPECT_NE(text.find(words), std::string::npos) << words << "\n" << text;
}

TEST(OwnersAnswer, TheJsonSaysTheSame) {
    Graph graph = world("X 60 A; A 50 B", "X");
    boost::json::object json = to_json(graph, asked(graph, "B"));
    const auto& rule = json.at("rules").at(0);
    EXPECT_EQ(rule.at("standing"), "blocked");
    EXPECT_EQ(rule.at("ground"), "stakes");
    EXPECT_EQ(rule.at("least_percent"), "50");
    ASSERT_EQ(rule.at("proof").as_array().size(), 2u);
    EXPECT_EQ(rule.at("proof").at(0).at("asset").at("id"), "A");
    EXPECT_EQ(rule.at("proof").at(1).at("holders").at(0).at("statements").at(0).at("share"), "50");
    EXPECT_EQ(boost::json::serialize(json),
              boost::json::serialize(to_json(graph, asked(graph, "B"))));
}

TEST(OwnersAnswer, ThePartAboveLeavesOutWhoIsNotAbove) {
    Graph graph = world("X 60 A; A 50 B; B 50 C; Y 10 D", "X");
    Graph part = part_above(graph, *graph.find("B"), day("2026-01-01"));
    EXPECT_EQ(part.parties().size(), 3u);
    EXPECT_EQ(part.links().size(), 2u);
    EXPECT_EQ(verdict(part, "B").standing, Standing::Blocked);
}

TEST(OwnersAnswer, ASuspendedRuleConcludesNothing) {
    Rule rule = fifty();
    rule.phases[0].state = State::Suspended;
    Graph graph = world("X 60 A", "X");
    std::string text =
        to_text(graph, answer_for(graph, {rule}, *graph.find("A"), day("2026-01-01")));
    EXPECT_NE(text.find("nothing follows from it on that day; were it in force:"), text.npos);
    std::string before =
        to_text(graph, answer_for(graph, {rule}, *graph.find("A"), day("2010-01-01")));
    EXPECT_NE(before.find("not yet in force on that day"), before.npos);
}

}  // namespace
}  // namespace standstill::screening::owners
