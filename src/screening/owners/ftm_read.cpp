// FollowTheMoney lines come in any order, so a link may make a party that is described only later.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "screening/owners/ftm.h"
#include "screening/owners/json_lines.h"

namespace standstill::screening::owners {

namespace {

namespace json = boost::json;

const std::map<std::string_view, EntityKind> kParties{
    {"Person", EntityKind::Person},
    {"Company", EntityKind::Organization},
    {"Organization", EntityKind::Organization},
    {"LegalEntity", EntityKind::Organization},
    {"PublicBody", EntityKind::Organization},
    {"Vessel", EntityKind::Vessel},
    {"Airplane", EntityKind::Aircraft},
    {"Asset", EntityKind::Unknown},
    {"Security", EntityKind::Unknown},
    {"RealEstate", EntityKind::Unknown},
    {"Vehicle", EntityKind::Unknown},
};

// Schemata of links that say nothing of ownership or control.
const std::set<std::string_view> kOtherLinks{
    "Family",     "Associate", "UnknownLink",        "Membership", "Representation", "Employment",
    "Succession", "Occupancy", "ProjectParticipant", "Debt",       "Payment",        "Similar"};

const std::set<std::string_view> kIndirectTypes{"indirect", "beneficial", "ultimate"};

struct Line {
    std::string id, schema, where;
    json::object properties;
    std::vector<std::string> datasets;

    // Texts of a property; of an entity written out in place, its id.
    std::vector<std::string> all(std::string_view key) const {
        std::vector<std::string> out;
        const json::value* values = properties.if_contains(key);
        if (values == nullptr) return out;
        auto take = [&](const json::value& value) {
            if (value.is_string()) out.emplace_back(value.get_string());
            if (value.is_object()) out.push_back(text_or_nothing(value.get_object(), "id"));
        };
        if (values->is_array())
            for (const json::value& value : values->get_array()) take(value);
        else
            take(*values);
        std::erase(out, "");
        return out;
    }
    std::string first(std::string_view key) const {
        std::vector<std::string> values = all(key);
        return values.empty() ? "" : values.front();
    }
};

class Reader {
public:
    base::Status take(json::object object, const std::string& where) {
        Line line;
        line.where = where;
        auto id = text_at(object, "id", where);
        if (!id) return id.error();
        auto schema = text_at(object, "schema", where);
        if (!schema) return schema.error();
        line.id = *id;
        line.schema = *schema;
        if (json::value* properties = object.if_contains("properties")) {
            if (!properties->is_object())
                return base::invalid(where + ": `properties` must be an object");
            line.properties = std::move(properties->get_object());
        }
        if (const json::value* datasets = object.if_contains("datasets");
            datasets != nullptr && datasets->is_array())
            for (const json::value& dataset : datasets->get_array())
                if (dataset.is_string()) line.datasets.emplace_back(dataset.get_string());
        if (auto kind = kParties.find(line.schema); kind != kParties.end())
            return take_party(line, text_or_nothing(object, "caption"), kind->second);
        if (line.schema == "Ownership") return take_links(line, "owner", "asset");
        if (line.schema == "Control") return take_links(line, "controller", "controlled");
        if (line.schema == "Directorship") return take_links(line, "director", "organization");
        if (line.schema == "Sanction") return take_sanction(line);
        if (kOtherLinks.contains(line.schema)) ++others_[line.schema];
        return base::Done{};
    }

    Graph finish() {
        for (const auto& [party, lists] : by_topic_) {
            std::vector<OnList>& on = graph_.parties()[party].lists;
            for (const std::string& list : lists)
                if (std::ranges::find(on, list, &OnList::list) == on.end())
                    on.push_back({list, {}, true, "topic `sanction`"});
        }
        for (const auto& [schema, count] : others_)
            graph_.remarks.push_back(
                fmt::format("{} links of schema {} say nothing of ownership or "
                            "control and were not read",
                            count, schema));
        return std::move(graph_);
    }

private:
    base::Status take_party(const Line& line, const std::string& caption, EntityKind kind) {
        std::uint32_t i = graph_.party(line.id);
        Party& party = graph_.parties()[i];
        party.name = !caption.empty() ? caption : line.first("name");
        if (party.name.empty()) party.name = party.id;
        party.kind = kind;
        for (const char* key : {"jurisdiction", "country", "mainCountry", "nationality"})
            for (const std::string& country : line.all(key))
                if (std::ranges::find(party.countries, country) == party.countries.end())
                    party.countries.push_back(country);
        std::vector<std::string> topics = line.all("topics");
        if (std::ranges::find(topics, "sanction") != topics.end())
            for (const std::string& dataset : line.datasets)
                if (!dataset.starts_with("ext_")) by_topic_[i].insert(list_id(dataset));
        return base::Done{};
    }

