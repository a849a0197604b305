// What of one name can be paired with what of another.
//
// A name is a row of parts; a unit covers one part or a few neighbours and says one way in which
// they may be met: by letters, by a symbol both share ("limited" and "gmbh" are one legal form,
// "bill" and "william" one given name), by an initial, by the initials of several words. All that a
// pairing depends on is in the two units, never in the rest of the two names, so that a dictionary
// of distinct units finds every possible pairing of a whole list.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace standstill::screening {

enum class UnitKind : std::uint8_t {
    Text,      // one part in folded letters
    Reading,   // another spelling of one part: a reading of a foreign script, a family name's stem
    Joined,    // two or three neighbours written as one word
    Symbol,    // one or several parts that stand for something: `key` says what
    Initial,   // one letter that stands for a name
    Opening,   // the first letter of a part, for an initial to meet
    Acronym,   // the first letters of several parts, for a word to meet
    Skeleton,  // a part in a script without vowels: `text` as screening/script has it
    Consonants,  // a part in Latin letters, for a skeleton to meet by the classes of its consonants
};
inline constexpr std::size_t kUnitKinds = 9;

// What a symbol's key begins with (its upper byte).
enum class SymbolClass : std::uint8_t {
    LegalForm = 1,  // limited, gmbh, ooo
    Honorific,      // mr, sheikh, dr
    GivenName,      // bill, william, guillermo
    Spelling,       // spellings of one name in several languages and scripts
    Business,       // srvcs, services; inc. abbreviations of words in names of organisations
    Number,         // 2, ii, second
    Place,          // russia, rossiya, russian federation
    Generic,        // the, of, and, company
    Particle,       // von, bin, al
};

// How the units of a list are found that may pair with a given one.
enum class Meeting : std::uint8_t {
    Never,
    Key,    // only units with the same key pair
    Sound,  // units whose sounds lie within edit_bound() of each other may pair
};

// The content of a unit; two units with equal content pair alike with any third.
struct UnitView {
    UnitKind kind = UnitKind::Text;
    std::uint16_t cost = 0;  // thousandths that any pairing of this unit loses
    std::uint64_t key =
        0;  // equal keys: the same text (Text, Reading, Joined, Acronym), symbol, letter
    std::string_view text;   // folded letters a-z 0-9; of a skeleton its consonants; else empty
    std::string_view sound;  // text with spellings of one sound made one; empty where text is

    friend bool operator==(const UnitView& a, const UnitView& b) {
        return a.kind == b.kind && a.cost == b.cost && a.key == b.key && a.text == b.text;
    }
};

// A unit within its name.
struct Unit {
    UnitKind kind = UnitKind::Text;
    std::uint8_t first = 0;  // the first part it covers
    std::uint8_t count = 1;  // how many
    std::uint16_t cost = 0;
    std::uint16_t text_size = 0;
    std::uint16_t sound_size = 0;
    std::uint32_t text_at = 0;  // in Name::letters
    std::uint32_t sound_at = 0;
    std::uint64_t key = 0;
};

constexpr std::uint64_t symbol_key(SymbolClass symbol_class, std::uint64_t id) {
    return std::uint64_t{static_cast<std::uint8_t>(symbol_class)} << 56 |
           (id & 0xff'ffff'ffff'ffffU);
}
constexpr SymbolClass class_of_symbol(std::uint64_t key) {
    return static_cast<SymbolClass>(key >> 56);
}

// The key of folded letters: 64-bit FNV-1a, the upper byte replaced so that none is a symbol's. It
// says whether the letters are a word of a language (bank, Armenia) or may be anybody's name.
inline constexpr std::uint64_t kKeyOfName = 0xff00'0000'0000'0000U;
inline constexpr std::uint64_t kKeyOfWord = 0xfd00'0000'0000'0000U;
inline constexpr std::uint64_t kKeyOfGivenName = 0xfc00'0000'0000'0000U;  // it stands in our table
constexpr bool is_word_key(std::uint64_t key) { return key >> 56 == 0xfd; }
constexpr bool is_given_name_key(std::uint64_t key) { return key >> 56 == 0xfc; }
std::uint64_t text_key(std::string_view letters);

// "text", "symbol", ...
std::string_view name_of(UnitKind kind);
std::string_view name_of(SymbolClass symbol_class);

}  // namespace standstill::screening
