// Which sentence of one text is which of the other.
//
// A monotone alignment: pairs, or one sentence with two, in the order of both texts, so that the
// sum of likeness is highest; what is like nothing stays alone. The measure is the common rare
// words, by stem, as a share of all in both.
#pragma once

#include <vector>

#include "base/result.h"
#include "evidence/text/reading.h"

namespace standstill::evidence {

struct AlignedSentences {
    std::uint32_t first = 0;  // sentence of the first text
    std::uint32_t second = 0;
    std::uint32_t first_count = 1;  // 1, or 2 where two became one
    std::uint32_t second_count = 1;
    int likeness = 0;   // thousandths
    bool same = false;  // word for word

    friend bool operator==(const AlignedSentences&, const AlignedSentences&) = default;
};

inline constexpr std::uint64_t kMostSentencePairs = 16'000'000;

// In the order of the texts. Fails with Invalid where the product of the numbers of sentences is
// more than kMostSentencePairs. Cost: about 0.1 microseconds a pair of sentences.
base::Result<std::vector<AlignedSentences>> align(const Reading& first, const Reading& second);

// The bytes of an aligned piece in its text.
Span first_span(const Reading& first, const AlignedSentences& pair);
Span second_span(const Reading& second, const AlignedSentences& pair);
WordRange first_words(const Reading& first, const AlignedSentences& pair);
WordRange second_words(const Reading& second, const AlignedSentences& pair);

}  // namespace standstill::evidence
