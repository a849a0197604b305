// OFAC's legacy files: names (sdn or cons_prim), aliases (alt), addresses (add), remarks that did
// not fit (comments). Columns by position; a header row, if somebody added one, is passed over.
//
// An entry that only a later file names is kept: its names are screened, and a note says how many
// there are. `-0-` stands for nothing.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <unordered_map>

#include "base/text.h"
#include "screening/list/csv.h"
#include "screening/list/fields.h"
#include "screening/list/ofac_remarks.h"
#include "screening/list/readers.h"

namespace standstill::screening {

namespace {

constexpr std::size_t kNameColumns = 12;
constexpr std::size_t kAliasColumns = 5;
constexpr std::size_t kAddressColumns = 6;
constexpr std::size_t kCommentColumns = 2;
constexpr std::uint32_t kMostNumber = 1U << 20;
constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);

using Row = std::vector<std::string_view>;

std::string_view value(const Row& row, std::size_t column) {
    const std::string_view text = field(row, column);
    return text == "-0-" ? std::string_view{} : text;
}

// What the files say of one entry besides: read once all remarks are whole.
class OfacFiles {
public:
    explicit OfacFiles(Reading& reading) : reading_(reading) {}

    base::Status names(const Source& source) {
        // A row has 240 bytes on average; entities do not move while the list grows.
        const std::size_t expected = source.bytes.size() / 200 + 16;
        reading_.out.entities.reserve(expected);
        return each(source, kNameColumns,
                    [&](const Row& row, const CsvReader& csv) -> base::Status {
                        bool is_new = false;
                        const std::size_t at = place_of(row, is_new);
                        if (!is_new)
                            return csv.error(fmt::format("entry `{}` stands twice", row[0]));
                        return take_name(reading_.out.entities[at], row, csv);
                    });
    }

    base::Status comments(const Source& source) {
        return each(source, kCommentColumns, [&](const Row& row, const CsvReader&) -> base::Status {
            Entity& entity = entity_of(row);
            entity.listings.front().remarks += value(row, 1);
            return base::Done{};
        });
    }

    base::Status aliases(const Source& source) {
        return each(source, kAliasColumns, [&](const Row& row, const CsvReader&) -> base::Status {
            Entity& entity = entity_of(row);
            const std::string_view kind = value(row, 2);
            std::string given, family;
            if (entity.kind == EntityKind::Person) split_family(value(row, 3), given, family);
            add_name(entity, value(row, 3),
                     same_ascii(kind, "fka") ? NameKind::Former : NameKind::Alias, "alt", given,
                     family);
            if (std::string_view remark = value(row, 4); !remark.empty())
                add_remark(entity.listings.front(), remark);
            return base::Done{};
        });
    }

    base::Status addresses(const Source& source) {
        return each(source, kAddressColumns, [&](const Row& row, const CsvReader&) -> base::Status {
            Entity& entity = entity_of(row);
            add_address(entity, joined({value(row, 2), value(row, 3)}, ", "), value(row, 4));
            return base::Done{};
        });
    }

    void finish(bool has_names) {
        for (Entity& entity : reading_.out.entities)
            if (!entity.listings.front().remarks.empty())
                read_ofac_remarks(std::string(entity.listings.front().remarks), entity);
        // The weak aliases of the remarks stand behind those of the file of aliases.
        const auto orphans = std::ranges::count(is_orphan_, true);
        if (has_names && orphans > 0)
            reading_.note(
                fmt::format("{} entries stand in the files of aliases, addresses or comments "
                            "and not in the file of names; their names are kept",
                            orphans));
        if (!has_names)
            reading_.note(
                "no file of names (sdn.csv) among the sources: entries have their aliases only");
        // An entry with no name at all, from an address: nothing can be found by it.
        auto& entities = reading_.out.entities;
        const std::size_t before = entities.size();
        std::erase_if(entities, [](const Entity& entity) { return entity.names.empty(); });
        if (entities.size() < before)
            reading_.note(
                fmt::format("{} entries have an address or a comment and no name; left out",
                            before - entities.size()));
    }

private:
    template <typename Take>
    base::Status each(const Source& source, std::size_t columns, Take take) {
        auto text = check_utf8(source.bytes, source.name);
        if (!text) return text.error();
        CsvReader csv(source.bytes, source.name, ',');
        Row row;
        bool is_first = true;
        std::size_t told = 0;
        for (;;) {
            auto more = csv.next(row);
            if (!more) return more.error();
            if (!*more) break;
            // A table that went through a spreadsheet may end in rows of nothing, or of DOS's end
            // mark.
            if (std::ranges::all_of(
                    row, [](std::string_view one) { return base::is_blank(one) || one == "\x1A"; }))
                continue;
            const bool has_number = is_number(field(row, 0));
            if (is_first && !has_number && row.size() >= columns) {
                is_first = false;
                continue;
            }
            is_first = false;
            if (row.size() != columns)
                return csv.error(fmt::format("expected {} fields, found {}", columns, row.size()));
            if (!has_number)
                return csv.error(
                    fmt::format("expected the number of an entry, found `{}`", row[0]));
            auto taken = take(row, csv);
            if (!taken) return taken.error();
            if (csv.offset() - told > (1U << 20)) reading_.progress(told = csv.offset());
        }
        reading_.read_before += source.bytes.size();
        reading_.progress(0);
        return base::Done{};
    }

