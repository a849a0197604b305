#include "screening/name/pair.h"

#include <algorithm>
#include <array>

#include "screening/name/edit.h"
#include "screening/script/skeleton.h"

namespace standstill::screening {
namespace {

bool is_spelt(UnitKind kind) {
    return kind == UnitKind::Text || kind == UnitKind::Reading || kind == UnitKind::Joined;
}

// The hundredths of a letter that two words may differ by, by the length of the longer sound.
std::uint32_t budget(std::size_t size, const Mode& mode) {
    constexpr std::array<std::uint16_t, 14> kBudget = {0,   0,   0,   60,  120, 120, 150,
                                                       170, 200, 200, 220, 240, 260, 300};
    if (mode.id == ModeId::Strict) return size < 6 ? 0 : size < 12 ? 100 : 200;
    return kBudget[std::min(size, kBudget.size() - 1)];
}

constexpr std::uint32_t kSameSound = 970;
constexpr std::uint32_t kJoinedBudget = 120;
constexpr std::uint32_t kSlope = 18;  // thousandths lost a hundredth of a letter, by letters
constexpr std::uint32_t kMostEdited = 960;

std::uint32_t similarity_of_symbol(std::uint64_t key) {
    switch (class_of_symbol(key)) {
        case SymbolClass::GivenName:
            return 820;
        case SymbolClass::Spelling:
            return 940;
        case SymbolClass::Business:
            return 940;
        case SymbolClass::Place:
            return 950;
        case SymbolClass::Particle:
            return 980;
        default:
            return 1000;
    }
}

constexpr std::uint32_t kInitial = 650;
constexpr std::uint32_t kAcronym = 800;

std::uint32_t less(std::uint32_t similarity, const UnitView& a, const UnitView& b) {
    const std::uint32_t cost = std::uint32_t{a.cost} + b.cost;
    return similarity > cost ? similarity - cost : 0;
}

std::uint32_t after_edits(std::uint32_t cost, std::size_t size) {
    const auto lost = static_cast<std::uint32_t>(cost * kSlope / size);
    return lost >= kMostEdited ? 0 : std::min(kMostEdited, kWhole - lost);
}

bool all_digits(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

Likeness spelt(const UnitView& a, const UnitView& b, const Mode& mode) {
    const bool joins = a.kind == UnitKind::Joined || b.kind == UnitKind::Joined;
    if (a.key == b.key && a.text == b.text) {
        return {less(kWhole, a, b), joins ? Rule::Joined : Rule::Same, 0};
    }
    if (a.sound == b.sound && a.sound.size() > 1) {
        return {less(kSameSound, a, b), Rule::SameSound, 0};
    }
    // Several words have room for an edit that one of them has not.
    if (a.kind == UnitKind::Joined && b.kind == UnitKind::Joined) return {};
    // And a letter too many may be a whole word: Crystal Lee is not Crystal.
    if (joins && a.sound.size() != b.sound.size()) return {};
    const std::size_t size = std::max(a.sound.size(), b.sound.size());
    const std::uint32_t limit =
        joins ? std::min(budget(size, mode), kJoinedBudget) : budget(size, mode);
    const std::size_t gap = size - std::min(a.sound.size(), b.sound.size());
    if (limit == 0 || gap * kLeastEdit > limit || size - gap < 3) return {};
    if (all_digits(a.text) || all_digits(b.text)) return {};
    // Armenia is not a way to misspell America.
    if (is_word_key(a.key) && is_word_key(b.key)) return {};
    // Nor is Mario one to misspell Maria; where they are one name, a symbol says so.
    if (is_given_name_key(a.key) && is_given_name_key(b.key)) return {};
    const std::uint32_t cost = edit_cost(a.sound, b.sound, limit);
    if (cost > limit) return {};
    return {less(after_edits(cost, size), a, b), Rule::Edited, cost};
}

}  // namespace

Meeting meeting(UnitKind a, UnitKind b, const Mode& mode) {
    if (mode.id == ModeId::OfacParity) return Meeting::Never;
    if (is_spelt(a) && is_spelt(b)) return Meeting::Sound;
    if (a == UnitKind::Symbol && b == UnitKind::Symbol) return Meeting::Key;
    if ((a == UnitKind::Initial && b == UnitKind::Opening) ||
        (a == UnitKind::Opening && b == UnitKind::Initial)) {
        return Meeting::Key;
    }
    if ((a == UnitKind::Acronym && b == UnitKind::Text) ||
        (a == UnitKind::Text && b == UnitKind::Acronym)) {
        return Meeting::Key;
    }
    if (a == UnitKind::Skeleton && (b == UnitKind::Skeleton || b == UnitKind::Consonants)) {
        return Meeting::Key;
    }
    if (a == UnitKind::Consonants && b == UnitKind::Skeleton) return Meeting::Key;
    return Meeting::Never;
}

Likeness likeness(const UnitView& a, const UnitView& b, const Mode& mode) {
    switch (meeting(a.kind, b.kind, mode)) {
        case Meeting::Never:
            return {};
        case Meeting::Sound:
            return spelt(a, b, mode);
        case Meeting::Key:
            break;
    }
    if (a.key != b.key) return {};
    if (a.kind == UnitKind::Symbol) {
        return {less(similarity_of_symbol(a.key), a, b), Rule::SameSymbol, 0};
    }
    if (a.kind == UnitKind::Skeleton || b.kind == UnitKind::Skeleton) {
        const std::uint32_t alike = skeleton_likeness(a.text, b.text);
        return alike == 0 ? Likeness{} : Likeness{less(alike, a, b), Rule::Skeleton, 0};
    }
    if (a.kind == UnitKind::Acronym || b.kind == UnitKind::Acronym) {
        return {less(kAcronym, a, b), Rule::AcronymOf, 0};
    }
    return {less(kInitial, a, b), Rule::InitialOf, 0};
}

std::size_t edit_bound(std::size_t a_size, std::size_t b_size, const Mode& mode) {
    return budget(std::max(a_size, b_size), mode) / kLeastEdit;
}

std::size_t edit_bound(UnitKind a, UnitKind b, std::size_t a_size, std::size_t b_size,
                       const Mode& mode) {
    const bool a_joins = a == UnitKind::Joined, b_joins = b == UnitKind::Joined;
    if (a_joins && b_joins) return 0;
    const std::size_t bound = edit_bound(a_size, b_size, mode);
    return a_joins || b_joins ? std::min<std::size_t>(bound, kJoinedBudget / kLeastEdit) : bound;
}

std::uint32_t most_similar(UnitKind a, UnitKind b, std::size_t distance, std::size_t a_size,
                           std::size_t b_size, const Mode& mode) {
    switch (meeting(a, b, mode)) {
        case Meeting::Never:
            return 0;
        case Meeting::Key:
            if (a == UnitKind::Skeleton || b == UnitKind::Skeleton) return kWhole;
            return a == UnitKind::Symbol                              ? kWhole
                   : a == UnitKind::Acronym || b == UnitKind::Acronym ? kAcronym
                                                                      : kInitial;
        case Meeting::Sound:
            break;
    }
    if (distance == 0) return kWhole;
    const std::size_t size = std::max(a_size, b_size);
    if (distance > edit_bound(a_size, b_size, mode)) return 0;
    return after_edits(static_cast<std::uint32_t>(distance) * kLeastEdit, size);
}

std::string_view name_of(Rule rule) {
    switch (rule) {
        case Rule::None:
            return "no rule";
        case Rule::Same:
            return "same letters";
        case Rule::SameSound:
            return "same sound";
        case Rule::Edited:
            return "few letters apart";
        case Rule::Joined:
            return "same but for a space";
        case Rule::SameSymbol:
            return "same meaning";
        case Rule::InitialOf:
            return "initial";
        case Rule::AcronymOf:
            return "acronym";
        case Rule::Skeleton:
            return "same consonants";
    }
    return "no rule";
}

}  // namespace standstill::screening
