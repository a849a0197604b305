// standstill lists show: the lists of the data folder, the versions of one, an entry of one.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json/serialize.hpp>

#include "base/text.h"
#include "cli/desk.h"
#include "cli/fold.h"
#include "cli/lists_command.h"

namespace standstill::cli {

namespace {

namespace json = boost::json;
using screening::Entity;

void print_versions(const std::vector<office::KeptList>& versions, bool as_json) {
    if (as_json) {
        json::array out;
        for (const office::KeptList& one : versions) out.push_back(to_json(one));
        fmt::print("{}\n", json::serialize(out));
        return;
    }
    std::size_t wide = 4;
    for (const office::KeptList& one : versions) wide = std::max(wide, one.list.size());
    fmt::print("{:{}}  {:10}  {:>9}  {:16}  {:20}  {}\n", "list", wide, "as of", "entries",
               "digest", "imported", "title");
    for (const office::KeptList& one : versions)
        fmt::print("{:{}}  {}  {:>9}  {}  {:20}  {}\n", one.list, wide,
                   base::to_string(one.published), one.entries,
                   base::to_hex(one.digest).substr(0, 16),
                   base::to_string(std::chrono::floor<std::chrono::seconds>(one.imported)),
                   tame(one.title));
}

json::array texts_json(const std::vector<std::string>& texts) {
    json::array out;
    for (const std::string& text : texts) out.emplace_back(text);
    return out;
}

json::object entity_json(const Entity& of) {
    json::array names, births, identifiers, addresses, listings, related;
    for (const auto& name : of.names)
        names.push_back(json::object{{"text", name.text},
                                     {"kind", std::string(screening::name_of(name.kind))},
                                     {"given", name.given},
                                     {"family", name.family},
                                     {"where", name.where}});
    for (const auto& birth : of.births)
        births.push_back(json::object{{"year", birth.year},
                                      {"year_to", birth.year_to},
                                      {"month", birth.month},
                                      {"day", birth.day},
                                      {"about", birth.about},
                                      {"text", birth.text}});
    for (const auto& one : of.identifiers)
        identifiers.push_back(
            json::object{{"kind", one.kind}, {"value", one.value}, {"country", one.country}});
    for (const auto& one : of.addresses)
        addresses.push_back(json::object{{"text", one.text}, {"country", one.country}});
    for (const auto& one : of.listings)
        listings.push_back(json::object{{"list", one.list},
                                        {"entry", one.entry},
                                        {"programs", texts_json(one.programs)},
                                        {"since", one.since},
                                        {"measures", texts_json(one.measures)},
                                        {"details", texts_json(one.details)},
                                        {"remarks", one.remarks}});
    for (const auto& one : of.related)
        related.push_back(json::object{{"role", one.role}, {"name", one.name}});
    return {{"id", of.id},
            {"kind", std::string(screening::name_of(of.kind))},
            {"names", std::move(names)},
            {"births", std::move(births)},
            {"birth_places", texts_json(of.birth_places)},
            {"gender", of.gender},
            {"countries", texts_json(of.countries)},
            {"identifiers", std::move(identifiers)},
            {"addresses", std::move(addresses)},
            {"topics", texts_json(of.topics)},
            {"listings", std::move(listings)},
            {"related", std::move(related)}};
}

void line(const char* what, std::string_view text) {
    if (!text.empty())
        fmt::print("{}",
                   folded_lines(tame(text), fmt::format("  {:12} ", what), std::string(15, ' ')));
}

void print_entity(const Entity& of) {
    fmt::print("{}  {}\n", tame(of.id), screening::name_of(of.kind));
    for (const auto& name : of.names)
        line(std::string(screening::name_of(name.kind)).c_str(), name.text);
    for (const auto& birth : of.births) line("born", birth.text);
    for (const std::string& place : of.birth_places) line("born in", place);
    line("gender", of.gender);
    line("countries", base::join(of.countries, ", "));
    for (const auto& one : of.identifiers)
        line("number", fmt::format("{} {}{}", one.kind, one.value,
                                   one.country.empty() ? "" : fmt::format(" ({})", one.country)));
    for (const auto& one : of.addresses)
        line("address", one.text.empty()      ? one.country
                        : one.country.empty() ? one.text
                                              : fmt::format("{} ({})", one.text, one.country));
    for (const auto& one : of.listings) {
        line("list", fmt::format("{} {}", one.list, one.entry));
        line("since", one.since);
        line("programs", base::join(one.programs, ", "));
        for (const std::string& measure : one.measures) line("measure", measure);
        for (const std::string& detail : one.details) line("detail", detail);
        line("remarks", one.remarks);
    }
    for (const auto& one : of.related) line("related", fmt::format("{}: {}", one.role, one.name));
}

int show_entry(const Common& common, const office::Lists& lists, const office::KeptList& version,
               const std::string& entry) {
    auto list = lists.load(version);
    if (!list) return complain(list.error());
    auto found = std::ranges::find_if(list->entities, [&](const Entity& one) {
        return one.id == entry || one.id == version.list + ":" + entry ||
               std::ranges::find(one.listings, entry, &screening::Listing::entry) !=
                   one.listings.end();
    });
    if (found == list->entities.end())
        return complain(base::fail(base::ErrorKind::NotFound,
                                   fmt::format("no entry `{}` in {} as of {}", entry, version.list,
                                               base::to_string(version.published))));
    if (common.format == "json")
        fmt::print("{}\n", json::serialize(entity_json(*found)));
    else
        print_entity(*found);
    return kDone;
}

}  // namespace

int show_lists(const Common& common, const ListsShowOptions& options) {
    auto data = data_folder(common);
    if (!data) return complain(data.error());
    auto lists = office::Lists::open(*data);
    if (!lists) return complain(lists.error());
    auto as_of = day_or_none(options.as_of, "--as-of");
    if (!as_of) return complain(as_of.error());
    const bool as_json = common.format == "json";
    if (lists->versions().empty())
        return complain(
            base::fail(base::ErrorKind::NotFound,
                       "no list was imported; `standstill lists import --help` says how"));
    if (options.list.empty()) {
        print_versions(lists->all(*as_of), as_json);
        return kDone;
    }
    auto version = lists->find(options.list, *as_of);
    if (!version) return complain(version.error());
    if (!options.entry.empty()) return show_entry(common, *lists, *version, options.entry);
    std::vector<office::KeptList> versions;
    for (const office::KeptList& one : lists->versions())
        if (one.list == options.list && (!*as_of || one.published <= **as_of))
            versions.push_back(one);
    print_versions(versions, as_json);
    return kDone;
}

}  // namespace standstill::cli
