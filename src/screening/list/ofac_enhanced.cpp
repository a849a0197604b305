// OFAC's enhanced XML (sanctionsData): every name with its spellings in other scripts, documents,
// features, relationships.
#include <fmt/format.h>

#include "base/text.h"
#include "screening/list/fields.h"
#include "screening/list/ofac_remarks.h"
#include "screening/list/readers.h"
#include "screening/list/xml.h"

namespace standstill::screening {

namespace {

EntityKind kind_of(std::string_view word) {
    if (same_ascii(word, "Individual")) return EntityKind::Person;
    if (same_ascii(word, "Vessel")) return EntityKind::Vessel;
    if (same_ascii(word, "Aircraft")) return EntityKind::Aircraft;
    if (same_ascii(word, "Entity")) return EntityKind::Organization;
    return EntityKind::Unknown;
}

void read_name(XmlElement name, Entity& entity) {
    const bool is_low = name.text_of("isLowQuality") == "true";
    const std::string_view type = name.text_of("aliasType");
    NameKind kind = NameKind::Alias;
    if (name.text_of("isPrimary") == "true")
        kind = NameKind::Primary;
    else if (same_ascii(type, "F.K.A."))
        kind = NameKind::Former;
    else if (is_low)
        kind = NameKind::WeakAlias;
    for (XmlElement spelling : name.child("translations")) {
        // Another script of the primary name is another name of the same strength.
        const bool is_first = spelling.text_of("isPrimary") != "false";
        add_name(entity, spelling.text_of("formattedFullName"),
                 !is_first && kind == NameKind::Primary ? NameKind::Alias : kind,
                 is_first ? "name" : joined({"translation", spelling.text_of("script")}, " "),
                 spelling.text_of("formattedFirstName"), spelling.text_of("formattedLastName"));
    }
}

void read_address(XmlElement address, Entity& entity) {
    for (XmlElement spelling : address.child("translations")) {
        if (spelling.text_of("isPrimary") == "false") continue;
        std::string text;
        for (XmlElement part : spelling.child("addressParts")) {
            if (!text.empty()) text += ", ";
            text += part.text_of("value");
        }
        add_address(entity, text, address.text_of("country"));
    }
}

void read_feature(XmlElement feature, Entity& entity) {
    const std::string_view type = feature.text_of("type");
    const std::string_view value = feature.text_of("value");
    Listing& listing = entity.listings.front();
    if (type == "Birthdate") return add_birth(entity, parse_date(value));
    if (type == "Place of Birth") return add_text(entity.birth_places, value);
    if (type == "Gender") {
        entity.gender = lower_ascii(value);
    } else if (type == "Nationality Country" || type == "Citizenship Country" ||
               type == "Nationality of Registration" || type == "Vessel Flag") {
        add_country(entity, value);
    } else if (type.starts_with("Secondary sanctions risk") ||
               type.find("Directive") != type.npos ||
               type.starts_with("Additional Sanctions Information") || type.starts_with("CAATSA")) {
        add_text(listing.measures, fmt::format("{} {}", type, value));
    } else if (type == "SWIFT/BIC") {
        add_identifier(entity, "swift", value, {});
    } else if (type == "BIK (RU)") {
        add_identifier(entity, "bik", value, "ru");
    } else if (type == "MMSI" || type == "ISIN") {
        add_identifier(entity, lower_ascii(type), value, {});
    } else if (type == "Equity Ticker") {
        add_name(entity, value, NameKind::Code, "Equity Ticker");
    } else if (type == "Vessel Call Sign") {
        add_identifier(entity, "call-sign", value, {});
    } else if (type.starts_with("Digital Currency Address")) {
        add_identifier(entity, "crypto", value, {});
    } else {
        add_text(listing.details, fmt::format("{}: {}", type, value));
    }
}

void read_document(XmlElement document, Entity& entity) {
    std::string_view number = document.text_of("documentNumber");
    std::string_view kind = kind_of_ofac_document(document.text_of("type"));
    if (kind == "imo" && number.starts_with("IMO ")) number.remove_prefix(4);
    add_identifier(entity, kind, number, document.text_of("issuingCountry"));
}

base::Status read_entity(XmlElement record, Reading& reading) {
    const std::string_view number = record.attribute("id");
    if (number.empty()) return base::invalid("an `entity` without its number (`id`)");
    Entity& entity = reading.add(number);
    Listing& listing = entity.listings.front();
    const XmlElement general = record.child("generalInfo");
    entity.kind = kind_of(general.text_of("entityType"));
    listing.remarks = std::string(general.text_of("remarks"));
    if (std::string_view title = general.text_of("title"); !title.empty())
        add_text(listing.details, fmt::format("Title: {}", title));
    for (XmlElement list : record.child("sanctionsLists")) {
        add_text(listing.details,
                 fmt::format("On the {} since {}", list.text(), list.attribute("datePublished")));
        if (listing.since.empty()) listing.since = std::string(list.attribute("datePublished"));
    }
    for (XmlElement program : record.child("sanctionsPrograms"))
        add_text(listing.programs, program.text());
    for (XmlElement type : record.child("sanctionsTypes")) add_text(listing.measures, type.text());
    for (XmlElement name : record.child("names"))
        if (name.text_of("isPrimary") == "true") read_name(name, entity);
    for (XmlElement name : record.child("names"))
        if (name.text_of("isPrimary") != "true") read_name(name, entity);
    if (entity.names.empty()) return base::invalid(fmt::format("entity `{}` has no name", number));
    for (XmlElement address : record.child("addresses")) read_address(address, entity);
    for (XmlElement feature : record.child("features")) read_feature(feature, entity);
    for (XmlElement document : record.child("identityDocuments")) read_document(document, entity);
    for (XmlElement relation : record.child("relationships"))
        entity.related.push_back(
            {std::string(relation.text_of("type")),
             reading.out.list + ":" +
                 std::string(relation.child("relatedEntity").attribute("entityId"))});
    return base::Done{};
}

}  // namespace

base::Status read_ofac_enhanced_xml(const Source& source, Reading& reading) {
    XmlRead read;
    read.records = {"dataAsOf", "entity"};
    read.on_progress = [&](std::size_t done) { reading.progress(done); };
    read.on_record = [&](XmlElement record, int) -> base::Status {
        if (record.name() == "entity") return read_entity(record, reading);
        reading.publish(record.text());
        return base::Done{};
    };
    return read_xml(source.bytes, source.name, read);
}

}  // namespace standstill::screening
