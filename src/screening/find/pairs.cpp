#include "screening/find/pairs.h"

#include "screening/name/sound.h"

namespace standstill::screening::find {

namespace {
constexpr std::size_t kLongestCommon = 64;
}  // namespace

PairFinder::PairFinder(const Flat& flat, const Mode& mode)
    : flat_(flat), mode_(mode), meetings_(mode) {
    for (std::uint8_t kind : flat.unit_kind) has_units_[kind] = true;
    for (std::size_t kind = 0; kind < kUnitKinds; ++kind)
        has_units_[kind] = has_units_[kind] || flat.kinds[kind].sounds.size() > 0;
    for (std::size_t a = 0; a < kUnitKinds; ++a)
        for (std::size_t b = 0; b < kUnitKinds; ++b) {
            if (meetings_.of[a][b] != Meeting::Sound || flat.kinds[b].sounds.size() == 0) continue;
            for (std::size_t size = 0; size <= kLongestCommon; ++size)
                limits_[a][b].push_back(limits_between(static_cast<UnitKind>(a),
                                                       static_cast<UnitKind>(b), size, mode_));
        }
}

void PairFinder::add(const UnitView& unit, std::uint32_t listed, std::string_view sound,
                     std::vector<Paired>& out) const {
    UnitView view;
    view.kind = static_cast<UnitKind>(flat_.unit_kind[listed]);
    view.cost = flat_.unit_cost[listed];
    view.key = flat_.unit_key[listed];
    view.text = flat_.text_of_unit(listed);
    view.sound = sound;
    const std::uint32_t similarity = pair(unit, view, mode_);
    if (similarity > 0)
        out.push_back({flat_.unit_list[listed], static_cast<std::uint16_t>(similarity),
                       flat_.unit_weight[listed]});
}

void PairFinder::find_by_key(const UnitView& unit, UnitKind kind, std::vector<Paired>& out) const {
    const std::size_t bucket = key_bucket(kind, unit.key, flat_.key_at.size() - 1);
    std::string sound;
    for (std::uint32_t i = flat_.key_at[bucket]; i < flat_.key_at[bucket + 1]; ++i) {
        const std::uint32_t listed = flat_.key_units[i];
        if (flat_.unit_key[listed] != unit.key ||
            flat_.unit_kind[listed] != static_cast<std::uint8_t>(kind))
            continue;
        const std::string_view kept(
            flat_.unit_text.data() + flat_.unit_text_at[2 * listed + 1],
            flat_.unit_text_at[2 * listed + 2] - flat_.unit_text_at[2 * listed + 1]);
        if (meetings_.by_sound[static_cast<std::size_t>(kind)])
            sound = sound_of(flat_.text_of_unit(listed));
        else
            sound = kept;
        add(unit, listed, sound, out);
    }
}

void PairFinder::add_by_sound(const UnitView& unit, UnitKind kind, Near near, std::uint32_t list,
                              std::vector<Paired>& out) const {
    const std::uint32_t most =
        most_similar(unit.kind, kind, near.distance, unit.sound.size(), near.size, mode_);
    if (most > unit.cost)
        out.push_back({list, static_cast<std::uint16_t>(most - unit.cost), kHeavy});
}

void PairFinder::find_by_sound(const UnitView& unit, UnitKind kind, Scratch& scratch,
                               std::vector<Paired>& out) const {
    const KindArrays& arrays = flat_.kinds[static_cast<std::size_t>(kind)];
    if (arrays.sounds.size() == 0) return;
    scratch.found.clear();
    const std::size_t size = unit.sound.size();
    EditLimits rare;
    if (size > kLongestCommon) rare = limits_between(unit.kind, kind, size, mode_);
    const EditLimits& limits =
        size > kLongestCommon
            ? rare
            : limits_[static_cast<std::size_t>(unit.kind)][static_cast<std::size_t>(kind)][size];
    if (arrays.segments.empty())
        arrays.sounds.near(unit.sound, limits, scratch.kernel, scratch.near, scratch.found);
    else
        arrays.segments.near(arrays.sounds, unit.sound, limits, scratch.kernel, scratch.near,
                             scratch.found);
    for (const Near& near : scratch.found) {
        if (is_kept_by_sound(kind)) {
            add_by_sound(unit, kind, near, arrays.list_of[near.sound], out);
            continue;
        }
        arrays.sounds.read(near.sound, scratch.sound);
        for (std::uint32_t listed = arrays.unit_at[near.sound];
             listed < arrays.unit_at[near.sound + 1]; ++listed)
            add(unit, listed, scratch.sound, out);
    }
}

std::uint32_t PairFinder::similarity_to_openings(const UnitView& unit) const {
    UnitView opening;
    opening.kind = UnitKind::Opening;
    opening.key = unit.key;
    return is_opening(opening) ? pair(unit, opening, mode_) : 0;
}

void PairFinder::find(const UnitView& unit, Scratch& scratch, std::vector<Paired>& out) const {
    for (std::size_t kind = 0; kind < kUnitKinds; ++kind) {
        if (!has_units_[kind]) continue;
        switch (meetings_.of[static_cast<std::size_t>(unit.kind)][kind]) {
            case Meeting::Never:
                break;
            case Meeting::Key:
                find_by_key(unit, static_cast<UnitKind>(kind), out);
                break;
            case Meeting::Sound:
                find_by_sound(unit, static_cast<UnitKind>(kind), scratch, out);
                break;
        }
    }
}

}  // namespace standstill::screening::find
