// The description of the interface: it tells of every route there is, and of none that is not.
#include <set>

#include "server/api/chapters.h"
#include "server/api/schema.h"
#include "server/api_site.h"

namespace standstill::server::api {
namespace {

std::string described(std::string pattern) {
    if (auto dots = pattern.find("...}"); dots != std::string::npos) pattern.erase(dots, 3);
    return pattern;
}

TEST(Description, TellsOfEveryRouteAndNoOther) {
    Interface wire;
    std::set<std::string> routes, paths;
    for (const http::Route& route : wire.router->routes())
        if (!route.pattern.starts_with("/admin/"))  // pages for people
            routes.insert(std::string(http::to_string(route.method)) + " " +
                          described(route.pattern));
    Said said = wire.get("/api/openapi.json");
    ASSERT_EQ(said.status, 200);
    EXPECT_EQ(text_of(said.body, "openapi"), "3.1.0");
    for (const auto& [path, methods] : said.body.at("paths").as_object())
        for (const auto& [method, operation] : methods.as_object()) {
            std::string upper(method);
            for (char& c : upper) c = static_cast<char>(std::toupper(c));
            paths.insert(upper + " " + std::string(path));
        }
    EXPECT_EQ(paths, routes);
    EXPECT_GE(routes.size(), 25u);
}

// Every reference leads somewhere, and every operation has a name of its own.
void references(const json::value& value, std::set<std::string>& out) {
    if (value.is_array())
        for (const json::value& item : value.get_array()) references(item, out);
    if (!value.is_object()) return;
    for (const auto& [key, item] : value.get_object()) {
        if (key == "$ref" && item.is_string()) out.insert(std::string(item.get_string()));
        references(item, out);
    }
}

TEST(Description, HangsTogether) {
    Interface wire;
    Said said = wire.get("/api/openapi.json");
    std::set<std::string> wanted, ids;
    references(said.body, wanted);
    const json::object& schemas = said.body.at("components").at("schemas").as_object();
    for (const std::string& reference : wanted) {
        std::string prefix = "#/components/schemas/";
        ASSERT_TRUE(reference.starts_with(prefix)) << reference;
        EXPECT_TRUE(schemas.contains(reference.substr(prefix.size()))) << reference;
    }
    for (const auto& [path, methods] : said.body.at("paths").as_object())
        for (const auto& [method, operation] : methods.as_object())
            EXPECT_TRUE(ids.insert(text_of(operation, "operationId")).second) << path;
}

TEST(Description, ShapesEveryKindOfEvent) {
    review::Library library(*cli::read_rules("rules"));
    auto programs = all_programs(library);
    EXPECT_GE(programs.size(), 2u);
    json::object all = schemas(programs);
    for (const auto& program : programs)
        for (const law::EventKind& kind : program->kinds)
            EXPECT_TRUE(all.contains("Event-" + kind.name)) << kind.name;
    const json::value& made = all.at("Event-determination.made");
    EXPECT_EQ(made.at("additionalProperties"), json::value(false));
    EXPECT_TRUE(made.at("properties").as_object().contains("outcome"));
}

}  // namespace
}  // namespace standstill::server::api
