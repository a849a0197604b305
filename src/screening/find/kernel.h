// The inner loops of the search for near sounds, once for each set of instructions.
//
// Two steps. sift() runs over the signatures of one length and leaves the rows that may be within
// so many edits; measure() takes 64 (AVX-512) or 32 (AVX2) such rows at once and computes their
// distances exactly. All kernels give the same answers as the portable one, for every input;
// tests/screening/find_kernel_test.cpp compares them over whole small worlds.
//
// measure() keeps of each column of the table only a band: a distance of at most k never leaves the
// 2k+1 cells about the diagonal, so 8 bits a row bear 3 edits and 16 bits bear 7, whatever the
// lengths. Source: Hyyrö, "A bit-vector algorithm for computing Levenshtein and Damerau edit
// distances", Nordic Journal of Computing 10 (2003), the diagonal form of section 4.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "screening/find/letters.h"

namespace standstill::screening::find {

enum class Kernel : std::uint8_t { Portable, Avx2, Avx512 };
inline constexpr std::size_t kKernels = 3;

std::string_view name_of(Kernel kernel);
bool runs_here(Kernel kernel);
// The fastest that runs here.
Kernel best_kernel();

// A row is a text as letters' numbers. Sixteen bytes (32 if the text is longer than 16) can be read
// from its beginning; what lies behind its end does not matter.
inline constexpr std::size_t kShortRow = 16;
inline constexpr std::size_t kLongRow = 32;
inline constexpr unsigned kNarrowBand = 3;  // edits that 8-bit lanes bear
inline constexpr unsigned kWideBand = 7;    // so 16-bit lanes

// A text to measure rows against. Neither empty nor longer than kLongRow, and letters only.
struct Probe {
    Probe(std::string_view sound, unsigned most_edits);

    std::array<std::uint8_t, kLongRow> letters{};
    unsigned size = 0;
    unsigned edits = 0;  // of the band: at most kWideBand
    // For each column (letter of the row) and each letter: which cells of the band match it.
    alignas(64) std::uint8_t narrow[kLongRow][64];
    alignas(64) std::uint16_t wide[kLongRow][64];
};

struct KernelFunctions {
    // Appends to `out` (which has room for all and 16 more) the places in [first, last) whose
    // signature may be within `edits` of the given one, in order; returns how many.
    std::size_t (*sift)(const Signature* signatures, std::size_t first, std::size_t last,
                        Signature of, unsigned edits, std::uint32_t* out);
    // distances[i] = the distance of the probe to rows[i], whose size is sizes[i], if that is at
    // most probe.edits; else some greater number. No size differs from the probe's by more than
    // probe.edits; if one is above kShortRow, all rows can be read to kLongRow.
    void (*measure)(const Probe& probe, std::span<const std::uint8_t* const> rows,
                    const std::uint8_t* sizes, std::size_t longest, std::uint8_t* distances);
};

const KernelFunctions& functions_of(Kernel kernel);

// One in each file of instructions.
const KernelFunctions& portable_functions();
const KernelFunctions& avx2_functions();
const KernelFunctions& avx512_functions();

}  // namespace standstill::screening::find
