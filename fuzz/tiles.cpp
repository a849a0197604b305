// Tiles: paths and entry bundles print back; nodes are found in any bytes without reading past
// them.
#include "ledger/tiles.h"

#include "require.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace standstill::ledger;
    std::string_view bytes = view_of(data, size);
    auto tile = parse_tile_path(bytes);
    if (tile) require(tile_path(*tile) == bytes);
    if (bytes.empty()) return 0;
    // Up to 255: the root of 256 leaves stands in a tile of the next level.
    unsigned width = static_cast<std::uint8_t>(bytes[0]) % 255u + 1u;
    auto entries = parse_entry_bundle(bytes.substr(1), width);
    if (entries) require(*entry_bundle(*entries) == bytes.substr(1));
    TileNodes nodes(TreeSize{width},
                    [&](const TileId&) -> standstill::base::Result<std::string_view> {
                        return bytes.substr(1);
                    });
    auto root = root_of(nodes, TreeSize{width});
    require(root.has_value() == (bytes.size() - 1 == width * 32u));
    return 0;
}
