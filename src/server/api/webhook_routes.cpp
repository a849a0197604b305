// The routes by which an administrator registers webhooks.
#include <boost/json/array.hpp>

#include "server/api/chapters.h"
#include "server/api/reply.h"

namespace standstill::server::api {

namespace json = boost::json;

namespace {

json::object shown(const Hook& hook, bool with_secret) {
    json::array types;
    for (const std::string& type : hook.types) types.emplace_back(type);
    json::object out{
        {"id", hook.id},     {"url", hook.url},           {"types", std::move(types)},
        {"next", hook.next}, {"failures", hook.failures}, {"last_error", hook.last_error}};
    if (with_secret) out["secret"] = hook.secret;
    return out;
}

bool is_type(std::string_view text) {
    bool first = !text.empty() && text.size() <= 64 && text[0] >= 'a' && text[0] <= 'z';
    return first && text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.*-") ==
                        std::string_view::npos;
}

http::Response add(State& state, const http::Request& request) {
    auto body = read_body(request);
    if (auto* refused = std::get_if<http::Response>(&body)) return std::move(*refused);
    const base::Node& asked = std::get<base::Node>(body);
    std::vector<std::string> mistakes, types;
    for (const auto& [key, place] : asked.keys)
        if (key != "url" && key != "types")
            mistakes.push_back(base::where("body", place) + ": unknown key `" + key + "`");
    const base::Node* url = asked.find("url");
    if (url == nullptr || !url->is_scalar() || !url->quoted)
        mistakes.emplace_back("`url` must be a string");
    const base::Node* list = asked.find("types");
    if (list != nullptr && (!list->is_list() || list->items.size() > 64))
        mistakes.emplace_back("`types` must be a list of at most 64");
    for (const base::Node& type : list == nullptr ? std::vector<base::Node>() : list->items) {
        if (!type.quoted || !is_type(type.scalar))
            mistakes.push_back(base::where("body", type.place) + ": expected a kind of event");
        types.push_back(type.scalar);
    }
    if (!mistakes.empty()) return problem(422, "the webhook is malformed", mistakes);
    auto hook = state.webhooks.add(url->scalar, std::move(types));
    if (!hook) return failure(hook.error());
    return json_answer(shown(*hook, true), 201);
}

http::Response list(State& state, const http::Request&) {
    json::array out;
    for (const Hook& hook : state.webhooks.all()) out.push_back(shown(hook, false));
    return json_answer(json::object{{"webhooks", std::move(out)}});
}

http::Response remove(State& state, const http::Request& request) {
    auto done = state.webhooks.remove(request.capture("id"));
    return done ? http::no_content() : failure(done.error());
}

using Handle = http::Response (*)(State&, const http::Request&);

AsyncAnswerer by(const Shared& state, Handle handle) {
    return at_once([state, handle](const http::Request& request, const identity::Caller&) {
        return handle(*state, request);
    });
}

}  // namespace

std::vector<Operation> webhook_operations(const Shared& state) {
    using identity::Permission;
    return {{.path = "/api/webhooks",
             .id = "list-webhooks",
             .tag = "webhooks",
             .says = "The webhooks, without their secrets.",
             .needs = Permission::Administer,
             .endings = {{200, "All of them.", "Hooks"}},
             .answer = by(state, list)},
            {.method = http::Method::Post,
             .path = "/api/webhooks",
             .id = "add-webhook",
             .tag = "webhooks",
             .says = "Registers one: it is told of every event from now on.",
             .needs = Permission::Administer,
             .body = "HookRequest",
             .endings = {{201, "Registered; the secret is shown this once.", "Hook"},
                         {422, "Malformed.", "Problem", "application/problem+json"}},
             .answer = by(state, add)},
            {.method = http::Method::Delete,
             .path = "/api/webhooks/{id}",
             .id = "remove-webhook",
             .tag = "webhooks",
             .says = "Removes one.",
             .needs = Permission::Administer,
             .parameters =
                 {{.name = "id", .in = In::Path, .says = "The webhook.", .low = 1, .high = 64}},
             .endings = {{204, "Removed."}},
             .answer = by(state, remove)}};
}

}  // namespace standstill::server::api
