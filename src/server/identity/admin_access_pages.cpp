// The entrance of administration, and the access log: who read what, and who was refused.
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "server/identity/page_support.h"

namespace standstill::server {

namespace {

namespace json = boost::json;
using http::Method;
using http::Request;
using http::Response;
using identity::Caller;
using identity::Permission;

constexpr std::size_t kShown = 200;

Response access_page(const Site& site, const Request& request, const Caller& caller) {
    pages::Page page;
    page.title = "Access log";
    page.section = "admin";
    page.template_name = "admin/access";
    std::string person(request.parameter("person").value_or(""));
    json::array rows;
    auto lines = site.office.access_log().latest(kShown);
    if (!lines) {
        page.mistakes = {"The log could not be read: " + lines.error().message + "."};
    } else {
        for (const auto& [index, access] : *lines)
            if (person.empty() || access.actor == person)
                rows.push_back({{"index", ledger::number(index)},
                                {"at", identity::instant_data(access.at)},
                                {"kind", access.kind},
                                {"person", access.actor},
                                {"address", access.address},
                                {"what", access.what},
                                {"outcome", access.outcome}});
    }
    auto failure = site.office.access_log().failure();
    page.data = {{"failure", failure.value_or("")},
                 {"most", kShown},
                 {"person", person},
                 {"has_rows", !rows.empty()},
                 {"rows", std::move(rows)}};
    return pages::show(site, caller, page);
}

Response entrance(const Site& site, const Caller& caller) {
    pages::Page page;
    page.title = "Administration";
    page.section = "admin";
    page.template_name = "admin/entrance";
    return pages::show(site, caller, page);
}

}  // namespace

void identity::add_access_pages(Doors& doors) {
    Site& site = doors.site();
    doors.page(Method::Get, "/admin", Permission::Administer,
               [&site](const Request&, const Caller& caller) { return entrance(site, caller); });
    doors.page(Method::Get, "/admin/access", Permission::ReadAccessLog,
               [&site](const Request& request, const Caller& caller) {
                   return access_page(site, request, caller);
               });
    doors.page(Method::Get, "/admin/offices", Permission::Administer,
               [](const Request&, const Caller&) { return http::see_other("/offices"); });
}

void add_admin_pages(Doors& doors) {
    identity::add_people_pages(doors);
    identity::add_key_pages(doors);
    identity::add_access_pages(doors);
}

}  // namespace standstill::server
