// Signing in by an identity provider: the way there and the way back.
#include <fmt/format.h>

#include <memory>
#include <mutex>

#include "server/identity/page_support.h"
#include "server/identity/provider.h"

namespace standstill::server::identity {

namespace {

using http::Method;
using http::Request;
using http::Response;

constexpr std::string_view kReturnPath = "/sign-in/provider/return";

std::string flow_cookie_name(bool secure) {
    return secure ? "__Host-standstill-flow" : "standstill-flow";
}

Response in_vain(const Site& site, const Request& request, const Caller& caller, int status,
                 std::string_view says) {
    log_access(site, request, caller, "sign-in-failed", status);
    return pages::show_problem(site, caller, status, "Nobody was signed in",
                               fmt::format("Signing in by the provider failed: {}.", says));
}

// 422 where the attempt is to blame, 503 where the provider is.
int status_of(const base::Error& error) {
    return error.kind == base::ErrorKind::Unavailable ? 503 : 422;
}

Response go_there(const Site& site, Provider& provider, const Request& request,
                  const Caller& caller) {
    std::string next = local_path(request.parameter("next").value_or("/"));
    bool confirms = request.parameter("confirm").has_value() && caller.is_signed_in();
    auto begun = provider.begin(next, confirms ? caller.session : "", request.at);
    if (!begun)
        return in_vain(site, request, caller, status_of(begun.error()), begun.error().message);
    bool secure = is_secure(site, request);
    Response out = http::see_other(begun->url);
    // The way back begins on another site, so a Strict cookie would stay at home.
    out.with("Set-Cookie", cookie(flow_cookie_name(secure), begun->secret, secure, SameSite::Lax));
    out.with("Cache-Control", "no-store");
    return out;
}

// A page of our own to go on from: the session's cookie is Strict, and a redirect that began
// elsewhere would not bring it along.
Response arrive(const Site& site, const Request& request, const std::string& secret,
                const std::string& next, std::string_view kind) {
    Caller caller = site.people.by_session(secret, request.at);
    log_access(site, request, caller, kind, 200);
    pages::Page page;
    page.title = "You are signed in";
    page.template_name = "identity/arrived";
    page.data = {{"name", caller.person.name}, {"next", local_path(next)}};
    Response out = pages::show(site, caller, page);
    bool secure = is_secure(site, request);
    out.with("Set-Cookie", session_cookie(secret, secure));
    out.with("Set-Cookie", cookie(flow_cookie_name(secure), "", secure, SameSite::Lax));
    out.with("Cache-Control", "no-store");
    return out;
}

Response confirm(const Site& site, const ProviderSettings& settings, const Request& request,
                 const Provider::Ended& ended, base::Instant now) {
    // The mapping decides whose proof it is: the same person's as the session's.
    std::string proved, of_session;
    for (const Mapping& mapping : site.people.mappings())
        if (mapping.kind == "provider" &&
            mapping.value == settings.issuer + " " + ended.claims.subject)
            proved = mapping.person;
    for (const SessionRow& row : site.people.sessions(proved, now))
        if (row.handle == ended.session) of_session = row.person;
    if (proved.empty() || of_session != proved)
        return in_vain(site, request, {}, 422, "somebody else proved who they are");
    auto secret = site.people.confirmed(ended.session, now);
    if (!secret) return in_vain(site, request, {}, 422, secret.error().message);
    return arrive(site, request, *secret, ended.next, "confirmed");
}

Response come_back(const Site& site, Provider& provider, const Request& request) {
    auto value = [&](const char* name) {
        return std::string(request.parameter(name).value_or("").substr(0, 2'000));
    };
    bool secure = is_secure(site, request);
    auto ended = provider.end({value("state"), value("code"), value("iss"), value("error")},
                              request.cookie(flow_cookie_name(secure)).value_or(""), request.at);
    if (!ended) return in_vain(site, request, {}, status_of(ended.error()), ended.error().message);
    if (!ended->session.empty())
        return confirm(site, provider.settings(), request, *ended, request.at);
    SignIn in = site.people.sign_in_by_provider(provider.settings().issuer, ended->claims.subject,
                                                origin_of(request), request.at);
    if (in.outcome != SignIn::Outcome::Done)
        return in_vain(site, request, {}, 422,
                       fmt::format("the provider knows you as {}, and that is nobody here. An "
                                   "administrator can say who it is",
                                   ended->claims.subject));
    return arrive(site, request, in.secret, ended->next, "signed-in");
}

}  // namespace

void add_provider_pages(Doors& doors) {
    Site& site = doors.site();
    if (!site.settings.provider) return;
    // Made when the first one comes: the base address may follow from the port that is found.
    struct Later {
        std::once_flag made;
        std::unique_ptr<Provider> provider;
    };
    auto later = std::make_shared<Later>();
    auto provider = [&site, later]() -> Provider& {
        std::call_once(later->made, [&] {
            later->provider = std::make_unique<Provider>(
                *site.settings.provider, site.settings.base_url + std::string(kReturnPath),
                site.random);
        });
        return *later->provider;
    };
    doors.page(Method::Get, "/sign-in/provider", std::nullopt,
               [&site, provider](const Request& request, const Caller& caller) {
                   return go_there(site, provider(), request, caller);
               });
    doors.page(Method::Get, std::string(kReturnPath), std::nullopt,
               [&site, provider](const Request& request, const Caller&) {
                   return come_back(site, provider(), request);
               });
}

}  // namespace standstill::server::identity
