// Whether the program is well, and its counters: for those who run it.
#include <boost/json/object.hpp>
#include <filesystem>

#include "server/api/chapters.h"
#include "server/api/reply.h"

namespace standstill::server::api {

namespace json = boost::json;

namespace {

constexpr std::uintmax_t kLeastSpace = std::uintmax_t{64} << 20;  // below, appends will soon fail

// Each check is `fine` or says in a word what is not; no path, no size: anybody may ask.
json::object checks(State& state) {
    json::object out;
    office::Office& office = state.site.office;
    out["log"] = office.log().size() ? "fine" : "cannot be read";
    std::error_code error;
    auto space = std::filesystem::space(office.folder(), error);
    out["space"] = !error && space.available >= kLeastSpace ? "fine" : "too little";
    out["recording"] = office.trouble() ? "refused" : "fine";
    auto head = office.sign_head();
    out["head"] = head ? "fine" : "cannot be signed";
    out["index"] = office.index().counts() ? "fine" : "cannot be read";
    return out;
}

bool all_fine(const json::object& found) {
    for (const auto& [name, value] : found)
        if (value.as_string() != "fine") return false;
    return true;
}

http::Response ready(State& state, const http::Request&) {
    json::object found = checks(state);
    bool good = all_fine(found);
    json::object out{{"status", good ? "ready" : "not ready"}, {"checks", std::move(found)}};
    http::Response answer = json_answer(out, good ? 200 : 503);
    answer.with("Cache-Control", "no-store");
    return answer;
}

http::Response live(State&, const http::Request&) {
    http::Response answer = json_answer(json::object{{"status", "alive"}});
    answer.with("Cache-Control", "no-store");
    return answer;
}

// The age of what the newest checkpoint commits to: zero while nothing is unsigned.
double unsigned_for(State& state) {
    const ledger::EventLog& log = state.site.office.log();
    auto head = log.latest_checkpoint();
    auto size = log.size();
    if (!head || !size) return -1;
    ledger::TreeSize covered = *head ? (*head)->size : ledger::TreeSize{0};
    if (covered == *size) return 0;
    auto first = log.read(ledger::LeafIndex{ledger::number(covered)}, 1);
    if (!first || first->empty()) return 0;
    auto event = ledger::scan_event(first->front().bytes);
    if (!event) return -1;
    return std::chrono::duration<double>(state.site.clock() - event->at).count();
}

http::Response metrics(State& state, const http::Request&) {
    std::vector<Gauge> gauges;
    auto put = [&](std::string name, std::string says, auto value) {
        gauges.push_back({std::move(name), std::move(says), static_cast<double>(value)});
    };
    if (auto counts = state.site.office.index().counts()) {
        put("standstill_cases", "Cases on record.", counts->cases);
        put("standstill_cases_permitted", "Cases whose use is permitted.", counts->permitted);
        put("standstill_cases_refused", "Cases whose use is refused.", counts->refused);
        put("standstill_cases_outside", "Cases outside the order.", counts->outside);
        put("standstill_cases_stopped", "Cases with a stop-work order in force.", counts->stopped);
        put("standstill_cases_overdue", "Cases with a duty overdue.", counts->overdue);
    }
    if (auto size = state.site.office.log().size())
        put("standstill_log_events", "Events in the log.", ledger::number(*size));
    put("standstill_checkpoint_age_seconds",
        "Age of the oldest event that no checkpoint covers; 0 where there is none.",
        unsigned_for(state));
    put("standstill_webhooks", "Webhooks registered.", state.webhooks.all().size());
    return http::Response{200,
                          {{"Content-Type", "text/plain; version=0.0.4; charset=utf-8"},
                           {"Cache-Control", "no-store"}},
                          state.metrics->print(gauges)};
}

using Handle = http::Response (*)(State&, const http::Request&);

AsyncAnswerer by(const Shared& state, Handle handle) {
    return at_once([state, handle](const http::Request& request, const identity::Caller&) {
        return handle(*state, request);
    });
}

// Counts say something of the cases: whoever holds any token may see them, a visitor may not.
AsyncAnswerer for_known(const Shared& state, Handle handle) {
    return at_once([state, handle](const http::Request& request, const identity::Caller& caller) {
        if (caller.is_signed_in()) return handle(*state, request);
        http::Response out = problem(401, "this takes a token", {});
        return out.with("WWW-Authenticate", "Bearer");
    });
}

}  // namespace

std::vector<Operation> service_operations(const Shared& state) {
    return {{.path = "/health",
             .also = {"/health/ready"},
             .id = "get-health",
             .tag = "service",
             .says = "Whether the log can be read, written and signed.",
             .endings = {{200, "Ready.", "Health"}, {503, "Not ready.", "Health"}},
             .answer = by(state, ready)},
            {.path = "/health/live",
             .id = "get-life",
             .tag = "service",
             .says = "Whether the program answers.",
             .runs = http::Runs::Here,
             .endings = {{200, "It does.", "Health"}},
             .answer = by(state, live)},
            {.path = "/metrics",
             .id = "get-metrics",
             .tag = "service",
             .says = "Counters for Prometheus; any token will do.",
             .endings = {{200, "Text format 0.0.4.", "Text", "text/plain"},
                         {401, "Without a token.", "Problem", "application/problem+json"}},
             .answer = for_known(state, metrics)}};
}

}  // namespace standstill::server::api
