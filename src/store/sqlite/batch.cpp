#include "store/sqlite/batch.h"

#include <fmt/format.h>

#include <bit>
#include <cstring>

#include "ledger/tree.h"

namespace standstill::store::sqlite {

using base::Digest;
using base::ErrorKind;
using base::fail;
using base::Result;

// The numbers are written as they lie in memory.
static_assert(std::endian::native == std::endian::little, "the format is little-endian");

namespace {

template <typename T>
void put(std::string& out, T value) {
    out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

template <typename T>
T take(std::string_view& bytes) {
    T value{};
    std::memcpy(&value, bytes.data(), sizeof value);
    bytes.remove_prefix(sizeof value);
    return value;
}

}  // namespace

std::int64_t command_hash(std::string_view cmd) { return command_hashes({&cmd, 1}).front(); }

std::vector<std::int64_t> command_hashes(std::span<const std::string_view> cmds) {
    std::vector<std::int64_t> hashes;
    hashes.reserve(cmds.size());
    for (const Digest& digest : ledger::leaf_hashes(cmds)) {
        hashes.emplace_back();
        std::memcpy(&hashes.back(), digest.bytes.data(), sizeof hashes.back());
    }
    return hashes;
}

void append_place(std::string& out, const Place& place) {
    put(out, place.hash);
    put(out, place.first);
    put(out, place.first_version);
    put(out, place.stream);
    put(out, place.count);
}

Result<std::vector<Place>> places_in(std::string_view bytes) {
    if (bytes.size() % kPlaceBytes != 0)
        return fail(ErrorKind::Corrupt,
                    fmt::format("the commands of a row take {} bytes, not a multiple of {}",
                                bytes.size(), kPlaceBytes));
    std::vector<Place> places;
    places.reserve(bytes.size() / kPlaceBytes);
    while (!bytes.empty()) {
        Place place;
        place.hash = take<std::int64_t>(bytes);
        place.first = take<std::uint64_t>(bytes);
        place.first_version = take<std::uint64_t>(bytes);
        place.stream = take<std::uint32_t>(bytes);
        place.count = take<std::uint32_t>(bytes);
        places.push_back(place);
    }
    return places;
}

Result<std::vector<std::string_view>> lines_in(std::string_view events, std::uint64_t count) {
    std::vector<std::string_view> lines;
    lines.reserve(std::min<std::uint64_t>(count, events.size()));
    while (!events.empty()) {
        const auto end = events.find('\n');
        if (end == std::string_view::npos)
            return fail(ErrorKind::Corrupt, "the last event of a row is not closed by a line feed");
        lines.push_back(events.substr(0, end));
        events.remove_prefix(end + 1);
    }
    if (lines.size() != count)
        return fail(
            ErrorKind::Corrupt,
            fmt::format("a row says that it holds {} events, it holds {}", count, lines.size()));
    return lines;
}

Result<std::vector<Digest>> digests_in(std::string_view bytes, std::uint64_t count) {
    if (bytes.size() % sizeof(Digest) != 0 || bytes.size() / sizeof(Digest) != count)
        return fail(ErrorKind::Corrupt, fmt::format("{} hashes take {} bytes, {} are kept", count,
                                                    count * sizeof(Digest), bytes.size()));
    std::vector<Digest> digests(count);
    if (count > 0) std::memcpy(digests.data(), bytes.data(), bytes.size());
    return digests;
}

std::string joined(const std::vector<Digest>& digests) {
    std::string bytes;
    bytes.reserve(digests.size() * sizeof(Digest));
    for (const Digest& digest : digests)
        bytes.append(reinterpret_cast<const char*>(digest.bytes.data()), digest.bytes.size());
    return bytes;
}

void Row::add(std::string_view event, const Digest& leaf) {
    events += event;
    events += '\n';
    leaves.append(reinterpret_cast<const char*>(leaf.bytes.data()), leaf.bytes.size());
    ++count;
}

}  // namespace standstill::store::sqlite
