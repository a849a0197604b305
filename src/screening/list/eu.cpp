// The EU's consolidated list of financial sanctions, version 1.1: XML (export) and CSV.
//
// The CSV is the XML laid flat: one row a name, address, birth date, document or citizenship,
// joined by Entity_LogicalId.
#include <fmt/format.h>

#include <unordered_map>

#include "base/text.h"
#include "screening/list/csv.h"
#include "screening/list/fields.h"
#include "screening/list/readers.h"
#include "screening/list/xml.h"

namespace standstill::screening {

namespace {

// The file writes an unknown country as "00".
std::string_view country(std::string_view code, std::string_view words) {
    return code.empty() || code == "00" ? words : code;
}

EntityKind kind_of(std::string_view code) {
    if (same_ascii(code, "person") || code == "P") return EntityKind::Person;
    if (same_ascii(code, "enterprise") || code == "E") return EntityKind::Organization;
    return EntityKind::Unknown;
}

std::string kind_of_document(std::string_view words) {
    const std::string lower = lower_ascii(words);
    if (lower.find("passport") != std::string::npos) return "passport";
    if (lower.find("national identification") != std::string::npos) return "national-id";
    if (lower.find("fiscal") != std::string::npos || lower.find("tax") != std::string::npos)
        return "tax";
    if (lower.find("registration") != std::string::npos) return "registration";
    if (lower.find("swift") != std::string::npos) return "swift";
    if (lower.find("imo") == 0) return "imo";
    return words.empty() ? std::string("identification") : lower;
}

// A birth: a day, or a year, or a range of years, each as its own attribute.
PartialDate birth_of(std::string_view day, std::string_view year, std::string_view month,
                     std::string_view day_of_month, std::string_view from, std::string_view to) {
    if (!day.empty()) return parse_date(day);
    if (!from.empty() && !to.empty() && from != "0" && to != "0")
        return parse_date(fmt::format("{} to {}", from, to));
    if (year.empty() || year == "0") return {};
    if (month.empty() || month == "0") return parse_date(year);
    auto two = [](std::string_view text) {
        return text.size() == 1 ? fmt::format("0{}", text) : std::string(text);
    };
    if (day_of_month.empty() || day_of_month == "0")
        return parse_date(fmt::format("{}-{}", year, two(month)));
    return parse_date(fmt::format("{}-{}-{}", year, two(month), two(day_of_month)));
}

void add_eu_name(Entity& entity, std::string_view whole, std::string_view first,
                 std::string_view middle, std::string_view last, bool is_strong,
                 std::string_view language) {
    const std::string made = joined({first, middle, last}, " ");
    NameKind kind = entity.names.empty() ? NameKind::Primary : NameKind::Alias;
    if (!is_strong && !entity.names.empty()) kind = NameKind::WeakAlias;
    add_name(entity, whole.empty() ? std::string_view(made) : whole, kind,
             joined({"nameAlias", language}, " "), joined({first, middle}, " "), last);
}

base::Status read_entity(XmlElement record, Reading& reading) {
    const std::string_view number = record.attribute("logicalId");
    if (number.empty()) return base::invalid("a `sanctionEntity` without its number (`logicalId`)");
    Entity& entity = reading.add(number);
    Listing& listing = entity.listings.front();
    add_identifier(entity, "eu-reference", record.attribute("euReferenceNumber"), {});
    add_identifier(entity, "un-reference", record.attribute("unitedNationId"), {});
    listing.since = std::string(record.attribute("designationDate"));
    for (XmlElement part : record) {
        const std::string_view what = part.name();
        const std::string_view where =
            country(part.attribute("countryIso2Code"), part.attribute("countryDescription"));
        if (what == "subjectType") {
            entity.kind = kind_of(part.attribute("code"));
        } else if (what == "remark") {
            add_remark(listing, part.text());
        } else if (what == "regulation") {
            add_text(listing.programs, part.attribute("programme"));
            add_text(listing.details, fmt::format("Regulation {}", part.attribute("numberTitle")));
        } else if (what == "nameAlias") {
            add_eu_name(entity, part.attribute("wholeName"), part.attribute("firstName"),
                        part.attribute("middleName"), part.attribute("lastName"),
                        part.attribute("strong") != "false", part.attribute("nameLanguage"));
            if (part.attribute("gender") == "M") entity.gender = "male";
            if (part.attribute("gender") == "F") entity.gender = "female";
            if (std::string_view function = part.attribute("function"); !function.empty())
                add_text(listing.details, fmt::format("Function: {}", function));
        } else if (what == "citizenship") {
            add_country(entity, where);
        } else if (what == "birthdate") {
            PartialDate birth =
                birth_of(part.attribute("birthdate"), part.attribute("year"),
                         part.attribute("monthOfYear"), part.attribute("dayOfMonth"),
                         part.attribute("yearRangeFrom"), part.attribute("yearRangeTo"));
            birth.about = birth.about || part.attribute("circa") == "true";
            add_birth(entity, std::move(birth));
            add_text(entity.birth_places, joined({part.attribute("city"), part.attribute("place"),
                                                  part.attribute("region"),
                                                  part.attribute("countryDescription") == "UNKNOWN"
                                                      ? std::string_view{}
                                                      : part.attribute("countryDescription")},
                                                 ", "));
        } else if (what == "address") {
            add_address(entity,
                        joined({part.attribute("street"), part.attribute("poBox"),
                                part.attribute("city"), part.attribute("place"),
                                part.attribute("region"), part.attribute("zipCode")},
                               ", "),
                        where == "UNKNOWN" ? std::string_view{} : where);
        } else if (what == "identification") {
            add_identifier(entity,
                           kind_of_document(part.attribute("identificationTypeDescription")),
                           part.attribute("number"), where);
        }
    }
    if (entity.names.empty()) return base::invalid(fmt::format("entity `{}` has no name", number));
    return base::Done{};
}

// The columns that are read, by their published names.
struct Columns {
    explicit Columns(const Header& header) {
        auto at = [&](std::string_view column) { return header.find(column); };
        generated = at("fileGenerationDate");
        id = at("Entity_LogicalId");
        reference = at("Entity_EU_ReferenceNumber");
        united_nations = at("Entity_UnitedNationId");
        since = at("Entity_DesignationDate");
        remark = at("Entity_Remark");
        kind = at("Entity_SubjectType_ClassificationCode");
        kind_word = at("Entity_SubjectType");
        programme = at("Entity_Regulation_Programme");
        whole = at("NameAlias_WholeName");
        first = at("NameAlias_FirstName");
        middle = at("NameAlias_MiddleName");
        last = at("NameAlias_LastName");
        language = at("NameAlias_NameLanguage");
        gender = at("NameAlias_Gender");
        function = at("NameAlias_Function");
        street = at("Address_Street");
        city = at("Address_City");
        place = at("Address_Place");
        region = at("Address_Region");
        zip = at("Address_ZipCode");
        address_code = at("Address_CountryIso2Code");
        address_country = at("Address_CountryDescription");
        birth = at("BirthDate_BirthDate");
        birth_year = at("BirthDate_Year");
        birth_month = at("BirthDate_Month");
        birth_day = at("BirthDate_Day");
        birth_from = at("BirthDate_YearRangeFrom");
        birth_to = at("BirthDate_YearRangeTo");
        birth_circa = at("BirthDate_Circa");
        birth_city = at("BirthDate_City");
        birth_country = at("BirthDate_CountryDescription");
        number = at("Identification_Number");
        number_type = at("Identification_TypeDescription");
        number_code = at("Identification_CountryIso2Code");
        number_country = at("Identification_CountryDescription");
        citizen_code = at("Citizenship_CountryIso2Code");
        citizen_country = at("Citizenship_CountryDescription");
    }
    std::size_t generated, id, reference, united_nations, since, remark, kind, kind_word, programme,
        whole, first, middle, last, language, gender, function, street, city, place, region, zip,
        address_code, address_country, birth, birth_year, birth_month, birth_day, birth_from,
        birth_to, birth_circa, birth_city, birth_country, number, number_type, number_code,
        number_country, citizen_code, citizen_country;
};

void take_row(const std::vector<std::string_view>& row, const Columns& at, Entity& entity) {
    auto get = [&](std::size_t column) { return field(row, column); };
    Listing& listing = entity.listings.front();
    add_identifier(entity, "eu-reference", get(at.reference), {});
    add_identifier(entity, "un-reference", get(at.united_nations), {});
    if (listing.since.empty()) listing.since = std::string(get(at.since));
    if (listing.remarks.empty()) add_remark(listing, get(at.remark));
    if (entity.kind == EntityKind::Unknown) entity.kind = kind_of(get(at.kind));
    if (entity.kind == EntityKind::Unknown) entity.kind = kind_of(get(at.kind_word));
    add_text(listing.programs, get(at.programme));
    if (!get(at.whole).empty() || !get(at.last).empty())
        add_eu_name(entity, get(at.whole), get(at.first), get(at.middle), get(at.last), true,
                    get(at.language));
    if (get(at.gender) == "M") entity.gender = "male";
    if (get(at.gender) == "F") entity.gender = "female";
    if (std::string_view function = get(at.function); !function.empty())
        add_text(listing.details, fmt::format("Function: {}", function));
    std::string_view where = country(get(at.address_code), get(at.address_country));
    add_address(
        entity,
        joined({get(at.street), get(at.city), get(at.place), get(at.region), get(at.zip)}, ", "),
        where == "UNKNOWN" ? std::string_view{} : where);
    PartialDate birth = birth_of(get(at.birth), get(at.birth_year), get(at.birth_month),
                                 get(at.birth_day), get(at.birth_from), get(at.birth_to));
    birth.about = birth.about || same_ascii(get(at.birth_circa), "true");
    add_birth(entity, std::move(birth));
    add_text(entity.birth_places, joined({get(at.birth_city), get(at.birth_country)}, ", "));
    add_identifier(entity, kind_of_document(get(at.number_type)), get(at.number),
                   country(get(at.number_code), get(at.number_country)));
    add_country(entity, country(get(at.citizen_code), get(at.citizen_country)));
}

}  // namespace

base::Status read_eu_xml(const Source& source, Reading& reading) {
    XmlRead read;
    read.records = {"sanctionEntity"};
    read.on_progress = [&](std::size_t done) { reading.progress(done); };
    read.on_root = [&](XmlElement root) -> base::Status {
        reading.publish(root.attribute("generationDate"));
        return base::Done{};
    };
    read.on_record = [&](XmlElement record, int) { return read_entity(record, reading); };
    return read_xml(source.bytes, source.name, read);
}

base::Status read_eu_csv(const Source& source, Reading& reading) {
    auto text = check_utf8(source.bytes, source.name);
    if (!text) return text.error();
    CsvReader csv(source.bytes, source.name, separator_of(source.bytes));
    std::vector<std::string_view> row;
    auto more = csv.next(row);
    if (!more) return more.error();
    const Header header(row);
    const Columns columns(header);
    std::unordered_map<std::string, std::size_t> places;
    for (more = csv.next(row); more && *more; more = csv.next(row)) {
        if (row.size() != header.size())
            return csv.error(fmt::format("expected {} fields as in the header, found {}",
                                         header.size(), row.size()));
        const std::string_view id = field(row, columns.id);
        if (id.empty()) return csv.error("no `Entity_LogicalId`");
        auto [found, is_new] = places.try_emplace(std::string(id), reading.out.entities.size());
        if (is_new) {
            reading.add(id);
            reading.publish(field(row, columns.generated));
        }
        take_row(row, columns, reading.out.entities[found->second]);
        reading.progress(csv.offset());
    }
    if (!more) return more.error();
    for (const Entity& entity : reading.out.entities)
        if (entity.names.empty())
            return base::invalid(fmt::format("{}: entity `{}` has no name in any row", source.name,
                                             entity.listings.front().entry));
    return base::Done{};
}

}  // namespace standstill::screening
