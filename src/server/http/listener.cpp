#include "server/http/listener.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <unordered_map>

#include "server/http/connection.h"
#include "server/http/tls.h"
#include "server/http/wire.h"

namespace standstill::server::http {

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

asio::mutable_buffer buffer_of(std::span<char> into) { return {into.data(), into.size()}; }
std::array<asio::const_buffer, 2> buffers_of(std::string_view head, std::string_view body) {
    return {asio::const_buffer(head.data(), head.size()),
            asio::const_buffer(body.data(), body.size())};
}

std::string address_of(const tcp::socket& socket) {
    error_code error;
    auto end = socket.remote_endpoint(error);
    return error ? std::string() : end.address().to_string();
}

// TCP alone: for loopback, or behind a proxy that ends TLS.
class PlainConnection final : public Connection {
public:
    PlainConnection(Network& network, tcp::socket socket)
        : Connection(network), socket_(std::move(socket)) {}

    void begin() override {
        set_peer({address_of(socket_), false, std::nullopt});
        await_request();
    }

private:
    std::shared_ptr<PlainConnection> self() {
        return std::static_pointer_cast<PlainConnection>(shared_from_this());
    }
    void read_some(std::span<char> into) override {
        socket_.async_read_some(
            buffer_of(into),
            [self = self()](error_code error, std::size_t bytes) { self->on_read(!error, bytes); });
    }
    void write_some(std::string_view head, std::string_view body) override {
        socket_.async_write_some(buffers_of(head, body),
                                 [self = self()](error_code error, std::size_t bytes) {
                                     self->on_written(!error, bytes);
                                 });
    }
    void shut_write() override {
        error_code ignored;
        socket_.shutdown(tcp::socket::shutdown_send, ignored);
        on_shut();
    }
    void read_away(std::span<char> into) override {
        socket_.async_read_some(buffer_of(into), [self = self()](error_code error, std::size_t) {
            self->on_read_away(!error);
        });
    }
    void close_stream() override {
        error_code ignored;
        socket_.close(ignored);
    }

    tcp::socket socket_;
};

class TlsConnection final : public Connection {
public:
    TlsConnection(Network& network, tcp::socket socket, std::shared_ptr<asio::ssl::context> context)
        : Connection(network),
          context_(std::move(context)),
          stream_(std::move(socket), *context_) {}

    void begin() override {
        await_handshake();
        stream_.async_handshake(asio::ssl::stream_base::server, [self = self()](error_code error) {
            if (error) return self->close();
            self->set_peer({address_of(self->stream_.next_layer()), true,
                            client_certificate(self->stream_.native_handle())});
            self->await_request();
        });
    }

private:
    std::shared_ptr<TlsConnection> self() {
        return std::static_pointer_cast<TlsConnection>(shared_from_this());
    }
    void read_some(std::span<char> into) override {
        stream_.async_read_some(
            buffer_of(into),
            [self = self()](error_code error, std::size_t bytes) { self->on_read(!error, bytes); });
    }
    void write_some(std::string_view head, std::string_view body) override {
        stream_.async_write_some(buffers_of(head, body),
                                 [self = self()](error_code error, std::size_t bytes) {
                                     self->on_written(!error, bytes);
                                 });
    }
    // Says that this was all; what the client still sends is read away below TLS.
    void shut_write() override {
        stream_.async_shutdown([self = self()](error_code) {
            error_code ignored;
            self->stream_.next_layer().shutdown(tcp::socket::shutdown_send, ignored);
            self->on_shut();
        });
    }
    void read_away(std::span<char> into) override {
        stream_.next_layer().async_read_some(
            buffer_of(into),
            [self = self()](error_code error, std::size_t) { self->on_read_away(!error); });
    }
    void close_stream() override {
        error_code ignored;
        stream_.next_layer().close(ignored);
    }

    std::shared_ptr<asio::ssl::context> context_;
    asio::ssl::stream<tcp::socket> stream_;
};

class Server final : public Listener, public Network {
public:
    Server(Listening settings, const Router& routes, Log log_to)
        : Network(std::move(settings), routes, std::move(log_to)),
          workers_(std::max(listening.workers, 1U)) {}
    ~Server() override { workers_.join(); }

    base::Status bind() {
        if (listening.tls) {
            auto made = make_context();
            if (!made) return made;
        }
        error_code error;
        auto address = asio::ip::make_address(listening.address, error);
        if (error) return base::invalid("`" + listening.address + "` is no address");
        tcp::endpoint end(address, listening.port);
        acceptor_.open(end.protocol(), error);
        if (!error) acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
        if (!error) acceptor_.bind(end, error);
        if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
        if (!error) port_ = acceptor_.local_endpoint(error).port();
        if (!error) return base::Done{};
        return base::fail(base::ErrorKind::Unavailable,
                          fmt::format("cannot listen on {}:{}: {}", listening.address,
                                      listening.port, error.message()));
    }

