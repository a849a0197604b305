#include "screening/name/units.h"

#include <algorithm>

#include "screening/name/abbreviation.h"
#include "screening/name/lexicon.h"
#include "screening/name/sound.h"

namespace standstill::screening {
namespace {

bool for_people(SymbolClass symbol_class) {
    return symbol_class == SymbolClass::Honorific || symbol_class == SymbolClass::GivenName ||
           symbol_class == SymbolClass::Spelling || symbol_class == SymbolClass::Particle ||
           symbol_class == SymbolClass::Number;
}

bool for_others(SymbolClass symbol_class) {
    return symbol_class != SymbolClass::Honorific && symbol_class != SymbolClass::GivenName;
}

// What a longer phrase says, its words do not say as well.
bool is_whole(SymbolClass symbol_class) {
    return symbol_class == SymbolClass::LegalForm || symbol_class == SymbolClass::Honorific ||
           symbol_class == SymbolClass::Number || symbol_class == SymbolClass::Place ||
           symbol_class == SymbolClass::Particle;
}

constexpr std::size_t kLongestJoined = 30;

}  // namespace

bool applies(SymbolClass symbol_class, EntityKind kind) {
    if (kind == EntityKind::Unknown) return true;
    return kind == EntityKind::Person ? for_people(symbol_class) : for_others(symbol_class);
}

void UnitMaker::add(const Found& found) {
    if (found_size_ < kMostFound) found_[found_size_++] = found;
}

void UnitMaker::find_symbols() {
    for (std::size_t i = 0; i < name_.parts.size(); ++i) {
        phrases_from(i);
        if (name_.kind != EntityKind::Person) abbreviation(i);
    }
    drop_covered();
}

void UnitMaker::phrases_from(std::size_t first) {
    std::uint64_t hash = hash_on(kHashStart, name_.folded(name_.parts[first]));
    for (std::size_t count = 1;; ++count) {
        const LexiconEntry* const entry = look_up(hash);
        if (entry == nullptr) return;
        for (const std::uint32_t symbol : symbols_of(*entry)) {
            const auto symbol_class = static_cast<SymbolClass>(symbol >> 24);
            if (!applies(symbol_class, name_.kind)) continue;
            // Two letters are spelt in too many ways to say anything.
            if (symbol_class == SymbolClass::Spelling && count == 1 &&
                !name_.parts[first].foreign && name_.parts[first].letters_size < 3) {
                continue;
            }
            // "I." and "V." of a person are initials.
            if (symbol_class == SymbolClass::Number && name_.kind != EntityKind::Vessel &&
                name_.parts[first].letters_size == 1 && count == 1 &&
                name_.folded(name_.parts[first])[0] > '9') {
                continue;
            }
            add({symbol, static_cast<std::uint8_t>(first), static_cast<std::uint8_t>(count)});
        }
        if (!continues(*entry) || first + count >= name_.parts.size()) return;
        hash = hash_on(hash_on(hash, " "), name_.folded(name_.parts[first + count]));
    }
}

void UnitMaker::abbreviation(std::size_t at) {
    const Part& part = name_.parts[at];
    if (part.foreign) return;
    const std::string_view letters = name_.folded(part);
    if (letters.size() < 3 || letters.size() > 9) return;
    for (const std::uint32_t symbol : abbreviated(letters)) {
        if (symbol == 0) break;
        bool known = false;
        for (const Found& found : symbols()) {
            known = known || (found.symbol == symbol && found.first == at);
        }
        if (!known) add({symbol, static_cast<std::uint8_t>(at), 1, 60});
    }
}

void UnitMaker::drop_covered() {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < found_size_; ++i) {
        const Found& one = found_[i];
        bool covered = false;
        for (std::size_t j = 0; j < found_size_ && is_whole(one.symbol_class()); ++j) {
            const Found& other = found_[j];
            covered = covered || (other.symbol_class() == one.symbol_class() &&
                                  other.count > one.count && other.first <= one.first &&
                                  other.first + other.count >= one.first + one.count);
        }
        if (!covered) found_[kept++] = one;
    }
    found_size_ = kept;
}

