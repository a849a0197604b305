#include "server/identity/password.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <semaphore>

#include "base/text.h"

namespace standstill::server::identity {

namespace {

constexpr std::size_t kLongest = 256;

std::counting_semaphore<2>& places() {
    static std::counting_semaphore<2> kPlaces(2);
    return kPlaces;
}

class Place {
public:
    Place() { places().acquire(); }
    ~Place() { places().release(); }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
};

bool is_ready() {
    static const bool kReady = sodium_init() >= 0;
    return kReady;
}

std::string in_lower_case(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

// Characters as a person counts them: code points.
std::size_t length_of(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

// The commonest of eight and more characters, and the seeds from which longer ones are made by
// saying them again. A small list: its point is the first guesses, the lockout takes the rest.
constexpr std::array<std::string_view, 48> kCommon = {
    "password",   "passw0rd",   "password1",   "password12",    "password123", "123456789",
    "12345678",   "1234567890", "11111111",    "00000000",      "87654321",    "qwertyui",
    "qwertyuiop", "qwerty123",  "1q2w3e4r",    "1qaz2wsx",      "zaq12wsx",    "asdfghjkl",
    "iloveyou",   "sunshine",   "princess",    "football",      "baseball",    "basketball",
    "superman",   "starwars",   "welcome1",    "welcome123",    "letmein1",    "trustno1",
    "whatever",   "computer",   "internet",    "michelle",      "jennifer",    "corvette",
    "changeme",   "changeme1",  "changeme123", "administrator", "admin123",    "default1",
    "secret123",  "abcd1234",   "abc12345",    "a1b2c3d4",      "monkey123",   "dragon123",
};

// "abcabcabc" is "abc" said again.
bool is_said_again(std::string_view text, std::size_t longest_piece) {
    for (std::size_t size = 1; size <= longest_piece && size * 2 <= text.size(); ++size) {
        bool same = true;
        for (std::size_t i = size; i < text.size() && same; ++i) same = text[i] == text[i - size];
        if (same) return true;
    }
    return false;
}

// "abcdefgh", "87654321".
bool is_a_run(std::string_view text) {
    for (int step : {-1, 1}) {
        bool same = true;
        for (std::size_t i = 1; i < text.size() && same; ++i) same = text[i] - text[i - 1] == step;
        if (same) return true;
    }
    return false;
}

bool is_common(const std::string& lower) {
    if (std::ranges::find(kCommon, lower) != kCommon.end()) return true;
    if (is_said_again(lower, 4) || is_a_run(lower)) return true;
    for (std::string_view word : kCommon) {
        std::string again;
        while (again.size() < lower.size()) again += word;
        if (again.substr(0, lower.size()) == lower) return true;
    }
    return false;
}

}  // namespace

base::Result<std::string> hash_password(std::string_view password, const PasswordCost& cost) {
    std::array<char, crypto_pwhash_STRBYTES> out{};
    Place place;
    bool good = is_ready() &&
                crypto_pwhash_str_alg(out.data(), password.data(), password.size(), cost.passes,
                                      cost.memory, crypto_pwhash_ALG_ARGON2ID13) == 0;
    if (!good) return base::fail(base::ErrorKind::Unavailable, "no memory to hash a password");
    return std::string(out.data());
}

bool is_password(const std::string& hash, std::string_view password) {
    Place place;
    return is_ready() &&
           crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

std::string fault_of_password(std::string_view password, bool has_second_factor,
                              const std::vector<std::string>& words) {
    std::size_t shortest = has_second_factor ? 8 : 15;
    if (!base::is_utf8(password)) return "a password is text in UTF-8";
    if (length_of(password) < shortest)
        return has_second_factor
                   ? "a password has 8 characters at least"
                   : "a password has 15 characters at least, or 8 once codes are set up";
    if (password.size() > kLongest) return "a password has 256 bytes at most";
    std::string lower = in_lower_case(password);
    if (is_common(lower)) return "this password is among the first that anybody tries";
    for (const std::string& word : words) {
        std::string known = in_lower_case(word);
        // What is left beside a known word must be a password of its own.
        std::size_t at = known.size() < 3 ? std::string::npos : lower.find(known);
        if (at != std::string::npos && length_of(lower) - length_of(known) < 8)
            return fmt::format("this password is little more than `{}`", word);
    }
    return "";
}

}  // namespace standstill::server::identity
