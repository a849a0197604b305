// A table of distinct texts in which all within a few edits of a given one are found, exactly.
//
// The texts lie in an order of their sizes, one behind the other, as rows that the kernels load.
// What is longer than 32 letters, or has another byte than a-z and 0-9, stands behind them and is
// measured one by one. The arrays are views; they belong to an index (index.h).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "screening/find/kernel.h"
#include "screening/find/letters.h"

namespace standstill::screening::find {

// How many edits may lie between a given text and one of so many letters; kFar: none will do.
class EditLimits {
public:
    static constexpr std::uint8_t kFar = 255;

    EditLimits() { limits_.fill(kFar); }
    void set(std::size_t size, std::size_t edits) {
        if (size < limits_.size())
            limits_[size] = static_cast<std::uint8_t>(edits < kFar ? edits : kFar - 1);
    }
    void forbid(std::size_t size) { limits_[size] = kFar; }
    // Texts of 255 letters and more are taken for the last one's.
    std::uint8_t at(std::size_t size) const {
        return limits_[size < limits_.size() ? size : limits_.size() - 1];
    }
    static constexpr std::size_t kSizes = 256;

private:
    std::array<std::uint8_t, kSizes> limits_;
};

struct Near {
    std::uint32_t sound = 0;  // its place in the table
    std::uint16_t size = 0;
    std::uint16_t distance = 0;

    friend bool operator==(const Near&, const Near&) = default;
};

// Buffers that a search uses again.
struct NearScratch {
    std::vector<std::uint32_t> places;
    std::vector<const std::uint8_t*> rows;
    std::vector<std::uint8_t> sizes;
    std::vector<std::uint8_t> distances;
    std::vector<std::uint32_t> sifted;
};

struct Sounds {
    static constexpr std::size_t kRegular = kLongRow + 1;  // sizes of rows: 0 to 32

    // Places of texts of each regular size, of the others, and the end: kRegular + 2 entries.
    std::span<const std::uint32_t> first_of;
    std::span<const Signature> signatures;
    std::span<const std::uint8_t> letters;    // of all rows, and kLongRow bytes more
    std::span<const std::uint32_t> other_at;  // the others, in an order of sizes, and their end
    std::span<const char> other;
    std::array<std::size_t, kRegular + 1> block{};  // where rows of each size begin in `letters`

    void find_blocks();  // from first_of
    std::size_t size() const { return signatures.size(); }
    std::size_t first_other() const { return first_of[kRegular]; }
    std::size_t size_of(std::uint32_t place) const;
    const std::uint8_t* row(std::uint32_t place, std::size_t size) const {
        return letters.data() + block[size] + (place - first_of[size]) * size;
    }
    // Writes the text into `out`.
    void read(std::uint32_t place, std::string& out) const;

    // Adds to `out`, in the order of places, every text whose distance to `text` is at most
    // limits.at(its size).
    void near(std::string_view text, const EditLimits& limits, Kernel kernel, NearScratch& scratch,
              std::vector<Near>& out) const;
    // So of the texts at scratch.places alone, whose sizes, none of them irregular, are in
    // scratch.sizes.
    void near_among(std::string_view text, const EditLimits& limits, Kernel kernel,
                    NearScratch& scratch, std::vector<Near>& out) const;
    // So of the irregular ones alone.
    void near_others(std::string_view text, const EditLimits& limits, std::vector<Near>& out) const;
};

// Whether a text can be a row, and a probe.
bool is_regular(std::string_view text);

// The arrays of a table, made of texts that are distinct.
struct SoundArrays {
    std::vector<std::uint32_t> first_of;
    std::vector<Signature> signatures;
    std::vector<std::uint8_t> letters;
    std::vector<std::uint32_t> other_at;
    std::vector<char> other;

    Sounds view() const;
};

// `order` receives which text stands at each place.
SoundArrays lay_out(std::span<const std::string_view> texts, std::vector<std::uint32_t>& order);

}  // namespace standstill::screening::find
