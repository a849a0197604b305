// Requests that could mean two things, or nothing, sent over real sockets: each gets a short answer
// that says why, and the connection ends.
#include <fmt/format.h>

#include "server/http/second_reading.h"
#include "server/http_socket.h"

namespace standstill::server::http {
namespace {

using namespace std::string_literals;

struct Row {
    const char* why;
    std::string bytes;
    int status;
};

std::string get(const std::string& target) {
    return "GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n";
}
std::string with(const std::string& headers) {
    return "GET /hello HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n";
}
std::string post(const std::string& headers, const std::string& body) {
    return "POST /echo HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n" + body;
}
std::string text_of(std::initializer_list<const char*> parts) {
    std::string out;
    for (const char* part : parts) out += part;
    return out;
}

// After every row comes a second request: it must never be answered.
void expect_refused(const std::vector<Row>& rows) {
    int answered = 0;
    Router router = test_router();
    ASSERT_TRUE(
        router.add({Method::Get, "/smuggled", Runs::Here, kDefaultBody, [&](Request, Reply reply) {
                        ++answered;
                        reply(text("smuggled"));
                    }}));
    RunningServer server(std::move(router));
    for (const Row& row : rows) {
        Client client(server.port());
        client.send(row.bytes + get("/smuggled"));
        std::string all = client.rest();
        EXPECT_EQ(status_of(all), row.status) << row.why << ": " << all;
        EXPECT_TRUE(has_line(all, "Content-Type: application/problem+json")) << row.why;
        EXPECT_TRUE(has_line(all, "Connection: close")) << row.why;
        EXPECT_EQ(all.find("\r\nDate: "), all.rfind("\r\nDate: ")) << row.why << ": " << all;
        EXPECT_LT(all.size(), 500U) << row.why;
    }
    server.stop();
    EXPECT_EQ(answered, 0);
}

TEST(Refusal, FirstLinesThatAreNone) {
    expect_refused({
        {"two spaces", "GET  /hello HTTP/1.1\r\nHost: x\r\n\r\n", 400},
        {"a space in the target", "GET /hel lo HTTP/1.1\r\nHost: x\r\n\r\n", 400},
        {"a tab for a space", "GET\t/hello HTTP/1.1\r\nHost: x\r\n\r\n", 400},
        {"a space at the end", "GET /hello HTTP/1.1 \r\nHost: x\r\n\r\n", 400},
        {"no version", "GET /hello\r\nHost: x\r\n\r\n", 400},
        {"an empty line before", "\r\nGET /hello HTTP/1.1\r\nHost: x\r\n\r\n", 400},
        {"a method that is no token", "G(T /hello HTTP/1.1\r\nHost: x\r\n\r\n", 400},
        {"a method in lower case", "get /hello HTTP/1.1\r\nHost: x\r\n\r\n", 501},
        {"a method that nobody knows", "BREW /hello HTTP/1.1\r\nHost: x\r\n\r\n", 501},
        {"HTTP/1.0", "GET /hello HTTP/1.0\r\nHost: x\r\n\r\n", 505},
        {"HTTP/1.2", "GET /hello HTTP/1.2\r\nHost: x\r\n\r\n", 505},
        {"HTTP/2.0", "GET /hello HTTP/2.0\r\nHost: x\r\n\r\n", 505},
        {"HTTP/2's preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505},
        {"http in lower case", "GET /hello http/1.1\r\nHost: x\r\n\r\n", 400},
        {"a version of two digits", "GET /hello HTTP/1.11\r\nHost: x\r\n\r\n", 400},
        {"another protocol", "SSH-2.0-OpenSSH_9.2\r\n\r\n", 400},
        {"TLS on a plain port", "\x16\x03\x01\x02\x00\x01\x00"s, 400},
        {"one line that does not end", std::string(9'000, 'a'), 414},
        {"a target that is too long", get("/" + std::string(5'000, 'a')), 414},
    });
}

TEST(Refusal, BytesThatHaveNoPlaceInAHead) {
    expect_refused({
        {"bare LF throughout", "GET /hello HTTP/1.1\nHost: x\n\n", 400},
        {"bare LF after the first line", "GET /hello HTTP/1.1\nHost: x\r\n\r\n", 400},
        {"bare LF between headers", with("A: b\nC: d\r\n"), 400},
        {"bare LF for the end", "GET /hello HTTP/1.1\r\nHost: x\r\n\n", 400},
        {"bare CR in a value", with("A: b\rC: d\r\n"), 400},
        {"CR CR LF", with("A: b\r\r\n"), 400},
        {"NUL in a value", with("A: b\0c\r\n"s), 400},
        {"NUL in the target", "GET /hel\0lo HTTP/1.1\r\nHost: x\r\n\r\n"s, 400},
        {"a control character", with("A: b\x01\r\n"), 400},
        {"DEL", with("A: b\x7f\r\n"), 400},
        {"an escape of the terminal", with("A: \x1b[31m\r\n"), 400},
        {"a byte above ASCII in a value", with("A: \xc3\xa9\r\n"), 400},
        {"a byte above ASCII in the target", get("/h\xc3\xa9llo"), 400},
        {"a vertical tab in a value", with("A: b\vc\r\n"), 400},
    });
}

TEST(Refusal, HeadersThatReadInTwoWays) {
    expect_refused({
        {"a folded header", with("A: b\r\n c\r\n"), 400},
        {"a header folded with a tab", with("A: b\r\n\tc\r\n"), 400},
        {"a first header that is folded", "GET /hello HTTP/1.1\r\n Host: x\r\n\r\n", 400},
        {"a space before the colon", with("A : b\r\n"), 400},
        {"a tab before the colon", with("A\t: b\r\n"), 400},
        {"a name with a space in it", with("A B: c\r\n"), 400},
        {"a name with brackets", with("A(b): c\r\n"), 400},
        {"no name", with(": c\r\n"), 400},
        {"no colon", with("abc\r\n"), 400},
        {"no Host", "GET /hello HTTP/1.1\r\nA: b\r\n\r\n", 400},
        {"two Hosts", with("Host: y\r\n"), 400},
        {"two Hosts that are alike", with("host: x\r\n"), 400},
        {"an empty Host", "GET /hello HTTP/1.1\r\nHost:\r\n\r\n", 400},
        {"a Host with a path", "GET /hello HTTP/1.1\r\nHost: x/y\r\n\r\n", 400},
        {"a Host with a user", "GET /hello HTTP/1.1\r\nHost: a@x\r\n\r\n", 400},
        {"two Hosts in one", "GET /hello HTTP/1.1\r\nHost: x, y\r\n\r\n", 400},
        {"two Authorizations", with("Authorization: a\r\nauthorization: b\r\n"), 400},
        {"two Cookies", with("Cookie: a=1\r\nCookie: a=2\r\n"), 400},
        {"an Upgrade", with("Connection: Upgrade\r\nUpgrade: websocket\r\n"), 501},
        {"an Upgrade to HTTP/2",
         with("Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAAA\r\n"),
         501},
        {"a Connection that is no list", with("Connection: keep-alive=1\r\n"), 400},
        {"a Connection that is empty", with("Connection:\r\n"), 400},
        {"another Expect", with("Expect: 200-ok\r\n"), 417},
    });
}

TEST(Refusal, LengthsThatReadInTwoWays) {
    expect_refused({
        {"two lengths", post("Content-Length: 3\r\nContent-Length: 4\r\n", "abc"), 400},
        {"two that are alike", post("Content-Length: 3\r\nContent-Length: 3\r\n", "abc"), 400},
        {"a list", post("Content-Length: 3, 3\r\n", "abc"), 400},
        {"a sign", post("Content-Length: +3\r\n", "abc"), 400},
        {"a minus", post("Content-Length: -1\r\n", "abc"), 400},
        {"a leading zero", post("Content-Length: 03\r\n", "abc"), 400},
        {"hexadecimal", post("Content-Length: 0x3\r\n", "abc"), 400},
        {"a point", post("Content-Length: 3.0\r\n", "abc"), 400},
        {"a space in it", post("Content-Length: 3 0\r\n", "abc"), 400},
        {"nothing", post("Content-Length:\r\n", "abc"), 400},
        {"a word", post("Content-Length: three\r\n", "abc"), 400},
        {"beyond 64 bits", post("Content-Length: 18446744073709551619\r\n", "abc"), 413},
        {"a length and a coding",
         post("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), 400},
        {"a coding and a length",
         post("Transfer-Encoding: chunked\r\nContent-Length: 3\r\n", "0\r\n\r\n"), 400},
        {"a coding", post("Transfer-Encoding: chunked\r\n", "0\r\n\r\n"), 501},
        {"a coding of GET", with("Transfer-Encoding: chunked\r\n"), 501},
        {"a coding with odd case", post("tRANSFER-eNCODING: xchunked\r\n", "0\r\n\r\n"), 501},
        {"a coding that means nothing", post("Transfer-Encoding: identity\r\n", "abc"), 501},
        {"an empty coding", post("Transfer-Encoding:\r\n", "abc"), 501},
        {"a coding behind a space", post("Transfer-Encoding : chunked\r\n", "0\r\n\r\n"), 400},
        {"a coding folded", post("Transfer-Encoding:\r\n chunked\r\n", "0\r\n\r\n"), 400},
        {"a coding behind a bare CR", post("A: b\rTransfer-Encoding: chunked\r\n", ""), 400},
        {"a GET with a body", with("Content-Length: 3\r\n") + "abc", 400},
    });
}

TEST(Refusal, TargetsThatAreNotPaths) {
    expect_refused({
        {"absolute form", get("http://x/hello"), 400},
        {"absolute form of another host", get("https://y/hello"), 400},
        {"asterisk form", "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n", 400},
        {"authority form", "CONNECT x:443 HTTP/1.1\r\nHost: x\r\n\r\n", 400},
        {"nothing", "GET HTTP/1.1\r\nHost: x\r\n\r\n", 400},
        {"no slash", get("hello"), 400},
        {"a host by two slashes", get("//y/hello"), 400},
        {"a fragment", get("/hello#x"), 400},
        {"quotes", get("/hello\"x"), 400},
        {"brackets", get("/hello<x>"), 400},
        {"quotes in the query", get("/hello?a=\"x\""), 400},
        {"an escape cut off", get("/hello%4"), 400},
        {"an escape that is none", get("/hello%zz"), 400},
        {"an escape in the query cut off", get("/hello?a=%4"), 400},
        {"NUL in the query", get("/hello?a=%00"), 400},
        {"a query that is not UTF-8", get("/hello?a=%ff"), 400},
        {"an overlong query", get("/hello?a=%c0%af"), 400},
    });
}

TEST(Refusal, PathsThatClimb) {
    expect_refused({
        {"two dots", get("/static/../hello"), 400},
        {"two dots at the end", get("/static/.."), 400},
        {"two dots at once", get("/../../etc/passwd"), 400},
        {"one dot", get("/./hello"), 400},
        {"one dot at the end", get("/hello/."), 400},
        {"escaped dots", get("/static/%2e%2e/hello"), 400},
        {"a dot and an escaped one", get("/static/.%2E/hello"), 400},
        {"an escaped slash", get("/static%2fhello"), 400},
        {"dots and an escaped slash", get("/static/..%2Fhello"), 400},
        {"an escaped NUL", get("/hello%00"), 400},
        {"a NUL before an ending", get("/static/x%00.css"), 400},
        {"a backslash", get("/static\\..\\hello"), 400},
        {"an escaped backslash", get("/static%5c..%5chello"), 400},
        {"escaped twice", get("/static/%252e%252e/hello"), 400},
        {"an escaped percent sign", get("/hello%25"), 400},
        {"an overlong slash", get("/static%c0%afhello"), 400},
        {"an overlong dot", get("/static/%c0%ae%c0%ae/hello"), 400},
        {"no UTF-8", get("/hello%ff"), 400},
        {"a surrogate", get("/hello%ed%a0%80"), 400},
        {"escaped CR LF", get("/hello%0d%0aSet-Cookie:a"), 400},
        {"an empty part", get("/static//hello"), 400},
    });
}

TEST(Refusal, HeadsBeyondTheirBounds) {
    std::string many, long_one = "A: " + std::string(9'000, 'a') + "\r\n";
    for (int i = 0; i < 64; ++i) many += fmt::format("A{}: b\r\n", i);
    expect_refused({
        {"too many headers", with(many), 431},
        {"a header that is too long", with(long_one), 431},
        {"a head that does not end", "GET /hello HTTP/1.1\r\nA: " + std::string(20'000, 'a'), 431},
        {"a body beyond the route's bound", post("Content-Length: 1000001\r\n", ""), 413},
        {"a body where none is taken",
         text_of({"DELETE /hello HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc"}), 405},
    });
}

TEST(Refusal, OneHeaderLessIsTaken) {
    std::string many;
    for (int i = 0; i < 63; ++i) many += fmt::format("A{}: b\r\n", i);
    RunningServer server(test_router());
    Client client(server.port());
    client.send(with(many));
    EXPECT_EQ(status_of(client.answer()), 200);
}

TEST(Refusal, ABodyBeyondItsBoundIsNotWaitedForAndItsSenderLearnsWhy) {
    RunningServer server(test_router());
    Client patient(server.port());
    patient.send(post("Content-Length: 1000001\r\nExpect: 100-continue\r\n", ""));
    EXPECT_EQ(status_of(patient.rest()), 413);

    Client hasty(server.port());
    hasty.send(post("Content-Length: 4000000\r\n", std::string(4'000'000, 'a')));
    EXPECT_EQ(status_of(hasty.rest()), 413);
}

TEST(Refusal, BodiesHeldAtOneTimeAreBounded) {
    Listening listening;
    listening.bounds.bodies = 1'500'000;
    RunningServer server(test_router(), listening);
    Client first(server.port()), second(server.port());
    // Once it is asked to go on, its body counts.
    first.send(post("Content-Length: 1000000\r\nExpect: 100-continue\r\n", ""));
    EXPECT_EQ(status_of(first.answer(false)), 100);
    second.send(post("Content-Length: 1000000\r\n", ""));
    EXPECT_EQ(status_of(second.rest()), 503);
    first.send(std::string(1'000'000, 'a'));
    EXPECT_EQ(status_of(first.answer()), 200);
    Client third(server.port());
    third.send(post("Content-Length: 1000000\r\n", std::string(1'000'000, 'b')));
    EXPECT_EQ(status_of(third.answer()), 200);
}

// What the strict layer lets through, Beast reads the same.
TEST(Refusal, WhatTwoParsersReadDifferentlyIsNotAlike) {
    std::string bytes = with("A: b\r\n");
    auto read = read_head(bytes);
    Head head = std::get<Head>(read);
    EXPECT_TRUE(reads_alike(head, bytes));
    struct Case {
        const char* why;
        std::string bytes;
    };
    for (const Case& other :
         {Case{"another method", "PUT" + bytes.substr(3)}, Case{"another value", with("A: c\r\n")},
          Case{"another name", with("B: b\r\n")}, Case{"a header more", with("A: b\r\nC: d\r\n")},
          Case{"a header less", with("")}, Case{"another target", get("/other")},
          Case{"a byte more", bytes + "x"}, Case{"no end", bytes.substr(0, bytes.size() - 2)},
          Case{"another length", with("A: b\r\nContent-Length: 3\r\n")}})
        EXPECT_FALSE(reads_alike(head, other.bytes)) << other.why;
}

}  // namespace
}  // namespace standstill::server::http
