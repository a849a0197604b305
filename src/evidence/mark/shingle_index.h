// Which of a million texts share rare shingles with this one.
//
// Postings: for each shingle the texts that hold it. A shingle that stands in more than about one
// text of 128 says nothing and is passed over. What is left is counted per text; a text with enough
// of them is a candidate, to be compared word by word. Nothing is sampled: a text that shares that
// many rare shingles is found, always (two different shingles count as one with probability 2^-37
// each, which can only add candidates).
//
// Texts lie in segments of 65,536 so that a posting is four bytes: which text, and 16 bits of the
// shingle to tell it from others of its bucket. The newest 1,024 texts are compared one by one, the
// newest 65,536 lie in small segments; so a text can be found as soon as it is added, and adding is
// cheap on average and slow once in 65,536 times.
//
// Memory: 4 bytes a shingle, 8 MB a segment, and 8 bytes a shingle for texts not yet in a large
// segment: 2.4 GB for a million texts of 550 words. Not for several threads at once.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace standstill::evidence {

struct Candidate {
    std::uint32_t text = 0;    // in the order of adding, from 0
    std::uint32_t shared = 0;  // rare shingles of the asked text that it holds, counted to 127

    friend bool operator==(const Candidate&, const Candidate&) = default;
};

class ShingleIndex {
public:
    static constexpr std::uint32_t kSegmentTexts = 65'536;
    static constexpr std::uint32_t kSmallSegmentTexts = 1'024;

    // Returns the number of the text. Needs fewer than 2^31 texts.
    std::uint32_t add(std::span<const std::uint64_t> shingles);

    // The texts with at least `least` (1 to 127) shared rare shingles, most shared first and then
    // in the order of adding, at most `limit`.
    std::vector<Candidate> candidates(std::span<const std::uint64_t> shingles, std::uint32_t least,
                                      std::size_t limit) const;

    std::uint32_t size() const { return size_; }
    std::size_t memory_bytes() const;

private:
    struct Raw {
        std::vector<std::uint64_t> shingles;
        std::vector<std::uint32_t> ends;  // of each text in shingles
    };
    struct Segment {
        std::uint32_t first_text = 0;
        std::uint32_t texts = 0;
        int bucket_bits = 0;
        std::uint32_t common = 0;  // a bucket of more postings than this is passed over
        std::vector<std::uint32_t> begins;
        std::vector<std::uint32_t> postings;  // tag << 16 | text within the segment
    };
    class Count;

    static Segment built(const std::vector<Raw>& parts, std::uint32_t first_text, int bucket_bits);

    std::uint32_t size_ = 0;
    std::vector<Segment> large_;
    std::vector<Segment> small_;
    std::vector<Raw> small_raw_;  // of small_, until they become a large segment
    Raw newest_;
};

}  // namespace standstill::evidence
