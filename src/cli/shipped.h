// Lists that come with the program.
#pragma once

#include <vector>

#include "base/result.h"
#include "screening/list/import.h"
#include "screening/vendors/table.h"

namespace standstill::cli {

base::Result<screening::vendors::Table> shipped_table();

// The table of vendors, as a list to search beside others. Its day is that of its newest source.
base::Result<std::vector<screening::ListVersion>> shipped_lists();

}  // namespace standstill::cli
