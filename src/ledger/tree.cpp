#include "ledger/tree.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstring>

namespace standstill::ledger {

namespace {

using base::Digest;
using base::Done;
using base::ErrorKind;
using base::fail;
using base::invalid;
using base::Result;
using base::Status;

constexpr std::uint8_t kLeafPrefix = 0x00;
constexpr std::uint8_t kNodePrefix = 0x01;

// The root over [begin, end) where begin is a multiple of every power of two that fits.
Result<Digest> range_root(const NodeSource& nodes, std::uint64_t begin, std::uint64_t end) {
    std::uint64_t count = end - begin;
    // From the smallest perfect subtree at the right to the largest at the left.
    auto level = static_cast<unsigned>(std::countr_zero(count));
    std::uint64_t left = end - (std::uint64_t{1} << level);
    auto hash = nodes.node(level, left >> level);
    while (hash && left != begin) {
        level = static_cast<unsigned>(std::countr_zero(left - begin));
        left -= std::uint64_t{1} << level;
        auto sibling = nodes.node(level, left >> level);
        if (!sibling) return sibling;
        hash = node_hash(*sibling, *hash);
    }
    return hash;
}

// How a range splits: the largest power of two below its size.
std::uint64_t split_of(std::uint64_t count) { return std::bit_floor(count - 1); }

Status compare(const Digest& computed, const Digest& expected, const char* what) {
    if (computed == expected) return Done{};
    return fail(ErrorKind::Corrupt,
                fmt::format("the {} is {} by the proof, and {} was expected", what,
                            base::to_hex(computed), base::to_hex(expected)));
}

}  // namespace

Digest leaf_hash(std::string_view bytes) {
    Digest digest;
    hash_prefixed(fastest_kernel(), kLeafPrefix, {&bytes, 1}, {&digest, 1});
    return digest;
}

Digest node_hash(const Digest& left, const Digest& right) {
    Digest children[2] = {left, right};
    Digest digest;
    hash_prefixed_pairs(fastest_kernel(), kNodePrefix, children, {&digest, 1});
    return digest;
}

Digest empty_root() { return base::sha256(""); }

Digests leaf_hashes(std::span<const std::string_view> leaves, Kernel kernel) {
    Digests digests(leaves.size());
    hash_prefixed(kernel, kLeafPrefix, leaves, digests);
    return digests;
}

void hash_nodes(std::span<const Digest> children, std::span<Digest> parents, Kernel kernel) {
    hash_prefixed_pairs(kernel, kNodePrefix, children, parents);
}

Result<Digest> digest_from_bytes(std::string_view bytes) {
    Digest digest;
    if (bytes.size() != digest.bytes.size())
        return invalid(fmt::format("a hash of {} bytes, expected 32", bytes.size()));
    std::memcpy(digest.bytes.data(), bytes.data(), bytes.size());
    return digest;
}

std::string_view bytes_of(const Digest& digest) {
    return {reinterpret_cast<const char*>(digest.bytes.data()), digest.bytes.size()};
}

Result<Digest> root_of(const NodeSource& nodes, TreeSize size) {
    if (number(size) == 0) return empty_root();
    return range_root(nodes, 0, number(size));
}

Result<Digests> inclusion_proof(const NodeSource& nodes, LeafIndex leaf, TreeSize size) {
    if (!holds(size, leaf))
        return invalid(
            fmt::format("leaf {} is not in a tree of {} leaves", number(leaf), number(size)));
    // Down from the root to the leaf, noting each sibling; the proof lists them upwards.
    Digests proof;
    std::uint64_t begin = 0, end = number(size), index = number(leaf);
    while (end - begin > 1) {
        std::uint64_t middle = begin + split_of(end - begin);
        bool left = index < middle;
        auto sibling = left ? range_root(nodes, middle, end) : range_root(nodes, begin, middle);
        if (!sibling) return sibling.error();
        proof.push_back(*sibling);
        (left ? end : begin) = middle;
    }
    std::reverse(proof.begin(), proof.end());
    return proof;
}

Result<Digests> consistency_proof(const NodeSource& nodes, TreeSize first, TreeSize second) {
    if (number(first) == 0 || number(first) > number(second))
        return invalid(fmt::format("there is no consistency proof from {} to {} leaves",
                                   number(first), number(second)));
    Digests proof;
    std::uint64_t begin = 0, end = number(second), old_end = number(first);
    // Until the old tree ends where the current subtree ends. As long as nothing was cut off at the
    // left, that subtree is the whole old tree, whose root the verifier has.
    while (end != old_end) {
        std::uint64_t middle = begin + split_of(end - begin);
        bool left = old_end <= middle;
        auto sibling = left ? range_root(nodes, middle, end) : range_root(nodes, begin, middle);
        if (!sibling) return sibling.error();
        proof.push_back(*sibling);
        (left ? end : begin) = middle;
    }
    if (begin != 0) {
        auto rest = range_root(nodes, begin, end);
        if (!rest) return rest.error();
        proof.push_back(*rest);
    }
    std::reverse(proof.begin(), proof.end());
    return proof;
}

// RFC 9162 section 2.1.3.2; fn and sn are the names of that text.
Status verify_inclusion(LeafIndex leaf, TreeSize size, const Digest& hash,
                        std::span<const Digest> proof, const Digest& root) {
    if (!holds(size, leaf))
        return invalid(
            fmt::format("leaf {} is not in a tree of {} leaves", number(leaf), number(size)));
    std::uint64_t fn = number(leaf), sn = number(size) - 1;
    Digest computed = hash;
    for (const Digest& sibling : proof) {
        if (sn == 0)
            return invalid(
                fmt::format("the proof has {} hashes, more than the path", proof.size()));
        if ((fn & 1) != 0 || fn == sn) {
            computed = node_hash(sibling, computed);
            while ((fn & 1) == 0 && fn != 0) {
                fn >>= 1;
                sn >>= 1;
            }
        } else {
            computed = node_hash(computed, sibling);
        }
        fn >>= 1;
        sn >>= 1;
    }
    if (sn != 0)
        return invalid(fmt::format("the proof has {} hashes, fewer than the path", proof.size()));
    return compare(computed, root, "root");
}

// RFC 9162 section 2.1.4.2, with the empty first tree refused: it would prove nothing.
Status verify_consistency(TreeSize first, TreeSize second, const Digest& first_root,
                          const Digest& second_root, std::span<const Digest> proof) {
    std::uint64_t from = number(first), to = number(second);
    if (from == 0 || from > to)
        return invalid(fmt::format("there is no consistency proof from {} to {} leaves", from, to));
    if (from == to) {
        if (!proof.empty()) return invalid("a proof between equal sizes must be empty");
        return compare(first_root, second_root, "root");
    }
    if (proof.empty()) return invalid("the proof is empty");

    std::size_t next = 0;
    // Where the old tree is perfect, its root is where the path begins and is not repeated in the
    // proof.
    Digest start = std::has_single_bit(from) ? first_root : proof[next++];
    std::uint64_t fn = from - 1, sn = to - 1;
    while ((fn & 1) != 0) {
        fn >>= 1;
        sn >>= 1;
    }
    Digest old_root = start, new_root = start;
    for (; next < proof.size(); ++next) {
        if (sn == 0)
            return invalid(
                fmt::format("the proof has {} hashes, more than the path", proof.size()));
        if ((fn & 1) != 0 || fn == sn) {
            old_root = node_hash(proof[next], old_root);
            new_root = node_hash(proof[next], new_root);
            while ((fn & 1) == 0 && fn != 0) {
                fn >>= 1;
                sn >>= 1;
            }
        } else {
            new_root = node_hash(new_root, proof[next]);
        }
        fn >>= 1;
        sn >>= 1;
    }
    if (sn != 0)
        return invalid(fmt::format("the proof has {} hashes, fewer than the path", proof.size()));
    auto old_good = compare(old_root, first_root, "earlier root");
    if (!old_good) return old_good;
    return compare(new_root, second_root, "later root");
}

Result<Frontier> Frontier::from(TreeSize size, std::span<const Digest> hashes) {
    if (hashes.size() != static_cast<std::size_t>(std::popcount(number(size))))
        return invalid(
            fmt::format("a frontier of {} hashes for {} leaves", hashes.size(), number(size)));
    Frontier frontier;
    frontier.size_ = number(size);
    frontier.hashes_.assign(hashes.begin(), hashes.end());
    return frontier;
}

void Frontier::append(const Digest& leaf) {
    hashes_.push_back(leaf);
    // Each trailing one bit of the old size is a perfect tree that now has a sibling.
    for (std::uint64_t bits = size_; (bits & 1) != 0; bits >>= 1) {
        Digest right = hashes_.back();
        hashes_.pop_back();
        hashes_.back() = node_hash(hashes_.back(), right);
    }
    ++size_;
}

void Frontier::append(std::span<const Digest> leaves) {
    // Perfect subtrees that lie wholly in the new leaves are hashed a level at a time, which is the
    // fast way; then they are hung in as one.
    while (!leaves.empty()) {
        std::uint64_t most = std::bit_floor(static_cast<std::uint64_t>(leaves.size()));
        std::uint64_t aligned = size_ == 0 ? most : std::uint64_t{1} << std::countr_zero(size_);
        std::uint64_t count = std::min({most, aligned, std::uint64_t{4096}});
        Digests level(leaves.begin(), leaves.begin() + static_cast<std::ptrdiff_t>(count));
        while (level.size() > 1) {
            std::size_t half = level.size() / 2;
            hash_nodes(level, std::span(level).first(half));
            level.resize(half);
        }
        hashes_.push_back(level[0]);
        for (std::uint64_t bits = size_ / count; (bits & 1) != 0; bits >>= 1) {
            Digest right = hashes_.back();
            hashes_.pop_back();
            hashes_.back() = node_hash(hashes_.back(), right);
        }
        size_ += count;
        leaves = leaves.subspan(static_cast<std::size_t>(count));
    }
}

Digest Frontier::root() const {
    if (hashes_.empty()) return empty_root();
    Digest root = hashes_.back();
    for (std::size_t i = hashes_.size() - 1; i > 0; --i) root = node_hash(hashes_[i - 1], root);
    return root;
}

void Tree::append(std::span<const Digest> leaves) {
    if (leaves.empty()) return;
    if (levels_.empty()) levels_.emplace_back();
    levels_[0].insert(levels_[0].end(), leaves.begin(), leaves.end());
    for (std::size_t k = 0; levels_[k].size() > 1; ++k) {
        if (k + 1 == levels_.size()) levels_.emplace_back();
        Digests& below = levels_[k];
        Digests& above = levels_[k + 1];
        std::size_t have = above.size(), want = below.size() / 2;
        if (have == want) break;
        above.resize(want);
        hash_nodes(std::span(below).subspan(2 * have, 2 * (want - have)),
                   std::span(above).subspan(have), kernel_);
    }
}

Digest Tree::root() const {
    Digests edge = frontier();
    if (edge.empty()) return empty_root();
    Digest root = edge.back();
    for (std::size_t i = edge.size() - 1; i > 0; --i) root = node_hash(edge[i - 1], root);
    return root;
}

Digests Tree::frontier() const {
    Digests edge;
    for (std::size_t k = levels_.size(); k > 0; --k)
        if (levels_[k - 1].size() % 2 == 1) edge.push_back(levels_[k - 1].back());
    return edge;
}

Result<Digest> Tree::root(TreeSize wanted) const {
    if (number(wanted) > number(size()))
        return invalid(
            fmt::format("the tree has {} leaves, not {}", number(size()), number(wanted)));
    return root_of(*this, wanted);
}

Result<Digests> Tree::prove_inclusion(LeafIndex leaf, TreeSize wanted) const {
    if (number(wanted) > number(size()))
        return invalid(
            fmt::format("the tree has {} leaves, not {}", number(size()), number(wanted)));
    return inclusion_proof(*this, leaf, wanted);
}

Result<Digests> Tree::prove_consistency(TreeSize first, TreeSize second) const {
    if (number(second) > number(size()))
        return invalid(
            fmt::format("the tree has {} leaves, not {}", number(size()), number(second)));
    return consistency_proof(*this, first, second);
}

Result<Digest> Tree::node(unsigned wanted, std::uint64_t index) const {
    if (wanted >= levels_.size() || index >= levels_[wanted].size())
        return fail(ErrorKind::NotFound,
                    fmt::format("the tree has no node {} at level {}", index, wanted));
    return levels_[wanted][static_cast<std::size_t>(index)];
}

std::span<const Digest> Tree::level(unsigned wanted) const {
    if (wanted >= levels_.size()) return {};
    return levels_[wanted];
}

}  // namespace standstill::ledger
