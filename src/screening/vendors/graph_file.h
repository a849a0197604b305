// Files that say who owns whom, in any of the forms read here: FollowTheMoney JSON lines, BODS 0.4,
// and the project's own YAML (docs/formats/vendors.md). What a file is, its beginning tells.
#pragma once

#include <string>
#include <string_view>

#include "screening/owners/graph.h"

namespace standstill::screening::vendors {

enum class GraphFormat { FollowTheMoney, Bods, Own };

// Fails with Invalid and says what was seen and what is known.
base::Result<GraphFormat> sniff_graph(std::string_view text, const std::string& name);

// Fails with Invalid as the reader of the form does.
base::Result<owners::Graph> read_graph(std::string_view text, const std::string& name);

}  // namespace standstill::screening::vendors
