#include "screening/owners/closure.h"

#include <algorithm>
#include <queue>

namespace standstill::screening::owners {

Closure::Closure(const Network& network, Threshold threshold, Question question,
                 std::span<const std::uint32_t> seeds)
    : network_(network),
      threshold_(threshold),
      question_(question),
      joined_(network.size(), 0),
      held_(network.size()) {
    for (std::uint32_t seed : seeds)
        if (joined_[seed] == 0) {
            joined_[seed] = 1;
            ++members_;
            queue_.push_back(seed);
        }
    // Those whom unknown holders alone could make blocked; no other question starts from nothing.
    if (question_ == Question::Possible)
        for (std::uint32_t i = 0; i < network.size(); ++i)
            if (joined_[i] == 0 && reaches(i, {})) join(i);
    run();
}

Share Closure::share_of(std::uint32_t asset, const Totals& held) const {
    const Totals& all = network_.totals(asset);
    if (question_ == Question::Certain) {
        if (!network_.is_complete(asset)) return held.least;
        return std::max(held.least, kWhole - (all.most - held.most));
    }
    if (network_.is_overfull(asset)) return std::min(held.most, kWhole);
    Share others_leave = kWhole - (all.least - held.least);
    bool unknown_counts = !network_.is_complete(asset) && !network_.is_closed(asset) &&
                          (question_ == Question::Possible || held.most > 0);
    return unknown_counts ? others_leave : std::min(held.most, others_leave);
}

void Closure::join(std::uint32_t party) {
    joined_[party] = ++clock_;
    ++members_;
    queue_.push_back(party);
}

// Breadth first, so that the order of joining is also the shortest way to explain it.
void Closure::run() {
    const Stake* stakes = network_.data();
    for (std::size_t next = 0; next < queue_.size(); ++next) {
        std::uint32_t i = network_.first_of_owner(queue_[next]);
        for (; i != kNone; i = stakes[i].next_of_owner) {
            const Stake& stake = stakes[i];
            Totals& held = held_[stake.asset];
            held.least += stake.least;
            held.most += stake.most;
            if (joined_[stake.asset] == 0 && reaches(stake.asset, held)) join(stake.asset);
        }
    }
    queue_.clear();
}

Totals Closure::held_by_earlier(std::uint32_t asset) const {
    Totals held;
    const Stake* stakes = network_.data();
    for (std::uint32_t i = network_.first_of_asset(asset); i != kNone;
         i = stakes[i].next_of_asset) {
        std::uint32_t when = joined_[stakes[i].owner];
        if (when == 0 || when >= joined_[asset]) continue;
        held.least += stakes[i].least;
        held.most += stakes[i].most;
    }
    return held;
}

void Closure::leave(std::uint32_t party) {
    joined_[party] = 0;
    --members_;
    const Stake* stakes = network_.data();
    for (std::uint32_t i = network_.first_of_owner(party); i != kNone;
         i = stakes[i].next_of_owner) {
        held_[stakes[i].asset].least -= stakes[i].least;
        held_[stakes[i].asset].most -= stakes[i].most;
    }
}

// In the order of joining, whoever is not carried by earlier members leaves; then whoever the
// remaining members carry after all joins again.
void Closure::retract(std::uint32_t asset) {
    using Entry = std::pair<std::uint32_t, std::uint32_t>;  // when joined, party
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> waiting;
    waiting.emplace(joined_[asset], asset);
    std::vector<std::uint32_t> gone;
    const Stake* stakes = network_.data();
    while (!waiting.empty()) {
        auto [when, party] = waiting.top();
        waiting.pop();
        if (joined_[party] != when || when == 1) continue;
        if (reaches(party, held_by_earlier(party))) continue;
        leave(party);
        gone.push_back(party);
        for (std::uint32_t i = network_.first_of_owner(party); i != kNone;
             i = stakes[i].next_of_owner) {
            std::uint32_t next = stakes[i].asset;
            if (joined_[next] > when) waiting.emplace(joined_[next], next);
        }
    }
    for (std::uint32_t party : gone)
        if (joined_[party] == 0 && reaches(party, held_[party])) join(party);
    run();
}

void Closure::changed(std::uint32_t owner, std::uint32_t asset, Range before) {
    std::uint32_t i = network_.find(owner, asset);
    if (joined_[owner] != 0 && i != kNone) {
        held_[asset].least += network_.stake(i).least - before.least;
        held_[asset].most += network_.stake(i).most - before.most;
    }
    if (joined_[asset] == 1) return;
    if (joined_[asset] != 0) return retract(asset);
    if (!reaches(asset, held_[asset])) return;
    join(asset);
    run();
}

}  // namespace standstill::screening::owners
