// CSV that is nobody's published format: a column of names, and whatever else its header says.
//
// Columns are found by their usual names, or by Hints::columns. Several lists that the United
// States publish as pages and others as tables come in this way too: section 1260H, 1286 and 353,
// and the simple table of OpenSanctions.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <unordered_map>

#include "base/text.h"
#include "screening/list/csv.h"
#include "screening/list/fields.h"
#include "screening/list/readers.h"

namespace standstill::screening {

namespace {

// What a column can hold; the order is that of kUsual.
enum Role : std::size_t {
    kName,
    kClean,
    kAliases,
    kFormer,
    kId,
    kKind,
    kBirth,
    kCountry,
    kAddress,
    kIdentifier,
    kProgram,
    kSince,
    kEnd,
    kTopics,
    kParent,
    kRemarks,
    kSource,
    kRoles,
};

struct Usual {
    std::string_view role;  // what Hints::columns calls it
    std::initializer_list<std::string_view> columns;
};

const std::array<Usual, kRoles>& usual() {
    static const std::array<Usual, kRoles> kUsual = {{
        {"name",
         {"name", "full name", "entity name", "company name", "company", "vendor", "vendor name",
          "legal name", "supplier", "supplier name", "organization", "organisation"}},
        {"clean", {"clean name"}},
        {"aliases", {"aliases", "alias", "aka", "a.k.a.", "alt names", "other names"}},
        {"former", {"former names", "former name", "previous name", "previous names", "fka"}},
        {"id", {"id", "entry", "number", "uid", "vendor id", "supplier id"}},
        {"kind", {"schema", "type", "kind", "entity type"}},
        {"birth", {"birth date", "date of birth", "dob", "birthday"}},
        {"country", {"country", "countries", "nationality", "jurisdiction"}},
        {"address", {"address", "addresses", "street address"}},
        {"identifier",
         {"identifiers", "identifier", "registration number", "tax id", "uei", "duns", "lei"}},
        {"program", {"program", "programs", "program_ids", "programme", "sanctions"}},
        {"since", {"start date", "start-date", "listed on", "date listed", "first_seen"}},
        {"end", {"end date", "end-date"}},
        {"topics", {"topics", "topic"}},
        {"parent", {"parent name", "parent", "parent company"}},
        {"remarks", {"reason", "notes", "note", "remarks", "comment", "comments", "description"}},
        {"source", {"source url", "source_url", "source", "url"}},
    }};
    return kUsual;
}

struct Columns {
    // A role may have several columns: identifiers in "uei" and "duns".
    std::array<std::vector<std::size_t>, kRoles> at;
    std::vector<std::string> names;

