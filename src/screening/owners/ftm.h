// Ownership in FollowTheMoney JSON lines (followthemoney 4: schemata Ownership, Control,
// Directorship, Sanction, and the people and bodies they link), read and written.
//
// Read: `percentage` is free text there; what is no percentage becomes an unknown share and a
// remark. An ownership whose `ownershipType` is indirect, beneficial or ultimate counts at most,
// since the stakes between may stand in the file too. A party is on a list when a Sanction names it
// (with its dates), or has the topic `sanction` without one; the list is the data set's name with
// hyphens
// (`us_ofac_sdn` is "us-ofac-sdn"). Links of other schemata are counted in the remarks.
// Not carried, for want of a word: that all holders are known, and who is adverse.
#pragma once

#include <string>
#include <string_view>

#include "screening/owners/graph.h"

namespace standstill::screening::owners {

// Bounds: 4 GiB, lines of 16 MiB, depth 32, and those of graph.h.
// Fails with Invalid and `file:line: ...` on what is no entity.
base::Result<Graph> read_ftm(std::string_view text, const std::string& name);

// One entity a line: parties, then sanctions, then links, each in the order of the graph.
std::string write_ftm(const Graph& graph);

}  // namespace standstill::screening::owners
