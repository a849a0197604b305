// One source or several, measured: recall on pairs that are copies, false pairs among those that
// are not, and speed. Prints one row a line: what, of what, value, separated by tabs; run.sh makes
// a page of it.
//
//   standstill-evidence-bench recall DOCUMENTS POSITIVES
//   standstill-evidence-bench speed DOCUMENTS STORED
//
// DOCUMENTS has lines of id, group and text, with \n for a new line; POSITIVES of set, id and id.
// All pairs of documents of 80 words or more whose groups differ, and that no positive names, are
// taken for independent.
#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <fstream>
#include <map>
#include <random>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "evidence/compare/word_order.h"
#include "evidence/mark/shingle_index.h"
#include "evidence/source/relation.h"

using namespace standstill;
using namespace standstill::evidence;

namespace {

constexpr std::size_t kLeastWords = 80;
constexpr std::uint32_t kFewShingles = 4;  // as in map_sources
constexpr std::uint32_t kCandidateShingles = 8;
constexpr std::size_t kTextBytes = 3'300;

double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

void row(std::string_view what, std::string_view of, const std::string& value) {
    fmt::print("{}\t{}\t{}\n", what, of, value);
}

struct Document {
    std::string group;
    bool may_be_negative = false;
    Report report;
    Marks marks;
    Marks unquoted;
};

std::vector<Document> read_documents(const char* path) {
    std::vector<Document> documents;
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) {
        std::size_t first = line.find('\t');
        std::size_t second = line.find('\t', first + 1);
        if (second == std::string::npos) continue;
        std::string text;
        for (std::size_t i = second + 1; i < line.size(); ++i) {
            bool newline = line[i] == '\\' && i + 1 < line.size() && line[i + 1] == 'n';
            text += newline ? '\n' : line[i];
            if (newline) ++i;
        }
        auto reading = read_text(std::move(text));
        if (!reading) continue;
        Document document;
        document.report.id = line.substr(0, first);
        document.group = line.substr(first + 1, second - first - 1);
        document.report.reading = std::move(*reading);
        document.marks = marks_of(document.report.reading, Quoted::Kept);
        document.unquoted = marks_of(document.report.reading, Quoted::LeftOut);
        document.may_be_negative =
            !document.group.starts_with("+") && document.unquoted.words.size() >= kLeastWords;
        documents.push_back(std::move(document));
    }
    return documents;
}

// --- recall

struct Tally {
    int pairs = 0;
    int settled = 0;  // one source, for certain
    int joined = 0;   // or until a person decides
    std::vector<int> order;
};

void print_tally(const std::string& set, const Tally& tally, int highest_negative) {
    auto above = std::ranges::count_if(tally.order, [&](int o) { return o > highest_negative; });
    row("pairs", set, std::to_string(tally.pairs));
    row("settled as one source", set, std::to_string(tally.settled));
    row("counted as one source", set, std::to_string(tally.joined));
    row("winLCS above every negative", set, std::to_string(above));
}

int recall(const char* documents_path, const char* positives_path) {
    std::vector<Document> documents = read_documents(documents_path);
    std::unordered_map<std::string, std::size_t> by_id;
    for (std::size_t i = 0; i < documents.size(); ++i) by_id[documents[i].report.id] = i;
    std::map<std::string, Tally> tallies;
    std::set<std::pair<std::size_t, std::size_t>> known;
    std::ifstream file(positives_path);
    std::string set;
    std::string first;
    std::string second;
    while (file >> set >> first >> second) {
        auto a = by_id.find(first);
        auto b = by_id.find(second);
        if (a == by_id.end() || b == by_id.end()) continue;
        known.insert(std::minmax(a->second, b->second));
        Verdict verdict = relate(documents[a->second].report, documents[b->second].report);
        Tally& tally = tallies[set];
        ++tally.pairs;
        if (joins_for_certain(verdict)) ++tally.settled;
        if (verdict.relation != Relation::CannotJudge && may_join(verdict)) ++tally.joined;
        tally.order.push_back(verdict.scores.order);
    }
    std::size_t pairs = 0;
    std::size_t looked_at = 0;
    int highest = 0;
    Tally negatives;
    std::map<std::string, int> relations;
    for (std::size_t i = 0; i < documents.size(); ++i) {
        if (!documents[i].may_be_negative) continue;
        ShingleSet shingles(documents[i].marks.shingles);
        WordOrder order(documents[i].unquoted.words);
        for (std::size_t j = i + 1; j < documents.size(); ++j) {
            if (!documents[j].may_be_negative || documents[i].group == documents[j].group ||
                known.contains({i, j}))
                continue;
            ++pairs;
            highest = std::max(highest, order.score(documents[j].unquoted.words).thousandths);
            if (shingles.shared(documents[j].marks.shingles, kFewShingles) < kFewShingles) continue;
            ++looked_at;
            Verdict verdict = relate(documents[i].report, documents[j].report);
            bool grey = verdict.sureness == Sureness::Grey;
            ++relations[std::string(name_of(verdict.relation)) + (grey ? ", grey" : "")];
            if (!joins_for_certain(verdict)) continue;
            ++negatives.settled;
            row("false pair", fmt::format("{} {}", documents[i].report.id, documents[j].report.id),
                verdict.reasons.front());
        }
    }
    row("independent pairs", "", std::to_string(pairs));
    row("independent pairs looked at", "", std::to_string(looked_at));
    row("false pairs", "", std::to_string(negatives.settled));
    row("highest winLCS of an independent pair", "", std::to_string(highest));
    for (const auto& [relation, count] : relations)
        row("verdict on independent pairs", relation, std::to_string(count));
    for (const auto& [name, tally] : tallies) print_tally(name, tally, highest);
    return 0;
}

