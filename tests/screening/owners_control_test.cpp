// Paths of control: what shows one, what shows one only perhaps, what shows none.
#include "owners_world.h"
#include "screening/owners/control.h"

namespace standstill::screening::owners {
namespace {

Control control(const Graph& graph, std::string_view controller, std::string_view party) {
    return control_by(graph, *graph.find(controller), *graph.find(party), day("2026-01-01"));
}

TEST(OwnersControl, IsShownByAPathOfPowers) {
    struct {
        const char* why;
        const char* links;
        Controlled standing;
        bool is_direct;
    } rows[] = {
        {"a power a source names", "S appointment V", Controlled::Shown, true},
        {"through another", "S state A; A management V", Controlled::Shown, false},
        {"more than half of the shares", "S 51 V", Controlled::Shown, true},
        {"exactly half is not more", "S 50 V", Controlled::NotShown, false},
        {"a range that may exceed half", "S 25-75 V", Controlled::Perhaps, true},
        {"shares of its own and of those it controls add up", "S 100 A; S 30 V; A 21 V",
         Controlled::Shown, false},
        {"of those it does not control they do not", "S 40 A; S 30 V; A 21 V", Controlled::NotShown,
         false},
        {"an office is control only perhaps", "S directorship V", Controlled::Perhaps, true},
        {"and what follows from it too", "S directorship A; A contractual V", Controlled::Perhaps,
         false},
        {"nothing leads back", "V appointment S", Controlled::NotShown, false},
        {"a circle ends", "S appointment A; A appointment B; B appointment A; B trust V",
         Controlled::Shown, false},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        Control found = control(world(row.links), "S", "V");
        EXPECT_EQ(found.standing, row.standing);
        EXPECT_EQ(found.is_direct, row.is_direct);
        EXPECT_EQ(found.path.empty(), row.standing == Controlled::NotShown);
        if (!found.path.empty()) {
            EXPECT_EQ(found.path.back().to, found.party);
        }
    }
}

TEST(OwnersControl, StakesOfTwoControllersDoNotAddUp) {
    Graph graph = world("S 30 V; T 30 V");
    EXPECT_TRUE(controllers_of(graph, *graph.find("V"), day("2026-01-01")).empty());
}

TEST(OwnersControl, APowerThatEndedIsNone) {
    Graph graph;
    Link link;
    link.owner = graph.party("S");
    link.asset = graph.party("V");
    link.kind = LinkKind::Management;
    link.period.to = *parse_rough_date("2020");
    ASSERT_TRUE(graph.add(link));
    EXPECT_EQ(control_by(graph, 0, 1, day("2019-06-01")).standing, Controlled::Shown);
    EXPECT_EQ(control_by(graph, 0, 1, day("2020-06-01")).standing, Controlled::Perhaps);
    EXPECT_EQ(control_by(graph, 0, 1, day("2021-01-01")).standing, Controlled::NotShown);
}

TEST(OwnersControl, TheCertainComeFirst) {
    Graph graph = world("P directorship V; S management V; G state S");
    std::vector<Control> all = controllers_of(graph, *graph.find("V"), day("2026-01-01"));
    ASSERT_EQ(all.size(), 3u);
    EXPECT_EQ(all[0].standing, Controlled::Shown);
    EXPECT_EQ(all[1].standing, Controlled::Shown);
    EXPECT_EQ(all[2].standing, Controlled::Perhaps);
}

}  // namespace
}  // namespace standstill::screening::owners
