// Mail: messages that nothing from outside can break out of, and a relay on loopback that takes
// them.
#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <condition_variable>
#include <mutex>
#include <thread>

#include "ledger/base64.h"
#include "server/api_site.h"
#include "server/mail/notifier.h"

namespace standstill::server::mail {
namespace {

Message message() {
    Message out;
    out.from = "standstill@example.gov";
    out.to = {"a@example.gov", "b@example.gov"};
    out.subject = "Due";
    out.text = "One line\nand another\n";
    out.at = *base::parse_instant("2026-11-20T15:30:00Z");
    out.id = "duty-1@example.gov";
    return out;
}

TEST(Mail, IsPrintedAsTheStandardSays) {
    EXPECT_EQ(*print(message()),
              "Date: Fri, 20 Nov 2026 15:30:00 +0000\r\nFrom: standstill@example.gov\r\n"
              "To: a@example.gov,\r\n b@example.gov\r\nMessage-ID: <duty-1@example.gov>\r\n"
              "Subject: =?utf-8?B?RHVl?=\r\nAuto-Submitted: auto-generated\r\n"
              "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
              "Content-Transfer-Encoding: base64\r\n\r\n"
              "T25lIGxpbmUNCmFuZCBhbm90aGVyDQo=\r\n");
}

TEST(Mail, LetsNothingOutOfItsHeaders) {
    Message evil = message();
    evil.subject = "x\r\nBcc: everybody@example.gov\r\n\r\nhello";
    evil.text = "\r\n.\r\nMAIL FROM:<x@y>\r\n";
    std::string bytes = *print(evil);
    EXPECT_EQ(bytes.find("Bcc"), std::string::npos);
    EXPECT_EQ(bytes.find("\r\n."), std::string::npos);
    for (const char* address : {"a@b\r\nBcc: c@d", "a b@c", "<a@b>", "a@", "@b", "a..b@c", "a",
                                "a@b>", "\"a\"@b", "a@[1.2.3.4]", ".a@b", "a@b."}) {
        EXPECT_FALSE(is_address(address)) << address;
        evil = message();
        evil.to = {address};
        EXPECT_FALSE(print(evil)) << address;
    }
    EXPECT_TRUE(is_address("a.b+c@example.gov"));
}

TEST(Mail, CutsALongSubjectBetweenCharacters) {
    Message long_one = message();
    for (int i = 0; i < 60; ++i) long_one.subject += "ä";
    std::string bytes = *print(long_one);
    std::size_t at = bytes.find("Subject: "), end = bytes.find("Auto-Submitted");
    std::string text;
    for (std::size_t word = bytes.find("?B?", at); word < end; word = bytes.find("?B?", word + 1)) {
        std::string part =
            *ledger::bytes_from_base64(bytes.substr(word + 3, bytes.find("?=", word) - word - 3));
        EXPECT_TRUE(part.empty() || (static_cast<unsigned char>(part[0]) & 0xC0) != 0x80);
        text += part;
    }
    EXPECT_EQ(text, long_one.subject);
}

// A relay that speaks just enough, and keeps what it is told.
class TinyRelay {
public:
    TinyRelay() : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in at{};
        at.sin_family = AF_INET;
        at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        EXPECT_EQ(::bind(socket_, reinterpret_cast<sockaddr*>(&at), sizeof at), 0);
        EXPECT_EQ(::listen(socket_, 8), 0);
        socklen_t size = sizeof at;
        ::getsockname(socket_, reinterpret_cast<sockaddr*>(&at), &size);
        port_ = ntohs(at.sin_port);
        thread_ = std::thread([this] { run(); });
    }
    ~TinyRelay() {
        ::shutdown(socket_, SHUT_RDWR);
        thread_.join();
        ::close(socket_);
    }
    Relay relay() const {
        Relay out;
        out.host = "127.0.0.1";
        out.port = port_;
        out.tls = Tls::Never;
        out.from = "standstill@example.gov";
        return out;
    }
    void refuse(const std::string& command, const std::string& reply, int times) {
        std::lock_guard lock(mutex_);
        refused_ = command;
        refusal_ = reply;
        refusals_ = times;
    }
    std::string message(std::size_t n) {
        std::unique_lock lock(mutex_);
        bool there =
            came_.wait_for(lock, std::chrono::seconds(30), [&] { return messages_.size() > n; });
        EXPECT_TRUE(there) << n;
        return there ? messages_[n] : "";
    }

private:
    void run() {
        while (true) {
            int client = ::accept(socket_, nullptr, nullptr);
            if (client < 0) return;
            serve(client);
            ::close(client);
        }
    }
    static void say(int client, const std::string& line) {
        std::string bytes = line + "\r\n";
        ::send(client, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    }
    void serve(int client) {
        std::string pending, data;
        bool in_data = false;
        say(client, "220 tiny");
        char bytes[4096];
        for (ssize_t got; (got = ::recv(client, bytes, sizeof bytes, 0)) > 0;) {
            pending.append(bytes, static_cast<std::size_t>(got));
            for (std::size_t end; (end = pending.find("\r\n")) != std::string::npos;) {
                std::string line = pending.substr(0, end);
                pending.erase(0, end + 2);
                if (in_data && line == ".") {
                    in_data = false;
                    std::lock_guard lock(mutex_);
                    messages_.push_back(data);
                    came_.notify_all();
                    say(client, "250 kept");
                } else if (in_data) {
                    data += line + "\n";
                } else {
                    answer(client, line, in_data, data);
                }
            }
        }
    }
    void answer(int client, const std::string& line, bool& in_data, std::string& data) {
        {
            std::lock_guard lock(mutex_);
            if (refusals_ > 0 && line.starts_with(refused_)) {
                --refusals_;
                return say(client, refusal_);
            }
        }
        if (line.starts_with("EHLO")) return say(client, "250-tiny\r\n250 8BITMIME");
        if (line.starts_with("DATA")) {
            in_data = true;
            data.clear();
            return say(client, "354 go on");
        }
        if (!line.starts_with("QUIT")) data += line + "\n";
        say(client, line.starts_with("QUIT") ? "221 bye" : "250 fine");
    }

    int socket_;
    std::uint16_t port_ = 0;
    std::thread thread_;
    std::mutex mutex_;
    std::condition_variable came_;
    std::vector<std::string> messages_;
    std::string refused_, refusal_;
    int refusals_ = 0;
};

base::Status hand(const Relay& relay) {
    boost::asio::io_context context;
    return send(context, relay, message(), std::chrono::seconds(10));
}

TEST(RelayClient, HandsAMessageOver) {
    TinyRelay relay;
    auto sent = hand(relay.relay());
    ASSERT_TRUE(sent) << sent.error().message;
    EXPECT_NE(relay.message(0).find("Message-ID: <duty-1@example.gov>"), std::string::npos);
}

TEST(RelayClient, TellsNotNowFromNever) {
    TinyRelay relay;
    relay.refuse("RCPT", "450 later", 1);
    EXPECT_EQ(hand(relay.relay()).error().kind, base::ErrorKind::Unavailable);
    relay.refuse("MAIL", "550 never", 1);
    EXPECT_EQ(hand(relay.relay()).error().kind, base::ErrorKind::Invalid);
    relay.refuse("EHLO", "hello", 1);
    EXPECT_EQ(hand(relay.relay()).error().kind, base::ErrorKind::Unavailable);
    Relay nobody = relay.relay();
    nobody.port = 1;
    EXPECT_EQ(hand(nobody).error().kind, base::ErrorKind::Unavailable);
}

TEST(RelayClient, SaysNothingWithoutTheTlsItNeeds) {
    TinyRelay relay;
    Relay strict = relay.relay();
    strict.tls = Tls::Needed;
    auto sent = hand(strict);
    ASSERT_FALSE(sent);
    EXPECT_EQ(sent.error().message, "the relay has no STARTTLS");
}

TEST(RelayClient, WantsNames) {
    Relay relay;
    relay.host = "a b";
    relay.from = "a@b";
    EXPECT_FALSE(check(relay));
    relay.host = "a";
    relay.hello = "x\r\nQUIT";
    EXPECT_FALSE(check(relay));
    relay.hello = "x";
    relay.from = "nobody";
    EXPECT_FALSE(check(relay));
    relay.from = "a@b";
    EXPECT_TRUE(check(relay));
}

// A duty that becomes due is an event of the log; its mail comes through a relay that is down at
// first, and what was told is not told again by the next program.
TEST(Notifier, TellsOfDutiesUntilTheRelayTakesThem) {
    TinyRelay relay;
    api::Interface wire(false);
    auto note = [&](const char* type, const char* says) {
        ledger::NewEvent event;
        event.type = type;
        event.at = wire.now();
        event.facts = {{"case", "a-1"},
                       {"cite", "2(m)"},
                       {"says", says},
                       {"owed_by", "apnsa"},
                       {"due", "2026-11-21T00:00:00-05:00"}};
        std::promise<bool> done;
        wire.office->note(
            "office", std::move(event), "office",
            [&](const base::Result<office::Recorded>& kept) { done.set_value(kept.has_value()); });
        ASSERT_TRUE(done.get_future().get());
    };
    auto addresses = [](const std::string& office) {
        return office == "apnsa" ? std::vector<std::string>{"holder@example.gov"}
                                 : std::vector<std::string>{};
    };
    relay.refuse("MAIL", "421 closing", 2);
    {
        Notifier notifier(*wire.office, relay.relay(), "https://standstill.example.gov", addresses);
        ASSERT_TRUE(notifier.start([](bool) {}, std::chrono::milliseconds(1)));
        note("office.duty-due", "the first");
        std::string first = relay.message(0);
        EXPECT_NE(first.find("To: holder@example.gov"), std::string::npos) << first;
    }
    note("office.gap", "nobody's");
    note("office.duty-overdue", "the second");
    Notifier notifier(*wire.office, relay.relay(), "https://standstill.example.gov", addresses);
    ASSERT_TRUE(notifier.start([](bool) {}, std::chrono::milliseconds(1)));
    std::string body;
    for (std::size_t n = 1; body.find("duty-2@example.gov") == std::string::npos && n < 4; ++n)
        body = relay.message(n);
    EXPECT_NE(body.find("Message-ID: <duty-2@example.gov>"), std::string::npos) << body;
}

}  // namespace
}  // namespace standstill::server::mail
