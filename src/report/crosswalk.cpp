#include "report/crosswalk.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/document.h"

namespace standstill::report {

namespace {

using base::Node;

constexpr std::string_view kFolder = "crosswalk/";

struct Relation {
    std::string_view word, inverse;
};
// NIST's words for how the requirements of two sides stand to each other.
constexpr std::array<Relation, 5> kRelations = {{{"equal-to", "equal-to"},
                                                 {"equivalent-to", "equivalent-to"},
                                                 {"subset-of", "superset-of"},
                                                 {"superset-of", "subset-of"},
                                                 {"intersects-with", "intersects-with"}}};

const Relation* relation_called(std::string_view word) {
    auto found = std::find_if(kRelations.begin(), kRelations.end(),
                              [&](const Relation& each) { return each.word == word; });
    return found == kRelations.end() ? nullptr : &*found;
}

// Reads one file; the first mistake ends it.
class Reader {
public:
    explicit Reader(std::string name) : name_(std::move(name)) {}

    base::Result<Crosswalk> read(const Node& document) {
        Crosswalk out;
        out.from = side(document, "from");
        out.to = side(document, "to");
        out.status = text(document, "status");
        out.about = text(document, "about");
        if (const Node* lines = list(document, "lines"); lines != nullptr)
            for (const Node& each : lines->items) out.lines.push_back(line(each));
        if (mistake_.empty() && out.lines.empty()) fail(document, "has no lines");
        if (mistake_.empty() && !out.from.is_pack) fail(document, "`from` is a pack");
        if (!mistake_.empty()) return base::invalid(mistake_);
        return out;
    }

private:
    void fail(const Node& at, const std::string& what) {
        if (mistake_.empty()) mistake_ = fmt::format("{}: {}", base::where(name_, at.place), what);
    }
    std::string text(const Node& in, std::string_view key) {
        const Node* node = in.find(key);
        if (node != nullptr && node->is_scalar() && !node->scalar.empty()) return node->scalar;
        fail(node == nullptr ? in : *node, fmt::format("`{}` is missing, or is not text", key));
        return "";
    }
    const Node* list(const Node& in, std::string_view key) {
        const Node* node = in.find(key);
        if (node != nullptr && node->is_list()) return node;
        fail(node == nullptr ? in : *node, fmt::format("`{}` is missing, or is not a list", key));
        return nullptr;
    }
    CrosswalkSide side(const Node& in, std::string_view key) {
        CrosswalkSide out;
        const Node* node = in.find(key);
        if (node == nullptr || !node->is_map()) {
            fail(in, fmt::format("`{}` is missing, or is not a map", key));
            return out;
        }
        out.is_pack = node->find("pack") != nullptr;
        out.id = text(*node, out.is_pack ? "pack" : "id");
        if (out.is_pack) return out;
        out.title = text(*node, "title");
        out.citation = text(*node, "citation");
        out.note = text(*node, "note");
        if (const Node* controls = list(*node, "controls"); controls != nullptr)
            for (const Node& each : controls->items)
                out.controls.push_back({text(each, "id"), text(each, "title")});
        return out;
    }
    CrosswalkLine line(const Node& node) {
        CrosswalkLine out{text(node, "from"), text(node, "to"), text(node, "relation"),
                          text(node, "basis")};
        if (mistake_.empty() && relation_called(out.relation) == nullptr)
            fail(node, fmt::format("`{}` is not a relation, expected equal-to, equivalent-to, "
                                   "subset-of, superset-of or intersects-with",
                                   out.relation));
        return out;
    }

    std::string name_;
    std::string mistake_;
};

Crosswalk turned(Crosswalk other) {
    std::swap(other.from, other.to);
    for (CrosswalkLine& line : other.lines) {
        std::swap(line.from, line.to);
        if (const Relation* relation = relation_called(line.relation); relation != nullptr)
            line.relation = relation->inverse;
    }
    return other;
}

}  // namespace

base::Result<std::vector<Crosswalk>> crosswalks_of(const law::RuleFiles& files,
                                                   const std::string& pack) {
    std::vector<Crosswalk> out;
    for (auto file = files.lower_bound(std::string(kFolder));
         file != files.end() && file->first.starts_with(kFolder); ++file) {
        auto document = base::parse_document(file->second, "rules/" + file->first);
        if (!document) return document.error();
        auto crosswalk = Reader("rules/" + file->first).read(*document);
        if (!crosswalk) return crosswalk.error();
        if (crosswalk->from.id == pack)
            out.push_back(std::move(*crosswalk));
        else if (crosswalk->to.is_pack && crosswalk->to.id == pack)
            out.push_back(turned(std::move(*crosswalk)));
    }
    return out;
}

}  // namespace standstill::report
