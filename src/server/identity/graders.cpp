#include "server/identity/graders.h"

#include <algorithm>

#include "ledger/event.h"

namespace standstill::server::identity {

base::Result<std::vector<std::string>> graders_of(const ledger::EventLog& log,
                                                  const std::string& case_id) {
    auto events = log.stream(case_id);
    if (!events) return events.error();
    std::vector<std::string> out;
    for (const ledger::StoredEvent& stored : *events) {
        auto seen = ledger::scan_event(stored.bytes);
        if (!seen || seen->type != "evidence.added") continue;
        auto event = ledger::parse_event(stored.bytes);
        if (event && event->facts.contains("grade") &&
            std::find(out.begin(), out.end(), event->actor) == out.end())
            out.push_back(event->actor);
    }
    return out;
}

}  // namespace standstill::server::identity
