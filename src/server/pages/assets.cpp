#include "server/pages/assets.h"

#include "server/static_files.h"

namespace standstill::server::pages {

std::string asset(std::string_view name) { return static_path(name); }

}  // namespace standstill::server::pages
