// The routes of the pages that read: home, cases, and what is said of the system itself.
#include "server/api/log_tree.h"
#include "server/pages/case_page.h"

namespace standstill::server {

namespace {

using http::Method;
using identity::Permission;

void add_case_page(Doors& doors, std::string pattern, pages::Fill fill) {
    Site& site = doors.site();
    doors.page(Method::Get, std::move(pattern), Permission::ReadCases,
               [&site, fill = std::move(fill)](const http::Request& request,
                                               const identity::Caller& caller) {
                   return pages::show_case(site, request, caller, fill);
               });
}

void add_plain_page(Doors& doors, std::string pattern, std::string title, std::string name) {
    Site& site = doors.site();
    doors.page(Method::Get, std::move(pattern), std::nullopt,
               [&site, title, name](const http::Request&, const identity::Caller& caller) {
                   pages::Page page;
                   page.title = title;
                   page.template_name = name;
                   page.data["key"] = ledger::to_string(site.office.key());
                   return pages::show(site, caller, page);
               });
}

}  // namespace

void add_case_pages(Doors& doors) {
    Site& site = doors.site();
    doors.page(Method::Get, "/", std::nullopt,
               [&site](const http::Request& request, const identity::Caller& caller) {
                   return pages::show_home(site, request, caller);
               });
    doors.page(Method::Get, "/cases", Permission::ReadCases,
               [&site](const http::Request& request, const identity::Caller& caller) {
                   return pages::show_cases(site, request, caller);
               });
    add_case_page(doors, "/cases/{id}", pages::fill_overview);
    add_case_page(doors, "/cases/{id}/factors", pages::fill_factors);
    add_case_page(doors, "/cases/{id}/why", pages::fill_why);
    add_case_page(doors, "/cases/{id}/evidence", pages::fill_evidence);
    add_case_page(doors, "/cases/{id}/questions", pages::fill_questions);
    add_case_page(doors, "/cases/{id}/deadlines", pages::fill_deadlines);
    add_case_page(doors, "/cases/{id}/stop-work", pages::fill_stop_work);
    add_case_page(doors, "/cases/{id}/timeline", pages::fill_timeline);
    add_case_page(doors, "/cases/{id}/verify",
                  pages::fill_verify(std::make_shared<api::LogTree>(site.office.log())));
    doors.page(Method::Get, "/bundle", Permission::ReadEntries,
               [&site](const http::Request&, const identity::Caller& caller) {
                   return pages::give_bundle(site, caller);
               });
    add_plain_page(doors, "/about", "About Standstill", "site/about");
    add_plain_page(doors, "/accessibility", "Accessibility", "site/accessibility");
}

}  // namespace standstill::server
