#include "screening/find/snapshot.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

namespace standstill::screening::find {

namespace {

static_assert(std::endian::native == std::endian::little, "snapshots are little-endian");

constexpr std::array<char, 8> kMagic{'S', 'T', 'S', 'N', 'A', 'M', 'E', 'S'};
constexpr std::size_t kAlignment = 64;

struct Opening {
    std::array<char, 8> magic{};
    std::uint32_t version = 0;
    std::uint32_t sections = 0;
    std::uint64_t size = 0;      // of the whole
    std::uint64_t checksum = 0;  // of all behind this opening
};
struct Section {
    std::uint64_t at = 0;
    std::uint64_t size = 0;  // bytes
};

std::size_t aligned(std::size_t at) { return (at + kAlignment - 1) / kAlignment * kAlignment; }

std::size_t count_of_sections() {
    std::size_t count = 0;
    Flat().for_each_section([&](auto&) { ++count; });
    return count;
}

base::Error corrupt(std::string what) {
    return base::fail(base::ErrorKind::Corrupt, "the snapshot of names " + std::move(what));
}

}  // namespace

std::uint64_t checksum(std::string_view bytes) {
    constexpr std::uint64_t kPrime = 0x9e37'79b1'85eb'ca87U;
    std::array<std::uint64_t, 4> lanes{1, 2, 3, 4};
    auto mix = [](std::uint64_t& lane, std::uint64_t word) {
        lane = (lane ^ word) * kPrime;
        lane ^= lane >> 32;
    };
    std::size_t at = 0;
    for (; at + 32 <= bytes.size(); at += 32)
        for (std::size_t i = 0; i < 4; ++i) {
            std::uint64_t word = 0;
            std::memcpy(&word, bytes.data() + at + 8 * i, 8);
            mix(lanes[i], word);
        }
    for (std::size_t i = 0; at < bytes.size(); at += 8, ++i) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes.data() + at, std::min<std::size_t>(8, bytes.size() - at));
        mix(lanes[i], word);
    }
    std::uint64_t all = bytes.size();
    for (std::uint64_t lane : lanes) mix(all, lane);
    return all;
}

std::vector<char> write_snapshot(Flat flat) {
    std::vector<Section> table;
    std::size_t end = aligned(sizeof(Opening) + count_of_sections() * sizeof(Section));
    flat.for_each_section([&](auto& section) {
        table.push_back({end, section.size_bytes()});
        end = aligned(end + section.size_bytes());
    });
    std::vector<char> bytes(end);
    Opening opening{kMagic, kSnapshotVersion, static_cast<std::uint32_t>(table.size()), end, 0};
    std::memcpy(bytes.data() + sizeof opening, table.data(), table.size() * sizeof(Section));
    std::size_t i = 0;
    flat.for_each_section([&](auto& section) {
        if (!section.empty())
            std::memcpy(bytes.data() + table[i].at, section.data(), section.size_bytes());
        ++i;
    });
    opening.checksum = checksum({bytes.data() + sizeof opening, bytes.size() - sizeof opening});
    std::memcpy(bytes.data(), &opening, sizeof opening);
    return bytes;
}

namespace {

base::Status check_opening(std::string_view bytes) {
    Opening opening;
    if (bytes.size() < sizeof opening) return corrupt("is cut within its first bytes");
    std::memcpy(&opening, bytes.data(), sizeof opening);
    if (opening.magic != kMagic) return corrupt("does not begin as one");
    if (opening.version != kSnapshotVersion)
        return base::invalid(
            fmt::format("the snapshot of names has format {}, and this program reads {}; build it "
                        "anew from its lists",
                        opening.version, kSnapshotVersion));
    if (opening.size != bytes.size())
        return corrupt(fmt::format("has {} bytes where it says {}", bytes.size(), opening.size));
    if (reinterpret_cast<std::uintptr_t>(bytes.data()) % 8 != 0)
        return base::invalid("the bytes of a snapshot of names must begin at a multiple of eight");
    if (opening.sections != count_of_sections() ||
        bytes.size() < sizeof opening + opening.sections * sizeof(Section))
        return corrupt("has another number of sections than its format");
    if (checksum(bytes.substr(sizeof opening)) != opening.checksum)
        return corrupt("does not have the checksum that it says");
    return base::Done{};
}

// What is wrong with the arrays, each of which lies within the bytes; empty if nothing is.
class Check {
public:
    explicit Check(const Flat& flat) : flat_(flat) {}

    std::string_view fault() {
        if (flat_.head.size() != 1 || flat_.head[0].names != flat_.names()) return "head";
        if (names() && units() && lists() && payloads())
            for (std::size_t i = 0; i < kUnitKinds && ok_; ++i)
                kind(flat_.kinds[i], is_kept_by_sound(static_cast<UnitKind>(i)));
        return ok_ ? std::string_view() : what_;
    }

private:
    bool require(bool good, std::string_view what) {
        if (ok_ && !good) {
            ok_ = false;
            what_ = what;
        }
        return ok_;
    }
    // `count` runs within `of` things: from 0 up, never down.
    template <typename Place>
    bool runs(std::span<const Place> at, std::size_t count, std::size_t of, std::string_view what) {
        return require(
            at.size() == count + 1 && at[0] == 0 && at[count] == of && std::ranges::is_sorted(at),
            what);
    }
    template <typename Place>
    bool below(std::span<const Place> places, std::size_t bound, std::string_view what) {
        Place most = 0;
        for (Place place : places) most = std::max(most, place);
        return require(places.empty() || most < bound, what);
    }

