// The two XML files of the United Kingdom: OFSI's consolidated list
// (ArrayOfFinancialSanctionsTarget, one element a name) and the UK Sanctions List (Designations).
#include <fmt/format.h>

#include <unordered_map>

#include "base/text.h"
#include "screening/list/fields.h"
#include "screening/list/readers.h"
#include "screening/list/uk_rows.h"
#include "screening/list/xml.h"

namespace standstill::screening {

namespace {

// The file has name1 ... name5 in small letters and Name6 with a capital.
std::string_view either(XmlElement of, std::string_view one, std::string_view other) {
    const std::string_view text = of.text_of(one);
    return text.empty() ? of.text_of(other) : text;
}

void take_target(XmlElement row, Entity& entity) {
    Listing& listing = entity.listings.front();
    if (entity.kind == EntityKind::Unknown)
        entity.kind = kind_of_uk(row.text_of("GroupTypeDescription"));
    add_uk_name(entity,
                {{either(row, "name1", "Name1"), either(row, "name2", "Name2"),
                  either(row, "name3", "Name3"), either(row, "name4", "Name4"),
                  either(row, "name5", "Name5"), either(row, "Name6", "name6")},
                 row.text_of("AliasType"),
                 row.text_of("AliasQuality")},
                row.text_of("AliasType"));
    add_name(entity, row.text_of("NameNonLatinScript"), NameKind::Alias, "NameNonLatinScript");
    add_identifier(entity, "uk-reference", row.text_of("UKSanctionsListRef"), {});
    add_text(listing.programs, row.text_of("RegimeName"));
    if (listing.since.empty()) listing.since = std::string(row.text_of("DateListed").substr(0, 10));
    if (listing.remarks.empty()) {
        add_remark(listing, row.text_of("OtherInformation"));
        add_remark(listing, row.text_of("UKStatementOfReasons"));
    }
    read_uk_information(entity, row.text_of("OtherInformation"));
    if (entity.gender.empty()) entity.gender = lower_ascii(row.text_of("Individual_Gender"));
    add_birth(entity, parse_date(row.text_of("Individual_DateOfBirth")));
    add_text(entity.birth_places, joined({row.text_of("Individual_TownOfBirth"),
                                          row.text_of("Individual_CountryOfBirth")},
                                         ", "));
    add_country(entity, row.text_of("Individual_Nationality"));
    add_uk_document(entity, "passport", row.text_of("Individual_PassportNumber"),
                    row.text_of("Individual_PassportDetails"));
    add_uk_document(entity, "national-id", row.text_of("Individual_NINumber"),
                    row.text_of("Individual_NIDetails"));
    add_identifier(entity, "registration", row.text_of("Entity_BusinessRegNumber"), {});
    add_uk_imo(entity, row.text_of("Ship_IMONumber"));
    add_country(entity, row.text_of("Ship_Flag"));
    add_address(entity,
                joined({row.text_of("Address1"), row.text_of("Address2"), row.text_of("Address3"),
                        row.text_of("Address4"), row.text_of("Address5"), row.text_of("Address6"),
                        row.text_of("PostCode")},
                       ", "),
                row.text_of("Country"));
}

void take_person(XmlElement person, Entity& entity) {
    for (XmlElement birth : person.child("DOBs")) add_birth(entity, parse_date(birth.text()));
    for (XmlElement one : person.child("Nationalities")) add_country(entity, one.text());
    for (XmlElement one : person.child("Genders"))
        if (entity.gender.empty()) entity.gender = lower_ascii(one.text());
    for (XmlElement one : person.child("Positions"))
        add_text(entity.listings.front().details, fmt::format("Position: {}", one.text()));
    for (XmlElement one : person.child("PassportDetails"))
        add_uk_document(entity, "passport", one.text_of("PassportNumber"),
                        one.text_of("PassportAdditionalInformation"));
    for (XmlElement one : person.child("NationalIdentifierDetails"))
        add_uk_document(entity, "national-id", one.text_of("NationalIdentifierNumber"),
                        one.text_of("NationalIdentifierAdditionalInformation"));
    for (XmlElement one : person.child("BirthDetails"))
        add_text(entity.birth_places,
                 joined({one.text_of("TownOfBirth"), one.text_of("CountryOfBirth")}, ", "));
}

void take_organization(XmlElement of, Entity& entity) {
    for (XmlElement one : of.child("BusinessRegistrationNumbers"))
        add_identifier(entity, "registration", one.text(), {});
    for (XmlElement one : of.child("ParentCompanies"))
        entity.related.push_back({"parent company", std::string(one.text())});
    for (XmlElement one : of.child("Subsidiaries"))
        entity.related.push_back({"subsidiary", std::string(one.text())});
}

void take_ship(XmlElement ship, Entity& entity) {
    for (XmlElement one : ship.child("IMONumbers")) add_uk_imo(entity, one.text());
    for (XmlElement one : ship.child("CurrentBelievedFlagOfShips")) add_country(entity, one.text());
    for (XmlElement one : ship.child("CurrentOwnerOperators"))
        entity.related.push_back({"owner or operator", std::string(one.text())});
}

base::Status take_designation(XmlElement record, Reading& reading) {
    const std::string_view number = record.text_of("UniqueID");
    if (number.empty()) return base::invalid("a `Designation` without its number (`UniqueID`)");
    Entity& entity = reading.add(number);
    Listing& listing = entity.listings.front();
    entity.kind = kind_of_uk(record.text_of("IndividualEntityShip"));
    for (XmlElement name : record.child("Names"))
        add_uk_name(entity,
                    {{name.text_of("Name1"), name.text_of("Name2"), name.text_of("Name3"),
                      name.text_of("Name4"), name.text_of("Name5"), name.text_of("Name6")},
                     name.text_of("NameType"),
                     name.text_of("AliasStrength")},
                    name.text_of("NameType"));
    for (XmlElement name : record.child("NonLatinNames"))
        add_name(entity, name.text_of("NameNonLatinScript"), NameKind::Alias, "NameNonLatinScript");
    if (entity.names.empty())
        return base::invalid(fmt::format("designation `{}` has no name", number));
    add_identifier(entity, "uk-group", record.text_of("OFSIGroupID"), {});
    add_identifier(entity, "un-reference", record.text_of("UNReferenceNumber"), {});
    add_text(listing.programs, record.text_of("RegimeName"));
    for (const std::string& measure : base::split(record.text_of("SanctionsImposed"), '|'))
        add_text(listing.measures, measure);
    listing.since = std::string(record.text_of("DateDesignated"));
    for (XmlElement title : record.child("Titles"))
        add_text(listing.details, fmt::format("Title: {}", title.text()));
    add_remark(listing, record.text_of("OtherInformation"));
    add_remark(listing, record.text_of("UKStatementofReasons"));
    for (XmlElement one : record.child("Addresses"))
        add_address(entity,
                    joined({one.text_of("AddressLine1"), one.text_of("AddressLine2"),
                            one.text_of("AddressLine3"), one.text_of("AddressLine4"),
                            one.text_of("AddressLine5"), one.text_of("AddressLine6"),
                            one.text_of("AddressPostalCode")},
                           ", "),
                    one.text_of("AddressCountry"));
    take_person(record.child("IndividualDetails").child("Individual"), entity);
    take_organization(record.child("EntityDetails").child("Entity"), entity);
    take_ship(record.child("ShipDetails").child("Ship"), entity);
    return base::Done{};
}

}  // namespace

base::Status read_ofsi_xml(const Source& source, Reading& reading) {
    std::unordered_map<std::string, std::size_t> places;
    XmlRead read;
    read.records = {"FinancialSanctionsTarget"};
    read.on_progress = [&](std::size_t done) { reading.progress(done); };
    read.on_record = [&](XmlElement row, int) -> base::Status {
        const std::string_view group = row.text_of("GroupID");
        if (group.empty())
            return base::invalid("a `FinancialSanctionsTarget` without its number (`GroupID`)");
        auto [found, is_new] = places.try_emplace(std::string(group), reading.out.entities.size());
        if (is_new) reading.add(group);
        take_target(row, reading.out.entities[found->second]);
        return base::Done{};
    };
    return read_xml(source.bytes, source.name, read);
}

base::Status read_uk_xml(const Source& source, Reading& reading) {
    XmlRead read;
    read.records = {"DateGenerated", "Designation"};
    read.on_progress = [&](std::size_t done) { reading.progress(done); };
    read.on_record = [&](XmlElement record, int) -> base::Status {
        if (record.name() == "Designation") return take_designation(record, reading);
        reading.publish(record.text());
        return base::Done{};
    };
    return read_xml(source.bytes, source.name, read);
}

}  // namespace standstill::screening
