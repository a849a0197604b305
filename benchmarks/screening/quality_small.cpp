// Pairs across scripts, many names of one person, and parity with OFAC's tool.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <sstream>

#include "screening/name/explain.h"
#include "screening/name/ofac.h"
#include "screening/name/score.h"
#include "screening/quality_files.h"
#include "screening/quality_parts.h"

namespace standstill::quality {
namespace {

using namespace screening;

std::uint32_t alike(const std::string& a, const std::string& b, EntityKind kind) {
    const Mode& mode = standard_mode();
    return similarity(analyse({a, kind, {}, {}}, mode), analyse({b, kind, {}, {}}, mode), mode);
}

std::vector<std::string> split(const std::string& text, char separator) {
    std::vector<std::string> out;
    std::stringstream in(text);
    for (std::string one; std::getline(in, one, separator);) {
        if (!one.empty()) out.push_back(one);
    }
    return out;
}

}  // namespace

int cross_script(const std::string& pairs, const std::string& clean, const Options& options) {
    const Mode& mode = standard_mode();
    std::vector<Name> originals;
    std::size_t found = 0;
    std::size_t rows = 0;
    std::vector<Row> table = read_csv(pairs);
    if (!table.empty() && !table.front().contains("name_original_script")) {
        table = read_csv(pairs, {"Query", "Expected Match", "Min Score", "Description"});
    }
    for (const Row& row : table) {
        const bool un = row.contains("name_original_script");
        if (un ? !row.contains("aliases_latin_semicolon") : !row.contains("Expected Match"))
            continue;
        const std::string& original = un ? row.at("name_original_script") : row.at("Query");
        const EntityKind kind = un ? kind_of_schema(row.at("schema")) : EntityKind::Unknown;
        std::vector<std::string> latin;
        if (un) {
            latin = split(row.at("aliases_latin_semicolon"), ';');
            latin.push_back(row.at("name_latin"));
        } else {
            latin.push_back(row.at("Expected Match"));
        }
        std::uint32_t most = 0;
        for (const std::string& name : latin) most = std::max(most, alike(original, name, kind));
        originals.push_back(analyse({original, kind, {}, {}}, mode));
        ++rows;
        if (most >= mode.threshold) {
            ++found;
        } else if (options.rows) {
            std::printf("%4u | %s | %s\n", most, original.c_str(), latin.back().c_str());
        }
    }
    std::size_t cleans = 0;
    std::size_t alarms = 0;
    for (const Row& row : read_csv(clean)) {
        if (cleans == 4000) break;
        const Name query = analyse({row.at("full_name"), EntityKind::Person, {}, {}}, mode);
        std::uint32_t most = 0;
        for (const Name& one : originals) most = std::max(most, similarity(query, one, mode));
        ++cleans;
        if (most >= mode.threshold) ++alarms;
    }
    std::printf(
        "%zu of %zu pairs (%.1f %%) at %u; %.2f alerts/1000 of %zu clean names against the "
        "originals\n",
        found, rows, 100.0 * double(found) / double(std::max<std::size_t>(rows, 1)), mode.threshold,
        1000.0 * double(alarms) / double(std::max<std::size_t>(cleans, 1)), cleans);
    return 0;
}

int many(const std::string& names, const std::string& one, const Options&) {
    std::size_t found = 0;
    std::size_t rows = 0;
    for (const std::string& name : read_lines(names)) {
        const std::uint32_t score = alike(name, one, EntityKind::Person);
        ++rows;
        if (score >= standard_mode().threshold) {
            ++found;
        } else {
            std::printf("%4u | %s\n", score, name.c_str());
        }
    }
    std::printf("%zu of %zu names match `%s`\n", found, rows, one.c_str());
    return 0;
}

int show(const std::string& query, const std::string& listed, const std::string& schema) {
    const EntityKind kind = kind_of_schema(schema);
    const Explanation why =
        explain(NameText{query, kind, {}, {}}, NameText{listed, kind, {}, {}}, standard_mode());
    std::printf("%s", to_text(why).c_str());
    const auto again = replay(to_json(why));
    if (!again) std::printf("replay: %s\n", again.error().message.c_str());
    return 0;
}

int parity(const std::string& observed, const Options& options) {
    const Mode& mode = ofac_parity_mode();
    std::size_t rows = 0;
    std::size_t close = 0;
    std::size_t same = 0;
    std::size_t absent = 0;
    std::size_t absent_right = 0;
    double sum = 0;
    for (const Row& row : read_csv(observed)) {
        const int seen = static_cast<int>(number_of(row.at("ofac_score")));
        const Score score = screening::score(
            analyse({row.at("query_name"), EntityKind::Unknown, {}, {}}, mode),
            analyse({row.at("result_name"), EntityKind::Unknown, {}, {}}, mode), mode);
        const int ours = static_cast<int>((score.similarity + 5) / 10);
        if (seen < 0) {
            ++absent;
            if (ours < 80) ++absent_right;
            continue;
        }
        ++rows;
        const int gap = std::abs(ours - seen);
        sum += gap;
        close += gap <= 5 ? 1U : 0U;
        same += gap == 0 ? 1U : 0U;
        if (options.rows && gap > 1) {
            std::printf("%3d seen %3d | %s | %s\n", ours, seen, row.at("query_name").c_str(),
                        row.at("result_name").c_str());
        }
    }
    std::printf(
        "%s: %zu scores, %.1f %% within 5, %.1f %% equal, mean difference %.2f; absent %zu of %zu\n",
        label_of(mode).c_str(), rows, 100.0 * double(close) / double(rows),
        100.0 * double(same) / double(rows), sum / double(rows), absent_right, absent);
    return 0;
}

}  // namespace standstill::quality
