#include "cli/shift.h"

#include "base/instant.h"

namespace standstill::cli {

namespace {

// The instant with the same local time, some days later. Where that time is skipped or repeated,
// the offset of the instant a little before decides.
base::Instant same_time(base::Instant at, std::chrono::days by, const base::ZoneTable& zone) {
    base::Instant local = at + zone.offset_at(at) + by;
    base::Instant guess = local - zone.offset_at(at);
    return local - zone.offset_at(guess);
}

}  // namespace

base::Node shift_days(base::Node node, std::chrono::days by, const base::ZoneTable& zone) {
    for (base::Node& item : node.items) item = shift_days(std::move(item), by, zone);
    if (!node.is_scalar()) return node;
    if (auto at = base::parse_instant(node.scalar))
        node.scalar = zone.print(same_time(*at, by, zone));
    else if (auto day = base::parse_day(node.scalar))
        node.scalar = base::to_string(*day + by);
    return node;
}

}  // namespace standstill::cli
