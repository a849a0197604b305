// The interface on a port of loopback, for clients that other people wrote.
//
// Prints one line of JSON, with its address, its key and a token for each of a few people, and
// serves until its standard input ends. Everything lies in a folder that goes with it.
#include <fmt/format.h>

#include <boost/json.hpp>
#include <cstdio>
#include <iostream>
#include <thread>

#include "cli/desk.h"
#include "server/api_site.h"
#include "server/http/listener.h"

namespace standstill::server::api {
namespace {

identity::Person somebody(const std::string& id, const std::vector<std::string>& offices) {
    identity::Person out;
    out.id = id;
    for (const std::string& office : offices) {
        identity::Holding holding;
        holding.office = office;
        out.holdings.push_back(holding);
    }
    return out;
}

json::object tokens(Interface& wire) {
    identity::Person registrar = somebody("registrar", {"reviewer", "contracting-officer"});
    registrar.is_registrar = true;
    return {{"registrar", wire.token_of(registrar)},
            {"reviewer", wire.token_of(somebody("reviewer", {"reviewer"}))}};
}

int serve(std::size_t events) {
    Interface wire(false);
    wire.real_clock = cli::now;
    // Nobody is too fast here.
    wire.site->settings.rates = {{}, {}, {}, {}};
    wire.add_chapters();
    json::object said = {{"tokens", tokens(wire)}};
    std::string token(said.at("tokens").at("registrar").as_string());
    std::string finding = R"({"event":"purpose.set","by":"reviewer","purpose":"operational"})";
    if (wire.post("/api/cases", token, Interface::case_file("a-1")).status != 201) return 1;
    for (std::size_t done = 1; done < events; done += 500) {
        std::string list;
        for (std::size_t i = done; i < std::min(events, done + 500); ++i)
            list += (list.empty() ? "" : ",") + finding;
        if (wire.post("/api/cases/a-1/events", token, "[" + list + "]").status != 201) return 1;
    }
    http::Listening listening;
    listening.clock = cli::now;
    auto listener = http::Listener::open(std::move(listening), *wire.router, nullptr);
    if (!listener) {
        fmt::print(stderr, "{}\n", listener.error().message);
        return 1;
    }
    said["url"] = fmt::format("http://127.0.0.1:{}", (*listener)->port());
    said["key"] = ledger::to_string(wire.office->key());
    said["case"] = "a-1";
    fmt::print("{}\n", json::serialize(said));
    std::fflush(stdout);
    std::thread network([&] { (*listener)->run(); });
    std::string line;
    while (std::getline(std::cin, line)) {
    }
    (*listener)->stop();
    network.join();
    return 0;
}

}  // namespace
}  // namespace standstill::server::api

int main(int count, char** arguments) {
    std::size_t events = count > 1 ? std::stoul(arguments[1]) : 10;
    return standstill::server::api::serve(events);
}
