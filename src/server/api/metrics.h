// Counters for Prometheus (text format 0.0.4): what was asked, how it ended, how long it took.
//
// Counting costs a lock and a look into a small map; any thread may count.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "ledger/event_log.h"
#include "office/office.h"
#include "server/http/router.h"

namespace standstill::server::api {

// A value that is looked up when the page is printed.
struct Gauge {
    std::string name, says;
    double value = 0;
};

class Metrics {
public:
    // `route` is the pattern, never the path that was asked for: the number of series is bounded by
    // the program, not by who asks. Requests without a route have the empty one.
    void answered(std::string_view method, std::string_view route, int status,
                  std::chrono::nanoseconds took);
    void recorded(const ledger::Receipt& receipt);
    void asked(const office::Verdict& verdict);
    void delivered(bool good);  // a message to a webhook or a relay

    std::string print(const std::vector<Gauge>& gauges) const;

private:
    // Upper ends of the buckets in microseconds.
    static constexpr std::array<std::int64_t, 12> kBuckets = {
        100,    250,    500,     1'000,   2'500,     5'000,
        10'000, 50'000, 100'000, 500'000, 1'000'000, 10'000'000};
    struct Durations {
        std::array<std::uint64_t, kBuckets.size()> up_to{};  // each its own, not yet summed
        std::uint64_t count = 0;
        double seconds = 0;
    };
    using Series = std::tuple<std::string, std::string, int>;  // method, route, status

    mutable std::mutex mutex_;
    std::map<Series, std::uint64_t, std::less<>> requests_;
    std::map<std::string, Durations, std::less<>> durations_;  // by route
    std::atomic<std::uint64_t> events_{0}, permitted_{0}, refused_{0}, outside_{0}, shut_{0};
    std::atomic<std::uint64_t> delivered_{0}, undelivered_{0};
};

// What the listener calls for every answer: counts it under the pattern of its route.
std::function<void(const http::Request&, int status, std::size_t bytes)> counted(
    const http::Router& router, std::shared_ptr<Metrics> metrics, office::Clock clock);

}  // namespace standstill::server::api
