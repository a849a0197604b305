// Secrets: compared without telling how far they agree, kept as digests.
#pragma once

#include <string>
#include <string_view>

namespace standstill::server::identity {

// Takes as long wherever the two differ; their lengths are no secret.
bool is_equal_in_constant_time(std::string_view a, std::string_view b);

// HMAC-SHA-256 (RFC 2104), 32 bytes.
std::string hmac_sha256(std::string_view key, std::string_view message);

// What is kept of a secret of 256 random bits: its SHA-256 in hexadecimal. No salt and no cost are
// needed, because nobody can try 2^256 of them.
std::string digest_of_secret(std::string_view secret);

}  // namespace standstill::server::identity
