// A document of keys, lists and words, with the place of every piece.
//
// Case files and rule packs are YAML or JSON. Both are read into this tree before anybody asks what
// they mean, so that an error can name line, column and the offending text. What costs certainty is
// refused: tags, duplicate keys, several documents. An alias (`*name`) stands for a copy of what
// the anchor named, and counts as if it were written out.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace standstill::base {

struct Place {
    int line = 0;    // from 1
    int column = 0;  // from 1
};

struct Node {
    enum class Kind { Null, Scalar, List, Map };

    Kind kind = Kind::Null;
    std::string scalar;   // the text as written, without quotes
    bool quoted = false;  // `'true'` is a word, `true` is a truth value
    Place place;
    std::vector<Node> items;                          // of a list, or the values of a map
    std::vector<std::pair<std::string, Place>> keys;  // of a map, in the order written

    bool is_null() const { return kind == Kind::Null; }
    bool is_scalar() const { return kind == Kind::Scalar; }
    bool is_list() const { return kind == Kind::List; }
    bool is_map() const { return kind == Kind::Map; }
    // The value at a key, or nullptr.
    const Node* find(std::string_view key) const;
};

// Reads one YAML or JSON document. Bounds: 16 MiB, depth 64, 2 million nodes.
// Fails with Invalid and `<name>:<line>:<column>: ...`.
Result<Node> parse_document(std::string_view text, const std::string& name);

// `name:line:column`, the way compilers print it; the name alone of what was not read from a text.
std::string where(const std::string& name, Place place);

}  // namespace standstill::base
