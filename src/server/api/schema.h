// What events, answers and receipts look like, as JSON Schema (2020-12) for the description of the
// interface; and whether a body has values of the right JSON types.
//
// The schemas of events are made of those of the packs, so that a new kind of event is described
// the moment its pack is at hand.
#pragma once

#include <boost/json/object.hpp>
#include <memory>
#include <string>
#include <vector>

#include "base/document.h"
#include "law/program.h"

namespace standstill::server::api {

// The components of the description: Event and one schema for each kind of every program, CaseFile,
// Answer, Verdict, Problem, Receipt and so on.
boost::json::object schemas(const std::vector<std::shared_ptr<const law::Program>>& programs);

// Text must come as a JSON string, a number as a number, a truth value as true or false. The door
// of the record asks what they say; it reads YAML too, where `5` may be a name. A line for each
// mistake: `body:1:20: ...`. Kinds and keys that are not known are left to the door.
void check_types(const law::Program& program, const base::Node& event,
                 std::vector<std::string>& mistakes);

}  // namespace standstill::server::api
