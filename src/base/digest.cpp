#include "base/digest.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <cstdlib>

namespace standstill::base {

Digest sha256(std::string_view bytes) {
    Digest digest;
    unsigned int size = 0;
    // A digest that could not be computed has no safe value; this only fails when memory is
    // exhausted.
    int done =
        EVP_Digest(bytes.data(), bytes.size(), digest.bytes.data(), &size, EVP_sha256(), nullptr);
    if (done != 1) std::abort();
    return digest;
}

std::string to_hex(const Digest& digest) {
    static constexpr char kDigits[] = "0123456789abcdef";
    std::string out(2 * digest.bytes.size(), '0');
    for (std::size_t i = 0; i < digest.bytes.size(); ++i) {
        out[2 * i] = kDigits[digest.bytes[i] >> 4];
        out[2 * i + 1] = kDigits[digest.bytes[i] & 15];
    }
    return out;
}

Result<Digest> digest_from_hex(std::string_view text) {
    Digest digest;
    auto nibble = [](char c) -> int {
        if (c >= '0' && c <= '9') return c - '0';
        if (c >= 'a' && c <= 'f') return c - 'a' + 10;
        return -1;
    };
    bool good = text.size() == 64;
    for (std::size_t i = 0; good && i < 32; ++i) {
        int high = nibble(text[2 * i]), low = nibble(text[2 * i + 1]);
        good = high >= 0 && low >= 0;
        if (good) digest.bytes[i] = static_cast<std::uint8_t>(high * 16 + low);
    }
    if (!good)
        return invalid(
            fmt::format("`{}` is not a SHA-256 digest, expected 64 digits 0-9 a-f", text));
    return digest;
}

}  // namespace standstill::base
