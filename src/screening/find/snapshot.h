// The bytes of an index: written once, read in place. docs/formats/screening-snapshot.md.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "screening/find/flat.h"

namespace standstill::screening::find {

inline constexpr std::uint32_t kSnapshotVersion = 1;

// Finds any change of eight bytes in a row, and others but for one in 2^64; it is no signature.
std::uint64_t checksum(std::string_view bytes);

std::vector<char> write_snapshot(Flat flat);

// Fails as Index::open does. Every number of the arrays that is used as a place is within bounds
// afterwards, so that a search reads nothing outside of them.
base::Result<Flat> read_snapshot(std::string_view bytes);

}  // namespace standstill::screening::find
