// Labelled pairs: F1 at the one threshold of the mode, by group and by half.
#include <cstdio>
#include <map>

#include "screening/name/lexicon.h"
#include "screening/name/score.h"
#include "screening/quality_files.h"
#include "screening/quality_parts.h"

namespace standstill::quality {
namespace {

using namespace screening;

struct Count {
    int hit = 0;
    int miss = 0;
    int alarm = 0;
    int rest = 0;

    void add(bool match, bool found) { ++(match ? (found ? hit : miss) : (found ? alarm : rest)); }
    int rows() const { return hit + miss + alarm + rest; }
    double precision() const { return hit + alarm == 0 ? 0 : double(hit) / (hit + alarm); }
    double recall() const { return hit + miss == 0 ? 0 : double(hit) / (hit + miss); }
    double f1() const {
        return 2 * hit + miss + alarm == 0 ? 0 : 2.0 * hit / (2 * hit + miss + alarm);
    }
};

void print(const std::string& what, const Count& count) {
    std::printf("%-28s n %4d  P %.3f  R %.3f  F1 %.3f\n", what.c_str(), count.rows(),
                count.precision(), count.recall(), count.f1());
}

// Which half a pair is in follows from its names alone, fixed before anything was tuned.
bool in_tune_half(const Row& row) {
    return (hash_on(kHashStart, row.at("name1") + "|" + row.at("name2")) >> 17 & 1U) == 0;
}

bool is_curated(const std::string& group) {
    return group == "nk_checks" || group == "nk_unit_tests";
}

}  // namespace

int pairs(const std::string& cases, const std::string& peer, const Options& options) {
    std::map<std::string, double> frozen;
    if (!peer.empty()) {
        for (const Row& row : read_csv(peer)) {
            frozen[row.at("name1") + "|" + row.at("name2") + "|" + row.at("schema")] =
                number_of(row.at("score"));
        }
    }
    const Mode& mode = standard_mode();
    std::map<std::string, Count> ours;
    std::map<std::string, Count> theirs;
    std::string strong;
    for (const Row& row : read_csv(cases)) {
        const bool tune = in_tune_half(row);
        if (options.half == "tune" && !tune) continue;
        if (options.half == "test" && tune) continue;
        const EntityKind kind = kind_of_schema(row.at("schema"));
        const Name query = analyse({row.at("name1"), kind, {}, {}}, mode);
        const Name listed = analyse({row.at("name2"), kind, {}, {}}, mode);
        const Score score = screening::score(query, listed, mode);
        const bool match = row.at("is_match") == "true";
        const bool found = score.similarity >= mode.threshold;
        const std::string& group = row.at("case_group");
        const auto peer_row =
            frozen.find(row.at("name1") + "|" + row.at("name2") + "|" + row.at("schema"));
        for (const std::string& key :
             {std::string("all"), "group " + group, std::string(tune ? "half tune" : "half test"),
              is_curated(group) ? std::string("curated") : std::string("not curated"),
              (is_curated(group) ? std::string("curated ") : std::string("not curated ")) +
                  (tune ? "tune" : "test")}) {
            ours[key].add(match, found);
            if (peer_row != frozen.end()) theirs[key].add(match, peer_row->second >= 0.7);
        }
        if (options.rows || (row.at("quality") == "STRONG" && match != found)) {
            char line[32];
            std::snprintf(line, sizeof line, "%4u", score.similarity);
            std::string text =
                std::string(match == found ? "   "
                            : match        ? "FN "
                                           : "FP ") +
                line + " " +
                (peer_row != frozen.end() ? std::to_string(peer_row->second).substr(0, 5)
                                          : std::string("  -  ")) +
                " " + row.at("quality").substr(0, 1) + " " + group + " | " + row.at("schema") +
                " | " + row.at("name1") + " | " + row.at("name2");
            if (options.rows) std::printf("%s\n", text.c_str());
            if (row.at("quality") == "STRONG" && match != found) strong += "  " + text + "\n";
        }
    }
    std::printf("mode %s, threshold %u\n", label_of(mode).c_str(), mode.threshold);
    for (const auto& [key, count] : ours) print(key, count);
    if (!frozen.empty()) {
        std::printf("peer, frozen scores at 0.70 (rows that it has)\n");
        for (const auto& [key, count] : theirs) print(key, count);
    }
    std::printf("STRONG rows that fail:\n%s", strong.empty() ? "  none\n" : strong.c_str());
    return 0;
}

}  // namespace standstill::quality
