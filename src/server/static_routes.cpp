// The routes of static files.
#include "server/site.h"
#include "server/static_files.h"

namespace standstill::server {

void add_static_files(Doors& doors) {
    doors.everybody("/static/{digest}/{name...}", [](const http::Request& request) {
        return static_answer(request, request.capture("digest"), request.capture("name"));
    });
    doors.everybody("/favicon.ico", favicon_answer);
}

}  // namespace standstill::server
