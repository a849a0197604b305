// Evidence: each source once, its grade in words, and which findings rest on it.
#include <fmt/format.h>

#include <map>
#include <set>

#include "base/text.h"
#include "report/picture.h"
#include "server/pages/case_page.h"

namespace standstill::server::pages {

namespace {

std::string text_of(const base::Node& node, std::string_view key) {
    const base::Node* found = node.find(key);
    return found != nullptr && found->is_scalar() ? found->scalar : "";
}

struct Item {
    std::int32_t event = -1;
    std::string id, copy_of;
};

std::vector<Item> items_of(const CaseVisit& visit) {
    const review::Case& of = visit.view.of();
    std::vector<Item> out;
    for (std::uint32_t i = 0; i < visit.words.visible(); ++i) {
        if (of.program->kinds[of.record.events[i].kind].evidence_id < 0) continue;
        const base::Node& node = of.events[i];
        out.push_back(
            {static_cast<std::int32_t>(i), text_of(node, "id"), text_of(node, "copy_of")});
    }
    return out;
}

// The original that a copy goes back to, through copies of copies; bounded against a circle.
std::string original_of(const std::vector<Item>& items, std::string id) {
    for (std::size_t steps = 0; steps < items.size(); ++steps) {
        auto found = std::find_if(items.begin(), items.end(),
                                  [&](const Item& item) { return item.id == id; });
        if (found == items.end() || found->copy_of.empty()) return id;
        id = found->copy_of;
    }
    return id;
}

// All ids under `evidence`, also those of measures and other groups.
void collect_ids(const base::Node& node, std::set<std::string>& out) {
    if (!node.is_map() && !node.is_list()) return;
    for (std::size_t i = 0; i < node.items.size(); ++i) {
        if (node.is_map() && node.keys[i].first == "evidence") {
            for (const base::Node& id : node.items[i].items) out.insert(id.scalar);
            continue;
        }
        collect_ids(node.items[i], out);
    }
}

std::map<std::string, std::vector<std::int32_t>> uses_of(const CaseVisit& visit) {
    std::map<std::string, std::vector<std::int32_t>> out;
    for (std::uint32_t i = 0; i < visit.words.visible(); ++i) {
        std::set<std::string> ids;
        collect_ids(visit.view.of().events[i], ids);
        for (const std::string& id : ids) out[id].push_back(static_cast<std::int32_t>(i));
    }
    return out;
}

json::object item_data(const CaseVisit& visit, const Item& item,
                       const std::map<std::string, std::vector<std::int32_t>>& uses) {
    const base::Node& node = visit.view.of().events[static_cast<std::size_t>(item.event)];
    json::object out{{"id", item.id}, {"anchor", "evidence-" + fragment(item.id)}};
    std::string grade = text_of(node, "grade"), published = text_of(node, "published");
    auto day = base::parse_day(published);
    out["kind"] = text_of(node, "kind");
    out["kind_words"] = [](std::string text) {
        std::replace(text.begin(), text.end(), '-', ' ');
        return text;
    }(text_of(node, "kind"));
    out["is_vendor_word"] = text_of(node, "kind") == "vendor-statement";
    out["is_list"] = text_of(node, "kind") == "list-screening";
    out["publisher"] = text_of(node, "publisher");
    out["published"] = published;
    out["published_words"] = day ? day_words(*day) : "day not verified";
    out["grade"] = grade;
    out["grade_words"] = grade.empty() ? "nobody has graded it" : grade_words(grade);
    out["sha256"] = text_of(node, "sha256");
    out["file_url"] = "/cases/" + http::encode(visit.view.of().id) + "/evidence/" +
                      http::encode(text_of(node, "sha256"));
    out["url"] = safe_url(text_of(node, "url"));
    out["url_text"] = text_of(node, "url");
    out["copy_of"] = item.copy_of;
    out["note"] = base::folded(text_of(node, "note"));
    out["recorded"] = visit.words.event_links({item.event});
    auto used = uses.find(item.id);
    out["uses"] = used == uses.end() ? json::array() : visit.words.event_links(used->second);
    return out;
}

}  // namespace

base::Status fill_evidence(const CaseVisit& visit, Page& page) {
    page.title = "Evidence";
    page.template_name = "cases/evidence";
    page.current = "evidence";
    page.intro =
        "Each source with its grade, and what rests on it. Copies of one text are one "
        "source, however many publish it.";
    std::vector<Item> items = items_of(visit);
    auto uses = uses_of(visit);
    std::vector<std::pair<std::string, json::array>> sources;
    for (const Item& item : items) {
        std::string original = original_of(items, item.id);
        auto found = std::find_if(sources.begin(), sources.end(),
                                  [&](const auto& source) { return source.first == original; });
        if (found == sources.end()) found = sources.insert(sources.end(), {original, {}});
        found->second.push_back(item_data(visit, item, uses));
    }
    json::object& data = page.data = status_data(visit);
    json::array list;
    std::size_t unused = 0;
    for (auto& [original, copies] : sources) {
        for (const json::value& one : copies) unused += one.at("uses").as_array().empty() ? 1 : 0;
        std::size_t count = copies.size();
        list.push_back(json::object{{"items", std::move(copies)},
                                    {"grouped", count > 1},
                                    {"copies", counted(count - 1, "copy", "copies")}});
    }
    data["none"] = items.empty();
    data["item_count"] = counted(items.size(), "item", "items");
    data["source_count"] = counted(sources.size(), "independent source", "independent sources");
    data["unused"] = unused == 0 ? "" : counted(unused, "item has", "items have");
    data["sources"] = std::move(list);
    data["picture"] = report::evidence_picture(visit.view.of(), visit.view.at());
    data["may_record"] = identity::may(visit.caller, identity::Permission::Record);
    data["add_url"] = "/cases/" + http::encode(visit.view.of().id) + "/act/evidence";
    return base::Done{};
}

}  // namespace standstill::server::pages