    bool names() {
        const std::size_t n = flat_.names();
        runs(flat_.text_at, n, flat_.text.size(), "text of names");
        require(flat_.entity_kind.size() == n && flat_.number.size() == n &&
                    flat_.weight.size() == n && flat_.openings.size() == n,
                "names");
        below(flat_.entity_kind, static_cast<std::size_t>(EntityKind::Product) + 1, "kinds");
        for (const ApartEntry& entry : flat_.apart)
            if (!require(
                    entry.name < n && std::size_t{entry.text_size} + entry.given_size <=
                                          flat_.text_at[entry.name + 1] - flat_.text_at[entry.name],
                    "given names"))
                break;
        return ok_;
    }
    bool units() {
        const std::size_t n = flat_.units();
        require(flat_.unit_cost.size() == n && flat_.unit_key.size() == n &&
                    flat_.unit_list.size() == n && flat_.unit_weight.size() == n,
                "units");
        below(flat_.unit_kind, kUnitKinds, "kinds of units");
        below(flat_.unit_list, flat_.names() + flat_.lists(), "lists of units");
        runs(flat_.unit_text_at, 2 * n, flat_.unit_text.size(), "texts of units");
        const std::size_t buckets = flat_.key_at.size() - 1;
        require(flat_.key_at.size() >= 3 && std::has_single_bit(buckets), "keys") &&
            runs(flat_.key_at, buckets, flat_.key_units.size(), "keys");
        return below(flat_.key_units, n, "units of keys");
    }
    bool lists() {
        runs(flat_.list_at, flat_.lists(), flat_.list_names.size(), "lists");
        below(flat_.list_names, flat_.names(), "names of lists");
        runs(flat_.name_at, flat_.names(), flat_.name_lists.size(), "lists of names");
        return below(flat_.name_lists, flat_.lists(), "lists of names");
    }
    bool payloads() {
        if (flat_.payload_at.empty()) return require(flat_.payload.empty(), "payloads");
        runs(flat_.payload_at, flat_.payload_at.size() - 1, flat_.payload.size(), "payloads");
        return below(flat_.entity, flat_.payload_at.size() - 1, "entities");
    }
    void kind(const KindArrays& kind, bool by_sound) {
        const Sounds& sounds = kind.sounds;
        if (!runs(sounds.first_of, Sounds::kRegular + 1, sounds.size(), "sounds")) return;
        std::size_t letters = kLongRow;
        for (std::size_t size = 0; size < Sounds::kRegular; ++size)
            letters += size * (sounds.first_of[size + 1] - sounds.first_of[size]);
        require(sounds.letters.size() == letters, "letters of sounds");
        runs(sounds.other_at, sounds.size() - sounds.first_other(), sounds.other.size(),
             "other sounds");
        if (by_sound) {
            require(kind.list_of.size() == sounds.size() && kind.unit_at.empty(),
                    "lists of sounds");
            below(kind.list_of, flat_.names() + flat_.lists(), "lists of sounds");
        } else {
            require(kind.list_of.empty() && kind.unit_at.size() == sounds.size() + 1 &&
                        std::ranges::is_sorted(kind.unit_at) &&
                        kind.unit_at[sounds.size()] <= flat_.units(),
                    "units of sounds");
        }
        const Segments& pieces = kind.segments;
        if (!ok_ || pieces.empty()) return;
        const std::size_t buckets = pieces.bucket_at.size() - 1;
        require(pieces.prepared.size() == Sounds::kRegular && buckets >= 2 &&
                    std::has_single_bit(buckets) &&
                    (pieces.signatures.empty() || pieces.signatures.size() == pieces.places.size()),
                "pieces of sounds") &&
            runs(pieces.bucket_at, buckets, pieces.places.size(), "pieces of sounds");
        below(pieces.places, sounds.size(), "pieces of sounds");
    }

    const Flat& flat_;
    bool ok_ = true;
    std::string_view what_;
};

}  // namespace

base::Result<Flat> read_snapshot(std::string_view bytes) {
    if (auto status = check_opening(bytes); !status) return status.error();
    std::vector<Section> table(count_of_sections());
    std::memcpy(table.data(), bytes.data() + sizeof(Opening), table.size() * sizeof(Section));
    Flat flat;
    bool within = true;
    std::size_t i = 0;
    flat.for_each_section([&](auto& section) {
        using Element = typename std::remove_reference_t<decltype(section)>::element_type;
        const Section& entry = table[i++];
        if (entry.at % kAlignment != 0 || entry.at > bytes.size() ||
            entry.size > bytes.size() - entry.at || entry.size % sizeof(Element) != 0) {
            within = false;
            return;
        }
        section = {reinterpret_cast<Element*>(bytes.data() + entry.at),
                   entry.size / sizeof(Element)};
    });
    if (!within) return corrupt("has a section that lies outside of it");
    if (std::string_view fault = Check(flat).fault(); !fault.empty())
        return corrupt(fmt::format("has wrong numbers in its section `{}`", fault));
    for (KindArrays& kind : flat.kinds) kind.sounds.find_blocks();
    return flat;
}

}  // namespace standstill::screening::find
