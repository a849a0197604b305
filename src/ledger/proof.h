// A proof that an entry is in a log, in one text (c2sp.org/tlog-proof).
//
// It holds the index, the hashes up to the root, and the signed checkpoint of that root; with the
// entry and the key of the log it can be checked by anybody, offline. The format is described in
// ../docs/formats/proof.md.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "ledger/checkpoint.h"
#include "ledger/position.h"
#include "ledger/tree.h"

namespace standstill::ledger {

struct LogProof {
    std::optional<std::string> extra;  // bytes that nobody vouches for
    LeafIndex index{};
    Digests hashes;
    std::string checkpoint;  // the signed note, as it was published

    friend bool operator==(const LogProof&, const LogProof&) = default;
};

// Fails with Invalid. The checkpoint is not read, only carried.
base::Result<LogProof> parse_log_proof(std::string_view bytes);
base::Result<std::string> print_log_proof(const LogProof& proof);

// Whether the entry is in the log that one of the keys belongs to; the checkpoint that says so.
// Fails as open_checkpoint and verify_inclusion do.
base::Result<OpenedCheckpoint> verify_log_proof(const LogProof& proof, std::string_view entry,
                                                std::span<const VerifierKey> keys);

}  // namespace standstill::ledger
