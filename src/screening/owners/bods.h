// Ownership in the Beneficial Ownership Data Standard, version 0.4
// (https://standard.openownership.org/en/0.4.0/), read and written.
//
// Read: an array of statements, or a statement a line. The last statement of a record counts, by
// date and then by order; a record that is closed ends on the date of the statement that closes it.
// A shareholding is a stake, `indirect` ones count at most; what other interests become is in
// docs/screening-owners.md. An interested party that is not specified stays an unknown holder.
// Earlier versions of the standard are refused, by name. Written: what the standard has no word for
// stands in annotations that begin with "standstill:", and is read back from there: dates of which
// only year or month is known, the kind of control, statements that nobody verified, shares at
// most. Lists, adverse parties and complete holders are not carried.
#pragma once

#include <string>
#include <string_view>

#include "screening/owners/graph.h"

namespace standstill::screening::owners {

// Bounds: 16 MiB for an array, 4 GiB for lines of 16 MiB, depth 32, and those of graph.h.
// Fails with Invalid and `file: statement N: ...` or `file:line: ...`.
base::Result<Graph> read_bods(std::string_view text, const std::string& name);

// An array of statements with the date on which they are made; who publishes them is named.
// Statement ids are digests of what is stated, so the same graph gives the same bytes.
std::string write_bods(const Graph& graph, base::Day made_on, const std::string& publisher);

}  // namespace standstill::screening::owners
