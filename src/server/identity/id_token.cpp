#include "server/identity/id_token.h"

#include <fmt/format.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/x509.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <memory>

#include "ledger/base64.h"
#include "server/identity/secrets.h"

namespace standstill::server::identity {

namespace {

namespace json = boost::json;
using base::ErrorKind;
using base::fail;
using base::invalid;
using base::Result;
using base::Status;
using namespace std::chrono_literals;

constexpr std::chrono::seconds kSkew{60};
constexpr std::chrono::minutes kOldest{10};  // since it was issued
constexpr std::size_t kSmallestModulus = 256, kLargestModulus = 1'024;

template <auto Free>
struct With {
    void operator()(auto* thing) const { Free(thing); }
};
using Key = std::unique_ptr<EVP_PKEY, With<EVP_PKEY_free>>;
using Number = std::unique_ptr<BIGNUM, With<BN_free>>;

const unsigned char* data_of(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

Result<json::object> object_of(std::string_view text, const char* what) {
    boost::system::error_code error;
    json::parse_options options;
    options.max_depth = 16;
    json::value value = json::parse(text, error, {}, options);
    if (error || !value.is_object()) return invalid(fmt::format("the {} is no JSON object", what));
    return std::move(value.as_object());
}

std::string text_at(const json::object& object, std::string_view key) {
    const json::value* value = object.if_contains(key);
    return value != nullptr && value->is_string() ? std::string(value->get_string()) : "";
}

// Seconds since 1970, whole or not; nothing where there is no such number.
std::optional<base::Instant> instant_at(const json::object& object, std::string_view key) {
    constexpr double kMost = 1e11;
    const json::value* value = object.if_contains(key);
    if (value == nullptr || !value->is_number()) return std::nullopt;
    double seconds = value->is_double() ? value->get_double() : value->to_number<double>();
    if (!(seconds >= 0 && seconds < kMost)) return std::nullopt;
    return base::Instant(std::chrono::milliseconds(static_cast<std::int64_t>(seconds * 1000)));
}

// --- keys

std::string without_zeros(std::string bytes) {
    bytes.erase(0, std::min(bytes.find_first_not_of('\0'), bytes.size()));
    return bytes;
}

std::optional<SigningJwk> key_of(const json::object& object) {
    SigningJwk out;
    out.id = text_at(object, "kid");
    std::string use = text_at(object, "use"), algorithm = text_at(object, "alg");
    if (!use.empty() && use != "sig") return std::nullopt;
    std::string type = text_at(object, "kty");
    bool is_rsa = type == "RSA" && (algorithm.empty() || algorithm == "RS256");
    bool is_p256 = type == "EC" && text_at(object, "crv") == "P-256" &&
                   (algorithm.empty() || algorithm == "ES256");
    if (!is_rsa && !is_p256) return std::nullopt;
    auto first = ledger::bytes_from_base64url(text_at(object, is_rsa ? "n" : "x"));
    auto second = ledger::bytes_from_base64url(text_at(object, is_rsa ? "e" : "y"));
    if (!first || !second) return std::nullopt;
    out.kind = is_rsa ? SigningJwk::Kind::Rsa : SigningJwk::Kind::P256;
    out.first = is_rsa ? without_zeros(*first) : *first;
    out.second = is_rsa ? without_zeros(*second) : *second;
    if (is_rsa && (out.first.size() < kSmallestModulus || out.first.size() > kLargestModulus ||
                   out.second.empty() || out.second.size() > 8))
        return std::nullopt;
    if (is_p256 && (out.first.size() != 32 || out.second.size() != 32)) return std::nullopt;
    return out;
}

Key make_key(const char* type, OSSL_PARAM_BLD* builder) {
    std::unique_ptr<OSSL_PARAM, With<OSSL_PARAM_free>> parameters(OSSL_PARAM_BLD_to_param(builder));
    std::unique_ptr<EVP_PKEY_CTX, With<EVP_PKEY_CTX_free>> context(
        EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
    EVP_PKEY* key = nullptr;
    bool good = parameters && context && EVP_PKEY_fromdata_init(context.get()) == 1 &&
                EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters.get()) == 1;
    return Key(good ? key : nullptr);
}

Key openssl_key(const SigningJwk& jwk) {
    std::unique_ptr<OSSL_PARAM_BLD, With<OSSL_PARAM_BLD_free>> builder(OSSL_PARAM_BLD_new());
    if (jwk.kind == SigningJwk::Kind::Rsa) {
        Number n(BN_bin2bn(data_of(jwk.first), static_cast<int>(jwk.first.size()), nullptr));
        Number e(BN_bin2bn(data_of(jwk.second), static_cast<int>(jwk.second.size()), nullptr));
        OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get());
        OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get());
        return make_key("RSA", builder.get());
    }
    std::string point = "\x04" + jwk.first + jwk.second;  // uncompressed, SEC 1 section 2.3.3
    OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0);
    OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(),
                                     point.size());
    return make_key("EC", builder.get());
}

