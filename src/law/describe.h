// Definitions in one line each, in the words of the pack: `all(exists submission, not(waiver))`.
//
// The same definition gives the same line whatever its file looks like, so two lines that differ
// are two definitions that differ. What has a name is named; what was written in place is written
// out.
#pragma once

#include <string>

#include "law/program.h"

namespace standstill::law {

std::string describe_rule(const Program& program, NodeIndex node);
std::string describe_fact(const Program& program, FactIndex fact);
// Without the citation and what people read, which are told apart.
std::string describe_duty(const Program& program, const DutyRule& duty);
std::string describe_defect(const Program& program, const DefectRule& defect);
std::string describe_kind(const EventKind& kind);
std::string describe_office_set(const Program& program, const OfficeSet& set);

}  // namespace standstill::law
