// The source tree as a value: every file's path and text.
//
// The rules of tidiness are functions of it, so they can be tried on a tree of three lines.
#pragma once

#include <map>
#include <string>

#include "base/result.h"

namespace standstill::tidy {

// Paths are relative to the root and use `/`.
using Tree = std::map<std::string, std::string>;

// Reads the tree under a folder, without version control and what a build leaves behind. Fails with
// Unavailable where a file cannot be read.
base::Result<Tree> read_tree(const std::string& root);

}  // namespace standstill::tidy
