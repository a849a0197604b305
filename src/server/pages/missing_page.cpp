// What is shown for an address that nothing stands at: a page to people, a problem to programs.
#include "server/pages/templates.h"
#include "server/site.h"

namespace standstill::server {

void add_missing_page(Doors& doors) {
    Site& site = doors.site();
    doors.page(http::Method::Get, "/{rest...}", std::nullopt,
               [&site](const http::Request& request, const identity::Caller& caller) {
                   std::string_view accepts = request.header("accept").value_or("");
                   if (accepts.find("text/html") == std::string_view::npos)
                       return http::problem(404, "nothing stands at this address");
                   return pages::show_problem(site, caller, 404, "Nothing stands at this address",
                                              "The link may be old, or a letter is wrong. Every "
                                              "page can be reached from the home page.");
               });
}

}  // namespace standstill::server
