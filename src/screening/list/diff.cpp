#include "screening/list/diff.h"

#include <algorithm>
#include <unordered_map>

namespace standstill::screening {

namespace {

using Places = std::unordered_map<std::string_view, const Entity*>;

Places places_of(const ListVersion& list) {
    Places out;
    out.reserve(list.entities.size());
    for (const Entity& entity : list.entities) out.emplace(entity.id, &entity);
    return out;
}

EntityChange head_of(const Entity& entity) {
    EntityChange out;
    out.id = entity.id;
    if (!entity.listings.empty()) out.entry = entity.listings.front().entry;
    if (!entity.names.empty()) out.name = entity.names.front().text;
    out.kind = entity.kind;
    return out;
}

// The names of one that the other has not, by their text.
std::vector<ListedName> only_in(const Entity& one, const Entity& other) {
    std::vector<ListedName> out;
    for (const ListedName& name : one.names)
        if (std::ranges::find(other.names, name.text, &ListedName::text) == other.names.end())
            out.push_back(name);
    return out;
}

bool has_other_kinds(const Entity& before, const Entity& after) {
    return std::ranges::any_of(before.names, [&](const ListedName& name) {
        auto same = std::ranges::find(after.names, name.text, &ListedName::text);
        return same != after.names.end() && same->kind != name.kind;
    });
}

// Whether both hold the same, in whatever order: lists are often only sorted anew.
template <typename T>
bool same_set(const std::vector<T>& a, const std::vector<T>& b) {
    return a == b || (a.size() == b.size() && std::ranges::is_permutation(a, b));
}

std::vector<std::string> fields_that_differ(const Entity& before, const Entity& after) {
    std::vector<std::string> out;
    auto check = [&](bool is_same, const char* field) {
        if (!is_same) out.emplace_back(field);
    };
    check(before.kind == after.kind, "kind");
    check(!has_other_kinds(before, after), "strength of names");
    check(same_set(before.births, after.births), "birth dates");
    check(same_set(before.birth_places, after.birth_places), "birth places");
    check(before.gender == after.gender, "gender");
    check(same_set(before.countries, after.countries), "countries");
    check(same_set(before.identifiers, after.identifiers), "identifiers");
    check(same_set(before.addresses, after.addresses), "addresses");
    check(same_set(before.topics, after.topics), "topics");
    check(same_set(before.related, after.related), "related");
    check(same_set(before.listings, after.listings), "listing");
    return out;
}

}  // namespace

ListDiff compare(const ListVersion& before, const ListVersion& after) {
    const Places was = places_of(before), is = places_of(after);
    ListDiff out;
    for (const Entity& entity : before.entities) {
        if (is.contains(entity.id)) continue;
        EntityChange change = head_of(entity);
        change.names_went = entity.names;
        out.went.push_back(std::move(change));
    }
    for (const Entity& entity : after.entities) {
        EntityChange change = head_of(entity);
        auto found = was.find(entity.id);
        if (found == was.end()) {
            change.names_came = entity.names;
            out.came.push_back(std::move(change));
            continue;
        }
        if (*found->second == entity) continue;
        change.names_came = only_in(entity, *found->second);
        change.names_went = only_in(*found->second, entity);
        change.fields = fields_that_differ(*found->second, entity);
        if (!change.names_came.empty() || !change.names_went.empty() || !change.fields.empty())
            out.changed.push_back(std::move(change));
    }
    return out;
}

}  // namespace standstill::screening