    std::string_view first(const std::vector<std::string_view>& row, Role role) const {
        for (std::size_t column : at[role])
            if (std::string_view text = field(row, column); !text.empty()) return text;
        return {};
    }
};

std::string list_of_roles() {
    std::vector<std::string> roles;
    for (const Usual& one : usual()) roles.emplace_back(one.role);
    return base::join(roles, ", ");
}

base::Result<Columns> columns_of(const Header& header, const Hints& hints) {
    Columns out;
    out.names = header.as_written();
    std::array<bool, kRoles> is_given{};
    for (const auto& [role, column] : hints.columns) {
        std::size_t r = 0;
        while (r < kRoles && usual()[r].role != role) ++r;
        if (r == kRoles)
            return base::invalid(fmt::format(
                "`{}` is nothing that a column can hold; these are: {}", role, list_of_roles()));
        const std::size_t at = header.find(column);
        if (at == Header::npos)
            return base::invalid(fmt::format("no column `{}`{}; the header has: {}", column,
                                             base::did_you_mean(column, header.as_written()),
                                             base::join(header.as_written(), ", ")));
        out.at[r].push_back(at);
        is_given[r] = true;
    }
    for (std::size_t r = 0; r < kRoles; ++r) {
        if (is_given[r]) continue;
        for (std::string_view name : usual()[r].columns) {
            const std::size_t at = header.find(name);
            if (at == Header::npos) continue;
            out.at[r].push_back(at);
            if (r != kIdentifier && r != kRemarks) break;  // of those, every column counts
        }
    }
    return out;
}

EntityKind kind_of(std::string_view word) {
    for (std::string_view person : {"Person", "Individual", "People"})
        if (same_ascii(word, person)) return EntityKind::Person;
    for (std::string_view firm : {"Company", "Organization", "Organisation", "Firm", "Entity",
                                  "PublicBody", "Vendor", "Business", "University"})
        if (same_ascii(word, firm)) return EntityKind::Organization;
    if (same_ascii(word, "Vessel") || same_ascii(word, "Ship")) return EntityKind::Vessel;
    if (same_ascii(word, "Aircraft") || same_ascii(word, "Airplane")) return EntityKind::Aircraft;
    if (same_ascii(word, "Product")) return EntityKind::Product;
    return EntityKind::Unknown;
}

// Several values in a field are separated by `;`.
template <typename Take>
void each(std::string_view text, Take take) {
    for (const std::string& part : base::split(text, ';'))
        if (!base::is_blank(part)) take(base::trimmed(part));
}

void take_row(const std::vector<std::string_view>& row, const Columns& columns, Entity& entity) {
    auto first = [&](Role role) { return columns.first(row, role); };
    Listing& listing = entity.listings.front();
    entity.kind = kind_of(first(kKind));
    // The 1260H table writes "360 Security Technology Inc. (Qihoo 360)*" beside the clean name.
    const std::string_view clean = first(kClean);
    add_name(entity, clean.empty() ? first(kName) : clean, NameKind::Primary, "name");
    if (!clean.empty() && clean != first(kName)) add_text(listing.details, first(kName));
    each(first(kAliases),
         [&](std::string_view one) { add_name(entity, one, NameKind::Alias, "aliases"); });
    each(first(kFormer),
         [&](std::string_view one) { add_name(entity, one, NameKind::Former, "former"); });
    each(first(kBirth), [&](std::string_view one) { add_birth(entity, parse_date(one)); });
    each(first(kCountry), [&](std::string_view one) { add_country(entity, one); });
    each(first(kAddress), [&](std::string_view one) { add_address(entity, one, {}); });
    for (std::size_t column : columns.at[kIdentifier])
        each(field(row, column), [&](std::string_view one) {
            add_identifier(entity, lower_ascii(columns.names[column]), one, {});
        });
    each(first(kProgram), [&](std::string_view one) { add_text(listing.programs, one); });
    each(first(kTopics), [&](std::string_view one) { add_text(entity.topics, one); });
    listing.since = std::string(first(kSince));
    if (std::string_view end = first(kEnd); !end.empty())
        add_text(listing.details, fmt::format("Ends {}", end));
    each(first(kParent), [&](std::string_view one) {
        entity.related.push_back({"parent", std::string(one)});
    });
    for (std::size_t column : columns.at[kRemarks]) add_remark(listing, field(row, column));
    add_text(listing.details, first(kSource));
}

}  // namespace

bool is_plain_csv(const std::vector<std::string_view>& header, const Hints& hints) {
    if (std::ranges::any_of(hints.columns, [](const auto& one) { return one.first == "name"; }))
        return true;
    const Header columns(header);
    return std::ranges::any_of(usual()[kName].columns, [&](std::string_view name) {
        return columns.find(name) != Header::npos;
    });
}

base::Status read_plain_csv(const Source& source, Reading& reading) {
    auto text = check_utf8(source.bytes, source.name);
    if (!text) return text.error();
    CsvReader csv(source.bytes, source.name, separator_of(source.bytes));
    std::vector<std::string_view> row;
    auto more = csv.next(row);
    if (!more) return more.error();
    const Header header(row);
    auto columns = columns_of(header, reading.hints);
    if (!columns) return csv.error(columns.error().message);
    std::unordered_map<std::string, int> seen;
    for (more = csv.next(row); more && *more; more = csv.next(row)) {
        if (row.size() != header.size())
            return csv.error(fmt::format("expected {} fields as in the header, found {}",
                                         header.size(), row.size()));
        const std::string_view name = columns->first(row, kName);
        if (name.empty()) return csv.error("a row without a name");
        // Without ids the name stands in, so that a row keeps its id when others come or go; the
        // second of a name is told apart by its number.
        std::string entry(columns->first(row, kId));
        if (entry.empty()) entry = std::string(name);
        if (const int before = seen[entry]++; before > 0) entry += fmt::format(" ({})", before + 1);
        Entity& entity = reading.add(entry);
        take_row(row, *columns, entity);
        reading.progress(csv.offset());
    }
    if (!more) return more.error();
    return base::Done{};
}

}  // namespace standstill::screening
