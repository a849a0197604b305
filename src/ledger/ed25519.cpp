#include "ledger/ed25519.h"

#include <openssl/bn.h>
#include <openssl/evp.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <cstdlib>

#include "base/digest.h"

namespace standstill::ledger {

namespace {

using base::invalid;
using base::Result;

const unsigned char* data_of(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

std::string from_hex(std::string_view hex) {
    auto digest = base::digest_from_hex(hex);
    return {reinterpret_cast<const char*>(digest->bytes.data()), digest->bytes.size()};
}

// The y coordinates of the points whose order divides 8, little endian, without the sign bit of x.
bool has_low_order(std::string y) {
    static const std::string kLowOrder[] = {
        from_hex("0100000000000000000000000000000000000000000000000000000000000000"),  // order 1
        from_hex("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),  // order 2
        from_hex("0000000000000000000000000000000000000000000000000000000000000000"),  // order 4
        from_hex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),  // order 8
        from_hex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"),  // order 8
    };
    y[31] = static_cast<char>(y[31] & 0x7f);
    return std::find(std::begin(kLowOrder), std::end(kLowOrder), y) != std::end(kLowOrder);
}

using Number = std::unique_ptr<BIGNUM, decltype(&BN_free)>;
using NumberContext = std::unique_ptr<BN_CTX, decltype(&BN_CTX_free)>;

// RFC 8032 section 5.1.3: y is below p = 2^255 - 19, and x^2 = (y^2 - 1) / (d y^2 + 1) has a root.
// The quotient u/v is a square exactly if u v is one, by Euler's criterion.
bool is_canonical_point(std::string_view bytes) {
    std::string little(bytes);
    little[31] = static_cast<char>(little[31] & 0x7f);
    auto make = [] { return Number(BN_new(), BN_free); };
    NumberContext context(BN_CTX_new(), BN_CTX_free);
    Number p = make(), d = make(), y = make(), u = make(), v = make(), exponent = make();
    BIGNUM* parsed = d.get();
    bool good = BN_set_bit(p.get(), 255) == 1 && BN_sub_word(p.get(), 19) == 1 &&
                BN_hex2bn(&parsed,
                          "52036cee2b6ffe738cc740797779e89800700a4d4141d8ab75eb4dca135978a3") > 0 &&
                BN_lebin2bn(data_of(little), 32, y.get()) != nullptr;
    if (!good || BN_cmp(y.get(), p.get()) >= 0) return false;
    good = BN_mod_sqr(u.get(), y.get(), p.get(), context.get()) == 1 &&
           BN_mod_mul(v.get(), u.get(), d.get(), p.get(), context.get()) == 1 &&
           BN_add_word(v.get(), 1) == 1 &&
           BN_mod_sub(u.get(), u.get(), BN_value_one(), p.get(), context.get()) == 1 &&
           BN_mod_mul(u.get(), u.get(), v.get(), p.get(), context.get()) == 1 &&
           BN_rshift1(exponent.get(), p.get()) == 1 &&
           BN_mod_exp(u.get(), u.get(), exponent.get(), p.get(), context.get()) == 1;
    return good && BN_is_one(u.get());
}

std::shared_ptr<EVP_PKEY> shared(EVP_PKEY* key) { return {key, EVP_PKEY_free}; }

using DigestContext = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

}  // namespace

Result<Ed25519PublicKey> Ed25519PublicKey::from_bytes(std::string_view bytes) {
    if (bytes.size() != 32) return invalid("an Ed25519 public key has 32 bytes");
    if (has_low_order(std::string(bytes)))
        return invalid("the Ed25519 public key is a point of low order");
    if (!is_canonical_point(bytes))
        return invalid("the Ed25519 public key is not the canonical encoding of a point");
    auto key = shared(
        EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, data_of(bytes), bytes.size()));
    if (!key) return invalid("the Ed25519 public key is refused by OpenSSL");
    return Ed25519PublicKey(std::string(bytes), std::move(key));
}

bool Ed25519PublicKey::verifies(std::string_view message, std::string_view signature) const {
    if (signature.size() != 64) return false;
    DigestContext context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    return context &&
           EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key_.get()) == 1 &&
           EVP_DigestVerify(context.get(), data_of(signature), signature.size(), data_of(message),
                            message.size()) == 1;
}

Result<Ed25519PrivateKey> Ed25519PrivateKey::from_seed(std::string_view seed) {
    if (seed.size() != 32) return invalid("an Ed25519 seed has 32 bytes");
    auto key =
        shared(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, data_of(seed), seed.size()));
    std::string bytes(32, '\0');
    std::size_t size = bytes.size();
    if (!key || EVP_PKEY_get_raw_public_key(
                    key.get(), reinterpret_cast<unsigned char*>(bytes.data()), &size) != 1)
        return invalid("the Ed25519 seed is refused by OpenSSL");
    auto public_key = Ed25519PublicKey::from_bytes(bytes);
    if (!public_key) return public_key.error();
    return Ed25519PrivateKey(std::move(key), std::move(*public_key));
}

// By libsodium, which needs a quarter of the time; the signature is the same, because nothing in it
// is random. Its secret is the seed and the public key; it is kept in OpenSSL's key alone.
std::string Ed25519PrivateKey::sign(std::string_view message) const {
    std::array<unsigned char, crypto_sign_SECRETKEYBYTES> secret{};
    std::size_t size = crypto_sign_SEEDBYTES;
    std::string signature(crypto_sign_BYTES, '\0');
    const std::string_view point = public_.bytes();
    const bool good = EVP_PKEY_get_raw_private_key(key_.get(), secret.data(), &size) == 1 &&
                      size == crypto_sign_SEEDBYTES && point.size() == crypto_sign_PUBLICKEYBYTES;
    if (good) std::copy(point.begin(), point.end(), secret.begin() + crypto_sign_SEEDBYTES);
    // There is no safe signature to return instead; this only fails when memory is exhausted.
    if (!good || crypto_sign_detached(reinterpret_cast<unsigned char*>(signature.data()), nullptr,
                                      data_of(message), message.size(), secret.data()) != 0)
        std::abort();
    sodium_memzero(secret.data(), secret.size());
    return signature;
}

}  // namespace standstill::ledger
