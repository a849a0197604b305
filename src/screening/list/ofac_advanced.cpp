// OFAC's advanced XML (Sanctions): parties, places, documents and entries apart, joined by numbers,
// with the words for every number in the same file.
//
// What refers to something that comes later is joined when the file is read, so that the order of
// its parts does not matter.
#include <fmt/format.h>

#include <unordered_map>

#include "base/text.h"
#include "screening/list/fields.h"
#include "screening/list/ofac_period.h"
#include "screening/list/ofac_remarks.h"
#include "screening/list/readers.h"
#include "screening/list/xml.h"

namespace standstill::screening {

namespace {

struct Place {
    std::string text;
    std::string country;  // number of a country, or its name
};

struct WaitingPlace {
    std::size_t entity = 0;
    std::string location;
    bool is_birth = false;
    bool is_country = false;
};

struct WaitingDocument {
    std::string identity, type, number, country;
};

class Advanced {
public:
    explicit Advanced(Reading& reading) : reading_(reading) {}

    base::Status take(XmlElement record) {
        const std::string_view what = record.name();
        if (what == "DateOfIssue") {
            reading_.publish(date_in(record));
        } else if (what == "Location") {
            take_location(record);
        } else if (what == "IDRegDocument") {
            take_document(record);
        } else if (what == "DistinctParty") {
            return take_party(record);
        } else if (what == "ProfileRelationship") {
            relations_.push_back({std::string(record.attribute("From-ProfileID")),
                                  std::string(record.attribute("To-ProfileID")),
                                  std::string(record.attribute("RelationTypeID"))});
        } else if (what == "SanctionsEntry") {
            take_entry(record);
        } else if (what != "ReferenceValueSets") {
            return base::Done{};
        } else {
            take_words(record);
        }
        return base::Done{};
    }

    void finish() {
        for (const WaitingPlace& waiting : places_waiting_) join_place(waiting);
        for (const WaitingDocument& waiting : documents_waiting_) join_document(waiting);
        for (const auto& [from, to, type] : relations_)
            if (auto found = by_profile_.find(from); found != by_profile_.end())
                reading_.out.entities[found->second].related.push_back(
                    {word("RelationType", type), reading_.out.list + ":" + to});
    }

private:
    // Every value set: <AliasTypeValues><AliasType ID="1400">A.K.A.</AliasType>...
    void take_words(XmlElement sets) {
        for (XmlElement set : sets)
            for (XmlElement value : set) {
                words_[fmt::format("{} {}", value.name(), value.attribute("ID"))] = value.text();
                if (value.name() == "PartySubType")
                    party_types_[std::string(value.attribute("ID"))] =
                        value.attribute("PartyTypeID");
            }
    }
    std::string word(std::string_view set, std::string_view id) const {
        auto found = words_.find(fmt::format("{} {}", set, id));
        return found == words_.end() ? std::string{} : found->second;
    }

    void take_location(XmlElement location) {
        Place place;
        for (XmlElement part : location) {
            if (part.name() == "LocationCountry") {
                place.country = word("Country", part.attribute("CountryID"));
            } else if (part.name() == "LocationPart") {
                for (XmlElement value : part) {
                    if (value.name() != "LocationPartValue" ||
                        value.attribute("Primary") == "false")
                        continue;
                    place.text = joined({place.text, value.text_of("Value")}, ", ");
                }
            }
        }
        places_[std::string(location.attribute("ID"))] = std::move(place);
    }

    void take_document(XmlElement document) {
        std::string_view country = document.attribute("IssuedBy-CountryID");
        if (country.empty()) country = document.child("IssuedBy").attribute("CountryID");
        documents_waiting_.push_back({std::string(document.attribute("IdentityID")),
                                      word("IDRegDocType", document.attribute("IDRegDocTypeID")),
                                      std::string(document.text_of("IDRegistrationNo")),
                                      word("Country", country)});
    }

    EntityKind kind_of(std::string_view sub_type) const {
        const std::string sub = word("PartySubType", sub_type);
        if (same_ascii(sub, "Vessel")) return EntityKind::Vessel;
        if (same_ascii(sub, "Aircraft")) return EntityKind::Aircraft;
        auto found = party_types_.find(std::string(sub_type));
        const std::string type =
            found == party_types_.end() ? "" : word("PartyType", found->second);
        if (same_ascii(type, "Individual") || same_ascii(sub, "Individual"))
            return EntityKind::Person;
        if (same_ascii(type, "Entity") || same_ascii(sub, "Entity"))
            return EntityKind::Organization;
        return EntityKind::Unknown;
    }

