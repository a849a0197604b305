// Which of the catalog a case is judged by, and which reading of each open question was taken.
#include <fmt/format.h>

#include <set>

#include "report/oscal_models.h"

namespace standstill::report::oscal {

namespace json = boost::json;

namespace {

json::array settings(const law::Program& program) {
    json::array out;
    for (const law::Switch& reading : program.switches) {
        auto chosen = reading.readings.find(reading.chosen);
        if (chosen == reading.readings.end()) continue;
        std::string value = fmt::format("{}: {}", chosen->first, chosen->second);
        out.push_back({{"param-id", parameter_id(reading)},
                       {"props", json::array{prop("reading", reading.chosen)}},
                       {"values", json::array{json::value(line(value))}}});
    }
    return out;
}

}  // namespace

json::object profile(const Context& context, std::string_view catalog_bytes) {
    json::array ids;
    std::set<std::string> known;
    for (const Objective& objective : context.objectives())
        if (known.insert(objective.control).second) ids.push_back(json::value(objective.control));
    json::object selection{{"with-ids", std::move(ids)}};
    json::object import{{"href", "#" + context.document_uuid("catalog.json")},
                        {"include-controls", json::array{std::move(selection)}}};
    json::object out{
        {"uuid", context.uuid("document", "profile")},
        {"metadata", context.metadata(fmt::format("The law of case {}, with the readings taken",
                                                  context.of().id),
                                      Context::People::OfTheCase)},
        {"imports", json::array{std::move(import)}}};
    out["merge"] = json::object{{"as-is", true}};
    if (json::array set_parameters = settings(context.program()); !set_parameters.empty())
        out["modify"] = json::object{{"set-parameters", std::move(set_parameters)}};
    out["back-matter"] =
        json::object{{"resources", json::array{context.document_resource(
                                       "catalog.json", "Catalog of the packs", catalog_bytes)}}};
    return {{"profile", std::move(out)}};
}

}  // namespace standstill::report::oscal
