#include "server/http/listener.h"

#include <fmt/format.h>

#include <atomic>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <mutex>
#include <unordered_map>

#include "server/http/second_reading.h"
#include "server/http/tls.h"
#include "server/http/wire.h"

namespace standstill::server::http {

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using Steady = std::chrono::steady_clock;
using Log = std::function<void(const Request&, int status, std::size_t bytes)>;

constexpr std::size_t kChunk = 65'536;
constexpr std::size_t kMebibyte = std::size_t{1} << 20;
constexpr std::size_t kCopied = 16'384;  // a body up to this is sent in one piece with its head

class Connection;

// What the connections of a listener share. Only the thread of the network touches it, but for
// `workers` and the posting to `network`.
struct Shared {
    Shared(Listening l, const Router& r, Log log_to)
        : listening(std::move(l)),
          router(r),
          log(std::move(log_to)),
          workers(listening.workers == 0 ? 1 : listening.workers) {}

    // The date line, made anew once a second.
    std::string_view date(base::Instant now) {
        auto second = std::chrono::floor<std::chrono::seconds>(now);
        if (date_text.empty() || second != date_second) {
            date_second = second;
            date_text = print_date(now);
        }
        return date_text;
    }

    Listening listening;
    const Router& router;
    Log log;
    asio::io_context network{1};
    asio::thread_pool workers;
    std::unordered_map<Connection*, std::weak_ptr<Connection>> connections;
    std::size_t bodies = 0;  // bytes of bodies held now
    bool stopping = false;
    std::string date_text;
    std::chrono::sys_seconds date_second;
};

// One connection: reads a request, has it answered, writes the answer, and begins again. The
// stream below is TCP or TLS over it.
class Connection : public std::enable_shared_from_this<Connection> {
public:
    explicit Connection(Shared& shared)
        : shared_(shared),
          scanner_(shared.listening.bounds.head),
          in_(shared.listening.bounds.head.bytes + kSlack) {}
    virtual ~Connection() = default;
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    virtual void begin() = 0;

    // Closes what waits for a client that does not come; called every now and then.
    void check_deadline(Steady::time_point now) {
        if (now < deadline_) return;
        bool was_reading = state_ == State::Head || state_ == State::Body;
        if (was_reading)
            refuse(408, "the request did not arrive in time");
        else
            close();
    }

    // No further request; the one in hand is finished.
    void wind_down() {
        closes_ = true;
        if (state_ == State::Handshake || state_ == State::Idle || state_ == State::Head) close();
    }

    // The answer to request number `turn`, on the thread of the network.
    void answer(Response response) {
        if (state_ != State::Handling) return;
        release_body();
        send(std::move(response));
    }

    asio::io_context& network() { return shared_.network; }

protected:
    enum class State { Handshake, Idle, Head, Body, Handling, Writing, Lingering, Closed };

    virtual void read_some(asio::mutable_buffer into) = 0;  // ends in on_read
    virtual void write_some() = 0;                          // ends in on_written
    virtual void shut_write() = 0;                          // ends in on_shut
    virtual void close_stream() = 0;

    Shared& shared() { return shared_; }
    void set_peer(Peer peer) { peer_ = std::move(peer); }

    void enter(State state, std::chrono::milliseconds time) {
        state_ = state;
        deadline_ = Steady::now() + time;
    }

    void await_request() {
        enter(State::Idle, bounds().idle_time);
        process();
    }

    void on_read(error_code error, std::size_t bytes) {
        if (state_ == State::Closed) return;
        if (error) return close();
        if (state_ == State::Lingering) return linger();
        if (state_ == State::Body) {
            request_.body.resize(body_filled_ + bytes);
            body_filled_ += bytes;
            return continue_body();
        }
        in_end_ += bytes;
        process();
    }

    void on_written(error_code error, std::size_t bytes) {
        if (state_ == State::Closed) return;
        if (error) return close();
        written_ += bytes;
        if (written_ < head_out_.size() + body_out_.size()) {
            if (written_ / kChunk != (written_ - bytes) / kChunk)
                deadline_ = Steady::now() + bounds().write_time;
            return write_some();
        }
        if (interim_) {
            interim_ = false;
            return continue_body();
        }
        if (closes_) return shut_write();
        body_out_.clear();
        enter(State::Idle, bounds().idle_time);
        process();
    }

