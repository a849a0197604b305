// How many names in other scripts find their Latin spelling, and how many clean names do so by
// mistake.
//
//   standstill-scripts-quality DATA [--errors]
//
// DATA has labelled/ and lists/ of public test data (docs/screening-scripts.md says which files).
// Names are compared by a plain one-to-one alignment of this program's own, with weights from how
// rare a word is on the lists; it stands for the room's own score and shows what the bridges
// alone can do. The pairs of the United Nations are in two halves by a hash of the name: --errors
// prints those of the first half only, so that the second stays unseen.
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

// ---- names

struct Part {
    std::u32string word;
    std::vector<std::string> texts;  // folded, or readings
    bool foreign = false;
    int weight = 0;
};

struct Bit {  // a unit: parts [first, first+count)
    int first = 0, count = 1;
    std::vector<std::string> texts;
    std::string skeleton;
    std::vector<std::uint64_t> keys;
};

struct Name {
    std::string text;
    std::vector<Part> parts;
    std::vector<Bit> bits;
};

// Latin letters with marks, as plain ones; enough for these files.
std::string fold_latin(char32_t c) {
    static const std::map<char32_t, std::string> kFolds = [] {
        std::map<char32_t, std::string> folds;
        const auto add = [&folds](std::u32string_view letters, const char* to) {
            for (const char32_t letter : letters) folds[letter] = to;
        };
        add(U"àáâãäåāăąÀÁÂÃÄÅĀĂĄ", "a");
        add(U"çćĉċčÇĆĈĊČ", "c");
        add(U"ďđĎĐð", "d");
        add(U"èéêëēĕėęěÈÉÊËĒĔĖĘĚə", "e");
        add(U"ĝğġģĜĞĠĢ", "g");
        add(U"ĥħĤĦ", "h");
        add(U"ìíîïĩīĭįıİÌÍÎÏĪ", "i");
        add(U"ķĶ", "k");
        add(U"ĺļľŀłĹĻĽĿŁ", "l");
        add(U"ñńņňÑŃŅŇ", "n");
        add(U"òóôõöøōŏőÒÓÔÕÖØŌŎŐ", "o");
        add(U"ŕŗřŔŖŘ", "r");
        add(U"śŝşšșŚŜŞŠȘ", "s");
        add(U"ţťŧțŢŤŦȚ", "t");
        add(U"ùúûüũūŭůűųÙÚÛÜŪ", "u");
        add(U"ýÿÝŸ", "y");
        add(U"źżžŹŻŽ", "z");
        add(U"æÆ", "ae");
        add(U"œŒ", "oe");
        add(U"ßẞ", "ss");
        return folds;
    }();
    if (c < 128)
        return std::isalnum(static_cast<int>(c))
                   ? std::string(1, static_cast<char>(std::tolower(static_cast<int>(c))))
                   : "";
    const auto found = kFolds.find(c);
    return found == kFolds.end() ? "" : found->second;
}

bool is_space(char32_t c) {
    return c == U' ' || c == U',' || c == U'-' || c == U'.' || c == U'(' || c == U')' ||
           c == U'/' || c == U'"' || c == U'\n' || c == U'\t' || c == 0x00b7 || c == 0x30fb ||
           c == 0x2010 || c == 0x2013 || c == 0x060c || c == 0xa0;
}

void add_part(Name& name, std::u32string word) {
    Part part;
    const Unmasked plain = unmasked(word);
    part.word = plain.word;
    part.texts = readings(part.word);
    part.foreign = !part.texts.empty();
    if (!part.foreign) {
        std::string text;
        for (const char32_t c : part.word) text += fold_latin(c);
        if (text.empty()) return;
        part.texts = {text};
    }
    if (name.parts.size() < 14) name.parts.push_back(std::move(part));
}

