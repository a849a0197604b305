// Who must wait after guessing: longer each time, never for ever.
//
// Three counts go up with each attempt and back with a good one: of the account from this address
// (5 free attempts), of the address (20), of the account from everywhere (50). After those, each
// failure doubles the wait, from 15 s to 15 min. An attempt is counted before it is looked at, so
// that many at once are not looked at together. A count is forgotten a day after its last failure.
//
// NIST SP 800-63B-4, section 3.2.2, allows 100 failures in a row on one account. Somebody else's
// guesses shut the owner out only with the third count, and for 15 minutes at most.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/instant.h"

namespace standstill::server::identity {

class Lockout {
public:
    // How long until an attempt is looked at; zero: now, and it is counted.
    std::chrono::seconds begin(std::string_view account, std::string_view address,
                               base::Instant now);
    // The attempt that was begun was good: what it counted is taken back, and the account's
    // failures from this address are forgotten.
    void good(std::string_view account, std::string_view address);

    struct Row {
        std::string key;
        std::uint32_t failures = 0;
        base::Instant until;
    };
    std::vector<Row> waiting(base::Instant now) const;

private:
    struct Count {
        std::uint32_t failures = 0;
        base::Instant latest;
    };
    void forget_old(base::Instant now);

    std::unordered_map<std::string, Count> counts_;
};

}  // namespace standstill::server::identity
