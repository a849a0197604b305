// The listener over real sockets: what it answers, what it refuses, what it bounds.
#include "server/http/listener.h"
#include "server/http_socket.h"

namespace standstill::server::http {
namespace {

const std::string kEnd = " HTTP/1.1\r\nHost: x\r\n\r\n";

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

}  // namespace
}  // namespace standstill::server::http
