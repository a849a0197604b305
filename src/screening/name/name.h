// A name taken apart: its parts in folded letters, and the units by which they can be paired.
//
// analyse() is a pure function of the text, the kind of what bears the name, and the mode. Bad
// bytes are replaced and said; what is longer than the bounds is cut and said. Sources of the rules
// and tables: docs/screening-algorithm.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "screening/list/entity.h"
#include "screening/name/mode.h"
#include "screening/name/unit.h"

namespace standstill::screening {

inline constexpr std::size_t kLongestName = 2048;  // bytes of text that are looked at
inline constexpr std::size_t kMostParts = 32;
inline constexpr std::size_t kMostUnits = 256;
inline constexpr std::size_t kLongestPart = 48;  // folded letters of one part

// What is known of a name before it is read.
struct NameText {
    std::string_view text;
    EntityKind kind = EntityKind::Unknown;
    std::string_view given;   // where the source has the parts apart, else empty
    std::string_view family;  // so
};

enum class Role : std::uint8_t {
    Unknown,
    Given,
    Family,
    Patronymic,
    Particle,   // von, bin, al-
    Honorific,  // mr, sheikh
    LegalForm,  // limited
    Generic,    // the, trading, company
    Number,     // 2, ii
};

struct Part {
    std::uint32_t written_at = 0;  // the part as written, in Name::text
    std::uint32_t written_size = 0;
    std::uint32_t letters_at = 0;  // folded, in Name::letters
    std::uint16_t letters_size = 0;
    Role role = Role::Unknown;
    bool foreign = false;      // not in Latin script: `letters` is a reading
    std::uint16_t weight = 0;  // how much of the name it is: rare words weigh more
    std::uint16_t rarity = 0;  // -log10 of the share of background names that have it, hundredths
};

// What had to be done to the text before it could be read.
struct NameNotes {
    bool malformed = false;  // bytes that are not UTF-8 were replaced
    bool cut = false;        // too long or too many parts: the rest was not looked at
    bool invisible = false;  // zero-width or direction marks were left out
    bool mixed = false;      // look-alike letters of another script inside a word were replaced
    bool marks = false;      // more combining marks on one letter than any script has

    friend bool operator==(const NameNotes&, const NameNotes&) = default;
};

struct Name {
    std::string text;  // well-formed UTF-8, at most kLongestName bytes of what was given
    EntityKind kind = EntityKind::Unknown;
    NameNotes notes;
    std::string letters;  // folded texts and sounds that parts and units point into
    std::vector<Part> parts;
    std::vector<Unit> units;
    std::uint32_t weight = 0;  // of all parts

    std::string_view written(const Part& part) const {
        return std::string_view(text).substr(part.written_at, part.written_size);
    }
    std::string_view folded(const Part& part) const {
        return std::string_view(letters).substr(part.letters_at, part.letters_size);
    }
    UnitView view(const Unit& unit) const {
        const std::string_view all = letters;
        return {unit.kind, unit.cost, unit.key, all.substr(unit.text_at, unit.text_size),
                all.substr(unit.sound_at, unit.sound_size)};
    }
    // The weight of the parts that a unit covers.
    std::uint32_t weight_of(const Unit& unit) const;
};

// Cost: linear in the text; about a microsecond for two short ASCII words. Writes into `out`, whose
// buffers are used again.
void analyse(const NameText& name, const Mode& mode, Name& out);
Name analyse(const NameText& name, const Mode& mode);

// "given", "legal form", ...
std::string_view name_of(Role role);

}  // namespace standstill::screening
