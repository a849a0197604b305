// From analysed names to the arrays of an index.
#pragma once

#include <cstdint>
#include <vector>

#include "base/result.h"
#include "screening/find/index.h"

namespace standstill::screening::find {

// The bytes of a snapshot. Fails as Index::build does.
base::Result<std::vector<char>> build_snapshot(const IndexContent& content);

}  // namespace standstill::screening::find
