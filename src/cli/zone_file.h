// Reads the file of one time zone (TZif, RFC 8536), the form in which every Unix keeps the IANA
// database.
//
// The file lists past and planned changes of the offset, and ends with a rule for the years after
// them. Libraries that stop at the list lose daylight saving time after 2037; a waiver or a report
// that falls due later would then be an hour off. So the rule is worked out here as well.
//
// What this does not read: files with leap seconds (`right/...`), whose clock is not that of the
// record.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "base/zone.h"

namespace standstill::cli {

// The years that a table covers; the first offset holds before, the last one after.
inline constexpr int kFirstZoneYear = 1985;
inline constexpr int kLastZoneYear = 2115;

// Fails with Corrupt, naming the zone, when the bytes are not such a file. Bound: 256 KiB.
base::Result<base::ZoneTable> parse_zone_file(std::string_view bytes, const std::string& name);

}  // namespace standstill::cli
