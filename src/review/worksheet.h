// The worksheet: the answer for people, as plain text.
//
// One status sentence; the gate and every unmet condition with its citation; the factors; the
// questions that are open, the most telling first; who owes what to whom by when; defects; which
// open readings the answer rests on; and the words of the law behind each line.
#pragma once

#include <string>

#include "review/answer.h"
#include "review/case.h"
#include "review/readings.h"

namespace standstill::review {

// At most `width` columns where words allow.
std::string worksheet(const Case& of, const Reviewer& reviewer, const Answer& answer,
                      const std::vector<Reliance>& readings, std::size_t width = 100);

// The tree of reasons behind every condition, indented: value, citation, sentence, event.
std::string reasons(const Reviewer& reviewer, std::size_t width = 100);

// The one sentence, for a list or a subject line.
std::string status_sentence(const Case& of, const Answer& answer);

}  // namespace standstill::review
