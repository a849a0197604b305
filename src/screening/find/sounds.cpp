#include "screening/find/sounds.h"

#include <algorithm>
#include <numeric>
#include <optional>

#include "screening/find/distance.h"

namespace standstill::screening::find {

bool is_regular(std::string_view text) {
    return text.size() <= kLongRow &&
           std::ranges::all_of(text, [](char c) { return letter_number(c) != kOther; });
}

std::size_t Sounds::size_of(std::uint32_t place) const {
    if (place >= first_other()) {
        const std::size_t i = place - first_other();
        return other_at[i + 1] - other_at[i];
    }
    const auto next = std::upper_bound(first_of.begin(), first_of.begin() + kRegular, place);
    return static_cast<std::size_t>(next - first_of.begin()) - 1;
}

void Sounds::read(std::uint32_t place, std::string& out) const {
    static constexpr std::string_view kLettersInOrder = "abcdefghijklmnopqrstuvwxyz0123456789";
    out.clear();
    const std::size_t size = size_of(place);
    if (place >= first_other()) {
        out.assign(other.data() + other_at[place - first_other()], size);
        return;
    }
    const std::uint8_t* row = rows_of(size).at(place);
    for (std::size_t i = 0; i < size; ++i) out += row[i] < kLetters ? kLettersInOrder[row[i]] : '?';
}

void Sounds::near_among(std::string_view text, std::size_t size, unsigned edits,
                        std::span<const std::uint32_t> places, const Probe* probe, Kernel kernel,
                        NearScratch& scratch, std::vector<Near>& out) const {
    if (places.empty()) return;
    if (probe == nullptr || edits > probe->edits) {
        const Ruler ruler(text);
        std::string other_text;
        for (std::uint32_t place : places) {
            read(place, other_text);
            const std::size_t distance = ruler.distance_to(other_text);
            if (distance <= edits) out.push_back({place, static_cast<std::uint32_t>(distance)});
        }
        return;
    }
    scratch.sizes.assign(places.size(), static_cast<std::uint8_t>(size));
    scratch.distances.resize(places.size());
    functions_of(kernel).measure(*probe, rows_of(size), places, scratch.sizes.data(),
                                 scratch.distances.data());
    for (std::size_t i = 0; i < places.size(); ++i)
        if (scratch.distances[i] <= edits) out.push_back({places[i], scratch.distances[i]});
}

namespace {

// Sifts all sizes of one kind of row, then measures what is left in one go.
void near_rows(const Sounds& sounds, std::size_t first_size, std::size_t last_size,
               std::string_view text, Signature signature, const EditLimits& limits,
               const Probe* probe, Kernel kernel, NearScratch& scratch, std::vector<Near>& out) {
    const KernelFunctions& functions = functions_of(kernel);
    const std::size_t all = sounds.first_of[last_size + 1] - sounds.first_of[first_size];
    if (scratch.places.size() < all + 16) scratch.places.resize(all + 16);
    if (scratch.sizes.size() < all) scratch.sizes.resize(all);
    if (scratch.distances.size() < all) scratch.distances.resize(all);
    std::size_t count = 0;
    for (std::size_t size = first_size; size <= last_size; ++size) {
        const unsigned edits = limits.at(size);
        if (edits == EditLimits::kFar) continue;
        const std::size_t apart = size > text.size() ? size - text.size() : text.size() - size;
        if (apart > edits) continue;
        std::uint32_t* places = scratch.places.data() + count;
        const std::size_t found =
            functions.sift(sounds.signatures.data(), sounds.first_of[size],
                           sounds.first_of[size + 1], signature, edits, places);
        if (probe == nullptr || edits > probe->edits) {
            NearScratch none;
            sounds.near_among(text, size, edits, {places, found}, nullptr, kernel, none, out);
            continue;
        }
        std::fill_n(scratch.sizes.begin() + static_cast<std::ptrdiff_t>(count), found,
                    static_cast<std::uint8_t>(size));
        count += found;
    }
    if (count == 0) return;
    functions.measure(*probe, sounds.rows_of(first_size), {scratch.places.data(), count},
                      scratch.sizes.data(), scratch.distances.data());
    for (std::size_t i = 0; i < count; ++i)
        if (scratch.distances[i] <= limits.at(scratch.sizes[i]))
            out.push_back({scratch.places[i], scratch.distances[i]});
}

// The longest and the odd ones.
void near_others(const Sounds& sounds, std::string_view text, Signature signature,
                 const EditLimits& limits, std::vector<Near>& out) {
    std::optional<Ruler> ruler;
    const std::size_t count = sounds.size() - sounds.first_other();
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t place = sounds.first_other() + i;
        const std::size_t size = sounds.other_at[i + 1] - sounds.other_at[i];
        const unsigned edits = limits.at(size);
        const std::size_t apart = size > text.size() ? size - text.size() : text.size() - size;
        if (edits == EditLimits::kFar || apart > edits ||
            !may_be_within(signature, sounds.signatures[place], edits))
            continue;
        if (!ruler) ruler.emplace(text);
        const std::size_t distance =
            ruler->distance_to({sounds.other.data() + sounds.other_at[i], size});
        if (distance <= edits)
            out.push_back(
                {static_cast<std::uint32_t>(place), static_cast<std::uint32_t>(distance)});
    }
}

}  // namespace