Name analyse(const std::string& text) {
    Name name{text, {}, {}};
    std::u32string word;
    std::vector<std::u32string> words;
    for (const char32_t c : code_points(text + " ")) {
        if (!is_space(c)) {
            word += c;
        } else if (!word.empty()) {
            words.push_back(std::move(word));
            word.clear();
        }
    }
    for (std::u32string& one : words) {
        const std::size_t family = words.size() == 1 ? family_name_size(one) : 0;
        if (family > 0) add_part(name, one.substr(0, family));
        add_part(name, one.substr(family));
    }
    const int size = static_cast<int>(name.parts.size());
    for (int first = 0; first < size; ++first)
        for (int count = 1; count <= 3 && first + count <= size; ++count) {
            Bit bit{first, count, {}, {}, {}};
            std::vector<std::u32string_view> parts;
            std::string joined;
            for (int i = first; i < first + count; ++i) {
                parts.push_back(name.parts[static_cast<std::size_t>(i)].word);
                joined += name.parts[static_cast<std::size_t>(i)].texts[0];
            }
            bit.texts = count == 1 ? name.parts[static_cast<std::size_t>(first)].texts
                                   : std::vector<std::string>{joined};
            bit.skeleton = skeleton_of(parts);
            bit.keys =
                bit.skeleton.empty() ? keys_of_latin(joined) : keys_of_skeleton(bit.skeleton);
            name.bits.push_back(std::move(bit));
        }
    return name;
}

// ---- pairs

int edits(const std::string& a, const std::string& b) {
    std::vector<std::vector<int>> d(a.size() + 1, std::vector<int>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i)
        for (std::size_t j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                d[i][j] = static_cast<int>(i + j);
                continue;
            }
            d[i][j] = std::min(
                {d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] != b[j - 1])});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
        }
    return d[a.size()][b.size()];
}

int budget(std::size_t size) { return size <= 3 ? 0 : size <= 6 ? 1 : size <= 11 ? 2 : 3; }

int text_likeness(const std::string& a, const std::string& b) {
    if (a == b) return 1000;
    const std::size_t least = std::min(a.size(), b.size()), most = std::max(a.size(), b.size());
    if (most - least > 3) return 0;
    const int d = edits(a, b);
    if (d > budget(least)) return 0;
    return 1000 - 1000 * d / static_cast<int>(most);
}

bool meet(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
    return std::any_of(a.begin(), a.end(), [&b](std::uint64_t key) {
        return std::binary_search(b.begin(), b.end(), key);
    });
}

int likeness(const Bit& a, const Bit& b) {
    if (a.count > 1 && b.count > 1) return 0;
    int best = 0;
    for (const std::string& x : a.texts)
        for (const std::string& y : b.texts) best = std::max(best, text_likeness(x, y));
    if (best == 1000) return best;
    if (!a.skeleton.empty() && meet(a.keys, b.keys)) {
        if (b.skeleton.empty())
            for (const std::string& y : b.texts)
                best = std::max(best, static_cast<int>(skeleton_likeness(a.skeleton, y)));
        else
            best = std::max(best, static_cast<int>(skeleton_likeness(a.skeleton, b.skeleton)));
    } else if (!b.skeleton.empty() && a.skeleton.empty() && meet(a.keys, b.keys)) {
        for (const std::string& x : a.texts)
            best = std::max(best, static_cast<int>(skeleton_likeness(b.skeleton, x)));
    }
    return best;
}

// ---- score

int weight_of(const Name& name, const Bit& bit) {
    int weight = 0;
    for (int i = 0; i < bit.count; ++i)
        weight += name.parts[static_cast<std::size_t>(bit.first + i)].weight;
    return weight;
}

struct Edge {
    int likeness = 0, gain = 0;
    unsigned a = 0, b = 0;
    int wa = 0, wb = 0;
};

int score(const Name& a, const Name& b) {
    std::vector<Edge> edges;
    for (const Bit& x : a.bits)
        for (const Bit& y : b.bits) {
            const int alike = likeness(x, y);
            if (alike == 0) continue;
            const auto mask = [](const Bit& bit) { return ((1U << bit.count) - 1) << bit.first; };
            const int wa = weight_of(a, x), wb = weight_of(b, y);
            edges.push_back({alike, alike * (wa + wb), mask(x), mask(y), wa, wb});
        }
    std::stable_sort(edges.begin(), edges.end(),
                     [](const Edge& p, const Edge& q) { return p.gain > q.gain; });
    unsigned used_a = 0, used_b = 0;
    double gain = 0, matched_a = 0, matched_b = 0;
    for (const Edge& edge : edges) {
        if (used_a & edge.a || used_b & edge.b) continue;
        used_a |= edge.a;
        used_b |= edge.b;
        gain += edge.likeness * (edge.wa + edge.wb) / 2.0;
        matched_a += edge.wa;
        matched_b += edge.wb;
    }
    int all_a = 0, all_b = 0;
    for (const Part& part : a.parts) all_a += part.weight;
    for (const Part& part : b.parts) all_b += part.weight;
    if (all_a == 0) return 0;
    const double both = (matched_a + matched_b) / 2.0;
    return static_cast<int>(gain / (both + (all_a - matched_a) + 0.3 * (all_b - matched_b)));
}

