#include "office/warm_cases.h"

#include <utility>

namespace standstill::office {

base::Result<std::shared_ptr<WarmCase>> WarmCases::find(const std::string& id) {
    while (true) {
        std::uint64_t before = 0;
        {
            const std::lock_guard lock{mutex_};
            auto slot = slots_.find(id);
            if (slot != slots_.end()) {
                by_use_.splice(by_use_.begin(), by_use_, slot->second.place);
                return slot->second.warm;
            }
            before = epoch(id);
        }
        auto loaded = load_(id);
        if (!loaded) return loaded.error();
        const std::lock_guard lock{mutex_};
        auto slot = slots_.find(id);
        if (slot != slots_.end()) return slot->second.warm;
        if (epoch(id) != before) continue;
        const auto snapshot = (*loaded)->look();
        insert(id, *loaded, snapshot ? snapshot->of->events.size() : 0);
        return *loaded;
    }
}

std::shared_ptr<WarmCase> WarmCases::peek(const std::string& id) const {
    const std::lock_guard lock{mutex_};
    auto slot = slots_.find(id);
    return slot == slots_.end() ? nullptr : slot->second.warm;
}

void WarmCases::put(const std::string& id, std::shared_ptr<WarmCase> warm, std::size_t events) {
    const std::lock_guard lock{mutex_};
    ++epoch(id);
    auto slot = slots_.find(id);
    if (slot == slots_.end()) return insert(id, std::move(warm), events);
    events_ += events - slot->second.events;
    slot->second.warm = std::move(warm);
    slot->second.events = events;
    by_use_.splice(by_use_.begin(), by_use_, slot->second.place);
    trim();
}

void WarmCases::forget(const std::string& id) {
    const std::lock_guard lock{mutex_};
    ++epoch(id);
    auto slot = slots_.find(id);
    if (slot == slots_.end()) return;
    events_ -= slot->second.events;
    by_use_.erase(slot->second.place);
    slots_.erase(slot);
}

std::size_t WarmCases::size() const {
    const std::lock_guard lock{mutex_};
    return slots_.size();
}

void WarmCases::insert(const std::string& id, std::shared_ptr<WarmCase> warm, std::size_t events) {
    auto [slot, is_new] = slots_.try_emplace(id);
    by_use_.push_front(&slot->first);
    slot->second = {std::move(warm), events, by_use_.begin()};
    events_ += events;
    trim();
}

// The one that was used last stays, however long it is.
void WarmCases::trim() {
    while (slots_.size() > 1 && (slots_.size() > most_cases_ || events_ > most_events_)) {
        auto slot = slots_.find(*by_use_.back());
        events_ -= slot->second.events;
        by_use_.pop_back();
        slots_.erase(slot);
    }
}

}  // namespace standstill::office
