// The listener alone, for a load generator: answers of 350 bytes that cost nothing to make, on the
// thread of the network (/here) and by a worker (/worker). Prints its port, ends with its input.
#include "server/http/listener.h"

#include <cstdio>
#include <string>
#include <thread>

int main() {
    using namespace standstill;
    using namespace standstill::server;
    http::Router router;
    auto answer = [](http::Request, http::Reply reply) {
        reply(http::json(std::string(350, 'x')));
    };
    for (auto [path, runs] :
         {std::pair{"/here", http::Runs::Here}, {"/worker", http::Runs::Worker}})
        if (!router.add({http::Method::Get, path, runs, 0, answer})) return 1;
    http::Listening listening;
    // A clock that begins anywhere and goes as fast as the world's.
    listening.clock = [begun = std::chrono::steady_clock::now()] {
        return base::Instant() + std::chrono::floor<std::chrono::milliseconds>(
                                     std::chrono::steady_clock::now() - begun);
    };
    auto listener = http::Listener::open(listening, router, {});
    if (!listener) {
        std::fprintf(stderr, "%s\n", listener.error().message.c_str());
        return 1;
    }
    std::printf("%d\n", (*listener)->port());
    std::fflush(stdout);
    std::thread thread([&] { (*listener)->run(); });
    while (std::getchar() != EOF) {
    }
    (*listener)->stop();
    thread.join();
    return 0;
}
