// The cases in memory: those asked for lately, up to a bound; the others are read from the log.
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

    // At most `cases`, and at most `events` of the record in all of them together.
    WarmCases(Load load, std::size_t cases, std::size_t events)
        : load_(std::move(load)), most_cases_(cases), most_events_(events) {}

    // The case, read from the log where it is not here. Any thread.
    base::Result<std::shared_ptr<WarmCase>> find(const std::string& id);
    // The case where it is here already, else nullptr; its place among the latest stays.
    std::shared_ptr<WarmCase> peek(const std::string& id) const;
    // From now on this one is the case: called by the writing thread after it was published.
    void put(const std::string& id, std::shared_ptr<WarmCase> warm, std::size_t events);
    // What is known of the case may be wrong: the next one who asks reads it anew.
    void forget(const std::string& id);
    std::size_t size() const;

private:
    struct Slot {
        std::shared_ptr<WarmCase> warm;
        std::size_t events = 0;
        std::list<const std::string*>::iterator place;
    };
    std::uint64_t& epoch(const std::string& id) {
        return epochs_[std::hash<std::string>{}(id) % epochs_.size()];
    }
    void insert(const std::string& id, std::shared_ptr<WarmCase> warm, std::size_t events);
    void trim();

    const Load load_;
    const std::size_t most_cases_, most_events_;
    mutable std::mutex mutex_;
    std::unordered_map<std::string, Slot> slots_;
    std::list<const std::string*> by_use_;  // the latest first; the keys of the map
    std::size_t events_ = 0;
    // Counts what was published, so that a case that was read meanwhile is not kept in its old
    // state.
    std::array<std::uint64_t, 256> epochs_{};
};

}  // namespace standstill::office
