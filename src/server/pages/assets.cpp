#include "server/pages/assets.h"

namespace standstill::server::pages {

std::string asset(std::string_view name) { return "/static/" + std::string(name); }

}  // namespace standstill::server::pages
