// The chapters of the interface, put behind their doors.
#include <boost/json/serialize.hpp>
#include <set>

#include "server/api/chapters.h"
#include "server/api/reply.h"
#include "server/api/schema.h"

namespace standstill::server::api {

State::State(Site& of)
    : site(of),
      programs(of.office),
      tree(of.office.log()),
      metrics(of.metrics ? of.metrics : std::make_shared<Metrics>()),
      webhooks(of, metrics) {}

std::vector<std::shared_ptr<const law::Program>> all_programs(review::Library& library) {
    std::set<std::string> packs;
    for (const auto& [path, text] : library.files())
        if (path.ends_with("/pack.yaml")) packs.insert(path.substr(0, path.find('/')));
    std::vector<std::shared_ptr<const law::Program>> out;
    for (const std::string& pack : packs)
        if (auto program = library.program({pack})) out.push_back(*program);
    return out;
}

namespace {

// The description of everything, printed once when the chapter is added.
Operation description(const Shared& state, std::vector<Operation> described) {
    Operation self{.path = "/api/openapi.json",
                   .id = "get-description",
                   .tag = "service",
                   .says = "This description.",
                   .runs = http::Runs::Here,
                   .endings = {{200, "OpenAPI 3.1.", "Description"}}};
    described.push_back(self);
    boost::json::object components = schemas(all_programs(state->site.office.library()));
    components["Description"] = boost::json::object{{"type", "object"}};
    auto body = std::make_shared<const std::string>(
        boost::json::serialize(describe(described, components, state->site.settings)));
    self.answer = at_once(
        [body](const http::Request&, const identity::Caller&) { return http::json(*body); });
    return self;
}

}  // namespace

std::vector<Operation> all_operations(const Shared& state) {
    std::vector<Operation> out;
    for (auto chapter : {case_operations, gate_operations, log_operations, feed_operations,
                         webhook_operations, match_operations, service_operations})
        for (Operation& operation : chapter(state)) out.push_back(std::move(operation));
    return out;
}

}  // namespace standstill::server::api

namespace standstill::server {

void add_api(Doors& doors) {
    auto state = std::make_shared<api::State>(doors.site());
    // A file that does not read keeps nobody from working; its hooks are told of nothing, and the
    // list of them is empty.
    (void)state->webhooks.start();
    std::vector<api::Operation> operations;
    for (auto chapter : {api::case_operations, api::gate_operations, api::webhook_operations,
                         api::match_operations, api::service_operations})
        for (api::Operation& operation : chapter(state)) operations.push_back(std::move(operation));
    operations.push_back(api::description(state, api::all_operations(state)));
    api::add(doors, operations);
    api::add_webhook_pages(doors, state);
}

void add_log_resources(Doors& doors) {
    api::add(doors, api::log_operations(std::make_shared<api::State>(doors.site())));
}

void add_feeds(Doors& doors) {
    api::add(doors, api::feed_operations(std::make_shared<api::State>(doors.site())));
}

}  // namespace standstill::server
