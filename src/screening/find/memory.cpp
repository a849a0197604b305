#include "screening/find/memory.h"

#include <string_view>

#include "screening/find/contents.h"

namespace standstill::screening::find {

namespace {
// Entries, of which most words have few pairs.
constexpr std::size_t kMostEntries = std::size_t{1} << 15;
}  // namespace

void WordMemory::forget() {
    pairs_.clear();
    letters_.clear();
    entries_.clear();
    slots_.assign(2 * kMostEntries, kNone);
}

void WordMemory::begin_search() {
    if (slots_.empty() || pairs_.size() >= most_ || entries_.size() >= kMostEntries / 2) forget();
}

std::optional<Run> WordMemory::find(const UnitView& unit) const {
    const std::uint64_t hash = content_hash(unit.kind, unit.cost, unit.key, unit.text);
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t slot = hash & mask; slots_[slot] != kNone; slot = (slot + 1) & mask) {
        const Entry& entry = entries_[slots_[slot]];
        if (entry.hash == hash && entry.key == unit.key && entry.kind == unit.kind &&
            entry.cost == unit.cost &&
            std::string_view(letters_.data() + entry.text_at, entry.text_size) == unit.text)
            return entry.run;
    }
    return std::nullopt;
}

Run WordMemory::keep(const UnitView& unit, std::span<const Paired> pairs, bool remember) {
    Entry entry;
    entry.run = {static_cast<std::uint32_t>(pairs_.size()),
                 static_cast<std::uint32_t>(pairs.size())};
    pairs_.insert(pairs_.end(), pairs.begin(), pairs.end());
    if (!remember || entries_.size() >= kMostEntries) return entry.run;
    entry.hash = content_hash(unit.kind, unit.cost, unit.key, unit.text);
    entry.key = unit.key, entry.kind = unit.kind, entry.cost = unit.cost;
    entry.text_at = static_cast<std::uint32_t>(letters_.size());
    entry.text_size = static_cast<std::uint32_t>(unit.text.size());
    letters_.insert(letters_.end(), unit.text.begin(), unit.text.end());
    const std::size_t mask = slots_.size() - 1;
    std::size_t slot = entry.hash & mask;
    while (slots_[slot] != kNone) slot = (slot + 1) & mask;
    slots_[slot] = static_cast<std::uint32_t>(entries_.size());
    entries_.push_back(entry);
    return entry.run;
}

}  // namespace standstill::screening::find