    base::Status take_party(XmlElement party) {
        const XmlElement profile = party.child("Profile");
        const std::string_view number = party.attribute("FixedRef");
        if (number.empty())
            return base::invalid("a `DistinctParty` without its number (`FixedRef`)");
        const std::size_t at = reading_.out.entities.size();
        Entity& entity = reading_.add(number);
        entity.kind = kind_of(profile.attribute("PartySubTypeID"));
        entity.listings.front().remarks = std::string(party.text_of("Comment"));
        by_profile_[std::string(profile.attribute("ID"))] = at;
        for (XmlElement identity : profile) {
            if (identity.name() != "Identity") continue;
            by_identity_[std::string(identity.attribute("ID"))] = at;
            take_names(identity, entity);
        }
        if (entity.names.empty())
            return base::invalid(fmt::format("party `{}` has no name", number));
        for (XmlElement feature : profile)
            if (feature.name() == "Feature") take_feature(feature, at);
        for (XmlElement feature : party)
            if (feature.name() == "Feature") take_feature(feature, at);
        return base::Done{};
    }

    void take_names(XmlElement identity, Entity& entity) {
        // What a part of a name is: its group's type, "Last Name", "First Name", ...
        std::unordered_map<std::string, std::string> group_types;
        for (XmlElement master : identity.child("NamePartGroups"))
            for (XmlElement group : master)
                group_types[std::string(group.attribute("ID"))] =
                    word("NamePartType", group.attribute("NamePartTypeID"));
        for (const bool is_primary : {true, false})
            for (XmlElement alias : identity)
                if (alias.name() == "Alias" && (alias.attribute("Primary") == "true") == is_primary)
                    take_alias(alias, group_types, entity);
    }

    void take_alias(XmlElement alias,
                    const std::unordered_map<std::string, std::string>& group_types,
                    Entity& entity) {
        NameKind kind = NameKind::Alias;
        if (alias.attribute("Primary") == "true")
            kind = NameKind::Primary;
        else if (same_ascii(word("AliasType", alias.attribute("AliasTypeID")), "F.K.A."))
            kind = NameKind::Former;
        else if (alias.attribute("LowQuality") == "true")
            kind = NameKind::WeakAlias;
        for (XmlElement name : alias) {
            if (name.name() != "DocumentedName") continue;
            std::string family, rest;
            for (XmlElement part : name) {
                const XmlElement value = part.child("NamePartValue");
                auto type = group_types.find(std::string(value.attribute("NamePartGroupID")));
                const bool is_family = type != group_types.end() && type->second == "Last Name";
                std::string& to = is_family ? family : rest;
                to = joined({to, value.text()}, " ");
            }
            // Another script of the primary name is another name of the same strength.
            const bool is_again = kind == NameKind::Primary && !entity.names.empty();
            const bool has_family = !family.empty() && !rest.empty();
            add_name(entity, joined({family, rest}, ", "), is_again ? NameKind::Alias : kind,
                     "DocumentedName", has_family ? std::string_view(rest) : std::string_view{},
                     has_family ? std::string_view(family) : std::string_view{});
        }
    }

    void take_feature(XmlElement feature, std::size_t at) {
        Entity& entity = reading_.out.entities[at];
        const std::string type = word("FeatureType", feature.attribute("FeatureTypeID"));
        for (XmlElement version : feature) {
            if (version.name() != "FeatureVersion") continue;
            const XmlElement period = version.child("DatePeriod");
            if (period && type == "Birthdate") add_birth(entity, date_of_period(period));
            for (XmlElement place : version)
                if (place.name() == "VersionLocation")
                    places_waiting_.push_back(
                        {at, std::string(place.attribute("LocationID")), type == "Place of Birth",
                         type == "Nationality Country" || type == "Citizenship Country" ||
                             type == "Nationality of Registration" || type == "Vessel Flag"});
            for (XmlElement detail : version)
                if (detail.name() == "VersionDetail") take_detail(type, detail, entity);
        }
    }

