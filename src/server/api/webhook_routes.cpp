// Webhooks, registered by an administrator: over the interface with a card, and on a page.
#include <fmt/format.h>

#include <boost/json/array.hpp>

#include "base/text.h"
#include "server/api/chapters.h"
#include "server/api/post.h"
#include "server/api/reply.h"
#include "server/identity/page_support.h"

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

// On record first: which host is told from now on, not the whole address, which may hold a secret.
base::Result<Hook> add_on_record(State& state, const http::Request& request,
                                 const identity::Caller& caller, const std::string& url,
                                 const std::vector<std::string>& types) {
    auto address = parse_address(url);
    if (!address) return address.error();
    std::optional<Hook> hook;
    auto done = identity::change_on_record(state.site, caller,
                                           {{"change", "webhook-added"}, {"host", address->host}},
                                           request.at, [&]() -> base::Status {
                                               auto added = state.webhooks.add(url, types);
                                               if (!added) return added.error();
                                               hook = std::move(*added);
                                               return base::Done{};
                                           });
    if (!done) return done.error();
    return std::move(*hook);
}

base::Status remove_on_record(State& state, const http::Request& request,
                              const identity::Caller& caller, const std::string& id) {
    for (const Hook& hook : state.webhooks.all()) {
        if (hook.id != id) continue;
        auto address = parse_address(hook.url);
        return identity::change_on_record(
            state.site, caller,
            {{"change", "webhook-removed"}, {"host", address ? address->host : ""}}, request.at,
            [&] { return state.webhooks.remove(id); });
    }
    return base::fail(base::ErrorKind::NotFound, "there is no such webhook");
}

http::Response add(State& state, const http::Request& request, const identity::Caller& caller) {
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
    auto hook = add_on_record(state, request, caller, url->scalar, types);
    if (!hook) return failure(hook.error());
    return json_answer(shown(*hook, true), 201);
}

http::Response list(State& state, const http::Request&, const identity::Caller&) {
    json::array out;
    for (const Hook& hook : state.webhooks.all()) out.push_back(shown(hook, false));
    return json_answer(json::object{{"webhooks", std::move(out)}});
}

http::Response remove(State& state, const http::Request& request, const identity::Caller& caller) {
    auto done = remove_on_record(state, request, caller, request.capture("id"));
    return done ? http::no_content() : failure(done.error());
}

using Handle = http::Response (*)(State&, const http::Request&, const identity::Caller&);

AsyncAnswerer by(const Shared& state, Handle handle) {
    return at_once([state, handle](const http::Request& request, const identity::Caller& caller) {
        return handle(*state, request, caller);
    });
}

// ---- the page

struct Says {
    std::vector<std::string> mistakes;
    std::string notice, secret;
};

http::Response page_of(State& state, const http::Request& request, const identity::Caller& caller,
                       Says says) {
    pages::Page page;
    page.title = "Webhooks";
    page.section = "admin";
    page.template_name = "admin/webhooks";
    page.status = says.mistakes.empty() ? 200 : 422;
    page.mistakes = std::move(says.mistakes);
    page.notice = std::move(says.notice);
    json::array rows;
    for (const Hook& hook : state.webhooks.all()) {
        std::string kinds = hook.types.empty() ? "all but answers" : base::join(hook.types, ", ");
        std::string how = hook.failures == 0
                              ? "delivered"
                              : fmt::format("{} failures: {}", hook.failures, hook.last_error);
        rows.push_back({{"id", hook.id},
                        {"url", hook.url},
                        {"kinds", kinds},
                        {"next", hook.next},
                        {"state", how}});
    }
    page.data = {{"has_webhooks", !rows.empty()},
                 {"webhooks", std::move(rows)},
                 {"is_fresh", state.site.people.is_fresh(caller, request.at)},
                 {"secret", says.secret}};
    return identity::show_form(state.site, request, caller, std::move(page));
}

http::Response add_by_page(State& state, const http::Request& request,
                           const identity::Caller& caller) {
    if (!state.site.people.is_fresh(caller, request.at))
        return identity::ask_to_confirm("/admin/webhooks");
    http::Fields fields = identity::fields_of(request);
    std::vector<std::string> types;
    for (const std::string& one : base::split(identity::text_of(fields, "types"), ',')) {
        std::string type(base::trimmed(one));
        if (type.empty()) continue;
        if (!is_type(type))
            return page_of(state, request, caller,
                           {{fmt::format("`{}` is no kind of event.", type)}, "", ""});
        types.push_back(std::move(type));
    }
    auto hook = add_on_record(state, request, caller, identity::text_of(fields, "url"), types);
    if (!hook) return page_of(state, request, caller, {{hook.error().message + "."}, "", ""});
    return page_of(state, request, caller, {{}, "The webhook is registered.", hook->secret});
}

http::Response remove_by_page(State& state, const http::Request& request,
                              const identity::Caller& caller) {
    auto done = remove_on_record(state, request, caller,
                                 identity::text_of(identity::fields_of(request), "id"));
    if (!done) return page_of(state, request, caller, {{done.error().message + "."}, "", ""});
    return page_of(state, request, caller, {{}, "The webhook is removed.", ""});
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

void add_webhook_pages(Doors& doors, const Shared& state) {
    auto add = [&](http::Method method, const char* path, Handle handle) {
        doors.page(method, path, identity::Permission::Administer,
                   [state, handle](const http::Request& request, const identity::Caller& caller) {
                       return handle(*state, request, caller);
                   });
    };
    add(http::Method::Get, "/admin/webhooks",
        [](State& of, const http::Request& request, const identity::Caller& caller) {
            return page_of(of, request, caller, {});
        });
    add(http::Method::Post, "/admin/webhooks", add_by_page);
    add(http::Method::Post, "/admin/webhooks/remove", remove_by_page);
}

}  // namespace standstill::server::api
