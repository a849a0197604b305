// Exclusions of SAM.gov, public extract (CSV): who may not receive federal contracts or assistance.
#include <fmt/format.h>

#include <unordered_map>

#include "base/text.h"
#include "screening/list/csv.h"
#include "screening/list/fields.h"
#include "screening/list/readers.h"

namespace standstill::screening {

namespace {

EntityKind kind_of(std::string_view word) {
    if (same_ascii(word, "Individual")) return EntityKind::Person;
    if (same_ascii(word, "Vessel")) return EntityKind::Vessel;
    if (same_ascii(word, "Firm") || same_ascii(word, "Special Entity Designation"))
        return EntityKind::Organization;
    return EntityKind::Unknown;
}

// "(also  Maria OSETROVA ,  Mariya ZAKHAROVA )": a blank stands before a comma that separates
// names, and none before one inside a name.
void add_other_names(Entity& entity, std::string_view text) {
    add_remark(entity.listings.front(), text);
    text = base::trimmed(text);
    if (!text.starts_with("(also") || !text.ends_with(')')) return;
    text = text.substr(5, text.size() - 6);
    while (!text.empty()) {
        const std::size_t end = text.find(" ,");
        add_name(entity, text.substr(0, end), NameKind::Alias, "Cross-Reference");
        text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 2);
    }
}

}  // namespace

base::Status read_sam_csv(const Source& source, Reading& reading) {
    auto text = check_utf8(source.bytes, source.name);
    if (!text) return text.error();
    CsvReader csv(source.bytes, source.name, ',');
    std::vector<std::string_view> row;
    auto more = csv.next(row);
    if (!more) return more.error();
    const Header header(row);
    auto at = [&](std::string_view column) { return header.find(column); };
    auto either = [&](std::string_view one, std::string_view other) {
        return at(one) != Header::npos ? at(one) : at(other);
    };
    const std::size_t number = at("SAM Number"), entity_id = either("Unique Entity ID", "UEI"),
                      address1 = at("Address 1"), address2 = at("Address 2"),
                      address3 = at("Address 3"), address4 = at("Address 4"),
                      other = at("Cross-Reference");
    std::unordered_map<std::string_view, std::size_t> columns;  // looked up once
    std::unordered_map<std::string, std::size_t> places;
    for (more = csv.next(row); more && *more; more = csv.next(row)) {
        if (row.size() != header.size())
            return csv.error(fmt::format("expected {} fields as in the header, found {}",
                                         header.size(), row.size()));
        auto get = [&](std::string_view column) {
            auto [found, is_new] = columns.try_emplace(column, 0);
            if (is_new) found->second = at(column);
            return field(row, found->second);
        };
        const std::string person =
            joined({get("Prefix"), get("First"), get("Middle"), get("Last"), get("Suffix")}, " ");
        const std::string_view name = get("Name").empty() ? std::string_view(person) : get("Name");
        if (name.empty()) return csv.error("a row with neither `Name` nor `First` and `Last`");
        std::string entry(field(row, number));
        // Extracts without SAM numbers: name, agency and day are what tells one exclusion from
        // another.
        if (entry.empty())
            entry = joined(
                {name, get("Excluding Agency"), get("Active Date"), field(row, entity_id)}, " | ");
        auto [found, is_new] = places.try_emplace(entry, reading.out.entities.size());
        Entity& entity = is_new ? reading.add(entry) : reading.out.entities[found->second];
        Listing& listing = entity.listings.front();
        if (entity.kind == EntityKind::Unknown) entity.kind = kind_of(get("Classification"));
        const bool is_person = entity.kind == EntityKind::Person;
        add_name(entity, name, is_new ? NameKind::Primary : NameKind::Alias, "Name",
                 is_person ? std::string_view(joined({get("First"), get("Middle")}, " "))
                           : std::string_view{},
                 is_person ? get("Last") : std::string_view{});
        add_other_names(entity, field(row, other));
        add_identifier(entity, "uei", field(row, entity_id), {});
        add_identifier(entity, "duns", get("DUNS"), {});
        add_identifier(entity, "cage", get("CAGE"), {});
        if (get("NPI") != "0000000000") add_identifier(entity, "npi", get("NPI"), {});
        add_text(listing.programs, get("Exclusion Program"));
        add_text(listing.measures, get("Exclusion Type"));
        if (!get("Excluding Agency").empty())
            add_text(listing.details, fmt::format("Agency: {}", get("Excluding Agency")));
        if (!get("CT Code").empty())
            add_text(listing.details, fmt::format("Cause {}", get("CT Code")));
        if (!get("Termination Date").empty())
            add_text(listing.details, fmt::format("Ends {}", get("Termination Date")));
        if (!get("Record Status").empty())
            add_text(listing.details, fmt::format("Status: {}", get("Record Status")));
        add_remark(listing, get("Additional Comments"));
        listing.since = std::string(get("Active Date"));
        add_address(
            entity,
            joined({field(row, address1), field(row, address2), field(row, address3),
                    field(row, address4), get("City"), get("State / Province"), get("Zip Code")},
                   ", "),
            get("Country"));
        reading.progress(csv.offset());
    }
    if (!more) return more.error();
    return base::Done{};
}

}  // namespace standstill::screening