    static bool is_number(std::string_view text) {
        return !text.empty() && text.size() <= 9 &&
               std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
    }

    // Where the entry of a row is; made where it is not there yet.
    std::size_t place_of(const Row& row, bool& is_new) {
        const std::string_view text = field(row, 0);
        std::uint32_t number = 0;
        std::from_chars(text.data(), text.data() + text.size(), number);
        // OFAC counts from one; a number beyond any that it has given is looked up the slow way.
        std::size_t* place = nullptr;
        if (number < kMostNumber) {
            if (number >= near_.size()) near_.resize(number + 1, kNowhere);
            place = &near_[number];
        } else {
            place = &far_.try_emplace(number, kNowhere).first->second;
        }
        is_new = *place == kNowhere;
        if (is_new) {
            *place = reading_.out.entities.size();
            reading_.add(text);
            is_orphan_.push_back(false);
        }
        return *place;
    }
    Entity& entity_of(const Row& row) {
        bool is_new = false;
        const std::size_t at = place_of(row, is_new);
        if (is_new) is_orphan_[at] = true;
        return reading_.out.entities[at];
    }

    base::Status take_name(Entity& entity, const Row& row, const CsvReader& csv) {
        const std::string_view name = value(row, 1), type = value(row, 2);
        if (name.empty()) return csv.error(fmt::format("entry `{}` has no name", row[0]));
        Listing& listing = entity.listings.front();
        entity.names.reserve(3);
        std::string given, family;
        if (same_ascii(type, "individual")) {
            entity.kind = EntityKind::Person;
            split_family(name, given, family);
        } else if (same_ascii(type, "vessel")) {
            entity.kind = EntityKind::Vessel;
        } else if (same_ascii(type, "aircraft")) {
            entity.kind = EntityKind::Aircraft;
        } else {
            entity.kind = EntityKind::Organization;
        }
        add_name(entity, name, NameKind::Primary, "sdn", given, family);
        std::string_view programs = value(row, 3);
        while (!programs.empty()) {  // "SDGT] [IRGC"
            const std::size_t end = programs.find("] [");
            std::string_view program = base::trimmed(programs.substr(0, end));
            if (program.starts_with('[')) program.remove_prefix(1);
            if (program.ends_with(']')) program.remove_suffix(1);
            add_text(listing.programs, program);
            programs =
                end == std::string_view::npos ? std::string_view{} : programs.substr(end + 3);
        }
        if (std::string_view title = value(row, 4); !title.empty())
            add_text(listing.details, fmt::format("Title: {}", title));
        add_identifier(entity, "call-sign", value(row, 5), {});
        if (std::string_view type_of_ship = value(row, 6); !type_of_ship.empty())
            add_text(listing.details, fmt::format("Vessel type: {}", type_of_ship));
        add_country(entity, value(row, 9));
        if (std::string_view owner = value(row, 10); !owner.empty())
            entity.related.push_back({"vessel owner", std::string(owner)});
        listing.remarks = std::string(value(row, 11));
        return base::Done{};
    }

    Reading& reading_;
    std::vector<std::size_t> near_;                       // where the entry of a number is
    std::unordered_map<std::uint32_t, std::size_t> far_;  // so, of large numbers
    std::vector<bool> is_orphan_;
};

}  // namespace

base::Status read_ofac_csv(std::span<const Source> sources, Reading& reading) {
    OfacFiles files(reading);
    bool has_names = false;
    // Names first, and comments before the remarks are read.
    for (std::string_view part : {"sdn", "comments", "alt", "add"}) {
        for (std::size_t i = 0; i < sources.size(); ++i) {
            if (reading.parts[i] != part) continue;
            has_names = has_names || part == "sdn";
            base::Status done = part == "sdn"        ? files.names(sources[i])
                                : part == "comments" ? files.comments(sources[i])
                                : part == "alt"      ? files.aliases(sources[i])
                                                     : files.addresses(sources[i]);
            if (!done) return done;
        }
    }
    files.finish(has_names);
    return base::Done{};
}

}  // namespace standstill::screening
