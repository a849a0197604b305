// Kills an office at full load, again and again, and looks for everything it had acknowledged.
//
//   office_crash ROUNDS [THREADS] [DIRECTORY]
//
// A child opens the office and records from many threads; each counts in memory that the parent
// shares what was acknowledged to it. The parent kills it (SIGKILL) after a time that grows with
// the round, opens the folder, and then: the log checks whole; every acknowledged command is there;
// the case holds as many events as the log; and the office opens again and goes on.
#include <fmt/format.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "cli/zone_source.h"
#include "office/files.h"
#include "office/office.h"

namespace standstill::office {
namespace {

constexpr int kMostThreads = 64;
constexpr int kCases = 16;

struct Shared {
    std::array<std::atomic<std::uint64_t>, kMostThreads> acknowledged;
};

[[noreturn]] void stop(const std::string& message) {
    fmt::print(stderr, "office_crash: {}\n", message);
    std::_Exit(1);
}

template <typename T>
T need(base::Result<T> result) {
    if (!result) stop(result.error().message);
    return std::move(*result);
}

// A clock that goes on, also from one process to the next; which day it shows does not matter.
base::Instant now() {
    static const base::Instant kBegin = *base::parse_instant("2026-11-20T12:00:00Z");
    return kBegin + std::chrono::floor<std::chrono::milliseconds>(
                        std::chrono::steady_clock::now().time_since_epoch());
}

std::unique_ptr<Office> open_office(const std::filesystem::path& folder, review::Library& library) {
    Settings settings;
    settings.clock = now;
    settings.zones = [](const std::string& name) { return cli::load_zone(name); };
    return need(Office::open(need(Folder::open(folder, Folder::For::Writing)), library,
                             std::move(settings)));
}

std::string case_of(int thread) { return fmt::format("case-{}", thread % kCases); }
std::string command_of(int round, int thread, std::uint64_t count) {
    return fmt::format("r{}-{}-{}", round, thread, count);
}

base::Node parsed(const std::string& text) { return need(base::parse_document(text, "crash")); }

[[noreturn]] void child(const std::filesystem::path& folder, Shared& shared, int round,
                        int threads) {
    review::Library library(need(read_rules("rules")));
    auto office = open_office(folder, library);
    for (int i = 0; i < kCases; ++i) {
        Act act;
        act.actor = "crash";
        auto opened = office->open_case_now(
            parsed(fmt::format("{{standstill: 1, case: case-{}, law: [eo-14093], agency: {{name: "
                               "DHS, head: secretary-of-homeland-security}}}}",
                               i)),
            {}, act);
        if (!opened) stop(opened.error().message);
    }
    std::vector<std::thread> all;
    for (int t = 0; t < threads; ++t)
        all.emplace_back([&, t] {
            const base::Node event = parsed("{event: tool.named, by: reviewer, tool: Suite}");
            for (std::uint64_t count = 0;; ++count) {
                Act act;
                act.actor = "crash";
                act.command = command_of(round, t, count);
                auto done = office->record_now(case_of(t), {event}, std::move(act));
                if (!done) stop(done.error().message);
                shared.acknowledged[static_cast<std::size_t>(t)].store(count + 1);
            }
        });
    for (std::thread& one : all) one.join();
    std::_Exit(0);
}

// How many were acknowledged, all of which must be there.
std::uint64_t look(const std::filesystem::path& folder, const Shared& shared, int round,
                   int threads) {
    auto log = need(store::sqlite::EventLog::open(folder / "standstill.db"));
    need(log->check());
    std::uint64_t total = 0;
    for (int t = 0; t < threads; ++t) {
        const std::uint64_t count = shared.acknowledged[static_cast<std::size_t>(t)].load();
        total += count;
        for (std::uint64_t i = 0; i < count; ++i)
            if (!need(log->receipt(command_of(round, t, i))))
                stop(fmt::format("round {}: {} was acknowledged and is not there", round,
                                 command_of(round, t, i)));
    }
    return total;
}

int run(int rounds, int threads, const std::filesystem::path& folder) {
    void* memory =
        ::mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) stop("no memory to share");
    auto& shared = *new (memory) Shared{};
    std::uint64_t total = 0;
    for (int round = 0; round < rounds; ++round) {
        for (auto& count : shared.acknowledged) count = 0;
        const pid_t pid = ::fork();
        if (pid < 0) stop("cannot fork");
        if (pid == 0) child(folder, shared, round, threads);
        // Every fourth time it is killed whatever it does, perhaps while it is opening; else at
        // work, however busy the machine is.
        for (int i = 0; i < 30'000 && round % 4 != 3 && shared.acknowledged[0] == 0; ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds{1});
        std::this_thread::sleep_for(std::chrono::milliseconds{50 + 37 * (round % 23)});
        ::kill(pid, SIGKILL);
        int status = 0;
        ::waitpid(pid, &status, 0);
        if (!WIFSIGNALED(status)) stop(fmt::format("round {}: the child ended by itself", round));
        total += look(folder, shared, round, threads);
    }
    review::Library library(need(read_rules("rules")));
    auto office = open_office(folder, library);
    std::uint64_t events = 0;
    for (int i = 0; i < kCases; ++i) {
        auto view = office->look(fmt::format("case-{}", i), now());
        if (view) events += (*view)->of().events.size();
    }
    if (events < total) stop(fmt::format("{} acknowledged, {} in the cases", total, events));
    fmt::print("{} kills with {} threads: {} events acknowledged, all of them there ({} kept)\n",
               rounds, threads, total, events);
    return 0;
}

}  // namespace
}  // namespace standstill::office

int main(int argc, char** argv) {
    using namespace standstill::office;
    const int rounds = argc > 1 ? std::atoi(argv[1]) : 5;
    const int threads = argc > 2 ? std::min(std::atoi(argv[2]), kMostThreads) : 8;
    std::string folder = argc > 3 ? argv[3] : "";
    const bool is_own = folder.empty();
    if (is_own) {
        folder = (std::filesystem::temp_directory_path() / "office-crash-XXXXXX").string();
        if (::mkdtemp(folder.data()) == nullptr) return 1;
    }
    const int status = run(rounds, threads, folder);
    std::error_code ignored;
    if (is_own) std::filesystem::remove_all(folder, ignored);
    return status;
}
