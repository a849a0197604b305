// The routes of static files.
#include "server/site.h"
#include "server/static_files.h"

namespace standstill::server {

void add_static_files(Doors& doors) {
    doors.page(http::Method::Get, "/static/{digest}/{name...}", std::nullopt,
               [](const http::Request& request, const identity::Caller&) {
                   return static_answer(request, request.capture("digest"),
                                        request.capture("name"));
               });
    doors.page(http::Method::Get, "/favicon.ico", std::nullopt,
               [](const http::Request& request, const identity::Caller&) {
                   return favicon_answer(request);
               });
}

}  // namespace standstill::server
