// The stakes that hold on one day, laid out for the rule: from each owner to what it owns, and
// back.
//
// A stake is one range for one owner and one asset. What several statements say of the same stake
// is joined without guessing whether they speak of the same shares or of different ones: at most
// the sum of the most; at least the largest of the least, except where two sources exclude one
// another: then the smaller of what the two say, and the stake is among the conflicts.
#pragma once

#include <cstdint>
#include <vector>

#include "screening/owners/graph.h"

namespace standstill::screening::owners {

inline constexpr std::uint32_t kNone = UINT32_MAX;

struct Stake {
    Share least = 0;
    Share most = 0;
    std::uint32_t owner = kNone;
    std::uint32_t asset = kNone;
    std::uint32_t next_of_owner = kNone;  // next stake of the same owner
    std::uint32_t next_of_asset = kNone;  // next stake in the same asset
};

// What all holders of an asset hold together.
struct Totals {
    Share least = 0;
    Share most = 0;
};

class Network {
public:
    explicit Network(std::size_t parties);

    // Builds from the stakes that hold, or perhaps hold, on the day; control is no part of it. A
    // stake that perhaps holds, or that nobody verified, has no least share.
    static Network on(const Graph& graph, base::Day day);
    // The part of it that can matter to one party: itself and whoever holds it, directly or not.
    // `parties` gets the index in the whole of each one; the party itself is 0. Cost: that part.
    Network above(std::uint32_t party, std::vector<std::uint32_t>& parties) const;

    // Sets the stake of an owner in an asset, making it when there is none. Cost: stakes of the
    // owner. Returns its index. `owner` and `asset` are less than size(), and differ.
    std::uint32_t set(std::uint32_t owner, std::uint32_t asset, Range share);
    // Adds without looking whether there is one; for building from stakes that are known to differ.
    std::uint32_t add(std::uint32_t owner, std::uint32_t asset, Range share);
    // The stake of an owner in an asset, or kNone.
    std::uint32_t find(std::uint32_t owner, std::uint32_t asset) const;

    // All holders are in the network.
    void set_complete(std::uint32_t asset) { complete_[asset] = 1; }
    // Whoever the unknown holders are, they are not blocked: for asking "what if".
    void set_closed(std::uint32_t asset) { closed_[asset] = 1; }
    // A party that is not among the ones of the graph: for asking "what if".
    std::uint32_t add_party();

    std::size_t size() const { return first_of_owner_.size(); }
    // Stakes of which two sources say what cannot both be true.
    const std::vector<std::uint32_t>& conflicts() const { return conflicts_; }
    std::size_t stakes() const { return stakes_.size(); }
    const Stake& stake(std::uint32_t i) const { return stakes_[i]; }
    const Stake* data() const { return stakes_.data(); }
    std::uint32_t first_of_owner(std::uint32_t owner) const { return first_of_owner_[owner]; }
    std::uint32_t first_of_asset(std::uint32_t asset) const { return first_of_asset_[asset]; }
    const Totals& totals(std::uint32_t asset) const { return totals_[asset]; }
    bool is_closed(std::uint32_t asset) const { return closed_[asset] != 0; }

    // More than the whole is held, so the statements contradict one another.
    bool is_overfull(std::uint32_t asset) const { return totals_[asset].least > kWhole; }
    // All holders are known and can make up the whole.
    bool is_complete(std::uint32_t asset) const {
        return complete_[asset] != 0 && !is_overfull(asset) && totals_[asset].most >= kWhole;
    }
    // All holders are said to be known, and yet they cannot make up the whole.
    bool falls_short(std::uint32_t asset) const {
        return complete_[asset] != 0 && totals_[asset].most < kWhole &&
               first_of_asset_[asset] != kNone;
    }
    // The most that unknown holders can have.
    Share unknown(std::uint32_t asset) const {
        if (is_complete(asset) || is_overfull(asset) || is_closed(asset)) return 0;
        return kWhole - totals_[asset].least;
    }

private:
    std::vector<Stake> stakes_;
    std::vector<std::uint32_t> first_of_owner_, first_of_asset_;
    std::vector<Totals> totals_;
    std::vector<std::uint8_t> complete_, closed_;
    std::vector<std::uint32_t> conflicts_;
};

}  // namespace standstill::screening::owners
