// An archive of files as one sequence of bytes: a tar that can be written in one way only.
//
// POSIX ustar, sorted by name, regular files, mode 0644, owner 0, time 0, two blocks of zeros at
// the end and nothing after them. Every tool can unpack it; the reader here accepts only what the
// writer here prints, so that no byte of it is without meaning.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace standstill::ledger {

using Files = std::map<std::string, std::string>;

// Names: parts of A-Z a-z 0-9 . _ + @ = - , joined by /, at most 100 bytes; no part is . or ..
base::Result<std::string> write_archive(const Files& files);

struct ArchiveFile {
    std::string_view name;
    std::string_view bytes;
};

// The files in the order of their names; the views point into the bytes. Fails with Invalid, naming
// the offset.
base::Result<std::vector<ArchiveFile>> read_archive(std::string_view bytes);

// The file of that name, or nullptr.
const ArchiveFile* find_file(const std::vector<ArchiveFile>& files, std::string_view name);

}  // namespace standstill::ledger
