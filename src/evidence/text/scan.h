// The words of a text, one after the other, as fast as bytes can be classified.
//
// A word is a run of letters and digits of any script, folded (letters.h). An ideograph is a word.
// After an apostrophe inside a word, a rest of one or two letters is dropped: `Lab's` is `lab`,
// `don't` is `don`. The hash of a word is a function of its folded bytes alone, the same on every
// machine, and it is not secret: whoever wants two words to collide can have it, and gains a
// report that looks more alike than it is, which a reader of the aligned text will see.
//
// Runs of plain ASCII take a way without a branch per byte: 64 bytes are classified to a bit mask,
// the bits' edges are the words. All other runs are folded letter by letter.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace standstill::evidence {

static_assert(std::endian::native == std::endian::little, "words are loaded as little endian");

// Both halves of a product, folded together.
inline std::uint64_t folded_product(std::uint64_t a, std::uint64_t b) {
    __extension__ using Wide = unsigned __int128;
    Wide product = static_cast<Wide>(a) * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

inline constexpr std::uint64_t kHashLow = 0x9E3779B97F4A7C15;   // 2^64 / golden ratio
inline constexpr std::uint64_t kHashHigh = 0xD6E8FEB86659FD93;  // odd, bits spread evenly

// Of a word of at most 16 bytes, given as two little-endian halves filled up with zeros.
inline std::uint64_t short_word_hash(std::uint64_t low, std::uint64_t high, std::size_t size) {
    return folded_product(low ^ kHashLow,
                          (high ^ kHashHigh) + (static_cast<std::uint64_t>(size) << 56));
}

// Of a folded word of any length.
std::uint64_t word_hash(std::string_view folded);

// A run of word bytes [begin, end).
struct ByteRun {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
};

// One bit a byte of text: a letter or digit of ASCII, or any byte beyond it; and the latter alone.
// Both masks have a zero word at the end.
struct ByteMasks {
    std::vector<std::uint64_t> word;
    std::vector<std::uint64_t> beyond_ascii;
};
void classify(std::string_view text, ByteMasks& masks);

// A folded word is cut after this many bytes, and the rest is another word.
inline constexpr std::size_t kLongestWord = 256;

// The words of a run that is not plain ASCII.
class FoldedRun {
public:
    FoldedRun(std::string_view text, ByteRun run) : text_(text), at_(run.begin), end_(run.end) {}
    // The next word, or false.
    bool next();
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    std::uint64_t hash = 0;

private:
    std::string_view text_;
    std::uint32_t at_;
    std::uint32_t end_;
};

namespace scan_detail {

inline bool is_word_byte(char c) {
    auto u = static_cast<unsigned char>(c);
    return u >= 0x80 || static_cast<unsigned char>(u - '0') < 10 ||
           static_cast<unsigned char>((u | 0x20) - 'a') < 26;
}

// The rest of a word after an apostrophe in it.
inline bool is_dropped_rest(std::string_view text, std::uint32_t begin, std::uint32_t end) {
    // The apostrophe is asked for first, because it is rare.
    return begin >= 2 && text[begin - 1] == '\'' && end - begin <= 2 &&
           is_word_byte(text[begin - 2]);
}

inline constexpr std::uint64_t kKeep[9] = {0,
                                           0xFF,
                                           0xFFFF,
                                           0xFFFFFF,
                                           0xFFFFFFFF,
                                           0xFFFFFFFFFF,
                                           0xFFFFFFFFFFFF,
                                           0xFFFFFFFFFFFFFF,
                                           0xFFFFFFFFFFFFFFFF};

// Small letters and digits keep the bit 0x20 and capitals gain it.
inline std::uint64_t ascii_hash(std::string_view text, std::uint32_t begin, std::uint32_t size) {
    constexpr std::uint64_t kSmall = 0x2020202020202020;
    if (size > 16 || begin + 16 > text.size()) {
        std::uint64_t halves[2] = {0, 0};
        if (size <= 16) {
            std::memcpy(halves, text.data() + begin, size);
            halves[0] |= kSmall & kKeep[size < 8 ? size : 8];
            halves[1] |= kSmall & kKeep[size < 8 ? 0 : size - 8];
            return short_word_hash(halves[0], halves[1], size);
        }
        std::uint64_t hash = size;
        for (std::uint32_t at = 0; at < size; at += 8) {
            std::uint32_t left = size - at < 8 ? size - at : 8;
            std::uint64_t part = 0;
            std::memcpy(&part, text.data() + begin + at, left);
            hash = folded_product(hash ^ kHashLow, (part | (kSmall & kKeep[left])) ^ kHashHigh);
        }
        return hash;
    }
    std::uint64_t low = 0;
    std::uint64_t high = 0;
    std::memcpy(&low, text.data() + begin, 8);
    std::memcpy(&high, text.data() + begin + 8, 8);
    low = (low | kSmall) & kKeep[size < 8 ? size : 8];
    high = (high | kSmall) & kKeep[size < 8 ? 0 : size - 8];
    return short_word_hash(low, high, size);
}

}  // namespace scan_detail

// Calls visit(begin, end, hash) for every word of text in order, offsets in bytes. The masks are
// room to work in, kept by the caller so that a long run allocates once.
template <typename Visit>
void for_each_word(std::string_view text, ByteMasks& masks, Visit&& visit) {
    classify(text, masks);
    const std::uint64_t* words = masks.word.data();
    std::size_t blocks = masks.word.size();
    std::uint64_t carry = 0;
    std::uint32_t begin = 0;
    bool inside = false;
    bool plain = true;
    for (std::size_t block = 0; block < blocks; ++block) {
        std::uint64_t mask = words[block];
        std::uint64_t edges = mask ^ (mask << 1 | carry);
        std::uint64_t beyond = masks.beyond_ascii[block];
        carry = mask >> 63;
        auto base = static_cast<std::uint32_t>(block * 64);
        std::uint32_t from = 0;  // where in this block the open word begins
        while (edges != 0) {
            auto bit = static_cast<std::uint32_t>(std::countr_zero(edges));
            edges &= edges - 1;
            if (!inside) {
                begin = base + bit;
                from = bit;
                plain = true;
                inside = true;
                continue;
            }
            inside = false;
            std::uint32_t end = base + bit;
            if (bit > 0) plain = plain && (beyond << (64 - bit) >> (64 - bit) >> from) == 0;
            if (!plain) {
                for (FoldedRun run(text, {begin, end}); run.next();)
                    visit(run.begin, run.end, run.hash);
            } else if (!scan_detail::is_dropped_rest(text, begin, end)) {
                visit(begin, end, scan_detail::ascii_hash(text, begin, end - begin));
            }
            from = 0;
        }
        if (inside) plain = plain && beyond >> from == 0;
    }
}

}  // namespace standstill::evidence
