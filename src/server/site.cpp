#include "server/site.h"

#include <fmt/format.h>

#include <utility>

#include "server/identity/people.h"
#include "server/identity/secrets.h"
#include "server/pages/templates.h"

namespace standstill::server {

namespace {

using http::Method;
using http::Request;
using http::Response;
using identity::Caller;
using identity::Means;
using identity::Permission;

constexpr std::string_view kContentPolicy =
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "font-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

bool changes_something(Method method) { return method != Method::Get && method != Method::Head; }

std::string_view name_of(Means means) {
    switch (means) {
        case Means::Password:
            return "password";
        case Means::Card:
            return "card";
        case Means::Provider:
            return "provider";
        case Means::Token:
            return "token";
        case Means::None:
            break;
    }
    return "";
}

// What goes into the log of accesses: all that somebody known does, and the doors that strangers
// find shut. Strangers who are told to slow down are not written down: they could fill the disk,
// and crowd out what others did, as fast as they can ask.
void note_access(const Site& site, const Request& request, const Caller& caller, int status) {
    bool is_shut = status == 401 || status == 403;
    bool is_refused = is_shut || status == 429;
    if (!caller.is_signed_in() && !is_shut) return;
    log_access(site, request, caller,
               is_refused                          ? "refused"
               : changes_something(request.method) ? "changed"
                                                   : "read",
               status);
}

bool has_header(const Response& response, std::string_view name) {
    for (const auto& [key, value] : response.headers)
        if (key == name) return true;
    return false;
}

void add_if_absent(Response& response, std::string_view name, std::string_view value) {
    if (!has_header(response, name)) response.with(std::string(name), std::string(value));
}

// Where this request would have come from, had one of our own pages made it.
std::string own_origin(const Site& site, const Request& request) {
    if (!site.settings.base_url.empty()) return site.settings.base_url;
    auto host = request.header("host");
    return fmt::format("{}://{}", request.peer.is_tls ? "https" : "http", host.value_or(""));
}

// Whether the request comes from a page of ours, as far as the browser says (Fetch Metadata,
// RFC 6454). A client that says nothing is no browser, and is held by the token alone.
bool is_same_origin(const Site& site, const Request& request) {
    auto fetch_site = request.header("sec-fetch-site");
    if (fetch_site && *fetch_site != "same-origin" && *fetch_site != "none") return false;
    auto origin = request.header("origin");
    if (!origin) return true;
    auto host = request.header("host").value_or("");
    // A base address that is none of this host's own is a mistake of settings, not of the visitor.
    return *origin == own_origin(site, request) ||
           *origin == fmt::format("{}://{}", is_secure(site, request) ? "https" : "http", host);
}

// The field `form_token` of the body, of either encoding of forms.
std::string sent_form_token(const Request& request) {
    std::string_view type = request.header("content-type").value_or("");
    if (type.starts_with("multipart/form-data")) {
        constexpr std::string_view kHead = "name=\"form_token\"\r\n\r\n";
        std::size_t begin = request.body.find(kHead);
        if (begin == std::string::npos) return "";
        begin += kHead.size();
        std::size_t end = request.body.find("\r\n", begin);
        if (end == std::string::npos) return "";
        return request.body.substr(begin, end - begin);
    }
    auto fields = http::parse_form(request.body);
    if (!fields) return "";
    return std::string(http::field(*fields, "form_token").value_or(""));
}

Response too_many(std::chrono::seconds wait) {
    Response out =
        http::problem(429, fmt::format("too many requests; try again in {} s", wait.count()));
    return out.with("Retry-After", std::to_string(wait.count()));
}

// What one request of a page goes through.
class PageVisit {
public:
    PageVisit(Site& site, RateLimits& limits, const Request& request)
        : site_(site), limits_(limits), request_(request), secure_(is_secure(site, request)) {}

    Response pass(std::optional<Permission> needs, const Answerer& answer) {
        caller_ = who();
        Response out = through(needs, answer);
        add_security_headers(out, secure_, caller_.is_signed_in());
        note_access(site_, request_, caller_, out.status);
        return out;
    }

private:
    Caller who() {
        auto secret = request_.cookie(session_cookie_name(secure_));
        Caller caller = secret ? site_.people.by_session(*secret, request_.at) : Caller{};
        if (caller.is_signed_in()) return caller;
        if (auto visit = request_.cookie(visit_cookie_name(secure_)))
            caller.form_token = site_.people.visitor_form_token(*visit);
        return caller;
    }

    Response through(std::optional<Permission> needs, const Answerer& answer) {
        auto wait = caller_.is_signed_in()
                        ? limits_.take(RateLimits::Of::Person, caller_.person.id, request_.at)
                        : limits_.take(RateLimits::Of::Visitor, request_.peer.address, request_.at);
        if (wait) return slow_down(*wait);
        if (needs && !caller_.is_signed_in()) return to_sign_in();
        if (changes_something(request_.method) && !is_own_form())
            return refuse(403,
                          "This form did not come from a page of ours, or it is too old. Open "
                          "the page again and send it once more; nothing was changed.");
        if (needs && !identity::may(caller_, *needs))
            return refuse(403, "You are signed in, but none of your offices opens this page.");
        return answer(request_, caller_);
    }

