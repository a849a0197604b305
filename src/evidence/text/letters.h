// Letters of any script brought to one form, so that `Café`, `CAFE` and `café` are one word.
//
// Folding is by tables of our own, not by a library's, because a verdict must not change with the
// version of Unicode that a machine has. Latin letters lose their marks; Greek and Cyrillic become
// small; other scripts stay as they are. An ideograph or a kana is a word by itself.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace standstill::evidence {

enum class LetterKind : std::uint8_t {
    Separator,   // ends a word
    Letter,      // part of a word; `text` is what it becomes, at most 4 bytes
    Ideograph,   // a word by itself
    Apostrophe,  // ends a word, and a rest of one or two letters after it is dropped
    Nothing,     // invisible: soft hyphen, joiners, combining marks
};

struct Letter {
    LetterKind kind = LetterKind::Separator;
    std::uint8_t size = 0;  // bytes of the folded form
    char folded[4] = {};

    std::string_view text() const { return {folded, size}; }
};

// The code point that begins at `at`, and where the next one begins. Bytes that are not UTF-8 are
// U+FFFD, one byte each. Needs at < text.size().
char32_t code_point_at(std::string_view text, std::size_t at, std::size_t& next);

Letter fold_letter(char32_t code_point);

// Whether it is a capital letter of Latin, Greek or Cyrillic script.
bool is_capital(char32_t code_point);

// Latin letters for a Greek or Cyrillic word in folded form: `пегас` is "pegas". Others unchanged.
std::string in_latin(std::string_view folded);

// The count of code points in text before the byte offset: what a text position selector counts.
std::size_t code_points_before(std::string_view text, std::size_t offset);

}  // namespace standstill::evidence
