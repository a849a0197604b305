#include "evidence/compare/scores.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "evidence/compare/word_order.h"

namespace standstill::evidence {

namespace {

constexpr std::size_t kMostAnchors = 2'000;
constexpr int kLeastQuotation = 500;  // thousandths in common, to be taken for the same one

// Longer texts are compared in pieces, so that a chapter that was lifted is not lost in a book.
constexpr std::size_t kPieceWords = 1'200;

// Thousandths in order that two texts of different languages stay below.
constexpr int kNothingInCommon = 60;

int order_of(const std::vector<std::uint32_t>& first, const std::vector<std::uint32_t>& second) {
    const auto& shorter = first.size() <= second.size() ? first : second;
    const auto& longer = first.size() <= second.size() ? second : first;
    if (shorter.empty()) return 0;
    if (shorter.size() <= 2 * kPieceWords) return WordOrder(shorter).score(longer).thousandths;
    std::uint64_t common = 0;
    for (std::size_t from = 0; from < shorter.size(); from += kPieceWords) {
        std::size_t size = std::min(kPieceWords, shorter.size() - from);
        common += WordOrder(std::span(shorter).subspan(from, size)).score(longer).common;
    }
    return static_cast<int>(common * 1000 / shorter.size());
}

std::vector<std::uint64_t> runs_of(const Reading& reading) {
    std::vector<std::uint64_t> runs;
    const std::vector<Word>& words = reading.words;
    for (std::size_t i = 0; i + 4 < words.size(); ++i) {
        bool quoted = false;
        std::uint64_t run = 0;
        for (std::size_t k = i; k < i + 5; ++k) {
            quoted = quoted || words[k].quoted;
            run = folded_product(run ^ words[k].hash, kHashLow);
        }
        if (!quoted) runs.push_back(run);
    }
    return runs;
}

int run_of(const Reading& first, const Reading& second) {
    std::vector<std::uint64_t> shorter = runs_of(first);
    std::vector<std::uint64_t> longer = runs_of(second);
    if (shorter.size() > longer.size()) std::swap(shorter, longer);
    if (shorter.empty()) return 0;
    std::unordered_set<std::uint64_t> known(longer.begin(), longer.end());
    auto common =
        std::ranges::count_if(shorter, [&](std::uint64_t run) { return known.contains(run); });
    return static_cast<int>(static_cast<std::size_t>(common) * 1000 / shorter.size());
}

std::vector<std::uint32_t> quoted_words(const Reading& reading, const Quotation& quotation) {
    std::vector<std::uint32_t> words;
    for (std::uint32_t i = quotation.words.first; i < quotation.words.last; ++i)
        words.push_back(static_cast<std::uint32_t>(reading.words[i].hash >> 32));
    return words;
}

std::vector<QuotationPair> quotation_pairs(const Reading& first, const Reading& second) {
    std::vector<QuotationPair> pairs;
    if (first.quotations.size() * second.quotations.size() > 250'000) return pairs;
    std::vector<std::vector<std::uint32_t>> others;
    for (const Quotation& quotation : second.quotations)
        others.push_back(quoted_words(second, quotation));
    for (std::uint32_t i = 0; i < first.quotations.size(); ++i) {
        std::vector<std::uint32_t> words = quoted_words(first, first.quotations[i]);
        WordOrder order(words);
        QuotationPair best{.first = i};
        for (std::uint32_t j = 0; j < others.size(); ++j) {
            OrderScore found = order.score(others[j]);
            // Three words in common are a manner of speaking, unless they are all.
            bool same = words == others[j];
            if (found.common < 4 && !same) continue;
            if (found.thousandths > best.common || (same && !best.same))
                best = {i, j, found.thousandths, same};
        }
        if (best.common >= kLeastQuotation) pairs.push_back(best);
    }
    return pairs;
}

int bits_of(const Anchor& anchor) {
    switch (anchor.kind) {
        case AnchorKind::Date:
            return 8;
        case AnchorKind::Name:
            return anchor.normal.size() <= 2 ? 2 : anchor.normal.size() == 3 ? 4 : 6;
        case AnchorKind::Number:
            return anchor.normal.size() == 1 ? 0 : anchor.normal.size() == 2 ? 3 : 7;
    }
    return 0;
}

struct WeighedAnchor {
    std::uint64_t key = 0;
    int bits = 0;
};

// A name that a text repeats counts less each time: it is its topic.
std::vector<WeighedAnchor> weighed(const Reading& reading) {
    std::vector<WeighedAnchor> anchors;
    std::unordered_map<std::uint64_t, int> seen;
    for (const Anchor& anchor : reading.anchors) {
        int bits = bits_of(anchor) / ++seen[anchor.key];
        if (bits > 0 && anchors.size() < kMostAnchors) anchors.push_back({anchor.key, bits});
    }
    return anchors;
}

// The heaviest common subsequence.
void score_anchors(const Reading& first, const Reading& second, Scores& scores) {
    std::vector<WeighedAnchor> own = weighed(first);
    std::vector<WeighedAnchor> other = weighed(second);
    std::vector<int> before(other.size() + 1);
    std::vector<int> now(other.size() + 1);
    for (const WeighedAnchor& anchor : own) {
        for (std::size_t j = 0; j < other.size(); ++j) {
            now[j + 1] = std::max(before[j + 1], now[j]);
            if (anchor.key == other[j].key)
                now[j + 1] = std::max(now[j + 1], before[j] + std::min(anchor.bits, other[j].bits));
        }
        std::swap(before, now);
    }
    auto total = [](const std::vector<WeighedAnchor>& anchors) {
        int sum = 0;
        for (const WeighedAnchor& anchor : anchors) sum += anchor.bits;
        return sum;
    };
    int fewer = std::min(total(own), total(other));
    scores.anchor_bits = before.back();
    scores.anchor_total = fewer;
    scores.anchor_share = fewer == 0 ? 0 : scores.anchor_bits * 1000 / fewer;
}

int share_of(std::uint32_t part, std::uint32_t whole) {
    if (whole == 0) return 0;
    return std::min(1000, static_cast<int>(std::uint64_t{part} * 1000 / whole));
}

void score_passages(const Reading& first, const Reading& second, Scores& scores) {
    bool first_is_shorter = scores.first_words <= scores.second_words;
    std::uint32_t shorter = std::min(scores.first_words, scores.second_words);
    scores.passages = shared_passages(first, second, Quoted::LeftOut, Gaps::Tight, kPassageBits);
    std::uint32_t shared = 0;
    for (const Passage& passage : scores.passages) {
        scores.passage_bits = std::max(scores.passage_bits, passage.bits);
        shared += (first_is_shorter ? passage.first : passage.second).size();
    }
    scores.passage_share = share_of(shared, shorter);
    std::vector<Passage> loose =
        shared_passages(first, second, Quoted::LeftOut, Gaps::Loose, kPassageBits);
    if (loose.empty()) return;
    scores.loose_bits = loose.front().bits;
    scores.loose_share =
        share_of((first_is_shorter ? loose.front().first : loose.front().second).size(), shorter);
}

Scores score_in_order(const Reading& first, const Reading& second) {
    Scores scores;
    Marks own = marks_of(first, Quoted::LeftOut);
    Marks other = marks_of(second, Quoted::LeftOut);
    scores.first_words = static_cast<std::uint32_t>(own.words.size());
    scores.second_words = static_cast<std::uint32_t>(other.words.size());
    scores.order = order_of(own.words, other.words);
    scores.run = run_of(first, second);
    scores.order_with_quotations =
        order_of(marks_of(first, Quoted::Kept).words, marks_of(second, Quoted::Kept).words);
    score_passages(first, second, scores);
    scores.quotations = quotation_pairs(first, second);
    score_anchors(first, second, scores);
    // A text of a language without known function words differs from one that has them, if they
    // have next to no words in common.
    bool both = first.language != Language::Unknown && second.language != Language::Unknown;
    scores.languages_differ =
        first.language != second.language && (both || scores.order < kNothingInCommon);
    return scores;
}

}  // namespace

// The shorter text is always the first, so that the numbers do not depend on who asks.
Scores score(const Reading& first, const Reading& second) {
    bool swap = second.text.size() < first.text.size() ||
                (second.text.size() == first.text.size() && second.text < first.text);
    if (!swap) return score_in_order(first, second);
    Scores scores = score_in_order(second, first);
    std::swap(scores.first_words, scores.second_words);
    for (Passage& passage : scores.passages) std::swap(passage.first, passage.second);
    for (QuotationPair& pair : scores.quotations) std::swap(pair.first, pair.second);
    return scores;
}

}  // namespace standstill::evidence
