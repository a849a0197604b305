// The 50 % rule as a least fixed point, asked three ways.
//
// A world is one way in which things can be: each stake has a share within its range, the shares of
// an asset sum to at most the whole (to exactly the whole where all holders are known), and what is
// left belongs to somebody unknown. In one world, the blocked are the smallest set that holds those
// listed and every asset of which the set owns the threshold or more (OFAC, revised guidance of
// 13 August 2014; FAQ 399 and 401). The three questions:
//
//   Certain   blocked in every world.
//   Stakes    blocked in some world in which an unknown holder is blocked only beside a known
//   holder
//             that is, or may be, blocked.
//   Possible  blocked in some world.
//
// Certain is within Stakes, Stakes within Possible. What is not even in Possible is not blocked.
//
// Why each is exact, and not only safe. Let C be the smallest set with: listed, or, counting shares
// of its members, least possible share >= threshold. The least possible share of members in one
// asset is max(sum of their least; where all holders are known, the whole less what all others have
// at most). (1) In every world all of C are blocked: by induction over the order of joining,
// members have at least that share. (2) In some world nobody else is: give each asset outside C a
// distribution of shares in which members have their least; these choices are independent of one
// another; then C itself satisfies the rule of that world, so the blocked, being least, are within
// C. For Possible the same with the largest possible share: min(sum of their most and of what
// unknown holders can have; the whole less what all others have at least); the world that shows it
// gives each asset the distribution that favours those who joined before it. An asset whose
// statements contradict one another (more than the whole is held) is taken by its ranges alone.
//
// Cost: one visit of each stake of each member, O(stakes). One change costs what it moves:
// additions run on from the changed asset; for removals a member stays while members that joined
// before it carry it (so cycles cannot hold themselves up), and only the others are derived again.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "screening/owners/network.h"

namespace standstill::screening::owners {

struct Threshold {
    Share share = kWhole / 2;
    bool is_inclusive = true;  // "50 % or more"; otherwise "more than 50 %"

    bool reached_by(Share held) const { return is_inclusive ? held >= share : held > share; }
    friend bool operator==(const Threshold&, const Threshold&) = default;
};

enum class Question : std::uint8_t { Certain, Stakes, Possible };

class Closure {
public:
    // The network must outlive the closure. `seeds` are those listed, each once.
    Closure(const Network& network, Threshold threshold, Question question,
            std::span<const std::uint32_t> seeds);

    bool has(std::uint32_t party) const { return joined_[party] != 0; }
    bool is_seed(std::uint32_t party) const { return joined_[party] == 1; }
    // Members in the order in which they joined: 1 for seeds, then growing; 0 for others.
    std::uint32_t joined(std::uint32_t party) const { return joined_[party]; }
    std::size_t size() const { return members_; }
    // What the members hold of an asset: the sums of their least and of their most.
    const Totals& held(std::uint32_t asset) const { return held_[asset]; }
    // The share of the members that decides: the least possible one for Certain, else the largest.
    Share deciding_share(std::uint32_t asset) const { return share_of(asset, held_[asset]); }

    // After the network's stake of owner in asset went from `before` (none: {0, 0}) to what it is
    // now.
    void changed(std::uint32_t owner, std::uint32_t asset, Range before);

private:
    Share share_of(std::uint32_t asset, const Totals& held) const;
    bool reaches(std::uint32_t asset, const Totals& held) const {
        return threshold_.reached_by(share_of(asset, held));
    }
    Totals held_by_earlier(std::uint32_t asset) const;
    void join(std::uint32_t party);
    void leave(std::uint32_t party);
    void run();
    void retract(std::uint32_t asset);

    const Network& network_;
    Threshold threshold_;
    Question question_;
    std::uint32_t clock_ = 1;
    std::size_t members_ = 0;
    std::vector<std::uint32_t> joined_;
    std::vector<Totals> held_;
    std::vector<std::uint32_t> queue_;
};

}  // namespace standstill::screening::owners
