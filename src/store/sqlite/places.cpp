#include "store/sqlite/places.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace standstill::store::sqlite {

void Places::Generation::add(const Place& place) {
    const auto at = static_cast<std::uint32_t>(places.size());
    places.push_back(place);
    by_hash.emplace(place.hash, at);
    by_stream[place.stream].push_back(at);
}

std::vector<Place> Places::with_hash(std::int64_t hash) const {
    std::vector<Place> found;
    auto look = [&](const Generation& generation) {
        const auto [begin, end] = generation.by_hash.equal_range(hash);
        for (auto it = begin; it != end; ++it) found.push_back(generation.places[it->second]);
    };
    if (sealed_) look(sealed_->generation);
    look(open_);
    return found;
}

std::vector<Place> Places::of_stream(std::uint32_t stream) const {
    std::vector<Place> found;
    auto look = [&](const Generation& generation) {
        const auto it = generation.by_stream.find(stream);
        if (it == generation.by_stream.end()) return;
        for (const std::uint32_t at : it->second) found.push_back(generation.places[at]);
    };
    if (sealed_) look(sealed_->generation);
    look(open_);
    return found;
}

std::optional<std::uint64_t> Places::versions(std::uint32_t stream) const {
    auto look = [&](const Generation& generation) -> std::optional<std::uint64_t> {
        const auto it = generation.by_stream.find(stream);
        if (it == generation.by_stream.end()) return std::nullopt;
        const Place& last = generation.places[it->second.back()];
        return last.first_version + last.count;
    };
    if (auto newest = look(open_)) return newest;
    return sealed_ ? look(sealed_->generation) : std::nullopt;
}

void Places::seal(std::uint64_t end) {
    Folding folding{std::exchange(open_, {}), {}};
    folding.order.end = end;
    folding.order.by_hash = folding.generation.places;
    folding.order.by_stream = folding.generation.places;
    std::ranges::sort(folding.order.by_hash, {}, [](const Place& place) {
        return std::tuple{place.hash, place.first};
    });
    std::ranges::sort(folding.order.by_stream, {}, [](const Place& place) {
        return std::tuple{place.stream, place.first_version};
    });
    sealed_ = std::move(folding);
}

void Places::folded_to(std::size_t done) {
    sealed_->order.done = done;
    if (done < sealed_->order.by_hash.size()) return;
    sealed_.reset();
    ++forgotten_;
}

}  // namespace standstill::store::sqlite
