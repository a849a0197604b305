// How fast names are searched, how much memory that takes, and whether anything is lost: one line
// of figures for OFAC's lists and one for an invented list of any size. benchmarks/screening/speed
// runs it beside the peers.
#include <fmt/format.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "screening/find/holder.h"
#include "screening/find/index.h"
#include "screening/invented_list.h"
#include "screening/list/import.h"

namespace {

using namespace standstill;
using screening::EntityKind;

double wall_now() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

double cpu_now() {
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

std::string bytes_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream bytes;
    bytes << file.rdbuf();
    return std::move(bytes).str();
}

std::vector<std::string> lines_of(const std::string& path) {
    std::ifstream file(path);
    std::vector<std::string> lines;
    for (std::string line; std::getline(file, line);)
        if (!line.empty()) lines.push_back(line);
    return lines;
}

std::size_t number_of(const std::string& text) {
    std::size_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

double resident_mb() {
    std::ifstream file("/proc/self/statm");
    std::size_t all = 0, resident = 0;
    file >> all >> resident;
    return static_cast<double>(resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE))) / 1e6;
}

double peak_mb() {
    rusage use{};
    ::getrusage(RUSAGE_SELF, &use);
    return static_cast<double>(use.ru_maxrss) / 1e3;
}

// Names with what they belong to; texts live elsewhere.
struct Names {
    std::vector<screening::ListedText> listed;
    void add(std::string_view text, EntityKind kind, std::uint32_t entity, std::uint16_t number,
             std::string_view given = {}, std::string_view family = {}) {
        listed.push_back({{text, kind, given, family}, entity, number});
    }
};

Names names_of(const std::vector<screening::Entity>& entities) {
    Names names;
    for (std::uint32_t e = 0; e < entities.size(); ++e)
        for (std::uint16_t n = 0; n < entities[e].names.size(); ++n) {
            const screening::ListedName& name = entities[e].names[n];
            names.add(name.text, entities[e].kind, e, n, name.given, name.family);
        }
    return names;
}

void measure_search(const screening::Index& index, const std::vector<std::string>& queries,
                    std::uint32_t threshold, std::size_t limit, bool remember, std::size_t check) {
    const screening::SearchOptions options{threshold, limit, std::nullopt};
    screening::SearchScratch scratch;
    scratch.remember(remember);
    std::vector<double> latency;
    std::size_t hits = 0, alerts = 0, met = 0, scored = 0;
    screening::Name query;
    const double begin = cpu_now();
    double analysing = 0;
    for (const std::string& text : queries) {
        const double started = cpu_now();
        screening::analyse({text, EntityKind::Unknown, {}, {}}, index.mode(), query);
        analysing += cpu_now() - started;
        const auto found = index.search(query, options, scratch);
        latency.push_back((cpu_now() - started) * 1e6);
        hits += found.size();
        alerts += found.empty() ? 0 : 1;
        met += scratch.met, scored += scratch.scored;
    }
    const double seconds = cpu_now() - begin;
    const auto count = static_cast<double>(queries.size());
    std::ranges::sort(latency);
    auto at = [&](double share) {
        return latency[std::min(latency.size() - 1, static_cast<std::size_t>(share * count))];
    };
    fmt::print(
        "search remember={} threshold={} limit={}: {:.0f} names/s of a core ({:.2f} us: {:.2f} "
        "analysing), p50 {:.1f} p99 {:.1f} p99.9 {:.1f} max {:.1f} us; met {:.0f}, scored "
        "{:.2f} a name; {} of {} alert, {} hits\n",
        remember, threshold, limit, count / seconds, seconds / count * 1e6, analysing / count * 1e6,
        at(0.5), at(0.99), at(0.999), latency.back(), static_cast<double>(met) / count,
        static_cast<double>(scored) / count, alerts, queries.size(), hits);
    std::size_t missed = 0, extra = 0, pairs = 0, expected = 0;
    const std::size_t step = check == 0 ? 0 : std::max<std::size_t>(1, queries.size() / check);
    for (std::size_t i = 0; step != 0 && i < queries.size(); i += step) {
        screening::analyse({queries[i], EntityKind::Unknown, {}, {}}, index.mode(), query);
        const auto truth = index.search_all(query, options);
        const auto found = index.search(query, options, scratch);
        pairs += index.size(), expected += truth.size();
        for (const auto& hit : truth)
            if (std::ranges::find(found, hit) == found.end()) {
                ++missed;
                if (missed < 5)
                    fmt::print("missed: `{}` {} `{}`\n", queries[i], hit.similarity,
                               index.name(hit.name).text);
            }
        for (const auto& hit : found)
            if (std::ranges::find(truth, hit) == truth.end()) ++extra;
    }
    if (step != 0)
        fmt::print("checked: {} pairs, {} hits, {} missed, {} extra\n", pairs, expected, missed,
                   extra);
}

