// Countries by the names that lists give them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace standstill::screening {

struct CountryNames {
    std::string_view code;   // ISO 3166-1 alpha-2, lower case; of former countries the reserved one
    std::string_view code3;  // alpha-3, lower case
    std::string_view names;  // separated by `|`
};

const std::vector<CountryNames>& country_names();

// The code of a country, given by name, alpha-2 or alpha-3 code in any case; empty where the text
// is none that the table has. Cost: one hash.
std::string_view country_code(std::string_view text);

}  // namespace standstill::screening
