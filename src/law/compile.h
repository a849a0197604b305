// From the files of rule packs to a program.
//
// Reading and compiling are one step: a pack that cannot be understood whole is not a pack. Errors
// name file, line, column, the offending text, what was expected, and a near miss. See
// docs/formats/rule-pack.md.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/document.h"
#include "base/result.h"
#include "law/program.h"

namespace standstill::law {

// All files under a folder of packs: `eo-14093/pack.yaml` -> its bytes. Given by whoever may touch
// a disk; a bundle carries the same map.
using RuleFiles = std::map<std::string, std::string>;

// Which reading of an open question is taken, where it is not the pack's default.
using Readings = std::map<std::string, std::string>;

// Files of one RuleFiles as documents. Reading YAML is nine tenths of a compilation, so whoever
// compiles the same files more than once, under several readings, keeps them.
using Documents = std::map<std::string, base::Node>;

// Compiles the packs named and those they bring along. Fails with NotFound for a pack that is not
// there, with Invalid for one that does not read. Cost: some milliseconds for the packs shipped; a
// tenth of it with `known` filled by an earlier compilation of the same files.
base::Result<std::shared_ptr<const Program>> compile(const RuleFiles& files,
                                                     const std::vector<std::string>& packs,
                                                     const Readings& readings = {},
                                                     Documents* known = nullptr);

// The packs in a set of files: every folder that has a pack.yaml.
std::vector<std::string> packs_in(const RuleFiles& files);

// The files that a program was compiled from, a subset of those given: what a bundle must carry.
RuleFiles files_of(const RuleFiles& files, const Program& program);

}  // namespace standstill::law
