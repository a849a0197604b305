#include "screening/screen/evidence.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace standstill::screening {

namespace {

std::string publishers(const Report& report) {
    std::set<std::string> lists;
    for (const ExplainedHit& hit : report.hits)
        for (const Listing& listing : hit.entity.listings) lists.insert(listing.list);
    if (lists.empty())
        for (const SearchedList& list : report.searched) lists.insert(list.list);
    return fmt::format("{}", fmt::join(lists, ", "));
}

}  // namespace

std::string evidence_id(const base::Digest& report) {
    return "screening-" + to_hex(report).substr(0, 16);
}

boost::json::object evidence_of(const Report& report, const base::Digest& digest) {
    boost::json::object out{{"event", "evidence.added"},       {"by", "reviewer"},
                            {"id", evidence_id(digest)},       {"kind", "list-screening"},
                            {"publisher", publishers(report)}, {"sha256", to_hex(digest)}};
    std::optional<base::Day> newest;
    for (const SearchedList& list : report.searched)
        if (list.published && (!newest || *list.published > *newest)) newest = list.published;
    if (newest) out["published"] = base::to_string(*newest);
    return out;
}

}  // namespace standstill::screening
