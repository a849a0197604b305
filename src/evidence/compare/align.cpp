#include "evidence/compare/align.h"

#include <algorithm>
#include <string>

namespace standstill::evidence {

namespace {

constexpr int kLeastLikeness = 350;  // thousandths; below, two sentences are not the same one

constexpr int kLeastTelling = 3;  // words

// The stems of a sentence, sorted, with their weight.
struct Bag {
    std::vector<std::uint64_t> stems;  // stem with its rarity in the lowest three bits
    int weight = 0;
};

int weight_of(std::uint64_t stem) { return static_cast<int>(stem & 7) + 1; }

Bag bag_of(const Reading& reading, WordRange words) {
    Bag bag;
    for (std::uint32_t i = words.first; i < words.last; ++i) {
        std::uint64_t stem = (reading.words[i].stem & ~std::uint64_t{7}) | reading.words[i].rarity;
        bag.stems.push_back(stem);
        bag.weight += weight_of(stem);
    }
    std::ranges::sort(bag.stems);
    return bag;
}

int likeness(const Bag& first, const Bag& second) {
    if (first.weight + second.weight == 0) return 0;
    int common = 0;
    int telling = 0;  // common words that are no function words
    auto a = first.stems.begin();
    auto b = second.stems.begin();
    while (a != first.stems.end() && b != second.stems.end()) {
        if (*a < *b) {
            ++a;
        } else if (*b < *a) {
            ++b;
        } else {
            common += weight_of(*a);
            if ((*a & 7) != 0) ++telling;
            ++a;
            ++b;
        }
    }
    // A name of two words in two short sentences does not make them one.
    if (telling < kLeastTelling && first.stems != second.stems) return 0;
    return 2 * common * 1000 / (first.weight + second.weight);
}

enum class Step : std::uint8_t { None, SkipFirst, SkipSecond, Pair, SplitInTwo, JoinedToOne };

class Aligner {
public:
    Aligner(const Reading& first, const Reading& second) : first_(first), second_(second) {
        fill(first, own_, own_twos_);
        fill(second, other_, other_twos_);
    }

    std::vector<AlignedSentences> aligned() {
        std::size_t n = own_.size();
        std::size_t m = other_.size();
        steps_.assign((n + 1) * (m + 1), Step::None);
        // Three rows are enough for the sums; two back for sentences that were joined.
        std::vector<std::vector<int>> rows(3, std::vector<int>(m + 1));
        for (std::size_t i = 0; i <= n; ++i)
            for (std::size_t j = 0; j <= m; ++j) settle(rows, i, j);
        return traced(n, m);
    }

private:
    static void fill(const Reading& reading, std::vector<Bag>& ones, std::vector<Bag>& twos) {
        const std::vector<Sentence>& sentences = reading.sentences;
        for (std::size_t i = 0; i < sentences.size(); ++i) {
            ones.push_back(bag_of(reading, sentences[i].words));
            if (i + 1 < sentences.size())
                twos.push_back(
                    bag_of(reading, {sentences[i].words.first, sentences[i + 1].words.last}));
        }
    }

    // What a pair gains over staying alone. Two that became one must gain clearly.
    static int gain(const Bag& a, const Bag& b) {
        int found = likeness(a, b);
        return found < kLeastLikeness ? -1 : found - kLeastLikeness + 1;
    }