    void on_shut() {
        if (state_ == State::Closed) return;
        enter(State::Lingering, bounds().linger_time);
        linger();
    }

    void close() {
        if (state_ == State::Closed) return;
        state_ = State::Closed;
        release_body();
        close_stream();
        shared_.connections.erase(this);
    }

    // What is left to send: of the head, then of the body.
    std::array<asio::const_buffer, 2> to_send() const {
        std::size_t of_head = std::min(written_, head_out_.size());
        std::size_t of_body = written_ - of_head;
        return {asio::const_buffer(head_out_.data() + of_head, head_out_.size() - of_head),
                asio::const_buffer(body_out_.data() + of_body, body_out_.size() - of_body)};
    }

private:
    static constexpr std::size_t kSlack = 4'096;  // what may be read of a body beyond a head

    const Bounds& bounds() const { return shared_.listening.bounds; }

    std::string_view unread() const { return {in_.data() + in_begin_, in_end_ - in_begin_}; }

    void read_more() {
        if (in_begin_ > 0) {
            std::copy(in_.begin() + static_cast<std::ptrdiff_t>(in_begin_),
                      in_.begin() + static_cast<std::ptrdiff_t>(in_end_), in_.begin());
            in_end_ -= in_begin_;
            in_begin_ = 0;
        }
        read_some(asio::buffer(in_.data() + in_end_, in_.size() - in_end_));
    }

    // Looks for a whole head in what has arrived.
    void process() {
        if (unread().empty()) return read_more();
        if (state_ == State::Idle) enter(State::Head, bounds().head_time);
        switch (scanner_.scan(unread())) {
            case HeadScanner::State::More:
                return read_more();
            case HeadScanner::State::Refused:
                return refuse(scanner_.refusal().status, scanner_.refusal().detail);
            case HeadScanner::State::Complete:
                return take_head();
        }
    }

    void take_head() {
        std::string_view bytes = unread().substr(0, scanner_.size());
        request_ = Request{};
        request_.at = shared_.listening.clock();
        auto read = read_head(bytes);
        if (auto* refusal = std::get_if<Refusal>(&read))
            return refuse(refusal->status, refusal->detail);
        Head& head = std::get<Head>(read);
        if (!reads_alike(head, bytes)) return refuse(400, "the head can be read in two ways");
        if (++requests_ >= bounds().requests || shared_.stopping || head.closes) closes_ = true;
        is_head_ = head.method == Method::Head;
        request_.target = head.target;
        request_.path = std::move(head.path);
        request_.peer = peer_;
        if (!head.method) return no_route(head);
        request_.method = *head.method;
        Router::Match match = shared_.router.find(*head.method, request_.path);
        if (!match.route) return no_route(head);
        if (head.content_length > match.route->max_body)
            return refuse(413,
                          fmt::format("the body is longer than {} bytes", match.route->max_body));
        if (shared_.bodies + head.content_length > bounds().bodies)
            return refuse(503, "too many bodies are being received; try again");
        route_ = match.route;
        request_.captures = std::move(match.captures);
        request_.query = std::move(head.query);
        request_.headers.reserve(head.headers.size());
        for (auto& [name, value] : head.headers)
            request_.headers.emplace_back(std::move(name), value);
        in_begin_ += scanner_.size();
        scanner_.reset();
        take_body(head.content_length, head.awaits_continue);
    }

    void no_route(const Head& head) {
        std::string allow = shared_.router.allowed(request_.path);
        Response response =
            allow.empty() ? problem(404, "there is nothing at this path")
                          : problem(405, "this path does not know the method").with("Allow", allow);
        // A body that nobody reads would be taken for the next request.
        if (head.content_length > 0) closes_ = true;
        in_begin_ += scanner_.size();
        scanner_.reset();
        send(std::move(response));
    }

