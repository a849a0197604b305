// The listener: sockets in, handlers asked, answers out. Boost.Beast and Asio, TLS by OpenSSL.
//
// One thread serves the network, workers run what may take longer. Every connection is bounded in
// head, body, idle time, time for a head and for a body, and number of requests.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/result.h"
#include "server/http/router.h"
#include "server/http/strict.h"

namespace standstill::server::http {

struct Tls {
    std::string certificate_file, key_file;  // PEM
    std::string client_ca_file;              // PEM; empty: no client certificates are asked for
    std::string crl_file;                    // PEM; looked at again when the file changes
    bool client_required = false;
};

struct Bounds {
    HeadBounds head;
    std::size_t connections = 4'096;
    std::size_t requests = 100'000;                // of one connection
    std::size_t bodies = std::size_t{256} << 20;   // bytes of all bodies held at one time
    std::chrono::milliseconds head_time{10'000};   // also of a TLS handshake
    std::chrono::milliseconds body_time{30'000};   // for each MiB begun
    std::chrono::milliseconds idle_time{60'000};   // between two requests
    std::chrono::milliseconds write_time{30'000};  // for each 64 KiB that the client takes
    std::chrono::milliseconds linger_time{2'000};  // for a client to read why it was refused
};

struct Listening {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;  // 0: any free one
    std::optional<Tls> tls;
    Bounds bounds;
    unsigned workers = 2;
    std::function<base::Instant()> clock;
};

class Listener {
public:
    // Binds, and fails with Unavailable where the address is taken or a file of TLS does not read.
    // `router` must outlive the listener. `log` may be empty; it is called on the thread of the
    // network with every answer before it is sent, with a Request without headers and body; of a
    // refused head, also without a target.
    static base::Result<std::unique_ptr<Listener>> open(
        Listening listening, const Router& router,
        std::function<void(const Request&, int status, std::size_t bytes)> log);
    virtual ~Listener() = default;

    virtual std::uint16_t port() const = 0;
    // Serves until stop() is called, from any thread: no new connections, requests in hand are
    // finished. Once.
    virtual void run() = 0;
    virtual void stop() = 0;
};

}  // namespace standstill::server::http
