// SHA-256 digests (FIPS 180-4) as values.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace standstill::base {

struct Digest {
    std::array<std::uint8_t, 32> bytes{};

    friend auto operator<=>(const Digest&, const Digest&) = default;
};

Digest sha256(std::string_view bytes);

std::string to_hex(const Digest& digest);
// Exactly 64 lower-case hexadecimal digits; fails with Invalid otherwise.
Result<Digest> digest_from_hex(std::string_view text);

}  // namespace standstill::base
