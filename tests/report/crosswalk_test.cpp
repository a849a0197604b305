// Crosswalks: read, turned, refused with their place; and those shipped point at what is there.
#include "report/crosswalk.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "report/desk.h"
#include "report/oscal_objectives.h"

namespace standstill::report {

namespace {

constexpr const char* kGood = R"(from: {pack: a}
to: {pack: b}
status: draft
about: x
lines:
- {from: '1', to: '2', relation: subset-of, basis: y}
)";

TEST(Crosswalk, IsTurnedToTheSideThatIsAskedFor) {
    law::RuleFiles files{{"crosswalk/a-b.yaml", kGood}};
    auto from_a = crosswalks_of(files, "a");
    auto from_b = crosswalks_of(files, "b");
    ASSERT_TRUE(from_a && from_b);
    ASSERT_EQ(from_a->size(), 1U);
    ASSERT_EQ(from_b->size(), 1U);
    EXPECT_EQ((*from_a)[0].lines[0].relation, "subset-of");
    EXPECT_EQ((*from_b)[0].from.id, "b");
    EXPECT_EQ((*from_b)[0].lines[0].from, "2");
    EXPECT_EQ((*from_b)[0].lines[0].relation, "superset-of");
    EXPECT_TRUE(crosswalks_of(files, "c")->empty());
}

TEST(Crosswalk, IsRefusedWithItsPlace) {
    struct Bad {
        const char *from, *to, *said;
    };
    for (const Bad& bad :
         {Bad{"subset-of", "about-the-same", "6:3: `about-the-same` is not a relation"},
          Bad{"status: draft\n", "", "`status` is missing"},
          Bad{"{pack: a}", "{id: a, title: a, citation: a, note: a, controls: []}",
              "`from` is a pack"},
          Bad{"basis: y", "basis: [y]", "`basis` is missing, or is not text"}}) {
        std::string text = kGood;
        text.replace(text.find(bad.from), std::string(bad.from).size(), bad.to);
        auto read = crosswalks_of({{"crosswalk/a-b.yaml", text}}, "a");
        ASSERT_FALSE(read) << bad.to;
        EXPECT_NE(read.error().message.find(bad.said), std::string::npos) << read.error().message;
        EXPECT_EQ(read.error().message.rfind("rules/crosswalk/a-b.yaml:", 0), 0U);
    }
}

// A line that points at nothing would be a dangling id in every export.
TEST(Crosswalk, ShippedOnesPointAtCitationsOfTheirPacks) {
    std::size_t lines = 0;
    for (const std::string& pack : law::packs_in(law_at_hand().files())) {
        auto program = law_at_hand().program({pack});
        ASSERT_TRUE(program);
        auto controls = oscal::controls_of(**program);
        auto crosswalks = crosswalks_of(law_at_hand().files(), pack);
        ASSERT_TRUE(crosswalks) << crosswalks.error().message;
        for (const Crosswalk& crosswalk : *crosswalks)
            for (const CrosswalkLine& line : crosswalk.lines) {
                ++lines;
                EXPECT_TRUE(std::any_of(controls.begin(), controls.end(),
                                        [&](const oscal::Control& control) {
                                            return control.pack == pack &&
                                                   control.cite == line.from;
                                        }))
                    << pack << " has no " << line.from;
            }
    }
    EXPECT_GT(lines, 10U);
}

}  // namespace

}  // namespace standstill::report
