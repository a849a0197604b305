// RFC 8785 as a whole: any JSON value, with fractions and any keys.
//
// Events use the narrow profile of canonical_json.h. This is for documents that others define, and
// it shows that our reading of the RFC is that of its reference vectors.
#pragma once

#include <boost/json/value.hpp>
#include <string>
#include <string_view>

#include "base/result.h"

namespace standstill::ledger {

// Fails with Invalid when a string is not UTF-8, a number is not finite, or the value nests more
// than 64 deep. Whole numbers beyond 2^53 are rounded, as the RFC has every number be an IEEE 754
// double.
base::Result<std::string> jcs(const boost::json::value& value);

// The same of a text, whose numbers are read to the nearest double (Boost.JSON by itself is off by
// a bit now and then). Fails with Invalid as well when it is not JSON or an object has a key twice.
// At most 16 MiB.
base::Result<std::string> jcs_of_text(std::string_view text);

// A number as ECMAScript prints it (RFC 8785 section 3.2.2.3). Fails with Invalid when it is not
// finite.
base::Result<std::string> jcs_number(double value);

}  // namespace standstill::ledger
