// The cases in memory: those asked for lately and those written to lately, up to a bound each; the
// others are read from the log.
//
// Who is written to lately does not give way to who is only read, nor to how much is written at the
// same time before it takes several times the memory of the others: else each round of the writing
// thread would read anew what the round before had put out, the whole case for every event.
#pragma once

#include <array>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "base/result.h"
#include "office/warm_case.h"

namespace standstill::office {

class WarmCases {
public:
    using Load = std::function<base::Result<std::shared_ptr<WarmCase>>(const std::string& id)>;

    struct Bounds {
        std::size_t cases = 512;             // in all
        std::size_t bytes = 32 << 20;        // of those that are not being written to, about
        std::size_t written = 256 << 20;     // of those that are
        std::uint64_t written_lately = 512;  // one of so many latest calls of put
    };

    WarmCases(Load load, Bounds bounds) : load_(std::move(load)), bounds_(bounds) {}

    // The case, read from the log where it is not here. Any thread.
    base::Result<std::shared_ptr<WarmCase>> find(const std::string& id);
    // The case where it is here already, else nullptr; its place among the latest stays.
    std::shared_ptr<WarmCase> peek(const std::string& id) const;
    // From now on this one is the case: called by the writing thread after it was published.
    // Whether its record has grown; what was only noted beside the record makes nobody stay longer.
    enum class Grown { No, Yes };
    void put(const std::string& id, std::shared_ptr<WarmCase> warm, Grown grown);
    // What is known of the case may be wrong: the next one who asks reads it anew.
    void forget(const std::string& id);
    std::size_t size() const;

private:
    // The latest first; the keys of the map.
    struct Shelf {
        std::list<const std::string*> by_use;
        std::size_t bytes = 0;
    };
    struct Slot {
        std::shared_ptr<WarmCase> warm;
        std::size_t bytes = 0;
        std::uint64_t written = 0;  // the number of the call of put, or 0
        Shelf* shelf = nullptr;
        std::list<const std::string*>::iterator place;
    };
    using Slots = std::unordered_map<std::string, Slot>;

    std::uint64_t& epoch(const std::string& id) {
        return epochs_[std::hash<std::string>{}(id) % epochs_.size()];
    }
    void lay(Slots::iterator slot, Shelf& shelf);
    void remove(Slots::iterator slot);
    void trim();
    void trim_written();

    const Load load_;
    const Bounds bounds_;
    mutable std::mutex mutex_;
    Slots slots_;
    Shelf read_, written_;
    std::uint64_t puts_ = 0;
    // Counts what was published, so that a case that was read meanwhile is not kept in its old
    // state.
    std::array<std::uint64_t, 256> epochs_{};
};

}  // namespace standstill::office
