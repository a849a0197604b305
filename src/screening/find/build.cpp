#include "screening/find/build.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <numeric>

#include "screening/find/contents.h"
#include "screening/find/flat.h"
#include "screening/find/name_units.h"
#include "screening/find/snapshot.h"

namespace standstill::screening::find {

namespace {

constexpr std::size_t kMostNames = 0x7fff'ffff;
constexpr std::size_t kMostText = 0xffff'ffff;
// More of a text than analyse() looks at is not kept; a few bytes more show that it was longer.
constexpr std::size_t kKeptText = kLongestName + 8;
// From so many sounds on, pieces are faster than a run over the table.
constexpr std::size_t kSoundsForPieces = 50'000;

// The arrays while they are made; names as in Flat.
struct Arrays {
    std::vector<Head> head;
    std::vector<std::uint32_t> text_at{0};
    std::vector<char> text;
    std::vector<std::uint8_t> entity_kind;
    std::vector<std::uint32_t> entity;
    std::vector<std::uint16_t> number;
    std::vector<ApartEntry> apart;
    std::vector<std::uint16_t> weight;
    std::vector<std::uint32_t> openings;
    std::vector<std::uint8_t> unit_kind;
    std::vector<std::uint16_t> unit_cost;
    std::vector<std::uint64_t> unit_key;
    std::vector<std::uint32_t> unit_list;
    std::vector<std::uint16_t> unit_weight;
    std::vector<std::uint32_t> unit_text_at{0};
    std::vector<char> unit_text;
    std::vector<std::uint32_t> key_at;
    std::vector<std::uint32_t> key_units;
    std::vector<std::uint32_t> list_at{0};
    std::vector<std::uint32_t> list_names;
    std::vector<std::uint32_t> name_at;
    std::vector<std::uint32_t> name_lists;
    struct Kind {
        SoundArrays sounds;
        SegmentArrays segments;
        std::vector<std::uint32_t> unit_at;
        std::vector<std::uint32_t> list_of;
    };
    std::array<Kind, kUnitKinds> kinds;
    std::vector<std::uint64_t> payload_at;
    std::vector<char> payload;

    Flat view() const;
};

Flat Arrays::view() const {
    Flat flat;
    flat.head = head, flat.text_at = text_at, flat.text = text, flat.entity_kind = entity_kind;
    flat.entity = entity, flat.number = number, flat.apart = apart, flat.weight = weight;
    flat.openings = openings, flat.unit_kind = unit_kind, flat.unit_weight = unit_weight;
    flat.unit_cost = unit_cost, flat.unit_key = unit_key, flat.unit_list = unit_list;
    flat.unit_text_at = unit_text_at, flat.unit_text = unit_text, flat.key_at = key_at;
    flat.key_units = key_units, flat.list_at = list_at, flat.list_names = list_names;
    flat.name_at = name_at, flat.name_lists = name_lists;
    for (std::size_t i = 0; i < kUnitKinds; ++i)
        flat.kinds[i] = {kinds[i].sounds.view(), kinds[i].segments.view(), kinds[i].unit_at,
                         kinds[i].list_of};
    flat.payload_at = payload_at, flat.payload = payload;
    return flat;
}

class Builder {
public:
    explicit Builder(const IndexContent& content) : content_(content), meetings_(content.mode) {}

    base::Result<std::vector<char>> run() {
        if (content_.names.size() > kMostNames)
            return base::invalid(fmt::format("an index holds at most {} names, and there are {}",
                                             kMostNames, content_.names.size()));
        if (auto status = keep_payloads(); !status) return status.error();
        for (const ListedText& listed : content_.names)
            if (auto status = keep_name(listed); !status) return status.error();
        analyse_names();
        number_lists();
        order_units();
        bucket_keys();
        arrays_.head.push_back({static_cast<std::uint32_t>(content_.mode.id), content_.mode.version,
                                content_.mode.threshold,
                                static_cast<std::uint32_t>(content_.names.size())});
        Flat flat = arrays_.view();
        flat.header = {content_.header.data(), content_.header.size()};
        return write_snapshot(flat);
    }

private:
    base::Status keep_payloads() {
        if (content_.payloads.empty()) return base::Done{};
        arrays_.payload_at.push_back(0);
        for (std::string_view payload : content_.payloads) {
            arrays_.payload.insert(arrays_.payload.end(), payload.begin(), payload.end());
            arrays_.payload_at.push_back(arrays_.payload.size());
        }
        for (const ListedText& listed : content_.names)
            if (listed.entity >= content_.payloads.size())
                return base::invalid(
                    fmt::format("entity {} has a name and no payload; there are {}", listed.entity,
                                content_.payloads.size()));
        return base::Done{};
    }

