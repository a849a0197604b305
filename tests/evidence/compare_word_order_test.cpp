// winLCS in bits against the table that everybody knows, and passages that are planted.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "evidence/compare/scores.h"
#include "evidence/compare/word_order.h"
#include "evidence/family.h"

namespace standstill::evidence {
namespace {

using Words = std::vector<std::uint32_t>;

std::uint32_t naive_lcs(const Words& a, const Words& b) {
    std::vector<std::vector<std::uint32_t>> table(a.size() + 1,
                                                  std::vector<std::uint32_t>(b.size() + 1));
    for (std::size_t i = 0; i < a.size(); ++i)
        for (std::size_t j = 0; j < b.size(); ++j)
            table[i + 1][j + 1] =
                a[i] == b[j] ? table[i][j] + 1 : std::max(table[i][j + 1], table[i + 1][j]);
    return table[a.size()][b.size()];
}

std::uint32_t naive_common(const Words& a, const Words& b) {
    const Words& shorter = a.size() <= b.size() ? a : b;
    const Words& longer = a.size() <= b.size() ? b : a;
    std::size_t size = shorter.size() * 14 / 10 + 20;
    std::size_t step = std::max<std::size_t>(1, shorter.size() / 3);
    std::uint32_t best = 0;
    for (std::size_t from = 0;; from += step) {
        std::size_t end = std::min(longer.size(), from + size);
        best = std::max(best, naive_lcs(shorter, Words(longer.begin() + static_cast<long>(from),
                                                       longer.begin() + static_cast<long>(end))));
        if (end == longer.size()) return best;
    }
}

TEST(WordOrder, AgreesWithTheTableWhicheverTextIsPrepared) {
    std::mt19937 random(3);
    for (int round = 0; round < 400; ++round) {
        std::size_t vocabulary = 2 + random() % 60;
        Words a(1 + random() % 200);
        Words b(1 + random() % 400);
        for (std::uint32_t& word : a) word = static_cast<std::uint32_t>(random() % vocabulary);
        for (std::uint32_t& word : b) word = static_cast<std::uint32_t>(random() % vocabulary);
        std::uint32_t expected = naive_common(a, b);
        int thousandths = static_cast<int>(expected * 1000 / std::min(a.size(), b.size()));
        ASSERT_EQ(WordOrder(a).score(b).common, expected);
        ASSERT_EQ(WordOrder(b).score(a).common, expected);
        ASSERT_EQ(WordOrder(a).score(b).thousandths, thousandths);
        for (int least : {0, 1, 350, 450, 900, 1000}) {
            ASSERT_EQ(WordOrder(a).reaches(b, least), thousandths >= least);
            ASSERT_EQ(WordOrder(b).reaches(a, least), thousandths >= least);
        }
    }
}

TEST(WordOrder, OfNothingIsNothing) {
    EXPECT_EQ(WordOrder(Words{}).score(Words{1, 2}).thousandths, 0);
    EXPECT_EQ(WordOrder(Words{1, 2}).score(Words{}).thousandths, 0);
}

TEST(ShingleSet, CountsWhatIsShared) {
    std::mt19937_64 random(5);
    std::vector<std::uint64_t> own(500);
    for (std::uint64_t& shingle : own) shingle = random();
    std::vector<std::uint64_t> other(own.begin(), own.begin() + 7);
    for (int i = 0; i < 500; ++i) other.push_back(random());
    EXPECT_EQ(ShingleSet(own).shared(other), 7U);
    EXPECT_EQ(ShingleSet(own).shared(other, 3), 3U);
    EXPECT_EQ(ShingleSet({}).shared(other), 0U);
}

TEST(Scores, AreTheSameWhicheverTextComesFirst) {
    for (const char* name : {"spun", "rewritten", "german", "independent", "statement-a"}) {
        SCOPED_TRACE(name);
        Report a = family_report("original");
        Report b = family_report(name);
        Scores one = score(a.reading, b.reading);
        Scores two = score(b.reading, a.reading);
        EXPECT_EQ(one.order, two.order);
        EXPECT_EQ(one.run, two.run);
        EXPECT_EQ(one.passage_bits, two.passage_bits);
        EXPECT_EQ(one.passage_share, two.passage_share);
        EXPECT_EQ(one.loose_bits, two.loose_bits);
        EXPECT_EQ(one.anchor_bits, two.anchor_bits);
        EXPECT_EQ(one.first_words, two.second_words);
        EXPECT_EQ(one.quotations.size(), two.quotations.size());
    }
}

TEST(Passages, AreFoundWhereverTheyLie) {
    std::string planted =
        "researchers at the laboratory traced encrypted telephone intrusions to a vendor in the "
        "harbour whose director had twice been warned about journalists";
    Reading first = *read_text(family_report("independent").reading.text + " " + planted);
    Reading second = *read_text(planted + " " + family_report("cites").reading.text);
    std::vector<Passage> found =
        shared_passages(first, second, Quoted::LeftOut, Gaps::Tight, kPassageBits);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_TRUE(first.shown(first.span_of(found[0].first)).find("traced encrypted") !=
                std::string_view::npos);
    EXPECT_EQ(first.shown(first.span_of(found[0].first)),
              second.shown(second.span_of(found[0].second)));
}

TEST(Passages, LeaveOutWhatIsQuoted) {
    std::string quoted = "\"encrypted telephone intrusions by a vendor in the harbour laboratory\"";
    Reading first = *read_text("She said: " + quoted + " That was all.");
    Reading second = *read_text("Asked, he wrote " + quoted + " and left.");
    EXPECT_TRUE(shared_passages(first, second, Quoted::LeftOut, Gaps::Tight, 10).empty());
    EXPECT_FALSE(shared_passages(first, second, Quoted::Kept, Gaps::Tight, 10).empty());
}

}  // namespace
}  // namespace standstill::evidence
