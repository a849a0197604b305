#include "screening/name/roles.h"

#include <algorithm>

#include "screening/name/lexicon.h"
#include "screening/name/sound.h"

namespace standstill::screening {
namespace {

constexpr std::uint16_t kUnknownRarity = 560;
constexpr std::uint16_t kUnknownOrganizationRarity = 480;

bool is_person_like(EntityKind kind) {
    return kind == EntityKind::Person || kind == EntityKind::Unknown;
}

bool is_number(std::string_view letters) {
    return !letters.empty() &&
           std::all_of(letters.begin(), letters.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// -vich, -ovna, -oglu, -kyzy: son or daughter of. Endings of sounds.
bool is_patronymic(std::string_view letters) {
    constexpr std::string_view kEndings[] = {"ovic", "evic", "ivic", "ovna", "evna",
                                             "ivna", "oglu", "ogli", "kizi", "gizi"};
    // All end in one of these letters, which few words do.
    if (letters.empty() ||
        std::string_view("hauyizcjx").find(letters.back()) == std::string_view::npos) {
        return false;
    }
    std::string sound;
    append_sound(letters, sound);
    return std::any_of(std::begin(kEndings), std::end(kEndings), [&](std::string_view ending) {
        return sound.size() >= ending.size() + 3 && sound.ends_with(ending);
    });
}

std::uint16_t rarity_of(std::string_view letters, EntityKind kind) {
    const LexiconEntry* const entry = look_up(hash_on(kHashStart, letters));
    std::uint16_t people = entry != nullptr ? entry->people : std::uint16_t{0};
    if (people == 0) {
        std::string sound;
        append_sound(letters, sound);
        const LexiconEntry* const heard = look_up(hash_of_sound(sound));
        if (heard != nullptr) people = heard->people;
    }
    // Few short words there are: an unknown one may be anything.
    const std::size_t size = std::min<std::size_t>(letters.size(), 7);
    const auto unknown = static_cast<std::uint16_t>(kUnknownRarity - 35 * (7 - size));
    if (people == 0) people = unknown;
    if (is_person_like(kind)) return std::min(people, unknown);
    const std::uint16_t organizations =
        entry != nullptr && entry->organizations != 0 ? entry->organizations : std::uint16_t{0};
    if (organizations != 0) return organizations;
    return std::min<std::uint16_t>(kUnknownOrganizationRarity,
                                   static_cast<std::uint16_t>(unknown - 40));
}

void mark(const Found& found, Role role, Name& name) {
    for (std::size_t i = found.first; i < std::size_t{found.first} + found.count; ++i) {
        name.parts[i].role = role;
    }
}

bool is_also(std::span<const Found> found, std::size_t part, SymbolClass symbol_class) {
    return std::any_of(found.begin(), found.end(), [&](const Found& one) {
        return one.symbol_class() == symbol_class && one.first == part;
    });
}

// An organisation's legal form stands first or last; a name is never a legal form alone.
void mark_legal_forms(std::span<const Found> found, Name& name) {
    if (name.kind == EntityKind::Person || name.kind == EntityKind::Vessel) return;
    for (const Found& one : found) {
        if (one.count == 1 && is_also(found, one.first, SymbolClass::Number)) continue;
        if (one.symbol_class() == SymbolClass::LegalForm && one.count < name.parts.size()) {
            mark(one, Role::LegalForm, name);
        }
    }
    const bool all = std::all_of(name.parts.begin(), name.parts.end(),
                                 [](const Part& part) { return part.role == Role::LegalForm; });
    if (all) {
        for (Part& part : name.parts) part.role = Role::Unknown;
    }
}

void mark_symbols(std::span<const Found> found, Name& name) {
    mark_legal_forms(found, name);
    for (const Found& one : found) {
        Part& part = name.parts[one.first];
        if (part.role == Role::LegalForm) continue;
        switch (one.symbol_class()) {
            case SymbolClass::Honorific:
                if (is_person_like(name.kind) && one.count < name.parts.size()) {
                    mark(one, Role::Honorific, name);
                }
                break;
            case SymbolClass::Particle:
                // "Abdul" is the better half of a name, whatever follows.
                if (part.role == Role::Unknown && name.parts.size() > 1 &&
                    !name.folded(part).starts_with("abd")) {
                    mark(one, Role::Particle, name);
                }
                break;
            case SymbolClass::Number:
                mark(one, Role::Number, name);
                break;
            case SymbolClass::Generic:
                if (part.role == Role::Unknown) mark(one, Role::Generic, name);
                break;
            default:
                break;
        }
    }
    const bool all = std::all_of(name.parts.begin(), name.parts.end(), [](const Part& part) {
        return part.role == Role::Honorific || part.role == Role::Particle ||
               part.role == Role::Generic;
    });
    if (all) {
        for (Part& part : name.parts) part.role = Role::Unknown;
    }
}

void mark_given_and_family(const NameText& text, const Folded& folded, Name& name) {
    if (!is_person_like(name.kind)) return;
    const auto mark_words = [&](std::string_view words, Role role) {
        if (words.empty()) return;
        Folded known;
        fold(words, kMostParts, known);
        for (const Word& word : known.words) {
            const std::string_view letters =
                std::string_view(known.letters).substr(word.letters_at, word.letters_size);
            for (Part& part : name.parts) {
                if (part.role == Role::Unknown && name.folded(part) == letters) part.role = role;
            }
        }
    };
    // Joaquín "El Chapo" Guzmán: a by-name is no part of the name.
    const auto quoted = [&](std::size_t i) { return folded.words[i].quoted; };
    std::size_t plain = 0;
    for (std::size_t i = 0; i < name.parts.size(); ++i) plain += quoted(i) ? 0U : 1U;
    for (std::size_t i = 0; i < name.parts.size() && plain > 1; ++i) {
        if (quoted(i)) name.parts[i].role = Role::Generic;
    }
    mark_words(text.given, Role::Given);
    mark_words(text.family, Role::Family);
    bool after = false;
    for (std::size_t i = 0; i < name.parts.size(); ++i) {
        Part& part = name.parts[i];
        after = after || folded.words[i].after_comma;
        if (part.role != Role::Unknown) continue;
        if (name.parts.size() > 2 && is_patronymic(name.folded(part))) {
            part.role = Role::Patronymic;
        } else if (folded.comma && name.kind == EntityKind::Person) {
            part.role = after ? Role::Given : Role::Family;
        }
    }
}

std::uint16_t weight_of(const Part& part, const Name& name) {
    switch (part.role) {
        case Role::Honorific:
            return 4;
        case Role::LegalForm:
            return 8;
        case Role::Generic:
            return 6;
        case Role::Particle:
            return 12;
        case Role::Number:
            return is_person_like(name.kind) ? 20 : 80;
        default:
            break;
    }
    if (part.letters_size <= 1) return 25;
    const int least = is_person_like(name.kind) ? 150 : 70;
    const int weight = std::clamp<int>(part.rarity, least, 560) / 5;
    // It follows from the father's name, and is left out as often as not.
    return static_cast<std::uint16_t>(part.role == Role::Patronymic ? weight / 2 : weight);
}

}  // namespace

void give_roles(const NameText& text, const Folded& folded, std::span<const Found> found,
                Name& name) {
    for (Part& part : name.parts) {
        if (is_number(name.folded(part))) part.role = Role::Number;
    }
    mark_symbols(found, name);
    mark_given_and_family(text, folded, name);
    name.weight = 0;
    for (Part& part : name.parts) {
        part.rarity = rarity_of(name.folded(part), name.kind);
        part.weight = weight_of(part, name);
        name.weight += part.weight;
    }
}

}  // namespace standstill::screening