// --- speed

// Texts of 3.3 KB, cut from what there is.
std::vector<std::string> cut_texts(const std::vector<Document>& documents) {
    std::string all;
    for (const Document& document : documents) all += document.report.reading.text + "\n";
    std::vector<std::string> texts;
    for (std::size_t at = 0; at + kTextBytes <= all.size(); at += kTextBytes)
        texts.push_back(all.substr(at, kTextBytes));
    return texts;
}

void measure_marks(const std::vector<std::string>& texts) {
    Marker marker;
    Marks marks;
    std::vector<double> rates;
    std::size_t words = 0;
    for (int round = 0; round < 31; ++round) {
        double begin = cpu_seconds();
        words = 0;
        std::size_t count = 0;
        while (count < 20'000)
            for (const std::string& text : texts) {
                marker.mark(text, marks);
                words += marks.shingles.size();
                ++count;
            }
        rates.push_back(static_cast<double>(count) / (cpu_seconds() - begin));
    }
    std::ranges::sort(rates);
    row("texts marked a second", "3.3 KB, median of 31", fmt::format("{:.0f}", rates[15]));
    row("texts marked a second", "3.3 KB, best of 31", fmt::format("{:.0f}", rates.back()));
}

void measure_pairs(const std::vector<std::string>& texts) {
    Marker marker;
    std::vector<Marks> marks(std::min<std::size_t>(texts.size(), 1'000));
    for (std::size_t i = 0; i < marks.size(); ++i) marker.mark(texts[i], marks[i]);
    std::vector<double> checked;
    std::vector<double> scored;
    for (int round = 0; round < 11; ++round) {
        double begin = cpu_seconds();
        std::size_t pairs = 0;
        std::size_t alike = 0;
        for (std::size_t i = 0; i < marks.size(); i += 5) {
            ShingleSet shingles(marks[i].shingles);
            WordOrder order(marks[i].words);
            for (const Marks& other : marks) {
                ++pairs;
                if (shingles.shared(other.shingles, kCandidateShingles) >= kCandidateShingles &&
                    order.reaches(other.words, 350))
                    ++alike;
            }
        }
        checked.push_back(static_cast<double>(pairs) / (cpu_seconds() - begin));
        begin = cpu_seconds();
        pairs = 0;
        for (std::size_t i = 0; i < marks.size(); i += 50) {
            WordOrder order(marks[i].words);
            for (const Marks& other : marks) {
                ++pairs;
                alike += order.score(other.words).thousandths >= 450 ? 1U : 0U;
            }
        }
        scored.push_back(static_cast<double>(pairs) / (cpu_seconds() - begin));
        if (alike == 0) row("pair checks", "nothing", "alike");
    }
    std::ranges::sort(checked);
    std::ranges::sort(scored);
    row("pairs checked a second", "3.3 KB, shingles then winLCS",
        fmt::format("{:.0f}", checked[5]));
    row("pairs scored a second", "3.3 KB, winLCS of every pair", fmt::format("{:.0f}", scored[5]));
}

// Texts in which every word follows a word that it followed in a document: common phrases are as
// common as in the documents, and rare ones are new.
class Invented {
public:
    explicit Invented(const std::vector<Document>& documents) {
        std::unordered_map<std::uint64_t, std::uint32_t> number;
        for (const Document& document : documents)
            for (const Word& word : document.report.reading.words) {
                auto [at, is_new] =
                    number.try_emplace(word.hash, static_cast<std::uint32_t>(hashes_.size()));
                if (is_new) hashes_.push_back(word.hash);
                words_.push_back(at->second);
            }
        followers_.resize(hashes_.size());
        for (std::size_t i = 0; i + 1 < words_.size(); ++i)
            followers_[words_[i]].push_back(words_[i + 1]);
    }

    std::vector<std::uint64_t> text(std::uint64_t seed, std::size_t words) const {
        std::mt19937_64 random(seed);
        std::vector<std::uint64_t> text;
        std::uint32_t at = words_[random() % words_.size()];
        while (text.size() < words) {
            text.push_back(hashes_[at]);
            const auto& next = followers_[at];
            at = next.empty() ? words_[random() % words_.size()] : next[random() % next.size()];
        }
        return text;
    }
    std::uint64_t word(std::uint64_t random) const { return hashes_[random % hashes_.size()]; }

private:
    std::vector<std::uint64_t> hashes_;
    std::vector<std::uint32_t> words_;
    std::vector<std::vector<std::uint32_t>> followers_;
};

Marks marks_of_hashes(const std::vector<std::uint64_t>& hashes) {
    Marks marks;
    for (std::size_t i = 0; i < hashes.size(); ++i) {
        marks.words.push_back(static_cast<std::uint32_t>(hashes[i] >> 32));
        if (i + 2 < hashes.size())
            marks.shingles.push_back(shingle_of(hashes[i], hashes[i + 1], hashes[i + 2]));
    }
    return marks;
}

void measure_index(const std::vector<Document>& documents, std::uint32_t stored) {
    constexpr std::size_t kWords = 550;
    Invented invented(documents);
    ShingleIndex index;
    std::vector<std::vector<std::uint32_t>> words;
    double building = 0;
    for (std::uint32_t i = 0; i < stored; ++i) {
        Marks marks = marks_of_hashes(invented.text(i, kWords));
        words.push_back(std::move(marks.words));
        double begin = cpu_seconds();
        index.add(marks.shingles);
        building += cpu_seconds() - begin;
    }
    row("stored texts", "550 words", std::to_string(index.size()));
    row("index built, seconds", "", fmt::format("{:.1f}", building));
    row("index, MB", "", std::to_string(index.memory_bytes() >> 20));
    std::vector<double> times;
    std::size_t found = 0;
    std::size_t copies = 0;
    std::size_t false_pairs = 0;
    std::size_t candidates_seen = 0;
    std::mt19937_64 random(1);
    for (std::uint32_t query = 0; query < 2'000; ++query) {
        bool is_copy = query % 2 == 0;
        auto source = static_cast<std::uint32_t>(random() % stored);
        std::vector<std::uint64_t> text =
            invented.text(is_copy ? source : std::uint64_t{stored} + query, kWords);
        // A spun copy: every fourth word on average is another.
        if (is_copy)
            for (std::uint64_t& word : text)
                if (random() % 4 == 0) word = invented.word(random());
        Marks marks = marks_of_hashes(text);
        double begin = cpu_seconds();
        std::vector<Candidate> candidates =
            index.candidates(marks.shingles, kCandidateShingles, 64);
        WordOrder order(marks.words);
        bool hit = false;
        for (const Candidate& candidate : candidates) {
            if (!order.reaches(words[candidate.text], 350)) continue;
            if (is_copy && candidate.text == source)
                hit = true;
            else
                ++false_pairs;
        }
        times.push_back((cpu_seconds() - begin) * 1'000);
        candidates_seen += candidates.size();
        copies += is_copy ? 1U : 0U;
        found += hit ? 1U : 0U;
    }
    std::ranges::sort(times);
    row("new report against the store, ms", "p50", fmt::format("{:.2f}", times[times.size() / 2]));
    row("new report against the store, ms", "p99",
        fmt::format("{:.2f}", times[times.size() * 99 / 100]));
    row("new report against the store, ms", "highest", fmt::format("{:.2f}", times.back()));
    row("spun copies found", fmt::format("of {}", copies), std::to_string(found));
    row("others taken for one", "", std::to_string(false_pairs));
    row("candidates a query", "",
        fmt::format("{:.2f}",
                    static_cast<double>(candidates_seen) / static_cast<double>(times.size())));
}

int speed(const char* documents_path, const std::string& stored) {
    std::vector<Document> documents = read_documents(documents_path);
    std::vector<std::string> texts = cut_texts(documents);
    measure_marks(texts);
    measure_pairs(texts);
    std::uint32_t count = 0;
    for (char c : stored) count = count * 10 + static_cast<std::uint32_t>(c - '0');
    if (count > 0) measure_index(documents, count);
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    std::string mode = argc == 4 ? argv[1] : "";
    if (mode == "recall") return recall(argv[2], argv[3]);
    if (mode == "speed") return speed(argv[2], argv[3]);
    fmt::print(stderr, "usage: {} recall DOCUMENTS POSITIVES | speed DOCUMENTS STORED\n", argv[0]);
    return 2;
}
