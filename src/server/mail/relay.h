// The client that hands a message to a configured relay (RFC 5321), with STARTTLS (RFC 3207).
#pragma once

#include <boost/asio/io_context.hpp>
#include <chrono>
#include <cstdint>
#include <string>

#include "base/result.h"
#include "server/mail/message.h"

namespace standstill::server::mail {

enum class Tls {
    Never,   // a relay on the same machine
    Needed,  // STARTTLS, the certificate checked against the system's authorities; nothing is said
             // to a relay that has none
};

struct Relay {
    std::string host;  // empty: no mail is sent
    std::uint16_t port = 25;
    Tls tls = Tls::Needed;
    std::string hello = "localhost";  // our own name
    std::string from;
};

// Invalid: a name of a host or the sender is malformed.
base::Status check(const Relay& relay);

// Hands the message over. Blocks until the relay took it, at most `patience` for each step;
// stopping the context ends it early. Invalid: the message or a setting is malformed, or the relay
// refuses it for good (5yz). Unavailable: not now (4yz, no connection, no TLS); try again later.
base::Status send(boost::asio::io_context& context, const Relay& relay, const Message& message,
                  std::chrono::milliseconds patience);

}  // namespace standstill::server::mail
