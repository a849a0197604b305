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

#include "office/office.h"
#include "server/http/router.h"
#include "server/identity/person.h"

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
};

struct Site {
    office::Office& office;
    identity::People& people;
    const pages::Templates& templates;
    SiteSettings settings;
    office::Clock clock;
    office::Random random;
    std::shared_ptr<api::Metrics> metrics;  // counted into by the listener and the interface
};

using Answerer = std::function<http::Response(const http::Request&, const identity::Caller&)>;
using AsyncAnswerer = std::function<void(http::Request, identity::Caller, http::Reply)>;

class Doors {
public:
    Doors(http::Router& router, Site& site) : router_(router), site_(site) {}

    // Pages: a session's cookie or a card. Nobody signed in: 303 to /sign-in?next=...; without the
    // permission: a page of 403. A POST must carry the field `form_token`.
    // `needs` nothing: anyone may come, signed in or not.
    void page(http::Method method, std::string pattern, std::optional<identity::Permission> needs,
              Answerer answer, std::size_t max_body = http::kDefaultBody);
    // Other systems: a bearer token or a card, never a cookie; problem details (RFC 9457) instead
    // of pages. 401 with WWW-Authenticate, 403.
    void api(http::Method method, std::string pattern, std::optional<identity::Permission> needs,
             AsyncAnswerer answer, http::Runs runs = http::Runs::Worker,
             std::size_t max_body = http::kDefaultBody);

    Site& site() { return site_; }

private:
    http::Router& router_;
    Site& site_;
};

// One function a chapter; each adds its routes.
void add_static_files(Doors& doors);    // /static/...
void add_sign_in_pages(Doors& doors);   // /sign-in, /sign-out, /confirm, /account
void add_admin_pages(Doors& doors);     // /admin/...
void add_case_pages(Doors& doors);      // /, /cases, /cases/{id}/... that read
void add_act_pages(Doors& doors);       // /cases/new, /cases/{id}/act/... that record
void add_law_pages(Doors& doors);       // /law/...
void add_register_pages(Doors& doors);  // /register/...
void add_api(Doors& doors);             // /api/...
void add_log_resources(Doors& doors);   // /log/checkpoint, tiles, proofs
void add_feeds(Doors& doors);           // /feeds/...

}  // namespace standstill::server
