// Lists that come packed: ZIP, gzip, tar.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace standstill::screening {

struct Unpacked {
    std::string name;  // "archive.zip/CONS_ENHANCED.XML"
    std::string bytes;
};

bool is_archive(std::string_view bytes);

// All files of an archive, in its order; folders are left out.
// Fails with Invalid where the archive is damaged or truncated, holds nothing, another archive, or
// more than 64 files, or unpacks to more than 1 GiB or more than 200 times its size (16 MiB are
// always good).
base::Result<std::vector<Unpacked>> unpack(std::string_view bytes, const std::string& name);

}  // namespace standstill::screening
