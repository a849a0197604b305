#include "server/api/post.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <exception>
#include <optional>

#include "ledger/decimal.h"

namespace standstill::server::api {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;

constexpr std::size_t kMaxAnswer = 65'536;

using Request = beast::http::request<beast::http::string_body>;

template <typename Stream>
asio::awaitable<int> exchange(Stream& stream, const Request& request,
                              std::chrono::milliseconds patience) {
    beast::get_lowest_layer(stream).expires_after(patience);
    co_await beast::http::async_write(stream, request, asio::use_awaitable);
    beast::flat_buffer buffer;
    beast::http::response_parser<beast::http::string_body> answer;
    answer.body_limit(kMaxAnswer);
    beast::get_lowest_layer(stream).expires_after(patience);
    co_await beast::http::async_read_header(stream, buffer, answer, asio::use_awaitable);
    co_return answer.get().result_int();
}

asio::awaitable<int> send(const Address& address, const Request& request,
                          std::chrono::milliseconds patience) {
    auto executor = co_await asio::this_coro::executor;
    asio::ip::tcp::resolver resolver(executor);
    auto found = co_await resolver.async_resolve(address.host, std::to_string(address.port),
                                                 asio::use_awaitable);
    if (!address.is_secure) {
        beast::tcp_stream stream(executor);
        stream.expires_after(patience);
        co_await stream.async_connect(found, asio::use_awaitable);
        co_return co_await exchange(stream, request, patience);
    }
    asio::ssl::context tls(asio::ssl::context::tls_client);
    tls.set_default_verify_paths();
    tls.set_verify_mode(asio::ssl::verify_peer);
    beast::ssl_stream<beast::tcp_stream> stream(executor, tls);
    stream.set_verify_callback(asio::ssl::host_name_verification(address.host));
    SSL_set_tlsext_host_name(stream.native_handle(), address.host.c_str());
    stream.next_layer().expires_after(patience);
    co_await stream.next_layer().async_connect(found, asio::use_awaitable);
    co_await stream.async_handshake(asio::ssl::stream_base::client, asio::use_awaitable);
    co_return co_await exchange(stream, request, patience);
}

bool is_visible(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

}  // namespace

base::Result<Address> parse_address(std::string_view text) {
    Address out;
    std::string_view rest = text;
    auto refused = [&](std::string_view why) {
        return base::invalid(fmt::format("`{}` {}", text.substr(0, 80), why));
    };
    if (text.size() > 500 || !is_visible(text)) return refused("is no address");
    if (rest.substr(0, 7) == "http://")
        rest.remove_prefix(7);
    else if (rest.substr(0, 8) == "https://") {
        rest.remove_prefix(8);
        out.is_secure = true;
    } else {
        return refused("must begin with http:// or https://");
    }
    if (rest.find('#') != std::string_view::npos) return refused("must have no fragment");
    std::size_t end = std::min(rest.find_first_of("/?"), rest.size());
    std::string_view place = rest.substr(0, end);
    out.target = end < rest.size() && rest[end] == '?' ? "/" + std::string(rest.substr(end))
                                                       : std::string(rest.substr(end));
    if (out.target.empty()) out.target = "/";
    if (place.find('@') != std::string_view::npos) return refused("must name no user");
    std::size_t colon = place.rfind(':');
    bool bracketed = !place.empty() && place.front() == '[';
    if (bracketed && place.rfind(']') != std::string_view::npos && colon < place.rfind(']'))
        colon = std::string_view::npos;
    std::optional<std::uint64_t> port = out.is_secure ? 443 : 80;
    if (colon != std::string_view::npos) port = ledger::parse_decimal(place.substr(colon + 1));
    if (!port || *port == 0 || *port > 65'535) return refused("has no such port");
    out.port = static_cast<std::uint16_t>(*port);
    std::string_view host = place.substr(0, colon);
    if (bracketed) {
        if (host.size() < 3 || host.back() != ']') return refused("names no host");
        host = host.substr(1, host.size() - 2);
    }
    auto good = [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '.' || c == '-' || (bracketed && c == ':');
    };
    if (host.empty() || !std::all_of(host.begin(), host.end(), good))
        return refused("names no host");
    out.host = std::string(host);
    return out;
}

base::Result<int> post(asio::io_context& context, const Address& address, const Headers& headers,
                       const std::string& body, std::chrono::milliseconds patience) {
    Request request{beast::http::verb::post, address.target, 11};
    bool is_default = address.port == (address.is_secure ? 443 : 80);
    std::string host =
        address.host.find(':') == std::string::npos ? address.host : "[" + address.host + "]";
    request.set(beast::http::field::host,
                is_default ? host : fmt::format("{}:{}", host, address.port));
    request.set(beast::http::field::connection, "close");
    for (const auto& [name, value] : headers) request.set(name, value);
    request.body() = body;
    request.prepare_payload();
    std::optional<base::Result<int>> outcome;
    asio::co_spawn(context, send(address, request, patience),
                   [&](const std::exception_ptr& failed, int status) {
                       if (!failed) {
                           outcome = status;
                           return;
                       }
                       try {
                           std::rethrow_exception(failed);
                       } catch (const std::exception& error) {
                           outcome = base::fail(base::ErrorKind::Unavailable, error.what());
                       }
                   });
    context.restart();
    context.run();
    return outcome.value_or(base::fail(base::ErrorKind::Unavailable, "stopped"));
}

}  // namespace standstill::server::api
