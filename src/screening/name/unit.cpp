#include "screening/name/unit.h"

#include "screening/name/lexicon.h"

namespace standstill::screening {

std::uint64_t text_key(std::string_view letters) {
    const std::uint64_t hash = hash_on(kHashStart, letters);
    const LexiconEntry* const entry = look_up(hash);
    bool word = false;
    bool given = false;
    if (entry != nullptr) {
        for (const std::uint32_t symbol : symbols_of(*entry)) {
            const auto symbol_class = static_cast<SymbolClass>(symbol >> 24);
            word = word || symbol_class == SymbolClass::Place ||
                   symbol_class == SymbolClass::Business || symbol_class == SymbolClass::Number ||
                   symbol_class == SymbolClass::LegalForm;
            given = given || symbol_class == SymbolClass::GivenName ||
                    (symbol_class == SymbolClass::Spelling && (symbol & kNamedSpelling) != 0);
        }
    }
    return (hash & 0xff'ffff'ffff'ffffU) | (word    ? kKeyOfWord
                                            : given ? kKeyOfGivenName
                                                    : kKeyOfName);
}

std::string_view name_of(UnitKind kind) {
    switch (kind) {
        case UnitKind::Text:
            return "text";
        case UnitKind::Reading:
            return "reading";
        case UnitKind::Joined:
            return "joined";
        case UnitKind::Symbol:
            return "symbol";
        case UnitKind::Initial:
            return "initial";
        case UnitKind::Opening:
            return "opening";
        case UnitKind::Acronym:
            return "acronym";
        case UnitKind::Skeleton:
            return "skeleton";
        case UnitKind::Consonants:
            return "consonants";
    }
    return "text";
}

std::string_view name_of(SymbolClass symbol_class) {
    switch (symbol_class) {
        case SymbolClass::LegalForm:
            return "legal form";
        case SymbolClass::Honorific:
            return "honorific";
        case SymbolClass::GivenName:
            return "given name";
        case SymbolClass::Spelling:
            return "spelling";
        case SymbolClass::Business:
            return "business word";
        case SymbolClass::Number:
            return "number";
        case SymbolClass::Place:
            return "place";
        case SymbolClass::Generic:
            return "generic word";
        case SymbolClass::Particle:
            return "particle";
    }
    return "spelling";
}

}  // namespace standstill::screening
