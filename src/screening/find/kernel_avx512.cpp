// The kernel with AVX-512 (BW, VBMI, VPOPCNTDQ): 64 rows at once up to 3 edits, 32 up to 7.
#include "screening/find/kernel.h"

#if defined(__x86_64__)
#if defined(__GNUC__) && !defined(__clang__)
// The intrinsics of GCC 12 leave masked-out lanes uninitialised on purpose (GCC bug 105593).
#pragma GCC diagnostic ignored "-Wuninitialized"
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif
#include <immintrin.h>
#endif

#include <algorithm>
#include <cstdlib>

namespace standstill::screening::find {

#if defined(__x86_64__)

#define STANDSTILL_AVX512 \
    __attribute__((target("avx512f,avx512bw,avx512vl,avx512vbmi,avx512vpopcntdq,bmi2,popcnt")))
#define STANDSTILL_AVX512_INLINE STANDSTILL_AVX512 __attribute__((always_inline)) inline

namespace {

STANDSTILL_AVX512 std::size_t sift(const Signature* signatures, std::size_t first, std::size_t last,
                                   Signature of, unsigned edits, std::uint32_t* out) {
    const __m512i mine = _mm512_set1_epi32(static_cast<int>(of));
    const __m512i most = _mm512_set1_epi32(static_cast<int>(edits));
    const __m512i steps = _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    std::size_t count = 0;
    for (std::size_t i = first; i < last; i += 16) {
        const std::size_t left = last - i;
        const __mmask16 there =
            left >= 16 ? __mmask16{0xffff} : static_cast<__mmask16>((1U << left) - 1);
        const __m512i theirs = _mm512_maskz_loadu_epi32(there, signatures + i);
        const __m512i lacks = _mm512_popcnt_epi32(_mm512_andnot_si512(theirs, mine));
        const __m512i extra = _mm512_popcnt_epi32(_mm512_andnot_si512(mine, theirs));
        const __mmask16 may =
            _mm512_mask_cmple_epu32_mask(there, _mm512_max_epu32(lacks, extra), most);
        if (may == 0) continue;
        const __m512i places = _mm512_add_epi32(_mm512_set1_epi32(static_cast<int>(i)), steps);
        _mm512_storeu_si512(out + count, _mm512_maskz_compress_epi32(may, places));
        count += static_cast<std::size_t>(__builtin_popcount(may));
    }
    return count;
}

STANDSTILL_AVX512_INLINE __m128i letters_at(const std::uint8_t* row) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(row));
}

// 64 rows of 16 letters, by columns. Each of four 128-bit quarters holds 16 rows; four rounds of
// interleaving registers i and i + 8 turn the place of a byte (register, byte) round by half.
STANDSTILL_AVX512_INLINE void columns_of(const std::uint8_t* const (&row)[64], std::size_t offset,
                                         __m512i* columns) {
    __m512i from[16], to[16];
    for (std::size_t r = 0; r < 16; ++r) {
        __m512i all = _mm512_castsi128_si512(letters_at(row[r] + offset));
        all = _mm512_inserti32x4(all, letters_at(row[16 + r] + offset), 1);
        all = _mm512_inserti32x4(all, letters_at(row[32 + r] + offset), 2);
        from[r] = _mm512_inserti32x4(all, letters_at(row[48 + r] + offset), 3);
    }
    for (int round = 0; round < 4; ++round) {
        for (std::size_t i = 0; i < 8; ++i) {
            to[2 * i] = _mm512_unpacklo_epi8(from[i], from[i + 8]);
            to[2 * i + 1] = _mm512_unpackhi_epi8(from[i], from[i + 8]);
        }
        for (std::size_t i = 0; i < 16; ++i) from[i] = to[i];
    }
    for (std::size_t i = 0; i < 16; ++i) columns[i] = from[i];
}

