// Proofs: what is read prints back to the same text.
#include "ledger/proof.h"

#include "require.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace standstill::ledger;
    std::string_view text = view_of(data, size);
    auto proof = parse_log_proof(text);
    if (!proof) return 0;
    auto printed = print_log_proof(*proof);
    require(printed && *printed == text);
    return 0;
}
