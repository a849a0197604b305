#include "server/mail/relay.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <exception>
#include <optional>

namespace standstill::server::mail {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;

constexpr std::size_t kMaxReply = 8'192;  // bytes of one reply, all its lines

// What the relay said; thrown, so that the dialogue reads from top to bottom.
struct Said {
    base::Error error;
};

struct Reply {
    int code = 0;
    std::string text;  // all lines
};

// A dialogue over a stream of either kind.
template <typename Stream>
class Dialogue {
public:
    Dialogue(Stream& stream, std::chrono::milliseconds patience)
        : stream_(stream), patience_(patience) {}

    asio::awaitable<Reply> hear() {
        Reply out;
        while (true) {
            std::size_t end = pending_.find("\r\n");
            if (end == std::string::npos) {
                co_await more();
                continue;
            }
            std::string line = pending_.substr(0, end);
            pending_.erase(0, end + 2);
            bool good = line.size() >= 3 && std::all_of(line.begin(), line.begin() + 3, [](char c) {
                            return c >= '0' && c <= '9';
                        });
            if (!good || out.text.size() + line.size() > kMaxReply)
                throw Said{{base::ErrorKind::Unavailable, "the relay does not speak SMTP"}};
            out.code = (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
            out.text += line + "\n";
            if (line.size() == 3 || line[3] != '-') co_return out;
        }
    }

    // Says a line, and fails unless the answer is of the class.
    asio::awaitable<Reply> say(std::string line, int expected) {
        line += "\r\n";
        beast::get_lowest_layer(stream_).expires_after(patience_);
        co_await asio::async_write(stream_, asio::buffer(line), asio::use_awaitable);
        Reply out = co_await hear();
        check(out, expected);
        co_return out;
    }

    static void check(const Reply& reply, int expected) {
        if (reply.code / 100 == expected) return;
        bool for_good = reply.code / 100 == 5;
        throw Said{{for_good ? base::ErrorKind::Invalid : base::ErrorKind::Unavailable,
                    "the relay says: " + reply.text.substr(0, 200)}};
    }

    // What came after the answer to STARTTLS came from somebody in between.
    bool has_pending() const { return !pending_.empty(); }

private:
    asio::awaitable<void> more() {
        if (pending_.size() > kMaxReply)
            throw Said{{base::ErrorKind::Unavailable, "the relay does not speak SMTP"}};
        char bytes[1024];
        beast::get_lowest_layer(stream_).expires_after(patience_);
        std::size_t count =
            co_await stream_.async_read_some(asio::buffer(bytes), asio::use_awaitable);
        pending_.append(bytes, count);
    }

    Stream& stream_;
    std::chrono::milliseconds patience_;
    std::string pending_;
};

template <typename Stream>
asio::awaitable<void> hand_over(Dialogue<Stream>& dialogue, const Message& message,
                                const std::string& bytes) {
    co_await dialogue.say(fmt::format("MAIL FROM:<{}>", message.from), 2);
    for (const std::string& to : message.to)
        co_await dialogue.say(fmt::format("RCPT TO:<{}>", to), 2);
    co_await dialogue.say("DATA", 3);
    // No line of ours begins with a dot: headers begin with letters, the body is base64.
    co_await dialogue.say(bytes + ".", 2);
    co_await dialogue.say("QUIT", 2);
}

asio::awaitable<void> talk(const Relay& relay, const Message& message, const std::string& bytes,
                           std::chrono::milliseconds patience) {
    auto executor = co_await asio::this_coro::executor;
    asio::ip::tcp::resolver resolver(executor);
    auto found = co_await resolver.async_resolve(relay.host, std::to_string(relay.port),
                                                 asio::use_awaitable);
    asio::ssl::context tls(asio::ssl::context::tls_client);
    tls.set_default_verify_paths();
    tls.set_verify_mode(asio::ssl::verify_peer);
    beast::ssl_stream<beast::tcp_stream> stream(executor, tls);
    beast::tcp_stream& plain = stream.next_layer();
    plain.expires_after(patience);
    co_await plain.async_connect(found, asio::use_awaitable);
    Dialogue open(plain, patience);
    Dialogue<beast::tcp_stream>::check(co_await open.hear(), 2);
    Reply hello = co_await open.say("EHLO " + relay.hello, 2);
    if (relay.tls == Tls::Never) {
        co_await hand_over(open, message, bytes);
        co_return;
    }
    if (hello.text.find("STARTTLS") == std::string::npos)
        throw Said{{base::ErrorKind::Unavailable, "the relay has no STARTTLS"}};
    co_await open.say("STARTTLS", 2);
    if (open.has_pending())
        throw Said{{base::ErrorKind::Unavailable, "the relay spoke before TLS began"}};
    stream.set_verify_callback(asio::ssl::host_name_verification(relay.host));
    SSL_set_tlsext_host_name(stream.native_handle(), relay.host.c_str());
    plain.expires_after(patience);
    co_await stream.async_handshake(asio::ssl::stream_base::client, asio::use_awaitable);
    Dialogue secure(stream, patience);
    co_await secure.say("EHLO " + relay.hello, 2);
    co_await hand_over(secure, message, bytes);
}

base::Status outcome_of(const std::exception_ptr& failed) {
    if (!failed) return base::Done{};
    try {
        std::rethrow_exception(failed);
    } catch (const Said& said) {
        return said.error;
    } catch (const std::exception& error) {
        return base::fail(base::ErrorKind::Unavailable, error.what());
    }
}

bool is_host(std::string_view text) {
    return !text.empty() && text.size() <= 253 && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '.' || c == '-' || c == ':';
    });
}

}  // namespace

base::Status check(const Relay& relay) {
    if (!is_host(relay.host) || !is_host(relay.hello))
        return base::invalid("the relay or our own name is no name of a host");
    if (!is_address(relay.from))
        return base::invalid(fmt::format("`{}` is no address to send from", relay.from));
    return base::Done{};
}

base::Status send(asio::io_context& context, const Relay& relay, const Message& message,
                  std::chrono::milliseconds patience) {
    auto good = check(relay);
    if (!good) return good;
    auto bytes = print(message);
    if (!bytes) return bytes.error();
    std::optional<base::Status> outcome;
    asio::co_spawn(context, talk(relay, message, *bytes, patience),
                   [&](const std::exception_ptr& failed) { outcome = outcome_of(failed); });
    context.restart();
    context.run();
    return outcome.value_or(base::fail(base::ErrorKind::Unavailable, "stopped"));
}

}  // namespace standstill::server::mail