// What a machine that does nothing else would need: each name nine times, of which the least
// counts. Words are not remembered, so that a second time is no easier than the first but for the
// caches.
void measure_undisturbed(const char* which, const screening::Index& index,
                         const std::vector<std::string>& queries, bool remember) {
    screening::SearchScratch scratch;
    scratch.remember(remember);
    screening::Name query;
    std::vector<double> least;
    double sum = 0;
    for (const std::string& text : queries) {
        double best = 1e9;
        for (int i = 0; i < 9; ++i) {
            const double started = cpu_now();
            screening::analyse({text, EntityKind::Unknown, {}, {}}, index.mode(), query);
            (void)index.search(query, {700, 0, std::nullopt}, scratch);
            best = std::min(best, (cpu_now() - started) * 1e6);
        }
        least.push_back(best);
        sum += best;
    }
    std::ranges::sort(least);
    const auto count = static_cast<double>(least.size());
    auto at = [&](double share) {
        return least[std::min(least.size() - 1, static_cast<std::size_t>(share * count))];
    };
    fmt::print(
        "undisturbed, {}: {:.1f} us a name, {:.0f} names/s of a core; p50 {:.1f} p99 {:.1f} p99.9 "
        "{:.1f} us\n",
        which, sum / count, count * 1e6 / sum, at(0.5), at(0.99), at(0.999));
}

// Of queries with an entry of the list: how many find it; of the others: how many find anybody.
void measure_recall(const screening::Index& index, const std::vector<screening::Entity>& entities,
                    const std::vector<std::string>& queries) {
    screening::SearchScratch scratch;
    std::size_t expected = 0, found = 0, clean = 0, alerts = 0;
    for (const std::string& line : queries) {
        const std::string entry = line.substr(0, line.find('\t'));
        const auto hits = index.search(
            screening::analyse(
                {std::string_view(line).substr(line.find('\t') + 1), EntityKind::Unknown, {}, {}},
                index.mode()),
            {700, 0, std::nullopt}, scratch);
        if (entry.empty()) {
            ++clean;
            alerts += hits.empty() ? 0 : 1;
            continue;
        }
        ++expected;
        found += std::ranges::any_of(hits,
                                     [&](const screening::Hit& hit) {
                                         return entities[hit.entity].listings[0].entry == entry;
                                     })
                     ? 1
                     : 0;
    }
    fmt::print("recall: {} of {} misspelt names find their entry; {} of {} other names alert\n",
               found, expected, alerts, clean);
}

int ofac(const std::vector<std::string>& files, const std::vector<std::string>& queries,
         std::size_t check) {
    std::vector<std::string> bytes;
    for (const std::string& file : files) bytes.push_back(bytes_of(file));
    std::vector<screening::Source> sources;
    for (std::size_t i = 0; i < files.size(); ++i) sources.push_back({files[i], bytes[i]});
    double started = wall_now(), cpu = cpu_now();
    auto list = screening::import_list(sources);
    if (!list) {
        fmt::print(stderr, "{}\n", list.error().message);
        return 1;
    }
    const double imported = wall_now();
    const Names names = names_of(list->entities);
    auto index = screening::Index::build({names.listed, screening::standard_mode(), "{}", {}});
    if (!index) {
        fmt::print(stderr, "{}\n", index.error().message);
        return 1;
    }
    fmt::print(
        "{} names; cold load: {:.1f} ms import, {:.1f} ms build (cpu {:.1f} ms in all); "
        "snapshot {:.1f} MB\n",
        index->size(), (imported - started) * 1e3, (wall_now() - imported) * 1e3,
        (cpu_now() - cpu) * 1e3, static_cast<double>(index->bytes().size()) / 1e6);
    std::vector<double> opens;
    for (int i = 0; i < 9; ++i) {
        started = cpu_now();
        auto opened = screening::Index::open(index->bytes());
        opens.push_back((cpu_now() - started) * 1e3);
    }
    std::ranges::sort(opens);
    fmt::print("open: {:.2f} ms median; resident {:.1f} MB\n", opens[4], resident_mb());
    screening::IndexHolder holder;
    std::vector<double> swaps;
    for (int i = 0; i < 9; ++i) {
        started = wall_now();
        auto next = screening::Index::open(index->bytes());
        holder.exchange(std::make_shared<const screening::HeldIndex>(
            screening::HeldIndex{nullptr, *std::move(next)}));
        swaps.push_back((wall_now() - started) * 1e3);
    }
    std::ranges::sort(swaps);
    fmt::print("another version opened and exchanged: {:.2f} ms of wall time, median\n", swaps[4]);
    measure_recall(*index, list->entities, queries);
    std::vector<std::string> all;
    for (const std::string& query : queries) all.push_back(query.substr(query.find('\t') + 1));
    for (bool remember : {false, true})
        measure_search(*index, all, 700, 0, remember, remember ? check : 0);
    std::vector<std::string> clean;
    for (const std::string& query : queries)
        if (query[0] == '\t') clean.push_back(query.substr(1));
    measure_undisturbed("all queries", *index, all, false);
    measure_undisturbed("names of nobody", *index, clean, false);
    measure_undisturbed("names of nobody, every word met before", *index, clean, true);
    fmt::print("resident {:.1f} MB, peak {:.1f} MB\n", resident_mb(), peak_mb());
    return 0;
}

