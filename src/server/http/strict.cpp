#include "server/http/strict.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.h"

namespace standstill::server::http {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_in(char c, std::string_view set) { return set.find(c) != std::string_view::npos; }

// RFC 9110, section 5.6.2.
bool is_token_letter(char c) { return is_letter(c) || is_digit(c) || is_in(c, "!#$%&'*+-.^_`|~"); }
bool is_token(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, is_token_letter);
}

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

// Without spaces and tabs at both ends: OWS of RFC 9110, section 5.6.3.
std::string_view without_space(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

int hex_digit(char c) {
    if (is_digit(c)) return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

// RFC 3986, section 3.3; what browsers leave unescaped in a query besides (WHATWG URL, section
// 1.3) is allowed there.
bool is_path_letter(char c) {
    return is_letter(c) || is_digit(c) || is_in(c, "-._~!$&'()*+,;=:@/%");
}
bool is_query_letter(char c) { return is_path_letter(c) || is_in(c, "?[]{}|^`"); }

using Verdict = std::optional<Refusal>;

Verdict refuse(int status, std::string detail) { return Refusal{status, std::move(detail)}; }

// A path as it is meant, or why it is none. No part is empty, `.` or `..`; an escape stands for no
// slash, backslash, percent sign or control character, so that nobody can decode twice.
Verdict decode_path(std::string_view raw, std::string& path) {
    for (std::size_t i = 0; i < raw.size(); ++i) {
        if (!is_path_letter(raw[i]))
            return refuse(400, fmt::format("the path has `{}`, which must be escaped", raw[i]));
        if (raw[i] != '%') {
            path += raw[i];
            continue;
        }
        int high = i + 2 < raw.size() ? hex_digit(raw[i + 1]) : -1;
        int low = i + 2 < raw.size() ? hex_digit(raw[i + 2]) : -1;
        if (high < 0 || low < 0) return refuse(400, "the path has `%` without two digits after it");
        auto byte = static_cast<unsigned char>(high * 16 + low);
        if (byte < 0x20 || byte == 0x7F || byte == '/' || byte == '\\' || byte == '%')
            return refuse(400, fmt::format("the path has `%{}`, which no path of this server has",
                                           raw.substr(i + 1, 2)));
        path += static_cast<char>(byte);
        i += 2;
    }
    if (!base::is_utf8(path)) return refuse(400, "the path is not UTF-8");
    for (std::string_view rest = std::string_view(path).substr(1); path != "/";) {
        std::size_t slash = rest.find('/');
        std::string_view part = rest.substr(0, slash);
        bool is_last = slash == std::string_view::npos;
        if (part == "." || part == ".." || (part.empty() && !is_last))
            return refuse(400, "the path has an empty part, `.` or `..`");
        if (is_last) break;
        rest = rest.substr(slash + 1);
    }
    return std::nullopt;
}

Verdict decode_query(std::string_view raw, Fields& query) {
    for (char c : raw)
        if (!is_query_letter(c))
            return refuse(400, fmt::format("the query has `{}`, which must be escaped", c));
    auto fields = parse_form(raw);
    if (!fields) return refuse(400, "the query is not escaped UTF-8 text");
    query = std::move(*fields);
    return std::nullopt;
}

Verdict read_target(std::string_view target, Head& head) {
    if (!target.starts_with('/') || target.starts_with("//"))
        return refuse(400, "the target is not a path: only origin form (`/path?query`) is served");
    head.target = target;
    std::size_t mark = target.find('?');
    if (auto verdict = decode_path(target.substr(0, mark), head.path)) return verdict;
    if (mark == std::string_view::npos) return std::nullopt;
    return decode_query(target.substr(mark + 1), head.query);
}

Verdict read_method(std::string_view name, Head& head) {
    if (!is_token(name)) return refuse(400, "the method is not a token");
    head.method_name = name;
    for (Method method : {Method::Get, Method::Head, Method::Post, Method::Put, Method::Delete})
        if (name == to_string(method)) head.method = method;
    if (head.method) return std::nullopt;
    for (std::string_view known : {"OPTIONS", "PATCH", "TRACE", "CONNECT", "QUERY"})
        if (name == known) return std::nullopt;
    return refuse(501, "the method is not one of HTTP");
}

Verdict read_request_line(std::string_view line, Head& head) {
    std::size_t first = line.find(' '), last = line.rfind(' ');
    if (first == std::string_view::npos || first == last || line.find('\t') != line.npos)
        return refuse(400, "the first line is not `METHOD TARGET HTTP/1.1`");
    std::string_view target = line.substr(first + 1, last - first - 1);
    std::string_view version = line.substr(last + 1);
    if (target.find(' ') != std::string_view::npos)
        return refuse(400, "the first line has more than two spaces");
    bool is_version = version.size() == 8 && version.starts_with("HTTP/") && is_digit(version[5]) &&
                      version[6] == '.' && is_digit(version[7]);
    if (!is_version) return refuse(400, "the first line does not end with `HTTP/1.1`");
    if (version != "HTTP/1.1") return refuse(505, "only HTTP/1.1 is spoken");
    if (auto verdict = read_target(target, head)) return verdict;
    return read_method(line.substr(0, first), head);
}

Verdict read_header(std::string_view line, Head& head) {
    if (line.front() == ' ' || line.front() == '\t')
        return refuse(400, "a header is folded over two lines");
    std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return refuse(400, "a header has no colon");
    std::string_view name = line.substr(0, colon);
    if (!is_token(name)) return refuse(400, "the name of a header is not a token");
    head.headers.emplace_back(lower(name), without_space(line.substr(colon + 1)));
    return std::nullopt;
}

// Headers that say one thing, once. Two of them are two readers' two answers.
constexpr std::array<std::string_view, 12> kSingle = {
    "authorization", "content-length", "content-type",      "cookie",
    "expect",        "host",           "if-match",          "if-none-match",
    "origin",        "referer",        "transfer-encoding", "user-agent"};

Verdict check_single(const Head& head) {
    for (auto one = head.headers.begin(); one != head.headers.end(); ++one) {
        if (std::ranges::find(kSingle, one->first) == kSingle.end()) continue;
        for (auto other = std::next(one); other != head.headers.end(); ++other)
            if (other->first == one->first)
                return refuse(400, fmt::format("the header `{}` stands there twice", one->first));
    }
    return std::nullopt;
}

std::optional<std::string_view> value_of(const Head& head, std::string_view name) {
    for (const auto& [key, value] : head.headers)
        if (key == name) return value;
    return std::nullopt;
}

Verdict check_host(const Head& head) {
    auto host = value_of(head, "host");
    if (!host) return refuse(400, "the header `Host` is missing");
    bool good = !host->empty() && host->front() != ':' && std::ranges::all_of(*host, [](char c) {
        return is_letter(c) || is_digit(c) || is_in(c, "-._~:[]");
    });
    return good ? std::nullopt
                : refuse(400, "the header `Host` is not a host with or without port");
}

// At most 15 digits: nobody adds one to it and gets less.
Verdict read_length(Head& head) {
    auto coding = value_of(head, "transfer-encoding");
    auto length = value_of(head, "content-length");
    if (coding && length)
        return refuse(400, "`Content-Length` and `Transfer-Encoding` stand there together");
    if (coding) return refuse(501, "`Transfer-Encoding` is not served; send a `Content-Length`");
    if (!length) return std::nullopt;
    bool good = !length->empty() && std::ranges::all_of(*length, is_digit) &&
                (length->size() == 1 || length->front() != '0');
    if (!good) return refuse(400, "`Content-Length` is not a plain number");
    if (length->size() > 15) return refuse(413, "`Content-Length` is beyond every bound");
    std::from_chars(length->data(), length->data() + length->size(), head.content_length);
    bool takes_body = head.method != Method::Get && head.method != Method::Head;
    if (head.content_length > 0 && !takes_body)
        return refuse(400, fmt::format("{} carries no body here", head.method_name));
    return std::nullopt;
}

Verdict read_connection(Head& head) {
    if (value_of(head, "upgrade") || value_of(head, "http2-settings"))
        return refuse(501, "this server changes to no other protocol");
    for (const auto& [name, value] : head.headers) {
        if (name != "connection") continue;
        for (const std::string& option : base::split(value, ',')) {
            if (!is_token(without_space(option)))
                return refuse(400, "`Connection` is not a list of names");
            if (lower(without_space(option)) == "close") head.closes = true;
        }
    }
    auto expect = value_of(head, "expect");
    if (expect && lower(*expect) != "100-continue")
        return refuse(417, "only `Expect: 100-continue` is known");
    head.awaits_continue = expect && head.content_length > 0;
    return std::nullopt;
}

Verdict read_all(std::string_view bytes, Head& head) {
    std::size_t end = bytes.find("\r\n");
    if (auto verdict = read_request_line(bytes.substr(0, end), head)) return verdict;
    while (true) {
        bytes = bytes.substr(end + 2);
        end = bytes.find("\r\n");
        if (end == 0 || end == std::string_view::npos) break;
        if (auto verdict = read_header(bytes.substr(0, end), head)) return verdict;
    }
    for (auto check : {+[](Head& h) { return check_single(h); },
                       +[](Head& h) { return check_host(h); }, &read_length, &read_connection})
        if (auto verdict = check(head)) return verdict;
    return std::nullopt;
}

}  // namespace

void HeadScanner::reset() { *this = HeadScanner(bounds_); }

HeadScanner::State HeadScanner::refuse(int status, std::string detail) {
    refusal_ = {status, std::move(detail)};
    return state_ = State::Refused;
}

// The byte at `next_` is the LF of a CRLF.
HeadScanner::State HeadScanner::end_line() {
    bool is_empty = next_ - line_start_ == 1;
    if (is_empty && lines_ == 0) return refuse(400, "a request begins with an empty line");
    ++next_;
    line_start_ = next_;
    if (is_empty) return state_ = State::Complete;
    ++lines_;
    if (lines_ > bounds_.headers + 1)
        return refuse(431, fmt::format("there are more than {} headers", bounds_.headers));
    return State::More;
}

HeadScanner::State HeadScanner::scan(std::string_view bytes) {
    while (state_ == State::More && next_ < bytes.size()) {
        if (next_ >= bounds_.bytes)
            return refuse(431, fmt::format("the head is longer than {} bytes", bounds_.bytes));
        if (lines_ == 0 && next_ - line_start_ >= bounds_.line_bytes)
            return refuse(
                414, fmt::format("the first line is longer than {} bytes", bounds_.line_bytes));
        auto byte = static_cast<unsigned char>(bytes[next_]);
        if (after_cr_ != (byte == '\n'))
            return refuse(400, fmt::format("byte {}: CR and LF stand only together", next_));
        if (byte == '\n') {
            after_cr_ = false;
            end_line();
            continue;
        }
        bool has_place = (byte >= 0x20 && byte <= 0x7E) || byte == '\t' || byte == '\r';
        if (!has_place)
            return refuse(400,
                          fmt::format("byte {}: 0x{:02x} has no place in a head", next_, byte));
        after_cr_ = byte == '\r';
        ++next_;
    }
    return state_;
}

std::variant<Head, Refusal> read_head(std::string_view bytes) {
    Head head;
    if (auto verdict = read_all(bytes, head)) return *verdict;
    return head;
}

}  // namespace standstill::server::http
