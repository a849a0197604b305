// The answer as JSON, in the shape of docs/record.md, section 3.
#pragma once

#include <boost/json/object.hpp>

#include "base/document.h"
#include "review/answer.h"
#include "review/case.h"
#include "review/readings.h"

namespace standstill::review {

enum class Explained { No, Yes };

// Keys in the order of the page. With Explained::Yes, `why` holds the tree of every condition.
boost::json::object to_json(const Case& of, const Reviewer& reviewer, const Answer& answer,
                            Explained explained);

boost::json::array to_json(const std::vector<Reliance>& readings);

// A document as JSON, words as strings, unquoted true and false as such; and back, without places.
boost::json::value to_json(const base::Node& node);
base::Node to_node(const boost::json::value& value);

}  // namespace standstill::review