    void take_body(std::size_t length, bool awaits_continue) {
        if (length == 0) return handle();
        body_length_ = length;
        shared_.bodies += length;
        auto steps = static_cast<std::chrono::milliseconds::rep>(1 + length / kMebibyte);
        enter(State::Body, bounds().body_time * steps);
        std::string_view arrived = unread().substr(0, length);
        request_.body.reserve(std::min(length, kMebibyte));
        request_.body = arrived;
        body_filled_ = arrived.size();
        in_begin_ += arrived.size();
        if (awaits_continue && arrived.empty()) {
            head_out_ = "HTTP/1.1 100 Continue\r\n\r\n";
            body_out_.clear();
            written_ = 0;
            interim_ = true;
            return write_some();
        }
        continue_body();
    }

    void continue_body() {
        if (body_filled_ == body_length_) return handle();
        // Memory is taken as the bytes come, not as they are announced.
        std::size_t next = std::min(kChunk, body_length_ - body_filled_);
        request_.body.resize(body_filled_ + next);
        read_some(asio::buffer(request_.body.data() + body_filled_, next));
    }

    void release_body() {
        shared_.bodies -= body_length_;
        body_length_ = 0;
    }

    void handle();

    void refuse(int status, std::string_view detail) {
        closes_ = true;
        release_body();
        send(problem(status, detail));
    }

    void send(Response response) {
        enter(State::Writing, bounds().write_time);
        if (!can_be_sent(response)) response = problem(500, "the answer could not be written");
        std::size_t bytes = response.body.size();
        if (shared_.stopping) closes_ = true;
        write_head(head_out_, response, shared_.date(shared_.listening.clock()), closes_);
        bool has_body = !is_head_ && may_have_body(response.status);
        body_out_.clear();
        if (has_body && response.body.size() <= kCopied)
            head_out_ += response.body;
        else if (has_body)
            body_out_ = std::move(response.body);
        if (shared_.log) {
            request_.headers.clear();
            request_.body.clear();
            shared_.log(request_, response.status, has_body ? bytes : 0);
        }
        written_ = 0;
        write_some();
    }

    // A client that is still sending would lose the answer if its bytes met a closed socket.
    void linger() {
        in_begin_ = in_end_ = 0;
        read_some(asio::buffer(in_));
    }

    Shared& shared_;
    State state_ = State::Handshake;
    Steady::time_point deadline_ = Steady::time_point::max();
    Peer peer_;
    HeadScanner scanner_;
    std::vector<char> in_;
    std::size_t in_begin_ = 0, in_end_ = 0;
    Request request_;
    const Route* route_ = nullptr;
    std::size_t body_length_ = 0, body_filled_ = 0;
    std::size_t requests_ = 0;
    std::string head_out_, body_out_;
    std::size_t written_ = 0;
    bool interim_ = false;  // 100 Continue is being written
    bool closes_ = false;   // after the answer in hand
    bool is_head_ = false;
};

// The duty to answer one request. Whoever holds it answers once; if all let go of it, 500.
class Owed {
public:
    explicit Owed(std::shared_ptr<Connection> connection) : connection_(std::move(connection)) {}
    ~Owed() { answer(problem(500, "no answer was given")); }
    Owed(const Owed&) = delete;
    Owed& operator=(const Owed&) = delete;

