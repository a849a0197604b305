// Files of evidence, kept in the data folder under the digest of their bytes: `evidence/<sha256>`,
// readable by their owner only, written once. What the record holds is the digest.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/digest.h"
#include "base/result.h"

namespace standstill::office {

// Keeps the bytes, durably, and says under which digest. Bytes that are kept already are not
// written again. `unique` tells concurrent writers apart: letters and digits. Unavailable: the disk
// refused.
base::Result<base::Digest> keep_evidence(const std::filesystem::path& folder,
                                         std::string_view bytes, std::string_view unique);

// NotFound: no such file. Corrupt: its bytes are not those of the digest any more. `limit` in
// bytes.
base::Result<std::string> kept_evidence(const std::filesystem::path& folder,
                                        const base::Digest& digest, std::size_t limit);
bool has_evidence(const std::filesystem::path& folder, const base::Digest& digest);

}  // namespace standstill::office
