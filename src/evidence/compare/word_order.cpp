#include "evidence/compare/word_order.h"

#include <algorithm>
#include <bit>

namespace standstill::evidence {

namespace {

constexpr std::uint32_t kNoRow = 0;

// Where the windows of a text of `length` words begin, and how long they are.
struct Windows {
    std::uint32_t size;
    std::uint32_t step;
};

Windows windows_for(std::uint32_t shorter) {
    return {shorter + shorter * 2 / 5 + 20, std::max<std::uint32_t>(1, shorter / 3)};
}

}  // namespace

WordOrder::WordOrder(std::span<const std::uint32_t> words) : words_(words.begin(), words.end()) {
    lanes_ = words.size() / 64 + 1;
    std::size_t slots = std::bit_ceil(std::max<std::size_t>(16, words.size() * 2));
    slots_.assign(slots, 0);
    slot_mask_ = static_cast<std::uint32_t>(slots - 1);
    matches_.assign(lanes_, 0);
    std::uint32_t rows = 1;
    for (std::size_t i = 0; i < words.size(); ++i) {
        std::uint32_t at = words[i] & slot_mask_;
        while (slots_[at] != 0 && slots_[at] >> 32 != words[i]) at = (at + 1) & slot_mask_;
        if (slots_[at] == 0) {
            slots_[at] = static_cast<std::uint64_t>(words[i]) << 32 | rows++;
            matches_.resize(rows * lanes_, 0);
        }
        auto row = static_cast<std::uint32_t>(slots_[at]);
        matches_[row * lanes_ + i / 64] |= std::uint64_t{1} << (i % 64);
    }
}

std::uint32_t WordOrder::row_of(std::uint32_t word) const {
    std::uint32_t at = word & slot_mask_;
    while (slots_[at] != 0) {
        if (slots_[at] >> 32 == word) return static_cast<std::uint32_t>(slots_[at]);
        at = (at + 1) & slot_mask_;
    }
    return kNoRow;
}

std::vector<std::uint32_t> WordOrder::rows_of(std::span<const std::uint32_t> words) const {
    std::vector<std::uint32_t> rows;
    rows.reserve(words.size());
    for (std::uint32_t word : words) rows.push_back(row_of(word));
    return rows;
}

// Words of the other text that match nothing leave the vector as it is and are passed over.
std::uint32_t WordOrder::common_words(std::span<const std::uint32_t> rows, WordRange own) const {
    std::size_t first = own.first / 64;
    std::size_t last = (own.last + 63) / 64;
    std::uint64_t first_mask = ~std::uint64_t{0} << (own.first % 64);
    std::uint64_t last_mask =
        own.last % 64 == 0 ? ~std::uint64_t{0} : ~(~std::uint64_t{0} << (own.last % 64));
    constexpr std::size_t kFewLanes = 64;
    std::uint64_t few[kFewLanes];
    std::vector<std::uint64_t> many;
    std::size_t lanes = last - first;
    std::uint64_t* vector = few;
    if (lanes > kFewLanes) {
        many.resize(lanes);
        vector = many.data();
    }
    std::fill_n(vector, lanes, ~std::uint64_t{0});
    for (std::uint32_t row : rows) {
        if (row == kNoRow) continue;
        const std::uint64_t* match = &matches_[row * lanes_ + first];
        unsigned long long carry = 0;
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            std::uint64_t m = match[lane];
            if (lane == 0) m &= first_mask;
            if (lane + 1 == lanes) m &= last_mask;
            std::uint64_t v = vector[lane];
            std::uint64_t u = v & m;
            std::uint64_t sum = v + u;
            std::uint64_t overflow = sum < v ? 1 : 0;
            sum += carry;
            overflow |= sum < carry ? 1 : 0;
            carry = overflow;
            vector[lane] = sum | (v & ~m);
        }
    }
    std::uint32_t common = 0;
    for (std::size_t lane = 0; lane < lanes; ++lane) {
        std::uint64_t zeros = ~vector[lane];
        if (lane == 0) zeros &= first_mask;
        if (lane + 1 == lanes) zeros &= last_mask;
        common += static_cast<std::uint32_t>(std::popcount(zeros));
    }
    return common;
}

OrderScore WordOrder::best(std::span<const std::uint32_t> other, std::uint32_t stop_below) const {
    OrderScore best;
    auto own = static_cast<std::uint32_t>(words_.size());
    auto others = static_cast<std::uint32_t>(other.size());
    std::uint32_t shorter = std::min(own, others);
    if (shorter == 0) return best;
    best.of_prepared = own > others;
    std::uint32_t longer = std::max(own, others);
    Windows windows = windows_for(shorter);
    std::vector<std::uint32_t> rows = rows_of(other);
    for (std::uint32_t from = 0;; from += windows.step) {
        WordRange window{from, std::min(longer, from + windows.size)};
        std::uint32_t common = 0;
        if (best.of_prepared) {
            common = common_words(rows, window);
        } else {
            auto seen = std::span(rows).subspan(window.first, window.size());
            auto most = static_cast<std::uint32_t>(
                seen.size() - static_cast<std::size_t>(std::ranges::count(seen, kNoRow)));
            if (most > best.common && most >= stop_below) common = common_words(seen, {0, own});
        }
        if (common > best.common) {
            best.common = common;
            best.window = window;
        }
        if (window.last == longer) break;
    }
    best.thousandths = static_cast<int>(std::uint64_t{best.common} * 1000 / shorter);
    return best;
}

OrderScore WordOrder::score(std::span<const std::uint32_t> other) const { return best(other, 0); }

bool WordOrder::reaches(std::span<const std::uint32_t> other, int least) const {
    std::size_t shorter = std::min(words_.size(), other.size());
    auto needed =
        static_cast<std::uint32_t>((shorter * static_cast<std::size_t>(least) + 999) / 1000);
    return best(other, needed).thousandths >= least;
}

ShingleSet::ShingleSet(std::span<const std::uint64_t> shingles) : sieve_(1024) {
    slots_.assign(std::bit_ceil(std::max<std::size_t>(16, shingles.size() * 2)), 0);
    slot_mask_ = slots_.size() - 1;
    for (std::uint64_t shingle : shingles) {
        sieve_[shingle >> 54] |= std::uint64_t{1} << (shingle & 63);
        std::uint64_t at = shingle & slot_mask_;
        while (slots_[at] != 0 && slots_[at] != shingle) at = (at + 1) & slot_mask_;
        slots_[at] = shingle;
    }
}

std::uint32_t ShingleSet::shared(std::span<const std::uint64_t> shingles,
                                 std::uint32_t enough) const {
    std::uint32_t sieved = 0;
    for (std::uint64_t shingle : shingles)
        sieved += static_cast<std::uint32_t>(sieve_[shingle >> 54] >> (shingle & 63) & 1);
    if (sieved == 0) return 0;
    std::uint32_t count = 0;
    for (std::uint64_t shingle : shingles) {
        if ((sieve_[shingle >> 54] >> (shingle & 63) & 1) == 0) continue;
        std::uint64_t at = shingle & slot_mask_;
        while (slots_[at] != 0 && slots_[at] != shingle) at = (at + 1) & slot_mask_;
        if (slots_[at] == shingle && ++count >= enough) return count;
    }
    return count;
}

}  // namespace standstill::evidence
