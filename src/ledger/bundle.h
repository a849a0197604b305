// Bundles: a log and all that is needed to check it without us, in one file.
//
//   checkpoint          the signed checkpoint of the size that is exported
//   checkpoints/NNNN    the earlier ones, oldest first
//   keys                verifier keys of the log and its witnesses, a line each
//   manifest            the SHA-256 of every other file, as sha256sum prints it
//   manifest.sig        a note of the log's key over the digest of the manifest
//   objects/SEAL        what a seal of an event commits to, where the recipient may see it
//   policy              which witnesses are trusted (c2sp.org/tlog-policy), if there is one
//   rules/...           the rule packs, as they were applied
//   tile/...            the tree and its entries (ledger/tiles.h)
//   zones/...           the time zones that legal days were counted in
//
// The format is described in ../docs/formats/bundle.md. ledger/verify.h checks one.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "base/result.h"
#include "ledger/archive.h"
#include "ledger/note.h"

namespace standstill::ledger {

struct BundleContent {
    std::span<const std::string_view> entries;     // every leaf of the log, in order
    std::string checkpoint;                        // signed, of that many entries
    std::vector<std::string> earlier_checkpoints;  // signed, oldest first
    std::vector<VerifierKey> keys;
    std::optional<std::string> policy;
    std::map<base::Digest, std::string> objects;  // by seal: salt and content (ledger/seal.h)
    Files rules;                                  // by path below rules/
    Files zones;                                  // by name
};

// The same content always gives the same bytes. Fails with Invalid when a name cannot be in an
// archive, and with Corrupt when the entries do not have the root of the checkpoint.
base::Result<std::string> make_bundle(const BundleContent& content, const SigningKey& key);

// `checkpoints/00000000` and so on.
std::string earlier_checkpoint_path(std::size_t position);
std::string object_path(const base::Digest& seal);

// The text over which manifest.sig is a note. It is no checkpoint: its second line is no number.
std::string manifest_statement(std::string_view origin, std::string_view manifest);
// A line for each file but the manifest and its signature.
std::string manifest_of(std::span<const ArchiveFile> files);

}  // namespace standstill::ledger