    void answer(Response response) {
        if (is_answered_.exchange(true)) return;
        // From here on nothing of the connection is kept: this may outlive the listener.
        std::shared_ptr<Connection> connection = std::move(connection_);
        asio::io_context& network = connection->network();
        asio::dispatch(network, [connection = std::move(connection),
                                 response = std::move(response)]() mutable {
            connection->answer(std::move(response));
        });
    }

private:
    std::shared_ptr<Connection> connection_;
    std::atomic<bool> is_answered_ = false;
};

// An exception of a handler is a bug of ours; one request fails of it, not the office.
void run_handler(const Route& route, Request request, std::shared_ptr<Owed> owed) {
    try {
        route.handler(std::move(request),
                      [owed](Response response) { owed->answer(std::move(response)); });
    } catch (const std::exception&) {
        owed->answer(problem(500, "the request could not be worked on"));
    }
}

void Connection::handle() {
    enter(State::Handling, {});
    deadline_ = Steady::time_point::max();
    auto owed = std::make_shared<Owed>(shared_from_this());
    Request request = std::move(request_);
    if (shared_.log) {  // what the log shall see is kept
        request_ = Request{};
        request_.method = request.method;
        request_.target = request.target;
        request_.path = request.path;
        request_.peer = request.peer;
        request_.at = request.at;
    }
    if (route_->runs == Runs::Here) return run_handler(*route_, std::move(request), owed);
    asio::post(shared_.workers,
               [route = route_, request = std::move(request), owed = std::move(owed)]() mutable {
                   run_handler(*route, std::move(request), std::move(owed));
               });
}

// TCP alone: for loopback, or behind a proxy that ends TLS.
class PlainConnection final : public Connection {
public:
    PlainConnection(Shared& shared, tcp::socket socket)
        : Connection(shared), socket_(std::move(socket)) {}

    void begin() override { await_request(); }

    Peer peer_of_socket() const {
        error_code error;
        auto end = socket_.remote_endpoint(error);
        return {error ? std::string() : end.address().to_string(), false, std::nullopt};
    }
    using Connection::set_peer;

protected:
    std::shared_ptr<PlainConnection> self() {
        return std::static_pointer_cast<PlainConnection>(shared_from_this());
    }
    void read_some(asio::mutable_buffer into) override {
        socket_.async_read_some(into, [self = self()](error_code error, std::size_t bytes) {
            self->on_read(error, bytes);
        });
    }
    void write_some() override {
        socket_.async_write_some(to_send(), [self = self()](error_code error, std::size_t bytes) {
            self->on_written(error, bytes);
        });
    }
    void shut_write() override {
        error_code ignored;
        socket_.shutdown(tcp::socket::shutdown_send, ignored);
        on_shut();
    }
    void close_stream() override {
        error_code ignored;
        socket_.close(ignored);
    }

private:
    tcp::socket socket_;
};

class TlsConnection final : public Connection {
public:
    TlsConnection(Shared& shared, tcp::socket socket, std::shared_ptr<asio::ssl::context> context)
        : Connection(shared), context_(std::move(context)), stream_(std::move(socket), *context_) {}

    void begin() override {
        enter(State::Handshake, shared().listening.bounds.head_time);
        stream_.async_handshake(asio::ssl::stream_base::server, [self = self()](error_code error) {
            if (error) return self->close();
            self->set_peer(self->shown());
            self->await_request();
        });
    }

protected:
    std::shared_ptr<TlsConnection> self() {
        return std::static_pointer_cast<TlsConnection>(shared_from_this());
    }
    void read_some(asio::mutable_buffer into) override {
        stream_.async_read_some(into, [self = self()](error_code error, std::size_t bytes) {
            self->on_read(error, bytes);
        });
    }
    void write_some() override {
        stream_.async_write_some(to_send(), [self = self()](error_code error, std::size_t bytes) {
            self->on_written(error, bytes);
        });
    }
    // Half a closing: our end is said, the client's is not waited for.
    void shut_write() override {
        SSL_shutdown(stream_.native_handle());
        on_shut();
    }
    void close_stream() override {
        error_code ignored;
        stream_.lowest_layer().close(ignored);
    }

private:
    Peer shown() {
        error_code error;
        auto end = stream_.lowest_layer().remote_endpoint(error);
        return {error ? std::string() : end.address().to_string(), true,
                client_certificate(stream_.native_handle())};
    }

    std::shared_ptr<asio::ssl::context> context_;
    asio::ssl::stream<tcp::socket> stream_;
};

class Server final : public Listener {
public:
    Server(Listening listening, const Router& router, Log log)
        : shared_(std::move(listening), router, std::move(log)) {}
    ~Server() override { shared_.workers.join(); }