    std::uint16_t port() const override { return port_; }

    void run() override {
        accept();
        sweep();
        io_.run();
    }

    void stop() override {
        asio::post(io_, [this] {
            is_stopping = true;
            error_code ignored;
            acceptor_.close(ignored);
            retry_.cancel();
            for (const auto& connection : all()) connection->wind_down();
            if (connections_.empty()) sweeper_.cancel();
        });
    }

private:
    bool is_this_thread() override { return io_.get_executor().running_in_this_thread(); }
    void post(std::function<void()> task) override { asio::post(io_, std::move(task)); }
    void post_to_worker(std::function<void()> task) override {
        asio::post(workers_, std::move(task));
    }
    void forget(Connection& connection) override {
        connections_.erase(&connection);
        if (is_stopping && connections_.empty()) sweeper_.cancel();
    }

    base::Status make_context() {
        stamp_ = stamp_of(*listening.tls);
        auto made = make_server_context(*listening.tls);
        if (!made) return made.error();
        context_ = std::make_shared<asio::ssl::context>(*made);
        return base::Done{};
    }

    // Takes the files of TLS anew where one has changed: a list of revoked certificates, a new
    // certificate of our own. Files that do not read leave the old ones in force; a list of
    // revocations ends by itself. Clients with a certificate have to show it again.
    void renew_context() {
        if (!context_ || stamp_of(*listening.tls) == stamp_ || !make_context()) return;
        for (const auto& connection : all())
            if (connection->peer().certificate) connection->wind_down();
    }

    std::vector<std::shared_ptr<Connection>> all() const {
        std::vector<std::shared_ptr<Connection>> out;
        for (const auto& [key, weak] : connections_)
            if (auto connection = weak.lock()) out.push_back(std::move(connection));
        return out;
    }

    void accept() {
        acceptor_.async_accept([this](error_code error, tcp::socket socket) {
            if (is_stopping) return;
            if (error) return accept_later();
            take(std::move(socket));
            accept();
        });
    }

    // There are no descriptors left, most likely: the others get time to end.
    void accept_later() {
        retry_.expires_after(std::chrono::milliseconds(100));
        retry_.async_wait([this](error_code) {
            if (!is_stopping) accept();
        });
    }

    void take(tcp::socket socket) {
        if (connections_.size() >= listening.bounds.connections) return turn_away(socket);
        error_code ignored;
        socket.set_option(tcp::no_delay(true), ignored);
        std::shared_ptr<Connection> connection;
        if (context_)
            connection = std::make_shared<TlsConnection>(*this, std::move(socket), context_);
        else
            connection = std::make_shared<PlainConnection>(*this, std::move(socket));
        connections_.emplace(connection.get(), connection);
        connection->begin();
    }

    // One word to who speaks plainly; a handshake would cost what is short.
    void turn_away(tcp::socket& socket) {
        if (context_) return;
        Response response = unhandled(503, "there are too many connections");
        std::string out;
        write_head(out, response, date(), true);
        out += response.body;
        error_code ignored;
        socket.non_blocking(true, ignored);
        socket.write_some(asio::buffer(out), ignored);
    }

    // One timer for all deadlines: cheaper than one each, and as exact as a bound needs to be.
    void sweep() {
        sweeper_.expires_after(period());
        sweeper_.async_wait([this](error_code) {
            auto now = Steady::now();
            for (const auto& connection : all()) connection->check_deadline(now);
            renew_context();
            if (!is_stopping || !connections_.empty()) sweep();
        });
    }

    std::chrono::milliseconds period() const {
        const Bounds& b = listening.bounds;
        auto shortest =
            std::min({b.head_time, b.body_time, b.idle_time, b.write_time, b.linger_time});
        return std::clamp(shortest / 4, std::chrono::milliseconds(5),
                          std::chrono::milliseconds(500));
    }

    asio::io_context io_{1};
    tcp::acceptor acceptor_{io_};
    asio::steady_timer sweeper_{io_}, retry_{io_};
    std::unordered_map<Connection*, std::weak_ptr<Connection>> connections_;
    std::shared_ptr<asio::ssl::context> context_;
    std::string stamp_;  // of the files that `context_` was made from
    std::uint16_t port_ = 0;
    asio::thread_pool workers_;
};

}  // namespace

base::Result<std::unique_ptr<Listener>> Listener::open(Listening listening, const Router& router,
                                                       Log log) {
    if (!listening.clock) return base::invalid("a listener needs a clock");
    auto server = std::make_unique<Server>(std::move(listening), router, std::move(log));
    auto bound = server->bind();
    if (!bound) return bound.error();
    return std::unique_ptr<Listener>(std::move(server));
}

}  // namespace standstill::server::http