    base::Status keep_name(const ListedText& listed) {
        Arrays& a = arrays_;
        auto keep = [&](std::string_view text) {
            text = text.substr(0, kKeptText);
            a.text.insert(a.text.end(), text.begin(), text.end());
            return static_cast<std::uint16_t>(text.size());
        };
        ApartEntry entry{static_cast<std::uint32_t>(a.entity.size()), 0, 0};
        entry.text_size = keep(listed.name.text);
        entry.given_size = keep(listed.name.given);
        const std::uint16_t family_size = keep(listed.name.family);
        if (entry.given_size + family_size > 0) a.apart.push_back(entry);
        if (a.text.size() > kMostText)
            return base::invalid("an index holds at most 4 GiB of names");
        a.text_at.push_back(static_cast<std::uint32_t>(a.text.size()));
        a.entity_kind.push_back(static_cast<std::uint8_t>(listed.name.kind));
        a.entity.push_back(listed.entity);
        a.number.push_back(listed.number);
        return base::Done{};
    }

    void analyse_names() {
        NameUnits all = units_of_names(arrays_.view(), content_.mode);
        contents_ = std::move(all.contents);
        name_units_ = std::move(all.units);
        name_units_at_ = std::move(all.at);
        arrays_.weight = std::move(all.weight);
        arrays_.openings = std::move(all.openings);
    }

    // The names of each content, then one list for each distinct set of names.
    void number_lists() {
        const std::size_t contents = contents_.size();
        std::vector<std::uint64_t> at(contents + 1, 0);
        for (std::uint32_t unit : name_units_) ++at[unit + 1];
        std::partial_sum(at.begin(), at.end(), at.begin());
        std::vector<std::uint32_t> postings(name_units_.size());
        std::vector<std::uint64_t> next(at.begin(), at.end() - 1);
        for (std::uint32_t n = 0; n + 1 < name_units_at_.size(); ++n)
            for (std::uint64_t i = name_units_at_[n]; i < name_units_at_[n + 1]; ++i)
                postings[next[name_units_[i]]++] = n;
        auto names_of = [&](std::uint32_t unit) {
            return std::span(postings).subspan(at[unit], at[unit + 1] - at[unit]);
        };
        list_of_.resize(contents);
        Arrays& a = arrays_;
        const auto names = static_cast<std::uint32_t>(a.entity.size());
        std::vector<std::uint32_t> slots(std::bit_ceil(2 * contents + 2), kNone);
        for (std::uint32_t unit = 0; unit < contents; ++unit) {
            const auto mine = names_of(unit);
            if (mine.size() == 1) {
                list_of_[unit] = mine[0];
                continue;
            }
            std::uint64_t hash = mine.size();
            for (std::uint32_t n : mine)
                hash = (hash ^ n) * 0x9e37'79b9'7f4a'7c15U, hash ^= hash >> 29;
            std::size_t slot = hash & (slots.size() - 1);
            for (; slots[slot] != kNone; slot = (slot + 1) & (slots.size() - 1))
                if (std::ranges::equal(names_of(slots[slot]), mine)) break;
            if (slots[slot] == kNone) {
                slots[slot] = unit;
                list_of_[unit] = names + static_cast<std::uint32_t>(a.list_at.size() - 1);
                a.list_names.insert(a.list_names.end(), mine.begin(), mine.end());
                a.list_at.push_back(static_cast<std::uint32_t>(a.list_names.size()));
            } else {
                list_of_[unit] = list_of_[slots[slot]];
            }
        }
        lists_by_name();
    }

    void lists_by_name() {
        Arrays& a = arrays_;
        a.name_at.assign(a.entity.size() + 1, 0);
        for (std::uint32_t n : a.list_names) ++a.name_at[n + 1];
        std::partial_sum(a.name_at.begin(), a.name_at.end(), a.name_at.begin());
        a.name_lists.resize(a.list_names.size());
        std::vector<std::uint32_t> next(a.name_at.begin(), a.name_at.end() - 1);
        for (std::uint32_t list = 0; list + 1 < a.list_at.size(); ++list)
            for (std::uint32_t i = a.list_at[list]; i < a.list_at[list + 1]; ++i)
                a.name_lists[next[a.list_names[i]]++] = list;
    }

    // Units by kind; those that are found by sound in the order of their sounds' places.
    void order_units() {
        std::array<std::vector<std::uint32_t>, kUnitKinds> of_kind;
        for (std::uint32_t unit = 0; unit < contents_.size(); ++unit)
            of_kind[static_cast<std::size_t>(contents_.kind(unit))].push_back(unit);
        for (std::size_t kind = 0; kind < kUnitKinds; ++kind) {
            if (meetings_.by_sound[kind]) {
                lay_out_kind(kind, of_kind[kind]);
            } else {
                std::vector<std::uint32_t> none;
                arrays_.kinds[kind].sounds = lay_out({}, none);
                if (!is_kept_by_sound(static_cast<UnitKind>(kind)))
                    arrays_.kinds[kind].unit_at.push_back(0);
                for (std::uint32_t unit : of_kind[kind]) emit(unit, contents_.sound(unit));
            }
        }
    }

    std::string_view sound_of_content(std::uint32_t content) const {
        return is_kept_by_sound(contents_.kind(content)) ? contents_.text(content)
                                                         : contents_.sound(content);
    }

