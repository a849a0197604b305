// Words of scripts other than Latin, where several names are written as one.
#pragma once

#include "screening/name/fold.h"

namespace standstill::screening {

// عبدالرحمن is two words that may also stand apart, 金正恩 is family name and given name: such
// words become two. Nothing is split once there are kMostParts words.
void split_foreign(Folded& folded);

}  // namespace standstill::screening