    void settle(std::vector<std::vector<int>>& rows, std::size_t i, std::size_t j) {
        std::vector<int>& row = rows[i % 3];
        int best = 0;
        Step step = Step::None;
        auto offer = [&](int sum, Step by) {
            if (step == Step::None || sum > best) {
                best = sum;
                step = by;
            }
        };
        if (i > 0 && j > 0) {
            int found = gain(own_[i - 1], other_[j - 1]);
            if (found > 0) offer(rows[(i + 2) % 3][j - 1] + found, Step::Pair);
        }
        if (i > 0) offer(rows[(i + 2) % 3][j], Step::SkipFirst);
        if (j > 0) offer(row[j - 1], Step::SkipSecond);
        if (i > 0 && j > 1) {
            int found = gain(own_[i - 1], other_twos_[j - 2]);
            if (found > 0) offer(rows[(i + 2) % 3][j - 2] + found, Step::SplitInTwo);
        }
        if (i > 1 && j > 0) {
            int found = gain(own_twos_[i - 2], other_[j - 1]);
            if (found > 0) offer(rows[(i + 1) % 3][j - 1] + found, Step::JoinedToOne);
        }
        row[j] = best;
        steps_[i * (other_.size() + 1) + j] = step;
    }

    std::vector<AlignedSentences> traced(std::size_t i, std::size_t j) const {
        std::vector<AlignedSentences> pairs;
        while (i > 0 || j > 0) {
            AlignedSentences pair;
            switch (steps_[i * (other_.size() + 1) + j]) {
                case Step::SkipFirst:
                    --i;
                    continue;
                case Step::SkipSecond:
                    --j;
                    continue;
                case Step::None:
                    return pairs;
                case Step::Pair:
                    break;
                case Step::SplitInTwo:
                    pair.second_count = 2;
                    break;
                case Step::JoinedToOne:
                    pair.first_count = 2;
                    break;
            }
            i -= pair.first_count;
            j -= pair.second_count;
            pair.first = static_cast<std::uint32_t>(i);
            pair.second = static_cast<std::uint32_t>(j);
            pair.likeness = likeness(pair.first_count == 1 ? own_[i] : own_twos_[i],
                                     pair.second_count == 1 ? other_[j] : other_twos_[j]);
            pair.same = same_words(first_words(first_, pair), second_words(second_, pair));
            pairs.push_back(pair);
        }
        std::ranges::reverse(pairs);
        return pairs;
    }

    bool same_words(WordRange a, WordRange b) const {
        return std::ranges::equal(first_.words.begin() + a.first, first_.words.begin() + a.last,
                                  second_.words.begin() + b.first, second_.words.begin() + b.last,
                                  {}, &Word::hash, &Word::hash);
    }

    const Reading& first_;
    const Reading& second_;
    std::vector<Bag> own_;
    std::vector<Bag> own_twos_;
    std::vector<Bag> other_;
    std::vector<Bag> other_twos_;
    std::vector<Step> steps_;
};

WordRange words_of(const Reading& reading, std::uint32_t sentence, std::uint32_t count) {
    return {reading.sentences[sentence].words.first,
            reading.sentences[sentence + count - 1].words.last};
}

Span span_of(const Reading& reading, std::uint32_t sentence, std::uint32_t count) {
    return {reading.sentences[sentence].span.begin,
            reading.sentences[sentence + count - 1].span.end};
}

}  // namespace

base::Result<std::vector<AlignedSentences>> align(const Reading& first, const Reading& second) {
    std::uint64_t pairs = std::uint64_t{first.sentences.size()} * second.sentences.size();
    if (pairs > kMostSentencePairs)
        return base::invalid("texts of " + std::to_string(first.sentences.size()) + " and " +
                             std::to_string(second.sentences.size()) +
                             " sentences are too long to be aligned as a whole");
    Aligner aligner(first, second);
    return aligner.aligned();
}

Span first_span(const Reading& first, const AlignedSentences& pair) {
    return span_of(first, pair.first, pair.first_count);
}
Span second_span(const Reading& second, const AlignedSentences& pair) {
    return span_of(second, pair.second, pair.second_count);
}
WordRange first_words(const Reading& first, const AlignedSentences& pair) {
    return words_of(first, pair.first, pair.first_count);
}
WordRange second_words(const Reading& second, const AlignedSentences& pair) {
    return words_of(second, pair.second, pair.second_count);
}

}  // namespace standstill::evidence
