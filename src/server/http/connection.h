// One connection: reads a request, has it answered, writes the answer, and begins again.
//
// What to do with bytes stands here; the sockets that carry them are the listener's. Everything
// runs on the thread of the network. Requests of a connection are answered one after the other, in
// their order; what a client sends ahead waits in its socket.
#pragma once

#include <array>
#include <chrono>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/http/listener.h"
#include "server/http/strict.h"

namespace standstill::server::http {

class Connection;

using Steady = std::chrono::steady_clock;
using Log = std::function<void(const Request&, int status, std::size_t bytes)>;

// What the connections of a listener share.
class Network {
public:
    Network(Listening settings, const Router& routes, Log log_to)
        : listening(std::move(settings)), router(routes), log(std::move(log_to)) {}
    virtual ~Network() = default;
    Network(const Network&) = delete;
    Network& operator=(const Network&) = delete;

    virtual bool is_this_thread() = 0;
    virtual void post(std::function<void()> task) = 0;            // onto this thread; from any
    virtual void post_to_worker(std::function<void()> task) = 0;  // from this thread
    virtual void forget(Connection& connection) = 0;

    // Of the clock, made anew once a second.
    std::string_view date();

    const Listening listening;
    const Router& router;
    const Log log;
    std::size_t bodies = 0;  // bytes of bodies held now
    bool is_stopping = false;

private:
    std::string date_text_;
    std::chrono::sys_seconds date_second_;
};

class Connection : public std::enable_shared_from_this<Connection> {
public:
    explicit Connection(Network& network);
    virtual ~Connection() = default;
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    virtual void begin() = 0;

    // Ends what waits for a client longer than it may. Called every now and then.
    void check_deadline(Steady::time_point now);
    // No further request; the one in hand is finished.
    void wind_down();
    // The answer to the request in hand.
    void answer(Response response);

    Network& network() { return network_; }
    const Peer& peer() const { return peer_; }

protected:
    enum class State { Handshake, Idle, Head, Body, Handling, Writing, Lingering, Closed };

    // What a stream does. Each ends in the function named, never before it returns.
    virtual void read_some(std::span<char> into) = 0;                           // on_read
    virtual void write_some(std::string_view head, std::string_view body) = 0;  // on_written
    virtual void shut_write() = 0;                                              // on_shut
    virtual void read_away(std::span<char> into) = 0;                           // on_read_away
    virtual void close_stream() = 0;

    void await_handshake() { enter(State::Handshake, bounds().head_time); }
    void await_request();
    void on_read(bool is_good, std::size_t bytes);
    void on_written(bool is_good, std::size_t bytes);
    void on_shut();
    void on_read_away(bool is_good);
    void close();
    void set_peer(Peer peer) { peer_ = std::move(peer); }

private:
    const Bounds& bounds() const { return network_.listening.bounds; }
    std::string_view unread() const { return {in_.data() + in_begin_, in_end_ - in_begin_}; }

    void enter(State state, std::chrono::milliseconds time);
    void read_more();
    void process();
    void take_head();
    void take_request(Head head, Router::Match match);
    void take_body(bool awaits_continue);
    void continue_body();
    void release_body();
    void handle();
    void refuse(int status, std::string_view detail);
    void refuse_method(const Head& head);
    void leave_head();
    void send(Response response);
    void write_rest();
    void linger();

    Network& network_;
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
    bool is_interim_ = false;  // 100 Continue is being written
    bool is_reading_ = false;
    bool is_head_ = false;
    bool closes_ = false;  // after the answer in hand
};

// An answer that no handler gave: it needs the headers that the doors would have added.
Response unhandled(int status, std::string_view detail);

}  // namespace standstill::server::http
