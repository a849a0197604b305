// What `serve` and `demo` share: where to listen, and how the office is started and stopped.
#pragma once

#include <memory>
#include <string>

#include "base/result.h"
#include "cli/command.h"
#include "server/running.h"

namespace standstill::cli {

// 14093, as the order is numbered.
inline constexpr std::uint16_t kDefaultPort = 14093;

// Clock, randomness, zones and complaints of this machine.
server::RunningSettings settings_of_this_machine();

// Reads `ADDRESS:PORT`, `PORT` or `[v6]:PORT`. Fails with Invalid.
base::Status set_listening(const std::string& text, server::http::Listening& out);

// Keeps SIGINT and SIGTERM from every thread that is started from now on; serve_until_told waits
// for them. Called before Running::start.
void block_signals();

// Serves until SIGINT or SIGTERM, then finishes what is in hand.
int serve_until_told(server::Running& running);

}  // namespace standstill::cli
