// Entries of several lists that are one and the same entity.
//
// Conservative: entries become one entity where a list itself says so or a number does, and never
// by name alone. The rules, strongest first; the first that applies is kept in Listing::joined_by:
//
//   reference     a list names the entry of another one: OFAC's number, the UN's reference number,
//                 the EU's, the UK's group id, the ids that OpenSanctions carries along
//   lei           the same Legal Entity Identifier with the right check digits (ISO 17442)
//   imo           the same IMO number of a ship with the right check digit
//   passport      the same passport number of the same country, two persons
//   national-id   the same national identification number of the same country, two persons
//   registration  the same registration number of the same country, two organisations
//   tax           the same tax number of the same country
//   name-birth    the same full name, but for case and order of words, and the same full day of
//   birth
//
// A rule never joins two entries of the same list (the entry that two publications bring is one),
// two kinds (a person and a ship), or two persons whose full days of birth are known and have none
// in common (but `reference`, which is believed).
#pragma once

#include <span>
#include <string>
#include <vector>

#include "screening/list/import.h"

namespace standstill::screening {

// All entities of all lists, in the order of the lists and their entries; what joins goes to the
// first. Lists of other names and numbers are kept; equal ones once.
// Cost: linear in names and identifiers, but for sorting.
std::vector<Entity> combine(std::span<const ListVersion* const> lists);

}  // namespace standstill::screening
