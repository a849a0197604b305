// The crosswalk as a mapping collection: how the citations of the case's packs stand to others.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "report/oscal_models.h"
#include "report/uuid.h"

namespace standstill::report::oscal {

namespace json = boost::json;

namespace {

// The id of what a line points at on the other side.
std::string target_id(const CrosswalkSide& side, const std::string& target) {
    return side.is_pack ? control_id(side.id, target) : target;
}

json::object item(const std::string& id) { return {{"type", "control"}, {"id-ref", id}}; }

json::object map_of(const CrosswalkLine& line, const Crosswalk& crosswalk, std::size_t position,
                    const Context& context) {
    std::string source =
        control_id(home_of(context.program(), crosswalk.from.id, line.from), line.from);
    return {{"uuid", uuid_for("crosswalk line", fmt::format("{}/{}/{}", crosswalk.from.id,
                                                            crosswalk.to.id, position))},
            {"relationship", line.relation},
            {"sources", json::array{item(source)}},
            {"targets", json::array{item(target_id(crosswalk.to, line.to))}},
            {"remarks", markup(line.basis)}};
}

json::object mapping_of(const Crosswalk& crosswalk, const Context& context) {
    json::array maps;
    for (std::size_t i = 0; i < crosswalk.lines.size(); ++i)
        maps.push_back(map_of(crosswalk.lines[i], crosswalk, i, context));
    json::object from{{"type", "catalog"}, {"href", "#" + context.document_uuid("catalog.json")}};
    json::object to{
        {"type", "catalog"},
        {"href", "#" + context.document_uuid(fmt::format("crosswalk-{}.json", crosswalk.to.id))}};
    return {
        {"uuid", uuid_for("crosswalk", fmt::format("{}/{}", crosswalk.from.id, crosswalk.to.id))},
        {"status", crosswalk.status == "complete" ? "complete" : "draft"},
        {"source-resource", std::move(from)},
        {"target-resource", std::move(to)},
        {"maps", std::move(maps)},
        {"mapping-description", markup(crosswalk.about)}};
}

}  // namespace

json::object mapping_collection(const Context& context, const std::vector<Crosswalk>& crosswalks,
                                const std::map<std::string, std::string>& catalogs) {
    json::array mappings, resources;
    for (const auto& [file, bytes] : catalogs)
        resources.push_back(context.document_resource(file, "Catalog: " + file, bytes));
    for (const Crosswalk& crosswalk : crosswalks)
        mappings.push_back(mapping_of(crosswalk, context));
    json::object provenance{
        {"method", "human"},
        {"matching-rationale", "semantic"},
        {"status", "draft"},
        {"mapping-description",
         "A reading aid: where two texts speak of the same thing. No answer rests on it. What each "
         "line rests on is in its remarks."}};
    json::object out{{"uuid", context.law_uuid("document", "mapping-collection")},
                     {"metadata", context.metadata("Crosswalk of the packs with other texts",
                                                   Context::People::None)},
                     {"provenance", std::move(provenance)},
                     {"mappings", std::move(mappings)}};
    out["back-matter"] = json::object{{"resources", std::move(resources)}};
    return {{"mapping-collection", std::move(out)}};
}

}  // namespace standstill::report::oscal
