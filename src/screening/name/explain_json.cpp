// Explanations as JSON, and from JSON again.
#include <fmt/format.h>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include "screening/name/explain.h"

namespace standstill::screening {

namespace {

namespace json = boost::json;

json::array numbers(const std::vector<std::size_t>& values) {
    return json::array(values.begin(), values.end());
}

json::object name_json(const ExplainedName& name) {
    json::object out{{"text", name.text}, {"kind", name_of(name.kind)}};
    if (!name.given.empty()) out["given"] = name.given;
    if (!name.family.empty()) out["family"] = name.family;
    json::array parts;
    for (const ExplainedPart& part : name.parts)
        parts.push_back(json::object{{"written", part.written},
                                     {"letters", part.letters},
                                     {"role", name_of(part.role)},
                                     {"weight", part.weight}});
    out["parts"] = std::move(parts);
    out["alone"] = numbers(name.alone);
    return out;
}

json::object pairing_json(const ExplainedPairing& one) {
    json::object out{{"query", numbers(one.query)},
                     {"listed", numbers(one.listed)},
                     {"query_as", name_of(one.query_as)},
                     {"listed_as", name_of(one.listed_as)},
                     {"rule", name_of(one.rule)},
                     {"similarity", one.similarity},
                     {"cost", one.cost}};
    if (!one.symbol.empty()) out["symbol"] = one.symbol;
    return out;
}

base::Error not_an_explanation(std::string_view key) {
    return base::invalid(fmt::format("this is no explanation: `{}` is missing or of another type",
                                     key));
}

const json::string* text_at(const json::object& object, std::string_view key) {
    const json::value* value = object.if_contains(key);
    return value == nullptr ? nullptr : value->if_string();
}

std::string_view view(const json::string* text) {
    return text == nullptr ? std::string_view() : std::string_view(text->data(), text->size());
}

EntityKind kind_named(std::string_view name) {
    for (EntityKind kind : {EntityKind::Person, EntityKind::Organization, EntityKind::Vessel,
                            EntityKind::Aircraft, EntityKind::Product})
        if (name_of(kind) == name) return kind;
    return EntityKind::Unknown;
}

base::Result<NameText> name_in(const json::object& explanation, std::string_view side) {
    const json::value* value = explanation.if_contains(side);
    const json::object* name = value == nullptr ? nullptr : value->if_object();
    const json::string* text = name == nullptr ? nullptr : text_at(*name, "text");
    if (text == nullptr) return not_an_explanation(side);
    return NameText{view(text), kind_named(view(text_at(*name, "kind"))),
                    view(text_at(*name, "given")), view(text_at(*name, "family"))};
}

}  // namespace

json::object to_json(const Explanation& explanation) {
    json::array pairings;
    for (const ExplainedPairing& one : explanation.pairings) pairings.push_back(pairing_json(one));
    return {{"mode", label_of(explanation.mode)},
            {"query", name_json(explanation.query)},
            {"listed", name_json(explanation.listed)},
            {"pairings", std::move(pairings)},
            {"similarity", explanation.similarity},
            {"surprise", explanation.surprise},
            {"gain", explanation.gain}};
}

base::Result<Explanation> replay(const json::value& value) {
    const json::object* said = value.if_object();
    if (said == nullptr) return base::invalid("this is no explanation: it is no object");
    const json::string* label = text_at(*said, "mode");
    if (label == nullptr) return not_an_explanation("mode");
    auto mode = find_mode(view(label));
    if (!mode) return mode.error();
    auto query = name_in(*said, "query");
    if (!query) return query.error();
    auto listed = name_in(*said, "listed");
    if (!listed) return listed.error();
    Explanation again = explain(*query, *listed, *mode);
    // Through text, so that numbers are of the same type on both sides.
    for (const auto& [key, now] : to_json(again)) {
        const json::value* then = said->if_contains(key);
        if (then == nullptr) return not_an_explanation(key);
        if (json::serialize(*then) != json::serialize(now))
            return base::fail(base::ErrorKind::Conflict,
                              fmt::format("`{}` comes out otherwise: {}", key,
                                          json::serialize(now).substr(0, 500)));
    }
    return again;
}

}  // namespace standstill::screening
