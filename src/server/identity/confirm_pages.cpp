// The page that asks for a fresh proof of identity before an act is signed.
#include <fmt/format.h>

#include "server/identity/page_support.h"

namespace standstill::server::identity {

namespace {

using http::Method;
using http::Request;
using http::Response;

Response confirm_page(const Site& site, const Request& request, const Caller& caller,
                      const std::string& next, std::vector<std::string> mistakes, int status) {
    pages::Page page;
    page.title = "Confirm that it is you";
    page.template_name = "identity/confirm";
    page.mistakes = std::move(mistakes);
    page.status = status;
    const auto& card = request.peer.certificate;
    bool has_password = site.people.has_password(caller.person.id);
    page.data = {
        {"next", local_path(next)},
        {"next_encoded", http::encode(local_path(next))},
        {"name", caller.person.name},
        {"person", caller.person.id},
        {"has_password", has_password},
        {"has_codes", has_password && site.people.has_totp(caller.person.id)},
        {"has_card", card && site.people.by_card(*card, request.at).person.id == caller.person.id},
        {"has_provider", site.settings.provider.has_value() && caller.means == Means::Provider},
        {"provider", site.settings.provider ? site.settings.provider->title : ""},
        {"demonstration", site.settings.is_demonstration},
        {"wrong", !page.mistakes.empty()},
        {"minutes",
         std::chrono::floor<std::chrono::minutes>(site.people.settings().fresh).count()}};
    return show_form(site, request, caller, std::move(page));
}

// The session goes on under a new secret: who knew the old one knows nothing now.
Response go_on(const Site& site, const Request& request, const Caller& caller,
               const std::string& next) {
    auto secret = site.people.confirmed(caller.session, request.at);
    if (!secret)
        return confirm_page(site, request, caller, next, {secret.error().message + "."}, 503);
    log_access(site, request, caller, "confirmed", 303);
    Response out = http::see_other(local_path(next));
    out.with("Set-Cookie", session_cookie(*secret, is_secure(site, request)));
    return out;
}

Response confirm(const Site& site, const Request& request, const Caller& caller) {
    http::Fields fields = fields_of(request);
    std::string next = text_of(fields, "next");
    if (text_of(fields, "means") == "card") {
        const auto& card = request.peer.certificate;
        if (card && site.people.by_card(*card, request.at).person.id == caller.person.id)
            return go_on(site, request, caller, next);
        return confirm_page(site, request, caller, next, {"Your browser showed no card of yours."},
                            422);
    }
    SignIn in = site.people.check(caller.person.id, text_of(fields, "password"),
                                  text_of(fields, "code"), request.peer.address, request.at);
    if (in.outcome == SignIn::Outcome::Done) return go_on(site, request, caller, next);
    log_access(site, request, caller, "sign-in-failed", 422);
    if (in.outcome == SignIn::Outcome::Wrong)
        return confirm_page(site, request, caller, next, {"The password or the code is wrong."},
                            422);
    Response out = confirm_page(
        site, request, caller, next,
        {fmt::format("Too many attempts failed. Try again in {} seconds.", in.wait.count())}, 429);
    return out.with("Retry-After", std::to_string(in.wait.count()));
}

}  // namespace

void add_confirm_pages(Doors& doors) {
    Site& site = doors.site();
    doors.page(Method::Get, "/confirm", kAnybodySignedIn,
               [&site](const Request& request, const Caller& caller) {
                   std::string next(request.parameter("next").value_or("/"));
                   return confirm_page(site, request, caller, next, {}, 200);
               });
    doors.page(Method::Post, "/confirm", kAnybodySignedIn,
               [&site](const Request& request, const Caller& caller) {
                   return confirm(site, request, caller);
               });
}

}  // namespace standstill::server::identity