// The arithmetic of the band in lanes of 8 bits.
struct Narrow {
    static constexpr unsigned kTop = 7;
    using Mask = __mmask64;
    STANDSTILL_AVX512_INLINE static __m512i all(unsigned value) {
        return _mm512_set1_epi8(static_cast<char>(value));
    }
    STANDSTILL_AVX512_INLINE static __m512i matches(const Probe& probe, std::size_t column,
                                                    __m512i letters) {
        return _mm512_permutexvar_epi8(letters, _mm512_load_si512(probe.narrow[column]));
    }
    STANDSTILL_AVX512_INLINE static __m512i plus(__m512i a, __m512i b) {
        return _mm512_add_epi8(a, b);
    }
    STANDSTILL_AVX512_INLINE static __m512i half(__m512i a) {
        return _mm512_and_si512(_mm512_srli_epi16(a, 1), _mm512_set1_epi8(0x7f));
    }
    STANDSTILL_AVX512_INLINE static Mask has(__m512i a, __m512i bits) {
        return _mm512_test_epi8_mask(a, bits);
    }
    STANDSTILL_AVX512_INLINE static Mask at_least(__m512i a, __m512i b) {
        return _mm512_cmpge_epu8_mask(a, b);
    }
    STANDSTILL_AVX512_INLINE static __m512i plus_one(__m512i a, Mask where) {
        return _mm512_mask_add_epi8(a, where, a, _mm512_set1_epi8(1));
    }
    STANDSTILL_AVX512_INLINE static __m512i less_one(__m512i a, Mask where) {
        return _mm512_mask_sub_epi8(a, where, a, _mm512_set1_epi8(1));
    }
};

// So in lanes of 16 bits.
struct Wide {
    static constexpr unsigned kTop = 15;
    using Mask = __mmask32;
    STANDSTILL_AVX512_INLINE static __m512i all(unsigned value) {
        return _mm512_set1_epi16(static_cast<short>(value));
    }
    STANDSTILL_AVX512_INLINE static __m512i matches(const Probe& probe, std::size_t column,
                                                    __m512i letters) {
        const auto* window = probe.wide[column];
        return _mm512_permutex2var_epi16(_mm512_load_si512(window), letters,
                                         _mm512_load_si512(window + 32));
    }
    STANDSTILL_AVX512_INLINE static __m512i plus(__m512i a, __m512i b) {
        return _mm512_add_epi16(a, b);
    }
    STANDSTILL_AVX512_INLINE static __m512i half(__m512i a) { return _mm512_srli_epi16(a, 1); }
    STANDSTILL_AVX512_INLINE static Mask has(__m512i a, __m512i bits) {
        return _mm512_test_epi16_mask(a, bits);
    }
    STANDSTILL_AVX512_INLINE static Mask at_least(__m512i a, __m512i b) {
        return _mm512_cmpge_epu16_mask(a, b);
    }
    STANDSTILL_AVX512_INLINE static __m512i plus_one(__m512i a, Mask where) {
        return _mm512_mask_add_epi16(a, where, a, _mm512_set1_epi16(1));
    }
    STANDSTILL_AVX512_INLINE static __m512i less_one(__m512i a, Mask where) {
        return _mm512_mask_sub_epi16(a, where, a, _mm512_set1_epi16(1));
    }
};

// One column of the band. `up` and `down` are the differences down the column before: +1, -1.
template <typename Lanes>
struct Band {
    __m512i up, down;
    __m512i level, right_up, right_down;  // of this column: diagonal 0, across +1, across -1

    STANDSTILL_AVX512_INLINE void step(__m512i same) {
        const __m512i sum = Lanes::plus(_mm512_and_si512(same, up), up);
        // ((sum ^ up) | same) | down; down | ~(level | up)
        level = _mm512_or_si512(_mm512_ternarylogic_epi32(sum, up, same, 0xBE), down);
        right_up = _mm512_ternarylogic_epi32(down, level, up, 0xF1);
        right_down = _mm512_and_si512(level, up);
        const __m512i below = Lanes::half(level);
        up = _mm512_ternarylogic_epi32(right_down, below, right_up, 0xF1);
        down = _mm512_and_si512(below, right_up);
    }
};

