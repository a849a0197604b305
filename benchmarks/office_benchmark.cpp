// What an office does in a second: questions to its gate, events from many, cases in its database.
//
//   standstill-office-bench gate [SECONDS]                 answers, unsigned, shared and with
//   nonces standstill-office-bench append [THREADS] [SECONDS]     one event a command, each
//   acknowledged standstill-office-bench cases [COUNT] [FOLDER]         makes that many cases, then
//   looks at them
//
// Prints JSON lines; run from the root of the project, built in release.
#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <future>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "cli/zone_source.h"
#include "office/files.h"
#include "office/office.h"

namespace {

using namespace standstill;
using Steady = std::chrono::steady_clock;

double seconds(Steady::duration d) { return std::chrono::duration<double>(d).count(); }

template <typename T>
T need(base::Result<T> result) {
    if (!result) {
        fmt::print(stderr, "standstill-office-bench: {}\n", result.error().message);
        std::_Exit(1);
    }
    return std::move(*result);
}

// A clock that goes on, also from one process to the next; which day it shows does not matter.
base::Instant now() {
    static const base::Instant kBegin = *base::parse_instant("2026-11-20T12:00:00Z");
    return kBegin + std::chrono::floor<std::chrono::milliseconds>(
                        std::chrono::steady_clock::now().time_since_epoch());
}

// A folder that is gone at the end, unless it was named.
class Place {
public:
    explicit Place(std::string path) : path_(std::move(path)), is_own_(path_.empty()) {
        if (!is_own_) return;
        path_ = (std::filesystem::temp_directory_path() / "office-bench-XXXXXX").string();
        if (::mkdtemp(path_.data()) == nullptr) std::_Exit(1);
    }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    ~Place() {
        std::error_code ignored;
        if (is_own_) std::filesystem::remove_all(path_, ignored);
    }
    const std::string& path() const { return path_; }

private:
    std::string path_;
    bool is_own_;
};

struct World {
    explicit World(const std::string& folder = "")
        : place(folder), library(need(office::read_rules("rules"))) {
        office::Settings settings;
        settings.clock = now;
        settings.zones = [](const std::string& name) { return cli::load_zone(name); };
        office = need(office::Office::open(
            need(office::Folder::open(place.path(), office::Folder::For::Writing)), library,
            std::move(settings)));
    }
    Place place;
    review::Library library;
    std::unique_ptr<office::Office> office;
};

office::Act act(bool may_state_time = false) {
    office::Act out;
    out.actor = "bench";
    out.may_state_time = may_state_time;
    return out;
}

base::Node parsed(const std::string& text) { return need(base::parse_document(text, "bench")); }

base::Node lawful_way() {
    return parsed(need(office::read_file("tests/cases/lawful-way.yaml", 1 << 20)));
}

base::Node named(base::Node document, const std::string& id, const std::string& title) {
    for (std::size_t i = 0; i < document.keys.size(); ++i) {
        if (document.keys[i].first == "case") document.items[i].scalar = id;
        if (document.keys[i].first == "title") document.items[i].scalar = title;
    }
    return document;
}

base::Node header_of(base::Node document) {
    for (std::size_t i = document.keys.size(); i-- > 0;)
        if (document.keys[i].first == "record" || document.keys[i].first == "expect") {
            document.keys.erase(document.keys.begin() + static_cast<std::ptrdiff_t>(i));
            document.items.erase(document.items.begin() + static_cast<std::ptrdiff_t>(i));
        }
    return document;
}

std::uint64_t resident_bytes() {
    std::ifstream status("/proc/self/statm");
    std::uint64_t all = 0, resident = 0;
    status >> all >> resident;
    return resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

// Of all threads: what a quiet machine would need, however busy this one is.
double cpu_seconds() {
    rusage used{};
    ::getrusage(RUSAGE_SELF, &used);
    auto of = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return of(used.ru_utime) + of(used.ru_stime);
}

void told(const std::string& what, std::vector<double>& us, double wall, double cpu) {
    std::sort(us.begin(), us.end());
    fmt::print(
        "{{\"what\":\"{}\",\"p50_us\":{:.2f},\"p99_us\":{:.2f},\"per_second\":{:.0f},"
        "\"cpu_us\":{:.2f},\"calls\":{},\"rss_mb\":{:.0f}}}\n",
        what, us[us.size() / 2], us[us.size() * 99 / 100], static_cast<double>(us.size()) / wall,
        cpu * 1e6 / static_cast<double>(us.size()), us.size(),
        static_cast<double>(resident_bytes()) / 1e6);
    std::fflush(stdout);
}

void for_seconds(const std::string& what, double limit, const std::function<void()>& call) {
    std::vector<double> us;
    const auto begin = Steady::now();
    const double cpu = cpu_seconds();
    while (seconds(Steady::now() - begin) < limit) {
        const auto before = Steady::now();
        call();
        us.push_back(seconds(Steady::now() - before) * 1e6);
    }
    told(what, us, seconds(Steady::now() - begin), cpu_seconds() - cpu);
}

int gate(double limit) {
    World world;
    base::Node document = lawful_way();
    need(world.office->open_case_now(header_of(document), document.find("record")->items,
                                     act(true)));
    office::Question question{"lawful-way", std::nullopt, false, "bench", ""};
    for_seconds("gate, unsigned", limit, [&] { need(world.office->ask_shared(question)); });
    question.is_signed = true;
    for_seconds("gate, signed, one token a second and case", limit,
                [&] { need(world.office->ask_shared(question)); });
    std::uint64_t count = 0;
    for_seconds("gate, signed, a nonce each", limit, [&] {
        question.nonce = fmt::format("n{}", ++count);
        need(world.office->ask_shared(question));
    });
    return 0;
}

int append(int threads, double limit) {
    World world;
    const base::Node header = header_of(lawful_way());
    for (int i = 0; i < threads; ++i)
        need(world.office->open_case_now(named(header, fmt::format("case-{}", i), "A case"), {},
                                         act()));
    std::vector<std::vector<double>> us(static_cast<std::size_t>(threads));
    std::atomic<bool> ends{false};
    std::vector<std::thread> all;
    const auto begin = Steady::now();
    const double cpu = cpu_seconds();
    for (int t = 0; t < threads; ++t)
        all.emplace_back([&, t] {
            const base::Node event = parsed("{event: tool.named, by: reviewer, tool: Suite}");
            const std::string id = fmt::format("case-{}", t);
            while (!ends) {
                const auto before = Steady::now();
                need(world.office->record_now(id, {event}, act()));
                us[static_cast<std::size_t>(t)].push_back(seconds(Steady::now() - before) * 1e6);
            }
        });
    std::this_thread::sleep_for(std::chrono::duration<double>(limit));
    ends = true;
    for (std::thread& one : all) one.join();
    std::vector<double> joined;
    for (const auto& some : us) joined.insert(joined.end(), some.begin(), some.end());
    told(fmt::format("append, {} threads", threads), joined, seconds(Steady::now() - begin),
         cpu_seconds() - cpu);
    return 0;
}

int cases(std::uint64_t count, const std::string& folder) {
    World world(folder);
    const base::Node document = lawful_way();
    const base::Node header = header_of(document);
    const std::vector<base::Node> events = document.find("record")->items;
    const std::uint64_t there = need(world.office->index().counts()).cases;
    const auto begin = Steady::now();
    std::atomic<std::uint64_t> waiting{0};
    for (std::uint64_t i = there; i < count; ++i) {
        const std::vector<base::Node> some(
            events.begin(), events.begin() + static_cast<std::ptrdiff_t>(i % (events.size() + 1)));
        ++waiting;
        world.office->open_case(named(header, fmt::format("case-{}", i),
                                      fmt::format("Review {} of product {}", i, i * 7919 % 1'000)),
                                some, act(true), [&](base::Result<office::Recorded> done) {
                                    need(std::move(done));
                                    --waiting;
                                });
        while (waiting > 512) std::this_thread::sleep_for(std::chrono::microseconds{200});
    }
    while (waiting > 0) std::this_thread::sleep_for(std::chrono::milliseconds{1});
    const double recorded = seconds(Steady::now() - begin);
    need(world.office->index().counts());
    fmt::print(
        "{{\"what\":\"{} cases\",\"recorded_s\":{:.1f},\"indexed_s\":{:.1f},\"rss_mb\":"
        "{:.0f}}}\n",
        count, recorded, seconds(Steady::now() - begin),
        static_cast<double>(resident_bytes()) / 1e6);
    std::mt19937_64 random(1);
    for_seconds("look at a cold case", 3,
                [&] { need(world.office->look(fmt::format("case-{}", random() % count), now())); });
    for_seconds("look at a warm case", 2, [&] { need(world.office->look("case-29", now())); });
    office::CaseFilter filter;
    for_seconds("list by deadline", 2, [&] { need(world.office->index().cases(filter)); });
    filter.words = "product 77";
    for_seconds("search, a common and a rarer word", 2,
                [&] { need(world.office->index().cases(filter)); });
    filter.words = "review";
    for_seconds("search, a word that all have", 2,
                [&] { need(world.office->index().cases(filter)); });
    for_seconds("duties of an office", 2,
                [&] { need(world.office->index().duties({"head-of-agency"}, 50)); });
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    const std::string what = argc > 1 ? argv[1] : "";
    auto number = [&](int place, double otherwise) {
        return argc > place ? std::atof(argv[place]) : otherwise;
    };
    if (what == "gate") return gate(number(2, 5));
    if (what == "append") return append(static_cast<int>(number(2, 64)), number(3, 10));
    if (what == "cases")
        return cases(static_cast<std::uint64_t>(number(2, 100'000)), argc > 3 ? argv[3] : "");
    fmt::print(stderr, "usage: standstill-office-bench gate|append|cases ...\n");
    return 2;
}
