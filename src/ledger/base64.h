// Base64 (RFC 4648), strictly: one text for given bytes, and only that text is read.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace standstill::ledger {

// The alphabet with + and /, padded: notes, checkpoints, proofs.
std::string base64(std::string_view bytes);
base::Result<std::string> bytes_from_base64(std::string_view text);

// The alphabet with - and _, not padded: tokens.
std::string base64url(std::string_view bytes);
base::Result<std::string> bytes_from_base64url(std::string_view text);

}  // namespace standstill::ledger