// r and s side by side (RFC 7518, section 3.4) as OpenSSL reads them.
std::string der_signature(std::string_view raw) {
    if (raw.size() != 64) return "";
    std::unique_ptr<ECDSA_SIG, With<ECDSA_SIG_free>> signature(ECDSA_SIG_new());
    BIGNUM* r = BN_bin2bn(data_of(raw), 32, nullptr);
    BIGNUM* s = BN_bin2bn(data_of(raw.substr(32)), 32, nullptr);
    ECDSA_SIG_set0(signature.get(), r, s);
    unsigned char* der = nullptr;
    int size = i2d_ECDSA_SIG(signature.get(), &der);
    if (size <= 0) return "";
    std::string out(reinterpret_cast<const char*>(der), static_cast<std::size_t>(size));
    OPENSSL_free(der);
    return out;
}

bool signs(const SigningJwk& jwk, std::string_view message, std::string_view signature) {
    Key key = openssl_key(jwk);
    if (!key) return false;
    std::string bytes =
        jwk.kind == SigningJwk::Kind::P256 ? der_signature(signature) : std::string(signature);
    std::unique_ptr<EVP_MD_CTX, With<EVP_MD_CTX_free>> context(EVP_MD_CTX_new());
    return EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get()) == 1 &&
           EVP_DigestVerify(context.get(), data_of(bytes), bytes.size(), data_of(message),
                            message.size()) == 1;
}

// --- the token

struct Parts {
    json::object header, claims;
    std::string_view signed_text;
    std::string signature;
};

Result<Parts> parts_of(std::string_view token) {
    if (token.size() > kMaxIdTokenBytes) return invalid("the ID token is too long");
    std::size_t first = token.find('.');
    std::size_t second = first == std::string_view::npos ? first : token.find('.', first + 1);
    if (second == std::string_view::npos || token.find('.', second + 1) != std::string_view::npos)
        return invalid("the ID token has not three parts");
    auto header = ledger::bytes_from_base64url(token.substr(0, first));
    auto claims = ledger::bytes_from_base64url(token.substr(first + 1, second - first - 1));
    auto signature = ledger::bytes_from_base64url(token.substr(second + 1));
    if (!header || !claims || !signature) return invalid("the ID token is not Base64url");
    Parts out;
    auto header_object = object_of(*header, "header of the ID token");
    if (!header_object) return header_object.error();
    auto claims_object = object_of(*claims, "body of the ID token");
    if (!claims_object) return claims_object.error();
    out.header = std::move(*header_object);
    out.claims = std::move(*claims_object);
    out.signed_text = token.substr(0, second);
    out.signature = std::move(*signature);
    return out;
}

Status check_signature(const Parts& parts, const std::vector<SigningJwk>& keys) {
    std::string algorithm = text_at(parts.header, "alg"), id = text_at(parts.header, "kid");
    if (algorithm != "RS256" && algorithm != "ES256")
        return invalid(fmt::format("the ID token is signed by `{}`; RS256 and ES256 are taken",
                                   algorithm.substr(0, 20)));
    if (parts.header.contains("crit"))
        return invalid("the ID token demands what is not known here (`crit`)");
    auto kind = algorithm == "RS256" ? SigningJwk::Kind::Rsa : SigningJwk::Kind::P256;
    bool knows_id = false;
    for (const SigningJwk& key : keys) {
        if (key.kind != kind || (!id.empty() && key.id != id)) continue;
        knows_id = true;
        if (signs(key, parts.signed_text, parts.signature)) return base::Done{};
    }
    if (!knows_id)
        return fail(ErrorKind::NotFound, "the provider published no such key for its ID token");
    return fail(ErrorKind::Corrupt, "no key of the provider signed the ID token");
}

