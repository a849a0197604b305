#include "ledger/jcs.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/object.hpp>
#include <boost/json/string.hpp>
#include <boost/json/value_stack.hpp>
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

// Keys are ordered by their UTF-16 code units: like UTF-8, but that U+E000 to U+FFFF come after the
// surrogates which stand for everything above U+FFFF.
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
    std::sort(members.begin(), members.end(),
              [&](auto* a, auto* b) { return is_before(key(a), key(b)); });
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
    if (depth > kMaxDepth)
        return invalid(fmt::format("the value is nested more than {} deep", kMaxDepth));
    auto put_number = [&](double number) -> Status {
        auto text = jcs_number(number);
        if (!text) return text.error();
        out += *text;
        return Done{};
    };
    switch (value.kind()) {
        case json::kind::null:
            out += "null";
            break;
        case json::kind::bool_:
            out += value.get_bool() ? "true" : "false";
            break;
        case json::kind::int64:
            return put_number(static_cast<double>(value.get_int64()));
        case json::kind::uint64:
            return put_number(static_cast<double>(value.get_uint64()));
        case json::kind::double_:
            return put_number(value.get_double());
        case json::kind::string:
            return append_text(out, {value.get_string().data(), value.get_string().size()});
        case json::kind::object:
            return append_object(out, value.get_object(), depth + 1);
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

// Builds a value from the events of the parser, with numbers from their text.
class ExactHandler {
public:
    static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);

    bool on_document_begin(json::error_code&) { return stack_.reset(), true; }
    bool on_document_end(json::error_code&) { return true; }
    bool on_object_begin(json::error_code&) { return true; }
    bool on_object_end(std::size_t members, json::error_code&) {
        members_ += members;
        return stack_.push_object(members), true;
    }
    bool on_array_begin(json::error_code&) { return true; }
    bool on_array_end(std::size_t items, json::error_code&) {
        return stack_.push_array(items), true;
    }
    bool on_key_part(json::string_view part, std::size_t, json::error_code&) {
        return stack_.push_chars(part), true;
    }
    bool on_key(json::string_view part, std::size_t, json::error_code&) {
        return stack_.push_key(part), true;
    }
    bool on_string_part(json::string_view part, std::size_t, json::error_code&) {
        return stack_.push_chars(part), true;
    }
    bool on_string(json::string_view part, std::size_t, json::error_code&) {
        return stack_.push_string(part), true;
    }
    bool on_number_part(json::string_view part, json::error_code&) {
        return number_.append(part), true;
    }
    bool on_int64(std::int64_t, json::string_view part, json::error_code& error) {
        return on_number(part, error);
    }
    bool on_uint64(std::uint64_t, json::string_view part, json::error_code& error) {
        return on_number(part, error);
    }
    bool on_double(double, json::string_view part, json::error_code& error) {
        return on_number(part, error);
    }
    bool on_bool(bool value, json::error_code&) { return stack_.push_bool(value), true; }
    bool on_null(json::error_code&) { return stack_.push_null(), true; }
    bool on_comment_part(json::string_view, json::error_code&) { return true; }
    bool on_comment(json::string_view, json::error_code&) { return true; }

    std::size_t members() const { return members_; }
    json::value release() { return stack_.release(); }

private:
    bool on_number(json::string_view part, json::error_code& error) {
        number_.append(part);
        double value = 0;
        auto parsed = std::from_chars(number_.data(), number_.data() + number_.size(), value);
        bool good = parsed.ec == std::errc{} && parsed.ptr == number_.data() + number_.size();
        if (!good) error = json::error::exponent_overflow;
        number_.clear();
        return good && (stack_.push_double(value), true);
    }

    json::value_stack stack_;
    std::string number_;
    std::size_t members_ = 0;
};

std::size_t members_of(const json::value& value) {
    std::size_t count = 0;
    if (const json::object* object = value.if_object()) {
        count = object->size();
        for (const auto& member : *object) count += members_of(member.value());
    } else if (const json::array* array = value.if_array()) {
        for (const json::value& item : *array) count += members_of(item);
    }
    return count;
}

constexpr std::size_t kMaxTextBytes = std::size_t{16} << 20;

}  // namespace

Result<std::string> jcs_of_text(std::string_view text) {
    if (text.size() > kMaxTextBytes) return invalid("more than 16 MiB of JSON");
    json::parse_options options;
    options.max_depth = kMaxDepth;
    json::basic_parser<ExactHandler> parser(options);
    json::error_code error;
    std::size_t read = parser.write_some(false, text.data(), text.size(), error);
    if (error) return invalid(fmt::format("not JSON at byte {}: {}", read, error.message()));
    if (read != text.size()) return invalid(fmt::format("bytes after the value, at byte {}", read));
    json::value value = parser.handler().release();
    if (members_of(value) != parser.handler().members())
        return invalid("an object has a key twice");
    return jcs(value);
}

// ECMA-262, Number::toString: the shortest digits that read back as this number, k of them, with
// the point after the n-th.
Result<std::string> jcs_number(double value) {
    if (!std::isfinite(value)) return invalid("a number is not finite");
    if (value == 0) return std::string("0");  // minus zero as well
    char buffer[32];
    auto end = std::to_chars(buffer, buffer + sizeof buffer, std::abs(value),
                             std::chars_format::scientific)
                   .ptr;
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
