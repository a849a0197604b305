#include "screening/owners/fields.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace standstill::screening::owners {

base::Result<Fields> Fields::of(const base::Node& node, const std::string& file,
                                std::initializer_list<std::string_view> known) {
    Fields fields(node, file);
    if (!node.is_map()) return fields.wrong("", "expected a map of keys");
    for (const auto& [key, place] : node.keys) {
        if (std::ranges::find(known, key) != known.end()) continue;
        std::vector<std::string> names(known.begin(), known.end());
        return base::invalid(fmt::format("{}: unknown key `{}`{}", base::where(file, place),
                                         key.substr(0, 60),
                                         base::did_you_mean(key.substr(0, 60), names)));
    }
    return fields;
}

base::Error Fields::wrong(std::string_view key, std::string_view message) const {
    const base::Node* at = node_->is_map() && !key.empty() ? node_->find(key) : nullptr;
    return base::invalid(fmt::format(
        "{}: {}", base::where(*file_, at != nullptr ? at->place : node_->place), message));
}

base::Result<std::string> Fields::text(std::string_view key) const {
    const base::Node* node = find(key);
    if (node == nullptr) return wrong("", fmt::format("`{}` is missing", key));
    if (!node->is_scalar() || base::is_blank(node->scalar))
        return wrong(key, fmt::format("`{}` must be a text", key));
    return node->scalar;
}

base::Result<std::string> Fields::optional_text(std::string_view key) const {
    if (!has(key)) return std::string();
    return text(key);
}

base::Result<bool> Fields::flag(std::string_view key, bool fallback) const {
    const base::Node* node = find(key);
    if (node == nullptr) return fallback;
    if (node->is_scalar() && !node->quoted && node->scalar == "true") return true;
    if (node->is_scalar() && !node->quoted && node->scalar == "false") return false;
    return wrong(key, fmt::format("`{}` must be true or false", key));
}

base::Result<std::vector<std::string>> Fields::texts(std::string_view key) const {
    const base::Node* node = find(key);
    std::vector<std::string> out;
    if (node == nullptr) return out;
    if (node->is_scalar()) return std::vector<std::string>{node->scalar};
    if (!node->is_list()) return wrong(key, fmt::format("`{}` must be a list of texts", key));
    for (const base::Node& item : node->items) {
        if (!item.is_scalar() || base::is_blank(item.scalar))
            return wrong(key, fmt::format("`{}` must be a list of texts", key));
        out.push_back(item.scalar);
    }
    return out;
}

base::Result<const std::vector<base::Node>*> Fields::items(std::string_view key) const {
    const base::Node* node = find(key);
    if (node == nullptr) return wrong("", fmt::format("`{}` is missing", key));
    if (!node->is_list()) return wrong(key, fmt::format("`{}` must be a list", key));
    return &node->items;
}

}  // namespace standstill::screening::owners
