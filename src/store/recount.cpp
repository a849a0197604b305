#include "store/recount.h"

#include <fmt/format.h>

#include <array>
#include <bit>

#include "ledger/sha256.h"

namespace standstill::store {

using base::Digest;
using base::Done;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;
using ledger::Kernel;

namespace {

Digest joined(const Digest& left, const Digest& right) {
    const std::array<Digest, 2> children{left, right};
    Digest parent;
    ledger::hash_prefixed_pairs(Kernel::Portable, 0x01, children, {&parent, 1});
    return parent;
}

}  // namespace

Result<Recount> Recount::from(ledger::TreeSize size, std::span<const Digest> frontier) {
    Recount recount;
    recount.size_ = number(size);
    std::uint64_t left = recount.size_;
    for (const Digest& root : frontier) {
        if (left == 0) break;
        const auto height = static_cast<unsigned>(std::bit_width(left) - 1);
        recount.pile_.push_back({height, root});
        left -= std::uint64_t{1} << height;
    }
    if (left != 0 || recount.pile_.size() != frontier.size())
        return fail(ErrorKind::Corrupt,
                    fmt::format("a tree of {} leaves has {} subtrees, {} are kept", recount.size_,
                                std::popcount(recount.size_), frontier.size()));
    return recount;
}

Status Recount::add(std::span<const std::string_view> events, std::span<const Digest> leaves) {
    std::vector<Digest> again(events.size());
    ledger::hash_prefixed(Kernel::Portable, 0x00, events, again);
    for (std::size_t i = 0; i < events.size(); ++i) {
        if (again[i] != leaves[i])
            return fail(ErrorKind::Corrupt,
                        fmt::format("event {} has the leaf hash {}, kept is {}", size_,
                                    to_hex(again[i]), to_hex(leaves[i])));
        Subtree top{0, again[i]};
        while (!pile_.empty() && pile_.back().height == top.height) {
            top = {top.height + 1, joined(pile_.back().root, top.root)};
            pile_.pop_back();
        }
        pile_.push_back(top);
        ++size_;
    }
    return Done{};
}

Digest Recount::root() const {
    if (pile_.empty()) return base::sha256("");
    Digest root = pile_.back().root;
    for (std::size_t i = pile_.size() - 1; i-- > 0;) root = joined(pile_[i].root, root);
    return root;
}

std::vector<Digest> Recount::frontier() const {
    std::vector<Digest> roots;
    for (const Subtree& subtree : pile_) roots.push_back(subtree.root);
    return roots;
}

Status may_follow(const ledger::StoredCheckpoint* latest, const ledger::StoredCheckpoint& next,
                  std::optional<ledger::TreeSize> seen, ledger::TreeSize log) {
    if (next.size > log)
        return fail(ErrorKind::Invalid,
                    fmt::format("the checkpoint covers {} events, the log has {}",
                                number(next.size), number(log)));
    if (latest == nullptr) {
        if (seen) return fail(ErrorKind::Conflict, "no checkpoint is kept, but one was expected");
        return Done{};
    }
    if (!seen || *seen != latest->size)
        return fail(
            ErrorKind::Conflict,
            fmt::format("the latest checkpoint covers {} events, expected {}", number(latest->size),
                        seen ? std::to_string(number(*seen)) : "none"));
    if (next.size < latest->size)
        return fail(ErrorKind::Conflict,
                    fmt::format("the latest checkpoint covers {} events, this one {}",
                                number(latest->size), number(next.size)));
    if (next.size == latest->size && next.root != latest->root)
        return fail(ErrorKind::Conflict,
                    fmt::format("the latest checkpoint of {} events has the root {}, this one {}",
                                number(next.size), to_hex(latest->root), to_hex(next.root)));
    return Done{};
}

}  // namespace standstill::store
