// What stands on record beside an act: shown to whoever determines, certifies, decides, notifies,
// holds or releases, so that one page has all that the act rests on.
#pragma once

#include <boost/json/object.hpp>
#include <string_view>

#include "office/index.h"
#include "review/answer.h"
#include "review/case.h"

namespace standstill::server::pages {

// Data of templates/act/panel.mustache; empty for acts that rest on nothing shown. Other cases on
// the same vendor or tool come from the index.
boost::json::object panel_of(std::string_view kind, const review::Case& of,
                             const review::Answer& answer, const office::Index& index);

}  // namespace standstill::server::pages
