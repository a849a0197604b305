// Passages that two texts share, reworded or not.
//
// A local alignment of what says something: words of some rarity, by stem, in order. A word in both
// gains its rarity in bits, a word in one of them costs bits too, and a passage is a stretch where
// that sum is highest. So a passage is found wherever it lies, however long the rest of the two
// texts is, and its bits say how unlikely it is that both came to these words in this order.
#pragma once

#include <vector>

#include "evidence/mark/marks.h"
#include "evidence/text/reading.h"

namespace standstill::evidence {

struct Passage {
    WordRange first;   // of the first text
    WordRange second;  // of the second
    int bits = 0;
    std::uint32_t common = 0;  // words that gained

    friend bool operator==(const Passage&, const Passage&) = default;
};

// What a word of one text alone costs: two bits, or one, which finds what was reworded heavily and
// also what only has the same subject.
enum class Gaps : std::uint8_t { Tight, Loose };

// Passages of `least` bits or more that do not overlap in either text, most bits first. Cost: a few
// microseconds for each pair of equal rare words, so some 0.1 ms for two news texts. A stem that
// stands more than 64 times in the second text is left out.
std::vector<Passage> shared_passages(const Reading& first, const Reading& second, Quoted quoted,
                                     Gaps gaps, int least);

}  // namespace standstill::evidence
