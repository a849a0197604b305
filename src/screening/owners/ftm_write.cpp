// Parties, their sanctions and links as FollowTheMoney lines that its own model accepts.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <set>

#include "base/text.h"
#include "screening/owners/ftm.h"

namespace standstill::screening::owners {

namespace {

namespace json = boost::json;

void put(json::object& properties, std::string_view key, const std::string& text) {
    if (!text.empty()) properties[key] = json::array{text};
}

void put(json::object& properties, const Period& period) {
    auto values = [&](std::string_view key, const RoughDate& date) {
        json::array out;
        std::string_view rest = date.text;
        for (std::size_t at; (at = rest.find(" or ")) != rest.npos; rest = rest.substr(at + 4))
            out.emplace_back(rest.substr(0, at));
        out.emplace_back(rest);
        properties[key] = std::move(out);
    };
    if (period.from) values("startDate", *period.from);
    if (period.to) values("endDate", *period.to);
}

void put_source(json::object& properties, const std::string& source) {
    put(properties, source.starts_with("http") ? "sourceUrl" : "publisher", source);
}

std::string dataset(std::string list) {
    std::ranges::replace(list, '-', '_');
    return list;
}

// A body that somebody holds shares of is a Company there, for only that is an Asset.
std::string_view schema_of(EntityKind kind, bool is_held) {
    switch (kind) {
        case EntityKind::Person:
            return "Person";
        case EntityKind::Vessel:
            return "Vessel";
        case EntityKind::Aircraft:
            return "Airplane";
        case EntityKind::Organization:
            return is_held ? "Company" : "Organization";
        case EntityKind::Unknown:
        case EntityKind::Product:
            break;
    }
    return is_held ? "Company" : "LegalEntity";
}

void add_line(std::string& out, std::string_view id, std::string_view schema,
              json::object properties, json::array datasets) {
    out += json::serialize(json::object{{"id", id},
                                        {"schema", schema},
                                        {"properties", std::move(properties)},
                                        {"datasets", std::move(datasets)}});
    out += '\n';
}

std::string_view schema_of(LinkKind kind) {
    return kind == LinkKind::Stake          ? "Ownership"
           : kind == LinkKind::Directorship ? "Directorship"
                                            : "Control";
}

json::object properties_of(const Graph& graph, const Link& link) {
    std::string_view schema = schema_of(link.kind);
    bool is_stake = link.kind == LinkKind::Stake, is_control = schema == "Control";
    json::object properties;
    put(properties,
        is_stake     ? "owner"
        : is_control ? "controller"
                     : "director",
        graph.parties()[link.owner].id);
    put(properties,
        is_stake     ? "asset"
        : is_control ? "controlled"
                     : "organization",
        graph.parties()[link.asset].id);
    if (is_stake && link.share != kUnknownShare) put(properties, "percentage", to_code(link.share));
    if (is_stake && link.is_indirect) put(properties, "ownershipType", "indirect");
    if (is_control && link.kind != LinkKind::Other)
        put(properties, "controlType", std::string(name_of(link.kind)));
    put(properties, link.period);
    put(properties, "role", link.role);
    if (!link.is_verified) put(properties, "status", "unverified");
    put_source(properties, link.source);
    return properties;
}

}  // namespace

std::string write_ftm(const Graph& graph) {
    std::set<std::uint32_t> held;
    for (const Link& link : graph.links()) held.insert(link.asset);
    std::string out, sanctions;
    for (std::uint32_t i = 0; i < graph.parties().size(); ++i) {
        const Party& party = graph.parties()[i];
        json::object properties;
        put(properties, "name", party.name);
        if (!party.countries.empty()) {
            json::array countries;
            for (const std::string& country : party.countries) countries.emplace_back(country);
            properties["country"] = std::move(countries);
        }
        if (!party.lists.empty()) put(properties, "topics", "sanction");
        add_line(out, party.id, schema_of(party.kind, held.contains(i)), std::move(properties), {});
        for (std::size_t k = 0; k < party.lists.size(); ++k) {
            const OnList& on = party.lists[k];
            json::object about;
            put(about, "entity", party.id);
            put(about, on.period);
            if (!on.is_certain) put(about, "status", "unverified");
            put_source(about, on.source);
            add_line(sanctions, fmt::format("{}-sanction-{}", party.id, k), "Sanction",
                     std::move(about), {dataset(on.list)});
        }
    }
    out += sanctions;
    std::set<std::string> used;
    for (std::size_t i = 0; i < graph.links().size(); ++i) {
        const Link& link = graph.links()[i];
        std::string id = link.id.empty() ? fmt::format("standstill-link-{}", i) : link.id;
        if (!used.insert(id).second) used.insert(id = fmt::format("{}-{}", id, i));
        add_line(out, id, schema_of(link.kind), properties_of(graph, link), {});
    }
    return out;
}

}  // namespace standstill::screening::owners
