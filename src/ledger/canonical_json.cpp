#include "ledger/canonical_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/string.hpp>
#include <charconv>
#include <vector>

#include "base/text.h"

namespace standstill::ledger {

namespace {

namespace json = boost::json;
using base::Done;
using base::Error;
using base::invalid;
using base::Result;
using base::Status;

constexpr std::size_t kMaxKeyBytes = 64;

// What a byte is inside a string: 0 itself, 1 must be escaped, 2 part of a UTF-8 sequence.
constexpr std::array<std::uint8_t, 256> kStringByte = [] {
    std::array<std::uint8_t, 256> kinds{};
    for (std::size_t c = 0; c < 256; ++c)
        kinds[c] = c < 0x20 || c == '"' || c == '\\' ? 1 : c >= 0x80 ? 2 : 0;
    return kinds;
}();

constexpr std::array<bool, 256> kKeyByte = [] {
    std::array<bool, 256> good{};
    for (char c = 'a'; c <= 'z'; ++c) good[static_cast<std::size_t>(c)] = true;
    for (char c = '0'; c <= '9'; ++c) good[static_cast<std::size_t>(c)] = true;
    good['_'] = true;
    return good;
}();

std::uint8_t byte_of(char c) { return static_cast<std::uint8_t>(c); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_key(std::string_view key) {
    return !key.empty() && key.size() <= kMaxKeyBytes &&
           std::all_of(key.begin(), key.end(), [](char c) { return kKeyByte[byte_of(c)]; });
}

// The letter of a two-character escape, or 0.
char short_escape(char c) {
    switch (c) {
        case '"':
            return '"';
        case '\\':
            return '\\';
        case '\b':
            return 'b';
        case '\t':
            return 't';
        case '\n':
            return 'n';
        case '\f':
            return 'f';
        case '\r':
            return 'r';
        default:
            return 0;
    }
}

std::string_view view(const json::string& text) { return {text.data(), text.size()}; }

Status append_object(std::string& out, const json::object& object, int depth);

Status append_array(std::string& out, const json::array& array, int depth) {
    out += '[';
    for (std::size_t i = 0; i < array.size(); ++i) {
        if (i > 0) out += ',';
        auto done = append_canonical(out, array[i], depth);
        if (!done) return base::in_context(done.error(), fmt::format("[{}]", i));
    }
    out += ']';
    return Done{};
}

Status append_integer(std::string& out, std::int64_t value) {
    if (value > kMaxJsonInteger || value < -kMaxJsonInteger)
        return invalid(
            fmt::format("the number {} is outside +-(2^53 - 1), write it as a string", value));
    std::array<char, 20> digits{};
    auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    out.append(digits.data(), end);
    return Done{};
}

Status append_object(std::string& out, const json::object& object, int depth) {
    std::vector<const json::key_value_pair*> members;
    members.reserve(object.size());
    for (const auto& member : object) members.push_back(&member);
    auto key = [](const json::key_value_pair* member) {
        return std::string_view(member->key().data(), member->key().size());
    };
    std::sort(members.begin(), members.end(), [&](auto* a, auto* b) { return key(a) < key(b); });
    out += '{';
    for (std::size_t i = 0; i < members.size(); ++i) {
        if (!is_key(key(members[i])))
            return invalid(
                fmt::format("the key `{}` is not 1 to 64 of a-z 0-9 _", key(members[i])));
        if (i > 0) out += ',';
        out += '"';
        out += key(members[i]);
        out += "\":";
        auto done = append_canonical(out, members[i]->value(), depth);
        if (!done) return base::in_context(done.error(), fmt::format("`{}`", key(members[i])));
    }
    out += '}';
    return Done{};
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
    constexpr char kHex[] = "0123456789abcdef";
    out += '"';
    std::size_t from = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (kStringByte[byte_of(text[i])] != 1) continue;
        out.append(text, from, i - from);
        from = i + 1;
        if (char letter = short_escape(text[i])) {
            out += '\\';
            out += letter;
        } else {
            out += "\\u00";
            out += kHex[byte_of(text[i]) >> 4];
            out += kHex[byte_of(text[i]) & 15];
        }
    }
    out.append(text, from);
    out += '"';
}

Status append_canonical(std::string& out, const json::value& value, int depth) {
    if (out.size() > kMaxJsonBytes)
        return invalid(fmt::format("the value is longer than {} bytes", kMaxJsonBytes));
    switch (value.kind()) {
        case json::kind::null:
            out += "null";
            return Done{};
        case json::kind::bool_:
            out += value.get_bool() ? "true" : "false";
            return Done{};
        case json::kind::int64:
            return append_integer(out, value.get_int64());
        case json::kind::uint64:
            if (value.get_uint64() > static_cast<std::uint64_t>(kMaxJsonInteger))
                return invalid(
                    fmt::format("the number {} is outside +-(2^53 - 1), write it as a string",
                                value.get_uint64()));
            return append_integer(out, static_cast<std::int64_t>(value.get_uint64()));
        case json::kind::double_:
            return invalid(fmt::format("the number {} is not an integer, write it as a string",
                                       value.get_double()));
        case json::kind::string:
            if (!base::is_utf8(view(value.get_string())))
                return invalid("a string is not valid UTF-8");
            append_json_string(out, view(value.get_string()));
            return Done{};
        case json::kind::array:
        case json::kind::object:
            break;
    }
    if (depth >= kMaxJsonDepth)
        return invalid(fmt::format("the value is nested more than {} deep", kMaxJsonDepth));
    return value.is_array() ? append_array(out, value.get_array(), depth + 1)
                            : append_object(out, value.get_object(), depth + 1);
}

Result<std::string> canonical_json(const json::value& value) {
    std::string out;
    auto done = append_canonical(out, value);
    if (!done) return done.error();
    if (out.size() > kMaxJsonBytes)
        return invalid(fmt::format("the value is longer than {} bytes", kMaxJsonBytes));
    return out;
}

bool CanonicalScanner::fail_at(std::size_t offset, std::string what) {
    failed_at_ = offset;
    failure_ = std::move(what);
    return false;
}

Error CanonicalScanner::failure() const {
    return invalid(fmt::format("not canonical at byte {}: {}", failed_at_, failure_));
}

bool CanonicalScanner::literal(std::string_view expected) {
    if (bytes_.substr(at_, expected.size()) != expected)
        return fail_at(at_, fmt::format("expected `{}`", expected));
    at_ += expected.size();
    return true;
}

bool CanonicalScanner::string(std::string_view& raw) {
    if (peek() != '"') return fail_at(at_, "expected a string");
    std::size_t begin = at_ + 1, i = begin;
    bool wide = false;
    while (true) {
        std::uint8_t kind = 0;
        while (i < bytes_.size() && (kind = kStringByte[byte_of(bytes_[i])]) == 0) ++i;
        if (i >= bytes_.size()) return fail_at(at_, "a string that does not end");
        if (kind == 2) {
            wide = true;
            ++i;
            continue;
        }
        if (bytes_[i] == '"') break;
        if (bytes_[i] != '\\') return fail_at(i, "a control character that is not escaped");
        std::string_view rest = bytes_.substr(i + 1);
        if (!rest.empty() &&
            std::string_view("\"\\btnfr").find(rest[0]) != std::string_view::npos) {
            i += 2;
            continue;
        }
        // \u00xx for the control characters that have no letter, in lower case.
        bool shape = rest.size() >= 5 && rest.substr(0, 3) == "u00" &&
                     (rest[3] == '0' || rest[3] == '1') &&
                     (is_digit(rest[4]) || (rest[4] >= 'a' && rest[4] <= 'f'));
        if (shape) {
            int low = is_digit(rest[4]) ? rest[4] - '0' : rest[4] - 'a' + 10;
            shape = short_escape(static_cast<char>((rest[3] - '0') * 16 + low)) == 0;
        }
        if (!shape) return fail_at(i, "an escape that is not the canonical one");
        i += 6;
    }
    raw = bytes_.substr(begin, i - begin);
    if (wide && !base::is_utf8(raw)) return fail_at(begin, "a string that is not valid UTF-8");
    at_ = i + 1;
    return true;
}

bool CanonicalScanner::integer(std::int64_t& value) {
    std::size_t begin = at_, i = at_;
    bool negative = peek() == '-';
    if (negative) ++i;
    std::size_t first = i;
    std::int64_t magnitude = 0;
    for (; i < bytes_.size() && is_digit(bytes_[i]) && i - first < 17; ++i)
        magnitude = magnitude * 10 + (bytes_[i] - '0');
    if (i == first) return fail_at(begin, "expected a value");
    if (i - first > 1 && bytes_[first] == '0')
        return fail_at(begin, "a number with a leading zero");
    if (negative && magnitude == 0) return fail_at(begin, "minus zero");
    if (magnitude > kMaxJsonInteger) return fail_at(begin, "a number outside +-(2^53 - 1)");
    if (i < bytes_.size() && (bytes_[i] == '.' || bytes_[i] == 'e' || bytes_[i] == 'E'))
        return fail_at(begin, "a number that is not an integer");
    value = negative ? -magnitude : magnitude;
    at_ = i;
    return true;
}

bool CanonicalScanner::array(int depth) {
    if (depth >= kMaxJsonDepth)
        return fail_at(at_, fmt::format("nested more than {} deep", kMaxJsonDepth));
    if (!literal("[")) return false;
    if (peek() == ']') {
        ++at_;
        return true;
    }
    while (true) {
        if (!value(depth + 1)) return false;
        if (peek() == ',') {
            ++at_;
            continue;
        }
        return literal("]");
    }
}

bool CanonicalScanner::object(int depth) {
    if (depth >= kMaxJsonDepth)
        return fail_at(at_, fmt::format("nested more than {} deep", kMaxJsonDepth));
    if (!literal("{")) return false;
    if (peek() == '}') {
        ++at_;
        return true;
    }
    std::string_view before;
    while (true) {
        std::size_t begin = at_;
        if (peek() != '"') return fail_at(at_, "expected a key");
        std::size_t i = at_ + 1;
        while (i < bytes_.size() && kKeyByte[byte_of(bytes_[i])]) ++i;
        std::string_view key = bytes_.substr(begin + 1, i - begin - 1);
        if (i >= bytes_.size() || bytes_[i] != '"' || key.empty() || key.size() > kMaxKeyBytes)
            return fail_at(begin, "a key that is not 1 to 64 of a-z 0-9 _");
        if (key == before) return fail_at(begin, fmt::format("the key `{}` appears twice", key));
        if (key < before) return fail_at(begin, fmt::format("the key `{}` is not in order", key));
        before = key;
        at_ = i + 1;
        if (!literal(":") || !value(depth + 1)) return false;
        if (peek() == ',') {
            ++at_;
            continue;
        }
        return literal("}");
    }
}

bool CanonicalScanner::value(int depth) {
    switch (peek()) {
        case '"': {
            std::string_view raw;
            return string(raw);
        }
        case '{':
            return object(depth);
        case '[':
            return array(depth);
        case 't':
            return literal("true");
        case 'f':
            return literal("false");
        case 'n':
            return literal("null");
        default: {
            std::int64_t number = 0;
            return integer(number);
        }
    }
}

Status check_canonical(std::string_view bytes) {
    if (bytes.size() > kMaxJsonBytes)
        return invalid(
            fmt::format("{} bytes of JSON, at most {} are allowed", bytes.size(), kMaxJsonBytes));
    CanonicalScanner scanner(bytes);
    if (!scanner.value(0)) return scanner.failure();
    if (!scanner.at_end()) {
        scanner.fail_at(scanner.offset(), "bytes after the value");
        return scanner.failure();
    }
    return Done{};
}

Result<json::value> parse_canonical(std::string_view bytes) {
    auto checked = check_canonical(bytes);
    if (!checked) return checked.error();
    json::error_code error;
    json::value value = json::parse(json::string_view(bytes.data(), bytes.size()), error);
    if (error) return invalid("not JSON: " + error.message());
    return value;
}

}  // namespace standstill::ledger
