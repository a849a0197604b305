#include "screening/find/contents.h"

#include <algorithm>
#include <cstring>

namespace standstill::screening::find {

std::uint64_t content_hash(UnitKind kind, std::uint16_t cost, std::uint64_t key,
                           std::string_view text) {
    std::uint64_t hash =
        key ^ static_cast<std::uint64_t>(kind) << 56 ^ static_cast<std::uint64_t>(cost) << 40;
    auto mix = [&](std::uint64_t word) {
        hash = (hash ^ word) * 0x9e37'79b9'7f4a'7c15U;
        hash ^= hash >> 32;
    };
    mix(text.size());
    for (std::size_t at = 0; at < text.size(); at += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, text.data() + at, std::min<std::size_t>(8, text.size() - at));
        mix(word);
    }
    return hash;
}

std::uint32_t Contents::number(const UnitView& unit) {
    if (2 * (size() + 1) > slots_.size()) grow();
    const std::size_t mask = slots_.size() - 1;
    std::size_t slot = content_hash(unit.kind, unit.cost, unit.key, unit.text) & mask;
    for (; slots_[slot] != kNone; slot = (slot + 1) & mask) {
        const std::uint32_t i = slots_[slot];
        if (key_[i] == unit.key && kind_[i] == unit.kind && cost_[i] == unit.cost &&
            text(i) == unit.text)
            return i;
    }
    const auto made = static_cast<std::uint32_t>(size());
    slots_[slot] = made;
    kind_.push_back(unit.kind);
    cost_.push_back(unit.cost);
    key_.push_back(unit.key);
    weight_.push_back(0);
    text_size_.push_back(static_cast<std::uint16_t>(unit.text.size()));
    letters_.insert(letters_.end(), unit.text.begin(), unit.text.end());
    letters_.insert(letters_.end(), unit.sound.begin(), unit.sound.end());
    at_.push_back(letters_.size());
    return made;
}

void Contents::weigh(std::uint32_t i, std::uint32_t weight) {
    weight_[i] = static_cast<std::uint16_t>(
        std::min<std::uint32_t>(std::max<std::uint32_t>(weight, weight_[i]), 0xffff));
}

void Contents::grow() {
    slots_.assign(2 * slots_.size(), kNone);
    const std::size_t mask = slots_.size() - 1;
    for (std::uint32_t i = 0; i < size(); ++i) {
        std::size_t slot = content_hash(kind_[i], cost_[i], key_[i], text(i)) & mask;
        while (slots_[slot] != kNone) slot = (slot + 1) & mask;
        slots_[slot] = i;
    }
}

}  // namespace standstill::screening::find
