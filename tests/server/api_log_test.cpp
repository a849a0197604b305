// The log as static resources: tiles that give the root that was signed, and proofs that hold.
#include <fmt/format.h>

#include "ledger/base64.h"
#include "ledger/checkpoint.h"
#include "ledger/proof.h"
#include "ledger/tiles.h"
#include "ledger/verify.h"
#include "server/api/log_tree.h"
#include "server/api_site.h"
#include "store/memory/event_log.h"

namespace standstill::server::api {
namespace {

void append(ledger::EventLog& log, std::size_t count, std::uint64_t from) {
    ledger::Command command;
    command.cmd = fmt::format("c:{}", from);
    command.stream = "a-1";
    command.actor = "test";
    for (std::size_t i = 0; i < count; ++i) {
        ledger::NewEvent event;
        event.type = "purpose.set";
        event.facts["n"] = static_cast<std::int64_t>(from + i);
        command.events.push_back(std::move(event));
    }
    auto done = log.append({&command, 1});
    ASSERT_TRUE(done[0]) << done[0].error().message;
}

// The tree that is put together from tiles and leaf hashes is the one that a tree in memory is, at
// every size that a log passes through.
TEST(LogTree, AgreesWithTheTreeInMemory) {
    store::memory::EventLog log;
    LogTree tree(log);
    ledger::Tree whole;
    std::uint64_t size = 0;
    for (std::size_t step : {1u, 2u, 252u, 1u, 1u, 255u, 300u, 700u, 4'000u, 1u}) {
        append(log, step, size);
        auto leaves = log.leaf_hashes(ledger::LeafIndex{size}, step);
        ASSERT_TRUE(leaves);
        whole.append(*leaves);
        size += step;
        EXPECT_EQ(*tree.root(ledger::TreeSize{size}), whole.root());
        for (std::uint64_t index : {std::uint64_t{0}, size / 3, size - 1}) {
            auto proof = tree.inclusion(ledger::LeafIndex{index}, ledger::TreeSize{size});
            ASSERT_TRUE(proof);
            EXPECT_EQ(*proof,
                      *whole.prove_inclusion(ledger::LeafIndex{index}, ledger::TreeSize{size}));
            auto consistent = tree.consistency(ledger::TreeSize{index + 1}, ledger::TreeSize{size});
            ASSERT_TRUE(consistent);
            EXPECT_EQ(*consistent, *whole.prove_consistency(ledger::TreeSize{index + 1},
                                                            ledger::TreeSize{size}));
        }
        for (const ledger::TileId& tile : ledger::hash_tiles(ledger::TreeSize{size})) {
            auto bytes = tree.hash_tile(tile);
            ASSERT_TRUE(bytes) << ledger::tile_path(tile);
            EXPECT_EQ(*bytes, *ledger::hash_tile(whole, tile)) << ledger::tile_path(tile);
        }
    }
}

TEST(LogTree, HasNothingBeyondItsEnd) {
    store::memory::EventLog log;
    append(log, 300, 0);
    LogTree tree(log);
    auto absent = [&](const char* path) {
        auto tile = ledger::parse_tile_path(path);
        if (!tile) return true;
        return !(tile->level ? tree.hash_tile(*tile) : tree.entry_tile(*tile));
    };
    EXPECT_FALSE(absent("tile/0/000"));
    EXPECT_FALSE(absent("tile/0/001.p/44"));
    EXPECT_FALSE(absent("tile/1/000.p/1"));
    EXPECT_FALSE(absent("tile/entries/001.p/44"));
    EXPECT_TRUE(absent("tile/0/001"));
    EXPECT_TRUE(absent("tile/0/001.p/45"));
    EXPECT_TRUE(absent("tile/0/002.p/1"));
    EXPECT_TRUE(absent("tile/1/000"));
    EXPECT_TRUE(absent("tile/2/000.p/1"));
    EXPECT_TRUE(absent("tile/entries/001"));
    EXPECT_TRUE(absent("tile/0/x999/x999/x999/x999/x999/x999/999"));
    EXPECT_FALSE(tree.inclusion(ledger::LeafIndex{0}, ledger::TreeSize{301}));
    EXPECT_FALSE(tree.root(ledger::TreeSize{301}));
}

class LogOnTheWire : public ::testing::Test {
protected:
    LogOnTheWire() {
        token = wire.token_of("rev", "reviewer");
        EXPECT_EQ(wire.post("/api/cases", token, Interface::case_file("a-1")).status, 201);
        std::string event = R"({"event":"purpose.set","by":"reviewer","purpose":"operational"})";
        std::string list = "[" + event;
        for (int i = 0; i < 299; ++i) list += "," + event;
        Said said = wire.post("/api/cases/a-1/events", token, list + "]");
        EXPECT_EQ(said.status, 201) << said.text;
        identity::Person person;
        person.id = "auditor";
        person.is_auditor = true;
        auditor = wire.token_of(person);
    }
    ledger::Checkpoint checkpoint() {
        Said said = wire.get("/log/checkpoint");
        EXPECT_EQ(said.status, 200) << said.text;
        ledger::VerifierKey key = wire.office->key();
        auto opened = ledger::open_checkpoint(said.text, {&key, 1});
        EXPECT_TRUE(opened);
        return opened->checkpoint;
    }
    Interface wire;
    std::string token, auditor;
};

TEST_F(LogOnTheWire, IsReadFromTilesAlone) {
    ledger::Checkpoint head = checkpoint();
    std::map<std::string, std::string> kept;
    ledger::TileNodes nodes(
        head.size, [&](const ledger::TileId& tile) -> base::Result<std::string_view> {
            std::string path = ledger::tile_path(tile);
            Said said = wire.get("/log/" + path);
            EXPECT_EQ(said.status, 200) << path;
            EXPECT_EQ(said.headers["cache-control"], "public, max-age=31536000, immutable");
            return std::string_view(kept[path] = said.text);
        });
    auto root = ledger::root_of(nodes, head.size);
    ASSERT_TRUE(root);
    EXPECT_EQ(*root, head.root);
}

TEST_F(LogOnTheWire, ShowsEntriesToThoseWhoMay) {
    EXPECT_EQ(wire.get("/log/tile/entries/000").status, 401);
    Said said = wire.get("/log/tile/entries/000", auditor);
    ASSERT_EQ(said.status, 200) << said.text;
    auto entries = ledger::parse_entry_bundle(said.text, 256);
    ASSERT_TRUE(entries);
    auto leaf = wire.office->log().leaf_hashes(ledger::LeafIndex{7}, 1);
    EXPECT_EQ(ledger::leaf_hash((*entries)[7]), leaf->front());
}

TEST_F(LogOnTheWire, GoesIntoABundleThatVerifies) {
    EXPECT_EQ(wire.get("/api/bundle").status, 401);
    Said said = wire.get("/api/bundle", auditor);
    ASSERT_EQ(said.status, 200) << said.text;
    ledger::VerifierKey key = wire.office->key();
    auto report = ledger::verify_bundle(said.text, {&key, 1}, nullptr);
    EXPECT_EQ(report.verdict, ledger::Verdict::Verified) << ledger::to_text(report);
    EXPECT_EQ(ledger::number(report.size), 301u);
}

TEST_F(LogOnTheWire, HasNoOtherPaths) {
    for (const char* path :
         {"/log/tile/0/0", "/log/tile/0/00", "/log/tile/00/000", "/log/tile/8/000",
          "/log/tile/0/x000/000", "/log/tile/0/000.p/0", "/log/tile/0/000.p/256",
          "/log/tile/0/000.p/07", "/log/tile/0/000/", "/log/tile/0/001", "/log/tile/0/999",
          "/log/tile/0/000.P/1", "/log/tile/x/000", "/log/tile/entries/001.p/200"})
        EXPECT_EQ(wire.get(path, auditor).status, 404) << path;
}

TEST_F(LogOnTheWire, ProvesThatAnEventIsThere) {
    Said said = wire.get("/log/proof/17");
    ASSERT_EQ(said.status, 200) << said.text;
    auto proof = ledger::parse_log_proof(text_of(said.body, "proof"));
    ASSERT_TRUE(proof);
    auto event = wire.office->log().read(ledger::LeafIndex{17}, 1);
    ledger::VerifierKey key = wire.office->key();
    auto verified = ledger::verify_log_proof(*proof, event->front().bytes, {&key, 1});
    EXPECT_TRUE(verified) << verified.error().message;
    Said early = wire.get("/log/proof/17?size=18");
    ASSERT_EQ(early.status, 200) << early.text;
    EXPECT_FALSE(early.body.get_object().contains("proof"));
    EXPECT_EQ(wire.get("/log/proof/17?size=17").status, 404);
    EXPECT_EQ(wire.get("/log/proof/17?size=100000").status, 404);
    EXPECT_EQ(wire.get("/log/proof/x").status, 404);
    EXPECT_EQ(wire.get("/log/proof/17?size=0").status, 400);
}

TEST_F(LogOnTheWire, ProvesThatItOnlyGrew) {
    Said said = wire.get("/log/consistency?from=3&to=290");
    ASSERT_EQ(said.status, 200) << said.text;
    ledger::Digests hashes;
    for (const json::value& hash : said.body.at("hashes").as_array())
        hashes.push_back(*ledger::digest_from_bytes(*ledger::bytes_from_base64(hash.as_string())));
    auto root = [&](const char* key) {
        return *ledger::digest_from_bytes(*ledger::bytes_from_base64(text_of(said.body, key)));
    };
    EXPECT_TRUE(ledger::verify_consistency(ledger::TreeSize{3}, ledger::TreeSize{290},
                                           root("from_root"), root("to_root"), hashes));
    EXPECT_EQ(wire.get("/log/consistency?from=4&to=3").status, 400);
    EXPECT_EQ(wire.get("/log/consistency?from=4").status, 400);
    EXPECT_EQ(wire.get("/log/consistency?from=4&to=100000").status, 404);
}

}  // namespace
}  // namespace standstill::server::api
