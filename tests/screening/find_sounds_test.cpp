// The table of sounds and its pieces find exactly what plain dynamic programming finds.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>
#include <string>
#include <vector>

#include "screening/find/distance.h"
#include "screening/find/segments.h"
#include "screening/find/sounds.h"
#include "screening/find_words.h"

namespace standstill::screening::find {
namespace {

std::vector<Kernel> kernels() {
    std::vector<Kernel> all;
    for (Kernel kernel : {Kernel::Portable, Kernel::Avx2, Kernel::Avx512})
        if (runs_here(kernel)) all.push_back(kernel);
    return all;
}

struct Table {
    explicit Table(std::vector<std::string> all) : words(std::move(all)) {
        std::ranges::sort(words);
        words.erase(std::unique(words.begin(), words.end()), words.end());
        std::vector<std::string_view> views(words.begin(), words.end());
        arrays = lay_out(views, order);
    }
    std::vector<Near> truth(const std::string& text, const EditLimits& limits) const {
        std::vector<Near> near;
        for (std::size_t place = 0; place < order.size(); ++place) {
            const std::string& word = words[order[place]];
            const std::size_t distance = plain_distance(text, word);
            if (limits.at(word.size()) != EditLimits::kFar && distance <= limits.at(word.size()))
                near.push_back({static_cast<std::uint32_t>(place),
                                static_cast<std::uint16_t>(word.size()),
                                static_cast<std::uint16_t>(distance)});
        }
        return near;
    }
    std::vector<std::string> words;
    std::vector<std::uint32_t> order;
    SoundArrays arrays;
};

EditLimits some_limits(std::mt19937& random) {
    EditLimits limits;
    for (std::size_t size = 0; size < EditLimits::kSizes; ++size)
        if (random() % 8 != 0) limits.set(size, random() % (size < 4 ? 2 : size < 14 ? 4 : 9));
    return limits;
}

void compare(const Table& table, const std::string& text, const EditLimits& limits,
             const Segments& segments) {
    const Sounds sounds = table.arrays.view();
    const std::vector<Near> truth = table.truth(text, limits);
    NearScratch scratch;
    for (Kernel kernel : kernels()) {
        std::vector<Near> found;
        sounds.near(text, limits, kernel, scratch, found);
        std::ranges::sort(found, {}, &Near::sound);
        ASSERT_EQ(found, truth) << name_of(kernel) << " " << text;
        found.clear();
        segments.near(sounds, text, limits, kernel, scratch, found);
        std::ranges::sort(found, {}, &Near::sound);
        ASSERT_EQ(found, truth) << "in pieces, " << name_of(kernel) << " " << text;
    }
}

TEST(FindSounds, ReadsBackWhatWasLaidOut) {
    std::mt19937 random(1);
    std::vector<std::string> words{"", "q", "al-hadi", "müller"};
    for (std::size_t i = 0; i < 300; ++i) words.push_back(random_word(random, i % 70, 36));
    const Table table(words);
    std::string text;
    for (std::size_t place = 0; place < table.order.size(); ++place) {
        table.arrays.view().read(static_cast<std::uint32_t>(place), text);
        EXPECT_EQ(text, table.words[table.order[place]]);
    }
}

TEST(FindSounds, FindsAllOfASmallWorld) {
    const Table table(words_over(3, 6));
    const Sounds sounds = table.arrays.view();
    std::array<std::uint8_t, Sounds::kRegular> most{};
    for (std::size_t size = 0; size < most.size(); ++size)
        most[size] = static_cast<std::uint8_t>(size / 3);
    const SegmentArrays pieces = cut(sounds, most, KeepSignatures::Yes);
    EditLimits limits;
    for (std::size_t size = 0; size < EditLimits::kSizes; ++size) limits.set(size, size / 3);
    for (std::size_t i = 0; i < table.words.size(); i += 3)
        compare(table, table.words[i], limits, pieces.view());
}

TEST(FindSounds, FindsAllWhateverTheLimits) {
    std::mt19937 random(2);
    for (int round = 0; round < 12; ++round) {
        const std::size_t letters = round % 3 == 0 ? 4 : 30;
        std::vector<std::string> words{"", "al-hadi", "naïve", std::string(300, 'a')};
        while (words.size() < 600) {
            std::string word =
                random_word(random, 1 + random() % (round % 4 == 0 ? 70 : 14), letters);
            words.push_back(word);
            for (int copy = 0; copy < 4; ++copy)
                words.push_back(with_edits(random, word, random() % 5));
        }
        const Table table(words);
        std::array<std::uint8_t, Sounds::kRegular> most{};
        for (std::size_t size = 0; size < most.size(); ++size)
            most[size] =
                static_cast<std::uint8_t>(random() % 9 == 0 ? EditLimits::kFar : random() % 6);
        const SegmentArrays pieces = cut(table.arrays.view(), most, KeepSignatures{round % 2 == 0});
        for (int query = 0; query < 60; ++query) {
            std::string text = with_edits(random, words[random() % words.size()], random() % 4);
            if (query % 9 == 0) text += "é";
            compare(table, text, some_limits(random), pieces.view());
        }
    }
}

}  // namespace
}  // namespace standstill::screening::find
