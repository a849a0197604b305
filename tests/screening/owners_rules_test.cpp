// The rules that ship, day by day, and the reader with mistakes before it.
#include <algorithm>
#include <fstream>
#include <sstream>

#include "owners_world.h"
#include "screening/owners/rules.h"

namespace standstill::screening::owners {
namespace {

std::vector<Rule> shipped() {
    std::ifstream file("data/owners/rules.yaml");
    std::stringstream text;
    text << file.rdbuf();
    auto rules = parse_rules(text.str(), "data/owners/rules.yaml");
    EXPECT_TRUE(rules) << rules.error().message;
    return *rules;
}

const Rule& rule(const std::vector<Rule>& rules, std::string_view id) {
    return *std::ranges::find(rules, id, &Rule::id);
}

TEST(OwnersRules, ComeAndGo) {
    std::vector<Rule> rules = shipped();
    struct {
        const char* id;
        const char* day;
        std::optional<State> state;
    } rows[] = {
        {"us-ofac-50", "2008-02-13", std::nullopt},
        {"us-ofac-50", "2008-02-14", State::InForce},
        {"us-ofac-50", "2026-11-20", State::InForce},
        {"us-bis-affiliates", "2025-09-28", std::nullopt},
        {"us-bis-affiliates", "2025-09-29", State::InForce},
        {"us-bis-affiliates", "2025-11-09", State::InForce},
        {"us-bis-affiliates", "2025-11-10", State::Suspended},
        {"us-bis-affiliates", "2026-11-09", State::Suspended},
        {"us-bis-affiliates", "2026-11-10", State::Unknown},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(std::string(row.id) + " " + row.day);
        const Phase* phase = rule(rules, row.id).on(day(row.day));
        ASSERT_EQ(phase != nullptr, row.state.has_value());
        if (phase != nullptr) {
            EXPECT_EQ(phase->state, *row.state);
        }
    }
}

TEST(OwnersRules, TheEuropeanThresholdMovedByAHair) {
    std::vector<Rule> rules = shipped();
    const Rule& eu = rule(rules, "eu-ownership");
    Graph graph = world("X 50 A; o 50 A", "X");
    EXPECT_EQ(verdict(graph, "A", "2024-07-02", eu).standing, Standing::NotBlocked);
    EXPECT_EQ(verdict(graph, "A", "2024-07-03", eu).standing, Standing::Blocked);
    Graph more = world("X >50 A", "X");
    EXPECT_EQ(verdict(more, "A", "2024-07-02", eu).standing, Standing::Blocked);
}

TEST(OwnersRules, TheEuropeanRuleLooksAtControlAndTheAmericanDoesNot) {
    std::vector<Rule> rules = shipped();
    Graph graph = world("X management A; o 100 A", "X");
    Verdict eu = verdict(graph, "A", "2025-01-01", rule(rules, "eu-ownership"));
    EXPECT_EQ(eu.standing, Standing::CannotBeExcluded);
    EXPECT_EQ(eu.ground, Ground::Control);
    EXPECT_EQ(verdict(graph, "A", "2025-01-01", rule(rules, "us-ofac-50")).standing,
              Standing::NotBlocked);
}

TEST(OwnersRules, TheAffiliatesRuleSparesAmericanEntities) {
    std::vector<Rule> rules = shipped();
    const Rule& bis = rule(rules, "us-bis-affiliates");
    Graph graph = world("X 100 A", "X");
    EXPECT_EQ(verdict(graph, "A", "2025-10-01", bis).standing, Standing::Blocked);
    graph.parties()[*graph.find("A")].countries = {"us"};
    Verdict spared = verdict(graph, "A", "2025-10-01", bis);
    EXPECT_EQ(spared.standing, Standing::NotBlocked);
    EXPECT_EQ(spared.ground, Ground::Spared);
}

TEST(OwnersRules, ListingIsDated) {
    Graph graph = world("X 100 A");
    graph.parties()[*graph.find("X")].lists.push_back(
        {"us-ofac-sdn",
         {*parse_rough_date("2024-03-05"), *parse_rough_date("2025-12-30")},
         true,
         ""});
    EXPECT_EQ(verdict(graph, "A", "2024-03-04").ground, Ground::UnknownHolders)
        << "nothing is known of who owns X";
    EXPECT_EQ(verdict(graph, "A", "2024-03-05").standing, Standing::Blocked);
    EXPECT_EQ(verdict(graph, "A", "2025-12-31").ground, Ground::UnknownHolders);
}

TEST(OwnersRules, AMistakeNamesItsPlace) {
    struct {
        const char* text;
        const char* message;
    } rows[] = {
        {"format: standstill-ownership-rules/1\nrules:\n- {id: a, name: b, effect: c, lists: [], "
         "phasen: []}\n",
         "r.yaml:3:42: unknown key `phasen`, did you mean `phases`?"},
        {"format: standstill-ownership-rules/1\nrules:\n- {id: a, name: b, effect: c, lists: [], "
         "phases: [{from: 2020-01-01, state: on, share: at least 50, source: x}]}\n",
         "`on` is no state; expected in-force, suspended or unknown"},
        {"format: standstill-ownership-rules/1\nrules:\n- {id: a, name: b, effect: c, lists: [], "
         "phases: [{from: 2020-01-01, state: in-force, share: 25-50, source: x}]}\n",
         "`25-50` is no threshold"},
        {"format: other/1\nrules: []\n", "expected `standstill-ownership-rules/1`"},
    };
    for (const auto& row : rows) {
        auto rules = parse_rules(row.text, "r.yaml");
        ASSERT_FALSE(rules);
        EXPECT_NE(rules.error().message.find(row.message), std::string::npos)
            << rules.error().message;
    }
}

}  // namespace
}  // namespace standstill::screening::owners
