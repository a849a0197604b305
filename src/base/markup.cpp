#include "base/markup.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

#include "base/text.h"

namespace standstill::base {

namespace {

bool is_bidi_control(std::uint32_t c) {
    return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069);
}

// The character of two or three bytes at a place of well-formed UTF-8; 0 for any other length,
// for no control is longer.
std::uint32_t character_at(std::string_view text, std::size_t i) {
    auto byte = [&](std::size_t k) { return static_cast<unsigned char>(text[i + k]); };
    if (byte(0) >= 0xE0 && byte(0) < 0xF0)
        return (byte(0) & 0x0Fu) << 12 | (byte(1) & 0x3Fu) << 6 | (byte(2) & 0x3Fu);
    if (byte(0) >= 0xC0 && byte(0) < 0xE0) return (byte(0) & 0x1Fu) << 6 | (byte(1) & 0x3Fu);
    return 0;
}

std::size_t length_at(std::string_view text, std::size_t i) {
    auto lead = static_cast<unsigned char>(text[i]);
    std::size_t wanted = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    return std::min(wanted, text.size() - i);
}

}  // namespace

std::string escape_markup(std::string_view text) {
    std::string out;
    out.reserve(text.size() + text.size() / 8);
    for (std::size_t i = 0; i < text.size();) {
        auto c = static_cast<unsigned char>(text[i]);
        std::size_t length = c < 0x80 ? 1 : length_at(text, i);
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else if (c == '"')
            out += "&quot;";
        else if (c == '\'')
            out += "&#39;";
        else if ((c < 0x20 && c != '\t' && c != '\n') || c == 0x7F)
            out += fmt::format("[U+{:04X}]", static_cast<unsigned>(c));
        else if (c < 0x80)
            out += text[i];
        else if (!is_utf8(text.substr(i, length)))
            out += "\xEF\xBF\xBD", length = 1;
        else if (std::uint32_t point = character_at(text, i);
                 is_bidi_control(point) || (point >= 0x80 && point < 0xA0))
            out += fmt::format("[U+{:04X}]", point);
        else
            out += text.substr(i, length);
        i += length;
    }
    return out;
}

}  // namespace standstill::base
