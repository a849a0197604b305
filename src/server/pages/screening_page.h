// The pages of names against lists: one name asked by anybody, and the vendors of a case.
#pragma once

#include <string>
#include <vector>

#include "screening/screen/report.h"
#include "server/pages/case_page.h"

namespace standstill::server::pages {

// A report as templates show it.
json::object report_data(const screening::Report& report);

// GET /screening: the form, and the report where a name was asked for.
http::Response show_screening(const Site& site, const http::Request& request,
                              const identity::Caller& caller);
// GET /screening/lists: the versions that are searched.
http::Response show_lists(const Site& site, const http::Request& request,
                          const identity::Caller& caller);

// GET /screening/owners: who owns and controls a party of the vendor table.
http::Response show_owners(const Site& site, const http::Request& request,
                           const identity::Caller& caller);

// Vendors, furnishers and tools that a case names, each once, in the order of the record.
struct NamedInCase {
    std::string name;
    std::string as;  // "vendor", "furnisher", "tool"
    screening::EntityKind kind = screening::EntityKind::Unknown;
    std::vector<std::int32_t> events;  // where
};
std::vector<NamedInCase> named_in(const CaseVisit& visit);

// GET /cases/{id}/screening: hits on those names that wait for a person.
base::Status fill_screening(const CaseVisit& visit, Page& page);
// POST /cases/{id}/screening: keeps the report on one name as a file, and goes on to the act that
// makes it evidence.
http::Response keep_screening(const Site& site, const http::Request& request,
                              const identity::Caller& caller);

}  // namespace standstill::server::pages
