// What a rule of ownership says of one party on one day, why, and what would settle it.
//
// Three answers: blocked, not blocked, cannot be excluded; the last on one of three grounds, so
// that "a listed person holds an unknown part" is never mixed up with "nobody knows the owners".
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "screening/owners/rules.h"

namespace standstill::screening::owners {

enum class Standing { NotBlocked, CannotBeExcluded, Blocked };

enum class Ground {
    Listed,          // the party itself is on a list
    PerhapsListed,   // it is, by a hit that waits for a person
    Stakes,          // holders that are blocked, or may be, can reach the threshold
    Control,         // somebody listed controls, or may control it, and the rule looks at that
    UnknownHolders,  // no known holder points to anybody listed, but too much is held by unknown
                     // ones
    Nothing,         // none of these: not blocked
    Spared,          // the rule does not reach parties of its country
};

std::string_view name_of(Standing standing);
std::string_view name_of(Ground ground);

// One holder of an asset in a proof.
struct HolderLine {
    std::uint32_t owner;
    Range share;
    Standing standing;                 // of the holder
    std::vector<std::uint32_t> links;  // the statements behind the stake, in graph.links()
};

// Why one asset stands as it does: who of those blocked, or perhaps blocked, holds it.
struct Step {
    std::uint32_t asset;
    Standing standing;
    Share share;         // that decides: least possible for Blocked, largest possible otherwise
    Share unknown;       // the most that nobody known holds
    bool from_complete;  // the share follows from what all other holders have at most
    std::vector<HolderLine> holders;
};

// A fact that, alone, would settle the matter: the share of a known holder, or what becomes of the
// part without a known holder (then `owner` is kNone and the share is what blocked persons hold of
// it).
struct Deciding {
    std::uint32_t owner;
    std::uint32_t asset;
    Range known;                       // what is known of it now
    std::optional<Range> not_blocked;  // with a share in here, the party is not blocked
    std::optional<Range> blocked;      // with a share in here, it is
};

struct Verdict {
    std::uint32_t party = 0;
    Standing standing = Standing::NotBlocked;
    Ground ground = Ground::Nothing;
    Share least = 0;          // of the party, held by blocked persons in every world
    Share most = 0;           // in some world; unknown holders counted
    std::vector<Step> proof;  // from those listed down to the party
    std::vector<Deciding> deciding;
    // The fewest facts that together would show the party not blocked (blocked); of at most three,
    // empty when there are none or one alone does.
    std::vector<Deciding> together_not_blocked, together_blocked;
    std::vector<std::string> remarks;  // contradictions, bounds
};

struct Seeds {
    std::vector<std::uint32_t> certain, all;  // sorted; `all` holds those perhaps listed too
};

// Who is on the rule's lists on the day.
Seeds seeds_on(const Graph& graph, const Rule& rule, base::Day day);

// One rule on one day over one graph; answers for any party. The graph must outlive it.
// Cost: once O(links), then what lies above the party.
class Inquiry {
public:
    Inquiry(const Graph& graph, const Rule& rule, const Phase& phase, base::Day day);
    Verdict judge(std::uint32_t party) const;
    const Network& network() const { return network_; }
    Standing standing(std::uint32_t party) const;

private:
    void explain(Verdict& verdict) const;
    void add_step(Verdict& verdict, const Closure& asked, std::uint32_t asset,
                  std::vector<std::uint32_t>& wanted) const;
    void add_remarks(Verdict& verdict) const;
    void add_links(Verdict& verdict) const;

    const Graph& graph_;
    const Rule& rule_;
    const Phase& phase_;
    base::Day day_;
    Seeds seeds_;
    Network network_;
    Closure certain_, stakes_, possible_;
};

// Fills `deciding` and the two sets of a verdict that cannot be excluded. Tries each fact alone,
// then two, then three; at most so many stakes above the party and facts, else says so in
// `remarks`.
inline constexpr std::size_t kMostStakesTried = 2000;
inline constexpr std::size_t kMostFactsTried = 20;
void find_deciding(const Network& network, const Threshold& threshold, const Seeds& seeds,
                   Verdict& verdict);

}  // namespace standstill::screening::owners
