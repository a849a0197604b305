// The tree of a log that grows, for tiles and proofs: the leaf hashes stay where the log keeps
// them, only the nodes over 256 leaves and more are held here.
//
// Memory: 64 bytes for each 256 leaves. A tile or a proof costs at most eight reads of up to 128
// leaf hashes, whatever the size of the log; what the log has grown by is taken in by the next
// question.
#pragma once

#include <cstdint>
#include <mutex>
#include <string>

#include "ledger/event_log.h"
#include "ledger/tiles.h"
#include "ledger/tree.h"

namespace standstill::server::api {

class LogTree {
public:
    explicit LogTree(const ledger::EventLog& log) : log_(log) {}

    // The bytes of a tile. NotFound where the log does not have all of it.
    base::Result<std::string> hash_tile(const ledger::TileId& tile);
    base::Result<std::string> entry_tile(const ledger::TileId& tile);

    // As ledger::inclusion_proof and ledger::consistency_proof. NotFound beyond the end of the log.
    base::Result<ledger::Digests> inclusion(ledger::LeafIndex leaf, ledger::TreeSize size);
    base::Result<ledger::Digests> consistency(ledger::TreeSize first, ledger::TreeSize second);
    base::Result<base::Digest> root(ledger::TreeSize size);

private:
    class Nodes;
    base::Status grow(std::uint64_t leaves);

    const ledger::EventLog& log_;
    std::mutex mutex_;
    ledger::Tree upper_;  // whose leaves are the nodes over 256 leaves each
};

}  // namespace standstill::server::api
