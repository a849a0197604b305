// The second look before a checkpoint is kept: leaves and root, computed again from the stored
// bytes.
//
// One flipped bit in a leaf hash, signed once, ends a log for good, for no later tree can agree
// with it. So whoever signs computes twice. This computation shares neither the hash code (the
// portable one instead of the processor's) nor the tree code with the first one: it keeps a pile of
// perfect subtrees and joins the two uppermost while they are of equal height.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "base/result.h"
#include "ledger/event_log.h"

namespace standstill::store {

class Recount {
public:
    Recount() = default;
    // Goes on where an earlier one stood. Fails with Corrupt when the number of hashes does not
    // fit.
    static base::Result<Recount> from(ledger::TreeSize size,
                                      std::span<const base::Digest> frontier);

    // Takes in the events that follow and their leaf hashes as the first computation had them.
    // Fails with Corrupt, naming the index, when one differs.
    base::Status add(std::span<const std::string_view> events,
                     std::span<const base::Digest> leaves);

    std::uint64_t size() const { return size_; }
    base::Digest root() const;
    std::vector<base::Digest> frontier() const;

private:
    struct Subtree {
        unsigned height = 0;
        base::Digest root;
    };
    std::uint64_t size_ = 0;
    std::vector<Subtree> pile_;  // heights fall from bottom to top
};

// A checkpoint may be kept after the latest one: sizes do not fall, and equal sizes have equal
// roots. The latest is the one that the caller has seen.
base::Status may_follow(const ledger::StoredCheckpoint* latest,
                        const ledger::StoredCheckpoint& next, std::optional<ledger::TreeSize> seen,
                        ledger::TreeSize log);

}  // namespace standstill::store
