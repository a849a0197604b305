// How many names in other scripts find their Latin spelling, and how many clean names do so by
// mistake.
//
//   standstill-scripts-quality DATA [--errors]
//   standstill-scripts-quality DATA NAME OTHER     what is paired with what
//
// DATA has labelled/ and lists/ of public test data (docs/screening-scripts.md says which files).
// Names are compared by the room's own score in the standard mode. The pairs of the United Nations
// are in two halves by a hash of the name: --errors prints those of the first half only, so that
// the second stays unseen.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <functional>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <unordered_map>
#include <vector>

#include "screening/name/score.h"
#include "screening/script/reading.h"
#include "screening/script/script.h"
#include "screening/script/skeleton.h"

namespace {

using namespace standstill::screening;

std::string read_file(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    if (!in) fmt::print(stderr, "cannot read {}\n", path);
    return text.str();
}

std::vector<std::vector<std::string>> read_csv(const std::string& text) {
    std::vector<std::vector<std::string>> rows(1, {""});
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quoted && c == '"' && i + 1 < text.size() && text[i + 1] == '"') {
            rows.back().back() += '"';
            ++i;
        } else if (c == '"') {
            quoted = !quoted;
        } else if (!quoted && c == ',') {
            rows.back().emplace_back();
        } else if (!quoted && c == '\n') {
            rows.push_back({""});
        } else if (c != '\r') {
            rows.back().back() += c;
        }
    }
    return rows;
}

Name analysed(const std::string& text, EntityKind kind = EntityKind::Person) {
    return analyse({text, kind, {}, {}}, standard_mode());
}

int score_of(const Name& query, const Name& listed) {
    return static_cast<int>(similarity(query, listed, standard_mode()));
}

// ---- a list found by key, so that hundreds of millions of pairs need not be scored

class List {
public:
    explicit List(std::vector<Name> names) : names_(std::move(names)) {
        for (std::uint32_t n = 0; n < names_.size(); ++n)
            for (const auto& [key, parts] : keys_of(names_[n]))
                if (parts != 0) by_key_[key].push_back(n);
    }

    // The best score; names that share no key with the query are not looked at: no symbol, no
    // letters, no sound, no consonants. Only names in which every part was mistyped escape.
    std::pair<int, const Name*> best(const Name& query) const {
        std::unordered_map<std::uint32_t, std::uint32_t> shared;  // listed name: parts of the query
        for (const auto& [key, parts] : keys_of(query))
            if (const auto found = by_key_.find(key); found != by_key_.end())
                for (const std::uint32_t name : found->second) shared[name] |= parts;
        std::pair<int, const Name*> best{0, nullptr};
        for (const auto& [name, parts] : shared) {
            std::uint32_t weight = 0;
            for (std::size_t i = 0; i < query.parts.size(); ++i)
                if (parts >> i & 1U) weight += query.parts[i].weight;
            if (2 * weight < query.weight) continue;  // too little to reach any threshold below
            const int value = score_of(query, names_[name]);
            if (value > best.first) best = {value, &names_[name]};
        }
        return best;
    }

private:
    // Each key of the name, and which parts it covers.
    static std::map<std::uint64_t, std::uint32_t> keys_of(const Name& name) {
        std::map<std::uint64_t, std::uint32_t> keys;
        for (const Unit& unit : name.units) {
            if (unit.kind == UnitKind::Initial || unit.kind == UnitKind::Opening) continue;
            const std::uint32_t parts = ((1U << unit.count) - 1U) << unit.first;
            keys[unit.key] |= parts;
            const UnitView view = name.view(unit);
            if (!view.sound.empty()) keys[text_key(view.sound) ^ 1U] |= parts;
        }
        return keys;
    }

    std::vector<Name> names_;
    std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> by_key_;
};

// ---- data

std::vector<std::string> split(const std::string& text, char separator) {
    std::vector<std::string> parts;
    std::stringstream in(text);
    for (std::string part; std::getline(in, part, separator);) parts.push_back(part);
    return parts;
}

