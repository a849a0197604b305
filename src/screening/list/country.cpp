#include "screening/list/country.h"

#include <unordered_map>

#include "base/text.h"
#include "screening/list/fields.h"

namespace standstill::screening {

namespace {

struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
        return std::hash<std::string_view>{}(text);
    }
};

using Table = std::unordered_map<std::string, std::string_view, Hash, std::equal_to<>>;

Table make_table() {
    Table table;
    for (const CountryNames& country : country_names()) {
        table.emplace(country.code, country.code);
        table.emplace(country.code3, country.code);
        for (const std::string& name : base::split(country.names, '|'))
            table.emplace(lower_ascii(name), country.code);
    }
    return table;
}

}  // namespace

std::string_view country_code(std::string_view text) {
    static const Table kTable = make_table();
    constexpr std::size_t kLongest = 96;
    text = base::trimmed(text);
    if (text.empty() || text.size() > kLongest) return {};
    char lowered[kLongest];
    for (std::size_t i = 0; i < text.size(); ++i)
        lowered[i] = text[i] >= 'A' && text[i] <= 'Z' ? static_cast<char>(text[i] + 32) : text[i];
    auto found = kTable.find(std::string_view(lowered, text.size()));
    return found == kTable.end() ? std::string_view{} : found->second;
}

}  // namespace standstill::screening
