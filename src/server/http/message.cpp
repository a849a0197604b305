#include "server/http/message.h"

#include <fmt/format.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "base/text.h"

namespace standstill::server::http {

namespace {

// The first value under a name in a list of pairs.
std::optional<std::string_view> first_of(
    const std::vector<std::pair<std::string, std::string>>& pairs, std::string_view name) {
    for (const auto& [key, value] : pairs)
        if (key == name) return value;
    return std::nullopt;
}

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

// One name or value of a form, or nothing where an escape is cut off or stands for no text.
std::optional<std::string> form_text(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+') {
            out += ' ';
        } else if (text[i] == '%') {
            if (i + 2 >= text.size()) return std::nullopt;
            int high = hex_digit(text[i + 1]), low = hex_digit(text[i + 2]);
            if (high < 0 || low < 0) return std::nullopt;
            out += static_cast<char>(high * 16 + low);
            i += 2;
        } else {
            out += text[i];
        }
    }
    if (!base::is_utf8(out) || out.find('\0') != std::string::npos) return std::nullopt;
    return out;
}

Response of_type(std::string type, std::string body, int status) {
    return {status, {{"Content-Type", std::move(type)}}, std::move(body)};
}

}  // namespace

std::string_view to_string(Method method) {
    switch (method) {
        case Method::Get:
            return "GET";
        case Method::Head:
            return "HEAD";
        case Method::Post:
            return "POST";
        case Method::Put:
            return "PUT";
        case Method::Delete:
            return "DELETE";
    }
    return "GET";
}

std::string_view phrase_of(int status) {
    static constexpr std::pair<int, std::string_view> kPhrases[] = {
        {100, "Continue"},
        {200, "OK"},
        {201, "Created"},
        {202, "Accepted"},
        {204, "No Content"},
        {206, "Partial Content"},
        {302, "Found"},
        {303, "See Other"},
        {304, "Not Modified"},
        {307, "Temporary Redirect"},
        {308, "Permanent Redirect"},
        {400, "Bad Request"},
        {401, "Unauthorized"},
        {403, "Forbidden"},
        {404, "Not Found"},
        {405, "Method Not Allowed"},
        {406, "Not Acceptable"},
        {408, "Request Timeout"},
        {409, "Conflict"},
        {410, "Gone"},
        {411, "Length Required"},
        {412, "Precondition Failed"},
        {413, "Content Too Large"},
        {414, "URI Too Long"},
        {415, "Unsupported Media Type"},
        {417, "Expectation Failed"},
        {421, "Misdirected Request"},
        {422, "Unprocessable Content"},
        {428, "Precondition Required"},
        {429, "Too Many Requests"},
        {431, "Request Header Fields Too Large"},
        {500, "Internal Server Error"},
        {501, "Not Implemented"},
        {502, "Bad Gateway"},
        {503, "Service Unavailable"},
        {504, "Gateway Timeout"},
        {505, "HTTP Version Not Supported"},
        {507, "Insufficient Storage"},
    };
    for (const auto& [code, phrase] : kPhrases)
        if (code == status) return phrase;
    return status < 400 ? "OK" : status < 500 ? "Bad Request" : "Internal Server Error";
}

std::optional<std::string_view> Request::header(std::string_view name) const {
    return first_of(headers, name);
}

std::optional<std::string_view> Request::parameter(std::string_view name) const {
    return first_of(query, name);
}

const std::string& Request::capture(const std::string& name) const {
    static const std::string nothing;
    auto found = captures.find(name);
    return found == captures.end() ? nothing : found->second;
}

std::optional<std::string_view> Request::cookie(std::string_view name) const {
    auto all = header("cookie");
    while (all && !all->empty()) {
        std::size_t end = all->find(';');
        std::string_view pair = all->substr(0, end);
        while (!pair.empty() && pair.front() == ' ') pair.remove_prefix(1);
        std::size_t equals = pair.find('=');
        if (equals != std::string_view::npos && pair.substr(0, equals) == name)
            return pair.substr(equals + 1);
        if (end == std::string_view::npos) break;
        all = all->substr(end + 1);
    }
    return std::nullopt;
}

Response html(std::string body, int status) {
    return of_type("text/html; charset=utf-8", std::move(body), status);
}

Response json(std::string body, int status) {
    return of_type("application/json", std::move(body), status);
}

Response text(std::string body, int status) {
    return of_type("text/plain; charset=utf-8", std::move(body), status);
}

Response see_other(std::string location) { return {303, {{"Location", std::move(location)}}, ""}; }

Response no_content() { return {204, {}, ""}; }

Response problem(int status, std::string_view detail, const std::vector<std::string>& errors) {
    boost::json::object out{{"type", "about:blank"},
                            {"title", phrase_of(status)},
                            {"status", status},
                            {"detail", detail}};
    if (!errors.empty()) {
        boost::json::array list;
        for (const std::string& error : errors) list.emplace_back(error);
        out["errors"] = std::move(list);
    }
    return of_type("application/problem+json", boost::json::serialize(out), status);
}

std::optional<Fields> parse_form(std::string_view body) {
    Fields out;
    while (!body.empty()) {
        std::size_t end = body.find('&');
        std::string_view pair = body.substr(0, end);
        body = end == std::string_view::npos ? std::string_view() : body.substr(end + 1);
        if (pair.empty()) continue;
        std::size_t equals = pair.find('=');
        auto name = form_text(pair.substr(0, equals));
        auto value = equals == std::string_view::npos ? std::optional<std::string>("")
                                                      : form_text(pair.substr(equals + 1));
        if (!name || !value) return std::nullopt;
        out.emplace_back(std::move(*name), std::move(*value));
    }
    return out;
}

std::optional<std::string_view> field(const Fields& fields, std::string_view name) {
    return first_of(fields, name);
}

std::string encode(std::string_view text) {
    std::string out;
    for (char c : text) {
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                     c == '-' || c == '.' || c == '_' || c == '~';
        if (plain)
            out += c;
        else
            out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return out;
}

}  // namespace standstill::server::http
