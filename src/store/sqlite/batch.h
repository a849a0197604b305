// What a row of the table `batch` holds, and the way there and back.
//
// ../docs/formats/database.md has the format.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "base/result.h"

namespace standstill::store::sqlite {

// The first 8 bytes of the leaf hash that the command id would have. It finds candidates; the event
// itself has the id.
std::int64_t command_hash(std::string_view cmd);
std::vector<std::int64_t> command_hashes(std::span<const std::string_view> cmds);

// Where the events of one command are.
struct Place {
    std::int64_t hash = 0;
    std::uint64_t first = 0;  // index of the first event
    std::uint64_t first_version = 0;
    std::uint32_t stream = 0;  // number in the table `stream`
    std::uint32_t count = 0;

    friend bool operator==(const Place&, const Place&) = default;
};

inline constexpr std::size_t kPlaceBytes = 32;

void append_place(std::string& out, const Place& place);
// Fails with Corrupt when the length is not that of whole entries.
base::Result<std::vector<Place>> places_in(std::string_view bytes);

// Splits the lines of `events`. Fails with Corrupt unless there are `count`, each closed by a line
// feed.
base::Result<std::vector<std::string_view>> lines_in(std::string_view events, std::uint64_t count);

// Splits `leaves`, or a frontier. Fails with Corrupt unless it is `count` digests long.
base::Result<std::vector<base::Digest>> digests_in(std::string_view bytes, std::uint64_t count);
std::string joined(const std::vector<base::Digest>& digests);

// A row that is being filled. It is closed at a size that keeps the reading of one event cheap.
struct Row {
    std::uint64_t first = 0;
    std::uint64_t count = 0;
    std::string commands;
    std::string leaves;
    std::string events;

    bool full() const { return count >= 128 || events.size() >= 64 * 1024; }
    void add(std::string_view event, const base::Digest& leaf);
};

}  // namespace standstill::store::sqlite
