// Is a rule pack fit to be relied on? What a compiler cannot know: whether quotes stand in the
// text, whether everything is used, whether every rule can be known, whether people are told
// enough.
//
// An error is a pack that must not be shipped. A warning is a place that its author should look at
// and may leave. Each check runs under every reading of every open question, one at a time.
#pragma once

#include <string>
#include <vector>

#include "law/compile.h"

namespace standstill::law {

enum class Severity { Error, Warning };

struct Finding {
    std::string pack;
    std::string file;  // `rules/eo-14093/rules.yaml`; "" where the pack as a whole is meant
    int line = 0;      // from 1; 0 where the whole file is meant
    Severity severity = Severity::Error;
    std::string message;

    friend bool operator==(const Finding&, const Finding&) = default;
};

// Everything found in one pack, by file and line. What it brings along is compiled with it and
// looked at on its own. A pack that does not compile gives its mistakes as errors.
std::vector<Finding> lint(const RuleFiles& files, const std::string& pack);

bool has_errors(const std::vector<Finding>& findings);

// `rules/x/rules.yaml:12: error: ...`, the way compilers print it.
std::string to_string(const Finding& finding);
std::string_view to_string(Severity severity);

}  // namespace standstill::law
