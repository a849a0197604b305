// How near texts are found in a table too large to run over: by a piece that no edit touched.
//
// Each text of size L is cut into k+1 pieces, where k is the most edits that texts of this size are
// ever searched with. At most k edits leave a piece whole; more exactly:
//
//   Let e(j) be the edits within piece j of the listed text, and i the least number with
//   e(0) + ... + e(i) <= i; there is one, since the sum over the first k+1 pieces is at most k.
//   Then e(0) + ... + e(i-1) >= i (or i is 0), hence e(i) = 0 and exactly i edits lie before piece
//   i, at most k - i behind it.
//
// So piece i stands in the query, moved by d places with |d| <= i and |difference of sizes - d| <=
// k - i, and that for one i: these few places are looked up, by hash, and nothing else. Source: Li,
// Deng, Wang and Feng, "Pass-Join: a partition-based method for similarity joins", PVLDB 5 (2011),
// its multi-match-aware selection. What the hash confuses is measured and dropped like the rest.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "screening/find/sounds.h"

namespace standstill::screening::find {

struct Segments {
    // For each size of a row: most edits it is prepared for; kFar: not prepared, its rows are run
    // over.
    std::span<const std::uint8_t> prepared;
    std::span<const std::uint32_t> bucket_at;  // a power of two of buckets, and one
    std::span<const std::uint32_t> places;     // of the texts that have the piece
    std::span<const Signature> signatures;     // of these texts; empty where pieces are long

    bool empty() const { return bucket_at.empty(); }
    // As Sounds::near, of the same table; in no order.
    void near(const Sounds& sounds, std::string_view text, const EditLimits& limits, Kernel kernel,
              NearScratch& scratch, std::vector<Near>& out) const;

private:
    // Adds the places of this size that share the right piece with the text, some of them twice.
    void collect(const Sounds& sounds, std::string_view text, Signature signature, std::size_t size,
                 std::size_t edits, std::vector<std::uint32_t>& out) const;
    void take(std::size_t bucket, std::uint32_t first, std::uint32_t last, Signature signature,
              unsigned edits, std::vector<std::uint32_t>& out) const;
};

struct SegmentArrays {
    std::vector<std::uint8_t> prepared;
    std::vector<std::uint32_t> bucket_at;
    std::vector<std::uint32_t> places;
    std::vector<Signature> signatures;

    Segments view() const { return {prepared, bucket_at, places, signatures}; }
};

enum class KeepSignatures : bool { No, Yes };

// `most_edits[size]`: the most edits with which texts of this size will be searched; kFar: they
// will not.
SegmentArrays cut(const Sounds& sounds,
                  const std::array<std::uint8_t, Sounds::kRegular>& most_edits,
                  KeepSignatures keep);

}  // namespace standstill::screening::find
