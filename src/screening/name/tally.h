// From chosen pairings to one number: docs/screening-algorithm.md, "The sum".
//
// Works on parts and pairings alone, so that a score can be recomputed from an explanation.
#pragma once

#include <cstdint>
#include <span>

#include "screening/name/score.h"

namespace standstill::screening {

// Which parts a unit covers.
struct Covered {
    std::uint8_t first = 0;
    std::uint8_t count = 1;
};

// Thousandths of the similarity that were taken off, and for what.
struct Losses {
    std::uint32_t pairs = 0;         // paired, but not the same
    std::uint32_t query_alone = 0;   // of the query, paired with nothing
    std::uint32_t listed_alone = 0;  // of the listed name, so
    std::uint32_t conflict = 0;      // both have something alone: they may differ in it
    std::uint32_t evidence = 0;      // what is paired says little

    std::uint32_t sum() const { return pairs + query_alone + listed_alone + conflict + evidence; }
    friend bool operator==(const Losses&, const Losses&) = default;
};

// Names are compared by the numbers for people as soon as one of them is a person's, and by those
// for organisations, ships and goods else.
constexpr bool compares_people(EntityKind query, EntityKind listed) {
    return query == EntityKind::Person || listed == EntityKind::Person;
}

class Tally {
public:
    Tally(std::span<const Part> query, std::span<const Part> listed, bool people)
        : query_(query), listed_(listed), people_(people) {}

    void add(Covered query, Covered listed, const Likeness& likeness);

    std::uint64_t gain() const { return query_.gain; }
    Losses losses(const Mode& mode) const;
    std::uint32_t similarity(const Mode& mode) const;
    std::int32_t surprise() const;

private:
    struct Side {
        explicit Side(std::span<const Part> all) : parts(all) {}
        void add(Covered covered, std::uint32_t similarity);
        std::uint32_t weight() const;
        std::uint32_t weight_alone() const;
        std::uint32_t weight_met() const;
        // Whether a whole word, or an initial, of what names somebody is alone.
        bool has_word_alone() const;
        bool has_initial_alone() const;

        std::span<const Part> parts;
        std::uint32_t used = 0;  // mask of parts
        std::uint64_t gain = 0;
        std::uint64_t lost = 0;  // by pairs that are not the same
    };

    Side query_;
    Side listed_;
    bool people_;
    std::int32_t rare_ = 0;
};

// The most that similarity() can be when the query's gain is `gain`, whatever the listed name.
std::uint32_t most_by_gain(std::uint64_t gain, std::uint32_t weight, const Mode& mode);
std::uint32_t most_by_gains(std::uint64_t query_gain, std::uint32_t query_weight,
                            std::uint64_t listed_gain, std::uint32_t listed_weight, bool people,
                            const Mode& mode);

}  // namespace standstill::screening