// ---- weights: how rare a word is among the Latin names of the lists

class Rarity {
public:
    void add(const Name& name) {
        ++names_;
        for (const Bit& bit : name.bits) {
            if (bit.count > 1) continue;
            ++counts_[bit.texts[0]];
            for (const std::uint64_t key : bit.keys) by_key_[key].insert(bit.texts[0]);
        }
    }

    void weigh(Name& name) const {
        for (const Bit& bit : name.bits) {
            if (bit.count > 1) continue;
            int count = 0;
            for (const std::string& text : bit.texts) count = std::max(count, count_of(text));
            if (!bit.skeleton.empty()) {
                int alike = 0;
                std::set<std::string> seen;
                for (const std::uint64_t key : bit.keys)
                    if (const auto found = by_key_.find(key); found != by_key_.end())
                        for (const std::string& text : found->second)
                            if (skeleton_likeness(bit.skeleton, text) >= 950 &&
                                seen.insert(text).second)
                                alike += count_of(text);
                count = std::max(count, alike);
            }
            name.parts[static_cast<std::size_t>(bit.first)].weight =
                static_cast<int>(100 * std::log((names_ + 1.0) / (count + 1.0)) + 20);
        }
    }

    int count_of(const std::string& text) const {
        const auto found = counts_.find(text);
        return found == counts_.end() ? 0 : found->second;
    }

private:
    int names_ = 0;
    std::unordered_map<std::string, int> counts_;
    std::unordered_map<std::uint64_t, std::set<std::string>> by_key_;
};

// ---- a list found by key and by text, so that millions of pairs need not be scored

class List {
public:
    explicit List(std::vector<Name> names) : names_(std::move(names)) {
        for (std::uint32_t n = 0; n < names_.size(); ++n)
            for (const Bit& bit : names_[n].bits) {
                for (const std::uint64_t key : bit.keys) by_key_[key].push_back({n, &bit});
                for (const std::string& text : bit.texts) by_text_[text].push_back({n, &bit});
            }
    }

    // The best score; names that share nothing by key or letters are not looked at.
    std::pair<int, const Name*> best(const Name& query) const {
        std::unordered_map<std::uint32_t, int> gains;
        for (const Bit& bit : query.bits) {
            std::unordered_map<std::uint32_t, int> here;
            const auto add = [&](const std::vector<Place>& places) {
                for (const Place& place : places) {
                    int& gain = here[place.name];
                    gain = std::max(gain, likeness(bit, *place.bit) * weight_of(query, bit));
                }
            };
            for (const std::uint64_t key : bit.keys)
                if (const auto found = by_key_.find(key); found != by_key_.end())
                    add(found->second);
            for (const std::string& text : bit.texts)
                if (const auto found = by_text_.find(text); found != by_text_.end())
                    add(found->second);
            for (const auto& [name, gain] : here) gains[name] += gain;
        }
        int all = 0;
        for (const Part& part : query.parts) all += part.weight;
        std::pair<int, const Name*> best{0, nullptr};
        for (const auto& [name, gain] : gains) {
            if (gain < all * 500) continue;
            const int value = score(query, names_[name]);
            if (value > best.first ||
                (value == best.first && best.second && names_[name].text < best.second->text))
                best = {value, &names_[name]};
        }
        return best;
    }

