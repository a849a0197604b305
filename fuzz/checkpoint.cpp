// Checkpoints: what is read prints back to the same text.
#include "ledger/checkpoint.h"

#include "require.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace standstill::ledger;
    std::string_view text = view_of(data, size);
    auto checkpoint = parse_checkpoint(text);
    if (!checkpoint) return 0;
    auto printed = print_checkpoint(*checkpoint);
    require(printed && *printed == text);
    return 0;
}
