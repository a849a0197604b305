#include "server/identity/page_support.h"

#include <fmt/format.h>

#include <future>

namespace standstill::server::identity {

Origin origin_of(const http::Request& request) {
    return {request.peer.address, std::string(request.header("user-agent").value_or(""))};
}

http::Fields fields_of(const http::Request& request) {
    auto fields = http::parse_form(request.body);
    return fields ? std::move(*fields) : http::Fields{};
}

std::string text_of(const http::Fields& fields, std::string_view name) {
    return std::string(http::field(fields, name).value_or(""));
}

void welcome_visitor(const Site& site, const http::Request& request, Caller& caller,
                     http::Response& response) {
    if (caller.is_signed_in() || !caller.form_token.empty()) return;
    std::string visit = site.people.random_text(16);
    if (visit.empty()) return;  // without randomness no form is taken either
    bool secure = is_secure(site, request);
    caller.form_token = site.people.visitor_form_token(visit);
    response.with("Set-Cookie", cookie(visit_cookie_name(secure), visit, secure, SameSite::Strict));
}

http::Response show_form(const Site& site, const http::Request& request, Caller caller,
                         pages::Page page) {
    http::Response cookies;
    welcome_visitor(site, request, caller, cookies);
    page.data["form_token"] = caller.form_token;
    http::Response out = pages::show(site, caller, page);
    for (auto& header : cookies.headers) out.headers.push_back(std::move(header));
    // The token is this visitor's alone.
    out.with("Cache-Control", "no-store");
    return out;
}

std::string minutes_of(base::Instant at) {
    std::string text = base::to_string(at);
    return text.substr(0, 10) + " " + text.substr(11, 5) + " UTC";
}

boost::json::object instant_data(base::Instant at) {
    return {{"exact", base::to_string(at)}, {"text", minutes_of(at)}};
}

http::Response ask_to_confirm(std::string_view path) {
    return http::see_other("/confirm?next=" + http::encode(path));
}

base::Status change_on_record(const Site& site, const Caller& by, boost::json::object facts,
                              base::Instant at, const std::function<base::Status()>& change) {
    ledger::NewEvent event;
    event.type = kPersonChanged;
    event.at = at;
    event.facts = std::move(facts);
    auto kept = std::make_shared<std::promise<base::Result<office::Recorded>>>();
    auto waiting = kept->get_future();
    site.office.note(
        std::string(kPeopleStream), std::move(event), by.person.id,
        [kept](base::Result<office::Recorded> result) { kept->set_value(std::move(result)); });
    auto result = waiting.get();
    if (!result) return base::in_context(result.error(), "nothing was changed");
    return change();
}

}  // namespace standstill::server::identity
