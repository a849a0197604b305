// The documents: links that lead somewhere, sentences of the law that are accounted for, cases that
// are told.
#include <algorithm>
#include <cctype>
#include <set>

#include "base/document.h"
#include "base/text.h"
#include "tidy/rules.h"

namespace standstill::tidy {

namespace {

const std::string kCoverage = "docs/law-coverage.md";
const std::string kLaw = "rules/eo-14093/text.md";
const std::string kCaseList = "docs/cases.md";
const std::string kCases = "tests/cases/";

// `docs/a/../b.md` is `docs/b.md`.
std::string normal(const std::string& path) {
    std::vector<std::string> parts;
    for (const std::string& part : base::split(path, '/')) {
        if (part.empty() || part == ".") continue;
        if (part == ".." && !parts.empty() && parts.back() != "..") {
            parts.pop_back();
        } else {
            parts.push_back(part);
        }
    }
    return base::join(parts, "/");
}

bool exists(const Tree& tree, const std::string& path) {
    if (path.empty() || tree.contains(path)) return true;
    auto next = tree.lower_bound(path + "/");
    return next != tree.end() && next->first.starts_with(path + "/");
}

// The targets of `[text](target)` on a line.
std::vector<std::string> targets(const std::string& line) {
    std::vector<std::string> out;
    for (std::size_t at = line.find("]("); at != std::string::npos; at = line.find("](", at + 1)) {
        std::size_t end = line.find_first_of(") ", at);
        if (end != std::string::npos) out.push_back(line.substr(at + 2, end - at - 2));
    }
    return out;
}

// The cells of a table's row, without the white space around them; none for any other line.
std::vector<std::string> cells(std::string_view line) {
    line = base::trimmed(line);
    if (line.size() < 2 || line.front() != '|' || line.back() != '|') return {};
    std::vector<std::string> out;
    for (const std::string& cell : base::split(line.substr(1, line.size() - 2), '|'))
        out.emplace_back(base::trimmed(cell));
    return out;
}

// What stands between a pair of grave accents.
std::vector<std::string> quoted(const std::string& text) {
    auto parts = base::split(text, '`');
    std::vector<std::string> out;
    for (std::size_t i = 1; i + 1 < parts.size(); i += 2) out.push_back(parts[i]);
    return out;
}

// A unit of the law's text: its heading and its words.
struct Unit {
    std::string id;
    std::string text;
};

std::vector<Unit> units(const std::string& law) {
    std::vector<Unit> out;
    for (const std::string& line : base::split(law, '\n')) {
        if (line.starts_with("## ")) {
            out.push_back({line.substr(3), ""});
        } else if (!out.empty()) {
            out.back().text += line + "\n";
        }
    }
    return out;
}

// The first twelve words, and ` …` where there are more.
std::string beginning(const std::string& sentence) {
    auto words = base::split(sentence, ' ');
    if (words.size() <= 12) return sentence;
    words.resize(12);
    return base::join(words, " ") + " …";
}

// What the packs call things: every key, and every value of `cite`.
void collect_names(const base::Node& node, std::set<std::string>& names) {
    for (std::size_t i = 0; i < node.keys.size(); ++i) {
        const std::string& key = node.keys[i].first;
        names.insert(key);
        // `factor/{leaf}` with `for: {leaf: [a, b]}` stands for `factor/a` and `factor/b`.
        const base::Node* each = node.items[i].find("for");
        if (each == nullptr || each->keys.size() != 1) continue;
        std::string place = "{" + each->keys[0].first + "}";
        std::size_t at = key.find(place);
        for (const base::Node& value : each->items[0].items)
            if (at != std::string::npos)
                names.insert(std::string(key).replace(at, place.size(), value.scalar));
    }
    if (const base::Node* cite = node.find("cite")) names.insert(cite->scalar);
    for (const base::Node& item : node.items) collect_names(item, names);
}

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

}  // namespace

std::vector<std::string> sentences(std::string_view unit) {
    std::string text = base::folded(unit);
    std::vector<std::string> out;
    std::size_t begin = 0;
    for (std::size_t i = 0; i + 2 < text.size(); ++i) {
        bool stop = text[i] == '.' && text[i + 1] == ' ' && is_upper(text[i + 2]);
        if (!stop) continue;
        bool initial =
            i >= 2 && is_upper(text[i - 1]) && (text[i - 2] == '.' || text[i - 2] == ' ');
        if (initial) continue;
        out.push_back(text.substr(begin, i + 1 - begin));
        begin = i + 2;
    }
    if (begin < text.size()) out.push_back(text.substr(begin));
    return out;
}

Complaints dead_links(const Tree& tree) {
    Complaints complaints;
    for (const auto& [path, text] : tree) {
        bool document = path.ends_with(".md") &&
                        (path.find('/') == std::string::npos || path.starts_with("docs/"));
        if (!document) continue;
        std::string folder =
            path.find('/') == std::string::npos ? "" : path.substr(0, path.rfind('/') + 1);
        int number = 0;
        bool code = false;
        for (const std::string& line : base::split(text, '\n')) {
            ++number;
            if (base::trimmed(line).starts_with("```")) code = !code;
            if (code) continue;
            for (std::string target : targets(line)) {
                if (target.find(':') != std::string::npos) continue;  // https:, mailto:
                target = target.substr(0, target.find('#'));
                if (target.empty() || exists(tree, normal(folder + target))) continue;
                complaints.push_back({path, number, "`" + target + "` leads nowhere"});
            }
        }
    }
    return complaints;
}

Complaints coverage(const Tree& tree) {
    auto page = tree.find(kCoverage);
    auto law = tree.find(kLaw);
    if (page == tree.end() || law == tree.end()) return {};
    Complaints complaints;

    std::set<std::string> names;
    for (const auto& [path, text] : tree) {
        if (!path.starts_with("rules/eo-14093/") || !path.ends_with(".yaml")) continue;
        auto document = base::parse_document(text, path);
        if (!document) return {{path, 0, "cannot be read: " + document.error().message}};
        collect_names(*document, names);
    }

    std::vector<std::pair<std::string, std::string>> expected;  // the id and the beginning
    for (const Unit& unit : units(law->second)) {
        int count = 0;
        for (const std::string& sentence : sentences(unit.text))
            expected.emplace_back(unit.id + " s" + std::to_string(++count), beginning(sentence));
    }

    std::size_t next = 0;
    int number = 0;
    for (const std::string& line : base::split(page->second, '\n')) {
        ++number;
        auto row = cells(line);
        if (row.size() != 4 || row[0] == "cite" || row[0].starts_with("--")) continue;
        if (next == expected.size()) {
            complaints.push_back(
                {kCoverage, number, "`" + row[0] + "` is no sentence of the order"});
            continue;
        }
        const auto& [id, words] = expected[next++];
        if (row[0] != id) {
            complaints.push_back(
                {kCoverage, number, "expected the row of `" + id + "`, found `" + row[0] + "`"});
            return complaints;  // the rows after it are all one off
        }
        if (row[1] != words)
            complaints.push_back({kCoverage, number, "the sentence begins `" + words + "`"});
        if (row[2].empty() && row[3].empty())
            complaints.push_back(
                {kCoverage, number, "`" + id + "` is neither encoded nor excused"});
        for (std::string node : quoted(row[2])) {
            for (std::string_view what : {"duty ", "defect "})
                if (node.starts_with(what)) node.erase(0, what.size());
            if (!names.contains(node))
                complaints.push_back({kCoverage, number, "no node of the pack is `" + node + "`"});
        }
    }
    if (next < expected.size())
        complaints.push_back({kCoverage, 0, "has no row for `" + expected[next].first + "`"});
    return complaints;
}

Complaints case_list(const Tree& tree) {
    auto page = tree.find(kCaseList);
    if (page == tree.end()) return {};
    Complaints complaints;

    // Every word of the page that could be the name of a case file.
    std::map<std::string, int> named;
    int number = 0;
    for (const std::string& line : base::split(page->second, '\n')) {
        ++number;
        std::string word;
        for (char c : line + " ") {
            if (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_' ||
                c == '.' || c == '/') {
                word += c;
                continue;
            }
            if (auto at = word.rfind(kCases); at != std::string::npos)
                word.erase(0, at + kCases.size());
            bool elsewhere = word.find('/') != std::string::npos &&
                             !exists(tree, kCases + word.substr(0, word.find('/')));
            if (word.ends_with(".yaml") && !elsewhere) named.emplace(word, number);
            word.clear();
        }
    }
    std::set<std::string> files;
    for (auto file = tree.lower_bound(kCases);
         file != tree.end() && file->first.starts_with(kCases); ++file) {
        if (!file->first.ends_with(".yaml")) continue;
        std::string name = file->first.substr(kCases.size());
        files.insert(name);
        if (!named.contains(name))
            complaints.push_back({kCaseList, 0, "does not tell what `" + name + "` shows"});
    }
    for (const auto& [name, line] : named)
        if (!files.contains(name))
            complaints.push_back({kCaseList, line, "there is no case `" + name + "`"});
    return complaints;
}

}  // namespace standstill::tidy
