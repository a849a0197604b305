// The listener over real sockets: what it answers, in which order, and what it waits for.
#include <atomic>
#include <future>
#include <mutex>
#include <stdexcept>

#include "server/http/listener.h"
#include "server/http_socket.h"

namespace standstill::server::http {
namespace {

using namespace std::string_literals;
using std::chrono::milliseconds;

const std::string kEnd = " HTTP/1.1\r\nHost: x\r\n\r\n";

// A router with one route more.
Router router_with(Method method, std::string pattern, Runs runs, Handler handler) {
    Router router = test_router();
    EXPECT_TRUE(router.add({method, std::move(pattern), runs, kDefaultBody, std::move(handler)}));
    return router;
}

TEST(Listener, AnswersOnAPortOfItsOwn) {
    RunningServer server(test_router());
    Client client(server.port());
    ASSERT_TRUE(client.send("GET /hello" + kEnd));
    EXPECT_EQ(client.answer(),
              "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\n"
              "Date: Fri, 02 Jan 2026 03:04:05 GMT\r\nContent-Length: 5\r\n\r\nhello");
    ASSERT_TRUE(client.send("GET /shout/ho" + kEnd));
    EXPECT_EQ(body_of(client.answer()), "ho!");
}

TEST(Listener, ATakenPortAndAWrongAddressAreRefused) {
    RunningServer server(test_router());
    Router router;
    Listening listening;
    listening.clock = test_clock;
    listening.port = server.port();
    auto second = Listener::open(listening, router, {});
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().kind, base::ErrorKind::Unavailable);
    listening.address = "nowhere";
    EXPECT_FALSE(Listener::open(listening, router, {}));
}

TEST(Listener, GivesAHandlerTheRequestDecoded) {
    Request seen;
    RunningServer server(
        router_with(Method::Get, "/cases/{id}/why", Runs::Here, [&](Request request, Reply reply) {
            seen = std::move(request);
            reply(no_content());
        }));
    Client client(server.port());
    client.send(
        "GET /cases/caf%C3%A9/why?of=2%28a%29+%2B&of=b&empty HTTP/1.1\r\nHOST: x:80\r\n"
        "Cookie: a=1; session=s2; b=3\r\nX-Two:  1 \r\nx-two:\t2\r\n\r\n");
    EXPECT_EQ(status_of(client.answer()), 204);
    server.stop();
    EXPECT_EQ(seen.path, "/cases/caf\xC3\xA9/why");
    EXPECT_EQ(seen.target, "/cases/caf%C3%A9/why?of=2%28a%29+%2B&of=b&empty");
    EXPECT_EQ(seen.capture("id"), "caf\xC3\xA9");
    EXPECT_EQ(seen.parameter("of"), "2(a) +");
    EXPECT_EQ(seen.parameter("empty"), "");
    EXPECT_EQ(seen.query.size(), 3U);
    EXPECT_EQ(seen.header("host"), "x:80");
    EXPECT_EQ(seen.header("x-two"), "1");
    EXPECT_EQ(seen.headers.back().second, "2");
    EXPECT_EQ(seen.cookie("session"), "s2");
    EXPECT_EQ(seen.at, test_clock());
    EXPECT_EQ(seen.peer.address, "127.0.0.1");
    EXPECT_FALSE(seen.peer.is_tls);
}

TEST(Listener, ABodyArrivesWholeHoweverItIsCut) {
    RunningServer server(test_router());
    std::string body;
    for (int i = 0; i < 300'000; ++i) body += static_cast<char>('a' + i % 26);
    std::string bytes = "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 300000\r\n\r\n" + body;
    for (std::size_t cut : {1UL, 30UL, 55UL, 60UL, 5'000UL, 70'000UL, 300'000UL}) {
        Client client(server.port());
        client.send(bytes.substr(0, cut));
        client.send(bytes.substr(cut));
        EXPECT_EQ(body_of(client.answer()), body) << cut;
    }
}

TEST(Listener, AHeadMayComeByteByByte) {
    RunningServer server(test_router());
    Client client(server.port());
    for (char byte : "GET /hello" + kEnd) client.send({&byte, 1});
    EXPECT_EQ(body_of(client.answer()), "hello");
}

TEST(Listener, WhatIsSentAheadIsAnsweredInOrder) {
    RunningServer server(test_router());
    Client client(server.port());
    std::string all;
    for (int i = 0; i < 200; ++i) {
        all += i % 2 == 0 ? "GET /shout/" + std::to_string(i) + kEnd : "GET /hello" + kEnd;
        all += "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nbody";
    }
    client.send(all);
    for (int i = 0; i < 200; ++i) {
        EXPECT_EQ(body_of(client.answer()), i % 2 == 0 ? std::to_string(i) + "!" : "hello");
        EXPECT_EQ(body_of(client.answer()), "body");
    }
}

TEST(Listener, OneRequestOfAConnectionIsInHandAtATime) {
    std::atomic<int> asked = 0;
    std::promise<Reply> first;
    Listening listening;
    listening.bounds.linger_time = milliseconds(40);
    RunningServer server(router_with(Method::Get, "/slow", Runs::Here,
                                     [&](Request, Reply reply) {
                                         if (++asked == 1)
                                             first.set_value(std::move(reply));
                                         else
                                             reply(text("later"));
                                     }),
                         listening);
    Client client(server.port());
    std::string all;
    for (int i = 0; i < 50; ++i) all += "GET /slow" + kEnd;
    client.send(all);
    Reply reply = first.get_future().get();
    // Another connection is served meanwhile, so the network has had its turn.
    Client other(server.port());
    other.send("GET /hello" + kEnd);
    EXPECT_EQ(status_of(other.answer()), 200);
    EXPECT_EQ(asked, 1);
    reply(text("first"));
    EXPECT_EQ(body_of(client.answer()), "first");
    for (int i = 1; i < 50; ++i) EXPECT_EQ(body_of(client.answer()), "later");
}

TEST(Listener, HeadIsAnsweredLikeGetWithoutABody) {
    RunningServer server(test_router());
    Client client(server.port());
    client.send("HEAD /hello" + kEnd + "HEAD /nothing" + kEnd + "GET /hello" + kEnd);
    std::string head = client.answer(false);
    EXPECT_EQ(status_of(head), 200);
    EXPECT_TRUE(has_line(head, "Content-Length: 5"));
    EXPECT_EQ(status_of(client.answer(false)), 404);
    EXPECT_EQ(body_of(client.answer()), "hello");
}

TEST(Listener, WhatAPathDoesNotKnowIsToldWithWhatItDoes) {
    RunningServer server(test_router());
    Client client(server.port());
    for (const char* method : {"OPTIONS", "PATCH", "TRACE", "POST", "PUT", "DELETE"}) {
        client.send(method + (" /hello" + kEnd));
        std::string answer = client.answer();
        EXPECT_EQ(status_of(answer), 405) << method;
        EXPECT_TRUE(has_line(answer, "Allow: GET, HEAD")) << method;
    }
    client.send("GET /nothing" + kEnd);
    std::string answer = client.answer();
    EXPECT_EQ(status_of(answer), 404);
    EXPECT_TRUE(has_line(answer, "X-Content-Type-Options: nosniff"));
}

TEST(Listener, AClientThatWaitsIsToldToGoOn) {
    RunningServer server(test_router());
    Client client(server.port());
    client.send(
        "POST /echo HTTP/1.1\r\nHost: x\r\nExpect: 100-Continue\r\nContent-Length: 3\r\n\r\n");
    EXPECT_EQ(client.answer(false), "HTTP/1.1 100 Continue\r\n\r\n");
    client.send("abc");
    EXPECT_EQ(body_of(client.answer()), "abc");
    // One that did not wait is not told.
    client.send(
        "POST /echo HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\nabc");
    EXPECT_EQ(status_of(client.answer()), 200);
}

TEST(Listener, ClosesWhenAskedTo) {
    RunningServer server(test_router());
    Client client(server.port());
    client.send("GET /hello HTTP/1.1\r\nHost: x\r\nConnection: foo, Close\r\n\r\nGET /hello" +
                kEnd);
    std::string all = client.rest();
    EXPECT_TRUE(has_line(all, "Connection: close"));
    EXPECT_EQ(all.find("HTTP/1.1", 1), std::string::npos);
}

TEST(Listener, AConnectionHasABoundedNumberOfRequests) {
    Listening listening;
    listening.bounds.requests = 3;
    RunningServer server(test_router(), listening);
    Client client(server.port());
    for (int i = 0; i < 5; ++i) client.send("GET /hello" + kEnd);
    EXPECT_FALSE(has_line(client.answer(), "Connection: close"));
    EXPECT_FALSE(has_line(client.answer(), "Connection: close"));
    EXPECT_TRUE(has_line(client.answer(), "Connection: close"));
    EXPECT_EQ(client.rest(), "");
}

TEST(Listener, AnAnswerMayComeFromAnyThread) {
    std::vector<std::thread> threads;
    std::mutex lock;
    RunningServer server(
        router_with(Method::Get, "/elsewhere", Runs::Here, [&](Request, Reply reply) {
            std::lock_guard guard(lock);
            threads.emplace_back([reply = std::move(reply)] { reply(text("from elsewhere")); });
        }));
    std::vector<std::thread> clients;
    std::atomic<int> good = 0;
    for (int i = 0; i < 8; ++i)
        clients.emplace_back([&] {
            Client client(server.port());
            for (int k = 0; k < 20; ++k) {
                client.send("GET /elsewhere" + kEnd);
                if (body_of(client.answer()) == "from elsewhere") ++good;
            }
        });
    for (std::thread& client : clients) client.join();
    server.stop();
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(good, 160);
}

TEST(Listener, AHandlerThatFailsFailsOneRequest) {
    Router router = test_router();
    auto add = [&](const char* path, Runs runs, Handler handler) {
        EXPECT_TRUE(router.add({Method::Get, path, runs, kDefaultBody, std::move(handler)}));
    };
    for (Runs runs : {Runs::Here, Runs::Worker}) {
        std::string by = runs == Runs::Here ? "/here/" : "/worker/";
        add((by + "throws").c_str(), runs,
            [](Request, Reply) { throw std::runtime_error("a bug"); });
        add((by + "forgets").c_str(), runs, [](Request, Reply) {});
        add((by + "twice").c_str(), runs, [](Request, Reply reply) {
            reply(text("once"));
            reply(text("twice"));
        });
    }
    RunningServer server(std::move(router));
    Client client(server.port());
    for (const char* by : {"/here/", "/worker/"}) {
        client.send("GET " + (by + ("throws" + kEnd)));
        std::string answer = client.answer();
        EXPECT_EQ(status_of(answer), 500);
        EXPECT_EQ(answer.find("a bug"), std::string::npos);
        client.send("GET " + (by + ("forgets" + kEnd)));
        EXPECT_EQ(status_of(client.answer()), 500);
        client.send("GET " + (by + ("twice" + kEnd)));
        EXPECT_EQ(body_of(client.answer()), "once");
    }
    client.send("GET /hello" + kEnd);
    EXPECT_EQ(body_of(client.answer()), "hello");
}

TEST(Listener, AHeaderThatCouldEndALineIsNotSent) {
    struct Row {
        const char *why, *name;
        std::string value;
    };
    const std::vector<Row> rows = {
        {"CR LF", "Location", "/a\r\nSet-Cookie: stolen=1"},
        {"LF", "Location", "/a\nSet-Cookie: stolen=1"},
        {"CR", "Location", "/a\rSet-Cookie: stolen=1"},
        {"an answer of its own", "Location", "/a\r\n\r\nHTTP/1.1 200 OK\r\n\r\nstolen"},
        {"NUL", "Location", "/a\0stolen"s},
        {"a byte above ASCII", "Location", "/caf\xc3\xa9stolen"},
        {"a name with a line in it", "X\r\nSet-Cookie", "stolen"},
        {"a name with a colon", "X: stolen", "a"},
        {"an empty name", "", "stolen"},
        {"a length of its own", "content-length", "3stolen"},
        {"a coding of its own", "Transfer-Encoding", "stolen"},
        {"a connection of its own", "Connection", "stolen"},
        {"a value without end", "X", std::string(10'000, 'a') + "stolen"},
    };
    RunningServer server(
        router_with(Method::Get, "/row/{n}", Runs::Here, [&](Request request, Reply reply) {
            const Row& row = rows[std::stoul(request.capture("n"))];
            reply(text("stolen").with(row.name, row.value));
        }));
    for (std::size_t i = 0; i < rows.size(); ++i) {
        Client client(server.port());
        client.send("GET /row/" + std::to_string(i) + kEnd);
        client.end_sending();
        std::string all = client.rest();
        EXPECT_EQ(status_of(all), 500) << rows[i].why;
        EXPECT_EQ(all.find("stolen"), std::string::npos) << rows[i].why;
        EXPECT_EQ(all.find("HTTP/1.1", 1), std::string::npos) << rows[i].why;
    }
}

TEST(Listener, AnAnswerWithoutABodySaysNoLength) {
    RunningServer server(
        router_with(Method::Get, "/status/{n}", Runs::Here, [](Request request, Reply reply) {
            Response out = text("not sent");
            out.status = std::stoi(request.capture("n"));
            reply(out);
        }));
    Client client(server.port());
    for (int status : {204, 304}) {
        client.send("GET /status/" + std::to_string(status) + kEnd);
        std::string answer = client.answer();
        EXPECT_EQ(status_of(answer), status);
        EXPECT_EQ(answer.find("Content-Length"), std::string::npos);
    }
    for (int status : {0, 99, 101, 600}) {
        client.send("GET /status/" + std::to_string(status) + kEnd);
        EXPECT_EQ(status_of(client.answer()), 500) << status;
    }
}

TEST(Listener, ALargeAnswerArrivesWhole) {
    std::string large;
    for (int i = 0; i < 3'000'000; ++i) large += static_cast<char>('a' + i % 23);
    RunningServer server(router_with(Method::Get, "/large", Runs::Worker,
                                     [&](Request, Reply reply) { reply(text(large)); }));
    Client client(server.port());
    client.send("GET /large" + kEnd + "GET /hello" + kEnd);
    EXPECT_EQ(body_of(client.answer()), large);
    EXPECT_EQ(body_of(client.answer()), "hello");
}

TEST(Listener, TellsTheLogWhatWasAnswered) {
    std::vector<std::string> lines;
    RunningServer server(test_router(), {}, [&](const Request& request, int status, std::size_t n) {
        lines.push_back(std::string(to_string(request.method)) + " " + request.target + " " +
                        std::to_string(status) + " " + std::to_string(n) + " " +
                        request.peer.address);
    });
    {
        Client client(server.port());
        client.send("GET /hello?a=b" + kEnd + "HEAD /hello" + kEnd + "GET /none" + kEnd + "\r\n");
        client.rest();
    }
    server.stop();
    ASSERT_EQ(lines.size(), 4U);
    EXPECT_EQ(lines[0], "GET /hello?a=b 200 5 127.0.0.1");
    EXPECT_EQ(lines[1], "HEAD /hello 200 0 127.0.0.1");
    EXPECT_TRUE(lines[2].starts_with("GET /none 404 ")) << lines[2];
    EXPECT_TRUE(lines[3].starts_with("GET  400 ")) << lines[3];
}

TEST(Listener, StopsWhenWhatIsInHandIsDone) {
    std::promise<Reply> held;
    Listening listening;
    listening.bounds.linger_time = milliseconds(40);
    RunningServer server(
        router_with(Method::Get, "/slow", Runs::Worker,
                    [&](Request, Reply reply) { held.set_value(std::move(reply)); }),
        listening);
    Client idle(server.port()), half(server.port()), busy(server.port());
    idle.send("GET /hello" + kEnd);
    idle.answer();
    half.send("GET /hel");
    busy.send("GET /slow" + kEnd);
    Reply reply = held.get_future().get();
    server.ask_to_stop();
    EXPECT_EQ(idle.rest(), "");
    half.rest();
    Client late(server.port());
    EXPECT_FALSE(late.is_connected() && late.send("GET /hello" + kEnd) && !late.rest().empty());
    reply(text("done"));
    std::string answer = busy.rest();
    EXPECT_EQ(body_of(answer), "done");
    EXPECT_TRUE(has_line(answer, "Connection: close"));
    server.stop();
}

TEST(Listener, AReplyThatOutlivesTheListenerDoesNothing) {
    Reply kept;
    {
        RunningServer server(
            router_with(Method::Get, "/kept", Runs::Here, [&](Request, Reply reply) {
                reply(text("now"));
                kept = std::move(reply);
            }));
        Client client(server.port());
        client.send("GET /kept" + kEnd);
        EXPECT_EQ(body_of(client.answer()), "now");
    }
    kept(text("too late"));
}

// Clients that are slow. That these tests end is the assertion.

Listening hurried() {
    Listening listening;
    for (milliseconds* time :
         {&listening.bounds.head_time, &listening.bounds.body_time, &listening.bounds.idle_time,
          &listening.bounds.write_time, &listening.bounds.linger_time})
        *time = milliseconds(40);
    return listening;
}

TEST(SlowClient, AHeadThatNeverEndsIsEnded) {
    RunningServer server(test_router(), hurried());
    Client client(server.port());
    client.send("GET /hello HTTP/1.1\r\nHost: x\r\nA: ");
    EXPECT_EQ(status_of(client.rest()), 408);
}

TEST(SlowClient, AByteNowAndThenDoesNotHelp) {
    RunningServer server(test_router(), hurried());
    Client client(server.port());
    std::atomic<bool> is_over = false;
    std::thread drip([&] {
        client.send("GET /hello HTTP/1.1\r\nHost: x\r\nA: ");
        while (!is_over && client.send("a")) std::this_thread::sleep_for(milliseconds(5));
    });
    EXPECT_EQ(status_of(client.rest()), 408);
    is_over = true;
    drip.join();
}

TEST(SlowClient, ABodyThatNeverEndsIsEnded) {
    RunningServer server(test_router(), hurried());
    Client client(server.port());
    client.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc");
    EXPECT_EQ(status_of(client.rest()), 408);
}

TEST(SlowClient, SilenceIsEndedWithoutAWord) {
    RunningServer server(test_router(), hurried());
    Client fresh(server.port());
    EXPECT_EQ(fresh.rest(), "");
    // Where this thread is asleep for longer than the bound, it is refused and tries again.
    for (bool is_answered = false; !is_answered;) {
        Client used(server.port());
        used.send("GET /hello" + kEnd);
        is_answered = status_of(used.answer()) == 200;
        EXPECT_EQ(used.rest(), "");
    }
}

// Until one connection is let in: another's has ended.
void wait_for_a_place(const RunningServer& server) {
    for (;;) {
        Client client(server.port());
        client.send("GET /hello" + kEnd);
        client.end_sending();
        if (status_of(client.rest()) == 200) return;
    }
}

TEST(SlowClient, WhoDoesNotReadTheAnswerIsEnded) {
    std::string large(50'000'000, 'a');
    Listening listening = hurried();
    listening.bounds.connections = 1;
    RunningServer server(router_with(Method::Get, "/large", Runs::Worker,
                                     [&](Request, Reply reply) { reply(text(large)); }),
                         listening);
    Client client(server.port());
    client.send("GET /large" + kEnd);
    wait_for_a_place(server);
}

TEST(SlowClient, WhoDoesNotLeaveAfterARefusalIsEnded) {
    Listening listening = hurried();
    listening.bounds.connections = 1;
    RunningServer server(test_router(), listening);
    Client client(server.port());
    client.send("nonsense\r\n\r\n");
    EXPECT_EQ(status_of(client.rest()), 400);
    wait_for_a_place(server);
}

TEST(Listener, ConnectionsAreBounded) {
    Listening listening;
    listening.bounds.connections = 2;
    RunningServer server(test_router(), listening);
    {
        Client first(server.port()), second(server.port());
        for (Client* client : {&first, &second}) {
            client->send("GET /hello" + kEnd);
            EXPECT_EQ(status_of(client->answer()), 200);
        }
        Client third(server.port());
        EXPECT_EQ(status_of(third.rest()), 503);
        first.send("GET /hello" + kEnd);
        EXPECT_EQ(status_of(first.answer()), 200);
    }
    wait_for_a_place(server);
}

}  // namespace
}  // namespace standstill::server::http
