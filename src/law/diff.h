// What changes when one version of the rules takes the place of another: the text, the rules, and
// which answers they could change.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "law/program.h"

namespace standstill::law {

enum class Part {
    Pack,     // version, title, in force
    Text,     // a unit of the text
    Switch,   // an open question, its readings, its default
    Kind,     // an event and its fields
    Offices,  // offices, and sets of them
    Fact,
    Rule,
    Answer,  // which conditions an answer has
    Factor,
    Question,
    Duty,
    Defect,
};

enum class ChangeOf { Added, Removed, Changed };

// One piece of a thing that changed: `quote`, with its words before and after.
struct Piece {
    std::string name;
    std::string before, after;

    friend bool operator==(const Piece&, const Piece&) = default;
};

struct Change {
    Part part = Part::Rule;
    ChangeOf change = ChangeOf::Changed;
    std::string pack;  // "" where no single pack owns it
    std::string id;    // `2(g)/waited`; the citation of a unit; citation and sentence of a duty
    std::vector<Piece> pieces;
    // What could be answered differently: `use: 2(g)/waited`, `factor 2(a)(ii)(B)`, `duty 4(d)`.
    // Empty where only words that people read have changed.
    std::vector<std::string> affects;

    friend bool operator==(const Change&, const Change&) = default;
};

// By part, in the order of the enumeration, then as the definitions stand. The same program twice
// gives nothing, and so does one whose files are merely laid out differently.
std::vector<Change> compare(const Program& before, const Program& after);

std::string_view to_string(Part part);
std::string_view to_string(ChangeOf change);

}  // namespace standstill::law
