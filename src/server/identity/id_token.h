// ID tokens of an identity provider (OpenID Connect Core 1.0, section 2), verified by OpenSSL.
//
// Two algorithms are taken, RS256 and ES256 (RFC 7518), and each only with a key of its own kind:
// a token never says how it is to be checked, it only must agree.
#pragma once

#include <boost/json/object.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "base/result.h"

namespace standstill::server::identity {

inline constexpr std::size_t kMaxIdTokenBytes = 16'384;
inline constexpr std::size_t kMaxKeys = 64;

// A public key of a JWK Set (RFC 7517), as far as it signs ID tokens.
struct SigningJwk {
    enum class Kind { Rsa, P256 };
    Kind kind = Kind::Rsa;
    std::string id;             // `kid`; may be empty
    std::string first, second;  // RSA: modulus and exponent; P-256: x and y. Big-endian bytes
};

// Keys of other kinds and uses are passed over; an RSA key has 2,048 bits at least. Invalid: no
// JSON, or no set of keys.
base::Result<std::vector<SigningJwk>> parse_jwks(std::string_view json);

struct IdTokenDemand {
    std::string issuer, client_id, nonce;
    base::Instant now;
    // The proof of identity must not be older (`auth_time`); nothing: of any age.
    std::optional<base::Instant> proved_since;
};

struct IdClaims {
    std::string subject, email;
    std::optional<base::Instant> proved;  // auth_time
};

// Checks signature, iss, aud, azp, exp, iat, nonce and, where it is asked for, auth_time (section
// 3.1.3.7). Clocks may differ by a minute. Invalid: malformed. Corrupt: no key signed it. Conflict:
// a claim is not as demanded. NotFound: it names a key that is not among these.
base::Result<IdClaims> verify_id_token(std::string_view token, const std::vector<SigningJwk>& keys,
                                       const IdTokenDemand& demand);

}  // namespace standstill::server::identity
