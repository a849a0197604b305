// The gate over every sequence of a small alphabet of events, short enough for every day;
// tests/long/run exhaustive goes deeper.
#include <gtest/gtest.h>

#include "review/exhaustive_search.h"
#include "review/story.h"

namespace standstill::exhaustive {
namespace {

struct World {
    const char* why;
    const char* prefix;
    unsigned depth;
    bool opens;  // some sequence is permitted
};

constexpr World kWorlds[] = {
    {"nothing is determined: four steps never suffice", "", 4, false},
    {"certified: decision, notice and wait are left", "NSC", 4, true},
    {"certified and noticed", "NSCDK", 3, true},
    {"prohibited and waived", "PV", 4, true},
    {"prohibited, and certified all the same", "PSC", 4, true},
    {"held by the White House", "NSCDKH", 2, true},
    {"permitted already", "NSCDKW", 2, true},
};

TEST(Exhaustive, TheGateOpensExactlyWhereTheWordsSay) {
    for (const auto& [why, prefix, depth, opens] : kWorlds) {
        SCOPED_TRACE(why);
        auto tally = search(prefix, depth, review::law_at_hand(), review::zones_at_hand());
        ASSERT_TRUE(tally) << tally.error().message;
        EXPECT_EQ(tally->first_difference, "");
        EXPECT_EQ(tally->permitted > 0, opens);
        std::uint64_t expected = 0, level = 1;
        for (unsigned i = 0; i <= depth; ++i, level *= kAlphabet.size()) expected += level;
        EXPECT_EQ(tally->sequences, expected);
    }
}

// The predicate is the judge above, so it is judged here, sequence by sequence.
struct Verdict {
    const char* why;
    const char* sequence;
    bool permitted;
};

constexpr Verdict kVerdicts[] = {
    {"all in order", "NSCDKW", true},
    {"released instead of waited", "NSCDKR", true},
    {"nothing", "", false},
    {"no submission", "NCDKW", false},
    {"certified before it was submitted", "NCSDKW", false},
    {"certified by the head of a component", "NScDKW", false},
    {"no decision", "NSCKW", false},
    {"decided by the head of a component", "NSCdKW", false},
    {"notified before it was decided", "NSCKDW", false},
    {"a notice without the reasons", "NSCDkW", false},
    {"the reasons later", "NSCDkKW", true},
    {"notified by the head of a component", "NSCDxW", false},
    {"not waited", "NSCDK", false},
    {"released by a designee", "NSCDKr", false},
    {"released before the notice", "NSCDRK", false},
    {"held", "NSCDKHW", false},
    {"held and released", "NSCDKHR", true},
    {"held before any decision", "HNSCDKW", true},
    {"a hold outlives a new decision", "NSCDHDKW", false},
    {"a new decision wants a new notice", "NSCDKWD", false},
    {"a new determination wants a new certificate", "NSCDKWN", false},
    {"information waits for a determination", "NSCDKWI", false},
    {"information before the determination", "INSCDKW", true},
    {"work was stopped", "NSCDKWT", false},
    {"prohibited", "PSCDKW", false},
    {"prohibited and waived", "PVDKW", true},
    {"waived without findings", "PvDKW", false},
    {"waived before the prohibition", "VPDKW", false},
    {"decided before the waiver", "PDVKW", false},
    {"a second waiver wants a decision after it", "PVDKWV", false},
    {"decided before the certificate", "NDSCKW", true},
};

TEST(Exhaustive, ThePredicateReadsTheWordsAsAPersonDoes) {
    for (const auto& [why, sequence, permitted] : kVerdicts) {
        SCOPED_TRACE(std::string(why) + ": " + sequence);
        EXPECT_EQ(is_permitted(sequence), permitted);
        if (permitted) {
            EXPECT_FALSE(lacks_a_step(sequence));
        }
    }
}

TEST(Exhaustive, RefusesALetterAndALengthThatAreNotOfTheWorld) {
    EXPECT_FALSE(search("Q", 1, review::law_at_hand(), review::zones_at_hand()));
    EXPECT_FALSE(search("", 9, review::law_at_hand(), review::zones_at_hand()));
}

}  // namespace
}  // namespace standstill::exhaustive
