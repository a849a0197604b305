// What a thread remembers of words it has met: which lists of an index they pair with.
//
// Names are made of few words again and again, so most words of a file have been met before.
// Bounded: once full, all is forgotten and begun anew, between two searches only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "screening/name/unit.h"

namespace standstill::screening::find {

// A list of names and how alike a unit of it is to the one asked about.
struct Paired {
    std::uint32_t list = 0;
    std::uint16_t similarity = 0;     // thousandths, or more
    std::uint16_t listed_weight = 0;  // the most that the unit weighs in a name; kHeavy: any
};

// A run of pairs in the memory's own store.
struct Run {
    std::uint32_t at = 0;
    std::uint32_t size = 0;
};

class WordMemory {
public:
    explicit WordMemory(std::size_t most_pairs = std::size_t{1} << 18) : most_(most_pairs) {}

    // Forgets all if it is full.
    void begin_search();
    std::optional<Run> find(const UnitView& unit) const;
    // What is put here stays until begin_search() at the least. Not found again if `remember` is
    // false.
    Run keep(const UnitView& unit, std::span<const Paired> pairs, bool remember);
    std::span<const Paired> pairs(Run run) const {
        return std::span(pairs_).subspan(run.at, run.size);
    }

private:
    struct Entry {
        std::uint64_t hash = 0;
        std::uint64_t key = 0;
        UnitKind kind = UnitKind::Text;
        std::uint16_t cost = 0;
        std::uint32_t text_at = 0;
        std::uint32_t text_size = 0;
        Run run;
    };
    static constexpr std::uint32_t kNone = 0xffff'ffff;

    void forget();

    std::size_t most_;
    std::vector<Paired> pairs_;
    std::vector<char> letters_;
    std::vector<Entry> entries_;
    std::vector<std::uint32_t> slots_;
};

}  // namespace standstill::screening::find
