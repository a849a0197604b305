// Finding commands and streams, in memory and in the tables.
#pragma once

#include <cstdint>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ledger/event_log.h"
#include "ledger/tree.h"
#include "store/sqlite/filter.h"
#include "store/sqlite/places.h"
#include "store/sqlite/reader.h"

namespace standstill::store::sqlite {

// What memory knows of the log; everything in it is committed. Guarded by `mutex`; only the writer
// changes it, so the writer reads without it.
struct State {
    mutable std::shared_mutex mutex;
    ledger::Frontier frontier;
    Places places;
    Filter in_tables;  // guards itself
    std::uint64_t folded = 0;
    std::uint32_t streams = 0;  // the highest number in the table `stream`

    struct Stream {
        std::uint32_t number = 0;
        std::uint64_t versions = 0;
    };
    std::unordered_map<std::string, Stream> by_name;  // those that were written to since the start
};

// All questions look in memory first and in the tables afterwards (store/sqlite/places.h says why).
class Finder {
public:
    Finder(const State& state, Readers& readers) : state_(state), readers_(readers) {}

    // The number of a stream and how many events it has; number 0 where it is new.
    base::Result<State::Stream> stream_of(const std::string& name) const;
    // Where commands of this hash are.
    base::Result<std::vector<Place>> places_of(std::int64_t hash) const;
    // The events at a place, if they are those of the command and not of one with the same hash.
    base::Result<std::optional<std::vector<ledger::StoredEvent>>> kept_under(
        const Place& place, std::string_view cmd) const;
    base::Result<std::optional<ledger::Receipt>> receipt(std::string_view cmd) const;
    // The events of a stream from a version on, at most `limit`.
    base::Result<std::vector<ledger::StoredEvent>> stream(std::string_view id,
                                                          std::uint64_t from_version,
                                                          std::size_t limit) const;

private:
    const State& state_;
    Readers& readers_;
};

ledger::Receipt receipt_of(const Place& place, bool repeated);

}  // namespace standstill::store::sqlite
