// An identity provider: where people are sent to prove who they are, and what comes back.
//
// OpenID Connect Core 1.0 with the authorization code flow, PKCE (RFC 7636, S256), `state`, `nonce`
// and the issuer in the answer (RFC 9207) where the provider sends it. The provider's description
// and keys are read when they are first needed and again after an hour; keys also when a token
// names one that is not known, once a minute at most.
//
// Any thread may call; those that ask the provider wait for it (WebBounds).
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "office/office.h"
#include "server/identity/id_token.h"
#include "server/identity/provider_settings.h"
#include "server/identity/web_client.h"

namespace standstill::server::identity {

class Provider {
public:
    Provider(ProviderSettings settings, std::string return_url, office::Random random);

    struct Begun {
        std::string url;     // where the browser is sent
        std::string secret;  // for a cookie of the browser that began
    };
    // `next` is where to go afterwards; with `session`, its person proves their identity anew.
    base::Result<Begun> begin(std::string next, std::string session, base::Instant now);

    struct Ended {
        IdClaims claims;
        std::string next, session;
    };
    // What the browser brought back. An attempt counts once, for ten minutes, and for the browser
    // that began it. Conflict: it is none of those, or the provider's token does not fit it.
    struct Return {
        std::string state, code, issuer, error;
    };
    base::Result<Ended> end(const Return& brought, std::string_view secret, base::Instant now);

    const ProviderSettings& settings() const { return settings_; }

private:
    struct Attempt {
        std::string secret_digest, nonce, verifier, next, session;
        base::Instant begun;
    };
    struct Description {
        std::string authorization, token, keys;
        bool names_issuer = false;  // in its answers, RFC 9207
        base::Instant read;
    };

    base::Result<Description> description(base::Instant now);
    base::Result<std::vector<SigningJwk>> keys(const Description& of, bool anew, base::Instant now);
    base::Result<std::string> redeem(const Description& at, const std::string& code,
                                     const std::string& verifier);
    base::Result<IdClaims> verify(const Description& of, const std::string& token,
                                  const IdTokenDemand& demand);
    std::optional<Attempt> take(const std::string& state, base::Instant now);
    WebBounds bounds() const;

    const ProviderSettings settings_;
    const std::string return_url_;
    const office::Random random_;
    std::mutex mutex_;
    std::map<std::string, Attempt> attempts_;  // by state
    std::optional<Description> description_;
    std::vector<SigningJwk> keys_;
    base::Instant keys_read_{};
};

}  // namespace standstill::server::identity
