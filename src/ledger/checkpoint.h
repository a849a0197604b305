// Checkpoints (c2sp.org/tlog-checkpoint): what a log commits to at a size, as a signed note.
//
// The format is described in ../docs/formats/checkpoint.md.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "base/result.h"
#include "ledger/note.h"
#include "ledger/position.h"

namespace standstill::ledger {

struct Checkpoint {
    std::string origin;  // which log
    TreeSize size{};
    base::Digest root;
    std::vector<std::string> extensions;  // lines without meaning here; not recommended

    friend bool operator==(const Checkpoint&, const Checkpoint&) = default;
};

// The text of a note whose root may have any length: some test data of others has short ones.
struct CheckpointForm {
    std::string origin;
    TreeSize size{};
    std::string root;
    std::vector<std::string> extensions;
};
base::Result<CheckpointForm> parse_checkpoint_form(std::string_view text);

// The text of the note, without signatures. Fails with Invalid.
base::Result<Checkpoint> parse_checkpoint(std::string_view text);
base::Result<std::string> print_checkpoint(const Checkpoint& checkpoint);

// The signed note. The log's own key has the origin as its name.
base::Result<std::string> sign_checkpoint(const Checkpoint& checkpoint, const SigningKey& key);

struct OpenedCheckpoint {
    Checkpoint checkpoint;
    std::vector<VerifiedSignature> signatures;  // of witnesses too
};

// Reads a signed checkpoint that one of the keys must have signed as the log: an Ed25519 key whose
// name is the origin. Fails with Invalid, Corrupt or NotFound as parse_note and verify_note do.
base::Result<OpenedCheckpoint> open_checkpoint(std::string_view note,
                                               std::span<const VerifierKey> keys);

}  // namespace standstill::ledger
