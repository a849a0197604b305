// Files as bytes, whole or not at all.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "law/compile.h"

namespace standstill::office {

// A whole file, at most `limit` bytes. `-` is the standard input.
base::Result<std::string> read_file(const std::string& path, std::size_t limit);

// Writes a file whole, by way of a neighbour that is then renamed, so that nobody sees half of it.
base::Status write_file(const std::string& path, std::string_view bytes);

// The same, and it survives a crash of the machine once it has returned.
base::Status write_file_durably(const std::string& path, std::string_view bytes);

// All files below a folder of packs, by relative path. Fails with NotFound or Unavailable, naming
// the path.
base::Result<law::RuleFiles> read_rules(const std::string& folder);

}  // namespace standstill::office
