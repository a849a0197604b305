// The measures of a pair of texts, each a whole number with its meaning.
//
// Quotations are left out of the measures of wording, because two reporters who heard the same
// speaker write the same words; they are compared apart. `verdict.h` says what the numbers mean.
#pragma once

#include <cstdint>
#include <vector>

#include "evidence/compare/passages.h"
#include "evidence/text/reading.h"

namespace standstill::evidence {

// A quotation of the first text and the nearest of the second.
struct QuotationPair {
    std::uint32_t first = 0;   // in first.quotations
    std::uint32_t second = 0;  // in second.quotations
    int common = 0;            // thousandths of the shorter one's words, in order
    bool same = false;         // word for word

    friend bool operator==(const QuotationPair&, const QuotationPair&) = default;
};

struct Scores {
    // Words outside quotations.
    std::uint32_t first_words = 0;
    std::uint32_t second_words = 0;
    int order = 0;  // winLCS of them (word_order.h), thousandths of the shorter text
    int run = 0;    // 5-shingles of the shorter text that stand in the other, thousandths
    // With the words in quotations.
    int order_with_quotations = 0;
    std::vector<Passage> passages;  // of kPassageBits or more, quotations left out
    int passage_bits = 0;           // of the best one
    int passage_share = 0;          // words of the shorter text in any of them, thousandths
    int loose_bits = 0;             // of the best passage with loose gaps, for heavy rewording
    int loose_share = 0;            // of that passage
    std::vector<QuotationPair> quotations;
    // Numbers, dates and names that stand in both, in order; function words decide nothing here, so
    // this is the witness that a translation leaves.
    int anchor_bits = 0;
    int anchor_total = 0;  // of the text that has fewer
    int anchor_share = 0;  // thousandths of that total
    bool languages_differ = false;
};

inline constexpr int kPassageBits = 24;

// Deterministic, and the same numbers whichever text comes first. About 0.2 ms for two news texts.
Scores score(const Reading& first, const Reading& second);

}  // namespace standstill::evidence
