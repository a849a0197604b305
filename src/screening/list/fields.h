// Fields of entries: what every importer does with a name, a date, a country, a number.
#pragma once

#include <string>
#include <string_view>

#include "screening/list/entity.h"

namespace standstill::screening {

std::string lower_ascii(std::string_view text);
bool same_ascii(std::string_view a, std::string_view b);  // but for case of ASCII letters

// Adds what is not there yet; blanks at the ends go, an empty text adds nothing.
// A name that is there with another kind keeps the kind that it has.
void add_name(Entity& entity, std::string_view text, NameKind kind, std::string_view where,
              std::string_view given = {}, std::string_view family = {});
void add_text(std::vector<std::string>& texts, std::string_view text);
void add_identifier(Entity& entity, std::string_view kind, std::string_view value,
                    std::string_view country);
void add_address(Entity& entity, std::string_view text, std::string_view country);
void add_birth(Entity& entity, PartialDate date);
// By name or code; a text that is no known country is left out and the answer is false.
bool add_country(Entity& entity, std::string_view text);
// A sentence of remarks, after those there are.
void add_remark(Listing& listing, std::string_view text);

// Joins what is not blank with a separator.
std::string joined(std::initializer_list<std::string_view> parts, std::string_view separator);

// "LAST, First": the parts before and after the first comma, for persons.
void split_family(std::string_view name, std::string& given, std::string& family);

// A date as lists write it: 1962; Feb 1961; 12 Feb 1961; February 12, 1961; circa 1962;
// 1958 to 1963; between 1958 and 1963; 1958-1963; 1971-01-22; 1971-01; 22/01/1971; dd/mm/1971.
// `MonthFirst`: 01/22/1971. A text that is none of these keeps year 0 and the text.
enum class Slashes { DayFirst, MonthFirst };
PartialDate parse_date(std::string_view text, Slashes slashes = Slashes::DayFirst);

// Check digits. IMO: seven digits, the last is the sum of the others times 7 to 2, modulo 10.
bool is_imo_number(std::string_view digits);
// ISO 17442: 18 letters or digits and two check digits (ISO 7064, MOD 97-10).
bool is_lei(std::string_view text);

}  // namespace standstill::screening
