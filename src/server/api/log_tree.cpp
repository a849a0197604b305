#include "server/api/log_tree.h"

#include <fmt/format.h>

#include <algorithm>

namespace standstill::server::api {

namespace {

constexpr unsigned kTileLevel = 8;          // log2 of the width of a tile
constexpr std::size_t kAtOnce = 256 * 256;  // leaf hashes read while growing: 2 MiB
constexpr std::uint64_t kWidth = ledger::kTileWidth;

base::Error nothing_there() {
    return base::fail(base::ErrorKind::NotFound, "the log does not reach that far");
}

// Whether so many nodes fill the tile; an index that is too large for a product is refused first.
bool holds(std::uint64_t nodes, const ledger::TileId& tile) {
    return tile.index <= nodes / kWidth && tile.index * kWidth + tile.width <= nodes;
}

// The node over 2^k hashes.
base::Digest folded(ledger::Digests hashes) {
    while (hashes.size() > 1) {
        ledger::Digests parents(hashes.size() / 2);
        ledger::hash_nodes(hashes, parents);
        hashes = std::move(parents);
    }
    return hashes[0];
}

base::Result<ledger::Digests> leaves(const ledger::EventLog& log, std::uint64_t from,
                                     std::size_t count) {
    auto read = log.leaf_hashes(ledger::LeafIndex{from}, count);
    if (read && read->size() != count) return nothing_there();
    return read;
}

}  // namespace

class LogTree::Nodes final : public ledger::NodeSource {
public:
    explicit Nodes(const LogTree& tree) : tree_(tree) {}

    base::Result<base::Digest> node(unsigned level, std::uint64_t index) const override {
        if (level >= kTileLevel) return tree_.upper_.node(level - kTileLevel, index);
        auto hashes = leaves(tree_.log_, index << level, std::size_t{1} << level);
        if (!hashes) return hashes.error();
        return folded(std::move(*hashes));
    }

private:
    const LogTree& tree_;
};

base::Status LogTree::grow(std::uint64_t size) {
    auto reach = log_.size();
    if (!reach) return reach.error();
    if (size > ledger::number(*reach)) return nothing_there();
    std::uint64_t wanted = size / kWidth;
    while (ledger::number(upper_.size()) < wanted) {
        std::uint64_t have = ledger::number(upper_.size());
        std::size_t count = std::min<std::size_t>(kAtOnce, (wanted - have) * kWidth);
        auto hashes = leaves(log_, have * kWidth, count);
        if (!hashes) return hashes.error();
        ledger::Digests next;
        for (std::size_t at = 0; at < count; at += kWidth) {
            auto first = hashes->begin() + static_cast<std::ptrdiff_t>(at);
            next.push_back(folded({first, first + kWidth}));
        }
        upper_.append(next);
    }
    return base::Done{};
}

base::Result<std::string> LogTree::hash_tile(const ledger::TileId& tile) {
    if (!tile.level || *tile.level > ledger::kMaxTileLevel) return nothing_there();
    auto size = log_.size();
    if (!size) return size.error();
    // Nodes of the level that the log has; the shift stays below 64.
    std::uint64_t nodes = ledger::number(*size) >> (kTileLevel * *tile.level);
    if (!holds(nodes, tile)) return nothing_there();
    if (*tile.level == 0) {
        auto hashes = leaves(log_, tile.index * kWidth, tile.width);
        if (!hashes) return hashes.error();
        std::string out;
        for (const base::Digest& hash : *hashes) out += ledger::bytes_of(hash);
        return out;
    }
    std::lock_guard lock(mutex_);
    auto grown = grow(ledger::number(*size));
    if (!grown) return grown.error();
    return ledger::hash_tile(Nodes(*this), tile);
}

base::Result<std::string> LogTree::entry_tile(const ledger::TileId& tile) {
    auto size = log_.size();
    if (!size) return size.error();
    if (!holds(ledger::number(*size), tile)) return nothing_there();
    auto events = log_.read(ledger::LeafIndex{tile.index * kWidth}, tile.width);
    if (!events) return events.error();
    if (events->size() != tile.width) return nothing_there();
    std::vector<std::string_view> entries;
    for (const ledger::StoredEvent& event : *events) entries.push_back(event.bytes);
    return ledger::entry_bundle(entries);
}

base::Result<ledger::Digests> LogTree::inclusion(ledger::LeafIndex leaf, ledger::TreeSize size) {
    std::lock_guard lock(mutex_);
    auto grown = grow(ledger::number(size));
    if (!grown) return grown.error();
    return ledger::inclusion_proof(Nodes(*this), leaf, size);
}

base::Result<ledger::Digests> LogTree::consistency(ledger::TreeSize first,
                                                   ledger::TreeSize second) {
    std::lock_guard lock(mutex_);
    auto grown = grow(ledger::number(second));
    if (!grown) return grown.error();
    return ledger::consistency_proof(Nodes(*this), first, second);
}

base::Result<base::Digest> LogTree::root(ledger::TreeSize size) {
    std::lock_guard lock(mutex_);
    auto grown = grow(ledger::number(size));
    if (!grown) return grown.error();
    return ledger::root_of(Nodes(*this), size);
}

}  // namespace standstill::server::api
