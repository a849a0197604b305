#include "evidence/text/scan.h"

#include "evidence/text/letters.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace standstill::evidence {

namespace {

struct BlockMasks {
    std::uint64_t word = 0;
    std::uint64_t beyond_ascii = 0;
};

BlockMasks classified_bytes(const char* bytes, std::size_t size) {
    BlockMasks masks;
    for (std::size_t i = 0; i < size; ++i) {
        std::uint64_t bit = std::uint64_t{1} << i;
        if (scan_detail::is_word_byte(bytes[i])) masks.word |= bit;
        if ((static_cast<unsigned char>(bytes[i]) & 0x80) != 0) masks.beyond_ascii |= bit;
    }
    return masks;
}

#if defined(__SSE2__)
BlockMasks classified_block(const char* bytes) {
    BlockMasks masks;
    // A signed comparison after a shift of the range to the lowest values.
    const __m128i to_letters = _mm_set1_epi8(static_cast<char>(128 - 'a'));
    const __m128i to_digits = _mm_set1_epi8(static_cast<char>(128 - '0'));
    const __m128i letters_end = _mm_set1_epi8(static_cast<char>(-128 + 26));
    const __m128i digits_end = _mm_set1_epi8(static_cast<char>(-128 + 10));
    const __m128i small = _mm_set1_epi8(0x20);
    for (int part = 0; part < 4; ++part) {
        __m128i x = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes + part * 16));
        __m128i letter =
            _mm_cmplt_epi8(_mm_add_epi8(_mm_or_si128(x, small), to_letters), letters_end);
        __m128i digit = _mm_cmplt_epi8(_mm_add_epi8(x, to_digits), digits_end);
        // A byte beyond ASCII has its highest bit set, and that is the bit that is taken.
        __m128i word = _mm_or_si128(_mm_or_si128(letter, digit), x);
        auto mask = static_cast<unsigned>(_mm_movemask_epi8(word));
        auto beyond = static_cast<unsigned>(_mm_movemask_epi8(x));
        masks.word |= static_cast<std::uint64_t>(mask) << (part * 16);
        masks.beyond_ascii |= static_cast<std::uint64_t>(beyond) << (part * 16);
    }
    return masks;
}
#else
BlockMasks classified_block(const char* bytes) { return classified_bytes(bytes, 64); }
#endif

// Whether the code point before `at` is an apostrophe with a word before it.
bool follows_apostrophe(std::string_view text, std::size_t at) {
    if (at >= 2 && text[at - 1] == '\'') return scan_detail::is_word_byte(text[at - 2]);
    if (at >= 4 && text.substr(at - 3, 2) == "\xE2\x80" &&
        (text[at - 1] == '\x99' || text[at - 1] == '\x98'))
        return scan_detail::is_word_byte(text[at - 4]);
    return at >= 3 && text.substr(at - 2, 2) == "\xCA\xBC" &&
           scan_detail::is_word_byte(text[at - 3]);
}

}  // namespace

std::uint64_t word_hash(std::string_view folded) {
    std::size_t size = folded.size();
    if (size <= 16) {
        std::uint64_t halves[2] = {0, 0};
        std::memcpy(halves, folded.data(), size);
        return short_word_hash(halves[0], halves[1], size);
    }
    std::uint64_t hash = size;
    for (std::size_t at = 0; at < size; at += 8) {
        std::uint64_t part = 0;
        std::memcpy(&part, folded.data() + at, size - at < 8 ? size - at : 8);
        hash = folded_product(hash ^ kHashLow, part ^ kHashHigh);
    }
    return hash;
}

void classify(std::string_view text, ByteMasks& masks) {
    std::size_t whole = text.size() / 64;
    masks.word.resize(whole + 2);
    masks.beyond_ascii.resize(whole + 2);
    for (std::size_t block = 0; block < whole; ++block) {
        BlockMasks bits = classified_block(text.data() + block * 64);
        masks.word[block] = bits.word;
        masks.beyond_ascii[block] = bits.beyond_ascii;
    }
    BlockMasks rest = classified_bytes(text.data() + whole * 64, text.size() - whole * 64);
    masks.word[whole] = rest.word;
    masks.beyond_ascii[whole] = rest.beyond_ascii;
    masks.word[whole + 1] = 0;
    masks.beyond_ascii[whole + 1] = 0;
}

bool FoldedRun::next() {
    std::string_view run = text_.substr(0, end_);
    char folded[kLongestWord];
    std::size_t size = 0;
    std::uint32_t started = at_;
    auto finish = [&](std::uint32_t ended) {
        bool dropped = size <= 2 && follows_apostrophe(text_, started);
        begin = started;
        end = ended;
        hash = word_hash({folded, size});
        return !dropped;
    };
    while (at_ < end_) {
        std::size_t after = 0;
        Letter letter = fold_letter(code_point_at(run, at_, after));
        bool ends = letter.kind != LetterKind::Letter && letter.kind != LetterKind::Nothing;
        bool full = size + 4 > kLongestWord;
        if ((ends || full) && size > 0) {
            if (finish(at_)) return true;
            size = 0;
            started = at_;
            continue;
        }
        if (letter.kind == LetterKind::Ideograph) {
            begin = at_;
            end = at_ = static_cast<std::uint32_t>(after);
            hash = word_hash(letter.text());
            return true;
        }
        if (letter.kind == LetterKind::Letter) {
            if (size == 0) started = at_;
            for (char c : letter.text()) folded[size++] = c;
        }
        at_ = static_cast<std::uint32_t>(after);
    }
    return size > 0 && finish(end_);
}

}  // namespace standstill::evidence
