// Which identity provider the office trusts (OpenID Connect Core 1.0).
#pragma once

#include <string>

namespace standstill::server::identity {

struct ProviderSettings {
    std::string issuer;  // "https://login.agency.example"; exactly as in its ID tokens
    std::string title;   // on the button: "Agency sign-in"
    std::string client_id;
    std::string client_secret;          // empty: a public client
    std::string ca_file;                // PEM; empty: the system's
    bool allows_loopback_http = false;  // an issuer at http://127.0.0.1, for tests
};

}  // namespace standstill::server::identity