    bool is_own_form() {
        return is_same_origin(site_, request_) && !caller_.form_token.empty() &&
               identity::is_equal_in_constant_time(caller_.form_token, sent_form_token(request_));
    }

    // What was typed must not be lost because the session ended meanwhile.
    void keep_what_was_typed() {
        auto secret = request_.cookie(session_cookie_name(secure_));
        if (!secret || !is_same_origin(site_, request_)) return;
        Caller writer = site_.people.by_ended_session(*secret, request_.at);
        if (writer.person.id.empty() || writer.form_token.empty() ||
            !identity::is_equal_in_constant_time(writer.form_token, sent_form_token(request_)))
            return;
        if (auto fields = http::parse_form(request_.body)) {
            // The person signs in next in any case; a draft that cannot be kept is a form to fill
            // in again.
            auto kept =
                site_.people.keep_draft(writer.person.id, request_.path, *fields, request_.at);
            static_cast<void>(kept);
        }
    }

    Response to_sign_in() {
        bool is_form = changes_something(request_.method);
        if (is_form) keep_what_was_typed();
        const std::string& back = is_form ? request_.path : request_.target;
        return http::see_other("/sign-in?next=" + http::encode(local_path(back)));
    }

    Response slow_down(std::chrono::seconds wait) {
        Response out = refuse(
            429, fmt::format("Too many requests came from you. Wait {} seconds.", wait.count()));
        return out.with("Retry-After", std::to_string(wait.count()));
    }

    Response refuse(int status, std::string says) {
        return pages::show_problem(site_, caller_, status,
                                   status == 429 ? "Slow down" : "You cannot do this",
                                   std::move(says));
    }

