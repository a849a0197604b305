// A zone, from a file of the system or from a bundle: whatever is accepted keeps its promises.
#include "base/zone.h"

#include <cstdint>
#include <cstdlib>

#include "cli/zone_file.h"

namespace {

using namespace standstill;

void check(const base::ZoneTable& table) {
    auto again = base::ZoneTable::parse(table.serialise());
    if (again && again->serialise() != table.serialise()) std::abort();
    for (const auto& span : table.spans()) {
        if (table.offset_at(span.from) != span.offset) std::abort();
        base::Day day = table.day_of(span.from);
        // The first instant of a day is not on an earlier day.
        if (table.day_of(table.start_of(day)) < day) std::abort();
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view bytes(reinterpret_cast<const char*>(data), size);
    if (auto table = cli::parse_zone_file(bytes, "Zone")) check(*table);
    if (auto table = base::ZoneTable::parse(bytes)) check(*table);
    return 0;
}
