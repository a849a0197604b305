// Boost.Beast reads every head as well. What two parsers do not read alike is refused.
#pragma once

#include <string_view>

#include "server/http/strict.h"

namespace standstill::server::http {

// Whether Beast accepts the bytes, and sees the method, target, headers and length that `head` has.
bool reads_alike(const Head& head, std::string_view bytes);

}  // namespace standstill::server::http
