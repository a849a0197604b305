// Events that come in from another system, held against the person whose token they came with.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "law/program.h"
#include "office/office.h"
#include "server/identity/person.h"

namespace standstill::server::api {

// The law of each case, which never changes: so that an event is checked without reading the case.
class Programs {
public:
    explicit Programs(office::Office& office) : office_(office) {}

    // NotFound: no such case.
    base::Result<std::shared_ptr<const law::Program>> of(const std::string& case_id,
                                                         base::Instant now);

private:
    office::Office& office_;
    std::mutex mutex_;
    std::unordered_map<std::string, std::shared_ptr<const law::Program>> known_;
};

// Why the caller may not record these events, a sentence each; empty where they may. `by` must be
// an office of theirs (a registrar records acts of others); where they hold it as acting, the basis
// and the confirmation are those of their holding, and are written into the event.
//
// Where that rests on what others have recorded, it rests on so many events of the stream: whoever
// records must expect no more, else two requests at once could pass that may not follow each other.
struct Held {
    std::vector<std::string> reasons;
    std::optional<std::uint64_t> rests_on;
};
base::Result<Held> held_against(const identity::Caller& caller, const office::Office& office,
                                const std::string& case_id, std::vector<base::Node>& events);

// The id of a command: of the caller and the key that they chose, so that nobody meets the key of
// another. Empty where there is no key.
std::string command_of(const identity::Caller& caller, std::string_view key);

}  // namespace standstill::server::api
