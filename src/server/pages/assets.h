// Where pages find their style and script.
#pragma once

#include <string>
#include <string_view>

namespace standstill::server::pages {

// The path under which a static file is served: `asset("uswds/css/uswds.min.css")`.
std::string asset(std::string_view name);

}  // namespace standstill::server::pages
