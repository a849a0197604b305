// What NIST's JSON schemas do not see: that OSCAL documents hold together.
//
// A JSON schema knows neither references nor most of OSCAL's lists of allowed values; NIST states
// those in its metaschema, for tools in Java. This is the part of them that our documents use.
#pragma once

#include <boost/json/object.hpp>
#include <map>
#include <string>
#include <vector>

namespace standstill::report {

// Mistakes in the documents of one export, by file name; empty where there are none:
//   - an identifier (uuid, id) that two things of a document share;
//   - a reference to a thing that is not there: a resource, a part of the same document, a control,
//     objective or parameter of the catalogs, a document of the export, a hash that is not its
//     own;
//   - a word that is not among OSCAL's, where OSCAL has a list: states, reasons, methods,
//     statuses, relations, types of actors;
//   - a finding that is satisfied while a property of ours says that it is unknown.
// Each as `file: path: what`.
std::vector<std::string> oscal_mistakes(const std::map<std::string, boost::json::object>& files);

}  // namespace standstill::report
