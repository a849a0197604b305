#include "server/rate_limits.h"

#include <algorithm>
#include <cmath>

namespace standstill::server {

namespace {

constexpr std::size_t kMostBuckets = 100'000;

double refilled(double left, const Rate& rate, std::chrono::milliseconds passed) {
    double seconds = std::max(0.0, static_cast<double>(passed.count()) / 1000.0);
    return std::min(rate.burst, left + seconds * rate.per_second);
}

}  // namespace

const Rate& RateLimits::rate_of(Of of) const {
    switch (of) {
        case Of::Visitor:
            return rates_.visitors;
        case Of::Person:
            return rates_.people;
        case Of::Token:
            return rates_.tokens;
        case Of::Failure:
            break;
    }
    return rates_.failures;
}

std::optional<std::chrono::seconds> RateLimits::take(Of of, std::string_view key,
                                                     base::Instant now) {
    return ask(of, key, now, 1);
}

std::optional<std::chrono::seconds> RateLimits::look(Of of, std::string_view key,
                                                     base::Instant now) {
    return ask(of, key, now, 0);
}

std::optional<std::chrono::seconds> RateLimits::ask(Of of, std::string_view key, base::Instant now,
                                                    double cost) {
    const Rate& rate = rate_of(of);
    if (rate.per_second <= 0) return std::nullopt;
    std::lock_guard hold(mutex_);
    Buckets& buckets = buckets_.at(static_cast<std::size_t>(of));
    if (buckets.size() >= kMostBuckets) forget_full(buckets, rate, now);
    auto [place, is_new] = buckets.try_emplace(std::string(key), Bucket{rate.burst, now});
    Bucket& bucket = place->second;
    bucket.left = refilled(bucket.left, rate, now - bucket.at);
    bucket.at = std::max(bucket.at, now);
    if (bucket.left < 1) {
        double wait = std::ceil((1 - bucket.left) / rate.per_second);
        return std::chrono::seconds(std::max(1L, static_cast<long>(wait)));
    }
    bucket.left -= cost;
    return std::nullopt;
}

void RateLimits::forget_full(Buckets& buckets, const Rate& rate, base::Instant now) {
    std::erase_if(buckets, [&](const auto& entry) {
        return refilled(entry.second.left, rate, now - entry.second.at) >= rate.burst;
    });
    // All of them in use: those of whom least is known to be wrong go, a tenth at least.
    double bound = rate.burst / 2;
    while (buckets.size() > kMostBuckets - kMostBuckets / 10) {
        std::erase_if(buckets, [&](const auto& entry) {
            return refilled(entry.second.left, rate, now - entry.second.at) >= bound;
        });
        if (bound < 1) {
            buckets.erase(buckets.begin());
        } else {
            bound /= 2;
        }
    }
}

}  // namespace standstill::server
