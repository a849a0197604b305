// The routes of screening: /screening, and /cases/{id}/screening.
#include "server/pages/screening_page.h"

namespace standstill::server {

void add_screening_pages(Doors& doors) {
    using http::Method;
    using identity::Permission;
    Site& site = doors.site();
    auto with_site = [&site](auto what) {
        return [&site, what](const http::Request& request, const identity::Caller& caller) {
            return what(site, request, caller);
        };
    };
    doors.page(Method::Get, "/screening", Permission::ReadCases, with_site(pages::show_screening));
    doors.page(Method::Get, "/screening/lists", Permission::ReadCases,
               with_site(pages::show_lists));
    doors.page(Method::Get, "/screening/owners", Permission::ReadCases,
               with_site(pages::show_owners));
    doors.page(Method::Get, "/cases/{id}/screening", Permission::ReadCases,
               [&site](const http::Request& request, const identity::Caller& caller) {
                   return pages::show_case(site, request, caller, pages::fill_screening);
               });
    doors.page(Method::Post, "/cases/{id}/screening", Permission::Record,
               with_site(pages::keep_screening));
}

}  // namespace standstill::server
