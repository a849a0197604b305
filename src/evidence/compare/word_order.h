// How much of one text stands in another, in the same order: windowed LCS containment (winLCS).
//
// s is the shorter text of n words, t the longer one. A window of 1.4 n + 20 words moves over t by
// n / 3; the score is the longest common subsequence of s and the window, as a share of n, in
// thousandths, at the best window. Synonyms and inserted words cost little; the window keeps a long
// text from holding "most words of any short one in order".
//
// The subsequence is found 64 words at a time with the bit-vector recurrence of Hyyrö (Bit-Parallel
// LCS-length Computation Revisited, AWOCA 2004): V' = (V + (V & M)) | (V & ~M).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "evidence/mark/marks.h"

namespace standstill::evidence {

// Where the best window lies, as words of both texts.
struct OrderScore {
    int thousandths = 0;
    std::uint32_t common = 0;  // words
    WordRange window;          // of the longer text
    bool of_prepared = false;  // the longer text is the prepared one
};

// One text, prepared to be compared with many.
class WordOrder {
public:
    explicit WordOrder(std::span<const std::uint32_t> words);

    OrderScore score(std::span<const std::uint32_t> other) const;

    // The same as score(other).thousandths >= least, mostly sooner.
    bool reaches(std::span<const std::uint32_t> other, int least) const;

private:
    std::uint32_t row_of(std::uint32_t word) const;
    std::vector<std::uint32_t> rows_of(std::span<const std::uint32_t> words) const;
    std::uint32_t common_words(std::span<const std::uint32_t> rows, WordRange own) const;
    OrderScore best(std::span<const std::uint32_t> other, std::uint32_t stop_below) const;

    std::vector<std::uint32_t> words_;
    std::size_t lanes_ = 0;               // 64-bit words a row
    std::vector<std::uint64_t> matches_;  // a row for each distinct word, the first is empty
    std::vector<std::uint64_t> slots_;    // open addressing: word << 32 | row
    std::uint32_t slot_mask_ = 0;
};

// The set of shingles of one text, to be asked for those of many.
class ShingleSet {
public:
    explicit ShingleSet(std::span<const std::uint64_t> shingles);
    // How many of these shingles are in the set, counted as often as they stand there; at most
    // `enough`.
    std::uint32_t shared(std::span<const std::uint64_t> shingles,
                         std::uint32_t enough = 0xFFFFFFFF) const;

private:
    std::vector<std::uint64_t> sieve_;  // a bit for each hash of 16 bits
    std::vector<std::uint64_t> slots_;
    std::uint64_t slot_mask_ = 0;
};

}  // namespace standstill::evidence
