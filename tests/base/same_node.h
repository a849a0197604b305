// Whether two trees are the same, with the places of their pieces.
#pragma once

#include <algorithm>

#include "base/document.h"

namespace standstill::base {

inline bool is_same(Place a, Place b) { return a.line == b.line && a.column == b.column; }

inline bool is_same(const Node& a, const Node& b) {
    auto same_keys = [](const auto& x, const auto& y) {
        return x.first == y.first && is_same(x.second, y.second);
    };
    return a.kind == b.kind && a.scalar == b.scalar && a.quoted == b.quoted &&
           is_same(a.place, b.place) &&
           std::equal(a.keys.begin(), a.keys.end(), b.keys.begin(), b.keys.end(), same_keys) &&
           std::equal(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(),
                      [](const Node& x, const Node& y) { return is_same(x, y); });
}

}  // namespace standstill::base
