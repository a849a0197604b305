// A request and an answer of HTTP/1.1 (RFC 9110, 9112), as the handlers of the office see them.
//
// What stands in a Request has passed the strict layer (http/strict.h): one length, no folded
// lines, no path that climbs, everything within its bound. Handlers know nothing of sockets.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/instant.h"

namespace standstill::server::http {

enum class Method { Get, Head, Post, Put, Delete };
std::string_view to_string(Method method);

// The certificate that a client showed in mutual TLS, after its path was validated.
struct ClientCertificate {
    std::string subject;             // RFC 4514, most specific first
    std::vector<std::string> names;  // "email:...", "uri:...", "upn:..." of the alternative names
    std::string serial;              // hexadecimal, lower case
    std::string fingerprint;         // SHA-256 of the DER form, hexadecimal
    std::string der;
};

struct Peer {
    std::string address;  // textual, without port
    bool is_tls = false;
    std::optional<ClientCertificate> certificate;
};

struct Request {
    Method method = Method::Get;
    std::string target;                                        // as it came
    std::string path;                                          // decoded, begins with /
    std::vector<std::pair<std::string, std::string>> query;    // decoded, in order
    std::vector<std::pair<std::string, std::string>> headers;  // names in lower case, in order
    std::string body;
    Peer peer;
    base::Instant at;                             // when its head was complete
    std::map<std::string, std::string> captures;  // what {names} of the route matched

    // The first value of that name, or nothing. Header names are given in lower case.
    std::optional<std::string_view> header(std::string_view name) const;
    std::optional<std::string_view> parameter(std::string_view name) const;
    const std::string& capture(const std::string& name) const;  // empty where there is none
    std::optional<std::string_view> cookie(std::string_view name) const;
};

struct Response {
    int status = 200;
    // Names as they are sent. A value with a control character makes an answer of 500 instead.
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;

    Response& with(std::string name, std::string value) {
        headers.emplace_back(std::move(name), std::move(value));
        return *this;
    }
};

Response html(std::string body, int status = 200);
Response json(std::string body, int status = 200);  // application/json
Response text(std::string body, int status = 200);
Response see_other(std::string location);  // 303 with Location
Response no_content();

// The phrase of a status line: "Not Found" (RFC 9110, section 15).
std::string_view phrase_of(int status);

// RFC 9457: `type` is about:blank, `title` the phrase of the status, `detail` one sentence.
// `errors` are the single mistakes, where there are several.
Response problem(int status, std::string_view detail, const std::vector<std::string>& errors = {});

// The fields of an application/x-www-form-urlencoded body, decoded, in order; nothing where it is
// malformed, no UTF-8, or has a NUL. Multipart forms are read by http/multipart.h.
using Fields = std::vector<std::pair<std::string, std::string>>;
std::optional<Fields> parse_form(std::string_view body);
std::optional<std::string_view> field(const Fields& fields, std::string_view name);

// Percent-encodes what is no unreserved character (RFC 3986, section 2.3).
std::string encode(std::string_view text);

}  // namespace standstill::server::http
