// Lists that come with the program.
#pragma once

#include <memory>
#include <vector>

#include "base/result.h"
#include "screening/list/import.h"
#include "screening/vendors/table.h"
#include "server/owners_desk.h"

namespace standstill::cli {

base::Result<screening::vendors::Table> shipped_table();

// The table of vendors, as a list to search beside others. Its day is that of its newest source.
base::Result<std::vector<screening::ListVersion>> shipped_lists();

// Owners as the table of vendors has them, and the rules of ownership.
base::Result<std::shared_ptr<const server::OwnersDesk>> shipped_owners();

}  // namespace standstill::cli
