// Aliases held out of a list, and positives of another list: recall at given rates of alerts.
#include <algorithm>
#include <cstdio>
#include <memory>
#include <set>

#include "screening/name/mode.h"
#include "screening/quality_files.h"
#include "screening/quality_parts.h"
#include "screening/quality_scorers.h"

namespace standstill::quality {
namespace {

using namespace screening;

struct Listed {
    std::string entity;
    std::string name;
    EntityKind kind = EntityKind::Unknown;
};

// NAMES.csv: columns entity, kind, name.
std::vector<Listed> listed_names(const std::string& path) {
    std::vector<Listed> out;
    for (const Row& row : read_csv(path)) {
        out.push_back({row.at("entity"), row.at("name"), kind_of_schema(row.at("kind"))});
    }
    return out;
}

bool is_latin(const std::string& text) {
    return std::none_of(text.begin(), text.end(), [](char c) {
        return static_cast<unsigned char>(c) >= 0xcd;  // from U+0340 on: not a Latin letter
    });
}

constexpr std::size_t kClean = 4000;
constexpr std::uint32_t kFloor = 600;  // nothing below is of interest to anybody

std::vector<std::string> clean_names(const std::string& path, std::size_t most, bool latin_only) {
    std::vector<std::string> out;
    for (const Row& row : read_csv(path)) {
        const std::string& name = row.at("full_name");
        if (latin_only && !is_latin(name)) continue;
        out.push_back(name);
        if (out.size() == most) break;
    }
    return out;
}

std::vector<std::unique_ptr<Scorer>> scorers(const Options& options) {
    std::vector<std::unique_ptr<Scorer>> out;
    out.push_back(mode_scorer(standard_mode()));
    if (options.scorers == "all") {
        out.push_back(mode_scorer(ofac_parity_mode()));
        out.push_back(jaro_winkler_scorer());
    }
    return out;
}

std::uint32_t best(const std::vector<std::uint32_t>& scores) {
    return scores.empty() ? 0 : *std::max_element(scores.begin(), scores.end());
}

// The best score of each clean name with the whole list, highest first.
std::vector<std::uint32_t> clean_scores(Scorer& scorer, const std::vector<std::string>& clean,
                                        const std::vector<Listed>* show) {
    std::vector<std::uint32_t> out;
    std::vector<std::uint32_t> scores;
    for (const std::string& name : clean) {
        scorer.score({name, EntityKind::Person, {}, {}}, kFloor, scores);
        out.push_back(best(scores));
        if (show != nullptr && out.back() >= 650) {
            const auto at = std::max_element(scores.begin(), scores.end()) - scores.begin();
            std::printf("%4u alert | %s | %s\n", out.back(), name.c_str(),
                        (*show)[static_cast<std::size_t>(at)].name.c_str());
        }
    }
    std::sort(out.begin(), out.end(), std::greater<>());
    return out;
}

}  // namespace

int heldout(const std::string& queries, const std::string& names, const std::string& clean,
            const Options& options) {
    const std::vector<Listed> listed = listed_names(names);
    const std::vector<Row> rows = read_csv(queries);
    const std::vector<std::string> clean_set = clean_names(clean, kClean, true);
    for (const auto& scorer : scorers(options)) {
        for (const Listed& one : listed) scorer->add({one.name, one.kind, {}, {}});
        scorer->ready();
        const std::vector<std::uint32_t> negatives =
            clean_scores(*scorer, clean_set, options.rows ? &listed : nullptr);
        std::vector<std::uint32_t> found;
        std::vector<std::uint32_t> scores;
        for (const Row& row : rows) {
            scorer->score({row.at("query"), kind_of_schema(row.at("kind")), {}, {}}, kFloor,
                          scores);
            std::uint32_t most = 0;
            for (std::size_t i = 0; i < listed.size(); ++i) {
                if (listed[i].entity == row.at("entity") && listed[i].name != row.at("query")) {
                    most = std::max(most, scores[i]);
                }
            }
            found.push_back(most);
            if (options.rows) {
                std::printf("%4u | %s | %s\n", most, row.at("kind").c_str(),
                            row.at("query").c_str());
            }
        }
        std::printf("%s: %zu queries, %zu names, %zu clean names\n", scorer->label().c_str(),
                    rows.size(), listed.size(), clean_set.size());
        for (const std::size_t rate : {1U, 5U, 10U, 50U, 100U}) {
            // The least threshold that no more than this many clean names reach.
            const std::size_t at = clean_set.size() * rate / 1000;
            const std::uint32_t threshold = at < negatives.size() ? negatives[at] + 1 : 0;
            const auto hits = std::count_if(found.begin(), found.end(), [&](std::uint32_t score) {
                return score >= threshold;
            });
            std::printf("  %3zu alerts/1000: threshold %4u  recall %.3f\n", rate, threshold,
                        double(hits) / double(rows.size()));
        }
        const auto alarms = std::count_if(negatives.begin(), negatives.end(), [&](std::uint32_t s) {
            return s >= standard_mode().threshold;
        });
        const auto hits = std::count_if(found.begin(), found.end(), [&](std::uint32_t s) {
            return s >= standard_mode().threshold;
        });
        std::printf("  default threshold %u: %.2f alerts/1000, recall %.3f\n",
                    standard_mode().threshold, 1000.0 * double(alarms) / double(clean_set.size()),
                    double(hits) / double(rows.size()));
    }
    return 0;
}

int alerts(const std::string& positives, const std::string& names, const std::string& clean,
           const Options& options) {
    const std::vector<Listed> listed = listed_names(names);
    const std::vector<Row> rows = read_csv(positives);
    const std::vector<std::string> clean_set = clean_names(clean, SIZE_MAX, false);
    for (const auto& scorer : scorers(options)) {
        for (const Listed& one : listed) scorer->add({one.name, one.kind, {}, {}});
        scorer->ready();
        std::vector<std::uint32_t> found;
        std::vector<std::uint32_t> scores;
        for (const Row& row : rows) {
            scorer->score({row.at("query"), EntityKind::Person, {}, {}}, kFloor, scores);
            std::uint32_t most = 0;
            for (std::size_t i = 0; i < listed.size(); ++i) {
                if (listed[i].entity == row.at("entity")) most = std::max(most, scores[i]);
            }
            found.push_back(most);
            if (options.rows && most < 800)
                std::printf("%4u | %s\n", most, row.at("query").c_str());
        }
        std::sort(found.begin(), found.end(), std::greater<>());
        const std::vector<std::uint32_t> negatives =
            clean_scores(*scorer, clean_set, options.rows ? &listed : nullptr);
        std::printf("%s: %zu positives, %zu names, %zu clean names\n", scorer->label().c_str(),
                    rows.size(), listed.size(), clean_set.size());
        for (const double share : {0.95, 0.98, 0.99, 0.995, 1.0}) {
            auto at = static_cast<std::size_t>(share * double(found.size()) + 0.9999);
            at = std::clamp<std::size_t>(at, 1, found.size());
            const std::uint32_t threshold = found[at - 1];
            const auto alarms = std::count_if(negatives.begin(), negatives.end(),
                                              [&](std::uint32_t s) { return s >= threshold; });
            std::printf("  recall >= %.3f: threshold %4u  %.2f alerts/1000\n", share, threshold,
                        1000.0 * double(alarms) / double(clean_set.size()));
        }
        const auto over = [](const std::vector<std::uint32_t>& v) {
            return std::count_if(v.begin(), v.end(),
                                 [](std::uint32_t s) { return s >= standard_mode().threshold; });
        };
        std::printf("  default threshold %u: recall %.3f, %.2f alerts/1000\n",
                    standard_mode().threshold, double(over(found)) / double(found.size()),
                    1000.0 * double(over(negatives)) / double(clean_set.size()));
    }
    return 0;
}

}  // namespace standstill::quality
