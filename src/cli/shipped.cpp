#include "cli/shipped.h"

#include <algorithm>

#include "cli/files.h"

namespace standstill::cli {

base::Result<screening::vendors::Table> shipped_table() {
    return screening::vendors::read_table(embedded_vendors());
}

base::Result<std::vector<screening::ListVersion>> shipped_lists() {
    const law::RuleFiles files = embedded_vendors();
    auto table = screening::vendors::read_table(files);
    if (!table) return table.error();
    screening::ListVersion out;
    out.list = screening::vendors::kList;
    out.title = "Vendors of commercial spyware, the table of this program";
    out.format = "standstill-vendors/1";
    out.entities = screening::vendors::entities_of(*table);
    for (const auto& [key, source] : table->sources)
        if (auto day = base::parse_day(source.date); day)
            out.published = std::max(out.published.value_or(*day), *day);
    std::vector<screening::Source> sources;
    for (const auto& [name, text] : files) sources.push_back({name, text});
    out.digest = screening::digest_of(sources);
    return std::vector<screening::ListVersion>{std::move(out)};
}

base::Result<std::shared_ptr<const server::OwnersDesk>> shipped_owners() {
    auto table = shipped_table();
    if (!table) return table.error();
    auto graph = screening::vendors::graph_of(*table);
    if (!graph) return graph.error();
    auto rules = screening::owners::parse_rules(embedded_owners()["rules.yaml"], "rules.yaml");
    if (!rules) return rules.error();
    return std::make_shared<const server::OwnersDesk>(
        server::OwnersDesk{std::move(*graph), std::move(*rules)});
}

}  // namespace standstill::cli
