#include "ledger/jcs.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/string.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <vector>

#include "base/text.h"
#include "ledger/canonical_json.h"

namespace standstill::ledger {

namespace {

namespace json = boost::json;
using base::Done;
using base::invalid;
using base::Result;
using base::Status;

constexpr int kMaxDepth = 64;

// Keys are ordered by their UTF-16 code units: like UTF-8, but that U+E000 to U+FFFF come after the surrogates
// which stand for everything above U+FFFF.
bool is_before(std::string_view a, std::string_view b) {
    std::size_t i = 0;
    while (i < a.size() && i < b.size() && a[i] == b[i]) ++i;
    if (i == a.size() || i == b.size()) return a.size() < b.size();
    auto byte_a = static_cast<std::uint8_t>(a[i]), byte_b = static_cast<std::uint8_t>(b[i]);
    auto rank = [](std::uint8_t byte) { return byte >= 0xf0 ? 1 : byte >= 0xee ? 2 : 0; };
    return rank(byte_a) != rank(byte_b) ? rank(byte_a) < rank(byte_b) : byte_a < byte_b;
}

Status append(std::string& out, const json::value& value, int depth);

Status append_text(std::string& out, std::string_view text) {
    if (!base::is_utf8(text)) return invalid("a string is not valid UTF-8");
    append_json_string(out, text);
    return Done{};
}

Status append_object(std::string& out, const json::object& object, int depth) {
    std::vector<const json::key_value_pair*> members;
    for (const auto& member : object) members.push_back(&member);
    auto key = [](const json::key_value_pair* member) {
        return std::string_view(member->key().data(), member->key().size());
    };
    std::sort(members.begin(), members.end(), [&](auto* a, auto* b) { return is_before(key(a), key(b)); });
    out += '{';
    for (std::size_t i = 0; i < members.size(); ++i) {
        if (i > 0) out += ',';
        auto done = append_text(out, key(members[i]));
        if (!done) return done;
        out += ':';
        done = append(out, members[i]->value(), depth);
        if (!done) return done;
    }
    out += '}';
    return Done{};
}

Status append(std::string& out, const json::value& value, int depth) {
    if (depth > kMaxDepth) return invalid(fmt::format("the value is nested more than {} deep", kMaxDepth));
    auto put_number = [&](double number) -> Status {
        auto text = jcs_number(number);
        if (!text) return text.error();
        out += *text;
        return Done{};
    };
    switch (value.kind()) {
        case json::kind::null: out += "null"; break;
        case json::kind::bool_: out += value.get_bool() ? "true" : "false"; break;
        case json::kind::int64: return put_number(static_cast<double>(value.get_int64()));
        case json::kind::uint64: return put_number(static_cast<double>(value.get_uint64()));
        case json::kind::double_: return put_number(value.get_double());
        case json::kind::string: return append_text(out, {value.get_string().data(), value.get_string().size()});
        case json::kind::object: return append_object(out, value.get_object(), depth + 1);
        case json::kind::array:
            out += '[';
            for (std::size_t i = 0; i < value.get_array().size(); ++i) {
                if (i > 0) out += ',';
                auto done = append(out, value.get_array()[i], depth + 1);
                if (!done) return done;
            }
            out += ']';
            break;
    }
    return Done{};
}

}  // namespace

// ECMA-262, Number::toString: the shortest digits that read back as this number, k of them, with the point
// after the n-th.
Result<std::string> jcs_number(double value) {
    if (!std::isfinite(value)) return invalid("a number is not finite");
    if (value == 0) return std::string("0");  // minus zero as well
    char buffer[32];
    auto end = std::to_chars(buffer, buffer + sizeof buffer, std::abs(value), std::chars_format::scientific).ptr;
    std::string_view text(buffer, static_cast<std::size_t>(end - buffer));
    std::size_t e = text.find('e');
    std::string digits(1, text[0]);
    if (e > 1) digits += text.substr(2, e - 2);
    int exponent = 0;
    std::string_view exponent_text = text.substr(e + 1);
    if (exponent_text[0] == '+') exponent_text.remove_prefix(1);
    std::from_chars(exponent_text.data(), exponent_text.data() + exponent_text.size(), exponent);

    int k = static_cast<int>(digits.size()), n = exponent + 1;
    std::string out = value < 0 ? "-" : "";
    auto count = [](int places) { return static_cast<std::size_t>(places); };
    if (k <= n && n <= 21) return out + digits + std::string(count(n - k), '0');
    if (0 < n && n <= 21) return out + digits.substr(0, count(n)) + '.' + digits.substr(count(n));
    if (-6 < n && n <= 0) return out + "0." + std::string(count(-n), '0') + digits;
    out += digits[0];
    if (k > 1) out += '.' + digits.substr(1);
    return out + fmt::format("e{}{}", n > 0 ? '+' : '-', std::abs(n - 1));
}

Result<std::string> jcs(const json::value& value) {
    std::string out;
    auto done = append(out, value, 0);
    if (!done) return done.error();
    return out;
}

}  // namespace standstill::ledger
