#include "ledger/base64.h"

#include <fmt/format.h>

#include <array>
#include <cstdint>

namespace standstill::ledger {

namespace {

using base::invalid;
using base::Result;

constexpr std::string_view kStandard =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kUrl =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

constexpr std::array<std::int8_t, 256> values_of(std::string_view alphabet) {
    std::array<std::int8_t, 256> values{};
    for (auto& value : values) value = -1;
    for (std::size_t i = 0; i < alphabet.size(); ++i)
        values[static_cast<std::uint8_t>(alphabet[i])] = static_cast<std::int8_t>(i);
    return values;
}
constexpr auto kStandardValues = values_of(kStandard);
constexpr auto kUrlValues = values_of(kUrl);

enum class Padding { Yes, No };

std::string encode(std::string_view bytes, std::string_view alphabet, Padding padding) {
    std::string out;
    out.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        std::size_t count = bytes.size() - i < 3 ? bytes.size() - i : 3;
        std::uint32_t group = 0;
        for (std::size_t k = 0; k < 3; ++k)
            group = group << 8 | (k < count ? static_cast<std::uint8_t>(bytes[i + k]) : 0u);
        for (std::size_t k = 0; k <= count; ++k) out += alphabet[group >> (18 - 6 * k) & 63];
        if (padding == Padding::Yes) out.append(3 - count, '=');
    }
    return out;
}

Result<std::string> decode(std::string_view text, const std::array<std::int8_t, 256>& values,
                           Padding padding) {
    auto bad = [&] {
        return invalid(fmt::format("`{}` is not canonical base64", text.substr(0, 100)));
    };
    std::string_view digits = text;
    if (padding == Padding::Yes) {
        if (text.size() % 4 != 0) return bad();
        for (int k = 0; k < 2 && !digits.empty() && digits.back() == '='; ++k)
            digits.remove_suffix(1);
    }
    if (digits.size() % 4 == 1) return bad();
    std::string out;
    out.reserve(digits.size() / 4 * 3 + 2);
    std::uint32_t group = 0;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        std::int8_t value = values[static_cast<std::uint8_t>(digits[i])];
        if (value < 0) return bad();
        group = group << 6 | static_cast<std::uint32_t>(value);
        if (i % 4 != 0) out += static_cast<char>(group >> (6 - 2 * (i % 4)) & 255);
    }
    // What the last digit holds beyond the last byte is zero in the one right spelling.
    std::size_t left = digits.size() % 4;
    if (left == 2 && (group & 15) != 0) return bad();
    if (left == 3 && (group & 3) != 0) return bad();
    return out;
}

}  // namespace

std::string base64(std::string_view bytes) { return encode(bytes, kStandard, Padding::Yes); }
std::string base64url(std::string_view bytes) { return encode(bytes, kUrl, Padding::No); }

Result<std::string> bytes_from_base64(std::string_view text) {
    return decode(text, kStandardValues, Padding::Yes);
}
Result<std::string> bytes_from_base64url(std::string_view text) {
    return decode(text, kUrlValues, Padding::No);
}

}  // namespace standstill::ledger
