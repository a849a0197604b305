// One's own account: password, codes, sessions, tokens and forms that were begun.
#include <fmt/format.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "ledger/base64.h"
#include "server/identity/page_support.h"
#include "server/identity/qr.h"
#include "server/identity/totp.h"

namespace standstill::server::identity {

namespace {

namespace json = boost::json;
using http::Method;
using http::Request;
using http::Response;

constexpr std::string_view kAccount = "/account";

std::string_view means_in_words(Means means) {
    switch (means) {
        case Means::Card:
            return "card";
        case Means::Provider:
            return "identity provider";
        case Means::Token:
            return "token";
        default:
            return "password";
    }
}

json::array session_rows(const Site& site, const Caller& caller, base::Instant now) {
    json::array out;
    for (const SessionRow& row : site.people.sessions(caller.person.id, now))
        out.push_back({{"handle", row.handle},
                       {"address", row.origin.address.empty() ? "not known" : row.origin.address},
                       {"agent", row.origin.agent.empty() ? "not known" : row.origin.agent},
                       {"means", means_in_words(row.means)},
                       {"started", instant_data(row.started)},
                       {"seen", instant_data(row.seen)},
                       {"ends", instant_data(row.ends)},
                       {"is_this", row.handle == caller.session}});
    return out;
}

json::array token_rows(const Site& site, const Caller& caller) {
    json::array out;
    for (const TokenRow& row : site.people.tokens()) {
        if (row.person != caller.person.id) continue;
        std::string permissions;
        for (Permission permission : row.permissions)
            permissions += (permissions.empty() ? "" : ", ") + std::string(to_string(permission));
        out.push_back({{"label", row.label},
                       {"permissions", permissions},
                       {"expires", instant_data(row.expires)}});
    }
    return out;
}

json::array draft_rows(const Site& site, const Caller& caller) {
    json::array out;
    for (const auto& [path, at] : site.people.drafts(caller.person.id))
        out.push_back({{"path", local_path(path)}, {"at", instant_data(at)}});
    return out;
}

json::array office_rows(const Person& person) {
    json::array out;
    for (const Holding& holding : person.holdings)
        out.push_back({{"office", holding.office},
                       {"is_acting", holding.is_acting},
                       {"basis", holding.basis},
                       {"waits", holding.is_acting && holding.confirmed_by.empty()},
                       {"confirmed_by", holding.confirmed_by}});
    return out;
}

Response account_page(const Site& site, const Request& request, const Caller& caller,
                      std::vector<std::string> mistakes = {}, std::string notice = "") {
    pages::Page page;
    page.title = "Your account";
    page.template_name = "identity/account";
    page.status = mistakes.empty() ? 200 : 422;
    page.mistakes = std::move(mistakes);
    page.notice = std::move(notice);
    bool has_codes = site.people.has_totp(caller.person.id);
    page.data = {{"person", caller.person.id},
                 {"name", caller.person.name},
                 {"email", caller.person.email},
                 {"offices", office_rows(caller.person)},
                 {"has_offices", !caller.person.holdings.empty()},
                 {"is_administrator", caller.person.is_administrator},
                 {"is_auditor", caller.person.is_auditor},
                 {"is_registrar", caller.person.is_registrar},
                 {"has_password", site.people.has_password(caller.person.id)},
                 {"has_codes", has_codes},
                 {"shortest", has_codes ? 8 : 15},
                 {"recovery_left", site.people.recovery_codes_left(caller.person.id)},
                 {"sessions", session_rows(site, caller, request.at)},
                 {"tokens", token_rows(site, caller)},
                 {"drafts", draft_rows(site, caller)},
                 {"idle_ends", instant_data(caller.idle_ends)},
                 {"session_ends", instant_data(caller.session_ends)}};
    page.data["has_tokens"] = !page.data["tokens"].as_array().empty();
    page.data["has_drafts"] = !page.data["drafts"].as_array().empty();
    return show_form(site, request, caller, std::move(page));
}

Response change_password(const Site& site, const Request& request, const Caller& caller) {
    http::Fields fields = fields_of(request);
    std::string password = text_of(fields, "new_password");
    if (password != text_of(fields, "again"))
        return account_page(site, request, caller, {"The two new passwords differ."});
    SignIn in = site.people.check(caller.person.id, text_of(fields, "password"),
                                  text_of(fields, "code"), request.peer.address, request.at);
    if (in.outcome != SignIn::Outcome::Done) {
        log_access(site, request, caller, "sign-in-failed", 422);
        return account_page(
            site, request, caller,
            {in.outcome == SignIn::Outcome::Locked
                 ? fmt::format("Too many attempts failed. Try again in {} seconds.",
                               in.wait.count())
                 : "Your present password or the code is wrong; nothing was changed."});
    }
    auto changed = site.people.set_password(caller.person.id, password, caller.session);
    if (!changed)
        return account_page(site, request, caller,
                            {"The new password was not taken: " + changed.error().message + "."});
    return account_page(site, request, caller, {},
                        "Your password is changed, and your other sessions have ended.");
}

Response totp_page(const Site& site, const Request& request, const Caller& caller,
                   std::vector<std::string> mistakes) {
    auto secret = site.people.begin_totp(caller.person.id);
    if (!secret) return account_page(site, request, caller, {secret.error().message + "."});
    pages::Page page;
    page.title = "Set up codes";
    page.template_name = "identity/totp";
    page.status = mistakes.empty() ? 200 : 422;
    page.mistakes = std::move(mistakes);
    auto picture = qr_picture(otpauth_uri(*secret, site.settings.title, caller.person.id),
                              "Picture of the secret, for the camera of an authenticator");
    std::string text = base32(*secret), grouped;
    for (std::size_t i = 0; i < text.size(); i += 4)
        grouped += (i == 0 ? "" : " ") + text.substr(i, 4);
    page.data = {{"picture", picture ? *picture : ""},
                 {"secret", grouped},
                 {"wrong", !page.mistakes.empty()}};
    return show_form(site, request, caller, std::move(page));
}

Response finish_totp(const Site& site, const Request& request, const Caller& caller) {
    auto codes =
        site.people.finish_totp(caller.person.id, text_of(fields_of(request), "code"), request.at);
    if (!codes)
        return totp_page(site, request, caller,
                         {"That code did not fit. A new secret was made: take it into your "
                          "authenticator, and type the code it shows."});
    pages::Page page;
    page.title = "Keep your recovery codes";
    page.template_name = "identity/recovery";
    json::array list;
    for (const std::string& code : *codes) list.emplace_back(code);
    page.data = {{"codes", std::move(list)}};
    page.notice = "Codes are set up.";
    return show_form(site, request, caller, std::move(page));
}

Response revoke_session(const Site& site, const Request& request, const Caller& caller) {
    auto revoked =
        site.people.revoke_session(caller.person.id, text_of(fields_of(request), "handle"));
    if (!revoked) return account_page(site, request, caller, {revoked.error().message + "."});
    return http::see_other(std::string(kAccount));
}

// What changes how one is known needs a proof that is fresh.
Answerer when_fresh(Site& site, Answerer answer) {
    return [&site, answer = std::move(answer)](const Request& request, const Caller& caller) {
        if (!site.people.is_fresh(caller, request.at)) return ask_to_confirm(kAccount);
        return answer(request, caller);
    };
}

}  // namespace

void add_account_pages(Doors& doors) {
    Site& site = doors.site();
    doors.page(Method::Get, "/account", kAnybodySignedIn,
               [&site](const Request& request, const Caller& caller) {
                   return account_page(site, request, caller);
               });
    doors.page(Method::Post, "/account/password", kAnybodySignedIn,
               [&site](const Request& request, const Caller& caller) {
                   return change_password(site, request, caller);
               });
    doors.page(Method::Post, "/account/codes", kAnybodySignedIn,
               when_fresh(site, [&site](const Request& request, const Caller& caller) {
                   return totp_page(site, request, caller, {});
               }));
    doors.page(Method::Post, "/account/codes/finish", kAnybodySignedIn,
               when_fresh(site, [&site](const Request& request, const Caller& caller) {
                   return finish_totp(site, request, caller);
               }));
    doors.page(Method::Post, "/account/codes/remove", kAnybodySignedIn,
               when_fresh(site, [&site](const Request& request, const Caller& caller) {
                   auto removed = site.people.remove_totp(caller.person.id);
                   if (!removed)
                       return account_page(site, request, caller, {removed.error().message + "."});
                   return account_page(site, request, caller, {}, "Codes are no longer asked for.");
               }));
    doors.page(Method::Post, "/account/sessions/revoke", kAnybodySignedIn,
               [&site](const Request& request, const Caller& caller) {
                   return revoke_session(site, request, caller);
               });
    // To have come through the door is activity enough.
    doors.page(Method::Post, "/account/extend", kAnybodySignedIn,
               [](const Request& request, const Caller& caller) {
                   if (request.header("accept").value_or("").find("application/json") ==
                       std::string_view::npos)
                       return http::see_other(std::string(kAccount));
                   return http::json(json::serialize(
                       json::object{{"idle_ends", base::to_string(caller.idle_ends)},
                                    {"session_ends", base::to_string(caller.session_ends)}}));
               });
}

}  // namespace standstill::server::identity
