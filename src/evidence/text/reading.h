// What there is to compare in a text: words, sentences, quotations, anchors, each with its place.
//
// All places are byte offsets into the text as given, so that whatever is found can be shown and
// cited in the very characters of the report; code_points_before() (letters.h) turns one into a
// count of characters.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "evidence/text/rarity.h"

namespace standstill::evidence {

inline constexpr std::size_t kLongestText = std::size_t{16} << 20;  // bytes

// Bytes [begin, end) of a text.
struct Span {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;

    friend bool operator==(const Span&, const Span&) = default;
    friend auto operator<=>(const Span&, const Span&) = default;
};

// Words [first, last) of a reading.
struct WordRange {
    std::uint32_t first = 0;
    std::uint32_t last = 0;

    std::uint32_t size() const { return last - first; }
    friend bool operator==(const WordRange&, const WordRange&) = default;
};

struct Word {
    Span span;
    std::uint64_t hash = 0;  // of the folded word (scan.h)
    std::uint64_t stem = 0;  // of its stem (rarity.h)
    std::uint8_t rarity = 0;
    bool quoted = false;  // stands in a quotation
};

struct Sentence {
    Span span;
    WordRange words;
};

// Words in quotation marks, three or more; the span is what stands between the marks.
struct Quotation {
    Span span;
    WordRange words;
};

enum class AnchorKind : std::uint8_t { Number, Date, Name };

// What survives rewording and translation. `key` is equal for the same thing in any of the
// languages: a number's value, a date's day and month, the first sounds of a name.
struct Anchor {
    AnchorKind kind = AnchorKind::Number;
    Span span;
    std::uint32_t word = 0;  // where its first word stands
    std::uint64_t key = 0;
    std::string normal;  // "2000000", "--09-27", "paragon"
};

struct Reading {
    std::string text;
    std::vector<Word> words;
    std::vector<Sentence> sentences;
    std::vector<Quotation> quotations;
    std::vector<Anchor> anchors;
    Language language = Language::Unknown;

    std::string_view shown(Span span) const {
        return std::string_view(text).substr(span.begin, span.end - span.begin);
    }
    // From the first word's first byte to the last word's last; an empty range has no place.
    Span span_of(WordRange range) const;
};

// Fails with Invalid for a text of more than kLongestText bytes. Bytes that are not UTF-8 separate
// words. Linear in the size of the text.
base::Result<Reading> read_text(std::string text);

// The word's letters, folded: `Café` is "cafe".
std::string folded_word(const Reading& reading, const Word& word);

}  // namespace standstill::evidence
