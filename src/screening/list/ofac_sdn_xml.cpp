// OFAC's plain XML (sdnList): sdn.xml and consolidated.xml.
#include <fmt/format.h>

#include "base/text.h"
#include "screening/list/fields.h"
#include "screening/list/ofac_remarks.h"
#include "screening/list/readers.h"
#include "screening/list/xml.h"

namespace standstill::screening {

namespace {

std::string full_name(XmlElement of) {
    return joined({of.text_of("lastName"), of.text_of("firstName")}, ", ");
}

EntityKind kind_of(std::string_view word) {
    if (same_ascii(word, "Individual")) return EntityKind::Person;
    if (same_ascii(word, "Vessel")) return EntityKind::Vessel;
    if (same_ascii(word, "Aircraft")) return EntityKind::Aircraft;
    return EntityKind::Organization;
}

void read_document(XmlElement id, Entity& entity) {
    const std::string_view type = id.text_of("idType");
    std::string_view number = id.text_of("idNumber");
    if (type == "Gender") {
        entity.gender = lower_ascii(number);
    } else if (type.starts_with("Secondary sanctions risk") ||
               type.starts_with("Additional Sanctions Information") ||
               type.starts_with("Transactions Prohibited") || type.find("Directive") != type.npos) {
        add_text(entity.listings.front().measures, fmt::format("{} {}", type, number));
    } else {
        const std::string_view kind = kind_of_ofac_document(type);
        if (number.starts_with("IMO ")) number.remove_prefix(4);
        add_identifier(entity, type.starts_with("Digital Currency Address") ? "crypto" : kind,
                       number, id.text_of("idCountry"));
    }
}

void read_vessel(XmlElement vessel, Entity& entity) {
    if (!vessel) return;
    add_identifier(entity, "call-sign", vessel.text_of("callSign"), {});
    add_country(entity, vessel.text_of("vesselFlag"));
    if (std::string_view type = vessel.text_of("vesselType"); !type.empty())
        add_text(entity.listings.front().details, fmt::format("Vessel type: {}", type));
    if (std::string_view owner = vessel.text_of("vesselOwner"); !owner.empty())
        entity.related.push_back({"vessel owner", std::string(owner)});
}

base::Status read_entry(XmlElement record, Reading& reading) {
    const std::string_view number = record.text_of("uid");
    if (number.empty()) return base::invalid("an `sdnEntry` without its number (`uid`)");
    const std::string name = full_name(record);
    if (name.empty()) return base::invalid(fmt::format("entry `{}` has no name", number));
    Entity& entity = reading.add(number);
    Listing& listing = entity.listings.front();
    entity.kind = kind_of(record.text_of("sdnType"));
    add_name(entity, name, NameKind::Primary, "sdnEntry", record.text_of("firstName"),
             entity.kind == EntityKind::Person ? record.text_of("lastName") : std::string_view{});
    for (XmlElement program : record.child("programList"))
        add_text(listing.programs, program.text());
    if (std::string_view title = record.text_of("title"); !title.empty())
        add_text(listing.details, fmt::format("Title: {}", title));
    for (XmlElement aka : record.child("akaList")) {
        NameKind kind = NameKind::Alias;
        if (same_ascii(aka.text_of("category"), "weak"))
            kind = NameKind::WeakAlias;
        else if (same_ascii(aka.text_of("type"), "f.k.a."))
            kind = NameKind::Former;
        add_name(entity, full_name(aka), kind, "aka", aka.text_of("firstName"),
                 entity.kind == EntityKind::Person ? aka.text_of("lastName") : std::string_view{});
    }
    for (XmlElement address : record.child("addressList"))
        add_address(entity,
                    joined({address.text_of("address1"), address.text_of("address2"),
                            address.text_of("address3"), address.text_of("city"),
                            address.text_of("stateOrProvince"), address.text_of("postalCode")},
                           ", "),
                    address.text_of("country"));
    for (XmlElement id : record.child("idList")) read_document(id, entity);
    for (XmlElement nation : record.child("nationalityList"))
        add_country(entity, nation.text_of("country"));
    for (XmlElement nation : record.child("citizenshipList"))
        add_country(entity, nation.text_of("country"));
    for (XmlElement birth : record.child("dateOfBirthList"))
        add_birth(entity, parse_date(birth.text_of("dateOfBirth")));
    for (XmlElement birth : record.child("placeOfBirthList"))
        add_text(entity.birth_places, birth.text_of("placeOfBirth"));
    read_vessel(record.child("vesselInfo"), entity);
    listing.remarks = std::string(record.text_of("remarks"));
    read_ofac_remarks(std::string(listing.remarks), entity);
    return base::Done{};
}

}  // namespace

base::Status read_ofac_sdn_xml(const Source& source, Reading& reading) {
    XmlRead read;
    read.records = {"publshInformation", "sdnEntry"};  // so spelled in the published schema
    read.on_progress = [&](std::size_t done) { reading.progress(done); };
    read.on_record = [&](XmlElement record, int) -> base::Status {
        if (record.name() == "sdnEntry") return read_entry(record, reading);
        reading.publish(record.text_of("Publish_Date"), Slashes::MonthFirst);
        return base::Done{};
    };
    return read_xml(source.bytes, source.name, read);
}

}  // namespace standstill::screening
