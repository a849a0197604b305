// The kernel with AVX2: 32 rows at once up to 3 edits; more edits are measured row by row.
#include "screening/find/kernel.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include <algorithm>
#include <cstdlib>

namespace standstill::screening::find {

#if defined(__x86_64__)

#define STANDSTILL_AVX2 __attribute__((target("avx2,bmi,bmi2,popcnt")))
#define STANDSTILL_AVX2_INLINE STANDSTILL_AVX2 __attribute__((always_inline)) inline

namespace {

// Bits in each 32-bit lane: a table of nibbles, then sums of neighbours.
STANDSTILL_AVX2_INLINE __m256i bits_in(__m256i words) {
    const __m256i table = _mm256_setr_epi8(0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4, 0, 1, 1,
                                           2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4);
    const __m256i nibble = _mm256_set1_epi8(15);
    const __m256i low = _mm256_shuffle_epi8(table, _mm256_and_si256(words, nibble));
    const __m256i high =
        _mm256_shuffle_epi8(table, _mm256_and_si256(_mm256_srli_epi16(words, 4), nibble));
    const __m256i bytes = _mm256_add_epi8(low, high);
    const __m256i pairs = _mm256_maddubs_epi16(bytes, _mm256_set1_epi8(1));
    return _mm256_madd_epi16(pairs, _mm256_set1_epi16(1));
}

STANDSTILL_AVX2 std::size_t sift(const Signature* signatures, std::size_t first, std::size_t last,
                                 Signature of, unsigned edits, std::uint32_t* out) {
    const __m256i mine = _mm256_set1_epi32(static_cast<int>(of));
    const __m256i most = _mm256_set1_epi32(static_cast<int>(edits));
    std::size_t count = 0, i = first;
    for (; i + 8 <= last; i += 8) {
        const __m256i theirs = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(signatures + i));
        const __m256i lacks = bits_in(_mm256_andnot_si256(theirs, mine));
        const __m256i extra = bits_in(_mm256_andnot_si256(mine, theirs));
        const __m256i too_far = _mm256_cmpgt_epi32(_mm256_max_epi32(lacks, extra), most);
        unsigned may =
            ~static_cast<unsigned>(_mm256_movemask_ps(_mm256_castsi256_ps(too_far))) & 0xffU;
        for (; may != 0; may &= may - 1)
            out[count++] =
                static_cast<std::uint32_t>(i) + static_cast<std::uint32_t>(__builtin_ctz(may));
    }
    for (; i < last; ++i)
        if (may_be_within(of, signatures[i], edits)) out[count++] = static_cast<std::uint32_t>(i);
    return count;
}

STANDSTILL_AVX2_INLINE __m128i letters_at(const std::uint8_t* row) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(row));
}

// 32 rows of 16 letters, by columns; see the kernel with AVX-512.
STANDSTILL_AVX2_INLINE void columns_of(const std::uint8_t* const (&row)[32], std::size_t offset,
                                       __m256i* columns) {
    __m256i from[16], to[16];
    for (std::size_t r = 0; r < 16; ++r)
        from[r] = _mm256_inserti128_si256(_mm256_castsi128_si256(letters_at(row[r] + offset)),
                                          letters_at(row[16 + r] + offset), 1);
    for (int round = 0; round < 4; ++round) {
        for (std::size_t i = 0; i < 8; ++i) {
            to[2 * i] = _mm256_unpacklo_epi8(from[i], from[i + 8]);
            to[2 * i + 1] = _mm256_unpackhi_epi8(from[i], from[i + 8]);
        }
        for (std::size_t i = 0; i < 16; ++i) from[i] = to[i];
    }
    for (std::size_t i = 0; i < 16; ++i) columns[i] = from[i];
}

// What 48 letters' cells are: three tables of 16. A number that is not of a table gets its highest
// bit set by the saturated sum, and the shuffle gives 0 for it.
STANDSTILL_AVX2_INLINE __m256i matches(const Probe& probe, std::size_t column, __m256i letters) {
    __m256i all = _mm256_setzero_si256();
    for (int table = 0; table < 3; ++table) {
        const __m256i cells = _mm256_broadcastsi128_si256(
            letters_at(probe.narrow[column] + static_cast<std::size_t>(16 * table)));
        const __m256i place = _mm256_adds_epu8(
            _mm256_xor_si256(letters, _mm256_set1_epi8(static_cast<char>(16 * table))),
            _mm256_set1_epi8(0x70));
        all = _mm256_or_si256(all, _mm256_shuffle_epi8(cells, place));
    }
    return all;
}

