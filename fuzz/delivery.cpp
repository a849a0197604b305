// What messages are sent to: addresses of webhooks and of mail, and texts that must stay inside the
// message that carries them.
#include "require.h"
#include "server/api/post.h"
#include "server/mail/message.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace standstill;
    std::string_view bytes = view_of(data, size);
    auto address = server::api::parse_address(bytes);
    if (address) {
        require(!address->host.empty() && address->port != 0);
        require(address->target.front() == '/');
        // Nothing that would end a line of the request.
        require((address->host + address->target).find_first_of("\r\n ") == std::string::npos);
    }
    server::mail::Message message;
    message.from = "a@b";
    message.to = {server::mail::is_address(bytes) ? std::string(bytes) : "c@d"};
    message.subject = bytes;
    message.text = bytes;
    message.id = "1@b";
    auto printed = server::mail::print(message);
    if (!printed) return 0;
    // The headers are ours, the body begins once, and no line begins with a dot.
    require(printed->find("\r\n.") == std::string::npos);
    std::size_t body = printed->find("\r\n\r\n");
    require(body != std::string::npos && printed->find("\r\n\r\n", body + 2) == std::string::npos);
    require(printed->find("\nBcc") == std::string::npos);
    return 0;
}
