// How often somebody may ask: token buckets, one for each address and each account.
//
// A bucket holds `burst` requests and fills again at `per_second`. Memory is bounded: full buckets
// are forgotten, and where more than 100,000 are in use the emptiest stay.
#pragma once

#include <array>
#include <chrono>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/instant.h"

namespace standstill::server {

struct Rate {
    double per_second = 0;  // 0: no limit
    double burst = 0;
};

struct Rates {
    Rate visitors{200, 2'000};      // of one address, without a session or token
    Rate people{50, 500};           // of one person's sessions
    Rate tokens{100'000, 100'000};  // of one token: the gate is asked often
    Rate failures{0.2, 20};         // of one address: tokens and forms that were refused
};

class RateLimits {
public:
    explicit RateLimits(const Rates& rates) : rates_(rates) {}

    enum class Of { Visitor, Person, Token, Failure };
    // Takes one from the bucket, or says how long until there is one.
    std::optional<std::chrono::seconds> take(Of of, std::string_view key, base::Instant now);
    // The same without taking.
    std::optional<std::chrono::seconds> look(Of of, std::string_view key, base::Instant now);

private:
    struct Bucket {
        double left = 0;
        base::Instant at;
    };
    using Buckets = std::unordered_map<std::string, Bucket>;

    const Rate& rate_of(Of of) const;
    std::optional<std::chrono::seconds> ask(Of of, std::string_view key, base::Instant now,
                                            double cost);
    void forget_full(Buckets& buckets, const Rate& rate, base::Instant now);

    Rates rates_;
    std::mutex mutex_;
    std::array<Buckets, 4> buckets_;
};

}  // namespace standstill::server
