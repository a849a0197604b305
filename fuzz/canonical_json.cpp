// Canonical JSON: what is read prints back to the same bytes, and is canonical by the whole of RFC
// 8785.
#include "ledger/canonical_json.h"

#include "ledger/jcs.h"
#include "require.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace standstill::ledger;
    std::string_view bytes = view_of(data, size);
    auto value = parse_canonical(bytes);
    require(value.has_value() == check_canonical(bytes).has_value());
    if (value) {
        auto printed = canonical_json(*value);
        require(printed && *printed == bytes);
        auto by_rfc = jcs_of_text(bytes);
        require(by_rfc && *by_rfc == bytes);
    }
    // Any JSON that the profile can print, it can read.
    auto loose = jcs_of_text(bytes);
    if (loose && check_canonical(*loose))
        require(*canonical_json(*parse_canonical(*loose)) == *loose);
    return 0;
}
