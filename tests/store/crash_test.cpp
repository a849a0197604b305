// Kills a writer at full load, again and again, and looks at what it left.
//
//   crash_writer CYCLES [SEED] [DIRECTORY]
//
// A child opens the log, several threads append batches as fast as they can and write each
// acknowledged command into a pipe. The parent kills it (SIGKILL) after a random time, also while
// it is still opening, and then:
//   - the log opens, and its full check finds nothing (every fifth time and at the end; the tail
//   always);
//   - every command that was acknowledged is there, at the index and with the number of events of
//   its receipt;
//   - no command is there twice; what was sent again after the restart came back with the first
//   receipt.
// Kill -9 loses no page of the operating system's cache, so this shows the order of writing and the
// recovery, not the flush; the flushes are counted in benchmarks/store_benchmark.cpp.
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "store/sqlite/event_log.h"

namespace standstill::store {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kThreads = 3;
// A larger log is put away, or the checks would take all the time.
constexpr std::uint64_t kMaxEvents = 150'000;
// Few, so that a fold is under way at most times.
constexpr std::uint64_t kFoldAtLeast = 2'000;

[[noreturn]] void stop(const std::string& message) {
    fmt::print(stderr, "crash_writer: {}\n", message);
    std::_Exit(1);
}

std::string id_of(std::uint64_t cycle, int thread, std::uint64_t count) {
    return fmt::format("c{}-{}-{}", cycle, thread, count);
}

// The same id always makes the same command, so that it can be sent again.
ledger::Command command_of(const std::string& id) {
    const std::size_t mixed = std::hash<std::string>{}(id);
    ledger::NewEvent event;
    event.type = "evidence.added";
    event.at = base::Instant{std::chrono::milliseconds{1732100000000}};
    event.facts = {{"note", std::string(mixed % 300, 'x')}};
    return {.cmd = id,
            .stream = fmt::format("case-{}", mixed % 97),
            .actor = "office:reviewer",
            .expected_version = std::nullopt,
            .events = std::vector<ledger::NewEvent>(1 + mixed / 300 % 3, event)};
}

// One write to a pipe of at most PIPE_BUF bytes is whole or not at all.
void report(int pipe, const std::string& text) {
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = std::min(text.size(), at + 4000);
        if (end < text.size()) end = text.rfind('\n', end - 1) + 1;
        if (::write(pipe, text.data() + at, end - at) < 0) std::_Exit(2);
        at = end;
    }
}

void append_for_ever(ledger::EventLog& log, std::uint64_t cycle, int thread, int pipe,
                     std::uint64_t seed) {
    std::mt19937_64 random{seed + static_cast<std::uint64_t>(thread)};
    std::vector<ledger::Command> commands;
    if (cycle > 0)  // what the one before may or may not have kept
        for (std::uint64_t count = 0; count < 50; ++count)
            commands.push_back(command_of(id_of(cycle - 1, thread, count)));
    for (std::uint64_t count = 0;;) {
        const std::uint64_t size = random() % 4 == 0 ? 1 : 1 + random() % 300;
        for (std::uint64_t i = 0; i < size; ++i)
            commands.push_back(command_of(id_of(cycle, thread, count++)));
        const auto outcomes = log.append(commands);
        std::string acknowledged;
        for (std::size_t i = 0; i < outcomes.size(); ++i) {
            if (!outcomes[i]) stop(outcomes[i].error().message);
            acknowledged += fmt::format("{} {} {}\n", commands[i].cmd,
                                        number(outcomes[i]->first_index), outcomes[i]->count);
        }
        report(pipe, acknowledged);
        commands.clear();
    }
}

[[noreturn]] void run_child(const std::filesystem::path& file, std::uint64_t cycle, int pipe,
                            std::uint64_t seed) {
    auto log = sqlite::EventLog::open(file, sqlite::Access::ReadWrite, kFoldAtLeast);
    if (!log) stop(log.error().message);
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < kThreads; ++thread)
        threads.emplace_back([&, thread] { append_for_ever(**log, cycle, thread, pipe, seed); });
    threads.clear();
    std::_Exit(3);
}

struct Place {
    std::uint64_t first = 0;
    std::uint64_t count = 0;
};
using Acknowledged = std::map<std::string, Place>;

// When the life of a child begins to be counted.
enum class From { Start, FirstAnswer };

