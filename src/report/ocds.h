// A case's contract as open data: a release package of the Open Contracting Data Standard 1.1, with
// an extension of our own for stop-work orders (docs/formats/ocds.md).
//
// For everybody to read: what the public register withholds (report/public_rules.h) is withheld
// here, so a contract is published once it was reported. Nothing of the review itself is in it.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "report/source.h"

namespace standstill::report {

// Stands where a publisher's registered prefix would; it is registered for nobody.
inline constexpr std::string_view kUnregisteredOcidPrefix = "ocds-000000";

// The package, with one release, ending with a line feed. Pure; an empty prefix is the unregistered
// one. Fails with NotFound where no contract that may be published is on record at the instant,
// with Invalid for a prefix that is not `ocds-` and six letters or digits.
base::Result<std::string> ocds_package(const Source& source, std::string_view prefix = {});

}  // namespace standstill::report
