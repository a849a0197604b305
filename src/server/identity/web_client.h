// One question to a web server, with bounds: what the office itself asks of others.
//
// HTTPS with the server's name checked; plain HTTP to loopback only, where that is allowed. No
// redirect is followed. Blocks the calling worker for `patience` at most.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace standstill::server::identity {

struct WebBounds {
    std::chrono::milliseconds patience{5'000};
    std::size_t body = 262'144;  // bytes of the answer
    std::string ca_file;         // PEM; empty: the system's
    bool allows_loopback_http = false;
};

struct WebQuestion {
    std::string url;
    std::string form;  // sent by POST as application/x-www-form-urlencoded; empty: GET
    std::vector<std::pair<std::string, std::string>> headers;
};

struct WebAnswer {
    int status = 0;
    std::string body;
};

struct Url {
    bool is_https = true;
    std::string host, target;  // host without brackets; target begins with /
    std::uint16_t port = 443;
};
// `https://host[:port][/path][?query]`, or http; no user, no fragment, ASCII.
base::Result<Url> parse_url(std::string_view text);
bool is_loopback(std::string_view host);

// Unavailable: the server is not there, too slow, or not who it says. Invalid: the address, or an
// answer beyond the bounds.
base::Result<WebAnswer> ask_web(const WebQuestion& question, const WebBounds& bounds);

}  // namespace standstill::server::identity
