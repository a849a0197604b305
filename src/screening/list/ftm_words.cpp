#include "screening/list/ftm_words.h"

#include <algorithm>

#include "screening/list/fields.h"

namespace standstill::screening {

namespace {

struct Schema {
    std::string_view name;
    EntityKind kind;
};

constexpr Schema kSchemata[] = {
    {"Person", EntityKind::Person},
    {"Company", EntityKind::Organization},
    {"Organization", EntityKind::Organization},
    {"PublicBody", EntityKind::Organization},
    {"LegalEntity", EntityKind::Unknown},
    {"Vessel", EntityKind::Vessel},
    {"Airplane", EntityKind::Aircraft},
};

constexpr FtmNumber kNumbers[] = {
    {"passportNumber", "passport", ""},
    {"idNumber", "national-id", ""},
    {"taxNumber", "tax", ""},
    {"vatCode", "tax", ""},
    {"innCode", "tax", "ru"},
    {"registrationNumber", "registration", ""},
    {"ogrnCode", "registration", "ru"},
    {"uscCode", "registration", "cn"},
    {"leiCode", "lei", ""},
    {"imoNumber", "imo", ""},
    {"mmsi", "mmsi", ""},
    {"callSign", "call-sign", ""},
    {"dunsCode", "duns", ""},
    {"uniqueEntityId", "uei", ""},
    {"cageCode", "cage", ""},
    {"swiftBic", "swift", ""},
    {"npiCode", "npi", ""},
    {"socialSecurityNumber", "ssn", ""},
    {"serialNumber", "aircraft-serial", ""},
};

}  // namespace

std::optional<EntityKind> kind_of_schema(std::string_view schema) {
    for (const Schema& known : kSchemata)
        if (known.name == schema) return known.kind;
    return std::nullopt;
}

std::span<const FtmNumber> ftm_numbers() { return kNumbers; }

void add_reference(Entity& entity, std::string_view id) {
    auto rest_of = [&](std::string_view start) {
        return id.starts_with(start) ? id.substr(start.size()) : std::string_view{};
    };
    auto is_number = [](std::string_view text) {
        return !text.empty() &&
               std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
    };
    if (std::string_view rest = rest_of("ofac-"); is_number(rest))
        add_identifier(entity, "ofac-number", rest, {});
    if (std::string_view rest = rest_of("unsc-"); is_number(rest))
        add_identifier(entity, "un-number", rest, {});
    if (std::string_view rest = rest_of("gb-hmt-"); is_number(rest))
        add_identifier(entity, "uk-group", rest, {});
    if (std::string_view rest = rest_of("gb-fcdo-"); !rest.empty()) {
        std::string upper(rest);
        for (char& c : upper)
            if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
        add_identifier(entity, "uk-reference", upper, {});
    }
    if (std::string_view rest = rest_of("eu-fsf-eu-"); !rest.empty()) {
        std::string reference = "EU." + std::string(rest);
        std::ranges::replace(reference, '-', '.');
        add_identifier(entity, "eu-reference", reference, {});
    }
}

}  // namespace standstill::screening
