// The parts of `standstill law`, each in a file of its own. Not for use outside of it.
#pragma once

#include <string>
#include <vector>

#include "cli/command.h"
#include "law/program.h"

namespace standstill::cli {

struct ShowOptions {
    std::string pack, what;  // `what`: a citation or the id of a rule; empty for all
    bool switches = false;
};

struct LawDiffOptions {
    std::string before, after;  // folders of packs
    std::vector<std::string> cases, at;
};

int show_law(const Common& common, const ShowOptions& options);
int diff_law(const Common& common, const LawDiffOptions& options);

// The conditions, ways out, factors and the like that a node is, in words: `condition of use`.
std::vector<std::string> roles_of(const law::Program& program, law::NodeIndex node);

}  // namespace standstill::cli
