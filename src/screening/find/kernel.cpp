#include "screening/find/kernel.h"

#include <algorithm>
#include <cstring>

namespace standstill::screening::find {

std::string_view name_of(Kernel kernel) {
    switch (kernel) {
        case Kernel::Portable:
            return "portable";
        case Kernel::Avx2:
            return "AVX2";
        case Kernel::Avx512:
            return "AVX-512";
    }
    return "";
}

bool runs_here(Kernel kernel) {
#if defined(__x86_64__)
    if (kernel == Kernel::Avx2) return __builtin_cpu_supports("avx2") != 0;
    if (kernel == Kernel::Avx512)
        return __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512bw") != 0 &&
               __builtin_cpu_supports("avx512vbmi") != 0 &&
               __builtin_cpu_supports("avx512vpopcntdq") != 0;
#endif
    return kernel == Kernel::Portable;
}

Kernel best_kernel() {
    static const Kernel best = runs_here(Kernel::Avx512) ? Kernel::Avx512
                               : runs_here(Kernel::Avx2) ? Kernel::Avx2
                                                         : Kernel::Portable;
    return best;
}

const KernelFunctions& functions_of(Kernel kernel) {
    switch (kernel) {
        case Kernel::Portable:
            break;
        case Kernel::Avx2:
            return avx2_functions();
        case Kernel::Avx512:
            return avx512_functions();
    }
    return portable_functions();
}

namespace {

// Cell `bit` of the band at column `column` (both from 0) is row `column + edits - top + bit` of
// the table, rows counted from 0 as the probe's letters are; so letter i is seen at columns
// i - edits to i - edits + top.
template <typename Cell>
void fill_windows(Cell (&windows)[kLongRow][64], const Probe& probe) {
    constexpr int kTop = 8 * sizeof(Cell) - 1;
    const int edits = static_cast<int>(probe.edits), size = static_cast<int>(probe.size);
    const int columns = std::min(static_cast<int>(kLongRow), size + edits);
    std::memset(windows, 0, static_cast<std::size_t>(columns) * sizeof windows[0]);
    for (int i = 0; i < size; ++i) {
        const std::size_t letter = probe.letters[static_cast<std::size_t>(i)];
        for (int bit = kTop; bit >= 0; --bit) {
            int column = i - edits + kTop - bit;
            if (column < 0) continue;
            if (column >= columns) break;
            Cell& cell = windows[column][letter];
            cell = static_cast<Cell>(cell | (Cell{1} << bit));
        }
    }
}

}  // namespace

Probe::Probe(std::string_view sound, unsigned most_edits)
    : size(static_cast<unsigned>(sound.size())), edits(std::min(most_edits, kWideBand)) {
    for (std::size_t i = 0; i < sound.size(); ++i) letters[i] = letter_number(sound[i]);
    if (edits <= kNarrowBand)
        fill_windows(narrow, *this);
    else
        fill_windows(wide, *this);
}

}  // namespace standstill::screening::find
