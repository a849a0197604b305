#include "screening/vendors/graph_file.h"

#include <fmt/format.h>

#include "base/text.h"
#include "screening/owners/bods.h"
#include "screening/owners/ftm.h"
#include "screening/vendors/table.h"

namespace standstill::screening::vendors {

base::Result<GraphFormat> sniff_graph(std::string_view text, const std::string& name) {
    std::string_view start = base::trimmed(text.substr(0, std::size_t{1} << 16));
    if (start.starts_with('[')) return GraphFormat::Bods;
    if (start.starts_with('{')) {
        std::string_view line = start.substr(0, start.find('\n'));
        if (line.find("\"recordType\"") != line.npos || line.find("\"statementI") != line.npos)
            return GraphFormat::Bods;
        if (line.find("\"schema\"") != line.npos) return GraphFormat::FollowTheMoney;
    }
    if (start.find("format: standstill-vendors/") != start.npos) return GraphFormat::Own;
    return base::invalid(fmt::format(
        "{}: begins with `{}`; expected FollowTheMoney JSON lines, BODS 0.4 or YAML with `format: "
        "standstill-vendors/1`",
        name, start.substr(0, 40)));
}

base::Result<owners::Graph> read_graph(std::string_view text, const std::string& name) {
    auto format = sniff_graph(text, name);
    if (!format) return format.error();
    if (*format == GraphFormat::FollowTheMoney) return owners::read_ftm(text, name);
    if (*format == GraphFormat::Bods) return owners::read_bods(text, name);
    auto table = read_table(text, name);
    if (!table) return table.error();
    return graph_of(*table);
}

}  // namespace standstill::screening::vendors
