// Strict reading of maps in data files: unknown keys are mistakes, and a mistake names its place.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "base/document.h"

namespace standstill::screening::owners {

class Fields {
public:
    // Fails with Invalid when the node is no map or has a key that is not among those known.
    static base::Result<Fields> of(const base::Node& node, const std::string& file,
                                   std::initializer_list<std::string_view> known);

    bool has(std::string_view key) const { return node_->find(key) != nullptr; }
    const base::Node* find(std::string_view key) const { return node_->find(key); }
    base::Place place() const { return node_->place; }
    // Fails with Invalid when absent, not a single text, or blank.
    base::Result<std::string> text(std::string_view key) const;
    // The text, or nothing when absent.
    base::Result<std::string> optional_text(std::string_view key) const;
    // `true` or `false`; `fallback` when absent.
    base::Result<bool> flag(std::string_view key, bool fallback) const;
    // A list of texts, or a single one; empty when absent.
    base::Result<std::vector<std::string>> texts(std::string_view key) const;
    // The items of a list; fails with Invalid when it is absent or no list.
    base::Result<const std::vector<base::Node>*> items(std::string_view key) const;
    // `file:line:column: ` before a message about a key's value, or about the map.
    base::Error wrong(std::string_view key, std::string_view message) const;

private:
    Fields(const base::Node& node, const std::string& file) : node_(&node), file_(&file) {}
    const base::Node* node_;
    const std::string* file_;
};

}  // namespace standstill::screening::owners
