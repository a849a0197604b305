// The Merkle tree of the log (RFC 6962 section 2.1, SHA-256).
//
//   leaf = SHA-256(0x00 || bytes)   node = SHA-256(0x01 || left || right)   empty tree =
//   SHA-256("")
//
// A tree of n leaves is a perfect tree over the largest power of two below n, and the tree of the
// rest. So a node over a full power of two never changes again; only those are stored, level by
// level, and everything else (the root at any size, every proof) is put together from them.
//
//   level 2        n20
//   level 1    n10     n11     n12          size 7: the root is node(n20, node(n12, leaf 6)),
//   level 0   0   1   2   3   4   5   6     its frontier is n20, n12, leaf 6
//
// Invariants
//   1. Level k holds size >> k nodes; node i of level k + 1 is node(level k [2i], level k [2i +
//      1]).
//   2. The frontier has one hash for each bit of the size, that of the highest bit first.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "base/result.h"
#include "ledger/position.h"
#include "ledger/sha256.h"

namespace standstill::ledger {

using Digests = std::vector<base::Digest>;

base::Digest leaf_hash(std::string_view bytes);
base::Digest node_hash(const base::Digest& left, const base::Digest& right);
base::Digest empty_root();
// The hashes of many leaves, the fast way.
Digests leaf_hashes(std::span<const std::string_view> leaves, Kernel kernel = fastest_kernel());

// parents[i] of children 2i and 2i + 1; the parents may overwrite the first half of the children.
void hash_nodes(std::span<const base::Digest> children, std::span<base::Digest> parents,
                Kernel kernel = fastest_kernel());

// The 32 bytes of a hash that came from outside. Fails with Invalid at any other length.
base::Result<base::Digest> digest_from_bytes(std::string_view bytes);
std::string_view bytes_of(const base::Digest& digest);

// Where stored nodes come from: a tree in memory, tiles, a table. Only perfect nodes are asked for.
class NodeSource {
public:
    virtual ~NodeSource() = default;
    // The hash over the leaves [index << level, (index + 1) << level).
    virtual base::Result<base::Digest> node(unsigned level, std::uint64_t index) const = 0;
};

// The root of the first `size` leaves of a source that has at least as many.
base::Result<base::Digest> root_of(const NodeSource& nodes, TreeSize size);
// The hashes that tie a leaf to the root at a size, from the leaf upwards (RFC 6962 section 2.1.1).
// Fails with Invalid when the tree of that size does not hold the leaf.
base::Result<Digests> inclusion_proof(const NodeSource& nodes, LeafIndex leaf, TreeSize size);
// The hashes that show that the tree of the first size is a beginning of the second (section
// 2.1.2). Fails with Invalid when the first is empty (everything begins with nothing, so nothing
// would be shown) or larger.
base::Result<Digests> consistency_proof(const NodeSource& nodes, TreeSize first, TreeSize second);

// Check a proof. Done, or Corrupt with what was computed and what was expected; Invalid when the
// sizes make no sense or the proof has the wrong length.
base::Status verify_inclusion(LeafIndex leaf, TreeSize size, const base::Digest& hash,
                              std::span<const base::Digest> proof, const base::Digest& root);
base::Status verify_consistency(TreeSize first, TreeSize second, const base::Digest& first_root,
                                const base::Digest& second_root,
                                std::span<const base::Digest> proof);

// The right edge of a tree: enough to append and to know the root, at most 64 hashes.
class Frontier {
public:
    Frontier() = default;
    // Fails with Invalid when the number of hashes is not the number of bits in the size.
    static base::Result<Frontier> from(TreeSize size, std::span<const base::Digest> hashes);

    void append(const base::Digest& leaf);
    void append(std::span<const base::Digest> leaves);
    TreeSize size() const { return TreeSize{size_}; }
    base::Digest root() const;
    const Digests& hashes() const { return hashes_; }

private:
    std::uint64_t size_ = 0;
    Digests hashes_;
};

// A whole tree in memory: 64 bytes a leaf.
class Tree final : public NodeSource {
public:
    explicit Tree(Kernel kernel = fastest_kernel()) : kernel_(kernel) {}

    void append(const base::Digest& leaf) { append({&leaf, 1}); }
    void append(std::span<const base::Digest> leaves);

    TreeSize size() const { return TreeSize{levels_.empty() ? 0 : levels_[0].size()}; }
    base::Digest root() const;
    Digests frontier() const;
    // Fails with Invalid when the tree does not have that many leaves.
    base::Result<base::Digest> root(TreeSize size) const;
    base::Result<Digests> prove_inclusion(LeafIndex leaf, TreeSize size) const;
    base::Result<Digests> prove_consistency(TreeSize first, TreeSize second) const;

    base::Result<base::Digest> node(unsigned level, std::uint64_t index) const override;
    // The stored nodes of a level; empty above the highest.
    std::span<const base::Digest> level(unsigned level) const;

private:
    Kernel kernel_;
    std::vector<Digests> levels_;
};

}  // namespace standstill::ledger
