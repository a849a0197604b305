#include "screening/name/abbreviation.h"

#include <cstddef>
#include <cstdint>
#include <vector>

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

namespace {

// Which letters occur: an abbreviation has none that its word lacks.
std::uint32_t letters_in(std::string_view text) {
    std::uint32_t bits = 0;
    for (const char c : text) bits |= 1U << (static_cast<unsigned char>(c) & 31U);
    return bits;
}

std::vector<std::uint32_t> letters_of_full_words() {
    std::vector<std::uint32_t> all;
    for (char first = 'a'; first <= 'z'; ++first) {
        const FullWordRange range = full_words(first);
        for (std::uint32_t i = range.begin; i < range.end; ++i)
            all.push_back(letters_in(full_word(i).letters));
    }
    return all;
}

// Full words that a run of letters begins: they are sorted by their letters.
FullWordRange begun_by(std::string_view letters, FullWordRange within) {
    const auto first = [&](auto is_before) {
        std::uint32_t low = within.begin, high = within.end;
        while (low < high) {
            const std::uint32_t middle = low + (high - low) / 2;
            if (is_before(full_word(middle).letters.substr(0, letters.size())))
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    };
    return {first([&](std::string_view word) { return word < letters; }),
            first([&](std::string_view word) { return word <= letters; })};
}

}  // namespace

std::array<std::uint32_t, 4> abbreviated(std::string_view letters) {
    std::array<std::uint32_t, 4> out{};
    std::size_t size = 0;
    FullWordRange range = full_words(letters[0]);
    // With as many vowels as words have, it can only be the beginning of one.
    std::size_t vowels = 0;
    for (const char c : letters) vowels += is_vowel(c) ? 1U : 0U;
    if (vowels * 3 > letters.size()) {
        if (letters.size() < 4) return out;
        range = begun_by(letters, range);
    }
    static const std::vector<std::uint32_t> in_words = letters_of_full_words();
    const std::uint32_t in_letters = letters_in(letters);
    for (std::uint32_t i = range.begin; i < range.end && size < out.size(); ++i) {
        if ((in_letters & ~in_words[i]) != 0) continue;
        const FullWord word = full_word(i);
        if (!is_abbreviation(letters, word.letters)) continue;
        bool known = false;
        for (const std::uint32_t symbol : out) known = known || symbol == word.symbol;
        if (!known) out[size++] = word.symbol;
    }
    return out;
}

}  // namespace standstill::screening
