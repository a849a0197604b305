// The arrays of an index, all of them views into one run of bytes.
//
// A unit is a distinct content (kind, cost, key, text) of units of listed names. A list is a
// distinct set of names that have a unit; units that always occur together share one. Lists with a
// single name are not kept: list i, where i is less than the number of names, is the name i alone.
//
// Two kinds of units are many and weigh little, so they are kept in a smaller way. Of joined words
// only the sound is kept, and what they pair with is bounded by most_similar(). The first letters
// of words are 26 bits a name.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "screening/find/segments.h"
#include "screening/find/sounds.h"
#include "screening/name/mode.h"
#include "screening/name/name.h"
#include "screening/name/pair.h"

namespace standstill::screening::find {

// Where the source had the parts of a name apart: sizes within the text of the name.
struct ApartEntry {
    std::uint32_t name = 0;
    std::uint16_t text_size = 0;  // the name itself; then the given part, then the family part
    std::uint16_t given_size = 0;
};

constexpr bool is_kept_by_sound(UnitKind kind) { return kind == UnitKind::Joined; }

// The units of one kind that are found by sound: those of the sound at place s are
// [unit_at[s], unit_at[s + 1]); if they are kept by sound alone, list_of[s] is the list of all.
struct KindArrays {
    Sounds sounds;
    Segments segments;
    std::span<const std::uint32_t> unit_at;
    std::span<const std::uint32_t> list_of;
};

// A weight that is greater than any number for it.
inline constexpr std::uint16_t kHeavy = 0xffff;

struct Head {
    std::uint32_t mode_id = 0;
    std::uint32_t mode_version = 0;
    std::uint32_t threshold = 0;
    std::uint32_t names = 0;
};

struct Flat {
    std::span<const Head> head;  // one

    std::span<const std::uint32_t> text_at;
    std::span<const char> text;
    std::span<const std::uint8_t> entity_kind;
    std::span<const std::uint32_t> entity;
    std::span<const std::uint16_t> number;
    std::span<const ApartEntry> apart;
    std::span<const std::uint16_t> weight;    // of all parts, or less
    std::span<const std::uint32_t> openings;  // bit i: a part opens with letter i, as an Opening

    std::span<const std::uint8_t> unit_kind;
    std::span<const std::uint16_t> unit_cost;
    std::span<const std::uint64_t> unit_key;
    std::span<const std::uint32_t> unit_list;
    std::span<const std::uint16_t> unit_weight;  // the most that its parts weigh in a name; kHeavy
    // The text of unit u is [unit_text_at[2u], unit_text_at[2u + 1]); its sound, if it is not in a
    // table of its kind, from there to unit_text_at[2u + 2].
    std::span<const std::uint32_t> unit_text_at;
    std::span<const char> unit_text;

    std::span<const std::uint32_t> key_at;  // buckets of units that are found by key
    std::span<const std::uint32_t> key_units;

    std::span<const std::uint32_t> list_at;     // lists of two names and more
    std::span<const std::uint32_t> list_names;  // ascending within a list
    std::span<const std::uint32_t> name_at;     // the other way round
    std::span<const std::uint32_t> name_lists;

    std::array<KindArrays, kUnitKinds> kinds;

    std::span<const std::uint64_t> payload_at;
    std::span<const char> payload;
    std::span<const char> header;

    std::size_t names() const { return entity.size(); }
    std::size_t units() const { return unit_kind.size(); }
    std::size_t lists() const { return list_at.empty() ? 0 : list_at.size() - 1; }

    NameText name(std::uint32_t place) const;
    std::string_view text_of_unit(std::uint32_t unit) const {
        return {unit_text.data() + unit_text_at[2 * unit],
                unit_text_at[2 * unit + 1] - unit_text_at[2 * unit]};
    }
    std::span<const std::uint32_t> names_of(std::uint32_t list) const {
        return list_names.subspan(list_at[list], list_at[list + 1] - list_at[list]);
    }
    std::span<const std::uint32_t> lists_of(std::uint32_t name_place) const {
        return name_lists.subspan(name_at[name_place],
                                  name_at[name_place + 1] - name_at[name_place]);
    }

    // Calls visit(section) for each array, in the order in which a snapshot has them.
    template <typename Visit>
    void for_each_section(Visit visit) {
        visit(head), visit(text_at), visit(text), visit(entity_kind), visit(entity);
        visit(number), visit(apart), visit(weight), visit(openings), visit(unit_kind),
            visit(unit_cost), visit(unit_key);
        visit(unit_list), visit(unit_weight), visit(unit_text_at), visit(unit_text), visit(key_at),
            visit(key_units);
        visit(list_at), visit(list_names), visit(name_at), visit(name_lists);
        for (KindArrays& kind : kinds) {
            visit(kind.sounds.first_of), visit(kind.sounds.signatures);
            visit(kind.sounds.letters), visit(kind.sounds.other_at), visit(kind.sounds.other);
            visit(kind.segments.prepared), visit(kind.segments.bucket_at);
            visit(kind.segments.places), visit(kind.segments.signatures);
            visit(kind.unit_at), visit(kind.list_of);
        }
        visit(payload_at), visit(payload), visit(header);
    }
};

// Whether a unit is one of the 26 bits.
constexpr bool is_opening(const UnitView& unit) {
    return unit.kind == UnitKind::Opening && unit.cost == 0 && unit.key >= 'a' && unit.key <= 'z';
}

// With how many edits sounds of each size may pair with a sound of this size; kFar where these
// kinds do not meet by sound.
EditLimits limits_between(UnitKind from, UnitKind to, std::size_t size, const Mode& mode);

// In which bucket of `buckets` (a power of two) units of a kind with a key lie.
std::size_t key_bucket(UnitKind kind, std::uint64_t key, std::size_t buckets);

// Which kinds are found how, in a mode.
struct Meetings {
    explicit Meetings(const Mode& mode);
    std::array<std::array<Meeting, kUnitKinds>, kUnitKinds> of;
    std::array<bool, kUnitKinds> by_sound{};  // some kind finds this one so
    std::array<bool, kUnitKinds> by_key{};
};

}  // namespace standstill::screening::find
