// standstill lists diff: what changed from one version of a list to another, entry by entry.
#include <fmt/format.h>

#include <boost/json/serialize.hpp>

#include "base/text.h"
#include "cli/desk.h"
#include "cli/fold.h"
#include "cli/lists_command.h"
#include "screening/list/diff.h"

namespace standstill::cli {

namespace {

namespace json = boost::json;
using screening::EntityChange;
using screening::ListDiff;
using screening::ListVersion;

struct Pair {
    ListVersion before, after;
};

base::Result<Pair> read_files(const std::string& before, const std::string& after) {
    auto was = office::read_list_files({before}, {});
    if (!was) return was.error();
    auto is = office::read_list_files({after}, {});
    if (!is) return is.error();
    if (was->list != is->list && was->format != is->format)
        return base::invalid(fmt::format("{} is {} and {} is {}: nothing to compare", before,
                                         was->list, after, is->list));
    return Pair{std::move(*was), std::move(*is)};
}

// The version before the newest, where no day is given to start from.
base::Result<office::KeptList> before_of(const office::Lists& lists,
                                         const office::KeptList& after) {
    const office::KeptList* found = nullptr;
    for (const office::KeptList& one : lists.versions()) {
        if (one.list != after.list) continue;
        if (one == after) break;
        found = &one;
    }
    if (found == nullptr)
        return base::fail(base::ErrorKind::NotFound,
                          fmt::format("{} has no version before that of {}", after.list,
                                      base::to_string(after.published)));
    return *found;
}

base::Result<Pair> read_versions(const Common& common, const ListsDiffOptions& options) {
    auto data = data_folder(common);
    if (!data) return data.error();
    auto lists = office::Lists::open(*data);
    if (!lists) return lists.error();
    auto from = day_or_none(options.from, "--from"), to = day_or_none(options.to, "--to");
    if (!from) return from.error();
    if (!to) return to.error();
    auto after = lists->find(options.what[0], *to);
    if (!after) return after.error();
    auto before = *from ? lists->find(options.what[0], *from) : before_of(*lists, *after);
    if (!before) return before.error();
    auto was = lists->load(*before);
    if (!was) return was.error();
    auto is = lists->load(*after);
    if (!is) return is.error();
    return Pair{std::move(*was), std::move(*is)};
}

json::array names_json(const std::vector<screening::ListedName>& names) {
    json::array out;
    for (const auto& name : names)
        out.push_back(json::object{{"text", name.text},
                                   {"kind", std::string(screening::name_of(name.kind))}});
    return out;
}

json::array changes_json(const std::vector<EntityChange>& changes) {
    json::array out;
    for (const EntityChange& one : changes) {
        json::array fields;
        for (const std::string& field : one.fields) fields.emplace_back(field);
        out.push_back(json::object{{"id", one.id},
                                   {"name", one.name},
                                   {"kind", std::string(screening::name_of(one.kind))},
                                   {"names_came", names_json(one.names_came)},
                                   {"names_went", names_json(one.names_went)},
                                   {"fields", std::move(fields)}});
    }
    return out;
}

json::object version_json(const ListVersion& of) {
    return {
        {"list", of.list},
        {"published", of.published ? json::value(base::to_string(*of.published)) : json::value()},
        {"digest", base::to_hex(of.digest)},
        {"entries", of.entities.size()}};
}

std::string said(const ListVersion& of) {
    return fmt::format("{} ({} entries, {})",
                       of.published ? base::to_string(*of.published) : "of no known day",
                       of.entities.size(), base::to_hex(of.digest).substr(0, 16));
}

void print_changes(const char* title, const std::vector<EntityChange>& changes) {
    if (changes.empty()) return;
    fmt::print("\n{}\n", title);
    for (const EntityChange& one : changes) {
        const std::string indent(12, ' ');
        fmt::print("{}", folded_lines(tame(one.name), fmt::format("  {:<9} ", one.entry), indent));
        const bool is_whole =
            one.fields.empty() && (one.names_came.empty() != one.names_went.empty());
        for (const auto* names : {&one.names_went, &one.names_came})
            for (const auto& name : *names) {
                if (name.text == one.name && is_whole) continue;
                const char* mark = names == &one.names_came ? "+ " : "- ";
                fmt::print("{}", folded_lines(tame(name.text), indent + mark, indent + "  "));
            }
        if (!one.fields.empty())
            fmt::print("{}",
                       folded_lines(base::join(one.fields, ", ") + " changed", indent, indent));
    }
}

}  // namespace

int diff_lists(const Common& common, const ListsDiffOptions& options) {
    auto pair = options.what.size() == 2 ? read_files(options.what[0], options.what[1])
                                         : read_versions(common, options);
    if (!pair) return complain(pair.error());
    const ListDiff diff = screening::compare(pair->before, pair->after);
    if (common.format == "json") {
        fmt::print("{}\n", json::serialize(json::object{{"before", version_json(pair->before)},
                                                        {"after", version_json(pair->after)},
                                                        {"came", changes_json(diff.came)},
                                                        {"went", changes_json(diff.went)},
                                                        {"changed", changes_json(diff.changed)}}));
        return kDone;
    }
    fmt::print("{}: {} -> {}\n", pair->after.list, said(pair->before), said(pair->after));
    if (diff.is_empty())
        fmt::print("nothing changed\n");
    else
        fmt::print("{} came, {} went, {} changed\n", diff.came.size(), diff.went.size(),
                   diff.changed.size());
    print_changes("went", diff.went);
    print_changes("came", diff.came);
    print_changes("changed", diff.changed);
    return kDone;
}

}  // namespace standstill::cli
