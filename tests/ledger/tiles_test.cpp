// Tiles: their names, their bytes, and that a tree can be read from nothing else.
#include "ledger/tiles.h"

#include <gtest/gtest.h>

#include <map>

#include "ledger/checkpoint.h"
#include "ledger/vectors.h"

namespace standstill::ledger {
namespace {

Tree tree_of(std::size_t leaves) {
    Tree tree;
    for (std::size_t i = 0; i < leaves; ++i) tree.append(leaf_hash(std::to_string(i)));
    return tree;
}

TEST(Tiles, HaveThePathsOfTheSpecification) {
    EXPECT_EQ(tile_path({0, 1234067, 256}), "tile/0/x001/x234/067");
    EXPECT_EQ(tile_path({0, 0, 256}), "tile/0/000");
    EXPECT_EQ(tile_path({1, 5, 17}), "tile/1/005.p/17");
    EXPECT_EQ(tile_path({std::nullopt, 999, 1}), "tile/entries/999.p/1");
    EXPECT_EQ(tile_path({std::nullopt, 1000, 256}), "tile/entries/x001/000");
    for (std::uint64_t index :
         {0ull, 9ull, 10ull, 999ull, 1000ull, 1234067ull, 999999999ull, ~0ull})
        for (unsigned width : {1u, 99u, 255u, 256u})
            for (std::optional<unsigned> level :
                 {std::optional<unsigned>(), std::optional(0u), std::optional(7u)}) {
                TileId tile{level, index, width};
                auto read = parse_tile_path(tile_path(tile));
                ASSERT_TRUE(read) << tile_path(tile);
                EXPECT_EQ(*read, tile);
            }
}

TEST(Tiles, HaveNoOtherPaths) {
    for (const char* path : {"",
                             "tile",
                             "tile/",
                             "tile/0",
                             "tile/0/",
                             "tile/0/0",
                             "tile/0/00",
                             "tile/0/0000",
                             "tile/0/x000/000",
                             "tile/0/x001",
                             "tile/0/001/000",
                             "tile/00/000",
                             "tile/8/000",
                             "tile/-1/000",
                             "tile/0/000.p/0",
                             "tile/0/000.p/256",
                             "tile/0/000.p/01",
                             "tile/0/000.p/",
                             "tile/0/000.p",
                             "tile/0/.p/1",
                             "tile/0/000/",
                             "/tile/0/000",
                             "tile/data/000",
                             "tile/0/../000",
                             "tile/entries/x",
                             "tile/0/x18446744073709551616",
                             "tile/0/x018/x446/x744/x073/x709/x551/616"})
        EXPECT_FALSE(parse_tile_path(path)) << path;
}

TEST(Tiles, OfATreeAreThoseOfTheSpecification) {
    auto tiles = hash_tiles(TreeSize{70'000});
    EXPECT_EQ(tiles.size(), 274u + 2u + 1u);
    EXPECT_EQ(tiles[273], (TileId{0, 273, 112}));
    EXPECT_EQ(tiles[274], (TileId{1, 0, 256}));
    EXPECT_EQ(tiles[275], (TileId{1, 1, 17}));
    EXPECT_EQ(tiles[276], (TileId{2, 0, 1}));
    EXPECT_EQ(hash_tiles(TreeSize{256}), (std::vector<TileId>{{0, 0, 256}, {1, 0, 1}}));
    EXPECT_TRUE(hash_tiles(TreeSize{0}).empty());
    EXPECT_EQ(entry_tiles(TreeSize{257}),
              (std::vector<TileId>{{std::nullopt, 0, 256}, {std::nullopt, 1, 1}}));
}

TEST(Tiles, AreAllThatAProofNeeds) {
    for (std::size_t size : {1u, 2u, 255u, 256u, 257u, 700u, 66'000u}) {
        SCOPED_TRACE(size);
        Tree tree = tree_of(size);
        std::map<std::string, std::string> files;
        for (const TileId& tile : hash_tiles(tree.size()))
            files[tile_path(tile)] = *hash_tile(tree, tile);
        TileNodes nodes(tree.size(), [&](const TileId& tile) -> base::Result<std::string_view> {
            auto found = files.find(tile_path(tile));
            if (found == files.end()) return base::invalid("no tile " + tile_path(tile));
            return std::string_view(found->second);
        });
        EXPECT_EQ(*root_of(nodes, tree.size()), tree.root());
        for (std::size_t i = 0; i < size; i += 1 + size / 13) {
            auto proof = inclusion_proof(nodes, LeafIndex{i}, tree.size());
            ASSERT_TRUE(proof) << proof.error().message;
            EXPECT_EQ(*proof, *tree.prove_inclusion(LeafIndex{i}, tree.size()));
            auto consistent = consistency_proof(nodes, TreeSize{i + 1}, tree.size());
            ASSERT_TRUE(consistent);
            EXPECT_EQ(*consistent, *tree.prove_consistency(TreeSize{i + 1}, tree.size()));
        }
        EXPECT_FALSE(nodes.node(0, size));
    }
}

TEST(Tiles, OfTesserasLogAreWhatItsCheckpointsSay) {
    auto key =
        parse_verifier_key(without_newline(read_vector("transcribed/tessera-testdata.vkey")));
    ASSERT_TRUE(key);
    const std::string kLog = "transparency-dev-tessera/log/";
    for (unsigned size = 1; size <= 15; ++size) {
        SCOPED_TRACE(size);
        auto opened =
            open_checkpoint(read_vector(kLog + "checkpoint." + std::to_string(size)), {&*key, 1});
        ASSERT_TRUE(opened);
        auto bundle = read_vector(kLog + tile_path({std::nullopt, 0, size}));
        auto entries = parse_entry_bundle(bundle, size);
        ASSERT_TRUE(entries) << entries.error().message;
        EXPECT_EQ(*entry_bundle(*entries), bundle);
        Tree tree;
        tree.append(leaf_hashes(*entries));
        EXPECT_EQ(tree.root(), opened->checkpoint.root);
        EXPECT_EQ(*hash_tile(tree, {0, 0, size}), read_vector(kLog + tile_path({0, 0, size})));
    }
}

TEST(Tiles, OfSunlightsTreeGiveItsRoot) {
    auto note = parse_note(read_vector("filosottile-sunlight/mirror.checkpoint"));
    ASSERT_TRUE(note);
    auto checkpoint = parse_checkpoint(note->text);
    ASSERT_TRUE(checkpoint);
    ASSERT_EQ(number(checkpoint->size), 300u);
    std::string kept;
    TileNodes nodes(checkpoint->size, [&](const TileId& tile) -> base::Result<std::string_view> {
        kept = read_vector("filosottile-sunlight/" + tile_path(tile));
        return std::string_view(kept);
    });
    EXPECT_EQ(*root_of(nodes, checkpoint->size), checkpoint->root);
    Tree tree;
    for (unsigned i = 0; i < 300; ++i) tree.append(*nodes.node(0, i));
    EXPECT_EQ(tree.root(), checkpoint->root);
    EXPECT_EQ(*nodes.node(8, 0), tree.level(8)[0]);
}

TEST(Tiles, ABundleThatIsCutIsRefused) {
    std::string_view entries[] = {"first", "", "third"};
    auto bundle = entry_bundle(entries);
    ASSERT_TRUE(bundle);
    EXPECT_EQ(parse_entry_bundle(*bundle, 3)->at(2), "third");
    for (std::size_t i = 0; i < bundle->size(); ++i)
        EXPECT_FALSE(parse_entry_bundle(bundle->substr(0, i), 3)) << i;
    EXPECT_FALSE(parse_entry_bundle(*bundle, 2));
    EXPECT_FALSE(parse_entry_bundle(*bundle, 4));
    std::string long_entry(65'536, 'x');
    std::string_view too_long = long_entry;
    EXPECT_FALSE(entry_bundle({&too_long, 1}));
    EXPECT_TRUE(entry_bundle(std::vector<std::string_view>{too_long.substr(1)}));
}

}  // namespace
}  // namespace standstill::ledger
