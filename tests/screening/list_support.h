// What the tests of lists share: the files they read, and ways to look into a version.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>

#include "screening/list/import.h"

namespace standstill::screening {

inline constexpr const char* kLists = "tests/data/screening/lists/";

inline std::string bytes_of(const std::string& name) {
    std::ifstream in(kLists + name, std::ios::binary);
    EXPECT_TRUE(in) << kLists << name;
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// Reads one file of the test data; the test fails where it does not.
inline ListVersion read_list(const std::string& name, const Hints& hints = {}) {
    const std::string bytes = bytes_of(name);
    auto list = import_list(Source{name, bytes}, hints);
    EXPECT_TRUE(list) << (list ? "" : list.error().message);
    return list ? *std::move(list) : ListVersion{};
}

// The message with which a text is refused.
inline std::string refused(const std::string& name, std::string_view bytes,
                           const Hints& hints = {}) {
    auto list = import_list(Source{name, bytes}, hints);
    EXPECT_FALSE(list) << name << " was read";
    return list ? "" : list.error().message;
}

inline const Entity* find_entity(const ListVersion& list, std::string_view id) {
    auto found = std::ranges::find(list.entities, id, &Entity::id);
    return found == list.entities.end() ? nullptr : &*found;
}

inline const ListedName* find_name(const Entity& entity, std::string_view text) {
    auto found = std::ranges::find(entity.names, text, &ListedName::text);
    return found == entity.names.end() ? nullptr : &*found;
}

inline bool has_identifier(const Entity& entity, const Identifier& wanted) {
    return std::ranges::find(entity.identifiers, wanted) != entity.identifiers.end();
}

inline std::size_t count_names(const ListVersion& list) {
    std::size_t count = 0;
    for (const Entity& entity : list.entities) count += entity.names.size();
    return count;
}

inline std::size_t count_kind(const ListVersion& list, EntityKind kind) {
    return static_cast<std::size_t>(std::ranges::count(list.entities, kind, &Entity::kind));
}

}  // namespace standstill::screening
