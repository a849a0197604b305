// The evidence map: sources on the left, what rests on them on the right.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "report/drawing.h"
#include "report/picture.h"

namespace standstill::report {

namespace {

constexpr int kWidth = 960, kRow = 30, kTop = 40;
constexpr int kLeft = 20, kLeftWidth = 400, kRightX = 560, kRightWidth = 380;

std::string text_of(const base::Node& node, std::string_view key) {
    const base::Node* found = node.find(key);
    return found != nullptr && found->is_scalar() ? found->scalar : "";
}

void collect_ids(const base::Node& node, std::set<std::string>& out) {
    if (!node.is_map() && !node.is_list()) return;
    for (std::size_t i = 0; i < node.items.size(); ++i) {
        if (node.is_map() && node.keys[i].first == "evidence")
            for (const base::Node& id : node.items[i].items) out.insert(id.scalar);
        else
            collect_ids(node.items[i], out);
    }
}

struct Source {
    std::string id, label, copy_of;
    int row = 0;
};

std::vector<Source> sources_of(const review::Case& of, std::uint32_t events) {
    std::vector<Source> originals, copies, out;
    for (std::uint32_t i = 0; i < events; ++i) {
        if (of.program->kinds[of.record.events[i].kind].evidence_id < 0) continue;
        const base::Node& node = of.events[i];
        std::string grade = text_of(node, "grade");
        Source one{text_of(node, "id"), "", text_of(node, "copy_of"), 0};
        one.label = fmt::format("{} {} ({})", one.id, text_of(node, "publisher"),
                                grade.empty() ? "not graded" : grade);
        (one.copy_of.empty() ? originals : copies).push_back(std::move(one));
    }
    for (Source& original : originals) {
        out.push_back(original);
        for (Source& copy : copies)
            if (copy.copy_of == original.id) {
                copy.label = "copy: " + copy.label;
                out.push_back(copy);
                copy.id.clear();
            }
    }
    for (const Source& copy : copies)
        if (!copy.id.empty()) out.push_back(copy);
    for (std::size_t i = 0; i < out.size(); ++i) out[i].row = static_cast<int>(i);
    return out;
}

}  // namespace

std::string evidence_picture(const review::Case& of, base::Instant at) {
    std::uint32_t events = law::moment_at(of.record, at).events;
    std::vector<Source> sources = sources_of(of, events);
    if (sources.empty()) return "";
    Drawing drawing("evidence", kWidth);
    drawing.text(kLeft, 24, "Sources", "strong");
    drawing.text(kRightX, 24, "What rests on them", "strong");
    int row = 0;
    std::size_t links = 0;
    std::set<std::string> used;
    for (std::uint32_t i = 0; i < events; ++i) {
        std::set<std::string> ids;
        collect_ids(of.events[i], ids);
        bool is_drawn = false;
        for (const Source& source : sources) {
            if (ids.count(source.id) == 0) continue;
            int y = kTop + kRow * row + kRow / 2;
            drawing.link(kLeft + kLeftWidth, kTop + kRow * source.row + kRow / 2, kRightX, y,
                         "link");
            is_drawn = true;
            ++links;
            used.insert(source.id);
        }
        if (!is_drawn) continue;
        const std::string& kind = of.program->kinds[of.record.events[i].kind].name;
        std::string about = text_of(of.events[i], "factor") + text_of(of.events[i], "element");
        std::string value = text_of(of.events[i], "value");
        std::string label =
            fmt::format("event {}: {} {} {}", i, kind, about, value.empty() ? "" : "= " + value);
        drawing.box(kRightX, kTop + kRow * row + 3, kRightWidth, kRow - 6, "box");
        drawing.text(kRightX + 8, kTop + kRow * row + 20, shortened(label, 58), "body");
        ++row;
    }
    for (const Source& source : sources) {
        drawing.box(kLeft, kTop + kRow * source.row + 3, kLeftWidth, kRow - 6,
                    used.count(source.id) != 0 ? "box" : "box-unused");
        drawing.text(kLeft + 8, kTop + kRow * source.row + 20, shortened(source.label, 62), "body");
    }
    int height = kTop + kRow * std::max(row, static_cast<int>(sources.size())) + 10;
    return drawing.finish(
        height, "Evidence map",
        fmt::format("{} items of evidence, of which {} carry {} links to {} events. A dashed box "
                    "carries nothing. The table says the same in words.",
                    sources.size(), used.size(), links, row));
}

}  // namespace standstill::report
