// What the pages say of owners: the graph that ships with the program, and the rules.
#pragma once

#include <vector>

#include "screening/owners/graph.h"
#include "screening/owners/rules.h"

namespace standstill::server {

struct OwnersDesk {
    screening::owners::Graph graph;
    std::vector<screening::owners::Rule> rules;
};

}  // namespace standstill::server
