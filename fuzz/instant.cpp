// What is read as an instant or a day prints, and reads back as the same.
#include "base/instant.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace standstill::base;
    std::string_view text(reinterpret_cast<const char*>(data), size);
    if (auto day = parse_day(text))
        if (to_string(*day) != text) std::abort();
    if (auto instant = parse_instant(text)) {
        // An offset can carry an instant of the first or the last day out of the years we read.
        auto again = parse_instant(to_string(*instant));
        if (again && *again != *instant) std::abort();
    }
    return 0;
}
