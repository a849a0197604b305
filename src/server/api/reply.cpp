#include "server/api/reply.h"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "base/plain_json.h"
#include "base/text.h"

namespace standstill::server::api {

namespace json = boost::json;

namespace {

constexpr std::size_t kMaxDepth = 32;

int status_of(base::ErrorKind kind) {
    switch (kind) {
        case base::ErrorKind::NotFound:
            return 404;
        case base::ErrorKind::Invalid:
            return 422;
        case base::ErrorKind::Conflict:
            return 409;
        case base::ErrorKind::Unavailable:
            return 503;
        case base::ErrorKind::Corrupt:
            break;
    }
    return 500;
}

// application/json, with or without parameters.
bool is_json(std::string_view type) {
    std::string name(base::trimmed(type.substr(0, type.find(';'))));
    for (char& c : name)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return name == "application/json";
}

}  // namespace

http::Response problem(int status, std::string_view detail, const std::vector<std::string>& errors,
                       const json::object& more) {
    http::Response out = http::problem(status, detail, errors);
    if (!more.empty()) {
        json::object body = json::parse(out.body).as_object();
        for (const auto& [key, value] : more) body[key] = value;
        out.body = json::serialize(body);
    }
    return out;
}

http::Response failure(const base::Error& error, const json::object& more) {
    int status = status_of(error.kind);
    if (status == 500) return problem(500, "what was kept does not check; nothing is answered", {});
    std::vector<std::string> lines;
    for (const std::string& line : base::split(error.message, '\n'))
        if (!base::is_blank(line)) lines.push_back(line);
    http::Response out =
        status == 422 ? problem(422, "the content is malformed; nothing was recorded", lines, more)
                      : problem(status, base::folded(error.message), {}, more);
    if (status == 503) out.with("Retry-After", "1");
    return out;
}

Or<base::Node> read_body(const http::Request& request) {
    auto type = request.header("content-type");
    if (!type || !is_json(*type))
        return problem(415, "the body must be declared as application/json", {});
    if (auto plain = base::read_plain_json(request.body)) return std::move(*plain);
    json::parse_options options;
    options.max_depth = kMaxDepth;
    json::error_code error;
    json::parse(request.body, error, {}, options);
    if (error) return problem(400, "the body is not JSON: " + error.message(), {});
    // The reader of documents keeps the places, and refuses a key that is there twice.
    auto document = base::parse_document(request.body, "body");
    if (!document) return problem(400, base::folded(document.error().message), {});
    return std::move(*document);
}

http::Response json_answer(const json::value& value, int status) {
    return http::json(json::serialize(value), status);
}

bool lists_tag(std::string_view list, std::string_view tag) {
    if (base::trimmed(list) == "*") return true;
    for (const std::string& one : base::split(list, ',')) {
        std::string_view name = base::trimmed(one);
        if (name.substr(0, 2) == "W/") name.remove_prefix(2);
        if (name == tag) return true;
    }
    return false;
}

http::Response tagged(http::Response response, const std::string& tag,
                      const http::Request& request) {
    auto known = request.header("if-none-match");
    if (known && lists_tag(*known, tag)) {
        response.status = 304;
        response.body.clear();
        std::erase_if(response.headers,
                      [](const auto& header) { return header.first == "Content-Type"; });
    }
    response.with("ETag", tag);
    return response;
}

}  // namespace standstill::server::api
