// The OpenAPI 3.1 description, printed from the table of operations.
#include <fmt/format.h>

#include <boost/json/array.hpp>

#include "server/api/operation.h"

namespace standstill::server::api {

namespace {

namespace json = boost::json;

json::object reference(std::string_view name) {
    return {{"$ref", fmt::format("#/components/schemas/{}", name)}};
}

json::object schema_of(const Parameter& parameter) {
    switch (parameter.shape) {
        case Shape::Choice: {
            json::array choices;
            for (const std::string& choice : parameter.choices) choices.emplace_back(choice);
            return {{"type", "string"}, {"enum", std::move(choices)}};
        }
        case Shape::Whole:
            return {{"type", "integer"}, {"minimum", parameter.low}, {"maximum", parameter.high}};
        case Shape::Flag:
            return {{"type", "boolean"}};
        case Shape::Instant:
            return {{"type", "string"}, {"format", "date-time"}};
        case Shape::CaseId:
            return {{"type", "string"}, {"pattern", "^[a-z0-9][a-z0-9-]{0,99}$"}};
        case Shape::Text:
            return {
                {"type", "string"}, {"minLength", parameter.low}, {"maxLength", parameter.high}};
        case Shape::Path:
            break;
    }
    return {{"type", "string"}, {"minLength", 1}};
}

std::string_view place_of(In in) {
    return in == In::Path ? "path" : in == In::Query ? "query" : "header";
}

// `{rest...}` of the router is `{rest}` here.
std::string described_path(std::string path) {
    if (auto dots = path.find("...}"); dots != std::string::npos) path.erase(dots, 3);
    return path;
}

json::object describe(const Operation& operation, const std::string& id) {
    json::object out{{"operationId", id}, {"summary", operation.says}};
    out["tags"] = json::array{operation.tag};
    json::array parameters;
    for (const Parameter& parameter : operation.parameters)
        parameters.push_back({{"name", parameter.name},
                              {"in", place_of(parameter.in)},
                              {"required", parameter.required || parameter.in == In::Path},
                              {"description", parameter.says},
                              {"schema", schema_of(parameter)}});
    if (!parameters.empty()) out["parameters"] = std::move(parameters);
    if (!operation.body.empty())
        out["requestBody"] = json::object{
            {"required", true},
            {"content", json::object{{"application/json",
                                      json::object{{"schema", reference(operation.body)}}}}}};
    json::object responses;
    for (const Ending& ending : operation.endings) {
        json::object one{{"description", ending.says}};
        if (!ending.schema.empty())
            one["content"] =
                json::object{{ending.media, json::object{{"schema", reference(ending.schema)}}}};
        responses[std::to_string(ending.status)] = std::move(one);
    }
    responses["default"] =
        json::object{{"description", "What is wrong, as a problem of RFC 9457."},
                     {"content", json::object{{"application/problem+json",
                                               json::object{{"schema", reference("Problem")}}}}}};
    out["responses"] = std::move(responses);
    if (operation.needs)
        out["security"] = json::array{json::object{{"token", json::array{}}}};
    else
        out["security"] = json::array{};
    return out;
}

std::string lower(std::string_view method) {
    std::string out(method);
    for (char& c : out) c = static_cast<char>(c - 'A' + 'a');
    return out;
}

}  // namespace

json::object describe(const std::vector<Operation>& operations, const json::object& schemas,
                      const SiteSettings& settings) {
    json::object paths;
    auto put = [&](const Operation& operation, const std::string& path, const std::string& id) {
        std::string name = described_path(path);
        if (!paths.contains(name)) paths[name] = json::object{};
        paths[name].as_object()[lower(http::to_string(operation.method))] = describe(operation, id);
    };
    for (const Operation& operation : operations) {
        put(operation, operation.path, operation.id);
        for (std::size_t i = 0; i < operation.also.size(); ++i)
            put(operation, operation.also[i], fmt::format("{}-{}", operation.id, i + 2));
    }
    json::object out{{"openapi", "3.1.0"}};
    out["info"] =
        json::object{{"title", settings.title},
                     {"version", "1"},
                     {"description",
                      "The compliance review for commercial spyware under Executive Order 14093: "
                      "the record, the answer, the gate and the log. docs/api.md tells how to use "
                      "it."}};
    if (!settings.base_url.empty())
        out["servers"] = json::array{json::object{{"url", settings.base_url}}};
    out["paths"] = std::move(paths);
    out["components"] = json::object{
        {"schemas", schemas},
        {"securitySchemes",
         json::object{{"token", json::object{{"type", "http"}, {"scheme", "bearer"}}}}}};
    return out;
}

}  // namespace standstill::server::api
