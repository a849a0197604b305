// Ed25519 signatures (RFC 8032): made by libsodium, verified by OpenSSL.
//
// OpenSSL verifies with some public keys that no honest signer has: points of low order, for which
// one signature fits many messages, and points in an encoding that others reject. Such keys are
// refused where a key enters, so that two verifiers cannot disagree later.
#pragma once

#include <openssl/types.h>

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace standstill::ledger {

class Ed25519PublicKey {
public:
    // Fails with Invalid when the bytes are not 32, not the one encoding of a point on the curve,
    // or a point of low order.
    static base::Result<Ed25519PublicKey> from_bytes(std::string_view bytes);

    std::string_view bytes() const { return bytes_; }
    // Whether the signature (64 bytes) is one of this key over the message.
    bool verifies(std::string_view message, std::string_view signature) const;

    friend bool operator==(const Ed25519PublicKey& a, const Ed25519PublicKey& b) {
        return a.bytes_ == b.bytes_;
    }

private:
    Ed25519PublicKey(std::string bytes, std::shared_ptr<EVP_PKEY> key)
        : bytes_(std::move(bytes)), key_(std::move(key)) {}

    std::string bytes_;
    std::shared_ptr<EVP_PKEY> key_;  // shared: it never changes
};

class Ed25519PrivateKey {
public:
    // From the 32 bytes of the seed. Whoever calls takes them from a good source.
    static base::Result<Ed25519PrivateKey> from_seed(std::string_view seed);

    const Ed25519PublicKey& public_key() const { return public_; }
    // 64 bytes.
    std::string sign(std::string_view message) const;

private:
    Ed25519PrivateKey(std::shared_ptr<EVP_PKEY> key, Ed25519PublicKey public_key)
        : key_(std::move(key)), public_(std::move(public_key)) {}

    std::shared_ptr<EVP_PKEY> key_;  // shared for the same reason
    Ed25519PublicKey public_;
};

}  // namespace standstill::ledger
