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

// A document by the words that OFAC has for its kind: "Tax ID No." is "tax"; where it is none that
// has a kind of its own, the words as written. "IMO 8321785" is the IMO number 8321785.
void add_ofac_document(Entity& entity, std::string_view label, std::string_view number,
                       std::string_view country);

}  // namespace standstill::screening
