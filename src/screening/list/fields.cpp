#include "screening/list/fields.h"

#include <algorithm>

#include "base/text.h"
#include "screening/list/country.h"

namespace standstill::screening {

namespace {

char lowered(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

}  // namespace

std::string lower_ascii(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = lowered(c);
    return out;
}

bool same_ascii(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, {}, lowered, lowered);
}

void add_name(Entity& entity, std::string_view text, NameKind kind, std::string_view where,
              std::string_view given, std::string_view family) {
    text = base::trimmed(text);
    if (text.empty()) return;
    for (const ListedName& name : entity.names)
        if (name.text == text) return;
    entity.names.push_back({std::string(text), kind, std::string(base::trimmed(given)),
                            std::string(base::trimmed(family)), std::string(where)});
}

void add_text(std::vector<std::string>& texts, std::string_view text) {
    text = base::trimmed(text);
    if (!text.empty() && std::ranges::find(texts, text) == texts.end()) texts.emplace_back(text);
}

void add_identifier(Entity& entity, std::string_view kind, std::string_view value,
                    std::string_view country) {
    value = base::trimmed(value);
    if (value.empty()) return;
    Identifier made{std::string(kind), std::string(value), std::string(country_code(country))};
    if (std::ranges::find(entity.identifiers, made) == entity.identifiers.end())
        entity.identifiers.push_back(std::move(made));
}

void add_address(Entity& entity, std::string_view text, std::string_view country) {
    Address made{std::string(base::trimmed(text)), std::string(country_code(country))};
    if (made.country.empty() && !base::is_blank(country)) {
        if (!made.text.empty()) made.text += ", ";
        made.text += base::trimmed(country);
    }
    if (made.text.empty() && made.country.empty()) return;
    if (std::ranges::find(entity.addresses, made) == entity.addresses.end())
        entity.addresses.push_back(std::move(made));
}

void add_birth(Entity& entity, PartialDate date) {
    if (date.text.empty()) return;
    if (std::ranges::find(entity.births, date) == entity.births.end())
        entity.births.push_back(std::move(date));
}

bool add_country(Entity& entity, std::string_view text) {
    std::string_view code = country_code(text);
    if (code.empty()) return false;
    add_text(entity.countries, code);
    return true;
}

void add_remark(Listing& listing, std::string_view text) {
    text = base::trimmed(text);
    if (text.empty()) return;
    if (!listing.remarks.empty()) listing.remarks += "; ";
    listing.remarks += text;
}

std::string joined(std::initializer_list<std::string_view> parts, std::string_view separator) {
    std::string out;
    for (std::string_view part : parts) {
        part = base::trimmed(part);
        if (part.empty()) continue;
        if (!out.empty()) out += separator;
        out += part;
    }
    return out;
}

void split_family(std::string_view name, std::string& given, std::string& family) {
    const std::size_t comma = name.find(',');
    if (comma == std::string_view::npos) return;
    family = base::trimmed(name.substr(0, comma));
    given = base::trimmed(name.substr(comma + 1));
}

bool is_imo_number(std::string_view digits) {
    if (digits.size() != 7) return false;
    int sum = 0;
    for (int i = 0; i < 7; ++i) {
        const char c = digits[static_cast<std::size_t>(i)];
        if (c < '0' || c > '9') return false;
        if (i < 6) sum += (c - '0') * (7 - i);
    }
    return sum % 10 == digits[6] - '0';
}

bool is_lei(std::string_view text) {
    if (text.size() != 20) return false;
    int rest = 0;
    for (char c : text) {
        if (c >= '0' && c <= '9')
            rest = (rest * 10 + (c - '0')) % 97;
        else if (c >= 'A' && c <= 'Z')
            rest = (rest * 100 + (c - 'A' + 10)) % 97;
        else
            return false;
    }
    return rest == 1;
}

}  // namespace standstill::screening
