#include "screening/screen/ftm_query.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/string.hpp>
#include <string_view>
#include <vector>

#include "screening/list/fields.h"
#include "screening/list/ftm_out.h"

namespace standstill::screening {

namespace {

namespace json = boost::json;

constexpr std::size_t kMostValues = 50;
constexpr std::size_t kLongestValue = 65'536;

enum class Means { Name, OtherName, Given, Family, Birth, Country, Identifier };

struct Property {
    std::string_view name;
    Means means;
    std::string_view identifier = {};  // its kind
};

constexpr Property kProperties[] = {
    {"name", Means::Name},
    {"alias", Means::OtherName},
    {"previousName", Means::OtherName},
    {"weakAlias", Means::OtherName},
    {"firstName", Means::Given},
    {"lastName", Means::Family},
    {"birthDate", Means::Birth},
    {"incorporationDate", Means::Birth},
    {"buildDate", Means::Birth},
    {"nationality", Means::Country},
    {"country", Means::Country},
    {"citizenship", Means::Country},
    {"jurisdiction", Means::Country},
    {"mainCountry", Means::Country},
    {"flag", Means::Country},
    {"idNumber", Means::Identifier},
    {"passportNumber", Means::Identifier, "passport"},
    {"taxNumber", Means::Identifier, "tax"},
    {"registrationNumber", Means::Identifier, "registration"},
    {"imoNumber", Means::Identifier, "imo"},
    {"leiCode", Means::Identifier, "lei"},
    {"dunsCode", Means::Identifier, "duns"},
    {"uniqueEntityId", Means::Identifier, "uei"},
    {"cageCode", Means::Identifier, "cage"},
    {"innCode", Means::Identifier, "inn"},
    {"ogrnCode", Means::Identifier, "ogrn"},
};

base::Result<std::vector<std::string>> values_of(std::string_view name, const json::value& value) {
    std::vector<std::string> out;
    auto add = [&](const json::value& one) {
        const json::string* text = one.if_string();
        if (text == nullptr || text->size() > kLongestValue) return false;
        if (!text->empty()) out.emplace_back(text->data(), text->size());
        return true;
    };
    bool is_good = true;
    if (const json::array* all = value.if_array()) {
        is_good = all->size() <= kMostValues;
        for (std::size_t i = 0; is_good && i < all->size(); ++i) is_good = add((*all)[i]);
    } else {
        is_good = add(value);
    }
    if (!is_good)
        return base::invalid(fmt::format(
            "`properties.{}` must be a text or a list of at most {} texts", name, kMostValues));
    return out;
}

void take(const Property& property, const std::string& value, Query& out) {
    switch (property.means) {
        case Means::Name:
            if (out.name.empty()) {
                out.name = value;
                break;
            }
            [[fallthrough]];
        case Means::OtherName:
            out.other_names.push_back(value);
            break;
        case Means::Given:
            out.given += (out.given.empty() ? "" : " ") + value;
            break;
        case Means::Family:
            out.family += (out.family.empty() ? "" : " ") + value;
            break;
        case Means::Birth:
            if (PartialDate date = parse_date(value); date.year != 0) out.births.push_back(date);
            break;
        case Means::Country:
            out.countries.push_back(lower_ascii(value));
            break;
        case Means::Identifier:
            out.identifiers.push_back({std::string(property.identifier), value, ""});
            break;
    }
}

}  // namespace

base::Result<Query> query_from_ftm(const json::value& example) {
    const json::object* object = example.if_object();
    if (object == nullptr) return base::invalid("the example is not an object");
    Query out;
    const json::value* schema = object->if_contains("schema");
    if (schema == nullptr || !schema->is_string())
        return base::invalid("`schema` is missing or no text");
    const json::string& name = schema->get_string();
    out.kind = kind_of_ftm_schema({name.data(), name.size()});
    const json::value* properties = object->if_contains("properties");
    if (properties == nullptr || !properties->is_object())
        return base::invalid("`properties` is missing or no object");
    for (const Property& property : kProperties) {
        const json::value* value = properties->get_object().if_contains(property.name);
        if (value == nullptr) continue;
        auto values = values_of(property.name, *value);
        if (!values) return values.error();
        for (const std::string& one : *values) take(property, one, out);
    }
    if (out.name.empty() && !out.other_names.empty()) {
        out.name = out.other_names.front();
        out.other_names.erase(out.other_names.begin());
    }
    if (out.name.empty() && !(out.given + out.family).empty())
        out.name = out.given + (out.given.empty() || out.family.empty() ? "" : " ") + out.family;
    if (out.name.empty() && out.identifiers.empty())
        return base::invalid("`properties` has neither a name nor an identifier");
    return out;
}

}  // namespace standstill::screening
