// The index against a full scan, over all three kinds of its segments.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

#include "evidence/mark/shingle_index.h"
#include "evidence/text/scan.h"

namespace standstill::evidence {
namespace {

using Shingles = std::vector<std::uint64_t>;

// Texts of random shingles; every tenth repeats a part of an earlier one.
std::vector<Shingles> random_texts(std::size_t count, std::size_t size) {
    std::mt19937_64 random(7);
    std::vector<Shingles> texts;
    for (std::size_t i = 0; i < count; ++i) {
        Shingles text;
        for (std::size_t k = 0; k < size; ++k) text.push_back(random());
        if (i % 10 == 9) {
            const Shingles& earlier = texts[random() % i];
            std::copy_n(earlier.begin(), size / 2, text.begin());
        }
        texts.push_back(std::move(text));
    }
    return texts;
}

void expect_same_as_scan(const std::vector<Shingles>& texts, std::uint32_t least) {
    ShingleIndex index;
    for (const Shingles& text : texts) index.add(text);
    for (std::size_t asked = 0; asked < texts.size(); asked += texts.size() / 9 + 1) {
        std::set<std::uint64_t> own(texts[asked].begin(), texts[asked].end());
        std::vector<Candidate> expected;
        for (std::uint32_t i = 0; i < texts.size(); ++i) {
            const Shingles& other = texts[i];  // its shingles are random, so each stands there once
            auto shared = static_cast<std::uint32_t>(std::ranges::count_if(
                other, [&](std::uint64_t shingle) { return own.contains(shingle); }));
            if (shared >= least) expected.push_back({i, std::min(shared, 127U)});
        }
        std::ranges::stable_sort(expected, std::ranges::greater{}, &Candidate::shared);
        EXPECT_EQ(index.candidates(texts[asked], least, 1'000'000), expected);
    }
}

TEST(ShingleIndex, FindsWhatAFullScanFindsAmongTheNewest) {
    expect_same_as_scan(random_texts(300, 40), 8);
}

TEST(ShingleIndex, FindsWhatAFullScanFindsInSmallSegments) {
    expect_same_as_scan(random_texts(3 * ShingleIndex::kSmallSegmentTexts + 17, 20), 8);
}

TEST(ShingleIndex, FindsWhatAFullScanFindsInALargeSegment) {
    expect_same_as_scan(random_texts(ShingleIndex::kSegmentTexts + 1'100, 12), 4);
}

TEST(ShingleIndex, PassesOverWhatStandsEverywhere) {
    std::vector<Shingles> texts = random_texts(2 * ShingleIndex::kSmallSegmentTexts, 10);
    Shingles common;
    for (std::uint64_t i = 0; i < 20; ++i) common.push_back(folded_product(i + 1, kHashLow));
    for (Shingles& text : texts) text.insert(text.end(), common.begin(), common.end());
    ShingleIndex index;
    for (const Shingles& text : texts) index.add(text);
    EXPECT_EQ(index.candidates(texts[5], 8, 100).size(), 1U);
}

TEST(ShingleIndex, CountsARepeatedShingleOnceAndKeepsTheLimit) {
    ShingleIndex index;
    for (int i = 0; i < 9; ++i) index.add(Shingles{1, 1, 1, 2, 3});
    EXPECT_TRUE(index.candidates(Shingles{1, 1, 1, 1}, 2, 100).empty());
    EXPECT_EQ(index.candidates(Shingles{1, 2, 3}, 3, 4).size(), 4U);
    EXPECT_EQ(index.size(), 9U);
    EXPECT_TRUE(ShingleIndex().candidates(Shingles{1}, 1, 1).empty());
}

}  // namespace
}  // namespace standstill::evidence
