// What is known of words: how common they are, and what they stand for.
//
// Compiled from data/screening/ by tools/lexicon_compiler.cpp into the binary and read in place:
// nothing is loaded or built at start. Words and phrases are found by the 64-bit hash of their
// folded letters, words apart by one space.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace standstill::screening {

struct LexiconEntry {
    std::uint64_t key;
    std::uint32_t symbols;        // place of the first symbol; upper byte: how many, and kContinues
    std::uint16_t people;         // rarity among words of names of people, hundredths; 0: not known
    std::uint16_t organizations;  // so, of organisations
};
inline constexpr std::uint32_t kContinues = 0x8000'0000U;  // a longer phrase begins with this

// In the id of a symbol of class Spelling: its row has a name (given-names.txt).
inline constexpr std::uint32_t kNamedSpelling = 0x80'0000U;

inline constexpr std::uint64_t kHashStart = 0xcbf29ce484222325U;  // FNV-1a
constexpr std::uint64_t hash_on(std::uint64_t hash, std::string_view letters) {
    for (const char c : letters) {
        hash ^= static_cast<unsigned char>(c);
        hash *= 0x100000001b3U;
    }
    return hash;
}
// A sound is kept apart from words by its first letter.
constexpr std::uint64_t hash_of_sound(std::string_view sound) {
    return hash_on(hash_on(kHashStart, "~"), sound);
}

// Tells tables that say other things apart, but for one in four thousand million.
std::uint32_t lexicon_digest();

// Null if nothing is known. Cost: one cache line of a bucket table, one of entries.
const LexiconEntry* look_up(std::uint64_t hash);

// Class in the upper byte, id below: see symbol_key().
std::span<const std::uint32_t> symbols_of(const LexiconEntry& entry);
inline bool continues(const LexiconEntry& entry) { return (entry.symbols & kContinues) != 0; }

// "llc", "mr": the id of the row in data/screening/ that a symbol stands for; empty for spellings,
// whose rows have none.
std::string_view name_of_symbol(std::uint32_t symbol);

// The words of names of organisations that abbreviations may shorten, those that begin with `first`
// (a-z): folded letters, and the symbol they stand for.
struct FullWord {
    std::string_view letters;
    std::uint32_t symbol = 0;
};
struct FullWordRange {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
};
FullWordRange full_words(char first);
FullWord full_word(std::uint32_t index);

}  // namespace standstill::screening
