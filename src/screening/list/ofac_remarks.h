// The remarks of OFAC's legacy files: a sentence that hides aliases, birth dates and documents.
#pragma once

#include <string_view>

#include "screening/list/entity.h"

namespace standstill::screening {

// Takes what the remarks say in OFAC's fixed words into the entity: `a.k.a. 'X'` is a weak alias
// (OFAC, FAQ 122), `DOB`, `POB`, `nationality`, `citizen`, `Gender`, documents with their country,
// `Linked To`, and the measures that a listing brings. The remarks themselves stay whole in
// Listing::remarks, so that nothing is lost that has no place here.
// Cost: linear.
void read_ofac_remarks(std::string_view remarks, Entity& entity);

// The kind of a document by the words that OFAC has for it: "Tax ID No." is "tax"; where it is none
// that has a kind of its own, the words as written.
std::string_view kind_of_ofac_document(std::string_view label);

}  // namespace standstill::screening
