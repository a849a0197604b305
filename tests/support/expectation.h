// What a conformance case expects of an answer, by section 4 of docs/record.md; and the case files
// themselves.
//
// It knows neither the program nor the twin: an answer is the JSON object of section 3, whoever
// gave it.
#pragma once

#include <boost/json.hpp>
#include <string>
#include <vector>

namespace standstill::expectation {

// A case file, YAML (or JSON, which YAML contains), as JSON: scalars are strings, save for the
// boolean fields of section 2 and `days`; null is null. Throws std::runtime_error where the file
// cannot be read.
boost::json::object load_case(const std::string& path);

// One line for each key of one entry of `expect` that the answer does not satisfy: "key: expected
// ..., got ...". An unknown key is a difference too, so that a typing mistake can't pass.
std::vector<std::string> differences(const boost::json::object& expected,
                                     const boost::json::object& answer);

}  // namespace standstill::expectation
