// What each part of a name is, and how much it weighs.
#pragma once

#include <span>

#include "screening/name/fold.h"
#include "screening/name/name.h"
#include "screening/name/units.h"

namespace standstill::screening {

// Sets role, rarity and weight of the parts, and Name::weight.
void give_roles(const NameText& text, const Folded& folded, std::span<const Found> found,
                Name& name);

}  // namespace standstill::screening
