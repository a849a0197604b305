// Asking in the words of FollowTheMoney: an example of the entity that is meant.
#pragma once

#include <boost/json/value.hpp>

#include "base/result.h"
#include "screening/screen/query.h"

namespace standstill::screening {

// `{"schema": "Person", "properties": {"name": ["..."], "birthDate": [...], ...}}`, as clients of
// yente send it. A property may be a text or a list of texts; properties that say nothing for a
// screening are passed over. Fails with Invalid and names the property; an example without any name
// is one. Bounds: 50 names, 50 values of another property, 64 KiB a value.
base::Result<Query> query_from_ftm(const boost::json::value& example);

}  // namespace standstill::screening
