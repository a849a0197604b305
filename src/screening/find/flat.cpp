#include "screening/find/flat.h"

#include <algorithm>
#include <bit>

namespace standstill::screening::find {

NameText Flat::name(std::uint32_t place) const {
    NameText out;
    out.kind = static_cast<EntityKind>(entity_kind[place]);
    out.text = {text.data() + text_at[place], text_at[place + 1] - text_at[place]};
    const auto found = std::ranges::lower_bound(apart, place, {}, &ApartEntry::name);
    if (found != apart.end() && found->name == place) {
        const std::string_view all = out.text;
        out.text = all.substr(0, found->text_size);
        out.given = all.substr(found->text_size, found->given_size);
        out.family = all.substr(std::size_t{found->text_size} + found->given_size);
    }
    return out;
}

EditLimits limits_between(UnitKind from, UnitKind to, std::size_t size, const Mode& mode) {
    EditLimits limits;
    if (meeting(from, to, mode) != Meeting::Sound) return limits;
    for (std::size_t other = 0; other < EditLimits::kSizes; ++other)
        limits.set(other, edit_bound(from, to, size, other, mode));
    return limits;
}

std::size_t key_bucket(UnitKind kind, std::uint64_t key, std::size_t buckets) {
    std::uint64_t hash = (key ^ static_cast<std::uint64_t>(kind) << 40) * 0x9e37'79b9'7f4a'7c15U;
    hash = (hash ^ hash >> 32) * 0xbf58'476d'1ce4'e5b9U;
    return hash >> (64 - std::countr_zero(buckets));
}

Meetings::Meetings(const Mode& mode) {
    for (std::size_t a = 0; a < kUnitKinds; ++a)
        for (std::size_t b = 0; b < kUnitKinds; ++b) {
            of[a][b] = meeting(static_cast<UnitKind>(a), static_cast<UnitKind>(b), mode);
            by_sound[b] = by_sound[b] || of[a][b] == Meeting::Sound;
            by_key[b] = by_key[b] || of[a][b] == Meeting::Key;
        }
}

}  // namespace standstill::screening::find
