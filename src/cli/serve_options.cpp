#include "cli/serve_options.h"

#include <fmt/format.h>
#include <sys/random.h>

#include <charconv>
#include <csignal>
#include <cstdio>
#include <thread>

#include "cli/desk.h"
#include "cli/files.h"

namespace standstill::cli {

namespace {

std::string random_bytes(std::size_t count) {
    std::string out(count, '\0');
    std::size_t done = 0;
    while (done < count) {
        ssize_t got = ::getrandom(out.data() + done, count - done, 0);
        if (got <= 0) return "";
        done += static_cast<std::size_t>(got);
    }
    return out;
}

sigset_t ending_signals() {
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGTERM);
    return ends;
}

}  // namespace

server::RunningSettings settings_of_this_machine() {
    server::RunningSettings out;
    out.office.clock = now;
    out.office.random = random_bytes;
    out.office.zones = system_zones();
    out.complain = [](const std::string& line) { fmt::print(stderr, "standstill: {}\n", line); };
    return out;
}

base::Status set_listening(const std::string& text, server::http::Listening& out) {
    std::size_t colon = text.rfind(':');
    std::string address = colon == std::string::npos ? "" : text.substr(0, colon);
    std::string port = colon == std::string::npos ? text : text.substr(colon + 1);
    if (address.size() >= 2 && address.front() == '[' && address.back() == ']')
        address = address.substr(1, address.size() - 2);
    std::uint16_t number = 0;
    auto read = std::from_chars(port.data(), port.data() + port.size(), number);
    if (read.ec != std::errc() || read.ptr != port.data() + port.size())
        return base::invalid(
            fmt::format("`{}` is no place to listen; expected ADDRESS:PORT, such as 127.0.0.1:{}",
                        text, kDefaultPort));
    if (!address.empty()) out.address = address;
    out.port = number;
    return base::Done{};
}

void block_signals() {
    sigset_t ends = ending_signals();
    pthread_sigmask(SIG_BLOCK, &ends, nullptr);
}

int serve_until_told(server::Running& running) {
    sigset_t ends = ending_signals();
    std::thread waiter([&] {
        int signal = 0;
        sigwait(&ends, &signal);
        running.stop();
    });
    running.run();
    waiter.join();
    return kDone;
}

}  // namespace standstill::cli
