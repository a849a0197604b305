// Who has graded evidence of a case: what the separation of duties is decided on (person.h).
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "ledger/event_log.h"

namespace standstill::server::identity {

// Their ids, each once. Cost: reads the stream of the case. Fails as the log does; whoever asks
// then lets nobody certify.
base::Result<std::vector<std::string>> graders_of(const ledger::EventLog& log,
                                                  const std::string& case_id);

}  // namespace standstill::server::identity
