// The two CSV files of the United Kingdom: OFSI's consolidated list (ConList.csv) and the UK
// Sanctions List. Both begin with a line that says of which day they are, and have one row a name.
#include <fmt/format.h>

#include <unordered_map>

#include "base/text.h"
#include "screening/list/csv.h"
#include "screening/list/fields.h"
#include "screening/list/readers.h"
#include "screening/list/uk_rows.h"

namespace standstill::screening {

namespace {

// The columns of one of the two files; what a file has not stays npos and reads as nothing.
struct Columns {
    std::size_t id = Header::npos, group = id, united_nations = id, name1 = id, name2 = id,
                name3 = id, name4 = id, name5 = id, name6 = id, type = id, quality = id,
                script = id, title = id, kind = id, regime = id, imposed = id, since = id,
                information = id, reasons = id, birth = id, town = id, birth_country = id,
                nationality = id, passport = id, passport_words = id, national = id,
                national_words = id, position = id, gender = id, street1 = id, street2 = id,
                street3 = id, street4 = id, street5 = id, street6 = id, zip = id, country = id,
                registration = id, imo = id, flag = id, parent = id;
};

Columns shared_columns(const Header& header) {
    Columns at;
    at.name1 = header.find("Name 1");
    at.name2 = header.find("Name 2");
    at.name3 = header.find("Name 3");
    at.name4 = header.find("Name 4");
    at.name5 = header.find("Name 5");
    at.name6 = header.find("Name 6");
    at.script = header.find("Name Non-Latin Script");
    at.title = header.find("Title");
    at.information = header.find("Other Information");
    at.passport = header.find("Passport Number");
    at.position = header.find("Position");
    at.town = header.find("Town of Birth");
    at.birth_country = header.find("Country of Birth");
    return at;
}

Columns ofsi_columns(const Header& header) {
    Columns at = shared_columns(header);
    at.id = header.find("Group ID");
    at.type = header.find("Alias Type");
    at.quality = header.find("Alias Quality");
    at.kind = header.find("Group Type");
    at.regime = header.find("Regime");
    at.since = header.find("Listed On");
    at.birth = header.find("DOB");
    at.nationality = header.find("Nationality");
    at.passport_words = header.find("Passport Details");
    at.national = header.find("National Identification Number");
    at.national_words = header.find("National Identification Details");
    at.street1 = header.find("Address 1");
    at.street2 = header.find("Address 2");
    at.street3 = header.find("Address 3");
    at.street4 = header.find("Address 4");
    at.street5 = header.find("Address 5");
    at.street6 = header.find("Address 6");
    at.zip = header.find("Post/Zip Code");
    at.country = header.find("Country");
    return at;
}

Columns uk_columns(const Header& header) {
    Columns at = shared_columns(header);
    at.id = header.find("Unique ID");
    at.group = header.find("OFSI Group ID");
    at.united_nations = header.find("UN Reference Number");
    at.type = header.find("Name type");
    at.quality = header.find("Alias strength");
    at.kind = header.find("Designation Type");
    at.regime = header.find("Regime Name");
    at.imposed = header.find("Sanctions Imposed");
    at.since = header.find("Date Designated");
    at.reasons = header.find("UK Statement of Reasons");
    at.birth = header.find("D.O.B");
    at.nationality = header.find("Nationality(/ies)");
    at.passport_words = header.find("Passport additional information");
    at.national = header.find("National Identifier number");
    at.national_words = header.find("National Identifier additional information");
    at.gender = header.find("Gender");
    at.street1 = header.find("Address Line 1");
    at.street2 = header.find("Address Line 2");
    at.street3 = header.find("Address Line 3");
    at.street4 = header.find("Address Line 4");
    at.street5 = header.find("Address Line 5");
    at.street6 = header.find("Address Line 6");
    at.zip = header.find("Address Postal Code");
    at.country = header.find("Address Country");
    at.registration = header.find("Business registration number (s)");
    at.imo = header.find("IMO number");
    at.flag = header.find("Current believed flag of ship");
    at.parent = header.find("Parent company");
    return at;
}

void take_row(const std::vector<std::string_view>& row, const Columns& at, Entity& entity) {
    auto get = [&](std::size_t column) { return field(row, column); };
    Listing& listing = entity.listings.front();
    if (entity.kind == EntityKind::Unknown) entity.kind = kind_of_uk(get(at.kind));
    add_uk_name(
        entity,
        {{get(at.name1), get(at.name2), get(at.name3), get(at.name4), get(at.name5), get(at.name6)},
         get(at.type),
         get(at.quality)},
        get(at.type));
    add_name(entity, get(at.script), NameKind::Alias, "Name non-latin script");
    add_identifier(entity, "uk-group", get(at.group), {});
    add_identifier(entity, "un-reference", get(at.united_nations), {});
    add_text(listing.programs, get(at.regime));
    if (listing.since.empty()) listing.since = std::string(get(at.since));
    for (const std::string& measure : base::split(get(at.imposed), '|'))
        add_text(listing.measures, measure);
    if (std::string_view title = get(at.title); !title.empty())
        add_text(listing.details, fmt::format("Title: {}", title));
    if (std::string_view position = get(at.position); !position.empty())
        add_text(listing.details, fmt::format("Position: {}", position));
    if (listing.remarks.empty()) {
        add_remark(listing, get(at.information));
        add_remark(listing, get(at.reasons));
    }
    read_uk_information(entity, get(at.information));
    if (entity.gender.empty()) entity.gender = lower_ascii(get(at.gender));
    add_birth(entity, parse_date(get(at.birth)));
    add_text(entity.birth_places, joined({get(at.town), get(at.birth_country)}, ", "));
    add_country(entity, get(at.nationality));
    add_country(entity, get(at.flag));
    add_uk_document(entity, "passport", get(at.passport), get(at.passport_words));
    add_uk_document(entity, "national-id", get(at.national), get(at.national_words));
    add_identifier(entity, "registration", get(at.registration), {});
    add_uk_imo(entity, get(at.imo));
    add_address(entity,
                joined({get(at.street1), get(at.street2), get(at.street3), get(at.street4),
                        get(at.street5), get(at.street6), get(at.zip)},
                       ", "),
                get(at.country));
    if (std::string_view parent = get(at.parent); !parent.empty()) {
        Related related{"parent company", std::string(parent)};
        bool is_there = false;
        for (const Related& one : entity.related) is_there = is_there || one == related;
        if (!is_there) entity.related.push_back(std::move(related));
    }
}

base::Status read(const Source& source, Columns (*columns_of)(const Header&), Reading& reading) {
    auto text = check_utf8(source.bytes, source.name);
    if (!text) return text.error();
    CsvReader csv(source.bytes, source.name, ',');
    std::vector<std::string_view> row;
    auto more = csv.next(row);
    if (!more) return more.error();
    // "Last Updated,12/11/2025" or "Report Date: 12-Nov-2025", where nobody has cut the line off.
    if (row.size() <= 2 || field(row, 2).empty()) {
        const std::string_view first = field(row, 0);
        const std::size_t colon = first.find(':');
        reading.publish(row.size() > 1 && !field(row, 1).empty() ? field(row, 1)
                        : colon == std::string_view::npos        ? first
                                                                 : first.substr(colon + 1));
        more = csv.next(row);
        if (!more) return more.error();
    }
    const Header header(row);
    const Columns columns = columns_of(header);
    std::unordered_map<std::string, std::size_t> places;
    for (more = csv.next(row); more && *more; more = csv.next(row)) {
        if (row.size() != header.size())
            return csv.error(fmt::format("expected {} fields as in the header, found {}",
                                         header.size(), row.size()));
        const std::string_view id = field(row, columns.id);
        if (id.empty()) return csv.error("a row without the number of its entry");
        auto [found, is_new] = places.try_emplace(std::string(id), reading.out.entities.size());
        if (is_new) reading.add(id);
        take_row(row, columns, reading.out.entities[found->second]);
        reading.progress(csv.offset());
    }
    if (!more) return more.error();
    return base::Done{};
}

}  // namespace

base::Status read_ofsi_csv(const Source& source, Reading& reading) {
    return read(source, ofsi_columns, reading);
}

base::Status read_uk_csv(const Source& source, Reading& reading) {
    return read(source, uk_columns, reading);
}

}  // namespace standstill::screening
