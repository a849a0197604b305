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
                Shelf& shelf = *slot->second.shelf;
                shelf.by_use.splice(shelf.by_use.begin(), shelf.by_use, slot->second.place);
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
        slot = slots_.try_emplace(id).first;
        slot->second.warm = *loaded;
        lay(slot, read_);
        trim();
        return *loaded;
    }
}

std::shared_ptr<WarmCase> WarmCases::peek(const std::string& id) const {
    const std::lock_guard lock{mutex_};
    auto slot = slots_.find(id);
    return slot == slots_.end() ? nullptr : slot->second.warm;
}

void WarmCases::put(const std::string& id, std::shared_ptr<WarmCase> warm, Grown grown) {
    const std::lock_guard lock{mutex_};
    ++epoch(id);
    auto slot = slots_.try_emplace(id).first;
    slot->second.warm = std::move(warm);
    if (grown == Grown::Yes) {
        slot->second.written = ++puts_;
        lay(slot, written_);
        trim_written();
    } else {
        lay(slot, slot->second.shelf == &written_ ? written_ : read_);
    }
    trim();
}

void WarmCases::forget(const std::string& id) {
    const std::lock_guard lock{mutex_};
    ++epoch(id);
    auto slot = slots_.find(id);
    if (slot != slots_.end()) remove(slot);
}

std::size_t WarmCases::size() const {
    const std::lock_guard lock{mutex_};
    return slots_.size();
}

// To the front of a shelf, from wherever it was.
void WarmCases::lay(Slots::iterator slot, Shelf& shelf) {
    Slot& of = slot->second;
    if (of.shelf == nullptr) {
        of.place = shelf.by_use.insert(shelf.by_use.begin(), &slot->first);
    } else {
        of.shelf->bytes -= of.bytes;
        shelf.by_use.splice(shelf.by_use.begin(), of.shelf->by_use, of.place);
    }
    of.shelf = &shelf;
    of.bytes = of.warm->bytes();
    shelf.bytes += of.bytes;
}

void WarmCases::remove(Slots::iterator slot) {
    Slot& of = slot->second;
    of.shelf->bytes -= of.bytes;
    of.shelf->by_use.erase(of.place);
    slots_.erase(slot);
}

// In the writing thread. The one that was written last stays, however long it is.
void WarmCases::trim_written() {
    while (written_.by_use.size() > 1) {
        auto slot = slots_.find(*written_.by_use.back());
        const bool is_old = puts_ - slot->second.written >= bounds_.written_lately;
        if (!is_old && written_.bytes <= bounds_.written) return;
        slot->second.warm->rest();
        lay(slot, read_);
    }
}

// The one that was asked for last stays.
void WarmCases::trim() {
    while (read_.by_use.size() > 1 &&
           (slots_.size() > bounds_.cases || read_.bytes > bounds_.bytes))
        remove(slots_.find(*read_.by_use.back()));
}

}  // namespace standstill::office
