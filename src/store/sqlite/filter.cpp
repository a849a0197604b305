#include "store/sqlite/filter.h"

namespace standstill::store::sqlite {

Filter::Position Filter::position(std::int64_t hash, std::size_t words) {
    const auto bits = static_cast<std::uint64_t>(hash);
    Position position{static_cast<std::size_t>(bits >> 24) & (words - 1), 0};
    for (int i = 0; i < 4; ++i) position.mask |= std::uint64_t{1} << ((bits >> (6 * i)) & 63);
    return position;
}

void Filter::add(std::int64_t hash) {
    std::size_t used = used_.load(std::memory_order_relaxed);
    // Full to the last segment means more commands than SQLite can hold rows for; then the last one
    // fills up and says "maybe" more often, which is slower and not wrong.
    if (room_ == 0 && used < kMaxSegments) {
        const std::size_t capacity = kFirstCapacity << used;
        segments_[used].words = capacity * kBitsPerHash / 64;
        segments_[used].bits =
            std::make_unique<std::atomic<std::uint64_t>[]>(segments_[used].words);
        room_ = capacity;
        used_.store(++used, std::memory_order_release);
    }
    if (room_ > 0) --room_;
    Segment& segment = segments_[used - 1];
    const Position at = position(hash, segment.words);
    segment.bits[at.word].fetch_or(at.mask, std::memory_order_release);
}

bool Filter::may_hold(std::int64_t hash) const {
    if (!complete_.load(std::memory_order_acquire)) return true;
    const std::size_t used = used_.load(std::memory_order_acquire);
    for (std::size_t i = 0; i < used; ++i) {
        const Position at = position(hash, segments_[i].words);
        if ((segments_[i].bits[at.word].load(std::memory_order_acquire) & at.mask) == at.mask)
            return true;
    }
    return false;
}

}  // namespace standstill::store::sqlite
