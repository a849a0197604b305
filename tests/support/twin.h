// The naive twin: what the law says of a case, written a second time, straight from the words.
//
// docs/record.md (sections 1 to 5) is read here without rule packs, facts, indexes or caches: loops
// over the list of events, and nothing else. Where the program and the twin differ, one of them has
// misread the page; that is all the twin is for. It shares no code with the rooms of the program,
// and must not.
//
// The case is assumed well formed (the door of the program refuses what is not); optional fields
// may be missing.
#pragma once

#include <boost/json.hpp>
#include <string_view>

namespace standstill::twin {

// The answer of section 3 of docs/record.md, without the sentences for people and without
// `missing`: case, at, use, opens_at, because [{cite}], procurement, factors, duties [{cite,
// owed_by, owed_to, due, state, event}], defects [{cite, event}]. Where use is permitted, `because`
// is empty.
boost::json::object answer(const boost::json::object& case_file, std::string_view at);

}  // namespace standstill::twin
