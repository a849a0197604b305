// One request to another system: a POST over HTTP/1.1, with TLS where the address says https.
#pragma once

#include <boost/asio/io_context.hpp>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace standstill::server::api {

// The parts of an absolute address: http or https, no user, no fragment.
struct Address {
    bool is_secure = false;
    std::string host;  // a name or an address, without brackets
    std::uint16_t port = 0;
    std::string target;  // begins with /
};
// At most 500 bytes of visible ASCII. Fails with Invalid.
base::Result<Address> parse_address(std::string_view text);

using Headers = std::vector<std::pair<std::string, std::string>>;

// Posts the body and gives the status of the answer, of which at most 64 KiB are read. Redirects
// are not followed: a message goes where the administrator said and nowhere else. Certificates are
// checked against the system's authorities. Blocks until done, at most `patience` for each step;
// stopping the context ends it early. Fails with Unavailable.
base::Result<int> post(boost::asio::io_context& context, const Address& address,
                       const Headers& headers, const std::string& body,
                       std::chrono::milliseconds patience);

}  // namespace standstill::server::api