void UnitMaker::make_units() {
    texts();
    for (const Found& found : symbols()) {
        if (name_.units.size() >= kMostUnits) return;
        Unit unit;
        unit.kind = UnitKind::Symbol;
        unit.first = found.first;
        unit.count = found.count;
        unit.cost = found.cost;
        unit.key = symbol_key(found.symbol_class(), found.symbol & 0xff'ffffU);
        name_.units.push_back(unit);
    }
    if (mode_.id == ModeId::Strict) return;
    initials();
    joined();
    acronym();
    skeletons();
}

void UnitMaker::text_unit(UnitKind kind, std::size_t first, std::size_t count,
                          std::string_view letters, std::uint16_t cost) {
    if (letters.empty() || name_.units.size() >= kMostUnits) return;
    Unit unit;
    unit.kind = kind;
    unit.first = static_cast<std::uint8_t>(first);
    unit.count = static_cast<std::uint8_t>(count);
    unit.cost = cost;
    unit.key = text_key(letters);
    const char* const inside = name_.letters.data();
    if (letters.data() >= inside && letters.data() < inside + name_.letters.size()) {
        unit.text_at = static_cast<std::uint32_t>(letters.data() - inside);
    } else {
        unit.text_at = static_cast<std::uint32_t>(name_.letters.size());
        name_.letters.append(letters);
    }
    unit.text_size = static_cast<std::uint16_t>(letters.size());
    unit.sound_at = static_cast<std::uint32_t>(name_.letters.size());
    // The letters may move while they grow, so they are copied first.
    std::array<char, 4 * kLongestPart> copy;
    const std::size_t size = std::min(letters.size(), copy.size());
    std::copy_n(name_.letters.data() + unit.text_at, size, copy.data());
    append_sound({copy.data(), size}, name_.letters);
    unit.sound_size = static_cast<std::uint16_t>(name_.letters.size() - unit.sound_at);
    name_.units.push_back(unit);
}

void UnitMaker::key_unit(UnitKind kind, std::size_t first, std::size_t count, std::uint64_t key) {
    if (name_.units.size() >= kMostUnits) return;
    Unit unit;
    unit.kind = kind;
    unit.first = static_cast<std::uint8_t>(first);
    unit.count = static_cast<std::uint8_t>(count);
    unit.key = key;
    name_.units.push_back(unit);
}

void UnitMaker::texts() {
    for (std::size_t i = 0; i < name_.parts.size(); ++i) {
        text_unit(UnitKind::Text, i, 1, name_.folded(name_.parts[i]), 0);
        stems(i);
        readings_of(i);
    }
}

void UnitMaker::initials() {
    if (name_.kind != EntityKind::Person && name_.kind != EntityKind::Unknown) return;
    for (std::size_t i = 0; i < name_.parts.size(); ++i) {
        const Part& part = name_.parts[i];
        if (part.letters_size == 0 || part.role == Role::LegalForm ||
            part.role == Role::Honorific || part.role == Role::Number) {
            continue;
        }
        const auto letter = static_cast<unsigned char>(name_.folded(part)[0]);
        if (letter < 'a') continue;
        key_unit(part.letters_size == 1 ? UnitKind::Initial : UnitKind::Opening, i, 1, letter);
    }
}

bool UnitMaker::joins(std::size_t at) const {
    const Part& part = name_.parts[at];
    return part.letters_size > 0 && part.role != Role::LegalForm && part.role != Role::Honorific;
}

void UnitMaker::joined() {
    std::array<char, kLongestJoined> letters{};
    for (std::size_t i = 0; i + 1 < name_.parts.size(); ++i) {
        std::size_t size = 0;
        compounds(i);
        for (std::size_t j = i; j < name_.parts.size() && j < i + 4; ++j) {
            // JSCARGUMENT: a legal form runs into one neighbour only.
            if (!joins(j) && (j > i + 1 || name_.parts[j].role != Role::LegalForm)) break;
            const std::string_view part = name_.folded(name_.parts[j]);
            if (size + part.size() > letters.size()) break;
            std::copy(part.begin(), part.end(),
                      letters.begin() + static_cast<std::ptrdiff_t>(size));
            size += part.size();
            if (j > i + 1 && !joins(i)) break;
            if (j > i) text_unit(UnitKind::Joined, i, j - i + 1, {letters.data(), size}, 20);
        }
    }
}

// Jean-Claude is JC: two neighbours' first letters, where no vowel makes a word of them.
void UnitMaker::written_initials() {
    const auto opens = [](char c) {
        return c >= 'b' && c <= 'z' && c != 'e' && c != 'i' && c != 'o' && c != 'u';
    };
    for (std::size_t i = 0; i + 1 < name_.parts.size(); ++i) {
        if (name_.parts[i].letters_size < 2 || name_.parts[i + 1].letters_size < 2) continue;
        if (!joins(i) || !joins(i + 1)) continue;
        const std::array<char, 2> two{name_.folded(name_.parts[i])[0],
                                      name_.folded(name_.parts[i + 1])[0]};
        if (!opens(two[0]) || !opens(two[1])) continue;
        key_unit(UnitKind::Acronym, i, 2, text_key({two.data(), two.size()}));
    }
}

void UnitMaker::acronym() {
    if (name_.kind == EntityKind::Vessel) return;
    if (name_.kind == EntityKind::Person) return written_initials();
    std::array<char, kMostParts> letters{};
    std::size_t size = 0;
    std::size_t first = name_.parts.size();
    std::size_t last = 0;
    std::size_t before_last = 0;
    for (std::size_t i = 0; i < name_.parts.size(); ++i) {
        const Part& part = name_.parts[i];
        if (part.role == Role::LegalForm || part.role == Role::Generic || part.letters_size < 2) {
            continue;
        }
        letters[size++] = name_.folded(part)[0];
        first = std::min(first, i);
        before_last = last;
        last = i;
    }
    if (size < 3) return;
    key_unit(UnitKind::Acronym, first, last - first + 1, text_key({letters.data(), size}));
    // NSO Group: the last word, often one for a company, may stay outside.
    if (size < 4) return;
    key_unit(UnitKind::Acronym, first, before_last - first + 1,
             text_key({letters.data(), size - 1}));
}

}  // namespace standstill::screening
