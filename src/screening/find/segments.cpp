#include "screening/find/segments.h"

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <numeric>
#include <optional>

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
        const Rows rows = sounds.rows_of(size);
        const std::size_t pieces = prepared[size] + 1U;
        for (std::uint32_t place = sounds.first_of[size]; place < sounds.first_of[size + 1];
             ++place) {
            const std::uint8_t* row = rows.at(place);
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
                  const std::array<std::uint8_t, Sounds::kRegular>& most_edits) {
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
    // Filled from behind: each bucket's end becomes its beginning, and places stay in order.
    std::partial_sum(arrays.bucket_at.begin(), arrays.bucket_at.end(), arrays.bucket_at.begin());
    arrays.entries.resize(entries);
    for_each_piece(sounds, arrays.prepared, buckets, [&](std::size_t bucket, std::uint32_t place) {
        arrays.entries[--arrays.bucket_at[bucket]] = {place, sounds.signatures[place]};
    });
    return arrays;
}

void Segments::near(const Sounds& sounds, std::string_view text, const EditLimits& limits,
                    Kernel kernel, NearScratch& scratch, std::vector<Near>& out) const {
    const Signature signature = signature_of(text);
    const std::size_t buckets = bucket_at.size() - 1;
    const bool regular = !text.empty() && is_regular(text);
    EditLimits run_over = limits;  // what is left for the table itself
    std::optional<Probe> probe;
    std::vector<std::uint32_t> places;
    for (std::size_t size = 0; size < Sounds::kRegular; ++size) {
        const std::size_t edits = limits.at(size);
        const std::size_t apart = size > text.size() ? size - text.size() : text.size() - size;
        if (edits == EditLimits::kFar || apart > edits || prepared[size] == EditLimits::kFar ||
            edits > prepared[size] || !regular)
            continue;
        run_over.forbid(size);
        if (sounds.first_of[size] == sounds.first_of[size + 1]) continue;
        places.clear();
        const std::size_t pieces = prepared[size] + 1U;
        const auto difference =
            static_cast<std::ptrdiff_t>(text.size()) - static_cast<std::ptrdiff_t>(size);
        for (std::size_t i = 0; i <= edits; ++i) {
            const Piece piece = piece_of(size, pieces, i);
            const auto before = static_cast<std::ptrdiff_t>(i);
            const auto behind = static_cast<std::ptrdiff_t>(edits - i);
            for (std::ptrdiff_t moved = -before; moved <= before; ++moved) {
                if (std::abs(difference - moved) > behind) continue;
                const std::ptrdiff_t at = static_cast<std::ptrdiff_t>(piece.at) + moved;
                if (at < 0 || static_cast<std::size_t>(at) + piece.size > text.size()) continue;
                const std::string_view letters =
                    text.substr(static_cast<std::size_t>(at), piece.size);
                auto letter = [&](std::size_t j) { return letter_number(letters[j]); };
                const std::size_t bucket =
                    bucket_of(piece_hash(size, i, letter, piece.size), buckets);
                for (std::uint32_t e = bucket_at[bucket]; e < bucket_at[bucket + 1]; ++e) {
                    const PieceEntry& entry = entries[e];
                    if (entry.place >= sounds.first_of[size] &&
                        entry.place < sounds.first_of[size + 1] &&
                        may_be_within(signature, entry.signature, static_cast<unsigned>(edits)))
                        places.push_back(entry.place);
                }
            }
        }
        std::ranges::sort(places);
        places.erase(std::unique(places.begin(), places.end()), places.end());
        if (places.empty()) continue;
        if (!probe || probe->edits < edits) probe.emplace(text, static_cast<unsigned>(edits));
        sounds.near_among(text, size, static_cast<unsigned>(edits), places, &*probe, kernel,
                          scratch, out);
    }
    sounds.near(text, run_over, kernel, scratch, out);
}

}  // namespace standstill::screening::find
