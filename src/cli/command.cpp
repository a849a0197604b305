#include "cli/command.h"

#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>

#include "cli/files.h"

namespace standstill::cli {

int complain(const base::Error& error) {
    fmt::print(stderr, "standstill: {}\n", error.message);
    return kError;
}

base::Result<review::Library> open_library(const Common& common) {
    if (common.rules.empty()) return review::Library(embedded_rules());
    auto files = read_rules(common.rules);
    if (!files) return files.error();
    return review::Library(std::move(*files));
}

base::Result<base::Instant> instant_or_now(const std::string& text) {
    if (!text.empty()) return base::parse_instant(text);
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

bool is_watched() { return isatty(STDERR_FILENO) == 1 && isatty(STDOUT_FILENO) == 1; }

}  // namespace standstill::cli