// The distances of the rows whose letters stand in `columns`, one lane each.
template <typename Lanes>
STANDSTILL_AVX512_INLINE __m512i distances_of(const Probe& probe, const __m512i* columns,
                                              __m512i sizes, unsigned longest) {
    constexpr unsigned kTop = Lanes::kTop;
    const unsigned m = probe.size, k = probe.edits;
    Band<Lanes> band;
    band.up = Lanes::all((~0U << (kTop - k)) & ((2U << kTop) - 1));
    band.down = _mm512_setzero_si512();
    // Down the diagonal to the last row, then along it.
    const unsigned diagonal = m > k ? m - k : 0;
    __m512i distance = Lanes::all(m > k ? k : m);
    const __m512i top = Lanes::all(1U << kTop);
    unsigned column = 0;
    for (; column < diagonal; ++column) {
        band.step(Lanes::matches(probe, column, columns[column]));
        distance = Lanes::plus_one(distance,
                                   static_cast<typename Lanes::Mask>(~Lanes::has(band.level, top)));
    }
    for (; column < longest; ++column) {
        band.step(Lanes::matches(probe, column, columns[column]));
        const __m512i last = Lanes::all(1U << (m + kTop - k - 1 - column));
        const auto there = Lanes::at_least(sizes, Lanes::all(column + 1));
        distance = Lanes::plus_one(distance, there & Lanes::has(band.right_up, last));
        distance = Lanes::less_one(distance, there & Lanes::has(band.right_down, last));
    }
    return distance;
}

STANDSTILL_AVX512_INLINE __m512i widened(__m512i bytes, int half) {
    return _mm512_cvtepu8_epi16(half == 0 ? _mm512_castsi512_si256(bytes)
                                          : _mm512_extracti64x4_epi64(bytes, 1));
}

STANDSTILL_AVX512_INLINE void measure_64(const Probe& probe, const std::uint8_t* const* rows,
                                         const std::uint8_t* sizes, std::size_t count,
                                         std::size_t longest_row, std::uint8_t* distances) {
    const std::uint8_t* row[64];
    for (std::size_t i = 0; i < 64; ++i) row[i] = rows[i < count ? i : 0];
    const __mmask64 there = count == 64 ? ~__mmask64{0} : (__mmask64{1} << count) - 1;
    const __m512i lengths = _mm512_maskz_loadu_epi8(there, sizes);
    const unsigned longest = std::min(probe.size + probe.edits, static_cast<unsigned>(longest_row));
    __m512i columns[kLongRow];
    columns_of(row, 0, columns);
    if (longest > kShortRow) columns_of(row, kShortRow, columns + kShortRow);
    __m512i result;
    if (probe.edits <= kNarrowBand) {
        result = distances_of<Narrow>(probe, columns, lengths, longest);
    } else {
        __m512i halves[2];
        for (int half = 0; half < 2; ++half) {
            __m512i wide[kLongRow];
            for (std::size_t i = 0; i < longest; ++i) wide[i] = widened(columns[i], half);
            halves[half] = distances_of<Wide>(probe, wide, widened(lengths, half), longest);
        }
        result = _mm512_inserti64x4(_mm512_castsi256_si512(_mm512_cvtepi16_epi8(halves[0])),
                                    _mm512_cvtepi16_epi8(halves[1]), 1);
    }
    _mm512_mask_storeu_epi8(distances, there, result);
}

STANDSTILL_AVX512 void measure(const Probe& probe, std::span<const std::uint8_t* const> rows,
                               const std::uint8_t* sizes, std::size_t longest,
                               std::uint8_t* distances) {
    for (std::size_t i = 0; i < rows.size(); i += 64)
        measure_64(probe, rows.data() + i, sizes + i, std::min<std::size_t>(64, rows.size() - i),
                   longest, distances + i);
}

}  // namespace

const KernelFunctions& avx512_functions() {
    static constexpr KernelFunctions kFunctions{sift, measure};
    return kFunctions;
}

#else

const KernelFunctions& avx512_functions() { std::abort(); }

#endif

}  // namespace standstill::screening::find
