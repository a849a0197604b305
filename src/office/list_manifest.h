// The manifest of the lists of a data folder, as text and back (docs/formats/lists.md).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "office/lists.h"

namespace standstill::office {

std::string print_manifest(const std::vector<KeptList>& versions);

// Fails with Corrupt, naming the version and what is wrong with it.
base::Result<std::vector<KeptList>> parse_manifest(std::string_view text, const std::string& name);

// "content", "person", "import"
std::string_view name_of(DatedBy by);

}  // namespace standstill::office