std::vector<std::string> list_names(const std::string& data) {
    std::vector<std::string> names;
    for (const auto& row : read_csv(read_file(data + "/lists/ofac_sdn_2023-01_with_header.csv")))
        if (row.size() > 2) names.push_back(row[1]);
    for (const auto& row : read_csv(read_file(data + "/lists/ofac_alt_2026-06.csv")))
        if (row.size() > 3) names.push_back(row[3]);
    for (const auto& row :
         read_csv(read_file(data + "/labelled/un_cross_script_pairs_2026-02-27.csv")))
        if (row.size() > 5) {
            names.push_back(row[4]);
            for (const std::string& alias : split(row[5], ';')) names.push_back(alias);
        }
    return names;
}

bool in_first_half(const std::string& name) {
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
    return (hash >> 33 & 1) == 0;
}

Script script_of_name(const std::string& text) {
    for (const char32_t c : code_points(text))
        if (const Script script = script_of(c); script != Script::Other) return script;
    return Script::Other;
}

constexpr int kThresholds[] = {650, 700, 750, 800, 850, 900};

void print_line(const std::string& what, const std::vector<int>& scores, const char* unit) {
    fmt::print("{:44} n={:5}", what, scores.size());
    for (const int threshold : kThresholds) {
        const auto over =
            std::count_if(scores.begin(), scores.end(), [=](int s) { return s >= threshold; });
        const double share =
            static_cast<double>(over) / std::max<double>(1, static_cast<double>(scores.size()));
        fmt::print("  {:6.1f}", std::string(unit) == "%" ? 100 * share : 1000 * share);
    }
    fmt::print("  {}\n", unit);
}

struct Measured {
    std::string data;
    bool errors = false;
};

std::string readings_of(const Name& name) {
    std::string text;
    for (const Part& part : name.parts)
        text += std::string(name.folded(part)) + "(" + std::to_string(part.weight) + ") ";
    return text;
}

void measure_un(const Measured& run, std::vector<Name>& foreign) {
    std::vector<int> halves[2], organizations, other;
    for (const auto& row :
         read_csv(read_file(run.data + "/labelled/un_cross_script_pairs_2026-02-27.csv"))) {
        if (row.size() < 6 || row[0] == "schema") continue;
        const EntityKind kind = row[0] == "Person" ? EntityKind::Person : EntityKind::Organization;
        const Name query = analysed(row[3], kind);
        std::vector<std::string> latin = split(row[5], ';');
        latin.push_back(row[4]);
        int best = 0;
        for (const std::string& text : latin)
            best = std::max(best, score_of(query, analysed(text, kind)));
        const bool first = in_first_half(row[3]);
        if (row[2] != "ARABIC")
            other.push_back(best);
        else if (kind != EntityKind::Person)
            organizations.push_back(best);
        else
            halves[first ? 0 : 1].push_back(best);
        if (row[2] == "ARABIC") foreign.push_back(query);
        if (run.errors && first && best < 800)
            fmt::print("  {:4} {} | {} | {} | {}\n", best, row[3], row[4], row[5].substr(0, 160),
                       readings_of(query));
    }
    print_line("UN people, Arabic, half that was looked at", halves[0], "%");
    print_line("UN people, Arabic, half that was not", halves[1], "%");
    print_line("UN organisations, Arabic", organizations, "%");
    print_line("UN people, Cyrillic", other, "%");
}

void measure_aliases(const Measured& run) {
    std::vector<int> putin, across;
    std::vector<Name> names;
    const Name whole = analysed("Vladimir Vladimirovich Putin"), plain = analysed("Vladimir Putin");
    for (const std::string& alias :
         split(read_file(run.data + "/labelled/putin_names.txt"), '\n')) {
        names.push_back(analysed(alias));
        const Name& query = names.back();
        putin.push_back(std::max(score_of(query, whole), score_of(query, plain)));
        if (run.errors && putin.back() < 800)
            fmt::print("  {:4} {} | {}\n", putin.back(), alias, readings_of(query));
    }
    for (const Name& a : names)
        for (const Name& b : names)
            if (&a != &b) across.push_back(score_of(a, b));
    print_line("aliases against Vladimir (V.) Putin", putin, "%");
    print_line("aliases against each other", across, "%");
}

