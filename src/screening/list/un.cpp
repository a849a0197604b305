// The UN Security Council's consolidated list (CONSOLIDATED_LIST).
#include <fmt/format.h>

#include "base/text.h"
#include "screening/list/fields.h"
#include "screening/list/readers.h"
#include "screening/list/xml.h"

namespace standstill::screening {

namespace {

NameKind kind_of_alias(std::string_view quality) {
    if (same_ascii(quality, "Low")) return NameKind::WeakAlias;
    if (same_ascii(quality, "f.k.a.")) return NameKind::Former;
    return NameKind::Alias;
}

void read_birth(XmlElement birth, Entity& entity) {
    const std::string_view type = birth.text_of("TYPE_OF_DATE");
    std::string_view date = birth.text_of("DATE");
    if (date.empty()) date = birth.text_of("YEAR");
    PartialDate made;
    if (!date.empty()) {
        made = parse_date(date);
    } else if (std::string_view from = birth.text_of("FROM_YEAR"); !from.empty()) {
        made = parse_date(fmt::format("{} to {}", from, birth.text_of("TO_YEAR")));
    } else {
        return;
    }
    made.about = made.about || same_ascii(type, "APPROXIMATELY");
    add_birth(entity, std::move(made));
}

std::string place_in(XmlElement address) {
    return joined({address.text_of("STREET"), address.text_of("CITY"),
                   address.text_of("STATE_PROVINCE"), address.text_of("ZIP_CODE")},
                  ", ");
}

void read_document(XmlElement document, Entity& entity) {
    // In three languages: "Passport", "Numéro de passeport", "Número de pasaporte".
    const std::string type = base::folded(lower_ascii(document.text_of("TYPE_OF_DOCUMENT")));
    auto says = [&](std::string_view word) { return type.find(word) != std::string::npos; };
    std::string kind = type.empty() ? "identification" : type;
    if (says("passport") || says("passeport") || says("pasaporte"))
        kind = "passport";
    else if (says("national identification"))
        kind = "national-id";
    std::string_view country = document.text_of("ISSUING_COUNTRY");
    if (country.empty()) country = document.text_of("COUNTRY_OF_ISSUE");
    add_identifier(entity, kind, document.text_of("NUMBER"), country);
}

void read_alias(XmlElement alias, Entity& entity) {
    const std::string_view text = alias.text_of("ALIAS_NAME");
    const std::string_view quality = alias.text_of("QUALITY");
    add_name(entity, text, kind_of_alias(quality),
             quality.empty() ? std::string("ALIAS_NAME") : joined({"ALIAS_NAME", quality}, " "));
    // Some aliases have a birth date of their own.
    if (std::string_view date = alias.text_of("DATE_OF_BIRTH"); !date.empty())
        add_birth(entity, parse_date(date));
}

base::Status read_entry(XmlElement record, bool is_person, Reading& reading) {
    const std::string_view number = record.text_of("DATAID");
    if (number.empty()) return base::invalid("an entry without its number (`DATAID`)");
    const std::string_view first = record.text_of("FIRST_NAME");
    const std::string name = joined({first, record.text_of("SECOND_NAME"),
                                     record.text_of("THIRD_NAME"), record.text_of("FOURTH_NAME")},
                                    " ");
    if (name.empty()) return base::invalid(fmt::format("entry `{}` has no name", number));
    Entity& entity = reading.add(number);
    entity.kind = is_person ? EntityKind::Person : EntityKind::Organization;
    Listing& listing = entity.listings.front();
    add_name(entity, name, NameKind::Primary, "FIRST_NAME");
    add_name(entity, record.text_of("NAME_ORIGINAL_SCRIPT"), NameKind::Alias,
             "NAME_ORIGINAL_SCRIPT");
    add_text(listing.programs, record.text_of("UN_LIST_TYPE"));
    add_identifier(entity, "un-reference", record.text_of("REFERENCE_NUMBER"), {});
    listing.since = std::string(record.text_of("LISTED_ON"));
    listing.remarks = std::string(record.text_of("COMMENTS1"));
    entity.gender = lower_ascii(record.text_of("GENDER"));
    for (XmlElement part : record) {
        const std::string_view what = part.name();
        if (what == "NATIONALITY") {
            for (XmlElement value : part) add_country(entity, value.text());
        } else if (what == "DESIGNATION") {
            for (XmlElement value : part)
                add_text(listing.details, fmt::format("Designation: {}", value.text()));
        } else if (what == "INDIVIDUAL_ALIAS" || what == "ENTITY_ALIAS") {
            read_alias(part, entity);
        } else if (what == "INDIVIDUAL_ADDRESS" || what == "ENTITY_ADDRESS") {
            add_address(entity, place_in(part), part.text_of("COUNTRY"));
        } else if (what == "INDIVIDUAL_DATE_OF_BIRTH") {
            read_birth(part, entity);
        } else if (what == "INDIVIDUAL_PLACE_OF_BIRTH") {
            add_text(entity.birth_places,
                     joined({part.text_of("CITY"), part.text_of("STATE_PROVINCE"),
                             part.text_of("COUNTRY")},
                            ", "));
        } else if (what == "INDIVIDUAL_DOCUMENT") {
            read_document(part, entity);
        }
    }
    return base::Done{};
}

}  // namespace

base::Status read_un_xml(const Source& source, Reading& reading) {
    XmlRead read;
    read.records = {"INDIVIDUAL", "ENTITY"};
    read.on_progress = [&](std::size_t done) { reading.progress(done); };
    read.on_root = [&](XmlElement root) -> base::Status {
        reading.publish(root.attribute("dateGenerated"));
        return base::Done{};
    };
    read.on_record = [&](XmlElement record, int) {
        return read_entry(record, record.name() == "INDIVIDUAL", reading);
    };
    return read_xml(source.bytes, source.name, read);
}

}  // namespace standstill::screening
