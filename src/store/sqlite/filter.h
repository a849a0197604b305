// Which command ids are certainly new: a Bloom filter over the table `command`.
//
// Nearly every command is new, and to learn that from the table costs a walk down a tree that is
// larger than the cache. The filter says "not in the table" for all but about one in a hundred of
// them, in 2 bytes of memory a command. It is filled by a thread after the start; until then
// everything may be in the table.
//
// The hashes are uniform already (store/sqlite/batch.h), so their bits serve as the positions.
// Segments of doubling size are added as the log grows; nothing is ever taken out. All calls may
// come from several threads.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>

namespace standstill::store::sqlite {

class Filter {
public:
    // One thread at a time.
    void add(std::int64_t hash);
    // The table has been read to the end.
    void complete() { complete_.store(true, std::memory_order_release); }

    // False only where the table does not have the hash.
    bool may_hold(std::int64_t hash) const;

private:
    static constexpr std::size_t kFirstCapacity = std::size_t{1} << 20;
    static constexpr std::size_t kBitsPerHash = 16;
    static constexpr std::size_t kMaxSegments = 16;

    struct Segment {
        std::size_t words = 0;
        std::unique_ptr<std::atomic<std::uint64_t>[]> bits;
    };
    // Four bits of one word: a look costs one cache line for each segment.
    struct Position {
        std::size_t word;
        std::uint64_t mask;
    };
    static Position position(std::int64_t hash, std::size_t words);

    std::array<Segment, kMaxSegments> segments_;
    std::atomic<std::size_t> used_{0};
    std::size_t room_ = 0;
    std::atomic<bool> complete_{false};
};

}  // namespace standstill::store::sqlite
