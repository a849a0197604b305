#include "screening/list/ftm_out.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <map>

namespace standstill::screening {

namespace {

namespace json = boost::json;

using Properties = std::map<std::string, std::vector<std::string>, std::less<>>;

void add(Properties& out, std::string_view property, const std::string& value) {
    if (value.empty()) return;
    auto& values = out[std::string(property)];
    if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(value);
}

std::string_view property_of(NameKind kind) {
    switch (kind) {
        case NameKind::Primary:
            return "name";
        case NameKind::Alias:
            return "alias";
        case NameKind::WeakAlias:
        case NameKind::Code:
            return "weakAlias";
        case NameKind::Former:
            return "previousName";
    }
    return "alias";
}

// The property of a kind of identifier; what has none of its own is an idNumber.
std::string_view property_of(const Identifier& identifier, EntityKind kind) {
    static constexpr std::pair<std::string_view, std::string_view> kOwn[] = {
        {"passport", "passportNumber"},
        {"tax", "taxNumber"},
        {"registration", "registrationNumber"},
        {"imo", "imoNumber"},
        {"lei", "leiCode"},
        {"duns", "dunsCode"},
        {"uei", "uniqueEntityId"},
        {"cage", "cageCode"},
        {"inn", "innCode"},
        {"ogrn", "ogrnCode"},
    };
    for (const auto& [name, property] : kOwn)
        if (identifier.kind == name) {
            if (property == "passportNumber" && kind != EntityKind::Person) break;
            return property;
        }
    return kind == EntityKind::Vessel || kind == EntityKind::Aircraft ? "registrationNumber"
                                                                      : "idNumber";
}

// As precise as the date is: `1956`, `1956-03`, `1956-03-11`.
std::string prefix(const PartialDate& date, int year) {
    std::string out = fmt::format("{:04}", year);
    if (date.month == 0 || date.year_to != 0) return out;
    out += fmt::format("-{:02}", date.month);
    return date.day == 0 ? out : out + fmt::format("-{:02}", date.day);
}

void add_dates(const Entity& entity, Properties& out) {
    std::string_view property =
        entity.kind == EntityKind::Person ? "birthDate"
        : entity.kind == EntityKind::Vessel || entity.kind == EntityKind::Aircraft
            ? "buildDate"
            : "incorporationDate";
    for (const PartialDate& date : entity.births) {
        if (date.year == 0) continue;
        add(out, property, prefix(date, date.year));
        for (int year = date.year + 1; year <= date.year_to && year < date.year + 10; ++year)
            add(out, property, prefix(date, year));
    }
}

Properties properties_of(const Entity& entity) {
    Properties out;
    for (const ListedName& name : entity.names) {
        add(out, property_of(name.kind), name.text);
        if (entity.kind != EntityKind::Person) continue;
        add(out, "firstName", name.given);
        add(out, "lastName", name.family);
    }
    add_dates(entity, out);
    if (entity.kind == EntityKind::Person) {
        for (const std::string& place : entity.birth_places) add(out, "birthPlace", place);
        add(out, "gender", entity.gender);
    }
    for (const std::string& country : entity.countries)
        add(out, entity.kind == EntityKind::Person ? "nationality" : "country", country);
    for (const Identifier& one : entity.identifiers)
        add(out, property_of(one, entity.kind), one.value);
    for (const Address& address : entity.addresses) {
        add(out, "address", address.text);
        add(out, "country", address.country);
    }
    for (const std::string& topic : entity.topics) add(out, "topics", topic);
    for (const Listing& listing : entity.listings) {
        for (const std::string& program : listing.programs) add(out, "keywords", program);
        add(out, "notes", listing.remarks);
    }
    return out;
}

}  // namespace

std::string_view ftm_schema(EntityKind kind) {
    switch (kind) {
        case EntityKind::Unknown:
            return "LegalEntity";
        case EntityKind::Person:
            return "Person";
        case EntityKind::Organization:
            return "Organization";
        case EntityKind::Vessel:
            return "Vessel";
        case EntityKind::Aircraft:
            return "Airplane";
        case EntityKind::Product:
            return "Asset";
    }
    return "LegalEntity";
}

EntityKind kind_of_ftm_schema(std::string_view schema) {
    if (schema == "Person") return EntityKind::Person;
    if (schema == "Organization" || schema == "Company" || schema == "PublicBody")
        return EntityKind::Organization;
    if (schema == "Vessel") return EntityKind::Vessel;
    if (schema == "Airplane") return EntityKind::Aircraft;
    if (schema == "Asset") return EntityKind::Product;
    return EntityKind::Unknown;
}

json::object to_ftm(const Entity& entity) {
    json::object properties;
    for (const auto& [property, values] : properties_of(entity))
        properties[property] = json::array(values.begin(), values.end());
    json::array datasets;
    for (const Listing& listing : entity.listings) datasets.emplace_back(listing.list);
    return {{"id", entity.id},
            {"caption", entity.names.empty() ? entity.id : entity.names.front().text},
            {"schema", ftm_schema(entity.kind)},
            {"properties", std::move(properties)},
            {"datasets", std::move(datasets)}};
}

}  // namespace standstill::screening
