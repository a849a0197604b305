#include "ledger/token.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <iterator>

#include "base/text.h"
#include "ledger/base64.h"
#include "ledger/canonical_json.h"
#include "ledger/event.h"

namespace standstill::ledger {

namespace {

namespace json = boost::json;
using base::Done;
using base::ErrorKind;
using base::fail;
using base::Instant;
using base::invalid;
using base::Result;
using base::Status;
using std::chrono::seconds;

// {"alg":"EdDSA","typ":"JWT"}
constexpr std::string_view kHeader = "eyJhbGciOiJFZERTQSIsInR5cCI6IkpXVCJ9.";
constexpr std::size_t kMaxReasons = 64;

std::int64_t seconds_of(Instant at) {
    return std::chrono::floor<seconds>(at).time_since_epoch().count();
}
bool is_whole(Instant at) { return std::chrono::floor<seconds>(at) == at; }

Status check(const PermitClaims& claims, seconds life) {
    if (!is_actor(claims.issuer)) return invalid(fmt::format("`iss` is `{}`", claims.issuer));
    if (!is_stream_id(claims.subject)) return invalid(fmt::format("`sub` is `{}`", claims.subject));
    if (!is_command_id(claims.id)) return invalid(fmt::format("`jti` is `{}`", claims.id));
    if (!is_actor(claims.log)) return invalid(fmt::format("`log` is `{}`", claims.log));
    if (!is_whole(claims.issued_at) || !is_whole(claims.not_before) || !is_whole(claims.expires))
        return invalid("an instant of the permit is not a whole second");
    if (claims.expires <= claims.issued_at || claims.expires <= claims.not_before)
        return invalid("the permit ends before it begins");
    if (claims.expires - claims.issued_at > life || claims.expires - claims.not_before > life)
        return invalid(fmt::format("the permit lives longer than {} s", life.count()));
    if (claims.because.size() > kMaxReasons)
        return invalid(
            fmt::format("{} reasons, at most {} are allowed", claims.because.size(), kMaxReasons));
    if (claims.decision && !holds(claims.size, *claims.decision))
        return invalid("the decision is not in the log of that size");
    return Done{};
}

// One member behind the ones before it.
void put_text(std::string& out, std::string_view key, std::string_view value) {
    out += key;
    append_json_string(out, value);
}
void put_number(std::string& out, std::string_view key, std::int64_t value) {
    fmt::format_to(std::back_inserter(out), "{}{}", key, value);
}

// The claims as canonical JSON, members in the order of their keys. Written out, because a tree
// that is only printed costs as much as half a signature; verify_permit holds it to the form.
Result<std::string> claims_text(const PermitClaims& claims) {
    for (const std::string& cite : claims.because)
        if (!base::is_utf8(cite)) return invalid("a reason of the permit is not UTF-8");
    const std::uint64_t size = number(claims.size);
    if (size > static_cast<std::uint64_t>(kMaxJsonInteger))
        return invalid("the size of the log is no number of JSON");
    std::string out;
    out.reserve(1'024);
    out += R"({"because":[)";
    for (std::size_t i = 0; i < claims.because.size(); ++i) {
        if (i > 0) out += ',';
        append_json_string(out, claims.because[i]);
    }
    out += ']';
    if (claims.decision)
        put_number(out, R"(,"decision":)", static_cast<std::int64_t>(number(*claims.decision)));
    put_number(out, R"(,"exp":)", seconds_of(claims.expires));
    put_number(out, R"(,"iat":)", seconds_of(claims.issued_at));
    put_text(out, R"(,"iss":)", claims.issuer);
    put_text(out, R"(,"jti":)", claims.id);
    put_text(out, R"(,"log":)", claims.log);
    put_number(out, R"(,"nbf":)", seconds_of(claims.not_before));
    put_text(out, R"(,"outcome":)", to_string(claims.outcome));
    put_text(out, R"(,"policy":)", base::to_hex(claims.policy));
    put_text(out, R"(,"root":)", base::to_hex(claims.root));
    put_number(out, R"(,"size":)", static_cast<std::int64_t>(size));
    put_text(out, R"(,"sub":)", claims.subject);
    out += '}';
    return out;
}

// Takes members out of an object and remembers the first that was not as expected.
class Reader {
public:
    explicit Reader(const json::object& members) : members_(members) {}

    std::string text(const char* key) {
        const json::value* value = find(key);
        if (value == nullptr || !value->is_string()) return expected(key, "a text");
        return {value->get_string().data(), value->get_string().size()};
    }
    std::int64_t integer(const char* key) {
        const json::value* value = find(key);
        if (value == nullptr || !value->is_int64() || value->get_int64() < 0) {
            expected(key, "a number from 0");
            return 0;
        }
        return value->get_int64();
    }
    Instant instant(const char* key) {
        return Instant{seconds{std::min(integer(key), kLastSecond)}};
    }
    base::Digest digest(const char* key) {
        auto digest = base::digest_from_hex(text(key));
        if (!digest) expected(key, "a digest");
        return digest ? *digest : base::Digest{};
    }
    std::vector<std::string> texts(const char* key) {
        const json::value* value = find(key);
        std::vector<std::string> out;
        if (value == nullptr || !value->is_array())
            expected(key, "a list");
        else
            for (const json::value& item : value->get_array()) {
                if (!item.is_string())
                    expected(key, "a list of texts");
                else
                    out.emplace_back(item.get_string().data(), item.get_string().size());
            }
        return out;
    }
    bool has(const char* key) const { return members_.contains(key); }
    // Whether all were as expected and nothing else was there.
    Status finish() const {
        if (!failure_.empty()) return invalid(failure_);
        if (taken_ != members_.size()) return invalid("the permit has a claim that is not known");
        return Done{};
    }
    std::string expected(const char* key, const char* what) {
        if (failure_.empty()) failure_ = fmt::format("the claim `{}` is not {}", key, what);
        return {};
    }

private:
    static constexpr std::int64_t kLastSecond = 7'258'118'399;  // 2199-12-31T23:59:59Z

    const json::value* find(const char* key) {
        const json::value* value = members_.if_contains(key);
        if (value != nullptr) ++taken_;
        return value;
    }

    const json::object& members_;
    std::size_t taken_ = 0;
    std::string failure_;
};

Result<PermitClaims> read_claims(const json::object& members) {
    Reader read(members);
    PermitClaims claims;
    claims.because = read.texts("because");
    if (read.has("decision"))
        claims.decision = LeafIndex{static_cast<std::uint64_t>(read.integer("decision"))};
    claims.expires = read.instant("exp");
    claims.issued_at = read.instant("iat");
    claims.issuer = read.text("iss");
    claims.id = read.text("jti");
    claims.log = read.text("log");
    claims.not_before = read.instant("nbf");
    std::string outcome = read.text("outcome");
    claims.policy = read.digest("policy");
    claims.root = read.digest("root");
    claims.size = TreeSize{static_cast<std::uint64_t>(read.integer("size"))};
    claims.subject = read.text("sub");
    bool known = false;
    for (Outcome each : {Outcome::Permitted, Outcome::Refused, Outcome::Outside}) {
        if (outcome != to_string(each)) continue;
        claims.outcome = each;
        known = true;
    }
    if (!known) read.expected("outcome", "`permitted`, `refused` or `outside`");
    auto finished = read.finish();
    if (!finished) return finished.error();
    return claims;
}

}  // namespace

std::string_view to_string(Outcome outcome) {
    switch (outcome) {
        case Outcome::Permitted:
            return "permitted";
        case Outcome::Outside:
            return "outside";
        case Outcome::Refused:
            break;
    }
    return "refused";
}

Result<std::string> sign_permit(const PermitClaims& claims, const Ed25519PrivateKey& key,
                                seconds life) {
    auto good = check(claims, life);
    if (!good) return good.error();
    auto payload = claims_text(claims);
    if (!payload) return payload.error();
    std::string token = std::string(kHeader) + base64url(*payload);
    token += '.' + base64url(key.sign(token));
    if (token.size() > kMaxTokenBytes)
        return invalid(fmt::format("the permit is {} bytes long, at most {} are allowed",
                                   token.size(), kMaxTokenBytes));
    return token;
}

Result<PermitClaims> verify_permit(std::string_view token, std::span<const Ed25519PublicKey> keys,
                                   Instant now, seconds life) {
    auto bad = [](std::string_view why) { return invalid(fmt::format("not a permit: {}", why)); };
    if (token.size() > kMaxTokenBytes)
        return bad(fmt::format("{} bytes, at most {} are allowed", token.size(), kMaxTokenBytes));
    if (!token.starts_with(kHeader)) return bad("not the header of a permit");
    std::size_t dot = token.find('.', kHeader.size());
    if (dot == std::string_view::npos) return bad("no signature");
    auto signature = bytes_from_base64url(token.substr(dot + 1));
    if (!signature) return bad(signature.error().message);
    std::string_view message = token.substr(0, dot);
    bool known = std::any_of(keys.begin(), keys.end(), [&](const Ed25519PublicKey& key) {
        return key.verifies(message, *signature);
    });
    if (!known) return fail(ErrorKind::Corrupt, "no known key has signed the permit");

    auto payload = bytes_from_base64url(token.substr(kHeader.size(), dot - kHeader.size()));
    if (!payload) return bad(payload.error().message);
    auto value = parse_canonical(*payload);
    if (!value) return bad(value.error().message);
    if (!value->is_object()) return bad("the claims are not an object");
    auto claims = read_claims(value->get_object());
    if (!claims) return bad(claims.error().message);
    auto good = check(*claims, life);
    if (!good) return bad(good.error().message);
    if (now < claims->not_before || now < claims->issued_at)
        return fail(ErrorKind::Conflict, fmt::format("the permit is not valid before {}",
                                                     base::to_string(claims->not_before)));
    if (now >= claims->expires)
        return fail(ErrorKind::Conflict,
                    fmt::format("the permit has ended at {}", base::to_string(claims->expires)));
    return claims;
}

}  // namespace standstill::ledger
