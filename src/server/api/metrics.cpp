#include "server/api/metrics.h"

#include <fmt/format.h>

namespace standstill::server::api {

namespace {

// A label's value: backslash, quote and line break are escaped, and nothing else.
std::string label(std::string_view text) {
    std::string out;
    for (char c : text) {
        if (c == '\\' || c == '"') out += '\\';
        if (c == '\n')
            out += "\\n";
        else
            out += c;
    }
    return out;
}

void head(std::string& out, std::string_view name, std::string_view type, std::string_view says) {
    out += fmt::format("# HELP {0} {2}\n# TYPE {0} {1}\n", name, type, says);
}

}  // namespace

void Metrics::answered(std::string_view method, std::string_view route, int status,
                       std::chrono::nanoseconds took) {
    std::int64_t micros = std::chrono::ceil<std::chrono::microseconds>(took).count();
    std::lock_guard lock(mutex_);
    ++requests_[Series{std::string(method), std::string(route), status}];
    Durations& durations = durations_[std::string(route)];
    ++durations.count;
    durations.seconds += std::chrono::duration<double>(took).count();
    for (std::size_t i = 0; i < kBuckets.size(); ++i)
        if (micros <= kBuckets[i]) {
            ++durations.up_to[i];
            break;
        }
}

void Metrics::recorded(const ledger::Receipt& receipt) {
    if (!receipt.repeated) events_ += receipt.count;
}

void Metrics::asked(const office::Verdict& verdict) {
    if (!verdict.shut_by.empty())
        ++shut_;
    else if (verdict.is_permitted)
        ++permitted_;
    else if (verdict.use == review::Outcome::Outside)
        ++outside_;
    else
        ++refused_;
}

void Metrics::delivered(bool good) { ++(good ? delivered_ : undelivered_); }

std::string Metrics::print(const std::vector<Gauge>& gauges) const {
    std::string out;
    head(out, "standstill_http_requests_total", "counter", "Requests, by route and status.");
    std::lock_guard lock(mutex_);
    for (const auto& [series, count] : requests_)
        out += fmt::format(
            "standstill_http_requests_total{{method=\"{}\",route=\"{}\",status=\"{}\"}} {}\n",
            label(std::get<0>(series)), label(std::get<1>(series)), std::get<2>(series), count);
    head(out, "standstill_http_request_duration_seconds", "histogram",
         "From the end of the head to the answer, by route.");
    for (const auto& [route, durations] : durations_) {
        std::string name = "standstill_http_request_duration_seconds", of = label(route);
        std::uint64_t sum = 0;
        for (std::size_t i = 0; i < kBuckets.size(); ++i) {
            sum += durations.up_to[i];
            out += fmt::format("{}_bucket{{route=\"{}\",le=\"{}\"}} {}\n", name, of,
                               static_cast<double>(kBuckets[i]) / 1e6, sum);
        }
        out += fmt::format("{}_bucket{{route=\"{}\",le=\"+Inf\"}} {}\n", name, of, durations.count);
        out += fmt::format("{}_sum{{route=\"{}\"}} {}\n", name, of, durations.seconds);
        out += fmt::format("{}_count{{route=\"{}\"}} {}\n", name, of, durations.count);
    }
    head(out, "standstill_events_recorded_total", "counter",
         "Events that came in by the interface.");
    out += fmt::format("standstill_events_recorded_total {}\n", events_.load());
    head(out, "standstill_gate_answers_total", "counter",
         "Answers of the gate; shut: something keeps it from being sure.");
    for (auto [word, count] : {std::pair{"permitted", permitted_.load()},
                               {"refused", refused_.load()},
                               {"outside", outside_.load()},
                               {"shut", shut_.load()}})
        out += fmt::format("standstill_gate_answers_total{{outcome=\"{}\"}} {}\n", word, count);
    head(out, "standstill_deliveries_total", "counter", "Messages to webhooks and to the relay.");
    out += fmt::format("standstill_deliveries_total{{outcome=\"done\"}} {}\n", delivered_.load());
    out +=
        fmt::format("standstill_deliveries_total{{outcome=\"failed\"}} {}\n", undelivered_.load());
    for (const Gauge& gauge : gauges) {
        head(out, gauge.name, "gauge", gauge.says);
        out += fmt::format("{} {}\n", gauge.name, gauge.value);
    }
    return out;
}

std::function<void(const http::Request&, int, std::size_t)> counted(
    const http::Router& router, std::shared_ptr<Metrics> metrics, office::Clock clock) {
    return [&router, metrics = std::move(metrics), clock = std::move(clock)](
               const http::Request& request, int status, std::size_t) {
        http::Router::Match match = router.find(request.method, request.path);
        metrics->answered(http::to_string(request.method),
                          match.route == nullptr ? "" : match.route->pattern, status,
                          clock() - request.at);
    };
}

}  // namespace standstill::server::api