    Site& site_;
    RateLimits& limits_;
    const Request& request_;
    bool secure_;
    Caller caller_;
};

// Who calls the interface, or why that is not known.
struct Knock {
    Caller caller;
    std::optional<Response> refused;
};

Response unauthorised(std::string_view detail, std::string_view error) {
    Response out = http::problem(401, detail);
    std::string challenge = "Bearer realm=\"standstill\"";
    if (!error.empty()) challenge += fmt::format(", error=\"{}\"", error);
    return out.with("WWW-Authenticate", challenge);
}

Knock knock_with_token(Site& site, RateLimits& limits, const Request& request,
                       std::string_view authorization) {
    // Clients of yente say ApiKey for the same thing.
    constexpr std::string_view kScheme = "bearer ", kYenteScheme = "apikey ";
    static_assert(kScheme.size() == kYenteScheme.size());
    const std::string& address = request.peer.address;
    if (auto wait = limits.look(RateLimits::Of::Failure, address, request.at))
        return {{}, too_many(*wait)};
    std::string scheme(authorization.substr(0, kScheme.size()));
    for (char& c : scheme) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    Caller caller;
    if (scheme == kScheme || scheme == kYenteScheme)
        caller = site.people.by_token(authorization.substr(kScheme.size()), request.at);
    if (caller.is_signed_in()) {
        auto wait = limits.take(RateLimits::Of::Token, caller.session, request.at);
        if (wait) return {std::move(caller), too_many(*wait)};
        return {std::move(caller), std::nullopt};
    }
    limits.take(RateLimits::Of::Failure, address, request.at);
    return {{}, unauthorised("the token is unknown, revoked or out of date", "invalid_token")};
}

Knock knock(Site& site, RateLimits& limits, const Request& request) {
    if (auto authorization = request.header("authorization"))
        return knock_with_token(site, limits, request, *authorization);
    if (request.peer.certificate) {
        Caller caller = site.people.by_card(*request.peer.certificate, request.at);
        // A browser shows its card to us whoever made it ask.
        if (caller.is_signed_in() && !is_same_origin(site, request))
            return {std::move(caller), http::problem(403, "the request comes from another site")};
        if (caller.is_signed_in()) {
            auto wait = limits.take(RateLimits::Of::Token, caller.session, request.at);
            if (wait) return {std::move(caller), too_many(*wait)};
            return {std::move(caller), std::nullopt};
        }
    }
    if (auto wait = limits.take(RateLimits::Of::Visitor, request.peer.address, request.at))
        return {{}, too_many(*wait)};
    return {};
}

void finish_api(const Site& site, const Request& request, const Caller& caller,
                Response& response) {
    add_security_headers(response, is_secure(site, request), caller.is_signed_in());
    note_access(site, request, caller, response.status);
}

// What one request of the interface goes through.
void pass_api(Site& site, RateLimits& limits, std::optional<Permission> needs,
              const AsyncAnswerer& answer, Request request, const http::Reply& reply) {
    Knock who = knock(site, limits, request);
    if (!who.refused && needs && !who.caller.is_signed_in())
        who.refused = unauthorised("this needs a token or a card", "");
    if (!who.refused && needs && !identity::may(who.caller, *needs))
        who.refused = http::problem(
            403, fmt::format("this needs the permission `{}`", identity::to_string(*needs)));
    if (who.refused) {
        finish_api(site, request, who.caller, *who.refused);
        reply(std::move(*who.refused));
        return;
    }
    // The handler takes the request; the log wants to know of it when the answer is there.
    Request seen;
    seen.method = request.method;
    seen.path = request.path;
    seen.peer.address = request.peer.address;
    seen.peer.is_tls = request.peer.is_tls;
    seen.at = request.at;
    auto finish = [&site, reply, seen = std::move(seen), caller = who.caller](Response response) {
        finish_api(site, seen, caller, response);
        reply(std::move(response));
    };
    answer(std::move(request), std::move(who.caller), std::move(finish));
}

}  // namespace

Doors::Doors(http::Router& router, Site& site)
    : router_(router), site_(site), limits_(std::make_shared<RateLimits>(site.settings.rates)) {}

Doors::~Doors() = default;

void Doors::add(http::Route route) {
    std::string pattern = route.pattern;
    auto added = router_.add(std::move(route));
    if (!added) mistakes_.push_back(fmt::format("{}: {}", pattern, added.error().message));
}

void Doors::page(Method method, std::string pattern, std::optional<Permission> needs,
                 Answerer answer, std::size_t max_body) {
    auto handler = [&site = site_, limits = limits_, needs, answer = std::move(answer)](
                       const Request& request, const http::Reply& reply) {
        reply(PageVisit(site, *limits, request).pass(needs, answer));
    };
    add({method, std::move(pattern), http::Runs::Worker, max_body, std::move(handler)});
}

void Doors::api(Method method, std::string pattern, std::optional<Permission> needs,
                AsyncAnswerer answer, http::Runs runs, std::size_t max_body) {
    auto handler = [&site = site_, limits = limits_, needs, answer = std::move(answer)](
                       Request request, const http::Reply& reply) {
        pass_api(site, *limits, needs, answer, std::move(request), reply);
    };
    add({method, std::move(pattern), runs, max_body, std::move(handler)});
}

void Doors::everybody(std::string pattern, std::function<Response(const Request&)> answer) {
    auto handler = [&site = site_, answer = std::move(answer)](const Request& request,
                                                               const http::Reply& reply) {
        Response out = answer(request);
        add_security_headers(out, is_secure(site, request), false);
        reply(std::move(out));
    };
    add({Method::Get, std::move(pattern), http::Runs::Here, 0, std::move(handler)});
}

void add_security_headers(Response& response, bool is_secure, bool is_private) {
    add_if_absent(response, "Content-Security-Policy", kContentPolicy);
    add_if_absent(response, "X-Content-Type-Options", "nosniff");
    add_if_absent(response, "Referrer-Policy", "same-origin");
    add_if_absent(response, "Cross-Origin-Opener-Policy", "same-origin");
    add_if_absent(response, "Cross-Origin-Embedder-Policy", "require-corp");
    add_if_absent(response, "Cross-Origin-Resource-Policy", "same-origin");
    add_if_absent(response, "Permissions-Policy",
                  "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
    if (is_secure) add_if_absent(response, "Strict-Transport-Security", "max-age=63072000");
    if (is_private) add_if_absent(response, "Cache-Control", "no-store");
}

bool is_secure(const Site& site, const Request& request) {
    return request.peer.is_tls || site.settings.base_url.starts_with("https://");
}

std::string session_cookie_name(bool is_secure) {
    return is_secure ? "__Host-standstill" : "standstill";
}

std::string visit_cookie_name(bool is_secure) {
    return is_secure ? "__Host-standstill-visit" : "standstill-visit";
}

std::string session_cookie(std::string_view secret, bool is_secure) {
    return cookie(session_cookie_name(is_secure), secret, is_secure, SameSite::Strict);
}

std::string cookie(std::string_view name, std::string_view value, bool is_secure,
                   SameSite same_site) {
    return fmt::format("{}={}; Path=/; HttpOnly; SameSite={}{}{}", name, value,
                       same_site == SameSite::Strict ? "Strict" : "Lax",
                       is_secure ? "; Secure" : "", value.empty() ? "; Max-Age=0" : "");
}

void log_access(const Site& site, const Request& request, const Caller& caller,
                std::string_view kind, int status) {
    std::string outcome = std::to_string(status);
    if (caller.is_signed_in())
        outcome += fmt::format(" by {} in {}", name_of(caller.means), caller.session);
    site.office.access_log().note({std::string(kind), caller.person.id,
                                   fmt::format("{} {}", to_string(request.method), request.path),
                                   std::move(outcome), request.peer.address, request.at});
}

std::string local_path(std::string_view path) {
    bool is_local = path.size() <= 2'000 && path.starts_with('/') && !path.starts_with("//");
    for (char c : path) is_local = is_local && c > 0x20 && c < 0x7f && c != '\\';
    return is_local ? std::string(path) : "/";
}

}  // namespace standstill::server