// Reads the pipe until it is time to kill, kills, reads what is left.
std::string run_and_kill(const std::filesystem::path& file, std::uint64_t cycle, std::uint64_t seed,
                         std::chrono::microseconds life, From from) {
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) != 0) stop("no pipe");
    const pid_t child = ::fork();
    if (child < 0) stop("no fork");
    if (child == 0) {
        ::close(ends[0]);
        run_child(file, cycle, ends[1], seed);
    }
    ::close(ends[1]);
    std::string text;
    std::array<char, 65536> buffer{};
    auto end = from == From::Start ? Clock::now() + life : Clock::time_point::max();
    bool killed = false;
    for (;;) {
        if (end == Clock::time_point::max() && !text.empty()) end = Clock::now() + life;
        const auto left =
            std::chrono::duration_cast<std::chrono::nanoseconds>(end - Clock::now()).count();
        if (left <= 0 && !killed) {
            ::kill(child, SIGKILL);
            killed = true;
        }
        pollfd ready{ends[0], POLLIN, 0};
        const timespec wait{0, killed ? 999'999'999 : std::clamp<long>(left, 0, 999'999'999)};
        if (::ppoll(&ready, 1, &wait, nullptr) <= 0) continue;
        const ssize_t size = ::read(ends[0], buffer.data(), buffer.size());
        if (size <= 0) break;
        text.append(buffer.data(), static_cast<std::size_t>(size));
    }
    ::close(ends[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    if (!WIFSIGNALED(status) || WTERMSIG(status) != SIGKILL) stop("the child ended by itself");
    return text;
}

// Puts the lines into the book and returns them; a repeated receipt must be the same.
Acknowledged note(Acknowledged& book, std::string_view text) {
    Acknowledged fresh;
    while (!text.empty()) {
        const auto line = text.substr(0, text.find('\n'));
        if (line.size() == text.size()) break;
        text.remove_prefix(line.size() + 1);
        const auto first_space = line.find(' '), second_space = line.rfind(' ');
        Place place;
        std::from_chars(line.data() + first_space + 1, line.data() + second_space, place.first);
        std::from_chars(line.data() + second_space + 1, line.data() + line.size(), place.count);
        const std::string id{line.substr(0, first_space)};
        const auto [known, is_new] = book.emplace(id, place);
        if (!is_new && (known->second.first != place.first || known->second.count != place.count))
            stop(fmt::format("`{}` was acknowledged at {} and at {}", id, known->second.first,
                             place.first));
        fresh.emplace(id, place);
    }
    return fresh;
}

void expect_kept(const ledger::EventLog& log, const Acknowledged& acknowledged) {
    for (const auto& [id, place] : acknowledged) {
        const auto receipt = log.receipt(id);
        if (!receipt) stop(receipt.error().message);
        if (!*receipt)
            stop(fmt::format("`{}` was acknowledged at {} and is lost", id, place.first));
        if (number((*receipt)->first_index) != place.first || (*receipt)->count != place.count)
            stop(fmt::format("`{}` was acknowledged at {} and is at {}", id, place.first,
                             number((*receipt)->first_index)));
    }
}

// Reads the log from the bytes alone.
void expect_once(const ledger::EventLog& log, const Acknowledged& book) {
    Acknowledged found;
    std::uint64_t index = 0;
    for (;;) {
        const auto events = log.read(ledger::LeafIndex{index}, 10'000);
        if (!events) stop(events.error().message);
        if (events->empty()) break;
        for (const auto& event : *events) {
            if (number(event.index) != index)
                stop(fmt::format("index {} follows {}", number(event.index), index));
            auto& place =
                found
                    .try_emplace(std::string{ledger::scan_event(event.bytes)->cmd}, Place{index, 0})
                    .first->second;
            if (place.first + place.count++ != index)
                stop(fmt::format("a command is twice at {}", index));
            ++index;
        }
    }
    for (const auto& [id, place] : book)
        if (!found.contains(id) || found[id].first != place.first || found[id].count != place.count)
            stop(fmt::format("`{}` is not kept once at {}", id, place.first));
}

}  // namespace
}  // namespace standstill::store

int main(int count, char** values) {
    using namespace standstill::store;
    const std::uint64_t cycles = count > 1 ? std::stoull(values[1]) : 30;
    const std::uint64_t seed =
        count > 2 ? std::stoull(values[2]) : static_cast<std::uint64_t>(::getpid());
    const std::filesystem::path folder = count > 3
                                             ? std::filesystem::path{values[3]}
                                             : std::filesystem::temp_directory_path() /
                                                   fmt::format("standstill-crash-{}", ::getpid());
    fmt::print("crash_writer {} {} {}\n", cycles, seed, folder.string());
    std::mt19937_64 random{seed};
    Acknowledged book;
    std::uint64_t commands = 0, events = 0, logs = 0, without = 0;
    std::vector<double> open_ms;
    for (std::uint64_t cycle = 0; cycle < cycles; ++cycle) {
        std::filesystem::create_directories(folder);
        const auto file = folder / "log.db";
        // One in eight may die while it opens the log; the others are in the middle of anything.
        const From from = random() % 8 == 0 ? From::Start : From::FirstAnswer;
        const std::chrono::microseconds life{random() % 30'000};
        const auto fresh = note(book, run_and_kill(file, cycle, seed + cycle * 100, life, from));
        commands += fresh.size();
        without += fresh.empty();

        const auto start = Clock::now();
        auto log = sqlite::EventLog::open(file);
        if (!log) stop(log.error().message);
        open_ms.push_back(std::chrono::duration<double, std::milli>(Clock::now() - start).count());
        expect_kept(**log, fresh);
        const std::uint64_t size = number(*(*log)->size());
        const bool put_away = size > kMaxEvents || cycle + 1 == cycles;
        if (put_away || cycle % 5 == 4) {
            expect_once(**log, book);
            if (const auto sound = (*log)->check(); !sound) stop(sound.error().message);
        }
        if (put_away) {
            events += size;
            ++logs;
            book.clear();
            log->reset();
            std::filesystem::remove_all(folder);
        }
    }
    std::ranges::sort(open_ms);
    fmt::print(
        "{} kills, {} of them before the first acknowledgement; {} commands acknowledged, {} "
        "events in {} logs; lost 0, twice 0; reopening p50 {:.1f} ms, max {:.1f} ms\n",
        cycles, without, commands, events, logs, open_ms[open_ms.size() / 2], open_ms.back());
}
