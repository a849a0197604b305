// The seven models, each a function of the context (docs/formats/oscal.md has the mapping).
//
// Where a document names another one of the export, it does so through a resource with the other's
// bytes, so the hash holds them together: profile on catalog, results on plan.
#pragma once

#include <boost/json/object.hpp>
#include <string_view>

#include "base/result.h"
#include "report/crosswalk.h"
#include "report/oscal_context.h"

namespace standstill::report::oscal {

// The controls of a set of packs, as a document of its own.
boost::json::object catalog(const Context& context);
// A catalog of the other side of a crosswalk. It knows no case.
boost::json::object catalog_of(const CrosswalkSide& side, const law::Program* program,
                               const Context& context);
boost::json::object profile(const Context& context, std::string_view catalog_bytes);
// `sides` are the catalogs of the other sides, by file name, for the hashes of the links.
boost::json::object mapping_collection(const Context& context,
                                       const std::vector<Crosswalk>& crosswalks,
                                       const std::map<std::string, std::string>& catalogs);
boost::json::object component_definition(const Context& context, std::string_view profile_bytes);
boost::json::object assessment_plan(const Context& context);
boost::json::object assessment_results(const Context& context, std::string_view plan_bytes);
boost::json::object plan_of_action(const Context& context);

// Of results and plan of action alike.
boost::json::array risks(const Context& context);
boost::json::array observations(const Context& context);

}  // namespace standstill::report::oscal
