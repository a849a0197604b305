// How an import is done: everything is copied, read and weighed before anything is kept.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "office/lists.h"

namespace standstill::office {

// Imports into `folder` (DATA/lists) under its lock, which the caller holds. `versions` is the
// manifest as it is; it comes back with what was added, sorted, and is on disk then. After a
// failure both are as before.
base::Result<ImportReport> import_into(const std::filesystem::path& folder,
                                       std::vector<KeptList>& versions, const ImportOrder& order);

// By list, then day, then import: the order of the manifest.
void sort_versions(std::vector<KeptList>& versions);

// 1 to 64 of `a-z 0-9 - _ .`; fails with Invalid otherwise.
base::Status check_list_id(const std::string& id);

// The files named, and for a folder the files in it and below, sorted, with whether they lay in a
// folder; hidden ones are left out. Fails with NotFound.
base::Result<std::vector<std::pair<std::filesystem::path, bool>>> list_files(
    const std::vector<std::string>& paths);

// A list is at most so large, in bytes.
inline constexpr std::uintmax_t kMaxListFile = std::uintmax_t{4} << 30;

}  // namespace standstill::office
