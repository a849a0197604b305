// The edge of the world for the command line: files and folders as bytes, and where the packs come
// from.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "law/compile.h"
#include "review/case.h"

namespace standstill::cli {

// The packs that the binary was built with.
law::RuleFiles embedded_rules();

// All files below a folder of packs, by relative path. Fails with NotFound or Unavailable, naming
// the path.
base::Result<law::RuleFiles> read_rules(const std::string& folder);

// A whole file, at most `limit` bytes. `-` is the standard input.
base::Result<std::string> read_file(const std::string& path, std::size_t limit);

// Writes a file whole, by way of a neighbour that is then renamed, so that nobody sees half of it.
base::Status write_file(const std::string& path, std::string_view bytes);

// The files named, and for a folder every .yaml, .yml and .json below it, sorted. Fails with
// NotFound.
base::Result<std::vector<std::string>> case_files(const std::vector<std::string>& paths);

// Reads and opens a case file.
base::Result<review::Case> load_case(const std::string& path, review::Library& library,
                                     const law::Readings& readings = {});

review::ZoneSource system_zones();

}  // namespace standstill::cli
