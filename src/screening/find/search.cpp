#include "screening/find/search.h"

#include <algorithm>
#include <numeric>

#include "screening/name/score.h"
#include "screening/name/tally.h"

namespace standstill::screening {

namespace find {

namespace {

// With no more candidates than this, scoring them costs less than looking up another word.
constexpr std::size_t kFewCandidates = 2;

// Listed gains are kept in sixteenths of a weight, rounded up.
constexpr std::uint32_t kListedParts = 16;
constexpr std::uint16_t kAnyGain = 0xffff;  // more than a name weighs; heavier ones have no bound

// What a pairing with one of `count` parts of the query adds to the listed side: its share.
std::uint16_t listed_gain(std::uint16_t weight, std::uint32_t similarity, std::uint32_t count) {
    if (weight == kHeavy) return kAnyGain;
    const std::uint64_t amount = std::uint64_t{weight} * kListedParts * similarity;
    const std::uint64_t by = std::uint64_t{kWhole} * count;
    return static_cast<std::uint16_t>(std::min<std::uint64_t>((amount + by - 1) / by, kAnyGain));
}

}  // namespace

void order_hits(std::vector<Hit>& hits, std::size_t limit) {
    std::ranges::sort(hits, [](const Hit& a, const Hit& b) {
        if (a.similarity != b.similarity) return a.similarity > b.similarity;
        if (a.entity != b.entity) return a.entity < b.entity;
        return a.number != b.number ? a.number < b.number : a.name < b.name;
    });
    if (limit != 0 && hits.size() > limit) hits.resize(limit);
}

Search::Search(const Flat& flat, const PairFinder& pairs, std::uint64_t index, const Mode& mode,
               const Name& query, const SearchOptions& options, SearchScratch& scratch)
    : flat_(flat),
      pairs_(pairs),
      mode_(mode),
      query_(query),
      options_(options),
      out_(scratch),
      state_(*scratch.state_) {
    if (state_.index != index) {
        const Kernel kernel = state_.pairs.kernel;
        const bool remember = state_.remember;
        state_ = State();
        state_.index = index, state_.pairs.kernel = kernel, state_.remember = remember;
    }
}

void Search::prepare() {
    state_.names.resize(flat_.names());
    state_.lists.resize(flat_.lists());
    state_.candidates.clear();
    // Each part takes a stamp; where they end, all begin anew.
    if (state_.stamp > 0xffff'0000U) {
        std::ranges::fill(state_.names, State::Gain());
        std::ranges::fill(state_.lists, State::Mark());
        state_.stamp = 0;
    }
    begin_ = state_.stamp;
    state_.memory.begin_search();
    units_.assign(query_.units.size(), {});
}

void Search::choose_parts() {
    // Left out are the lightest parts, which are the most common words, as long as they cannot make
    // a hit among themselves.
    std::vector<std::size_t> parts(query_.parts.size());
    std::iota(parts.begin(), parts.end(), std::size_t{0});
    std::ranges::stable_sort(parts, [&](std::size_t a, std::size_t b) {
        return query_.parts[a].weight < query_.parts[b].weight;
    });
    std::uint64_t sum = 0;
    for (std::size_t part : parts) {
        const std::uint64_t most = std::uint64_t{query_.parts[part].weight} * kWhole;
        if (sought_.empty() && sum + most < needed_) {
            sum += most;
            left_out_.push_back(part);
        } else {
            sought_.push_back(part);
        }
    }
    std::ranges::reverse(left_out_);
    open_ = sum;
}

void Search::look_up(std::size_t part) {
    for (std::size_t i = 0; i < query_.units.size(); ++i) {
        const Unit& unit = query_.units[i];
        if (units_[i].looked_up || part < unit.first ||
            part >= std::size_t{unit.first} + unit.count)
            continue;
        units_[i].looked_up = true;
        const UnitView view = query_.view(unit);
        if (unit.kind == UnitKind::Initial)
            units_[i].openings = static_cast<std::uint16_t>(pairs_.similarity_to_openings(view));
        // Single words come again; joined ones hardly, and what is found by key is found at once.
        const bool remember = state_.remember && unit.count == 1 && !view.sound.empty();
        if (remember) {
            if (const auto run = state_.memory.find(view)) {
                units_[i].run = *run;
                continue;
            }
        }
        state_.found.clear();
        pairs_.find(view, state_.pairs, state_.found);
        units_[i].run = state_.memory.keep(view, state_.found, remember);
    }
}

inline void Search::gain(std::uint32_t name, std::uint32_t weight, std::uint16_t alike,
                         std::uint16_t listed) {
    State::Gain& gain = state_.names[name];
    if (gain.stamp != state_.stamp) {
        if (gain.stamp <= begin_) {
            gain.sum = gain.listed_sum = 0;
            state_.candidates.push_back(name);
        }
        gain.stamp = state_.stamp;
        gain.last = gain.listed_last = 0;
    }
    if (alike > gain.last) {
        gain.sum += weight * (alike - gain.last);
        gain.last = alike;
    }
    if (listed > gain.listed_last) {
        gain.listed_sum += listed - gain.listed_last;
        gain.listed_last = listed;
    }
}

template <typename Visit>
void Search::for_each_unit(std::size_t part, Visit visit) const {
    for (std::size_t i = 0; i < query_.units.size(); ++i) {
        const Unit& unit = query_.units[i];
        if (part >= unit.first && part < std::size_t{unit.first} + unit.count)
            visit(unit, units_[i]);
    }
}

void Search::gather(std::size_t part) {
    look_up(part);
    ++state_.stamp;
    const std::uint32_t weight = query_.parts[part].weight;
    const auto names = static_cast<std::uint32_t>(flat_.names());
    for_each_unit(part, [&](const Unit& unit, const Found& found) {
        for (const Paired& paired : state_.memory.pairs(found.run)) {
            const std::uint16_t listed =
                listed_gain(paired.listed_weight, paired.similarity, unit.count);
            if (paired.list < names) {
                gain(paired.list, weight, paired.similarity, listed);
            } else {
                for (std::uint32_t name : flat_.names_of(paired.list - names))
                    gain(name, weight, paired.similarity, listed);
            }
        }
        if (found.openings == 0) return;
        const std::uint32_t letter = 1U << (unit.key - 'a');
        for (std::uint32_t name = 0; name < names; ++name)
            if ((flat_.openings[name] & letter) != 0) gain(name, weight, found.openings, kAnyGain);
    });
}

// No score of the name is above this.
std::uint32_t Search::bound_of(std::uint32_t name) const {
    const State::Gain& gain = state_.names[name];
    const std::uint64_t most = gain.sum + open_;
    const std::uint32_t weight = flat_.weight[name];
    // The parts not looked at may pair with anything, and weigh there whatever it does.
    if (open_ > 0 || weight >= kAnyGain / kListedParts) return upper_bound(most, query_, mode_);
    const std::uint64_t listed = std::uint64_t{gain.listed_sum} * kWhole / kListedParts + 1;
    return upper_bound(most, listed, query_, weight,
                       static_cast<EntityKind>(flat_.entity_kind[name]), mode_);
}

bool Search::is_hopeless(std::uint32_t name) const {
    if (state_.names[name].sum + open_ < needed_) return true;
    return open_ == 0 && bound_of(name) < options_.threshold;
}

void Search::drop_hopeless() {
    std::erase_if(state_.candidates, [&](std::uint32_t name) { return is_hopeless(name); });
}

// As gather(), for the candidates alone.
void Search::refine(std::size_t part) {
    look_up(part);
    ++state_.stamp;
    const std::uint32_t weight = query_.parts[part].weight;
    const auto names = static_cast<std::uint32_t>(flat_.names());
    std::uint32_t letters = 0;  // with which first letters an initial of the query pairs
    std::uint16_t openings = 0;
    for_each_unit(part, [&](const Unit& unit, const Found& found) {
        for (const Paired& paired : state_.memory.pairs(found.run)) {
            const std::uint16_t listed =
                listed_gain(paired.listed_weight, paired.similarity, unit.count);
            if (paired.list < names) {
                if (state_.names[paired.list].stamp > begin_)
                    gain(paired.list, weight, paired.similarity, listed);
                continue;
            }
            State::Mark& mark = state_.lists[paired.list - names];
            if (mark.stamp != state_.stamp) mark = {state_.stamp, 0, 0};
            mark.similarity = std::max(mark.similarity, paired.similarity);
            mark.listed = std::max(mark.listed, listed);
        }
        if (found.openings == 0) return;
        letters |= 1U << (unit.key - 'a');
        openings = std::max(openings, found.openings);
    });
    for (std::uint32_t name : state_.candidates) {
        if ((flat_.openings[name] & letters) != 0) gain(name, weight, openings, kAnyGain);
        for (std::uint32_t list : flat_.lists_of(name)) {
            const State::Mark& mark = state_.lists[list];
            if (mark.stamp == state_.stamp) gain(name, weight, mark.similarity, mark.listed);
        }
    }
    open_ -= std::uint64_t{weight} * kWhole;
}

const Name& Search::listed_name(std::uint32_t name) {
    if (!state_.remember) {
        analyse(flat_.name(name), mode_, state_.listed);
        return state_.listed;
    }
    if (state_.kept.empty()) {
        state_.kept.resize(State::kKeptNames);
        state_.kept_place.assign(State::kKeptNames, ~0U);
    }
    const std::uint32_t slot = name % State::kKeptNames;
    if (state_.kept_place[slot] != name) {
        analyse(flat_.name(name), mode_, state_.kept[slot]);
        state_.kept_place[slot] = name;
    }
    return state_.kept[slot];
}

void Search::score(std::uint32_t name, std::vector<Hit>& hits) {
    if (options_.excluded_name == name) return;
    ++out_.scored;
    const std::uint32_t alike = similarity(query_, listed_name(name), mode_);
    if (alike >= options_.threshold)
        hits.push_back({flat_.entity[name], flat_.number[name], name, alike});
}

std::vector<Hit> Search::score_candidates() {
    if (needed_ > 0 && options_.limit > 0 && state_.candidates.size() > options_.limit)
        return score_best();
    std::vector<Hit> hits;
    for (std::uint32_t name : state_.candidates) score(name, hits);
    order_hits(hits, options_.limit);
    return hits;
}

// By falling bounds, until no other can come before the last of the hits that are asked for.
std::vector<Hit> Search::score_best() {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> by_bound;
    for (std::uint32_t name : state_.candidates) by_bound.emplace_back(bound_of(name), name);
    std::ranges::sort(by_bound, [](const auto& a, const auto& b) {
        return a.first != b.first ? a.first > b.first : a.second < b.second;
    });
    std::vector<Hit> hits;
    for (const auto& [bound, name] : by_bound) {
        // One of equal similarity may come before by its entity.
        if (hits.size() == options_.limit && bound < hits.back().similarity) break;
        const std::size_t before = hits.size();
        score(name, hits);
        if (hits.size() > before) order_hits(hits, options_.limit);
    }
    return hits;
}

std::vector<Hit> Search::run() {
    out_.met = out_.scored = 0;
    needed_ = least_gain(options_.threshold, query_, mode_);
    prepare();
    if (needed_ == 0) {
        state_.candidates.resize(flat_.names());
        std::iota(state_.candidates.begin(), state_.candidates.end(), 0U);
        return score_candidates();
    }
    choose_parts();
    for (std::size_t part : sought_) gather(part);
    out_.met = state_.candidates.size();
    drop_hopeless();
    for (std::size_t part : left_out_) {
        if (state_.candidates.size() <= kFewCandidates) break;
        refine(part);
        drop_hopeless();
    }
    return score_candidates();
}

}  // namespace find

}  // namespace standstill::screening
