// Text into words of folded letters.
//
// A word is a run of letters, digits and what stands inside words (apostrophes are left out, dots
// between single letters join them: "A.B.C." is one word). Latin letters fold to a-z and digits to
// 0-9: compatibility forms, case and marks are taken away (Unicode NFKC_Casefold, then NFD without
// marks), and letters that have no decomposition get their usual spelling (ø o, ł l, ß ss). Letters
// of other scripts that only look like Latin ones are put right inside a Latin word. Words of other
// scripts keep their letters, folded, for tables and for screening/script to read.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "screening/name/name.h"

namespace standstill::screening {

struct Word {
    std::uint32_t written_at = 0;  // in Folded::text
    std::uint32_t written_size = 0;
    std::uint32_t letters_at = 0;  // in Folded::letters; UTF-8 if foreign
    std::uint16_t letters_size = 0;
    bool foreign = false;
    bool after_comma = false;  // the first word after a comma
    bool quoted = false;       // within quotes or brackets
    bool dotted = false;       // single letters that dots joined, or one letter with a dot
};

// At most kMostParts of them, without a heap.
class Words {
public:
    void clear() { size_ = 0; }
    void push_back(const Word& word) { rows_[size_++] = word; }
    std::size_t size() const { return size_; }
    bool empty() const { return size_ == 0; }
    Word& operator[](std::size_t i) { return rows_[i]; }
    const Word& operator[](std::size_t i) const { return rows_[i]; }
    const Word& front() const { return rows_[0]; }
    const Word* begin() const { return rows_.data(); }
    const Word* end() const { return rows_.data() + size_; }

private:
    std::array<Word, kMostParts> rows_;
    std::size_t size_ = 0;
};

struct Folded {
    std::string text;     // well-formed UTF-8 that words point into
    std::string letters;  // so
    Words words;
    NameNotes notes;
    bool comma = false;
};

// Cost: linear. Buffers of `out` are used again. Stops at kLongestName bytes and `most` words (at
// most kMostParts), and says so. ASCII takes a short way with the same result.
void fold(std::string_view text, std::size_t most, Folded& out);

// The long way, whatever the text: for tests.
void fold_any(std::string_view text, std::size_t most, Folded& out);

// The other usual spelling of a Latin word with marks: "Müller" is "mueller", "Čapek" is "chapek".
// Empty if it has none.
std::string digraph_spelling(std::string_view written);

}  // namespace standstill::screening
