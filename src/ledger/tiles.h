// Tiles (c2sp.org/tlog-tiles): the tree and its entries, cut into files that never change once they
// are full.
//
//   tile/0/000             the leaf hashes 0 to 255, 32 bytes each
//   tile/1/000.p/17        the first 17 nodes over 256 leaves each
//   tile/entries/000       the entries 0 to 255, each behind its length in two bytes
//
// A tile of level L holds nodes of tree level 8 L. The format is described in
// ../docs/formats/tiles.md.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "ledger/position.h"
#include "ledger/tree.h"

namespace standstill::ledger {

inline constexpr unsigned kTileWidth = 256;
inline constexpr unsigned kMaxTileLevel = 7;  // 2^64 leaves need no more

struct TileId {
    std::optional<unsigned> level;  // nothing for entries
    std::uint64_t index = 0;
    unsigned width = kTileWidth;  // less in a partial tile

    friend bool operator==(const TileId&, const TileId&) = default;
};

std::string tile_path(const TileId& tile);
// Reads what tile_path prints, and nothing else. Fails with Invalid.
base::Result<TileId> parse_tile_path(std::string_view path);

// The hash tiles of a tree of that size: level by level, in order, the partial one at the right
// edge last.
std::vector<TileId> hash_tiles(TreeSize size);
// The entry bundles of a log of that size.
std::vector<TileId> entry_tiles(TreeSize size);

// The bytes of a hash tile. Fails as the source does, or with Invalid for entries.
base::Result<std::string> hash_tile(const NodeSource& nodes, const TileId& tile);

// Entries behind their lengths. Fails with Invalid when one is longer than 65,535 bytes or there
// are more than a tile holds.
base::Result<std::string> entry_bundle(std::span<const std::string_view> entries);
// The views point into the bytes. Fails with Invalid when there are not exactly `width` entries.
base::Result<std::vector<std::string_view>> parse_entry_bundle(std::string_view bytes,
                                                               unsigned width);

// A tree that exists only as tiles. Each node above a stored level is put together from up to 128
// hashes.
class TileNodes final : public NodeSource {
public:
    // `read` gives the bytes of a tile, for as long as the call of node() lasts. It is asked for
    // tiles of the width that they have in a tree of this size.
    using Read = std::function<base::Result<std::string_view>(const TileId&)>;
    TileNodes(TreeSize size, Read read) : size_(size), read_(std::move(read)) {}

    base::Result<base::Digest> node(unsigned level, std::uint64_t index) const override;

private:
    TreeSize size_;
    Read read_;
};

}  // namespace standstill::ledger
