// Which open questions an answer rests on: those where the other reading gives another answer.
//
// Nothing is guessed from the shape of the rules: for each open question the case is answered again
// under every other reading, and the answers are compared. Cost: one reading of the case for each
// reading, some milliseconds in all; asked for by people, not by the gate.
#pragma once

#include <string>
#include <vector>

#include "base/document.h"
#include "review/answer.h"
#include "review/case.h"

namespace standstill::review {

struct Reliance {
    std::string id, cite, asks;
    std::string chosen;     // the reading taken, in words
    std::string otherwise;  // what would differ: "use: permitted", "2 duties more"; empty where
                            // nothing can be computed and the question stands all the same
};

base::Result<std::vector<Reliance>> readings_behind(const Case& of, const Answer& answer,
                                                    Library& library, const ZoneSource& zones);

}  // namespace standstill::review
