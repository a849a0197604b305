#include "screening/name/abbreviation.h"

#include <cstddef>

#include "screening/name/lexicon.h"

namespace standstill::screening {
namespace {

bool is_vowel(char c) {
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
}

}  // namespace

bool is_abbreviation(std::string_view letters, std::string_view word) {
    if (letters.size() < 3 || letters.size() + 2 > word.size() || letters[0] != word[0])
        return false;
    if (letters.size() >= 4 && word.substr(0, letters.size()) == letters) return true;
    // Letter by letter in order, counting the consonants passed over.
    std::size_t at = 0;
    std::size_t skipped_consonants = 0;
    std::size_t vowels = 0;
    for (const char c : letters) {
        while (at < word.size() && word[at] != c) {
            if (!is_vowel(word[at])) ++skipped_consonants;
            ++at;
        }
        if (at == word.size()) return false;
        vowels += is_vowel(c) ? 1U : 0U;
        ++at;
    }
    // It must look shortened: fewer vowels than a word has, and the end of the word in its end.
    if (vowels * 3 > letters.size()) return false;
    std::size_t rest = 0;
    for (; at < word.size(); ++at) rest += is_vowel(word[at]) ? 0U : 1U;
    return skipped_consonants + rest <= (letters.size() >= 5 ? 3U : 2U);
}

std::array<std::uint32_t, 4> abbreviated(std::string_view letters) {
    std::array<std::uint32_t, 4> out{};
    std::size_t size = 0;
    const FullWordRange range = full_words(letters[0]);
    for (std::uint32_t i = range.begin; i < range.end && size < out.size(); ++i) {
        const FullWord word = full_word(i);
        if (!is_abbreviation(letters, word.letters)) continue;
        bool known = false;
        for (const std::uint32_t symbol : out) known = known || symbol == word.symbol;
        if (!known) out[size++] = word.symbol;
    }
    return out;
}

}  // namespace standstill::screening
