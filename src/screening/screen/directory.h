// What stands beside the names in a snapshot: which lists it was made of, and which entity has
// which id and which numbers.
//
// One run of bytes, read in place: the length of a JSON text (8 bytes, little-endian), the text,
// and two tables of (hash of 8 bytes, entity of 4), each after its count (8 bytes), sorted.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "screening/list/entity.h"
#include "screening/screen/report.h"

namespace standstill::screening {

std::string write_directory(const std::vector<SearchedList>& lists,
                            std::span<const Entity> entities);

class Directory {
public:
    // Fails with Corrupt. The bytes must outlive it.
    static base::Result<Directory> read(std::string_view bytes);

    const std::vector<SearchedList>& lists() const { return lists_; }
    // Entities whose id, or one of whose identifiers, has that hash: who asks compares, for two may
    // share one.
    std::vector<std::uint32_t> with_id(std::string_view id) const;
    std::vector<std::uint32_t> with_identifier(std::string_view plain) const;

private:
    std::vector<SearchedList> lists_;
    std::string_view ids_, identifiers_;
};

}  // namespace standstill::screening
