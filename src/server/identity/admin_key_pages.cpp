// Administration of keys: that of the log, and the tokens of other systems.
#include <fmt/format.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <charconv>

#include "server/identity/page_support.h"

namespace standstill::server {

namespace {

namespace json = boost::json;
using http::Method;
using http::Request;
using http::Response;
using identity::Caller;
using identity::Permission;

struct Says {
    std::vector<std::string> mistakes;
    std::string notice, token;
};

json::array token_rows(const Site& site, base::Instant now) {
    json::array out;
    for (const identity::TokenRow& row : site.people.tokens()) {
        std::string permissions;
        for (Permission permission : row.permissions)
            permissions +=
                (permissions.empty() ? "" : ", ") + std::string(identity::to_string(permission));
        out.push_back(
            {{"handle", row.handle},
             {"person", row.person},
             {"label", row.label},
             {"permissions", permissions},
             {"made", identity::instant_data(row.made)},
             {"expires", identity::instant_data(row.expires)},
             {"is_over", row.expires <= now},
             {"used", row.used ? identity::minutes_of(*row.used) : "not since the start"}});
    }
    return out;
}

Response keys_page(const Site& site, const Request& request, const Caller& caller, Says says) {
    pages::Page page;
    page.title = "Keys";
    page.section = "admin";
    page.template_name = "admin/keys";
    page.status = says.mistakes.empty() ? 200 : 422;
    page.mistakes = std::move(says.mistakes);
    page.notice = std::move(says.notice);
    json::array people, permissions;
    for (const identity::Person& person : site.people.all())
        if (!person.is_disabled && !person.is_administrator)
            people.push_back({{"id", person.id}, {"name", person.name}});
    for (Permission permission : identity::kPermissions)
        if (permission != Permission::Administer)
            permissions.push_back({{"name", identity::to_string(permission)},
                                   {"is_chosen", permission == Permission::AskGate}});
    const ledger::VerifierKey& key = site.office.key();
    page.data = {{"key_name", key.name},
                 {"key_id", fmt::format("{:08x}", key.id)},
                 {"key_text", ledger::to_string(key)},
                 {"tokens", token_rows(site, request.at)},
                 {"people", std::move(people)},
                 {"permissions", std::move(permissions)},
                 {"is_fresh", site.people.is_fresh(caller, request.at)},
                 {"token", says.token}};
    page.data["has_tokens"] = !page.data["tokens"].as_array().empty();
    return identity::show_form(site, request, caller, std::move(page));
}

Response make_token(const Site& site, const Request& request, const Caller& caller) {
    if (!site.people.is_fresh(caller, request.at)) return identity::ask_to_confirm("/admin/keys");
    http::Fields fields = identity::fields_of(request);
    std::string days_text = identity::text_of(fields, "days");
    int days = 0;
    std::from_chars(days_text.data(), days_text.data() + days_text.size(), days);
    std::string person = identity::text_of(fields, "person"),
                label = identity::text_of(fields, "label");
    std::vector<Permission> permissions;
    json::array names;
    for (const auto& [name, value] : fields)
        if (name == "permission")
            if (auto permission = identity::permission_of(value)) {
                permissions.push_back(*permission);
                names.emplace_back(value);
            }
    if (days < 1 || days > 366)
        return keys_page(site, request, caller, {{"A token holds for 1 to 366 days."}, "", ""});
    base::Instant expires = request.at + std::chrono::days(days);
    auto possible = site.people.may_make_token(person, label, permissions, request.at, expires);
    if (!possible)
        return keys_page(site, request, caller, {{possible.error().message + "."}, "", ""});
    std::string token;
    auto done = identity::change_on_record(site, caller,
                                           {{"change", "token-made"},
                                            {"person", person},
                                            {"permissions", std::move(names)},
                                            {"expires", base::to_string(expires)}},
                                           request.at, [&]() -> base::Status {
                                               auto made = site.people.make_token(
                                                   person, label, permissions, request.at, expires);
                                               if (!made) return made.error();
                                               token = *made;
                                               return base::Done{};
                                           });
    if (!done) return keys_page(site, request, caller, {{done.error().message + "."}, "", ""});
    return keys_page(site, request, caller, {{}, "The token is made.", token});
}

Response revoke_token(const Site& site, const Request& request, const Caller& caller) {
    std::string handle = identity::text_of(identity::fields_of(request), "handle");
    std::string person;
    for (const identity::TokenRow& row : site.people.tokens())
        if (row.handle == handle) person = row.person;
    if (person.empty())
        return keys_page(site, request, caller, {{"There is no such token."}, "", ""});
    auto done =
        identity::change_on_record(site, caller, {{"change", "token-revoked"}, {"person", person}},
                                   request.at, [&] { return site.people.revoke_token(handle); });
    if (!done) return keys_page(site, request, caller, {{done.error().message + "."}, "", ""});
    return keys_page(site, request, caller, {{}, "The token is revoked.", ""});
}

}  // namespace

void identity::add_key_pages(Doors& doors) {
    Site& site = doors.site();
    doors.page(Method::Get, "/admin/keys", Permission::Administer,
               [&site](const Request& request, const Caller& caller) {
                   return keys_page(site, request, caller, {});
               });
    doors.page(Method::Post, "/admin/keys", Permission::Administer,
               [&site](const Request& request, const Caller& caller) {
                   return make_token(site, request, caller);
               });
    doors.page(Method::Post, "/admin/keys/revoke", Permission::Administer,
               [&site](const Request& request, const Caller& caller) {
                   return revoke_token(site, request, caller);
               });
}

}  // namespace standstill::server
