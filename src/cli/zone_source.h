// Fetches a time zone from the database of the system.
//
// This is the edge: inside, a zone is a table that came in with the question (base/zone.h).
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "base/zone.h"

namespace standstill::cli {

// Fails with NotFound for a name that the database does not have, with the nearest one that it has;
// with Unavailable when there is no database at all; with Corrupt when the zone's file is damaged.
base::Result<base::ZoneTable> load_zone(const std::string& name);

// All names, sorted. Reads the start of every file, so it is for messages and tests.
std::vector<std::string> zone_names();

}  // namespace standstill::cli