void Sounds::near(std::string_view text, const EditLimits& limits, Kernel kernel,
                  NearScratch& scratch, std::vector<Near>& out) const {
    const Signature signature = signature_of(text);
    // One band for all: as wide as the widest limit of a size that can be reached.
    unsigned most = 0;
    for (std::size_t size = 0; size < kRegular; ++size) {
        const unsigned edits = limits.at(size);
        const std::size_t apart = size > text.size() ? size - text.size() : text.size() - size;
        if (edits != EditLimits::kFar && apart <= edits) most = std::max(most, edits);
    }
    std::optional<Probe> probe;
    if (!text.empty() && is_regular(text)) probe.emplace(text, most);
    const Probe* prepared = probe ? &*probe : nullptr;
    near_rows(*this, 0, kShortRow, text, signature, limits, prepared, kernel, scratch, out);
    near_rows(*this, kShortRow + 1, kLongRow, text, signature, limits, prepared, kernel, scratch,
              out);
    near_others(*this, text, signature, limits, out);
    // Sizes that no lane bears were measured as they came.
    if (!std::ranges::is_sorted(out, {}, &Near::sound)) std::ranges::sort(out, {}, &Near::sound);
}

Sounds SoundArrays::view() const {
    return {first_of, signatures, short_rows, long_rows, other_at, other};
}

SoundArrays lay_out(std::span<const std::string_view> texts, std::vector<std::uint32_t>& order) {
    std::vector<std::uint8_t> group(texts.size());  // size of a row, or behind all
    for (std::size_t i = 0; i < texts.size(); ++i)
        group[i] =
            static_cast<std::uint8_t>(is_regular(texts[i]) ? texts[i].size() : Sounds::kRegular);
    order.resize(texts.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::sort(order, [&](std::uint32_t a, std::uint32_t b) {
        if (group[a] != group[b]) return group[a] < group[b];
        if (texts[a].size() != texts[b].size()) return texts[a].size() < texts[b].size();
        return texts[a] < texts[b];
    });
    SoundArrays arrays;
    arrays.first_of.assign(Sounds::kRegular + 2, 0);
    for (std::uint8_t size : group) ++arrays.first_of[size + 1U];
    std::partial_sum(arrays.first_of.begin(), arrays.first_of.end(), arrays.first_of.begin());
    arrays.signatures.reserve(texts.size());
    arrays.other_at.push_back(0);
    for (std::uint32_t i : order) {
        arrays.signatures.push_back(signature_of(texts[i]));
        if (group[i] == Sounds::kRegular) {
            arrays.other.insert(arrays.other.end(), texts[i].begin(), texts[i].end());
            arrays.other_at.push_back(static_cast<std::uint32_t>(arrays.other.size()));
            continue;
        }
        std::vector<std::uint8_t>& rows =
            group[i] <= kShortRow ? arrays.short_rows : arrays.long_rows;
        const std::size_t at = rows.size();
        rows.resize(at + (group[i] <= kShortRow ? kShortRow : kLongRow), kNoLetter);
        std::ranges::transform(texts[i], rows.begin() + static_cast<std::ptrdiff_t>(at),
                               letter_number);
    }
    return arrays;
}

}  // namespace standstill::screening::find
