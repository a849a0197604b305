#include "store/sqlite/places.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace standstill::store::sqlite {

namespace {

constexpr std::uint32_t kNone = 0xffff'ffff;
constexpr std::size_t kFirstSlots = 1024;

}  // namespace

void Places::Generation::put(std::uint32_t at) {
    const std::size_t mask = slots.size() - 1;
    std::size_t slot = static_cast<std::size_t>(places[at].hash) & mask;
    while (slots[slot] != kNone) slot = (slot + 1) & mask;
    slots[slot] = at;
}

void Places::Generation::add(const Place& place) {
    const auto at = static_cast<std::uint32_t>(places.size());
    places.push_back(place);
    // At most half full, so that a look ends soon.
    if (places.size() * 2 > slots.size()) {
        slots.assign(std::max(kFirstSlots, slots.size() * 2), kNone);
        for (std::uint32_t i = 0; i < at; ++i) put(i);
    }
    put(at);
    const auto [newest_of, is_first] = newest.try_emplace(place.stream, at);
    earlier.push_back(is_first ? kNone : newest_of->second);
    newest_of->second = at;
}

std::vector<Place> Places::with_hash(std::int64_t hash) const {
    std::vector<Place> found;
    auto look = [&](const Generation& generation) {
        if (generation.slots.empty()) return;
        const std::size_t mask = generation.slots.size() - 1;
        for (std::size_t slot = static_cast<std::size_t>(hash) & mask;
             generation.slots[slot] != kNone; slot = (slot + 1) & mask) {
            const Place& place = generation.places[generation.slots[slot]];
            if (place.hash == hash) found.push_back(place);
        }
    };
    if (sealed_) look(sealed_->generation);
    look(open_);
    return found;
}

std::vector<Place> Places::of_stream(std::uint32_t stream) const {
    std::vector<Place> found;
    auto look = [&](const Generation& generation) {
        const auto it = generation.newest.find(stream);
        if (it == generation.newest.end()) return;
        for (std::uint32_t at = it->second; at != kNone; at = generation.earlier[at])
            found.push_back(generation.places[at]);
    };
    look(open_);
    if (sealed_) look(sealed_->generation);
    std::ranges::reverse(found);
    return found;
}

std::optional<std::uint64_t> Places::versions(std::uint32_t stream) const {
    auto look = [&](const Generation& generation) -> std::optional<std::uint64_t> {
        const auto it = generation.newest.find(stream);
        if (it == generation.newest.end()) return std::nullopt;
        const Place& last = generation.places[it->second];
        return last.first_version + last.count;
    };
    if (auto newest = look(open_)) return newest;
    return sealed_ ? look(sealed_->generation) : std::nullopt;
}

void Places::seal(std::uint64_t end) {
    Folding folding{std::exchange(open_, {}), {}};
    folding.order.end = end;
    sealed_ = std::move(folding);
}

void Places::sort_sealed() {
    Sealed& order = sealed_->order;
    order.by_hash = order.by_stream = sealed_->generation.places;
    std::ranges::sort(order.by_hash, {}, [](const Place& place) {
        return std::tuple{place.hash, place.first};
    });
    std::ranges::sort(order.by_stream, {}, [](const Place& place) {
        return std::tuple{place.stream, place.first_version};
    });
}

void Places::folded_to(std::size_t done) {
    sealed_->order.done = done;
    if (done == sealed_->order.by_hash.size()) sealed_.reset();
}

}  // namespace standstill::store::sqlite
