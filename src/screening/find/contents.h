// The distinct contents of units, numbered as they are met.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "screening/name/unit.h"

namespace standstill::screening::find {

class Contents {
public:
    Contents() : slots_(1 << 10, kNone) {}

    // The number of a content, a new one if it was not met yet.
    std::uint32_t number(const UnitView& unit);

    // Keeps the greatest weight that a content was met with.
    void weigh(std::uint32_t i, std::uint32_t weight);

    std::size_t size() const { return kind_.size(); }
    UnitKind kind(std::uint32_t i) const { return kind_[i]; }
    std::uint16_t cost(std::uint32_t i) const { return cost_[i]; }
    std::uint64_t key(std::uint32_t i) const { return key_[i]; }
    std::uint16_t weight(std::uint32_t i) const { return weight_[i]; }
    std::string_view text(std::uint32_t i) const { return piece(i).substr(0, text_size_[i]); }
    std::string_view sound(std::uint32_t i) const { return piece(i).substr(text_size_[i]); }

private:
    static constexpr std::uint32_t kNone = 0xffff'ffff;

    std::string_view piece(std::uint32_t i) const {
        return {letters_.data() + at_[i], at_[i + 1] - at_[i]};
    }
    void grow();

    std::vector<UnitKind> kind_;
    std::vector<std::uint16_t> cost_;
    std::vector<std::uint64_t> key_;
    std::vector<std::uint16_t> weight_;
    std::vector<std::uint16_t> text_size_;
    std::vector<std::uint64_t> at_{0};
    std::vector<char> letters_;  // text, then sound
    std::vector<std::uint32_t> slots_;
};

// Of kind, cost, key and text; the sound follows from the text.
std::uint64_t content_hash(UnitKind kind, std::uint16_t cost, std::uint64_t key,
                           std::string_view text);

}  // namespace standstill::screening::find
