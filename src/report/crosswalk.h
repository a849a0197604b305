// How the law of one pack stands to that of another, or to a document that is no pack: data of
// `rules/crosswalk/`, not code.
//
// A crosswalk is a reading aid. No answer rests on one, and each line says on what it rests itself.
// The format is in docs/formats/oscal.md, "Crosswalk".
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "law/compile.h"

namespace standstill::report {

// A thing that can be pointed at on a side that is no pack.
struct CrosswalkControl {
    std::string id, title;
};

struct CrosswalkSide {
    std::string id;  // of a pack, or of its own
    bool is_pack = false;
    std::string title, citation, note;       // of a side that is no pack
    std::vector<CrosswalkControl> controls;  // of a side that is no pack
};

struct CrosswalkLine {
    std::string from, to;  // citations, or ids of controls on a side that is no pack
    std::string relation;  // equal-to, equivalent-to, subset-of, superset-of, intersects-with
    std::string basis;     // why, in words
};

struct Crosswalk {
    CrosswalkSide from, to;
    std::string status;  // draft, complete
    std::string about;
    std::vector<CrosswalkLine> lines;
};

// Every crosswalk of the files that has the pack on one side, turned so that it is `from`. Fails
// with Invalid, naming file, line and column.
base::Result<std::vector<Crosswalk>> crosswalks_of(const law::RuleFiles& files,
                                                   const std::string& pack);

}  // namespace standstill::report
