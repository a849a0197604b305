// The 50 % rule over a made-up world: 4 million parties by default, about as many stakes, most of
// them in small groups and some in deep ones.
//
//   standstill-owners-bench [PARTIES] [SEED] [CHANGES]
//
// Prints one JSON line a measurement: building, each of the three questions from nothing (median of
// nine, CPU time), and changing one stake at random with all three kept (median, 99th percentile,
// worst). After the changes the kept answers are compared with answers from nothing; a difference
// ends it.
#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <random>
#include <vector>

#include "screening/owners/closure.h"

namespace {

using namespace standstill::screening::owners;

double cpu_ms() {
    rusage used{};
    ::getrusage(RUSAGE_SELF, &used);
    auto ms = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
    };
    return ms(used.ru_utime) + ms(used.ru_stime);
}

// A change takes less than what CPU time is counted in, so it is measured by the wall.
double wall_ms() {
    auto now = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration<double, std::milli>(now).count();
}

struct World {
    Network network;
    std::vector<std::uint32_t> seeds;
};

// Of a hundred parties 40 are people. A company has one to four holders; a holder is a person, or a
// company that was founded before, mostly a near one (a group). A tenth of the companies have
// holders who are not all known, a fifth ranges instead of shares. One party in 2,000 is listed.
World make(std::uint32_t parties, std::uint32_t seed) {
    std::mt19937 random(seed);
    auto pick = [&](std::uint32_t from, std::uint32_t to) {
        return std::uniform_int_distribution<std::uint32_t>(from, to)(random);
    };
    World world{Network(parties), {}};
    for (std::uint32_t i = 0; i < parties; ++i) {
        if (pick(1, 2000) == 1) world.seeds.push_back(i);
        if (i % 5 < 2) {  // a person
            world.network.set_complete(i);
            world.network.set_closed(i);
            continue;
        }
        if (i < 10) continue;
        std::uint32_t holders = pick(1, 10) <= 6 ? 1 : pick(2, 4);
        bool is_open = pick(1, 10) == 1, is_rough = pick(1, 5) == 1;
        Share left = is_open ? pick(20, 80) * kPercent : kWhole;
        for (std::uint32_t h = 0; h < holders; ++h) {
            std::uint32_t owner = pick(1, 3) == 1 ? pick(0, i - 1) : i - pick(1, std::min(i, 50u));
            if (owner == i || world.network.find(owner, i) != kNone) continue;
            Share share = h + 1 == holders ? left : left / kUnit / 2 * kUnit;
            left -= share;
            Share slack = is_rough ? std::min(share, 10 * kPercent) : 0;
            world.network.add(owner, i, {share - slack, std::min(kWhole, share + slack)});
        }
        if (!is_open) world.network.set_complete(i);
    }
    return world;
}

template <typename Made>
double median_ms(Made made) {
    std::vector<double> times;
    for (int i = 0; i < 9; ++i) {
        double before = cpu_ms();
        made();
        times.push_back(cpu_ms() - before);
    }
    std::ranges::sort(times);
    return times[times.size() / 2];
}

}  // namespace

int main(int argc, char** argv) {
    auto argument = [&](int i, std::uint32_t fallback) {
        return argc > i ? static_cast<std::uint32_t>(std::strtoul(argv[i], nullptr, 10)) : fallback;
    };
    std::uint32_t parties = argument(1, 4'000'000), seed = argument(2, 1),
                  count = argument(3, 20'000);
    double before = cpu_ms();
    World world = make(parties, seed);
    fmt::print(
        "{{\"measured\":\"build\",\"parties\":{},\"stakes\":{},\"listed\":{},\"cpu_ms\":{:.1f}}}\n",
        parties, world.network.stakes(), world.seeds.size(), cpu_ms() - before);
    struct Asked {
        const char* name;
        Question question;
    } asked[] = {{"certain", Question::Certain},
                 {"stakes", Question::Stakes},
                 {"possible", Question::Possible}};
    std::vector<Closure> kept;
    for (const Asked& one : asked) {
        double ms = median_ms([&] { Closure(world.network, {}, one.question, world.seeds); });
        kept.emplace_back(world.network, Threshold{}, one.question, world.seeds);
        fmt::print("{{\"measured\":\"{}\",\"members\":{},\"cpu_ms\":{:.1f}}}\n", one.name,
                   kept.back().size(), ms);
    }
    std::mt19937 random(seed + 1);
    std::vector<double> times;
    for (std::uint32_t i = 0; i < count; ++i) {
        auto at = std::uniform_int_distribution<std::uint32_t>(
            0, static_cast<std::uint32_t>(world.network.stakes()) - 1)(random);
        Stake stake = world.network.stake(at);
        Share share = std::uniform_int_distribution<Share>(0, 100)(random) * kPercent;
        double start = wall_ms();
        world.network.set(stake.owner, stake.asset, exactly(share));
        for (Closure& closure : kept)
            closure.changed(stake.owner, stake.asset, {stake.least, stake.most});
        times.push_back(wall_ms() - start);
    }
    std::ranges::sort(times);
    if (!times.empty())
        fmt::print(
            "{{\"measured\":\"change\",\"changes\":{},\"median_us\":{:.2f},\"p99_us\":{:.2f},"
            "\"worst_us\":{:.1f}}}\n",
            times.size(), times[times.size() / 2] * 1e3, times[times.size() * 99 / 100] * 1e3,
            times.back() * 1e3);
    for (std::size_t q = 0; q < kept.size(); ++q) {
        Closure fresh(world.network, {}, asked[q].question, world.seeds);
        for (std::uint32_t i = 0; i < parties; ++i)
            if (fresh.has(i) != kept[q].has(i)) {
                fmt::print(stderr, "{}: party {} differs from an answer from nothing\n",
                           asked[q].name, i);
                return 1;
            }
    }
    fmt::print("{{\"measured\":\"agreement\",\"compared\":{}}}\n", 3u * parties);
}