// One where `bits` (a single bit in each lane) is set in `a`, else zero: as -1 and 0.
STANDSTILL_AVX2_INLINE __m256i has(__m256i a, __m256i bit) {
    return _mm256_cmpeq_epi8(_mm256_and_si256(a, bit), bit);
}

STANDSTILL_AVX2_INLINE void measure_32(const Probe& probe, const std::uint8_t* const* rows,
                                       const std::uint8_t* sizes, std::size_t count,
                                       std::size_t longest_row, std::uint8_t* distances) {
    const std::uint8_t* row[32];
    alignas(32) std::uint8_t lengths[32], result[32];
    for (std::size_t i = 0; i < 32; ++i) {
        row[i] = rows[i < count ? i : 0];
        lengths[i] = sizes[i < count ? i : 0];
    }
    const unsigned m = probe.size, k = probe.edits;
    const unsigned longest = std::min(m + k, static_cast<unsigned>(longest_row));
    __m256i columns[kLongRow];
    columns_of(row, 0, columns);
    if (longest > kShortRow) columns_of(row, kShortRow, columns + kShortRow);

    const __m256i size = _mm256_load_si256(reinterpret_cast<const __m256i*>(lengths));
    const __m256i ones = _mm256_set1_epi8(-1), top = _mm256_set1_epi8(static_cast<char>(0x80));
    __m256i up = _mm256_set1_epi8(static_cast<char>(0xffU << (7 - k)));
    __m256i down = _mm256_setzero_si256();
    const unsigned diagonal = m > k ? m - k : 0;
    __m256i distance = _mm256_set1_epi8(static_cast<char>(m > k ? k : m));
    for (unsigned column = 0; column < longest; ++column) {
        const __m256i same = matches(probe, column, columns[column]);
        const __m256i sum = _mm256_add_epi8(_mm256_and_si256(same, up), up);
        const __m256i level =
            _mm256_or_si256(_mm256_or_si256(_mm256_xor_si256(sum, up), same), down);
        const __m256i right_up =
            _mm256_or_si256(down, _mm256_andnot_si256(_mm256_or_si256(level, up), ones));
        const __m256i right_down = _mm256_and_si256(level, up);
        if (column < diagonal) {
            // Plus one where the diagonal step is not 0.
            distance = _mm256_sub_epi8(distance, _mm256_andnot_si256(has(level, top), ones));
        } else {
            const __m256i last = _mm256_set1_epi8(static_cast<char>(1U << (m + 6 - k - column)));
            const __m256i here = _mm256_set1_epi8(static_cast<char>(column));
            const __m256i there = _mm256_cmpgt_epi8(size, here);
            distance = _mm256_sub_epi8(distance, _mm256_and_si256(there, has(right_up, last)));
            distance = _mm256_add_epi8(distance, _mm256_and_si256(there, has(right_down, last)));
        }
        const __m256i below = _mm256_and_si256(_mm256_srli_epi16(level, 1), _mm256_set1_epi8(0x7f));
        up = _mm256_or_si256(right_down,
                             _mm256_andnot_si256(_mm256_or_si256(below, right_up), ones));
        down = _mm256_and_si256(below, right_up);
    }
    _mm256_store_si256(reinterpret_cast<__m256i*>(result), distance);
    std::copy_n(result, count, distances);
}

STANDSTILL_AVX2 void measure(const Probe& probe, std::span<const std::uint8_t* const> rows,
                             const std::uint8_t* sizes, std::size_t longest,
                             std::uint8_t* distances) {
    if (probe.edits > kNarrowBand)
        return portable_functions().measure(probe, rows, sizes, longest, distances);
    for (std::size_t i = 0; i < rows.size(); i += 32)
        measure_32(probe, rows.data() + i, sizes + i, std::min<std::size_t>(32, rows.size() - i),
                   longest, distances + i);
}

}  // namespace

const KernelFunctions& avx2_functions() {
    static constexpr KernelFunctions kFunctions{sift, measure};
    return kFunctions;
}

#else

const KernelFunctions& avx2_functions() { std::abort(); }

#endif

}  // namespace standstill::screening::find
