#include "server/identity/web_client.h"

#include <fmt/format.h>

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <charconv>
#include <optional>

namespace standstill::server::identity {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using Code = boost::system::error_code;
using Tcp = asio::ip::tcp;

// One exchange: each step starts the next; the deadline of the stream covers all of them.
template <typename Stream>
class Exchange {
public:
    Exchange(Stream& stream, const Url& url, const WebQuestion& question, const WebBounds& bounds)
        : stream_(stream), resolver_(stream.get_executor()), url_(url) {
        request_.version(11);
        request_.method(question.form.empty() ? beast::http::verb::get : beast::http::verb::post);
        request_.target(url.target);
        bool is_usual = url.port == (url.is_https ? 443 : 80);
        std::string host =
            url.host.find(':') == std::string::npos ? url.host : "[" + url.host + "]";
        request_.set(beast::http::field::host,
                     is_usual ? host : fmt::format("{}:{}", host, url.port));
        request_.set(beast::http::field::user_agent, "standstill");
        request_.set(beast::http::field::accept, "application/json");
        request_.set(beast::http::field::connection, "close");
        if (!question.form.empty())
            request_.set(beast::http::field::content_type, "application/x-www-form-urlencoded");
        for (const auto& [name, value] : question.headers) request_.set(name, value);
        request_.body() = question.form;
        request_.prepare_payload();
        parser_.body_limit(bounds.body);
        parser_.header_limit(16'384);
        beast::get_lowest_layer(stream_).expires_after(bounds.patience);
    }

    void start() {
        resolver_.async_resolve(url_.host, std::to_string(url_.port),
                                [this](Code error, Tcp::resolver::results_type found) {
                                    if (error) return stop("its name is not known", error);
                                    connect(found);
                                });
    }

    std::string mistake;  // empty: the answer is there
    WebAnswer take() {
        return {static_cast<int>(parser_.get().result_int()), parser_.get().body()};
    }

private:
    void stop(const char* what, const Code& error) {
        mistake = fmt::format("{} ({})", what, error.message());
    }

    void connect(const Tcp::resolver::results_type& found) {
        beast::get_lowest_layer(stream_).async_connect(
            found, [this](Code error, const Tcp::endpoint&) {
                if (error) return stop("it does not answer", error);
                shake_hands();
            });
    }

    void shake_hands() {
        if constexpr (std::is_same_v<Stream, beast::tcp_stream>) {
            write();
        } else {
            stream_.async_handshake(asio::ssl::stream_base::client, [this](Code error) {
                if (error) return stop("it could not prove who it is", error);
                write();
            });
        }
    }

    void write() {
        beast::http::async_write(stream_, request_, [this](Code error, std::size_t) {
            if (error) return stop("it does not listen", error);
            beast::http::async_read(stream_, buffer_, parser_, [this](Code read, std::size_t) {
                if (read) stop("its answer does not read", read);
            });
        });
    }

    Stream& stream_;
    Tcp::resolver resolver_;
    const Url& url_;
    beast::http::request<beast::http::string_body> request_;
    beast::http::response_parser<beast::http::string_body> parser_;
    beast::flat_buffer buffer_{65'536};
};

template <typename Stream>
base::Result<WebAnswer> exchange(asio::io_context& context, Stream& stream, const Url& url,
                                 const WebQuestion& question, const WebBounds& bounds) {
    Exchange<Stream> one(stream, url, question, bounds);
    one.start();
    // The name service has no deadline of its own.
    context.run_for(bounds.patience + std::chrono::milliseconds(500));
    if (!context.stopped()) one.mistake = "it is too slow";
    if (!one.mistake.empty())
        return base::fail(base::ErrorKind::Unavailable,
                          fmt::format("`{}` was asked in vain: {}", url.host, one.mistake));
    return one.take();
}

base::Result<WebAnswer> ask_securely(asio::io_context& context, const Url& url,
                                     const WebQuestion& question, const WebBounds& bounds) {
    asio::ssl::context trust(asio::ssl::context::tls_client);
    trust.set_options(asio::ssl::context::no_tlsv1 | asio::ssl::context::no_tlsv1_1);
    trust.set_verify_mode(asio::ssl::verify_peer);
    trust.set_verify_callback(asio::ssl::host_name_verification(url.host));
    Code error;
    if (bounds.ca_file.empty())
        trust.set_default_verify_paths(error);
    else
        trust.load_verify_file(bounds.ca_file, error);
    if (error)
        return base::fail(base::ErrorKind::Unavailable,
                          fmt::format("the authorities do not read: {}", error.message()));
    beast::ssl_stream<beast::tcp_stream> stream(context, trust);
    SSL_set_tlsext_host_name(stream.native_handle(), url.host.c_str());
    return exchange(context, stream, url, question, bounds);
}

}  // namespace

base::Result<Url> parse_url(std::string_view text) {
    Url out;
    auto wrong = [&](const char* says) {
        return base::invalid(fmt::format("`{}` {}", text.substr(0, 200), says));
    };
    if (text.size() > 4'000) return wrong("is too long for an address");
    for (char c : text)
        if (c <= 0x20 || c >= 0x7f || c == '#' || c == '@' || c == '\\')
            return wrong("has a character that no such address has");
    if (text.starts_with("https://")) {
        text.remove_prefix(8);
    } else if (text.starts_with("http://")) {
        out.is_https = false;
        out.port = 80;
        text.remove_prefix(7);
    } else {
        return wrong("begins neither with https:// nor with http://");
    }
    std::size_t end = std::min(text.find_first_of("/?"), text.size());
    std::string_view authority = text.substr(0, end);
    out.target = std::string(text.substr(end));
    if (!out.target.starts_with('/')) out.target.insert(0, "/");
    std::size_t colon = authority.rfind(':');
    if (authority.starts_with('[')) {
        std::size_t close = authority.find(']');
        if (close == std::string_view::npos) return wrong("has an address without its end");
        out.host = std::string(authority.substr(1, close - 1));
        colon = close + 1 < authority.size() ? close + 1 : std::string_view::npos;
    } else {
        out.host = std::string(authority.substr(0, colon));
    }
    if (out.host.empty()) return wrong("names no host");
    if (colon != std::string_view::npos) {
        std::string_view port = authority.substr(colon + 1);
        auto [last, error] = std::from_chars(port.data(), port.data() + port.size(), out.port);
        if (authority[colon] != ':' || error != std::errc() || last != port.data() + port.size() ||
            out.port == 0)
            return wrong("has no port after its colon");
    }
    return out;
}

bool is_loopback(std::string_view host) { return host == "127.0.0.1" || host == "::1"; }

base::Result<WebAnswer> ask_web(const WebQuestion& question, const WebBounds& bounds) {
    auto url = parse_url(question.url);
    if (!url) return url.error();
    if (!url->is_https && !(bounds.allows_loopback_http && is_loopback(url->host)))
        return base::invalid(fmt::format("`{}` is not asked without TLS", url->host));
    asio::io_context context;
    if (url->is_https) return ask_securely(context, *url, question, bounds);
    beast::tcp_stream stream(context);
    return exchange(context, stream, *url, question, bounds);
}

}  // namespace standstill::server::identity