    void lay_out_kind(std::size_t kind, std::vector<std::uint32_t>& units) {
        const bool by_sound = is_kept_by_sound(static_cast<UnitKind>(kind));
        // Kept by sound alone, contents differ in their sounds already.
        if (!by_sound)
            std::ranges::sort(units, [&](std::uint32_t a, std::uint32_t b) {
                const int order = sound_of_content(a).compare(sound_of_content(b));
                return order != 0 ? order < 0 : a < b;
            });
        std::vector<std::string_view> sounds;
        std::vector<std::uint32_t> first_unit;
        for (std::uint32_t i = 0; i < units.size(); ++i) {
            if (!by_sound && i > 0 && sound_of_content(units[i]) == sound_of_content(units[i - 1]))
                continue;
            sounds.push_back(sound_of_content(units[i]));
            first_unit.push_back(i);
        }
        first_unit.push_back(static_cast<std::uint32_t>(units.size()));
        std::vector<std::uint32_t> order;
        Arrays::Kind& arrays = arrays_.kinds[kind];
        arrays.sounds = lay_out(sounds, order);
        for (std::uint32_t sound : order) {
            if (by_sound) {
                arrays.list_of.push_back(list_of_[units[first_unit[sound]]]);
                continue;
            }
            arrays.unit_at.push_back(static_cast<std::uint32_t>(arrays_.unit_kind.size()));
            for (std::uint32_t i = first_unit[sound]; i < first_unit[sound + 1]; ++i)
                emit(units[i], {});
        }
        if (!by_sound)
            arrays.unit_at.push_back(static_cast<std::uint32_t>(arrays_.unit_kind.size()));
        if (sounds.size() >= kSoundsForPieces)
            arrays.segments = cut(arrays.sounds.view(), most_edits(static_cast<UnitKind>(kind)),
                                  by_sound ? KeepSignatures::No : KeepSignatures::Yes);
    }

    // The most edits with which any text searches sounds of each size.
    std::array<std::uint8_t, Sounds::kRegular> most_edits(UnitKind kind) const {
        std::array<std::uint8_t, Sounds::kRegular> most{};
        most.fill(EditLimits::kFar);
        for (std::size_t from = 0; from < kUnitKinds; ++from)
            for (std::size_t other = 0; other < EditLimits::kSizes; ++other) {
                const EditLimits limits =
                    limits_between(static_cast<UnitKind>(from), kind, other, content_.mode);
                for (std::size_t size = 0; size < most.size(); ++size) {
                    const std::size_t apart = other > size ? other - size : size - other;
                    const std::uint8_t edits = limits.at(size);
                    if (edits == EditLimits::kFar || apart > edits) continue;
                    if (most[size] == EditLimits::kFar || most[size] < edits) most[size] = edits;
                }
            }
        return most;
    }

    void emit(std::uint32_t unit, std::string_view sound) {
        Arrays& a = arrays_;
        a.unit_kind.push_back(static_cast<std::uint8_t>(contents_.kind(unit)));
        a.unit_cost.push_back(contents_.cost(unit));
        a.unit_key.push_back(contents_.key(unit));
        a.unit_list.push_back(list_of_[unit]);
        a.unit_weight.push_back(contents_.weight(unit));
        for (std::string_view letters : {contents_.text(unit), sound}) {
            a.unit_text.insert(a.unit_text.end(), letters.begin(), letters.end());
            a.unit_text_at.push_back(static_cast<std::uint32_t>(a.unit_text.size()));
        }
    }

    void bucket_keys() {
        Arrays& a = arrays_;
        auto is_found = [&](std::size_t unit) { return meetings_.by_key[a.unit_kind[unit]]; };
        std::size_t found = 0;
        for (std::size_t unit = 0; unit < a.unit_kind.size(); ++unit)
            found += is_found(unit) ? 1 : 0;
        const std::size_t buckets = std::bit_ceil(std::max<std::size_t>(found, 2));
        auto bucket = [&](std::size_t unit) {
            return key_bucket(static_cast<UnitKind>(a.unit_kind[unit]), a.unit_key[unit], buckets);
        };
        a.key_at.assign(buckets + 1, 0);
        for (std::size_t unit = 0; unit < a.unit_kind.size(); ++unit)
            if (is_found(unit)) ++a.key_at[bucket(unit) + 1];
        std::partial_sum(a.key_at.begin(), a.key_at.end(), a.key_at.begin());
        a.key_units.resize(found);
        std::vector<std::uint32_t> next(a.key_at.begin(), a.key_at.end() - 1);
        for (std::size_t unit = 0; unit < a.unit_kind.size(); ++unit)
            if (is_found(unit))
                a.key_units[next[bucket(unit)]++] = static_cast<std::uint32_t>(unit);
    }

    static constexpr std::uint32_t kNone = 0xffff'ffff;

    const IndexContent& content_;
    Meetings meetings_;
    Arrays arrays_;
    Contents contents_;
    std::vector<std::uint32_t> name_units_;  // contents of each name, and where they begin
    std::vector<std::uint64_t> name_units_at_;
    std::vector<std::uint32_t> list_of_;  // of each content
};

}  // namespace

base::Result<std::vector<char>> build_snapshot(const IndexContent& content) {
    return Builder(content).run();
}

}  // namespace standstill::screening::find