    base::Status bind() {
        const Listening& to = shared_.listening;
        if (to.tls) {
            auto made = make_context();
            if (!made) return made.error();
        }
        error_code error;
        auto address = asio::ip::make_address(to.address, error);
        if (error) return base::invalid("`" + to.address + "` is no address");
        tcp::endpoint end(address, to.port);
        acceptor_.open(end.protocol(), error);
        if (!error) acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
        if (!error) acceptor_.bind(end, error);
        if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
        if (error)
            return base::fail(
                base::ErrorKind::Unavailable,
                fmt::format("cannot listen on {}:{}: {}", to.address, to.port, error.message()));
        port_ = acceptor_.local_endpoint(error).port();
        return base::Done{};
    }

    std::uint16_t port() const override { return port_; }

    void run() override {
        accept();
        sweep();
        shared_.network.run();
    }

    void stop() override {
        asio::post(shared_.network, [this] {
            shared_.stopping = true;
            error_code ignored;
            acceptor_.close(ignored);
            retry_.cancel();
            for (const auto& connection : all()) connection->wind_down();
            if (shared_.connections.empty()) sweeper_.cancel();
        });
    }

private:
    base::Status make_context() {
        auto made = make_server_context(*shared_.listening.tls);
        if (!made) return made.error();
        context_ = std::make_shared<asio::ssl::context>(*made);
        return base::Done{};
    }

    std::vector<std::shared_ptr<Connection>> all() const {
        std::vector<std::shared_ptr<Connection>> out;
        for (const auto& [key, weak] : shared_.connections)
            if (auto connection = weak.lock()) out.push_back(std::move(connection));
        return out;
    }

    void accept() {
        acceptor_.async_accept([this](error_code error, tcp::socket socket) {
            if (shared_.stopping || error == asio::error::operation_aborted) return;
            if (error) {  // no descriptors left, most likely: give the others time to end
                retry_.expires_after(std::chrono::milliseconds(100));
                retry_.async_wait([this](error_code) {
                    if (!shared_.stopping) accept();
                });
                return;
            }
            take(std::move(socket));
            accept();
        });
    }

    void take(tcp::socket socket) {
        error_code ignored;
        if (shared_.connections.size() >= shared_.listening.bounds.connections) {
            turn_away(socket);
            return;
        }
        socket.set_option(tcp::no_delay(true), ignored);
        std::shared_ptr<Connection> connection;
        if (context_) {
            connection = std::make_shared<TlsConnection>(shared_, std::move(socket), context_);
        } else {
            auto plain = std::make_shared<PlainConnection>(shared_, std::move(socket));
            plain->set_peer(plain->peer_of_socket());
            connection = std::move(plain);
        }
        shared_.connections.emplace(connection.get(), connection);
        connection->begin();
    }

    void turn_away(tcp::socket& socket) {
        if (context_) return;
        error_code ignored;
        std::string out;
        Response response = problem(503, "there are too many connections");
        write_head(out, response, shared_.date(shared_.listening.clock()), true);
        out += response.body;
        socket.non_blocking(true, ignored);
        socket.write_some(asio::buffer(out), ignored);
    }

    // One timer for all deadlines: cheaper than one each, and as exact as a bound needs to be.
    void sweep() {
        sweeper_.expires_after(period());
        sweeper_.async_wait([this](error_code) {
            auto now = Steady::now();
            for (const auto& connection : all()) connection->check_deadline(now);
            if (shared_.stopping && shared_.connections.empty()) return;
            sweep();
        });
    }

    std::chrono::milliseconds period() const {
        const Bounds& b = shared_.listening.bounds;
        auto shortest =
            std::min({b.head_time, b.body_time, b.idle_time, b.write_time, b.linger_time});
        return std::clamp(shortest / 4, std::chrono::milliseconds(5),
                          std::chrono::milliseconds(500));
    }

    Shared shared_;
    tcp::acceptor acceptor_{shared_.network};
    asio::steady_timer sweeper_{shared_.network}, retry_{shared_.network};
    std::shared_ptr<asio::ssl::context> context_;
    std::uint16_t port_ = 0;
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
