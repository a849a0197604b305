// OFAC's own words on the 50 percent rule, FAQ 398 to 402
// (https://ofac.treasury.gov/faqs/topic/1521), re-expressed. Examples 1 to 3 of FAQ 401 were
// compared with the published text; 4 and 5 with law firms' accounts of it. Where OFAC takes all
// other holders for not blocked, the test says that all holders are known; without that the honest
// answer is that it cannot be excluded.
#include "owners_world.h"

namespace standstill::screening::owners {
namespace {

struct Example {
    const char* why;
    const char* stakes;
    const char* blocked;
    const char* asked;
    Standing standing;       // all holders known
    Standing open_standing;  // others may hold the rest
};

using enum Standing;

constexpr Example kExamples[] = {
    {"FAQ 401, example 1: half of half is blocked, not a quarter", "X 50 A; A 50 B; o 50 A; o 50 B",
     "X", "B", Blocked, Blocked},
    {"FAQ 401, example 1: and so is the one between", "X 50 A; A 50 B; o 50 A; o 50 B", "X", "A",
     Blocked, Blocked},
    {"FAQ 401, example 2: two paths of a quarter add up",
     "X 50 A; X 50 B; A 25 C; B 25 C; o 50 A; o 50 B; o 50 C", "X", "C", Blocked, Blocked},
    {"FAQ 401, example 3: a direct tenth and an indirect 40 %",
     "X 50 A; X 10 B; A 40 B; o 50 A; o 50 B", "X", "B", Blocked, Blocked},
    {"FAQ 401, example 4: what is held through a party less than half owned does not count",
     "X 50 A; X 25 B; A 25 C; B 25 C; o 50 A; o 75 B; o 50 C", "X", "C", NotBlocked, NotBlocked},
    {"FAQ 401, example 5: a quarter of each of two full owners is nothing of C",
     "X 25 A; X 25 B; A 50 C; B 50 C; o 75 A; o 75 B", "X", "C", NotBlocked, NotBlocked},
    {"FAQ 399: a quarter each of two blocked persons", "X 25 A; Y 25 A; o 50 A", "X Y", "A",
     Blocked, Blocked},
    {"FAQ 399: a quarter of a blocked person and a quarter of another are not half",
     "X 25 A; y 25 A; o 50 A", "X", "A", NotBlocked, NotBlocked},
    {"the rule stops below the threshold", "X 49.999999 A; o 50.000001 A", "X", "A", NotBlocked,
     NotBlocked},
    {"exactly half is enough", "X 50 A; o 50 A", "X", "A", Blocked, Blocked},
    {"example 4 with the rest unknown cannot be excluded", "X 50 A; X 25 B; A 25 C; B 25 C", "X",
     "C", CannotBeExcluded, CannotBeExcluded},
    {"example 5 with the rest unknown cannot be excluded", "X 25 A; X 25 B; A 50 C; B 50 C", "X",
     "C", CannotBeExcluded, CannotBeExcluded},
};

TEST(OwnersFaq, WorkedExamples) {
    for (const Example& example : kExamples) {
        SCOPED_TRACE(example.why);
        EXPECT_EQ(verdict(world(example.stakes, example.blocked), example.asked).standing,
                  example.open_standing);
        bool rest_is_unknown = std::string_view(example.why).ends_with("cannot be excluded");
        if (rest_is_unknown) continue;
        EXPECT_EQ(
            verdict(world(example.stakes, example.blocked, "A B C o"), example.asked).standing,
            example.standing);
    }
}

TEST(OwnersFaq, Faq398ControlIsNotOwnership) {
    for (const char* kind : {"voting", "appointment", "management", "contractual", "trust",
                             "nominee", "state", "indirect", "directorship"}) {
        SCOPED_TRACE(kind);
        Verdict found = verdict(world(std::string("X ") + kind + " A; X 49 A; o 51 A", "X"), "A");
        EXPECT_EQ(found.standing, Standing::NotBlocked);
    }
}

// Stakes of persons blocked under different programs add up, so the rule has one set and no
// programs.
TEST(OwnersFaq, Faq399AddsStakesOfPersonsOnDifferentLists) {
    Graph graph = world("X 25 A; Y 25 A; o 50 A", "X");
    graph.parties()[*graph.find("Y")].lists.push_back({"us-ofac-sdn", {}, true, ""});
    EXPECT_EQ(verdict(graph, "A").standing, Standing::Blocked);
}

TEST(OwnersFaq, Faq400AnOfficeOfABlockedPersonBlocksNothing) {
    Graph graph = world("X directorship A; o 100 A", "X");
    EXPECT_EQ(verdict(graph, "A").standing, Standing::NotBlocked);
}

TEST(OwnersFaq, Faq402AStakeSoldNoLongerCounts) {
    Graph graph;
    Link before{graph.party("X"),
                graph.party("A"),
                LinkKind::Stake,
                exactly(60 * kPercent),
                true,
                false,
                {std::nullopt, *parse_rough_date("2020-05-01")},
                "",
                "",
                ""};
    Link after{before.owner,
               before.asset,
               LinkKind::Stake,
               exactly(40 * kPercent),
               true,
               false,
               {*parse_rough_date("2020-05-01"), std::nullopt},
               "",
               "",
               ""};
    Link buyer{graph.party("o"),
               before.asset,
               LinkKind::Stake,
               exactly(60 * kPercent),
               true,
               false,
               {*parse_rough_date("2020-05-01"), std::nullopt},
               "",
               "",
               ""};
    for (const Link& link : {before, after, buyer}) ASSERT_TRUE(graph.add(link));
    graph.parties()[buyer.owner].kind = EntityKind::Person;
    graph.parties()[before.owner].lists.push_back({"given", {}, true, ""});
    EXPECT_EQ(verdict(graph, "A", "2020-04-30").standing, Standing::Blocked);
    EXPECT_EQ(verdict(graph, "A", "2020-05-02").standing, Standing::NotBlocked);
    EXPECT_EQ(verdict(graph, "A", "2020-05-01").standing, Standing::NotBlocked)
        << "on the day of the sale itself the buyer has 60 % already";
}

TEST(OwnersFaq, TheProofNamesWhoHoldsWhat) {
    Graph graph = world("X 50 A; X 10 B; A 40 B; o 50 A; o 50 B", "X");
    Verdict found = verdict(graph, "B");
    ASSERT_EQ(found.proof.size(), 2u);
    EXPECT_EQ(graph.parties()[found.proof[0].asset].id, "A");
    EXPECT_EQ(graph.parties()[found.proof[1].asset].id, "B");
    ASSERT_EQ(found.proof[1].holders.size(), 2u);
    EXPECT_EQ(graph.parties()[found.proof[1].holders[0].owner].id, "A");
    EXPECT_EQ(found.proof[1].share, 50 * kPercent);
    EXPECT_EQ(found.proof[1].holders[0].links.size(), 1u);
}

}  // namespace
}  // namespace standstill::screening::owners
