// The pages by which people come in and go out.
#include <fmt/format.h>

#include "server/identity/page_support.h"

namespace standstill::server {

namespace {

using http::Method;
using http::Request;
using http::Response;
using identity::Caller;
using identity::SignIn;

constexpr std::string_view kNotice =
    "This system holds records of a review under Executive Order 14093. Use it for that work only. "
    "What you do here, and what you read, is recorded and may be examined; there is no expectation "
    "of privacy. To sign in is to agree.";

struct Attempt {
    std::string person, next;
    std::vector<std::string> mistakes;
    int status = 200;
};

Response sign_in_page(const Site& site, const Request& request, const Caller& caller,
                      const Attempt& attempt) {
    pages::Page page;
    page.title = "Sign in";
    page.template_name = "identity/sign_in";
    page.mistakes = attempt.mistakes;
    page.status = attempt.status;
    page.data["person"] = attempt.person;
    page.data["next"] = local_path(attempt.next);
    page.data["next_encoded"] = http::encode(local_path(attempt.next));
    page.data["notice"] =
        site.settings.sign_in_notice.empty() ? kNotice : site.settings.sign_in_notice;
    page.data["wrong"] = !attempt.mistakes.empty();
    // A link on another site brings no cookie of ours along (SameSite=Strict), whoever follows it.
    page.data["from_elsewhere"] = request.header("sec-fetch-site").value_or("") == "cross-site" &&
                                  local_path(attempt.next) != "/";
    page.data["has_provider"] = site.settings.provider.has_value();
    page.data["provider"] = site.settings.provider ? site.settings.provider->title : "";
    const auto& card = request.peer.certificate;
    page.data["has_card"] = card.has_value();
    page.data["card"] = card ? card->subject : "";
    page.data["card_is_known"] = card && site.people.by_card(*card, request.at).is_signed_in();
    return identity::show_form(site, request, caller, std::move(page));
}

// Starts anew with the cookie of the session: nothing of the visit before remains.
Response let_in(const Site& site, const Request& request, const Caller& caller, const SignIn& in,
                std::string_view next) {
    if (caller.is_signed_in()) site.people.sign_out(caller.session);
    bool secure = is_secure(site, request);
    Response out = http::see_other(local_path(next));
    out.with("Set-Cookie", session_cookie(in.secret, secure));
    out.with("Set-Cookie", cookie(visit_cookie_name(secure), "", secure, SameSite::Strict));
    out.with("Cache-Control", "no-store");
    log_access(site, request, site.people.by_session(in.secret, request.at), "signed-in", 303);
    return out;
}

// The log names whom the attempt was for only where there is such a person: people type passwords
// into the wrong field.
void log_failure(const Site& site, const Request& request, const std::string& person, int status) {
    Caller caller;
    if (site.people.find(person)) caller.person.id = person;
    log_access(site, request, caller, "sign-in-failed", status);
}

Response refuse(const Site& site, const Request& request, const Caller& caller, const SignIn& in,
                Attempt attempt) {
    if (in.outcome == SignIn::Outcome::Locked) {
        attempt.status = 429;
        attempt.mistakes = {
            fmt::format("Too many attempts failed. Try again in {} seconds.", in.wait.count())};
    } else {
        attempt.status = 422;
        attempt.mistakes = {"The name, the password or the code is wrong."};
    }
    log_failure(site, request, attempt.person, attempt.status);
    Response out = sign_in_page(site, request, caller, attempt);
    if (in.outcome == SignIn::Outcome::Locked)
        out.with("Retry-After", std::to_string(in.wait.count()));
    return out;
}

Response take_password(const Site& site, const Request& request, const Caller& caller) {
    http::Fields fields = identity::fields_of(request);
    Attempt attempt{identity::text_of(fields, "person"), identity::text_of(fields, "next"), {}};
    SignIn in = site.people.sign_in(attempt.person, identity::text_of(fields, "password"),
                                    identity::text_of(fields, "code"), identity::origin_of(request),
                                    request.at);
    if (in.outcome == SignIn::Outcome::Done) return let_in(site, request, caller, in, attempt.next);
    return refuse(site, request, caller, in, std::move(attempt));
}

Response take_card(const Site& site, const Request& request, const Caller& caller) {
    Attempt attempt{"", identity::text_of(identity::fields_of(request), "next"), {}};
    SignIn in;
    if (request.peer.certificate)
        in = site.people.sign_in_with_card(*request.peer.certificate, identity::origin_of(request),
                                           request.at);
    if (in.outcome == SignIn::Outcome::Done) return let_in(site, request, caller, in, attempt.next);
    attempt.status = 422;
    attempt.mistakes = {request.peer.certificate
                            ? "This card is nobody's here. An administrator can say whose it is."
                            : "Your browser showed no card."};
    log_failure(site, request, "", attempt.status);
    return sign_in_page(site, request, caller, attempt);
}

// Everybody of a demonstration is invented, so anybody may be each of them.
Response take_demonstration(const Site& site, const Request& request, const Caller& caller) {
    SignIn in;
    in.person = identity::text_of(identity::fields_of(request), "person");
    auto secret = site.people.sign_in_directly(in.person, request.at);
    if (!secret)
        return sign_in_page(site, request, caller, {"", "/", {secret.error().message}, 422});
    in.outcome = SignIn::Outcome::Done;
    in.secret = *secret;
    return let_in(site, request, caller, in, "/");
}

Response sign_out(const Site& site, const Request& request, const Caller& caller) {
    bool secure = is_secure(site, request);
    if (caller.is_signed_in()) {
        site.people.sign_out(caller.session);
        log_access(site, request, caller, "signed-out", 303);
    }
    Response out = http::see_other("/");
    out.with("Set-Cookie", session_cookie("", secure));
    out.with("Cache-Control", "no-store");
    return out;
}

}  // namespace

void add_sign_in_pages(Doors& doors) {
    Site& site = doors.site();
    doors.page(Method::Get, "/sign-in", std::nullopt,
               [&site](const Request& request, const Caller& caller) {
                   std::string next = local_path(request.parameter("next").value_or("/"));
                   if (caller.is_signed_in()) return http::see_other(next);
                   return sign_in_page(site, request, caller, {"", next, {}});
               });
    doors.page(Method::Post, "/sign-in", std::nullopt,
               [&site](const Request& request, const Caller& caller) {
                   return take_password(site, request, caller);
               });
    if (site.settings.is_demonstration)
        doors.page(Method::Post, "/sign-in/demonstration", std::nullopt,
                   [&site](const Request& request, const Caller& caller) {
                       return take_demonstration(site, request, caller);
                   });
    doors.page(Method::Post, "/sign-in/card", std::nullopt,
               [&site](const Request& request, const Caller& caller) {
                   return take_card(site, request, caller);
               });
    doors.page(Method::Post, "/sign-out", std::nullopt,
               [&site](const Request& request, const Caller& caller) {
                   return sign_out(site, request, caller);
               });
    identity::add_confirm_pages(doors);
    identity::add_account_pages(doors);
    identity::add_office_pages(doors);
    identity::add_provider_pages(doors);
    identity::add_attestation_routes(doors);
}

}  // namespace standstill::server
