#include "store/sqlite/finder.h"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>

namespace standstill::store::sqlite {

using base::ErrorKind;
using base::fail;
using base::Result;
using ledger::LeafIndex;
using ledger::Receipt;
using ledger::StoredEvent;

Receipt receipt_of(const Place& place, bool repeated) {
    return {LeafIndex{place.first}, place.first_version, place.count, repeated};
}

Result<State::Stream> Finder::stream_of(const std::string& name) const {
    {
        const std::shared_lock lock{state_.mutex};
        const auto known = state_.by_name.find(name);
        if (known != state_.by_name.end()) return known->second;
    }
    auto reader = readers_.take();
    if (!reader) return reader.error();
    auto number = (*reader)->stream_number(name);
    if (!number) return number.error();
    if (!*number) return State::Stream{};
    {
        const std::shared_lock lock{state_.mutex};
        if (auto versions = state_.places.versions(**number))
            return State::Stream{**number, *versions};
    }
    auto versions = (*reader)->versions(**number);
    if (!versions) return versions.error();
    return State::Stream{**number, *versions};
}

Result<std::vector<Place>> Finder::places_of(std::int64_t hash) const {
    std::vector<Place> places;
    {
        const std::shared_lock lock{state_.mutex};
        places = state_.places.with_hash(hash);
    }
    if (!state_.in_tables.may_hold(hash)) return places;
    auto reader = readers_.take();
    if (!reader) return reader.error();
    auto firsts = (*reader)->commands_with(hash);
    if (!firsts) return firsts.error();
    for (const std::uint64_t first : *firsts) {
        if (std::ranges::find(places, first, &Place::first) != places.end()) continue;
        auto place = (*reader)->place_at(first);
        if (!place) return place.error();
        places.push_back(*place);
    }
    return places;
}

Result<std::optional<std::vector<StoredEvent>>> Finder::kept_under(const Place& place,
                                                                   std::string_view cmd) const {
    auto reader = readers_.take();
    if (!reader) return reader.error();
    auto events = (*reader)->events(place.first, place.count);
    if (!events) return events.error();
    if (events->size() != place.count)
        return fail(ErrorKind::Corrupt,
                    fmt::format("event {} is missing", place.first + events->size()));
    auto first = ledger::scan_event(events->front().bytes);
    if (!first) return base::in_context(first.error(), fmt::format("event {}", place.first));
    if (first->cmd != cmd) return std::optional<std::vector<StoredEvent>>{};
    return std::optional{std::move(*events)};
}

Result<std::optional<Receipt>> Finder::receipt(std::string_view cmd) const {
    auto places = places_of(command_hash(cmd));
    if (!places) return places.error();
    for (const Place& place : *places) {
        auto kept = kept_under(place, cmd);
        if (!kept) return kept.error();
        if (*kept) return std::optional{receipt_of(place, true)};
    }
    return std::optional<Receipt>{};
}

Result<std::vector<StoredEvent>> Finder::stream(std::string_view id, std::uint64_t from_version,
                                                std::size_t limit) const {
    std::vector<StoredEvent> found;
    auto reader = readers_.take();
    if (!reader) return reader.error();
    auto number = (*reader)->stream_number(id);
    if (!number) return number.error();
    if (!*number) return found;

    std::vector<Place> recent;
    {
        const std::shared_lock lock{state_.mutex};
        recent = state_.places.of_stream(**number);
    }
    // One more, because the first may hold nothing but what lies before the version.
    const auto enough = static_cast<std::uint32_t>(std::min<std::size_t>(limit, 0xffff'fffe) + 1);
    auto places = (*reader)->spans(**number, from_version, enough);
    if (!places) return places.error();
    // While a generation is being folded, the tables have some of what memory has.
    std::uint64_t next = places->empty() ? 0 : places->back().first_version + places->back().count;
    for (const Place& place : recent)
        if (place.first_version >= next) places->push_back(place);

    for (const Place& place : *places) {
        if (found.size() == limit) break;
        if (place.first_version + place.count <= from_version) continue;
        const std::uint64_t skip =
            from_version > place.first_version ? from_version - place.first_version : 0;
        const std::uint64_t count =
            std::min<std::uint64_t>(place.count - skip, limit - found.size());
        auto events = (*reader)->events(place.first + skip, count);
        if (!events) return events.error();
        std::ranges::move(*events, std::back_inserter(found));
    }
    return found;
}

}  // namespace standstill::store::sqlite
