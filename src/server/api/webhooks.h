// Webhooks: other systems are told of new events by a signed POST.
//
// A hook remembers the index that it is to be told of next, in `webhooks.json` of the data folder,
// readable by its owner only. What is told is read from the log, so the queue needs no memory, has
// no bound to run over, and survives a restart. A hook is told at least once and in order; one that
// fails is tried again after 1, 2, 4 ... seconds, an hour at most.
//
// The message says that something happened, not what: index, case, kind, who and when. Whoever may
// read more asks for it.
//
//   Standstill-Signature: t=1732000000,v1=<hex of HMAC-SHA-256(secret, "1732000000." + body)>
#pragma once

#include <boost/asio/io_context.hpp>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "server/api/metrics.h"
#include "server/site.h"

namespace standstill::server::api {

struct Hook {
    std::string id;
    std::string url;
    std::vector<std::string> types;  // kinds, or beginnings that end with `*`; none: all
    std::string secret;              // base64url of 32 random bytes
    std::uint64_t next = 0;
    std::uint32_t failures = 0;  // in a row
    std::string last_error = {};
};

// Whether a hook wants to be told of this kind. Answers of the gate only where it names them.
bool wants(const Hook& hook, std::string_view type);
// What stands in the header for a body.
std::string signature(const Hook& hook, std::int64_t seconds, std::string_view body);

inline constexpr std::size_t kMaxHooks = 32;

class Webhooks {
public:
    Webhooks(Site& site, std::shared_ptr<Metrics> metrics);
    ~Webhooks();
    Webhooks(const Webhooks&) = delete;

    // Reads the file and begins to deliver. Without it nothing is sent. `first_wait` is the time
    // after a first failure.
    base::Status start(std::chrono::milliseconds first_wait = std::chrono::seconds(1));

    // Told of events from now on. Invalid: the address is none, or there are too many hooks.
    base::Result<Hook> add(std::string url, std::vector<std::string> types);
    base::Status remove(const std::string& id);  // NotFound
    std::vector<Hook> all() const;

private:
    struct Bell;
    struct Kept {
        Hook hook;
        std::chrono::steady_clock::time_point not_before;
    };

    base::Status load();
    base::Status save() const;  // under the lock
    void run();
    bool deliver(const Hook& hook);
    void settle(const std::string& id, std::uint64_t next, const std::string& error);

    Site& site_;
    std::shared_ptr<Metrics> metrics_;
    std::shared_ptr<Bell> bell_;  // rung by the office, which may outlive us
    mutable std::mutex mutex_;
    std::vector<Kept> hooks_;
    bool is_started_ = false;
    std::chrono::milliseconds first_wait_{1000};
    boost::asio::io_context context_;
    std::thread thread_;
};

}  // namespace standstill::server::api
