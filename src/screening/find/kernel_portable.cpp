// The kernel for any machine, and the measure of the others.
#include "screening/find/distance.h"
#include "screening/find/kernel.h"

namespace standstill::screening::find {

namespace {

std::size_t sift(const Signature* signatures, std::size_t first, std::size_t last, Signature of,
                 unsigned edits, std::uint32_t* out) {
    std::size_t count = 0;
    for (std::size_t i = first; i < last; ++i) {
        out[count] = static_cast<std::uint32_t>(i);
        count += may_be_within(of, signatures[i], edits) ? 1 : 0;
    }
    return count;
}

void measure(const Probe& probe, std::span<const std::uint8_t* const> rows,
             const std::uint8_t* sizes, std::size_t, std::uint8_t* distances) {
    const Ruler ruler(
        std::string_view(reinterpret_cast<const char*>(probe.letters.data()), probe.size));
    for (std::size_t i = 0; i < rows.size(); ++i)
        distances[i] = static_cast<std::uint8_t>(
            ruler.distance_to({reinterpret_cast<const char*>(rows[i]), sizes[i]}));
}

}  // namespace

const KernelFunctions& portable_functions() {
    static constexpr KernelFunctions kFunctions{sift, measure};
    return kFunctions;
}

}  // namespace standstill::screening::find
