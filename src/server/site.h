// What every handler stands on, and the doors through which requests reach handlers.
//
// A handler never asks who may: it is put behind a door that does. Doors authenticate, refuse forms
// without the session's token (CSRF), limit rates, keep the access log and add the headers that
// every answer carries.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "office/office.h"
#include "server/http/router.h"
#include "server/identity/person.h"
#include "server/identity/provider_settings.h"
#include "server/rate_limits.h"

namespace standstill::office {
class Screening;
}

namespace standstill::server {

namespace identity {
class People;
}
namespace pages {
class Templates;
}
namespace api {
class Metrics;
}

struct SiteSettings {
    std::string title = "Standstill";
    std::string base_url;       // "https://host:port", for feeds and mail; no slash at the end
    std::string marking = "U";  // of the deployment: shown on top and bottom of every page
    bool is_demonstration = false;
    std::size_t upload_bytes = std::size_t{25} << 20;
    // Shown before anybody signs in (NIST SP 800-53, AC-8); empty: a general one.
    std::string sign_in_notice;
    Rates rates;
    std::optional<identity::ProviderSettings> provider;  // OIDC; none: no such way in
};

struct OwnersDesk;

struct Site {
    office::Office& office;
    identity::People& people;
    const pages::Templates& templates;
    SiteSettings settings;
    office::Clock clock;
    office::Random random;
    // Counted into by the listener and the interface. Nothing: the interface has its own.
    std::shared_ptr<api::Metrics> metrics = {};
    // The lists that names are held against. Nothing: none are kept here.
    std::shared_ptr<office::Screening> screening = {};
    // Nothing: nothing is known of owners here.
    std::shared_ptr<const OwnersDesk> owners = {};
    // What is done beside the requests, by one thread, every second or so from the start on.
    std::vector<std::function<base::Status(base::Instant now)>> chores = {};
};

using Answerer = std::function<http::Response(const http::Request&, const identity::Caller&)>;
using AsyncAnswerer = std::function<void(http::Request, identity::Caller, http::Reply)>;

class Doors {
public:
    Doors(http::Router& router, Site& site);
    ~Doors();

    // Pages: a session's cookie, however the session was begun (password, card, provider). Nobody
    // signed in: 303 to /sign-in?next=...; without the permission: a page of 403. A POST must come
    // from a page of ours and carry the field `form_token`; one that comes after its session ended
    // is kept as a draft of its path.
    // `needs` nothing: anyone may come, signed in or not.
    void page(http::Method method, std::string pattern, std::optional<identity::Permission> needs,
              Answerer answer, std::size_t max_body = http::kDefaultBody);
    // Other systems: a bearer token or a card, never a cookie; problem details (RFC 9457) instead
    // of pages. 401 with WWW-Authenticate, 403, 429 with Retry-After.
    void api(http::Method method, std::string pattern, std::optional<identity::Permission> needs,
             AsyncAnswerer answer, http::Runs runs = http::Runs::Worker,
             std::size_t max_body = http::kDefaultBody);

    // GET of what is the same for everybody: nobody is asked for, nothing counted or logged.
    void everybody(std::string pattern, std::function<http::Response(const http::Request&)> answer);

    Site& site() { return site_; }
    // Routes that were refused: mistakes of the program, to be looked at before serving.
    const std::vector<std::string>& mistakes() const { return mistakes_; }

private:
    void add(http::Route route);

    http::Router& router_;
    Site& site_;
    std::shared_ptr<RateLimits> limits_;
    std::vector<std::string> mistakes_;
};

// The headers that every answer carries; one that a handler has set stays. `is_private`: of
// somebody signed in, so nobody may keep a copy.
void add_security_headers(http::Response& response, bool is_secure, bool is_private);
// Whether the browser came by TLS, to us or to a proxy before us.
bool is_secure(const Site& site, const http::Request& request);
// The name of the session's cookie: `__Host-` by TLS (RFC 6265bis, section 4.1.3.2).
std::string session_cookie_name(bool is_secure);
// The name of the cookie by which forms of somebody not signed in are known to be theirs.
std::string visit_cookie_name(bool is_secure);
// Values of Set-Cookie: for this host, no script reads them. An empty value ends the cookie.
enum class SameSite { Strict, Lax };
std::string cookie(std::string_view name, std::string_view value, bool is_secure,
                   SameSite same_site);
std::string session_cookie(std::string_view secret, bool is_secure);
// Tells the access log (office/access_log.h) of one request: who, what, by which means, with which
// outcome. Kinds: read, changed, refused, signed-in, sign-in-failed, signed-out, confirmed.
void log_access(const Site& site, const http::Request& request, const identity::Caller& caller,
                std::string_view kind, int status);
// `path` where it leads to a page of ours, else "/".
std::string local_path(std::string_view path);

// One function a chapter; each adds its routes.
void add_static_files(Doors& doors);     // /static/...
void add_sign_in_pages(Doors& doors);    // /sign-in, /sign-out, /confirm, /account
void add_admin_pages(Doors& doors);      // /admin/..., and /offices for all who are signed in
void add_case_pages(Doors& doors);       // /, /cases, /cases/{id}/... that read
void add_act_pages(Doors& doors);        // /cases/new, /cases/{id}/act/... that record
void add_law_pages(Doors& doors);        // /law/...
void add_register_pages(Doors& doors);   // /register/...
void add_document_pages(Doors& doors);   // /cases/{id}/notice, reports, deadlines.ics
void add_screening_pages(Doors& doors);  // /screening, /cases/{id}/screening
void add_api(Doors& doors);              // /api/...
void add_log_resources(Doors& doors);    // /log/checkpoint, tiles, proofs
void add_feeds(Doors& doors);            // /feeds/...
void add_missing_page(Doors& doors);     // whatever else a browser asks for

}  // namespace standstill::server
