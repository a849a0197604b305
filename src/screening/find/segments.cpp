#include "screening/find/segments.h"

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <numeric>

namespace standstill::screening::find {

namespace {

// Shorter texts would have pieces of one letter, which nearly every text has.
constexpr std::size_t kShortestPiece = 2;

struct Piece {
    std::size_t at = 0;
    std::size_t size = 0;
};

Piece piece_of(std::size_t text_size, std::size_t pieces, std::size_t i) {
    const std::size_t begin = i * text_size / pieces, end = (i + 1) * text_size / pieces;
    return {begin, end - begin};
}

// Of letters' numbers, the size of the whole text and which piece it is.
template <typename Letters>
std::uint64_t piece_hash(std::size_t text_size, std::size_t i, Letters letters, std::size_t size) {
    std::uint64_t word = text_size << 8 | i;
    for (std::size_t j = 0; j < size; ++j) word = word * 41 + letters(j);
    word *= 0x9e37'79b9'7f4a'7c15U;
    return word ^ word >> 29;
}

std::size_t bucket_of(std::uint64_t hash, std::size_t buckets) {
    return (hash * 0xbf58'476d'1ce4'e5b9U) >> (64 - std::countr_zero(buckets));
}

// Calls visit(bucket, place) for each piece of each prepared text.
template <typename Visit>
void for_each_piece(const Sounds& sounds, std::span<const std::uint8_t> prepared,
                    std::size_t buckets, Visit visit) {
    for (std::size_t size = 0; size < Sounds::kRegular; ++size) {
        if (prepared[size] == EditLimits::kFar) continue;
        const std::size_t pieces = prepared[size] + 1U;
        for (std::uint32_t place = sounds.first_of[size]; place < sounds.first_of[size + 1];
             ++place) {
            const std::uint8_t* row = sounds.row(place, size);
            for (std::size_t i = 0; i < pieces; ++i) {
                const Piece piece = piece_of(size, pieces, i);
                auto letter = [&](std::size_t j) { return row[piece.at + j]; };
                visit(bucket_of(piece_hash(size, i, letter, piece.size), buckets), place);
            }
        }
    }
}

}  // namespace

SegmentArrays cut(const Sounds& sounds,
                  const std::array<std::uint8_t, Sounds::kRegular>& most_edits,
                  KeepSignatures keep) {
    SegmentArrays arrays;
    std::size_t entries = 0;
    for (std::size_t size = 0; size < Sounds::kRegular; ++size) {
        const std::size_t pieces = most_edits[size] + 1U;
        const bool worth = most_edits[size] != EditLimits::kFar && size >= kShortestPiece * pieces;
        arrays.prepared.push_back(worth ? most_edits[size] : EditLimits::kFar);
        if (worth) entries += pieces * (sounds.first_of[size + 1] - sounds.first_of[size]);
    }
    const std::size_t buckets = std::bit_ceil(std::max<std::size_t>(entries / 4, 2));
    arrays.bucket_at.assign(buckets + 1, 0);
    for_each_piece(sounds, arrays.prepared, buckets,
                   [&](std::size_t bucket, std::uint32_t) { ++arrays.bucket_at[bucket]; });
    // Filled from behind: each bucket's end becomes its beginning.
    std::partial_sum(arrays.bucket_at.begin(), arrays.bucket_at.end(), arrays.bucket_at.begin());
    arrays.places.resize(entries);
    if (keep == KeepSignatures::Yes) arrays.signatures.resize(entries);
    for_each_piece(sounds, arrays.prepared, buckets, [&](std::size_t bucket, std::uint32_t place) {
        const std::uint32_t at = --arrays.bucket_at[bucket];
        arrays.places[at] = place;
        if (keep == KeepSignatures::Yes) arrays.signatures[at] = sounds.signatures[place];
    });
    return arrays;
}

void Segments::take(std::size_t bucket, std::uint32_t first, std::uint32_t last,
                    Signature signature, unsigned edits, std::vector<std::uint32_t>& out) const {
    for (std::uint32_t at = bucket_at[bucket]; at < bucket_at[bucket + 1]; ++at) {
        if (places[at] < first || places[at] >= last) continue;
        if (!signatures.empty() && !may_be_within(signature, signatures[at], edits)) continue;
        out.push_back(places[at]);
    }
}

void Segments::collect(const Sounds& sounds, std::string_view text, Signature signature,
                       std::size_t size, std::size_t edits, std::vector<std::uint32_t>& out) const {
    const std::size_t pieces = prepared[size] + 1U;
    const std::size_t buckets = bucket_at.size() - 1;
    const auto difference =
        static_cast<std::ptrdiff_t>(text.size()) - static_cast<std::ptrdiff_t>(size);
    for (std::size_t i = 0; i <= edits; ++i) {
        const Piece piece = piece_of(size, pieces, i);
        const auto before = static_cast<std::ptrdiff_t>(i);
        const auto behind = static_cast<std::ptrdiff_t>(edits - i);
        for (std::ptrdiff_t moved = -before; moved <= before; ++moved) {
            const std::ptrdiff_t at = static_cast<std::ptrdiff_t>(piece.at) + moved;
            if (std::abs(difference - moved) > behind || at < 0 ||
                static_cast<std::size_t>(at) + piece.size > text.size())
                continue;
            const char* letters = text.data() + at;
            auto letter = [&](std::size_t j) { return letter_number(letters[j]); };
            take(bucket_of(piece_hash(size, i, letter, piece.size), buckets), sounds.first_of[size],
                 sounds.first_of[size + 1], signature, static_cast<unsigned>(edits), out);
        }
    }
}

void Segments::near(const Sounds& sounds, std::string_view text, const EditLimits& limits,
                    Kernel kernel, NearScratch& scratch, std::vector<Near>& out) const {
    const Signature signature = signature_of(text);
    const bool regular = !text.empty() && is_regular(text);
    scratch.places.clear();
    scratch.sizes.clear();
    for (std::size_t size = 0; size < Sounds::kRegular; ++size) {
        const std::size_t edits = limits.at(size);
        const std::size_t apart = size > text.size() ? size - text.size() : text.size() - size;
        const std::size_t all = sounds.first_of[size + 1] - sounds.first_of[size];
        if (edits == EditLimits::kFar || apart > edits || all == 0) continue;
        if (regular && prepared[size] != EditLimits::kFar && edits <= prepared[size]) {
            const auto before = static_cast<std::ptrdiff_t>(scratch.places.size());
            collect(sounds, text, signature, size, edits, scratch.places);
            std::sort(scratch.places.begin() + before, scratch.places.end());
            scratch.places.erase(std::unique(scratch.places.begin() + before, scratch.places.end()),
                                 scratch.places.end());
        } else {
            if (scratch.sifted.size() < all + 16) scratch.sifted.resize(all + 16);
            const std::size_t found = functions_of(kernel).sift(
                sounds.signatures.data(), sounds.first_of[size], sounds.first_of[size + 1],
                signature, static_cast<unsigned>(edits), scratch.sifted.data());
            scratch.places.insert(scratch.places.end(), scratch.sifted.begin(),
                                  scratch.sifted.begin() + static_cast<std::ptrdiff_t>(found));
        }
        scratch.sizes.resize(scratch.places.size(), static_cast<std::uint8_t>(size));
    }
    sounds.near_among(text, limits, kernel, scratch, out);
    sounds.near_others(text, limits, out);
}

}  // namespace standstill::screening::find