    static std::string list_id(std::string dataset) {
        std::ranges::replace(dataset, '_', '-');
        return dataset;
    }

    base::Result<std::optional<RoughDate>> date(const Line& line, std::string_view key) {
        std::optional<RoughDate> out;
        for (const std::string& text : line.all(key)) {
            auto found = parse_rough_date(text);
            if (!found) return base::in_context(found.error(), line.where);
            if (!out) {
                out = *found;
                continue;
            }
            out->first = std::min(out->first, found->first);
            out->last = std::max(out->last, found->last);
            out->text += " or " + found->text;
        }
        return out;
    }

    base::Result<Period> period(const Line& line) {
        auto from = date(line, "startDate");
        if (!from) return from.error();
        auto to = date(line, "endDate");
        if (!to) return to.error();
        return Period{*from, *to};
    }

    static std::string source(const Line& line) {
        for (const char* key : {"sourceUrl", "publisherUrl", "publisher"})
            if (std::string found = line.first(key); !found.empty()) return found;
        return base::join(line.datasets, ", ");
    }

    Range share(const Line& line) {
        std::optional<Range> out;
        for (const std::string& text : line.all("percentage")) {
            auto range = parse_range(text);
            if (!range) {
                graph_.remarks.push_back(fmt::format("{}: the share is not known: {}", line.where,
                                                     range.error().message));
                return kUnknownShare;
            }
            out = out ? Range{std::min(out->least, range->least), std::max(out->most, range->most)}
                      : *range;
        }
        return out.value_or(kUnknownShare);
    }

    base::Status take_links(const Line& line, std::string_view from, std::string_view to) {
        std::vector<std::string> owners = line.all(from), assets = line.all(to);
        if (owners.empty() || assets.empty())
            return base::invalid(fmt::format("{}: {} `{}` names no `{}`", line.where, line.schema,
                                             line.id, owners.empty() ? from : to));
        Link link;
        auto when = period(line);
        if (!when) return when.error();
        link.period = *when;
        link.id = line.id;
        link.source = source(line);
        link.role = line.first("role");
        link.is_verified = line.first("status") != "unverified";
        if (line.schema == "Ownership") {
            link.share = share(line);
            link.is_indirect = kIndirectTypes.contains(line.first("ownershipType"));
        } else if (line.schema == "Directorship") {
            link.kind = LinkKind::Directorship;
        } else {
            auto kind = parse_link_kind(line.first("controlType"));
            link.kind = kind && *kind != LinkKind::Stake ? *kind : LinkKind::Other;
        }
        for (const std::string& owner : owners)
            for (const std::string& asset : assets) {
                if (owner == asset) {
                    graph_.remarks.push_back(fmt::format(
                        "{}: what `{}` holds of itself is not read", line.where, owner));
                    continue;
                }
                link.owner = graph_.party(owner);
                link.asset = graph_.party(asset);
                if (auto added = graph_.add(link); !added)
                    return base::in_context(added.error(), line.where);
            }
        return base::Done{};
    }

    base::Status take_sanction(const Line& line) {
        auto when = period(line);
        if (!when) return when.error();
        for (const std::string& entity : line.all("entity"))
            for (const std::string& dataset : line.datasets) {
                OnList on{list_id(dataset), *when, line.first("status") != "unverified",
                          source(line)};
                std::vector<OnList>& lists = graph_.parties()[graph_.party(entity)].lists;
                if (std::ranges::find(lists, on) == lists.end()) lists.push_back(std::move(on));
            }
        return base::Done{};
    }

    Graph graph_;
    std::map<std::string, std::size_t, std::less<>> others_;
    std::map<std::uint32_t, std::set<std::string>> by_topic_;
};

}  // namespace

base::Result<Graph> read_ftm(std::string_view text, const std::string& name) {
    Reader reader;
    auto read = each_line(text, name, [&](json::object line, const std::string& where) {
        return reader.take(std::move(line), where);
    });
    if (!read) return read.error();
    return reader.finish();
}

}  // namespace standstill::screening::owners
