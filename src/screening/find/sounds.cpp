#include "screening/find/sounds.h"

#include <algorithm>
#include <numeric>
#include <optional>

#include "screening/find/distance.h"

namespace standstill::screening::find {

namespace {

std::size_t gap(std::size_t a, std::size_t b) { return a > b ? a - b : b - a; }

// Whether a text of this size can be near at all.
bool in_reach(std::size_t size, std::size_t of, const EditLimits& limits) {
    return limits.at(size) != EditLimits::kFar && gap(size, of) <= limits.at(size);
}

}  // namespace

bool is_regular(std::string_view text) {
    return text.size() <= kLongRow &&
           std::ranges::all_of(text, [](char c) { return letter_number(c) != kOther; });
}

void Sounds::find_blocks() {
    block[0] = 0;
    for (std::size_t size = 0; size < kRegular; ++size)
        block[size + 1] = block[size] + size * (first_of[size + 1] - first_of[size]);
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
    const std::uint8_t* letter = row(place, size);
    for (std::size_t i = 0; i < size; ++i)
        out += letter[i] < kLetters ? kLettersInOrder[letter[i]] : '?';
}

void Sounds::near_among(std::string_view text, const EditLimits& limits, Kernel kernel,
                        NearScratch& scratch, std::vector<Near>& out) const {
    const std::size_t count = scratch.places.size();
    if (count == 0) return;
    unsigned most = 0;
    std::size_t longest = 0;
    scratch.rows.resize(count);
    scratch.distances.resize(count);
    // Places of one size stand together.
    for (std::size_t i = 0; i < count;) {
        const std::size_t size = scratch.sizes[i];
        const std::uint8_t* const rows = letters.data() + block[size];
        const std::uint32_t first = first_of[size];
        for (; i < count && scratch.sizes[i] == size; ++i)
            scratch.rows[i] = rows + (scratch.places[i] - first) * size;
        most = std::max<unsigned>(most, limits.at(size));
        longest = std::max(longest, size);
    }
    auto add = [&](std::size_t i, std::size_t distance) {
        if (distance <= limits.at(scratch.sizes[i]))
            out.push_back(
                {scratch.places[i], scratch.sizes[i], static_cast<std::uint16_t>(distance)});
    };
    if (!text.empty() && most <= kWideBand && is_regular(text)) {
        functions_of(kernel).measure(Probe(text, most), scratch.rows, scratch.sizes.data(), longest,
                                     scratch.distances.data());
        for (std::size_t i = 0; i < count; ++i)
            if (scratch.distances[i] <= most) add(i, scratch.distances[i]);
        return;
    }
    const Ruler ruler(text);
    std::string other_text;
    for (std::size_t i = 0; i < count; ++i) {
        read(scratch.places[i], other_text);
        add(i, ruler.distance_to(other_text));
    }
}

void Sounds::near(std::string_view text, const EditLimits& limits, Kernel kernel,
                  NearScratch& scratch, std::vector<Near>& out) const {
    const Signature signature = signature_of(text);
    scratch.places.clear();
    scratch.sizes.clear();
    for (std::size_t size = 0; size < kRegular; ++size) {
        const std::size_t all = first_of[size + 1] - first_of[size];
        if (all == 0 || !in_reach(size, text.size(), limits)) continue;
        if (scratch.sifted.size() < all + 16) scratch.sifted.resize(all + 16);
        const std::size_t found =
            functions_of(kernel).sift(signatures.data(), first_of[size], first_of[size + 1],
                                      signature, limits.at(size), scratch.sifted.data());
        scratch.places.insert(scratch.places.end(), scratch.sifted.begin(),
                              scratch.sifted.begin() + static_cast<std::ptrdiff_t>(found));
        scratch.sizes.resize(scratch.places.size(), static_cast<std::uint8_t>(size));
    }
    near_among(text, limits, kernel, scratch, out);
    near_others(text, limits, out);
}

void Sounds::near_others(std::string_view text, const EditLimits& limits,
                         std::vector<Near>& out) const {
    const std::size_t count = size() - first_other();
    if (count == 0) return;
    std::optional<Ruler> ruler;
    const Signature signature = signature_of(text);
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t length = other_at[i + 1] - other_at[i];
        if (!in_reach(length, text.size(), limits) ||
            !may_be_within(signature, signatures[first_other() + i], limits.at(length)))
            continue;
        if (!ruler) ruler.emplace(text);
        const std::size_t distance = ruler->distance_to({other.data() + other_at[i], length});
        if (distance <= limits.at(length))
            out.push_back({static_cast<std::uint32_t>(first_other() + i),
                           static_cast<std::uint16_t>(std::min<std::size_t>(length, 0xffff)),
                           static_cast<std::uint16_t>(distance)});
    }
}

Sounds SoundArrays::view() const {
    Sounds sounds{first_of, signatures, letters, other_at, other, {}};
    if (!first_of.empty()) sounds.find_blocks();
    return sounds;
}

SoundArrays lay_out(std::span<const std::string_view> texts, std::vector<std::uint32_t>& order) {
    std::vector<std::uint8_t> group(texts.size());  // size of a row, or behind all
    for (std::size_t i = 0; i < texts.size(); ++i)
        group[i] =
            static_cast<std::uint8_t>(is_regular(texts[i]) ? texts[i].size() : Sounds::kRegular);
    SoundArrays arrays;
    arrays.first_of.assign(Sounds::kRegular + 2, 0);
    for (std::uint8_t size : group) ++arrays.first_of[size + 1U];
    std::partial_sum(arrays.first_of.begin(), arrays.first_of.end(), arrays.first_of.begin());
    order.resize(texts.size());
    std::vector<std::uint32_t> next(arrays.first_of.begin(), arrays.first_of.end() - 1);
    for (std::uint32_t i = 0; i < texts.size(); ++i) order[next[group[i]]++] = i;
    std::stable_sort(
        order.begin() + arrays.first_of[Sounds::kRegular], order.end(),
        [&](std::uint32_t a, std::uint32_t b) { return texts[a].size() < texts[b].size(); });
    arrays.signatures.reserve(texts.size());
    arrays.other_at.push_back(0);
    for (std::uint32_t i : order) {
        arrays.signatures.push_back(signature_of(texts[i]));
        if (group[i] == Sounds::kRegular) {
            arrays.other.insert(arrays.other.end(), texts[i].begin(), texts[i].end());
            arrays.other_at.push_back(static_cast<std::uint32_t>(arrays.other.size()));
        } else {
            for (char c : texts[i]) arrays.letters.push_back(letter_number(c));
        }
    }
    arrays.letters.resize(arrays.letters.size() + kLongRow, kNoLetter);
    return arrays;
}

}  // namespace standstill::screening::find
