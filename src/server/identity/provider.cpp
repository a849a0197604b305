#include "server/identity/provider.h"

#include <fmt/format.h>

#include <boost/json/parse.hpp>

#include "ledger/base64.h"
#include "server/http/message.h"
#include "server/identity/secrets.h"

namespace standstill::server::identity {

namespace {

namespace json = boost::json;
using base::ErrorKind;
using base::fail;
using base::invalid;
using base::Result;

constexpr std::size_t kMostAttempts = 10'000;
constexpr std::chrono::minutes kAttemptLife{10};
constexpr std::chrono::hours kDescriptionLife{1};
constexpr std::chrono::minutes kKeysAgain{1};

Result<json::object> object_of(const WebAnswer& answer, const char* what) {
    if (answer.status != 200)
        return fail(ErrorKind::Unavailable,
                    fmt::format("the provider gave no {} (status {})", what, answer.status));
    boost::system::error_code error;
    json::parse_options options;
    options.max_depth = 16;
    json::value value = json::parse(answer.body, error, {}, options);
    if (error || !value.is_object())
        return invalid(fmt::format("the provider's {} is no JSON object", what));
    return std::move(value.as_object());
}

std::string text_at(const json::object& object, std::string_view key) {
    const json::value* value = object.if_contains(key);
    return value != nullptr && value->is_string() ? std::string(value->get_string()) : "";
}

std::string sha256_bytes(std::string_view text) {
    base::Digest digest = base::sha256(text);
    return {reinterpret_cast<const char*>(digest.bytes.data()), digest.bytes.size()};
}

std::string form_of(const http::Fields& fields) {
    std::string out;
    for (const auto& [name, value] : fields)
        out += (out.empty() ? "" : "&") + http::encode(name) + "=" + http::encode(value);
    return out;
}

}  // namespace

Provider::Provider(ProviderSettings settings, std::string return_url, office::Random random)
    : settings_(std::move(settings)),
      return_url_(std::move(return_url)),
      random_(std::move(random)) {}

WebBounds Provider::bounds() const {
    WebBounds out;
    out.ca_file = settings_.ca_file;
    out.allows_loopback_http = settings_.allows_loopback_http;
    return out;
}

Result<Provider::Description> Provider::description(base::Instant now) {
    {
        std::lock_guard hold(mutex_);
        if (description_ && now - description_->read < kDescriptionLife) return *description_;
    }
    auto answer =
        ask_web({settings_.issuer + "/.well-known/openid-configuration", "", {}}, bounds());
    if (!answer) return answer.error();
    auto object = object_of(*answer, "description");
    if (!object) return object.error();
    // OpenID Connect Discovery 1.0, section 4.3.
    if (text_at(*object, "issuer") != settings_.issuer)
        return fail(ErrorKind::Conflict, "the provider describes itself as another issuer");
    Description out;
    out.authorization = text_at(*object, "authorization_endpoint");
    out.token = text_at(*object, "token_endpoint");
    out.keys = text_at(*object, "jwks_uri");
    const json::value* names =
        object->if_contains("authorization_response_iss_parameter_supported");
    out.names_issuer = names != nullptr && names->is_bool() && names->get_bool();
    out.read = now;
    for (const std::string& address : {out.authorization, out.token, out.keys}) {
        auto url = parse_url(address);
        if (!url) return base::in_context(url.error(), "the provider's description");
        if (!url->is_https && !(settings_.allows_loopback_http && is_loopback(url->host)))
            return invalid("the provider's description names an address without TLS");
    }
    std::lock_guard hold(mutex_);
    description_ = out;
    return out;
}

Result<std::vector<SigningJwk>> Provider::keys(const Description& of, bool anew,
                                               base::Instant now) {
    {
        std::lock_guard hold(mutex_);
        auto age = now - keys_read_;
        if (!keys_.empty() && age < (anew ? std::chrono::milliseconds(kKeysAgain)
                                          : std::chrono::milliseconds(kDescriptionLife)))
            return keys_;
    }
    auto answer = ask_web({of.keys, "", {}}, bounds());
    if (!answer) return answer.error();
    if (answer->status != 200) return fail(ErrorKind::Unavailable, "the provider gave no keys");
    auto read = parse_jwks(answer->body);
    if (!read) return read;
    std::lock_guard hold(mutex_);
    keys_ = *read;
    keys_read_ = now;
    return read;
}

Result<Provider::Begun> Provider::begin(std::string next, std::string session, base::Instant now) {
    auto at = description(now);
    if (!at) return at.error();
    std::string random = random_(32 * 4);
    if (random.size() != 32 * 4)
        return fail(ErrorKind::Unavailable, "the system gives no randomness");
    auto piece = [&](std::size_t i) { return ledger::base64url(random.substr(32 * i, 32)); };
    std::string state = piece(0), secret = piece(3);
    Attempt attempt{digest_of_secret(secret), piece(1),           piece(2),
                    std::move(next),          std::move(session), now};
    http::Fields fields = {{"response_type", "code"},
                           {"client_id", settings_.client_id},
                           {"redirect_uri", return_url_},
                           {"scope", "openid"},
                           {"state", state},
                           {"nonce", attempt.nonce},
                           {"code_challenge", ledger::base64url(sha256_bytes(attempt.verifier))},
                           {"code_challenge_method", "S256"}};
    // Whoever confirms must prove anew who they are, however lately they did.
    if (!attempt.session.empty()) {
        fields.emplace_back("prompt", "login");
        fields.emplace_back("max_age", "0");
    }
    {
        std::lock_guard hold(mutex_);
        std::erase_if(attempts_,
                      [&](const auto& entry) { return entry.second.begun + kAttemptLife <= now; });
        if (attempts_.size() >= kMostAttempts)
            return fail(ErrorKind::Unavailable, "too many are signing in at once");
        attempts_.emplace(state, std::move(attempt));
    }
    char separator = at->authorization.find('?') == std::string::npos ? '?' : '&';
    return Begun{at->authorization + separator + form_of(fields), secret};
}

std::optional<Provider::Attempt> Provider::take(const std::string& state, base::Instant now) {
    std::lock_guard hold(mutex_);
    auto found = attempts_.find(state);
    if (found == attempts_.end()) return std::nullopt;
    Attempt out = std::move(found->second);
    attempts_.erase(found);
    if (out.begun + kAttemptLife <= now) return std::nullopt;
    return out;
}

Result<std::string> Provider::redeem(const Description& at, const std::string& code,
                                     const std::string& verifier) {
    http::Fields fields = {{"grant_type", "authorization_code"},
                           {"code", code},
                           {"redirect_uri", return_url_},
                           {"code_verifier", verifier}};
    WebQuestion question{at.token, "", {}};
    if (settings_.client_secret.empty()) {
        fields.emplace_back("client_id", settings_.client_id);
    } else {
        // RFC 6749, section 2.3.1: both are encoded as in a form before they are joined.
        std::string pair =
            http::encode(settings_.client_id) + ":" + http::encode(settings_.client_secret);
        question.headers.emplace_back("Authorization", "Basic " + ledger::base64(pair));
    }
    question.form = form_of(fields);
    auto answer = ask_web(question, bounds());
    if (!answer) return answer.error();
    if (answer->status == 400 || answer->status == 401)
        return fail(ErrorKind::Conflict, "the provider did not take the code");
    auto object = object_of(*answer, "token");
    if (!object) return object.error();
    std::string token = text_at(*object, "id_token");
    if (token.empty()) return invalid("the provider gave no ID token");
    return token;
}

Result<IdClaims> Provider::verify(const Description& of, const std::string& token,
                                  const IdTokenDemand& demand) {
    auto known = keys(of, false, demand.now);
    if (!known) return known.error();
    auto claims = verify_id_token(token, *known, demand);
    if (claims || claims.error().kind != ErrorKind::NotFound) return claims;
    // The provider may have changed its keys.
    known = keys(of, true, demand.now);
    if (!known) return known.error();
    return verify_id_token(token, *known, demand);
}

Result<Provider::Ended> Provider::end(const Return& brought, std::string_view secret,
                                      base::Instant now) {
    auto attempt = take(brought.state, now);
    if (!attempt)
        return fail(ErrorKind::Conflict, "this attempt to sign in is not known, or too old");
    if (!is_equal_in_constant_time(attempt->secret_digest, digest_of_secret(secret)))
        return fail(ErrorKind::Conflict, "this attempt to sign in was begun in another browser");
    if (!brought.error.empty()) return fail(ErrorKind::Conflict, "the provider let nobody in");
    auto at = description(now);
    if (!at) return at.error();
    bool is_other = brought.issuer.empty() ? at->names_issuer : brought.issuer != settings_.issuer;
    if (is_other) return fail(ErrorKind::Conflict, "the answer is of another provider");
    auto token = redeem(*at, brought.code, attempt->verifier);
    if (!token) return token.error();
    IdTokenDemand demand{settings_.issuer, settings_.client_id, attempt->nonce, now, std::nullopt};
    if (!attempt->session.empty()) demand.proved_since = attempt->begun;
    auto claims = verify(*at, *token, demand);
    if (!claims) return claims.error();
    return Ended{std::move(*claims), attempt->next, attempt->session};
}

}  // namespace standstill::server::identity