void measure_pairs(const Measured& run) {
    std::vector<int> scores;
    for (const auto& row :
         read_csv(read_file(run.data + "/labelled/watchman_cross_script_pairs.csv"))) {
        if (row.size() < 3 || row[0].starts_with("#")) continue;
        const Name query = analysed(row[0]);
        scores.push_back(score_of(query, analysed(row[1])));
        if (run.errors && scores.back() < 800)
            fmt::print("  {:4} {} | {} | {}\n", scores.back(), row[0], row[1], readings_of(query));
    }
    print_line("cross-script pairs of another screener", scores, "%");
}

void measure_clean(const Measured& run, const std::vector<Name>& foreign) {
    std::vector<Name> listed;
    for (const std::string& text : list_names(run.data)) {
        Name name = analysed(text, EntityKind::Unknown);
        if (!name.parts.empty()) listed.push_back(std::move(name));
    }
    const List list(std::move(listed));
    std::map<Script, std::vector<int>> clean;
    std::vector<int> latin;
    std::vector<std::pair<int, std::string>> alerts;
    for (const auto& row :
         read_csv(read_file(run.data + "/labelled/yente_negatives_global_50k.csv"))) {
        if (row.size() < 4 || row[0] == "full_name") continue;
        const Script script = script_of_name(row[0]);
        if (script == Script::Latin && latin.size() < 4000) {
            const Name query = analysed(row[0]);
            int best = 0;
            for (const Name& name : foreign) best = std::max(best, score_of(query, name));
            latin.push_back(best);
        }
        if (script != Script::Arabic && script != Script::Hebrew && script != Script::Cyrillic)
            continue;
        const auto [best, name] = list.best(analysed(row[0]));
        clean[script].push_back(best);
        if (best >= 700) alerts.emplace_back(best, row[0] + " | " + name->text);
    }
    for (const auto& [script, scores] : clean)
        print_line(fmt::format("clean {} names against OFAC + UN", name_of(script)), scores,
                   "alerts per 1000");
    print_line("clean Latin names against Arabic of UN", latin, "alerts per 1000");
    std::sort(alerts.rbegin(), alerts.rend());
    for (const auto& [value, text] : alerts)
        if (run.errors) fmt::print("  alert {:4} {}\n", value, text);
}

// What is paired with what.
void show_pair(const std::string& a, const std::string& b) {
    const Name query = analysed(a), listed = analysed(b);
    const Score found = score(query, listed, standard_mode());
    fmt::print("{} | {} | {}\n", found.similarity, readings_of(query), readings_of(listed));
    for (const Pairing& pairing : found.pairings) {
        const UnitView left = query.view(query.units[pairing.query_unit]);
        const UnitView right = listed.view(listed.units[pairing.listed_unit]);
        fmt::print("  {} {} {} {}: {}\n", name_of(left.kind), left.text, name_of(right.kind),
                   right.text, pairing.likeness.similarity);
    }
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2)
        return fmt::print(stderr, "usage: standstill-scripts-quality DATA [--errors]\n"), 2;
    if (argc == 4) return show_pair(argv[2], argv[3]), 0;
    const Measured run{argv[1], argc > 2};
    fmt::print("{:52}", "share at or above");
    for (const int threshold : kThresholds) fmt::print("  {:6}", threshold);
    fmt::print("\n");
    std::vector<Name> foreign;
    measure_un(run, foreign);
    measure_aliases(run);
    measure_pairs(run);
    measure_clean(run, foreign);
    return 0;
}
