// BODS 0.4: what is accepted is written and read back with the same links.
#include "require.h"
#include "screening/owners/bods.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace standstill;
    using namespace screening::owners;
    auto graph = read_bods(view_of(data, size), "f");
    if (!graph) return 0;
    auto again = read_bods(write_bods(*graph, *base::parse_day("2024-01-01"), "f"), "g");
    require(again.has_value());
    require(again->links().size() == graph->links().size());
    for (std::size_t i = 0; i < graph->links().size(); ++i)
        require(again->links()[i].share == graph->links()[i].share &&
                again->links()[i].kind == graph->links()[i].kind);
    return 0;
}
