// Codes of six digits from a shared secret and the clock (RFC 6238 over RFC 4226), by OpenSSL.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/instant.h"

namespace standstill::server::identity {

enum class TotpHash { Sha1, Sha256, Sha512 };

inline constexpr std::uint64_t kTotpPeriod = 30;  // seconds

// The code of a time step, with that many digits (6 to 8), leading zeros kept.
std::string totp_code(std::string_view secret, std::uint64_t step, unsigned digits = 6,
                      TotpHash hash = TotpHash::Sha1);
std::uint64_t totp_step(base::Instant at);

// The step that the code is of: the present one or a neighbour (RFC 6238, section 5.2), later than
// `last_used`, because a code counts once. Nothing: none of them. Spaces in the code are passed
// over.
std::optional<std::uint64_t> match_totp(std::string_view secret, std::string_view code,
                                        base::Instant now, std::uint64_t last_used);

// RFC 4648, section 6, without padding.
std::string base32(std::string_view bytes);

// `otpauth://totp/...`, as authenticator programs read it from a picture.
std::string otpauth_uri(std::string_view secret, std::string_view issuer, std::string_view account);

}  // namespace standstill::server::identity
