// What speaks for and against a hit beside the name: dates of birth, countries, numbers, kind.
//
// Qualifiers put hits in order. They never hide one: lists are wrong about dates and countries
// often enough, and two different numbers may both be somebody's.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "screening/list/entity.h"
#include "screening/screen/query.h"

namespace standstill::screening {

enum class Agreement : std::uint8_t {
    Agrees,
    Near,     // a year apart, day and month swapped, the year alone
    Differs,  // both sides say something, and it is not the same
    Silent,   // one side says nothing
};

struct Qualifier {
    std::string what;  // "kind", "birth date", "country", "identifier"
    Agreement agreement = Agreement::Silent;
    std::string asked;   // as written
    std::string listed;  // as written

    friend bool operator==(const Qualifier&, const Qualifier&) = default;
};

struct Qualified {
    // Of what the query says something: in the order kind, birth date, country, identifier.
    std::vector<Qualifier> qualifiers;
    // What it adds to the place in the order; thousandths, as similarities. An identifier that
    // agrees outweighs any name.
    std::int32_t points = 0;

    friend bool operator==(const Qualified&, const Qualified&) = default;
};

Qualified qualify(const Query& query, const Entity& listed);

// Letters and digits of an identifier, upper case: "AB 123-4" is "AB1234". Empty if there are fewer
// than four, which no document has.
std::string plain_identifier(const std::string& value);

// "agrees", "near", "differs", "silent".
std::string_view name_of(Agreement agreement);

}  // namespace standstill::screening