int invented(const std::vector<std::string>& learnt, std::size_t entities,
             const std::vector<std::string>& queries, std::size_t check) {
    std::vector<std::string> texts;
    Names names;
    {
        benchmarks::InventedList list(learnt, 1);
        std::vector<benchmarks::InventedName> entity;
        std::vector<std::tuple<std::uint32_t, char, std::uint16_t>> of;
        for (std::size_t e = 0; e < entities; ++e) {
            list.next(entity);
            for (std::uint16_t n = 0; n < entity.size(); ++n) {
                texts.push_back(std::move(entity[n].text));
                of.emplace_back(entity[n].entity, entity[n].kind, n);
            }
        }
        for (std::size_t i = 0; i < texts.size(); ++i) {
            const auto& [e, kind, n] = of[i];
            names.add(texts[i],
                      kind == 'p'   ? EntityKind::Person
                      : kind == 'o' ? EntityKind::Organization
                                    : EntityKind::Vessel,
                      e, n);
        }
    }
    const double started = wall_now(), cpu = cpu_now();
    auto index = screening::Index::build({names.listed, screening::standard_mode(), "{}", {}});
    if (!index) {
        fmt::print(stderr, "{}\n", index.error().message);
        return 1;
    }
    fmt::print("{} names; build {:.1f} s (cpu {:.1f} s); snapshot {:.1f} MB; peak {:.1f} MB\n",
               index->size(), wall_now() - started, cpu_now() - cpu,
               static_cast<double>(index->bytes().size()) / 1e6, peak_mb());
    std::vector<std::string> all = queries;
    benchmarks::Chance chance(11);
    benchmarks::InventedList errors(learnt, 12);
    std::vector<benchmarks::InventedName> entity;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (i % 5 == 0) {
            all[i] = errors.misspelt(texts[chance.below(texts.size())]);
        } else if (i % 5 > 2) {
            errors.next(entity);
            all[i] = entity[0].text;
        }
    }
    texts = {};
    names = {};
    // The ten best of each, as a desk shows them, at two thresholds; then all.
    for (std::uint32_t threshold : {900U, 700U})
        measure_search(*index, all, threshold, 10, true, threshold == 900 ? check : 0);
    measure_search(*index, all, 700, 0, true, 0);
    measure_undisturbed("all queries", *index, all, false);
    fmt::print("resident {:.1f} MB, peak {:.1f} MB\n", resident_mb(), peak_mb());
    return 0;
}

// Queries for everybody: `entry of the list, tab, name`, without an entry where the name is
// nobody's. A quarter are listed names with a letter or two wrong.
int write_queries(const std::string& clean, std::size_t count,
                  const std::vector<std::string>& files) {
    std::vector<std::string> bytes;
    for (const std::string& file : files) bytes.push_back(bytes_of(file));
    std::vector<screening::Source> sources;
    for (std::size_t i = 0; i < files.size(); ++i) sources.push_back({files[i], bytes[i]});
    auto list = screening::import_list(sources);
    if (!list) {
        fmt::print(stderr, "{}\n", list.error().message);
        return 1;
    }
    const std::vector<std::string> nobody = lines_of(clean);
    benchmarks::Chance chance(11);
    benchmarks::InventedList errors({"IVANOV, Ivan"}, 12);
    for (std::size_t i = 0; i < count; ++i) {
        if (i % 4 != 0) {
            fmt::print("\t{}\n", nobody[i % nobody.size()]);
            continue;
        }
        const screening::Entity& entity = list->entities[chance.below(list->entities.size())];
        const screening::ListedName& name = entity.names[chance.below(entity.names.size())];
        fmt::print("{}\t{}\n", entity.listings[0].entry, errors.misspelt(name.text));
    }
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    std::setvbuf(stdout, nullptr, _IOLBF, 1 << 12);  // what is measured is told at once
    const std::vector<std::string> words(argv + 1, argv + argc);
    if (words.size() >= 4 && words[0] == "ofac") {
        auto queries = lines_of(words[1]);
        return ofac({words.begin() + 3, words.end()}, queries, number_of(words[2]));
    }
    if (words.size() >= 4 && words[0] == "queries")
        return write_queries(words[1], number_of(words[2]), {words.begin() + 3, words.end()});
    if (words.size() == 5 && words[0] == "invented")
        return invented(lines_of(words[4]), number_of(words[3]), lines_of(words[1]),
                        number_of(words[2]));
    fmt::print(stderr,
               "usage: ofac QUERIES CHECKED FILE... | queries NAMES COUNT FILE... |\n"
               "       invented QUERIES CHECKED ENTITIES NAMES\n");
    return 2;
}
