#include "screening/list/uk_rows.h"

#include "base/text.h"
#include "screening/list/country.h"
#include "screening/list/fields.h"

namespace standstill::screening {

namespace {

NameKind kind_of_name(const UkName& name) {
    const std::string type = lower_ascii(base::trimmed(name.type));
    if (type == "primary name") return NameKind::Primary;
    if (type == "fka" || type.starts_with("former")) return NameKind::Former;
    if (lower_ascii(name.quality).find("low") != std::string::npos) return NameKind::WeakAlias;
    return NameKind::Alias;
}

// The word behind a mark: "(UN Ref):QDi.006 (Gender):Male".
std::string_view behind(std::string_view text, std::string_view mark) {
    const std::size_t found = text.find(mark);
    if (found == std::string_view::npos) return {};
    text = base::trimmed(text.substr(found + mark.size()));
    text = text.substr(0, text.find_first_of(" ,;("));
    while (text.ends_with('.')) text.remove_suffix(1);
    return text;
}

}  // namespace

void add_uk_name(Entity& entity, const UkName& name, std::string_view where) {
    const auto& part = name.parts;
    const std::string given = joined({part[0], part[1], part[2], part[3], part[4]}, " ");
    const bool is_person = entity.kind == EntityKind::Person;
    add_name(entity, joined({given, part[5]}, " "), kind_of_name(name), where,
             is_person ? std::string_view(given) : std::string_view{},
             is_person ? part[5] : std::string_view{});
}

EntityKind kind_of_uk(std::string_view word) {
    if (same_ascii(word, "Individual")) return EntityKind::Person;
    if (same_ascii(word, "Entity")) return EntityKind::Organization;
    if (same_ascii(word, "Ship")) return EntityKind::Vessel;
    return EntityKind::Unknown;
}

void add_uk_document(Entity& entity, std::string_view kind, std::string_view number,
                     std::string_view words) {
    words = base::trimmed(words);
    if (const std::size_t passport = words.find(" passport"); passport != std::string_view::npos)
        words = words.substr(0, passport);
    add_identifier(entity, kind, number, words);
}

void add_uk_imo(Entity& entity, std::string_view number) {
    number = base::trimmed(number);
    if (number.starts_with("IMO")) number = base::trimmed(number.substr(3));
    add_identifier(entity, "imo", number, {});
}

void read_uk_information(Entity& entity, std::string_view text) {
    add_identifier(entity, "un-reference", behind(text, "(UN Ref):"), {});
    add_identifier(entity, "uk-reference", behind(text, "(UK Sanctions List Ref):"), {});
    if (std::string_view gender = behind(text, "(Gender):");
        !gender.empty() && entity.gender.empty())
        entity.gender = lower_ascii(gender);
}

}  // namespace standstill::screening