    const std::vector<Name>& names() const { return names_; }

private:
    struct Place {
        std::uint32_t name;
        const Bit* bit;
    };
    std::vector<Name> names_;
    std::unordered_map<std::uint64_t, std::vector<Place>> by_key_;
    std::unordered_map<std::string, std::vector<Place>> by_text_;
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

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2)
        return fmt::print(stderr, "usage: standstill-scripts-quality DATA [--errors]\n"), 2;
    const std::string data = argv[1];
    const bool errors = argc > 2;
    Rarity rarity;
    std::vector<Name> listed;
    for (const std::string& text : list_names(data)) {
        Name name = analyse(text);
        if (name.parts.empty()) continue;
        rarity.add(name);
        listed.push_back(std::move(name));
    }
    for (Name& name : listed) rarity.weigh(name);
    const auto weighed = [&rarity](const std::string& text) {
        Name name = analyse(text);
        rarity.weigh(name);
        return name;
    };
    fmt::print("{:52}", "share at or above");
    for (const int threshold : kThresholds) fmt::print("  {:6}", threshold);
    fmt::print("\n");

    std::vector<int> halves[2], other;
    std::vector<Name> foreign_listed;
    for (const auto& row :
         read_csv(read_file(data + "/labelled/un_cross_script_pairs_2026-02-27.csv"))) {
        if (row.size() < 6 || row[0] == "schema") continue;
        const Name query = weighed(row[3]);
        std::vector<std::string> latin = split(row[5], ';');
        latin.push_back(row[4]);
        int best = 0;
        for (const std::string& text : latin) best = std::max(best, score(query, weighed(text)));
        foreign_listed.push_back(query);
        const bool first = in_first_half(row[3]);
        if (row[2] != "ARABIC")
            other.push_back(best);
        else
            halves[first ? 0 : 1].push_back(best);
        if (errors && first && best < 750)
            fmt::print("  {:4} {} | {} | {}\n", best, row[3], row[4], row[5].substr(0, 200));
    }
    print_line("UN Arabic, half that was looked at", halves[0], "%");
    print_line("UN Arabic, half that was not", halves[1], "%");
    print_line("UN other scripts", other, "%");

    std::vector<int> putin, across;
    const std::vector<std::string> aliases =
        split(read_file(data + "/labelled/putin_names.txt"), '\n');
    const Name whole = weighed("Vladimir Vladimirovich Putin");
    for (const std::string& alias : aliases) {
        const Name query = weighed(alias);
        putin.push_back(std::max(score(query, whole), score(query, weighed("Vladimir Putin"))));
        if (errors && putin.back() < 750) {
            std::string read;
            for (const Part& part : query.parts) {
                for (const std::string& text : part.texts) read += text + "/";
                read += " ";
            }
            fmt::print("  {:4} {} | {}\n", putin.back(), alias, read);
        }
        for (const std::string& other_alias : aliases)
            if (other_alias != alias) across.push_back(score(query, weighed(other_alias)));
    }
    print_line("80 aliases against Vladimir (V.) Putin", putin, "%");
    print_line("80 aliases against each other", across, "%");

    std::vector<int> watchman;
    for (const auto& row :
         read_csv(read_file(data + "/labelled/watchman_cross_script_pairs.csv"))) {
        if (row.size() < 3 || row[0].starts_with("#")) continue;
        watchman.push_back(score(weighed(row[0]), weighed(row[1])));
        if (errors && watchman.back() < 750)
            fmt::print("  {:4} {} | {}\n", watchman.back(), row[0], row[1]);
    }
    print_line("cross-script pairs of another screener", watchman, "%");

    const List list(std::move(listed));
    std::map<Script, std::vector<int>> clean;
    std::vector<int> latin_clean;
    std::vector<std::pair<int, std::string>> alerts;
    for (const auto& row : read_csv(read_file(data + "/labelled/yente_negatives_global_50k.csv"))) {
        if (row.size() < 4 || row[0] == "full_name") continue;
        const Script script = script_of_name(row[0]);
        const bool counted =
            script == Script::Arabic || script == Script::Hebrew || script == Script::Cyrillic;
        if (script == Script::Latin && latin_clean.size() < 4000) {
            const Name query = weighed(row[0]);
            int best = 0;
            for (const Name& name : foreign_listed) best = std::max(best, score(query, name));
            latin_clean.push_back(best);
        }
        if (!counted) continue;
        const Name query = weighed(row[0]);
        const auto [best, name] = list.best(query);
        clean[script].push_back(best);
        if (best >= 750) alerts.emplace_back(best, row[0] + " | " + name->text);
    }
    for (const auto& [script, scores] : clean)
        print_line(fmt::format("clean {} names against OFAC + UN", name_of(script)), scores,
                   "alerts per 1000");
    print_line("clean Latin names against Arabic of UN", latin_clean, "alerts per 1000");
    if (errors) {
        std::sort(alerts.rbegin(), alerts.rend());
        for (const auto& [value, text] : alerts) fmt::print("  alert {:4} {}\n", value, text);
    }
    return 0;
}
