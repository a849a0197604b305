// Who holds which office, and the confirmation of those who act in one.
#include <fmt/format.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "server/identity/page_support.h"

namespace standstill::server::identity {

namespace {

namespace json = boost::json;
using http::Method;
using http::Request;
using http::Response;

// The caller's offices in which an acting status could be confirmed.
json::array confirming_offices(const Caller& caller, const Person& person, const Holding& holding) {
    json::array out;
    if (caller.person.id == person.id) return out;
    for (const std::string& office : caller.offices())
        if (office != holding.office) out.emplace_back(office);
    return out;
}

json::object holder_row(const Caller& caller, const Person& person, const Holding& holding) {
    bool waits = holding.is_acting && holding.confirmed_by.empty();
    json::array offices = waits ? confirming_offices(caller, person, holding) : json::array();
    return {{"office", holding.office},
            {"person", person.id},
            {"name", person.name},
            {"is_acting", holding.is_acting},
            {"basis", holding.basis},
            {"waits", waits},
            {"confirmed_by", holding.confirmed_by},
            {"can_confirm", !offices.empty()},
            {"by", std::move(offices)}};
}

Response offices_page(const Site& site, const Request& request, const Caller& caller,
                      std::vector<std::string> mistakes = {}, std::string notice = "") {
    pages::Page page;
    page.title = "Offices";
    page.template_name = "identity/offices";
    page.section = "admin";
    page.status = mistakes.empty() ? 200 : 422;
    page.mistakes = std::move(mistakes);
    page.notice = std::move(notice);
    json::array rows, empty;
    auto people = site.people.all();
    for (const std::string& office : all_offices()) {
        std::size_t before = rows.size();
        for (const Person& person : people)
            for (const Holding& holding : person.holdings)
                if (holding.office == office && !person.is_disabled)
                    rows.emplace_back(holder_row(caller, person, holding));
        if (rows.size() == before) empty.emplace_back(office);
    }
    page.data["has_rows"] = !rows.empty();
    page.data["rows"] = std::move(rows);
    page.data["has_empty"] = !empty.empty();
    page.data["empty"] = std::move(empty);
    return show_form(site, request, caller, std::move(page));
}

Response confirm_acting(const Site& site, const Request& request, const Caller& caller) {
    if (!site.people.is_fresh(caller, request.at)) return ask_to_confirm("/offices");
    http::Fields fields = fields_of(request);
    std::string person = text_of(fields, "person"), office = text_of(fields, "office"),
                by = text_of(fields, "by_office");
    auto possible = site.people.may_confirm_acting(person, office, caller, by);
    if (!possible) return offices_page(site, request, caller, {possible.error().message + "."});
    auto done = change_on_record(
        site, caller,
        {{"change", "acting-confirmed"},
         {"person", person},
         {"office", office},
         {"confirmed_by", by}},
        request.at, [&] { return site.people.confirm_acting(person, office, caller, by); });
    if (!done) return offices_page(site, request, caller, {done.error().message + "."});
    return offices_page(site, request, caller, {},
                        fmt::format("You confirmed as {} that {} acts as {}.", by, person, office));
}

}  // namespace

void add_office_pages(Doors& doors) {
    Site& site = doors.site();
    doors.page(Method::Get, "/offices", kAnybodySignedIn,
               [&site](const Request& request, const Caller& caller) {
                   return offices_page(site, request, caller);
               });
    doors.page(Method::Post, "/offices", kAnybodySignedIn,
               [&site](const Request& request, const Caller& caller) {
                   return confirm_acting(site, request, caller);
               });
}

}  // namespace standstill::server::identity
