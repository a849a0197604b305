// How many events the store keeps durably in a second, and how long one append takes.
//
//   standstill-ledger-bench DIRECTORY EVENTS BATCH [--threads N] [--streams N] [--ids
//   random|ordered]
//                           [--command-events N] [--engine sqlite|memory]
//
// One JSON line for the run. Each event is 300 bytes of canonical JSON; each command has one event
// (unless
// --command-events) and a fresh id; the commands of a batch go to as many streams as --streams has
// for the thread, at random. Ids are 128 random bits by default, which is the hard case for any
// index of them. Counted in the time: canonical bytes, hashes, index, tree, flush. Not counted:
// making the commands.
//
// A claim of durability without a flush is worth nothing, so the flushes are counted where they
// happen (this program stands before fsync and fdatasync of the C library), and afterwards the log
// is opened again, its events are counted and, with --check, everything in it is verified.
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <map>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "store/memory/event_log.h"
#include "store/sqlite/event_log.h"

namespace {

std::atomic<std::uint64_t> flushes{0};

}  // namespace

extern "C" int fsync(int descriptor) {
    ++flushes;
    return static_cast<int>(::syscall(SYS_fsync, descriptor));
}

extern "C" int fdatasync(int descriptor) {
    ++flushes;
    return static_cast<int>(::syscall(SYS_fdatasync, descriptor));
}

namespace {

using namespace std::chrono;
namespace base = standstill::base;
namespace ledger = standstill::ledger;
namespace store = standstill::store;

constexpr std::size_t kEventBytes = 300;

struct Arguments {
    std::filesystem::path directory;
    std::uint64_t events = 0;
    std::uint64_t batch = 0;
    std::map<std::string, std::string> options;

    std::uint64_t number(const std::string& name, std::uint64_t otherwise) const {
        const auto it = options.find(name);
        return it == options.end() ? otherwise : std::stoull(it->second);
    }
    std::string text(const std::string& name, const std::string& otherwise) const {
        const auto it = options.find(name);
        return it == options.end() ? otherwise : it->second;
    }
};

[[noreturn]] void stop(const std::string& message) {
    fmt::print(stderr, "standstill-ledger-bench: {}\n", message);
    std::_Exit(1);
}

// A command whose events have exactly kEventBytes bytes, at least at version 0.
ledger::Command sample(std::uint64_t thread, std::uint64_t events) {
    ledger::Command command;
    command.cmd = std::string(32, '0');
    command.stream = fmt::format("case-{:02}-{:06}", thread, 0);
    command.actor = "office:contracting-officer";
    ledger::NewEvent event;
    event.type = "evidence.added";
    event.at = base::Instant{milliseconds{1732100000000}};
    event.facts = {{"grade", "B2"}, {"kind", "report"}, {"note", ""}};
    command.events = {event};
    const auto bytes = ledger::leaves_of(command, 0);
    if (!bytes) stop(bytes.error().message);
    command.events[0].facts["note"] = std::string(kEventBytes - bytes->front().size(), 'x');
    command.events.resize(events, command.events[0]);
    return command;
}

void write_hex(std::string& out, std::uint64_t high, std::uint64_t low) {
    constexpr char kDigits[] = "0123456789abcdef";
    for (int i = 0; i < 16; ++i) {
        out[static_cast<std::size_t>(i)] = kDigits[(high >> (60 - 4 * i)) & 15];
        out[static_cast<std::size_t>(16 + i)] = kDigits[(low >> (60 - 4 * i)) & 15];
    }
}

struct Run {
    std::vector<double> microseconds;
    std::uint64_t kept = 0;
};

// One caller: appends batches until its share is kept.
Run append_share(ledger::EventLog& log, const Arguments& arguments, std::uint64_t thread,
                 std::uint64_t share) {
    const std::uint64_t command_events = arguments.number("--command-events", 1);
    const std::uint64_t streams = arguments.number("--streams", 1000);
    const bool ordered = arguments.text("--ids", "random") == "ordered";
    std::mt19937_64 random{(number(*log.size()) + 1) * 64 + thread};
    std::vector<ledger::Command> commands(
        std::max<std::uint64_t>(arguments.batch / command_events, 1),
        sample(thread, command_events));
    Run run;
    for (std::uint64_t counter = number(*log.size()); run.kept < share;) {
        for (ledger::Command& command : commands) {
            write_hex(command.cmd, ordered ? ++counter : random(), ordered ? thread : random());
            std::uint64_t stream = random() % streams;
            for (std::size_t i = command.stream.size(); i-- > command.stream.size() - 6;
                 stream /= 10)
                command.stream[i] = static_cast<char>('0' + stream % 10);
        }
        const auto start = steady_clock::now();
        const auto outcomes = log.append(commands);
        run.microseconds.push_back(
            duration<double, std::micro>(steady_clock::now() - start).count());
        for (const auto& outcome : outcomes) {
            if (!outcome) stop(outcome.error().message);
            run.kept += outcome->count;
        }
    }
    return run;
}

double percentile(const std::vector<double>& sorted, double share) {
    const auto at = static_cast<std::size_t>(share * static_cast<double>(sorted.size()));
    return sorted[std::min(at, sorted.size() - 1)];
}

Arguments parse(int count, char** values) {
    if (count < 4) stop("usage: standstill-ledger-bench DIRECTORY EVENTS BATCH [--threads N] ...");
    Arguments arguments{values[1], std::stoull(values[2]), std::stoull(values[3]), {}};
    for (int i = 4; i + 1 < count; i += 2) arguments.options[values[i]] = values[i + 1];
    if (arguments.events == 0 || arguments.batch == 0) stop("EVENTS and BATCH must be above 0");
    return arguments;
}

}  // namespace

