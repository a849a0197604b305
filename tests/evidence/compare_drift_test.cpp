// Sentences that belong together, and what changed in them.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "evidence/compare/drift.h"
#include "evidence/family.h"

namespace standstill::evidence {
namespace {

using Strings = std::vector<std::string>;

Strings drifts(const std::string& before, const std::string& after) {
    Reading first = *read_text(before);
    Reading second = *read_text(after);
    auto last = [](const Reading& reading) {
        return WordRange{0, static_cast<std::uint32_t>(reading.words.size())};
    };
    Strings found;
    for (const Drift& drift : drift_between(first, last(first), second, last(second)))
        found.push_back(std::string(name_of(drift.kind)) + ": " + drift.words);
    return found;
}

TEST(Drift, IsTyped) {
    struct Row {
        const char* before;
        const char* after;
        Strings drifts;
        const char* why;
    };
    const Row kRows[] = {
        {"The agency paid for it.", "The agency paid for it.", {}, "the same"},
        {"The agency bought it.", "The agency purchased it.", {}, "a synonym is no drift"},
        {"They found 14 phones.", "They found fourteen phones.", {}, "a number in words"},
        {"They found 14 phones.",
         "They found 41 phones.",
         {"number: `14` became `41`"},
         "a number"},
        {"It cost $2 million.",
         "It cost $2 billion.",
         {"number: `2 million` became `2 billion`"},
         "a magnitude"},
        {"It was signed on January 17, 2025.",
         "It was signed on January 7, 2025.",
         {"date: `January 17, 2025` became `January 7, 2025`"},
         "a day"},
        {"It was signed on January 17, 2025.",
         "It was signed on 17 January 2024.",
         {"date: `January 17, 2025` became `17 January 2024`"},
         "a year"},
        {"A deal with Orvane Systems ended.",
         "A deal with Orvale Systems ended.",
         {"name: `Orvane` became `Orvale`"},
         "a name"},
        {"He did not confirm it.",
         "He would not confirm it.",
         {"modality: `did` became `would`"},
         "a modal verb"},
        {"He didn't confirm it.", "He did not confirm it.", {}, "a contraction"},
        {"It was used.", "It was not used.", {"negation: the denial `not` was added"}, "a denial"},
        {"It is used.", "It is reportedly used.", {"modality: `reportedly` was added"}, "a hedge"},
        {"Officials said that it was used.",
         "It was used.",
         {"attribution: what was `said` by somebody is said as a fact"},
         "an attribution"},
        {"He wrote: \"It might spur a violation of law.\"",
         "He wrote: \"It might encourage a violation of law.\"",
         {"quotation: the quotation `It might spur a violation of law.` became `It might "
          "encourage a violation of law.`"},
         "a quotation"},
    };
    for (const Row& row : kRows) {
        SCOPED_TRACE(row.why);
        EXPECT_EQ(drifts(row.before, row.after), row.drifts);
    }
}

TEST(Align, PairsTheSentencesOfASpunCopyInOrder) {
    Report original = family_report("original");
    Report spun = family_report("spun");
    auto aligned = align(original.reading, spun.reading);
    ASSERT_TRUE(aligned);
    ASSERT_EQ(aligned->size(), 14U);  // 15 sentences, the last two run together in the copy
    for (std::size_t i = 0; i < aligned->size(); ++i) {
        EXPECT_EQ((*aligned)[i].first, i);
        EXPECT_EQ((*aligned)[i].second, i);
        EXPECT_GE((*aligned)[i].likeness, 500);
    }
    EXPECT_EQ(aligned->back().first_count, 2U);
}

TEST(Align, LeavesAloneWhatBelongsToNothing) {
    auto aligned = align(family_report("original").reading, family_report("independent").reading);
    ASSERT_TRUE(aligned);
    EXPECT_TRUE(aligned->empty());
}

TEST(Align, FindsASentenceThatWasSplit) {
    Reading whole = *read_text(
        "The laboratory traced the intrusion and the director warned "
        "the vendor twice about journalists.");
    Reading split = *read_text(
        "The laboratory traced the intrusion. The director warned the "
        "vendor twice about journalists.");
    auto aligned = align(whole, split);
    ASSERT_TRUE(aligned);
    ASSERT_EQ(aligned->size(), 1U);
    EXPECT_EQ((*aligned)[0].second_count, 2U);
}

TEST(Align, RefusesWhatWouldTakeTooLong) {
    std::string many;
    for (int i = 0; i < 4'100; ++i) many += "Go on. ";
    Reading reading = *read_text(many);
    auto aligned = align(reading, reading);
    ASSERT_FALSE(aligned);
    EXPECT_EQ(aligned.error().message,
              "texts of 4100 and 4100 sentences are too long to be aligned as a whole");
}

}  // namespace
}  // namespace standstill::evidence
