// Every kernel that runs here against plain dynamic programming: whole small worlds, then chance.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "screening/find/distance.h"
#include "screening/find/kernel.h"
#include "screening/find/letters.h"
#include "screening/find_words.h"

namespace standstill::screening::find {
namespace {

std::vector<Kernel> kernels() {
    std::vector<Kernel> all;
    for (Kernel kernel : {Kernel::Portable, Kernel::Avx2, Kernel::Avx512})
        if (runs_here(kernel)) all.push_back(kernel);
    return all;
}

// Rows as a table of sounds has them: one behind the other.
struct Packed {
    explicit Packed(const std::vector<std::string>& words) {
        for (const std::string& word : words) {
            at.push_back(letters.size());
            for (char c : word) letters.push_back(letter_number(c));
        }
        letters.resize(letters.size() + kLongRow, kNoLetter);
    }
    std::vector<std::size_t> at;
    std::vector<std::uint8_t> letters;
};

// Counts wrong distances of one probe against all words that its measure admits.
std::size_t faults(Kernel kernel, const std::string& probe_word, unsigned edits,
                   const std::vector<std::string>& words, const Packed& packed) {
    std::vector<std::size_t> places;
    std::vector<const std::uint8_t*> rows;
    std::vector<std::uint8_t> sizes;
    std::size_t longest = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::size_t a = words[i].size(), b = probe_word.size();
        if (std::max(a, b) - std::min(a, b) > edits) continue;
        places.push_back(i);
        rows.push_back(packed.letters.data() + packed.at[i]);
        sizes.push_back(static_cast<std::uint8_t>(a));
        longest = std::max(longest, a);
    }
    std::vector<std::uint8_t> distances(places.size(), 255);
    functions_of(kernel).measure(Probe(probe_word, edits), rows, sizes.data(), longest,
                                 distances.data());
    std::size_t wrong = 0;
    for (std::size_t i = 0; i < places.size(); ++i) {
        const std::size_t truth = plain_distance(probe_word, words[places[i]]);
        if (truth <= edits ? distances[i] != truth : distances[i] <= edits) ++wrong;
    }
    return wrong;
}

TEST(FindKernel, MeasuresEveryPairOfASmallWorld) {
    for (auto [letters, longest] : {std::pair<char, std::size_t>{2, 7}, {3, 5}}) {
        const std::vector<std::string> words = words_over(letters, longest);
        const Packed packed(words);
        for (Kernel kernel : kernels())
            for (const std::string& word : words)
                for (unsigned edits = 0; edits <= kWideBand && !word.empty(); ++edits) {
                    SCOPED_TRACE(std::string(name_of(kernel)) + " " + word);
                    ASSERT_EQ(faults(kernel, word, edits, words, packed), 0U);
                }
    }
}

TEST(FindKernel, MeasuresWordsOfEveryLengthARowHolds) {
    std::mt19937 random(5);
    for (int round = 0; round < 400; ++round) {
        const std::size_t most = round % 2 == 0 ? kShortRow : kLongRow;
        const std::size_t letters = random() % 3 == 0 ? 3 : 36;
        const std::string word = random_word(random, 1 + random() % kLongRow, letters);
        std::vector<std::string> words;
        while (words.size() < 1 + random() % 200) {
            std::string other = random() % 4 == 0
                                    ? random_word(random, random() % (most + 1), letters)
                                    : with_edits(random, word, random() % 9);
            if (other.size() <= most) words.push_back(other);
        }
        const Packed packed(words);
        for (Kernel kernel : kernels())
            for (unsigned edits = 0; edits <= kWideBand; ++edits)
                ASSERT_EQ(faults(kernel, word, edits, words, packed), 0U)
                    << name_of(kernel) << " " << word << " " << edits << " round " << round;
    }
}

TEST(FindKernel, SignaturesNeverRejectWhatIsNear) {
    const std::vector<std::string> words = words_over(3, 5);
    for (const std::string& a : words)
        for (const std::string& b : words)
            ASSERT_TRUE(may_be_within(signature_of(a), signature_of(b),
                                      static_cast<unsigned>(plain_distance(a, b))))
                << a << " " << b;
    std::mt19937 random(6);
    for (int round = 0; round < 20'000; ++round) {
        std::string a = random_word(random, random() % 20, 36);
        std::string b = with_edits(random, a, random() % 5);
        ASSERT_TRUE(may_be_within(signature_of(a), signature_of(b),
                                  static_cast<unsigned>(plain_distance(a, b))))
            << a << " " << b;
    }
}

TEST(FindKernel, SiftsTheSameRows) {
    std::mt19937 random(7);
    std::vector<Signature> signatures;
    for (int i = 0; i < 1'000; ++i)
        signatures.push_back(signature_of(random_word(random, 3 + random() % 9, 20)));
    for (int round = 0; round < 500; ++round) {
        const std::size_t first = random() % 1'000, last = first + random() % (1'001 - first);
        const Signature of = signatures[random() % 1'000];
        const auto edits = static_cast<unsigned>(random() % 5);
        std::vector<std::uint32_t> expected;
        for (std::size_t i = first; i < last; ++i)
            if (may_be_within(of, signatures[i], edits))
                expected.push_back(static_cast<std::uint32_t>(i));
        for (Kernel kernel : kernels()) {
            std::vector<std::uint32_t> out(last - first + 16);
            out.resize(
                functions_of(kernel).sift(signatures.data(), first, last, of, edits, out.data()));
            ASSERT_EQ(out, expected) << name_of(kernel);
        }
    }
}

TEST(FindKernel, TheWordOf64CellsEqualsThePlainTable) {
    std::mt19937 random(8);
    for (int round = 0; round < 3'000; ++round) {
        std::string a = random_word(random, random() % 80, 36);
        std::string b = with_edits(random, a, random() % 12);
        ASSERT_EQ(Ruler(a).distance_to(b), plain_distance(a, b)) << a << " " << b;
    }
}

}  // namespace
}  // namespace standstill::screening::find