// `aud` may be one text or a list of them; with several, `azp` says for whom it is.
bool is_for(const json::object& claims, const std::string& client_id) {
    const json::value* audience = claims.if_contains("aud");
    if (audience == nullptr) return false;
    std::string party = text_at(claims, "azp");
    if (!party.empty() && party != client_id) return false;
    if (audience->is_string()) return audience->get_string() == client_id;
    if (!audience->is_array()) return false;
    const json::array& list = audience->get_array();
    bool is_named = std::ranges::any_of(list, [&](const json::value& item) {
        return item.is_string() && item.get_string() == client_id;
    });
    return is_named && (list.size() == 1 || !party.empty());
}

Status check_times(const json::object& claims, const IdTokenDemand& demand) {
    auto wrong = [](const char* says) { return fail(ErrorKind::Conflict, says); };
    auto expires = instant_at(claims, "exp"), issued = instant_at(claims, "iat");
    if (!expires || !issued) return invalid("the ID token does not say until when it holds");
    if (*expires + kSkew <= demand.now) return wrong("the ID token is out of date");
    if (*issued > demand.now + kSkew) return wrong("the ID token was issued in the future");
    if (*issued + kOldest + kSkew < demand.now) return wrong("the ID token was issued long ago");
    if (auto begins = instant_at(claims, "nbf"); begins && *begins > demand.now + kSkew)
        return wrong("the ID token does not hold yet");
    if (!demand.proved_since) return base::Done{};
    auto proved = instant_at(claims, "auth_time");
    if (!proved) return wrong("the provider does not say when the identity was proved");
    if (*proved + kSkew < *demand.proved_since)
        return wrong("the provider did not ask for a fresh proof of identity");
    return base::Done{};
}

}  // namespace

Result<std::vector<SigningJwk>> parse_jwks(std::string_view text) {
    auto object = object_of(text, "set of keys");
    if (!object) return object.error();
    const json::value* keys = object->if_contains("keys");
    if (keys == nullptr || !keys->is_array()) return invalid("the set of keys has no `keys`");
    std::vector<SigningJwk> out;
    for (const json::value& key : keys->get_array()) {
        if (out.size() == kMaxKeys) return invalid("the set of keys is too long");
        if (!key.is_object()) return invalid("a key of the set is no JSON object");
        if (auto read = key_of(key.get_object())) out.push_back(std::move(*read));
    }
    return out;
}

Result<IdClaims> verify_id_token(std::string_view token, const std::vector<SigningJwk>& keys,
                                 const IdTokenDemand& demand) {
    auto parts = parts_of(token);
    if (!parts) return parts.error();
    if (auto good = check_signature(*parts, keys); !good) return good.error();
    const json::object& claims = parts->claims;
    if (text_at(claims, "iss") != demand.issuer)
        return fail(ErrorKind::Conflict, "the ID token is of another issuer");
    if (!is_for(claims, demand.client_id))
        return fail(ErrorKind::Conflict, "the ID token is for somebody else");
    if (demand.nonce.empty() || !is_equal_in_constant_time(text_at(claims, "nonce"), demand.nonce))
        return fail(ErrorKind::Conflict, "the ID token belongs to another attempt");
    if (auto good = check_times(claims, demand); !good) return good.error();
    IdClaims out;
    out.subject = text_at(claims, "sub");
    if (out.subject.empty() || out.subject.size() > 255)
        return invalid("the ID token names no subject");
    out.email = text_at(claims, "email");
    out.proved = instant_at(claims, "auth_time");
    return out;
}

}  // namespace standstill::server::identity
