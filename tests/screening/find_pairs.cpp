#include "screening/find_pairs.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <span>
#include <thread>

#include "screening/find_words.h"
#include "screening/name/score.h"

namespace standstill::screening {

namespace {

// One field of a line of OFAC's legacy CSV, without its quotes.
std::string field(const std::string& line, std::size_t wanted) {
    std::string text;
    bool quoted = false;
    std::size_t at = 0;
    for (char c : line) {
        if (c == '"') {
            quoted = !quoted;
        } else if (c == ',' && !quoted) {
            if (at++ == wanted) return text;
            text.clear();
        } else {
            text += c;
        }
    }
    return at == wanted ? text : std::string();
}

std::vector<std::string> words_of(const std::string& text) {
    std::vector<std::string> words(1);
    for (char c : text)
        if (c == ' ')
            words.emplace_back();
        else
            words.back() += c;
    std::erase(words, "");
    return words;
}

std::vector<ListedText> listed(const std::vector<std::string>& names) {
    std::vector<ListedText> all;
    constexpr EntityKind kKinds[] = {EntityKind::Unknown, EntityKind::Person,
                                     EntityKind::Organization, EntityKind::Vessel};
    for (std::uint32_t i = 0; i < names.size(); ++i)
        all.push_back({{names[i], kKinds[i % 4], {}, {}}, i, 0});
    return all;
}

Index built(const std::vector<std::string>& names, const Mode& mode) {
    auto index = Index::build({listed(names), mode, "", {}});
    if (!index) std::abort();
    return *std::move(index);
}

}  // namespace

std::vector<std::string> real_names() {
    std::vector<std::string> names;
    const std::string folder = "tests/data/screening/lists/";
    for (auto [file, column] :
         {std::pair<const char*, std::size_t>{"ofac_sdn_2023-01_with_header.csv", 1},
          {"ofac_alt_2026-06.csv", 3}}) {
        std::ifstream lines(folder + file);
        for (std::string line; std::getline(lines, line);)
            if (std::string name = field(line, column); name.size() > 1) names.push_back(name);
    }
    return names;
}

PairTest::PairTest(std::vector<std::string> names, const Mode& mode)
    : names_(std::move(names)), mode_(mode), index_(built(names_, mode)) {
    for (const ListedText& each : listed(names_)) analysed_.push_back(analyse(each.name, mode));
}

std::string PairTest::query(std::mt19937& random) const {
    const std::string& name = names_[random() % names_.size()];
    std::vector<std::string> words = words_of(name);
    if (words.empty()) return name;
    std::string& word = words[random() % words.size()];
    switch (random() % 7) {
        case 0:
            break;
        case 1:
            word = find::with_edits(random, word, 1 + random() % 2);
            break;
        case 2:
            std::ranges::shuffle(words, random);
            break;
        case 3:
            words.erase(words.begin() + static_cast<std::ptrdiff_t>(random() % words.size()));
            break;
        case 4:  // joined with the next
            if (words.size() > 1) {
                words[0] += words[1];
                words.erase(words.begin() + 1);
            }
            break;
        case 5:
            word = word.substr(0, 1);
            break;
        default: {
            const std::vector<std::string> other = words_of(names_[random() % names_.size()]);
            if (!other.empty()) word = other[random() % other.size()];
            words.push_back(find::random_word(random, 3 + random() % 8, 26));
        }
    }
    std::string text;
    for (const std::string& each : words) text += (text.empty() ? "" : " ") + each;
    return random() % 4 == 0 ? find::with_edits(random, text, 1 + random() % 3) : text;
}

void PairTest::compare(const std::string& text, std::uint32_t threshold, SearchScratch& scratch,
                       PairReport& report) const {
    Name query;
    analyse({text, EntityKind::Unknown, {}, {}}, mode_, query);
    std::vector<std::uint32_t> found(names_.size(), 0);
    const std::vector<Hit> hits = index_.search(query, {threshold, 0, std::nullopt}, scratch);
    for (const Hit& hit : hits) found[hit.name] = hit.similarity;
    // The best three are those of all.
    const std::vector<Hit> best = index_.search(query, {threshold, 3, std::nullopt}, scratch);
    if (!std::ranges::equal(best, std::span(hits).first(std::min<std::size_t>(3, hits.size()))))
        ++report.missed;
    for (std::size_t i = 0; i < names_.size(); ++i) {
        std::uint32_t truth = similarity(query, analysed_[i], mode_);
        if (truth < threshold) truth = 0;
        report.hits += truth > 0 ? 1 : 0;
        if (truth == found[i]) continue;
        ++(truth > 0 ? report.missed : report.extra);
        if (report.first.size() < 10) report.first.push_back({text, names_[i], truth, found[i]});
    }
    report.pairs += names_.size();
}

PairReport PairTest::run(std::size_t pairs, std::uint32_t seed) const {
    constexpr std::size_t kThreads = 2;
    std::vector<PairReport> reports(kThreads);
    std::vector<std::thread> threads;
    for (std::size_t t = 0; t < kThreads; ++t)
        threads.emplace_back([&, t] {
            std::mt19937 random(static_cast<std::uint32_t>(seed * kThreads + t));
            SearchScratch scratch;
            PairReport& report = reports[t];
            for (std::size_t i = 0; report.pairs < pairs / kThreads; ++i) {
                // Every kernel that runs here, with words remembered and not.
                const auto kernel = static_cast<find::Kernel>(i % find::kKernels);
                scratch.use(find::runs_here(kernel) ? kernel : find::Kernel::Portable);
                scratch.remember(i % 2 == 0);
                const auto threshold =
                    i % 5 == 4 ? static_cast<std::uint32_t>(450 + random() % 500) : 700;
                compare(query(random), threshold, scratch, report);
            }
        });
    for (std::thread& thread : threads) thread.join();
    PairReport all;
    for (PairReport& report : reports) {
        all.pairs += report.pairs, all.hits += report.hits;
        all.missed += report.missed, all.extra += report.extra;
        all.first.insert(all.first.end(), report.first.begin(), report.first.end());
    }
    return all;
}

}  // namespace standstill::screening
