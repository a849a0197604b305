// Passwords: Argon2id (RFC 9106) by libsodium, and the rules for new ones.
//
// Cost of one hash with the default: 19 MiB and about 50 ms; at most two are made at a time, so
// that a flood of attempts costs memory for two.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace standstill::server::identity {

// One lane. OWASP's Password Storage Cheat Sheet asks for 19 MiB and 2 passes at least; this is one
// pass more.
struct PasswordCost {
    std::size_t memory = std::size_t{19} << 20;  // bytes, at least 8 KiB
    unsigned long long passes = 3;
};

// `$argon2id$v=19$...` with a salt of 16 random bytes. Unavailable: no memory for it.
base::Result<std::string> hash_password(std::string_view password, const PasswordCost& cost);
// Whether it is the password; takes as long for every password.
bool is_password(const std::string& hash, std::string_view password);

// What is wrong with a new password, by NIST SP 800-63B-4 section 3.1.1.2: 15 characters, or 8
// where a code is asked for too; at most 256 bytes; none that is common or made of the words given
// (name, service). No rule on which characters. Empty: nothing.
std::string fault_of_password(std::string_view password, bool has_second_factor,
                              const std::vector<std::string>& words);

}  // namespace standstill::server::identity
