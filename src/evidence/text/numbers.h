// Numbers and calendar words in the languages that rarity.h knows.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace standstill::evidence {

// A number as written from `at` on: digits with separators, and where it ends. `10,000`, `10.000`
// and `10 000` are ten thousand; `1.5` and `1,5` are one and a half. In thousandths, of at most
// 10^15; a longer one has no value.
struct WrittenNumber {
    std::uint64_t thousandths = 0;
    std::size_t end = 0;
    bool plain = false;  // digits alone
};
std::optional<WrittenNumber> number_at(std::string_view text, std::size_t at);

// 1000 for `thousand`, `mil`, `тысяч`; 1 for a word that is no magnitude.
std::uint64_t magnitude_of(std::string_view folded);

// 7 for `seven`, 20 for `twenty`: English number words to ninety-nine, one word each.
std::optional<std::uint64_t> number_word(std::string_view folded);

// 1 to 12, or 0 if the word is no name of a month.
int month_of(std::string_view folded);

bool is_weekday(std::string_view folded);

}  // namespace standstill::evidence
