#include "ledger/tiles.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "base/text.h"
#include "ledger/decimal.h"

namespace standstill::ledger {

namespace {

using base::Digest;
using base::ErrorKind;
using base::fail;
using base::invalid;
using base::Result;

constexpr std::size_t kHashBytes = 32;

// How many stored nodes a level has: nothing to shift out of 64 bits remains nothing.
std::uint64_t nodes_at(TreeSize size, unsigned level) {
    return level < 64 ? number(size) >> level : 0;
}

void append_row(std::vector<TileId>& tiles, std::optional<unsigned> level, std::uint64_t nodes) {
    for (std::uint64_t i = 0; i < nodes / kTileWidth; ++i) tiles.push_back({level, i, kTileWidth});
    if (nodes % kTileWidth != 0)
        tiles.push_back({level, nodes / kTileWidth, static_cast<unsigned>(nodes % kTileWidth)});
}

}  // namespace

std::string tile_path(const TileId& tile) {
    std::string path = tile.level ? fmt::format("tile/{}/", *tile.level) : "tile/entries/";
    // Groups of three digits, all but the last marked with an x: 1234067 is x001/x234/067.
    std::string digits = fmt::format("{:03}", tile.index);
    digits.insert(0, (3 - digits.size() % 3) % 3, '0');
    for (std::size_t i = 0; i < digits.size(); i += 3) {
        bool last = i + 3 == digits.size();
        path += fmt::format("{}{}{}", last ? "" : "x", digits.substr(i, 3), last ? "" : "/");
    }
    if (tile.width != kTileWidth) path += fmt::format(".p/{}", tile.width);
    return path;
}

Result<TileId> parse_tile_path(std::string_view path) {
    auto bad = [&] {
        return invalid(fmt::format("`{}` is not the path of a tile", path.substr(0, 100)));
    };
    auto parts = base::split(path.substr(0, 200), '/');
    if (path.size() > 100 || parts.size() < 3 || parts[0] != "tile") return bad();
    TileId tile;
    if (parts[1] != "entries") {
        auto level = parse_decimal(parts[1]);
        if (!level || *level > kMaxTileLevel) return bad();
        tile.level = static_cast<unsigned>(*level);
    }
    if (parts[parts.size() - 2].ends_with(".p")) {
        auto width = parse_decimal(parts.back());
        if (!width || *width == 0 || *width >= kTileWidth) return bad();
        tile.width = static_cast<unsigned>(*width);
        parts.pop_back();
        parts.back().resize(parts.back().size() - 2);
    }
    std::string digits;
    for (std::size_t i = 2; i < parts.size(); ++i)
        digits += i + 1 < parts.size() && parts[i].starts_with('x') ? parts[i].substr(1) : parts[i];
    std::size_t zeros =
        std::min(digits.find_first_not_of('0'), digits.size() - (digits.empty() ? 0 : 1));
    auto index = parse_decimal(std::string_view(digits).substr(std::min(zeros, digits.size())));
    if (!index) return bad();
    tile.index = *index;
    // Whatever was read too kindly above prints differently.
    if (tile_path(tile) != path) return bad();
    return tile;
}

std::vector<TileId> hash_tiles(TreeSize size) {
    std::vector<TileId> tiles;
    for (unsigned level = 0; level <= kMaxTileLevel; ++level)
        append_row(tiles, level, nodes_at(size, 8 * level));
    return tiles;
}

std::vector<TileId> entry_tiles(TreeSize size) {
    std::vector<TileId> tiles;
    append_row(tiles, std::nullopt, number(size));
    return tiles;
}

Result<std::string> hash_tile(const NodeSource& nodes, const TileId& tile) {
    if (!tile.level) return invalid("entries are not hashes");
    std::string bytes;
    bytes.reserve(tile.width * kHashBytes);
    for (unsigned i = 0; i < tile.width; ++i) {
        auto node = nodes.node(8 * *tile.level, tile.index * kTileWidth + i);
        if (!node) return node.error();
        bytes += bytes_of(*node);
    }
    return bytes;
}

Result<std::string> entry_bundle(std::span<const std::string_view> entries) {
    if (entries.size() > kTileWidth)
        return invalid(fmt::format("{} entries, a bundle holds {}", entries.size(), kTileWidth));
    std::string bytes;
    for (std::string_view entry : entries) {
        if (entry.size() > 65'535)
            return invalid(
                fmt::format("an entry of {} bytes, at most 65535 are allowed", entry.size()));
        bytes += static_cast<char>(entry.size() >> 8);
        bytes += static_cast<char>(entry.size() & 255);
        bytes += entry;
    }
    return bytes;
}

Result<std::vector<std::string_view>> parse_entry_bundle(std::string_view bytes, unsigned width) {
    std::vector<std::string_view> entries;
    entries.reserve(std::min(width, kTileWidth));
    std::size_t at = 0;
    while (at < bytes.size()) {
        if (entries.size() == width) return invalid(fmt::format("more than {} entries", width));
        if (bytes.size() - at < 2)
            return invalid(fmt::format("entry {} ends in its length", entries.size()));
        std::size_t size = static_cast<std::size_t>(static_cast<std::uint8_t>(bytes[at])) << 8 |
                           static_cast<std::uint8_t>(bytes[at + 1]);
        if (bytes.size() - at - 2 < size)
            return invalid(fmt::format("entry {} has {} of {} bytes", entries.size(),
                                       bytes.size() - at - 2, size));
        entries.push_back(bytes.substr(at + 2, size));
        at += 2 + size;
    }
    if (entries.size() != width)
        return invalid(fmt::format("{} entries, expected {}", entries.size(), width));
    return entries;
}

Result<Digest> TileNodes::node(unsigned level, std::uint64_t index) const {
    // The node stands over 2^(level mod 8) neighbours of one tile.
    unsigned tile_level = level / 8, height = level % 8;
    if (index >= nodes_at(size_, level))
        return fail(ErrorKind::NotFound,
                    fmt::format("the tree has no node {} at level {}", index, level));
    std::uint64_t first = index << height;
    TileId tile{tile_level, first / kTileWidth, kTileWidth};
    std::uint64_t left = nodes_at(size_, 8 * tile_level) - tile.index * kTileWidth;
    if (left < kTileWidth) tile.width = static_cast<unsigned>(left);
    auto bytes = read_(tile);
    if (!bytes) return bytes.error();
    if (bytes->size() != tile.width * kHashBytes)
        return fail(ErrorKind::Corrupt,
                    fmt::format("`{}` has {} bytes, expected {}", tile_path(tile), bytes->size(),
                                tile.width * kHashBytes));
    std::array<Digest, kTileWidth / 2> hashes;
    std::size_t count = std::size_t{1} << height;
    for (std::size_t i = 0; i < count; ++i)
        std::memcpy(hashes[i].bytes.data(),
                    bytes->data() + (static_cast<std::size_t>(first % kTileWidth) + i) * kHashBytes,
                    kHashBytes);
    for (; count > 1; count /= 2) hash_nodes({hashes.data(), count}, {hashes.data(), count / 2});
    return hashes[0];
}

}  // namespace standstill::ledger
