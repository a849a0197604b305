#include "server/static_files.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>

#include "base/text.h"

namespace standstill::server {

namespace {

const StaticFile* find(std::string_view name) {
    const auto& files = embedded_static().files;
    auto found = std::ranges::lower_bound(files, name, {}, &StaticFile::name);
    return found != files.end() && found->name == name ? &*found : nullptr;
}

std::string type_of(std::string_view name) {
    struct Type {
        std::string_view ending, type;
    };
    static constexpr std::array<Type, 6> kTypes = {{{".css", "text/css; charset=utf-8"},
                                                    {".js", "text/javascript; charset=utf-8"},
                                                    {".svg", "image/svg+xml"},
                                                    {".png", "image/png"},
                                                    {".jpg", "image/jpeg"},
                                                    {".woff2", "font/woff2"}}};
    for (const Type& type : kTypes)
        if (name.ends_with(type.ending)) return std::string(type.type);
    return "application/octet-stream";
}

// Whether a list of RFC 9110 names a word: `gzip, br;q=0.8`. One with a weight of nothing is
// refused by the client, not taken.
bool lists(std::string_view list, std::string_view word) {
    for (const std::string& item : base::split(list, ',')) {
        std::vector<std::string> parts = base::split(item, ';');
        if (base::trimmed(parts.front()) != word) continue;
        if (parts.size() == 1) return true;
        std::string_view weight = base::trimmed(parts[1]);
        return weight != "q=0" && weight != "q=0.0" && weight != "q=0.00" && weight != "q=0.000";
    }
    return false;
}

// If-None-Match compares weakly: W/"x" is as good as "x" (RFC 9110, section 13.1.2).
bool has_already(const http::Request& request, std::string_view tag) {
    auto known = request.header("if-none-match");
    if (!known) return false;
    for (const std::string& item : base::split(*known, ',')) {
        std::string_view one = base::trimmed(item);
        if (one.starts_with("W/")) one.remove_prefix(2);
        if (one == tag || one == "*") return true;
    }
    return false;
}

http::Response answer_with(const http::Request& request, const StaticFile& file,
                           std::string_view caching) {
    auto accepted = request.header("accept-encoding");
    bool is_packed = !file.packed.empty() && accepted && lists(*accepted, "gzip");
    std::string tag = "\"" + std::string(file.digest.substr(0, 32)) + (is_packed ? "-gz\"" : "\"");
    http::Response response;
    response.with("ETag", tag).with("Cache-Control", std::string(caching));
    if (!file.packed.empty()) response.with("Vary", "Accept-Encoding");
    if (has_already(request, tag)) {
        response.status = 304;
        return response;
    }
    response.with("Content-Type", type_of(file.name));
    if (is_packed) response.with("Content-Encoding", "gzip");
    response.body = is_packed ? file.packed : file.bytes;
    return response;
}

}  // namespace

std::string static_path(std::string_view name) {
    if (!find(name)) {
        std::fprintf(stderr, "no static file is named %.*s\n", static_cast<int>(name.size()),
                     name.data());
        std::abort();
    }
    return "/static/" + std::string(embedded_static().digest) + "/" + std::string(name);
}

http::Response favicon_answer(const http::Request& request) {
    const StaticFile* icon = find("favicon.svg");
    if (!icon) return http::problem(404, "there is no icon");
    return answer_with(request, *icon, "public, max-age=86400");
}

http::Response static_answer(const http::Request& request, std::string_view digest,
                             std::string_view name) {
    const StaticFile* file = digest == embedded_static().digest ? find(name) : nullptr;
    if (!file) return http::problem(404, "there is no such file");
    return answer_with(request, *file, "public, max-age=31536000, immutable");
}

}  // namespace standstill::server
