// The marks of a text: what is kept of it so that copies can be found among millions.
//
// Its words as hashes in order, and its 3-shingles: every three words that follow each other, as
// one hash. Both are functions of the text alone.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "evidence/text/reading.h"
#include "evidence/text/scan.h"

namespace standstill::evidence {

struct Marks {
    std::vector<std::uint32_t> words;
    std::vector<std::uint64_t> shingles;  // shingles[i] is of words i, i + 1 and i + 2
};

inline std::uint64_t shingle_of(std::uint64_t first, std::uint64_t second, std::uint64_t third) {
    std::uint64_t sum =
        first * 0x9FB21C651E98DF25 + second * 0xC2B2AE3D27D4EB4F + third * 0x165667B19E3779F9;
    return sum ^ sum >> 32;
}

// Takes the marks of one text after another without allocating, once the longest has been seen.
class Marker {
public:
    // Replaces what is in marks. Needs text.size() <= kLongestText; cost: about 4 cycles a byte.
    void mark(std::string_view text, Marks& marks);

private:
    ByteMasks masks_;
    std::vector<std::uint32_t> words_;
    std::vector<std::uint64_t> shingles_;
};

enum class Quoted : std::uint8_t { Kept, LeftOut };

// Of a text that was read; where quotations are left out, what stands around one is not joined to
// shingles.
Marks marks_of(const Reading& reading, Quoted quoted);

}  // namespace standstill::evidence
