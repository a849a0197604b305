#include "report/oscal_parts.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "base/text.h"
#include "report/uuid.h"

namespace standstill::report::oscal {

namespace json = boost::json;

namespace {

// What ECMAScript's `\s` takes for white space beyond ASCII, in UTF-8: NIST's patterns are read by
// it.
constexpr std::array<std::string_view, 19> kSpaces = {
    "\u00a0", "\u1680", "\u2000", "\u2001", "\u2002", "\u2003", "\u2004",
    "\u2005", "\u2006", "\u2007", "\u2008", "\u2009", "\u200a", "\u2028",
    "\u2029", "\u202f", "\u205f", "\u3000", "\ufeff"};

std::string with_plain_spaces(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        auto space = std::find_if(kSpaces.begin(), kSpaces.end(), [&](std::string_view each) {
            return text.substr(0, 3).starts_with(each);
        });
        auto byte = static_cast<unsigned char>(text[0]);
        if (space != kSpaces.end()) {
            out += ' ';
            text.remove_prefix(space->size());
            continue;
        }
        out += byte < 0x20 || byte == 0x7f ? ' ' : text[0];
        text.remove_prefix(1);
    }
    return out;
}

bool is_marked(char c) {
    return std::string_view("\\`*_[]<>{}&~^|$\"").find(c) != std::string_view::npos;
}

bool is_alnum(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; }
bool is_hex(char c) { return std::isxdigit(static_cast<unsigned char>(c)) != 0; }

}  // namespace

std::string line(std::string_view text, std::string_view otherwise) {
    std::string out = base::folded(with_plain_spaces(text));
    return out.empty() ? std::string(otherwise) : out;
}

std::string markup(std::string_view text, std::string_view otherwise) {
    std::string plain = line(text, otherwise);
    std::string out;
    out.reserve(plain.size());
    // At the beginning of a line these open a heading or a list.
    if (plain[0] == '#' || plain[0] == '-' || plain[0] == '+' || plain[0] == '=') out += '\\';
    for (char c : plain) {
        if (is_marked(c)) out += '\\';
        out += c;
    }
    return out;
}

std::string token(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        char c = text[i];
        if (c == ')') continue;
        if (c == '(') {
            if (!out.empty()) out += '.';
        } else if (c == '/' || c == ' ') {
            out += '-';
        } else if (text.substr(i).starts_with("\u00b6")) {
            out += 'p';
            ++i;
        } else {
            out += is_alnum(c) || c == '.' || c == '-' ? c : '_';
        }
    }
    bool begins =
        !out.empty() && (out[0] == '_' || std::isalpha(static_cast<unsigned char>(out[0])) != 0);
    return begins ? out : "_" + out;
}

std::string stamp(base::Instant instant, const base::ZoneTable& zone) {
    auto offset = zone.offset_at(instant);
    constexpr std::chrono::hours kHour{1};
    bool known =
        offset % kHour == std::chrono::seconds{0} && offset >= -12 * kHour && offset <= 14 * kHour;
    return known ? base::to_string(instant, offset) : base::to_string(instant);
}

json::object prop(std::string_view name, std::string_view value, std::string_view remarks) {
    json::object out{{"name", name}, {"ns", kPropertySpace}, {"value", line(value)}};
    if (!base::is_blank(remarks)) out["remarks"] = markup(remarks);
    return out;
}

json::object prop(std::string_view name, const base::Digest& digest) {
    return prop(name, base::to_hex(digest));
}

json::object link_to(const std::string& resource, std::string_view relation,
                     std::string_view fragment) {
    json::object out{{"href", "#" + resource}, {"rel", relation}};
    if (!fragment.empty()) out["resource-fragment"] = line(fragment);
    return out;
}

void set(json::object& target, std::string_view key, json::array list) {
    if (!list.empty()) target[key] = std::move(list);
}

json::object sha256_hash(std::string_view hex) {
    return {{"algorithm", "SHA-256"}, {"value", hex}};
}

json::object sha256_hash(const base::Digest& digest) { return sha256_hash(base::to_hex(digest)); }

bool is_web_address(std::string_view text) {
    if (text.size() > 2048 || !(text.starts_with("https://") || text.starts_with("http://")))
        return false;
    bool after_fragment = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        char c = text[i];
        if (c == '%') {
            if (i + 2 >= text.size() || !is_hex(text[i + 1]) || !is_hex(text[i + 2])) return false;
        } else if (c == '#') {
            if (after_fragment) return false;
            after_fragment = true;
        } else if (!is_alnum(c) &&
                   std::string_view("-._~:/?@!$&'()*+,;=").find(c) == std::string_view::npos) {
            return false;
        }
    }
    return true;
}

}  // namespace standstill::report::oscal