    void take_detail(const std::string& type, XmlElement detail, Entity& entity) {
        std::string value(detail.text());
        if (value.empty()) value = word("DetailReference", detail.attribute("DetailReferenceID"));
        if (value.empty()) return;
        Listing& listing = entity.listings.front();
        if (type == "Gender")
            entity.gender = lower_ascii(value);
        else if (type == "Place of Birth")
            add_text(entity.birth_places, value);
        else if (type == "Nationality Country" || type == "Citizenship Country" ||
                 type == "Vessel Flag" || type == "Nationality of Registration")
            add_country(entity, value);
        else if (type == "SWIFT/BIC")
            add_identifier(entity, "swift", value, {});
        else if (type.starts_with("Digital Currency Address"))
            add_identifier(entity, "crypto", value, {});
        else if (type == "Vessel Call Sign")
            add_identifier(entity, "call-sign", value, {});
        else if (type.starts_with("Secondary sanctions risk") ||
                 type.find("Directive") != type.npos ||
                 type.starts_with("Additional Sanctions Information"))
            add_text(listing.measures, fmt::format("{} {}", type, value));
        else
            add_text(listing.details, fmt::format("{}: {}", type, value));
    }

    void take_entry(XmlElement entry) {
        auto found = by_profile_.find(std::string(entry.attribute("ProfileID")));
        if (found == by_profile_.end()) {
            ++entries_of_nobody_;
            return;
        }
        Listing& listing = reading_.out.entities[found->second].listings.front();
        const std::string list = word("List", entry.attribute("ListID"));
        for (XmlElement part : entry) {
            if (part.name() == "EntryEvent") {
                const std::string since = date_in(part.child("Date"));
                if (listing.since.empty()) listing.since = since;
                if (!list.empty())
                    add_text(listing.details, since.empty()
                                                  ? fmt::format("On the {}", list)
                                                  : fmt::format("On the {} since {}", list, since));
            } else if (part.name() == "SanctionsMeasure") {
                // A program is the comment of a measure; a measure without one is its type.
                if (std::string_view program = part.text_of("Comment"); !program.empty())
                    add_text(listing.programs, program);
                else
                    add_text(listing.measures,
                             word("SanctionsType", part.attribute("SanctionsTypeID")));
            }
        }
    }

    void join_place(const WaitingPlace& waiting) {
        auto found = places_.find(waiting.location);
        if (found == places_.end()) return;
        Entity& entity = reading_.out.entities[waiting.entity];
        const Place& place = found->second;
        if (waiting.is_birth)
            add_text(entity.birth_places, joined({place.text, place.country}, ", "));
        else if (waiting.is_country)
            add_country(entity, place.country.empty() ? place.text : place.country);
        else
            add_address(entity, place.text, place.country);
    }

    void join_document(const WaitingDocument& waiting) {
        auto found = by_identity_.find(waiting.identity);
        if (found == by_identity_.end()) return;
        add_ofac_document(reading_.out.entities[found->second], waiting.type, waiting.number,
                          waiting.country);
    }

    struct Relation {
        std::string from, to, type;
    };

    Reading& reading_;
    std::unordered_map<std::string, std::string> words_;        // "AliasType 1400" -> "A.K.A."
    std::unordered_map<std::string, std::string> party_types_;  // of sub-types
    std::unordered_map<std::string, Place> places_;
    std::unordered_map<std::string, std::size_t> by_profile_;
    std::unordered_map<std::string, std::size_t> by_identity_;
    std::vector<WaitingPlace> places_waiting_;
    std::vector<WaitingDocument> documents_waiting_;
    std::vector<Relation> relations_;
    std::size_t entries_of_nobody_ = 0;
};

}  // namespace

base::Status read_ofac_advanced_xml(const Source& source, Reading& reading) {
    Advanced advanced(reading);
    XmlRead read;
    read.records = {"DateOfIssue",   "ReferenceValueSets",  "Location",      "IDRegDocument",
                    "DistinctParty", "ProfileRelationship", "SanctionsEntry"};
    read.on_progress = [&](std::size_t done) { reading.progress(done); };
    read.on_record = [&](XmlElement record, int) { return advanced.take(record); };
    auto done = read_xml(source.bytes, source.name, read);
    if (done) advanced.finish();
    return done;
}

}  // namespace standstill::screening
