#include "server/api/atom.h"

#include <fmt/format.h>

#include <algorithm>

#include "server/http/message.h"

namespace standstill::server::api {

std::string xml_text(std::string_view text) {
    std::string out;
    for (char c : text) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            default:
                if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') out += c;
        }
    }
    return out;
}

std::string tag_uri(std::string_view origin, base::Instant began, std::string_view specific) {
    std::string authority(origin.substr(0, origin.find('/')));
    bool good = !authority.empty() && std::all_of(authority.begin(), authority.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '.' || c == '-';
    });
    if (!good) authority = "standstill.invalid";
    std::string log;
    for (std::size_t at = 0; at < origin.size();) {
        std::size_t end = std::min(origin.find('/', at), origin.size());
        log += (log.empty() ? "" : "/") + http::encode(origin.substr(at, end - at));
        at = end + 1;
    }
    return fmt::format("tag:{},{}:{}/{}", authority,
                       base::to_string(std::chrono::floor<std::chrono::days>(began)), log,
                       specific);
}

std::string print(const Feed& feed) {
    std::string out = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";
    out += "<feed xmlns=\"http://www.w3.org/2005/Atom\">\n";
    out += fmt::format("  <id>{}</id>\n  <title>{}</title>\n  <updated>{}</updated>\n",
                       xml_text(feed.id), xml_text(feed.title), base::to_string(feed.updated));
    out += fmt::format("  <link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>\n",
                       xml_text(feed.self));
    out += "  <generator>Standstill</generator>\n";
    for (const Entry& entry : feed.entries) {
        out += fmt::format("  <entry>\n    <id>{}</id>\n    <title>{}</title>\n",
                           xml_text(entry.id), xml_text(entry.title));
        out += fmt::format("    <updated>{}</updated>\n", base::to_string(entry.updated));
        out += fmt::format("    <author><name>{}</name></author>\n", xml_text(entry.author));
        if (!entry.category.empty())
            out += fmt::format("    <category term=\"{}\"/>\n", xml_text(entry.category));
        if (!entry.link.empty())
            out += fmt::format("    <link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n",
                               xml_text(entry.link));
        out += fmt::format("    <summary>{}</summary>\n  </entry>\n", xml_text(entry.summary));
    }
    return out + "</feed>\n";
}

}  // namespace standstill::server::api
