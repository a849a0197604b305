#include "ledger/bundle.h"

#include <fmt/format.h>

#include "ledger/checkpoint.h"
#include "ledger/tiles.h"
#include "ledger/tree.h"

namespace standstill::ledger {

using base::Done;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;

namespace {

// The tree and the entries, cut into tiles.
Status add_tiles(Files& files, std::span<const std::string_view> entries, const Tree& tree) {
    for (const TileId& tile : hash_tiles(tree.size())) {
        auto bytes = hash_tile(tree, tile);
        if (!bytes) return bytes.error();
        files[tile_path(tile)] = std::move(*bytes);
    }
    for (const TileId& tile : entry_tiles(tree.size())) {
        auto bytes = entry_bundle(
            entries.subspan(static_cast<std::size_t>(tile.index) * kTileWidth, tile.width));
        if (!bytes) return bytes.error();
        files[tile_path(tile)] = std::move(*bytes);
    }
    return Done{};
}

}  // namespace

std::string earlier_checkpoint_path(std::size_t position) {
    return fmt::format("checkpoints/{:08}", position);
}

std::string object_path(const base::Digest& seal) { return "objects/" + base::to_hex(seal); }

std::string manifest_statement(std::string_view origin, std::string_view manifest) {
    return fmt::format("standstill-bundle/v1\nlog {}\nmanifest {}\n", origin,
                       base::to_hex(base::sha256(manifest)));
}

std::string manifest_of(std::span<const ArchiveFile> files) {
    std::vector<std::string_view> contents;
    std::vector<std::string_view> names;
    for (const ArchiveFile& file : files) {
        if (file.name == "manifest" || file.name == "manifest.sig") continue;
        names.push_back(file.name);
        contents.push_back(file.bytes);
    }
    std::vector<base::Digest> digests(contents.size());
    hash_messages(fastest_kernel(), contents, digests);
    std::string manifest;
    for (std::size_t i = 0; i < names.size(); ++i) {
        manifest += base::to_hex(digests[i]);
        manifest += "  ";
        manifest += names[i];
        manifest += '\n';
    }
    return manifest;
}

Result<std::string> make_bundle(const BundleContent& content, const SigningKey& key) {
    auto opened = open_checkpoint(content.checkpoint, {&key.verifier(), 1});
    if (!opened) return opened.error();
    const Checkpoint& checkpoint = opened->checkpoint;
    Tree tree;
    tree.append(leaf_hashes(content.entries));
    if (tree.size() != checkpoint.size || tree.root() != checkpoint.root)
        return fail(ErrorKind::Corrupt,
                    fmt::format("the {} entries have the root {}, the checkpoint says {} and {}",
                                number(tree.size()), base::to_hex(tree.root()),
                                number(checkpoint.size), base::to_hex(checkpoint.root)));

    Files files;
    files["checkpoint"] = content.checkpoint;
    for (std::size_t i = 0; i < content.earlier_checkpoints.size(); ++i)
        files[earlier_checkpoint_path(i)] = content.earlier_checkpoints[i];
    for (const VerifierKey& each : content.keys) files["keys"] += to_string(each) + '\n';
    if (content.policy) files["policy"] = *content.policy;
    for (const auto& [seal, object] : content.objects) files[object_path(seal)] = object;
    for (const auto& [path, bytes] : content.rules) files["rules/" + path] = bytes;
    for (const auto& [name, bytes] : content.zones) files["zones/" + name] = bytes;
    auto tiles = add_tiles(files, content.entries, tree);
    if (!tiles) return tiles.error();

    std::vector<ArchiveFile> listed;
    for (const auto& [name, bytes] : files) listed.push_back({name, bytes});
    std::string manifest = manifest_of(listed);
    std::string statement = manifest_statement(checkpoint.origin, manifest);
    auto signature = key.sign(statement);
    if (!signature) return signature.error();
    auto note = print_note(Note{statement, {*signature}});
    if (!note) return note.error();
    files["manifest"] = std::move(manifest);
    files["manifest.sig"] = std::move(*note);
    return write_archive(files);
}

}  // namespace standstill::ledger
