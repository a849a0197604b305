// The edge of the world for the command line: files and folders as bytes, and where the packs come
// from.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "law/compile.h"
#include "office/files.h"
#include "review/case.h"

namespace standstill::cli {

// The packs that the binary was built with.
law::RuleFiles embedded_rules();
// The cases that the demonstration opens, by their path below cases/.
law::RuleFiles embedded_cases();
// The table of vendors, and the rules of ownership: files below data/vendors and data/owners.
law::RuleFiles embedded_vendors();
law::RuleFiles embedded_owners();

using office::read_file;
using office::read_rules;
using office::write_file;

// The files named, and for a folder every .yaml, .yml and .json below it, sorted. Fails with
// NotFound.
base::Result<std::vector<std::string>> case_files(const std::vector<std::string>& paths);

// Reads and opens a case file.
base::Result<review::Case> load_case(const std::string& path, review::Library& library,
                                     const law::Readings& readings = {});

review::ZoneSource system_zones();

}  // namespace standstill::cli
