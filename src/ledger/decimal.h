// Decimal numbers in the one way in which they may be written: no sign, no leading zero.
#pragma once

#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>

namespace standstill::ledger {

inline std::optional<std::uint64_t> parse_decimal(std::string_view text) {
    std::uint64_t value = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    bool good = error == std::errc{} && end == text.data() + text.size() &&
                (text[0] != '0' || text.size() == 1);
    return good ? std::optional(value) : std::nullopt;
}

}  // namespace standstill::ledger
