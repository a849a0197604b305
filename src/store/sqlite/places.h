// Where the newest commands are, in memory, until the tables know.
//
// A command id is random, and each new one would land on another page of a table: a transaction of
// a thousand commands would write a thousand pages to say where the commands are, ten times as much
// as the commands themselves. So the places of new commands are read from the rows of `batch`
// (where they are durable) into memory, and are folded into the tables `command` and `span` in
// sorted order, a slice with each transaction.
//
// Two generations: the open one takes what is new; the sealed one is sorted and on its way into the
// tables. A place leaves memory only after its whole generation is committed to the tables, so
// whoever looks in memory first and in the tables afterwards finds everything.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "store/sqlite/batch.h"

namespace standstill::store::sqlite {

class Places {
public:
    void add(const Place& place) { open_.add(place); }

    // The commands that may have this id.
    std::vector<Place> with_hash(std::int64_t hash) const;
    // Those of a stream, in the order of their versions.
    std::vector<Place> of_stream(std::uint32_t stream) const;
    // How many events a stream has, where memory knows.
    std::optional<std::uint64_t> versions(std::uint32_t stream) const;

    std::size_t open_count() const { return open_.places.size(); }
    bool is_folding() const { return sealed_.has_value(); }

    // Closes the open generation; `end` is the size of the log, below which everything is in it or
    // in the tables. Nothing may be sealed already.
    void seal(std::uint64_t end);
    // Puts the sealed generation into the orders of the tables. Nobody but the writer looks at
    // these, so it needs no lock, which a large generation would hold for long.
    void sort_sealed();

    // The sealed generation in the two orders of the tables, how far each is folded, and its end.
    struct Sealed {
        std::vector<Place> by_hash;
        std::vector<Place> by_stream;
        std::size_t done = 0;
        std::uint64_t end = 0;
    };
    const Sealed& sealed() const { return sealed_->order; }
    // What the tables have by now. The generation is forgotten with its last entry.
    void folded_to(std::size_t done);

private:
    // Places in the order in which they came. `slots` is a hash table of places by hash, open
    // addressing over the hash itself, which is uniform; `earlier` leads from a place to the one
    // before it in its stream.
    struct Generation {
        std::vector<Place> places;
        std::vector<std::uint32_t> slots;
        std::vector<std::uint32_t> earlier;
        std::unordered_map<std::uint32_t, std::uint32_t> newest;  // of each stream

        void add(const Place& place);
        void put(std::uint32_t at);
    };
    struct Folding {
        Generation generation;
        Sealed order;
    };

    Generation open_;
    std::optional<Folding> sealed_;
};

}  // namespace standstill::store::sqlite
