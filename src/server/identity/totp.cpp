#include "server/identity/totp.h"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>

#include "server/http/message.h"
#include "server/identity/secrets.h"

namespace standstill::server::identity {

namespace {

const EVP_MD* digest_of(TotpHash hash) {
    switch (hash) {
        case TotpHash::Sha256:
            return EVP_sha256();
        case TotpHash::Sha512:
            return EVP_sha512();
        case TotpHash::Sha1:
            break;
    }
    return EVP_sha1();
}

std::string without_spaces(std::string_view text) {
    std::string out;
    for (char c : text)
        if (c != ' ') out += c;
    return out;
}

}  // namespace

std::string totp_code(std::string_view secret, std::uint64_t step, unsigned digits, TotpHash hash) {
    std::array<unsigned char, 8> counter{};
    for (std::size_t i = 0; i < counter.size(); ++i)
        counter[i] = static_cast<unsigned char>(step >> (8 * (7 - i)));
    std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
    unsigned int size = 0;
    HMAC(digest_of(hash), secret.data(), static_cast<int>(secret.size()), counter.data(),
         counter.size(), mac.data(), &size);
    // Dynamic truncation, RFC 4226 section 5.3.
    std::size_t at = mac[size - 1] & 0x0fU;
    std::uint32_t number = (mac[at] & 0x7fU) << 24 | static_cast<std::uint32_t>(mac[at + 1]) << 16 |
                           static_cast<std::uint32_t>(mac[at + 2]) << 8 | mac[at + 3];
    std::uint32_t modulus = 1;
    for (unsigned i = 0; i < digits; ++i) modulus *= 10;
    return fmt::format("{:0{}}", number % modulus, digits);
}

std::uint64_t totp_step(base::Instant at) {
    auto seconds = std::chrono::duration_cast<std::chrono::seconds>(at.time_since_epoch()).count();
    return static_cast<std::uint64_t>(seconds) / kTotpPeriod;
}

std::optional<std::uint64_t> match_totp(std::string_view secret, std::string_view code,
                                        base::Instant now, std::uint64_t last_used) {
    std::string typed = without_spaces(code);
    std::uint64_t present = totp_step(now);
    std::optional<std::uint64_t> found;
    for (std::uint64_t step = present - 1; step <= present + 1; ++step) {
        bool is_it = is_equal_in_constant_time(totp_code(secret, step), typed);
        if (is_it && step > last_used && !found) found = step;
    }
    return found;
}

std::string base32(std::string_view bytes) {
    constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    std::string out;
    std::uint32_t bits = 0;
    unsigned count = 0;
    for (char c : bytes) {
        bits = bits << 8 | static_cast<unsigned char>(c);
        for (count += 8; count >= 5; count -= 5) out += kAlphabet[bits >> (count - 5) & 31U];
    }
    if (count > 0) out += kAlphabet[bits << (5 - count) & 31U];
    return out;
}

std::string otpauth_uri(std::string_view secret, std::string_view issuer,
                        std::string_view account) {
    return fmt::format("otpauth://totp/{}:{}?secret={}&issuer={}&algorithm=SHA1&digits=6&period=30",
                       http::encode(issuer), http::encode(account), base32(secret),
                       http::encode(issuer));
}

}  // namespace standstill::server::identity
