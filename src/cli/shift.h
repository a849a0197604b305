// Moves an invented case to another day, so that a demonstration stands in the present.
#pragma once

#include <chrono>

#include "base/document.h"
#include "base/zone.h"

namespace standstill::cli {

// Every word of the document that is an instant keeps its local time in the zone and moves by that
// many days; every word that is a day moves likewise. All other words stay.
base::Node shift_days(base::Node node, std::chrono::days by, const base::ZoneTable& zone);

}  // namespace standstill::cli
