// A server on loopback and a client that sends bytes as they are, right or wrong.
#pragma once

#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include "server/http/listener.h"

namespace standstill::server::http {

// A connection to a port of loopback. Ends of the other side are not errors.
class Client {
public:
    explicit Client(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in to{};
        to.sin_family = AF_INET;
        to.sin_port = htons(port);
        to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        // A test that would wait for ever fails instead.
        timeval patience{60, 0};
        ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        connected_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&to), sizeof to) == 0;
    }
    ~Client() { ::close(socket_); }
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    bool is_connected() const { return connected_; }
    int socket() const { return socket_; }

    // False where the other side has gone.
    bool send(std::string_view bytes) {
        while (!bytes.empty()) {
            ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
        return true;
    }
    void end_sending() { ::shutdown(socket_, SHUT_WR); }

    // One answer, head and body, as it came; what was read of it where the other side ends before.
    std::string answer(bool has_body = true) {
        while (true) {
            std::size_t head = kept_.find("\r\n\r\n");
            if (head != std::string::npos) {
                std::size_t size = head + 4 + (has_body ? length_of(kept_.substr(0, head)) : 0);
                if (kept_.size() >= size) {
                    std::string out = kept_.substr(0, size);
                    kept_.erase(0, size);
                    return out;
                }
            }
            if (!read_more()) return std::exchange(kept_, "");
        }
    }
    // Everything until the other side ends.
    std::string rest() {
        while (read_more()) {
        }
        return std::exchange(kept_, "");
    }

private:
    bool read_more() {
        char bytes[16'384];
        ssize_t got = ::recv(socket_, bytes, sizeof bytes, 0);
        if (got <= 0) return false;
        kept_.append(bytes, static_cast<std::size_t>(got));
        return true;
    }
    static std::size_t length_of(const std::string& head) {
        std::size_t at = head.find("Content-Length: ");
        return at == std::string::npos ? 0 : std::stoul(head.substr(at + 16));
    }

    int socket_;
    bool connected_ = false;
    std::string kept_;
};

inline int status_of(const std::string& answer) {
    return answer.starts_with("HTTP/1.1 ") ? std::stoi(answer.substr(9, 3)) : 0;
}
inline std::string body_of(const std::string& answer) {
    std::size_t head = answer.find("\r\n\r\n");
    return head == std::string::npos ? "" : answer.substr(head + 4);
}
inline bool has_line(const std::string& answer, const std::string& line) {
    return answer.substr(0, answer.find("\r\n\r\n") + 2).find("\r\n" + line + "\r\n") !=
           std::string::npos;
}

// 2026-01-02T03:04:05Z, a Friday.
inline base::Instant test_clock() { return *base::parse_instant("2026-01-02T03:04:05Z"); }

// A listener with a few routes, run on a thread of its own until the test ends.
class RunningServer {
public:
    explicit RunningServer(Router router, Listening listening = {},
                           std::function<void(const Request&, int, std::size_t)> log = {})
        : router_(std::move(router)) {
        listening.clock = test_clock;
        auto opened = Listener::open(std::move(listening), router_, std::move(log));
        if (!opened) {
            ADD_FAILURE() << opened.error().message;
            return;
        }
        listener_ = std::move(*opened);
        thread_ = std::thread([this] { listener_->run(); });
    }
    ~RunningServer() { stop(); }

    std::uint16_t port() const { return listener_ ? listener_->port() : 0; }
    void ask_to_stop() { listener_->stop(); }
    void stop() {
        if (!thread_.joinable()) return;
        listener_->stop();
        thread_.join();
    }

private:
    Router router_;
    std::unique_ptr<Listener> listener_;
    std::thread thread_;
};

// `/hello` says hello; `/echo` gives the body back; `/shout/{word}` on the network's own thread.
inline Router test_router() {
    Router router;
    auto add = [&](Route route) { ASSERT_TRUE(router.add(std::move(route))); };
    add({Method::Get, "/hello", Runs::Worker, kDefaultBody,
         [](Request, Reply reply) { reply(text("hello")); }});
    add({Method::Post, "/echo", Runs::Worker, 1'000'000,
         [](Request request, Reply reply) { reply(text(std::move(request.body))); }});
    add({Method::Get, "/shout/{word}", Runs::Here, kDefaultBody,
         [](Request request, Reply reply) { reply(text(request.capture("word") + "!")); }});
    return router;
}

}  // namespace standstill::server::http
