// Tables of vendors and rules of ownership: what is accepted can be listed, linted and made a
// graph.
#include "require.h"
#include "screening/owners/rules.h"
#include "screening/vendors/graph_file.h"
#include "screening/vendors/table.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace standstill::screening;
    std::string_view text = view_of(data, size);
    (void)owners::parse_rules(text, "r");
    (void)owners::parse_range(text);
    (void)vendors::sniff_graph(text, "g");
    auto table = vendors::read_table(text, "t");
    if (!table) return 0;
    require(vendors::entities_of(*table).size() == table->entries.size());
    (void)vendors::lint(*table);
    auto graph = vendors::graph_of(*table);
    require(graph.has_value());
    return 0;
}