int main(int count, char** values) {
    const Arguments arguments = parse(count, values);
    const std::uint64_t threads = arguments.number("--threads", 1);
    const bool in_memory = arguments.text("--engine", "sqlite") == "memory";
    std::filesystem::create_directories(arguments.directory);
    const auto file = arguments.directory / "bench.db";

    std::unique_ptr<ledger::EventLog> log;
    if (in_memory) {
        log = std::make_unique<store::memory::EventLog>();
    } else {
        auto opened = store::sqlite::EventLog::open(file);
        if (!opened) stop(opened.error().message);
        log = std::move(*opened);
    }
    const std::uint64_t before = number(*log->size());

    std::vector<Run> runs(threads);
    flushes = 0;
    const auto start = steady_clock::now();
    {
        std::vector<std::jthread> callers;
        for (std::uint64_t i = 0; i < threads; ++i)
            callers.emplace_back(
                [&, i] { runs[i] = append_share(*log, arguments, i, arguments.events / threads); });
    }
    const double seconds = duration<double>(steady_clock::now() - start).count();
    const std::uint64_t flushed = flushes;

    std::uint64_t kept = 0;
    std::vector<double> microseconds;
    for (const Run& run : runs) {
        kept += run.kept;
        microseconds.insert(microseconds.end(), run.microseconds.begin(), run.microseconds.end());
    }
    std::ranges::sort(microseconds);

    std::uint64_t found = number(*log->size()) - before;
    double open_ms = 0;
    if (!in_memory) {
        log.reset();
        const auto reopen = steady_clock::now();
        auto opened = store::sqlite::EventLog::open(file);
        if (!opened) stop(opened.error().message);
        open_ms = duration<double, std::milli>(steady_clock::now() - reopen).count();
        found = number(*(*opened)->size()) - before;
        if (arguments.text("--check", "no") == "yes")
            if (auto sound = (*opened)->check(); !sound) stop(sound.error().message);
    }
    fmt::print(
        "{{\"engine\":\"standstill {}\",\"events\":{},\"batch\":{},\"events_per_s\":{:.0f},"
        "\"p50_us\":{:.0f},\"p99_us\":{:.0f},\"max_us\":{:.0f},\"flushes\":{},\"threads\":{},"
        "\"streams\":{},\"ids\":\"{}\",\"command_events\":{},\"event_bytes\":{},\"log_before\":{},"
        "\"found_after_reopening\":{},\"reopen_ms\":{:.1f}}}\n",
        in_memory ? "memory" : "sqlite", kept, arguments.batch, static_cast<double>(kept) / seconds,
        percentile(microseconds, 0.5), percentile(microseconds, 0.99), microseconds.back(), flushed,
        threads, arguments.number("--streams", 1000) * threads, arguments.text("--ids", "random"),
        arguments.number("--command-events", 1), kEventBytes, before, found, open_ms);
    return found == kept ? 0 : 1;
}
