#include "ledger/event_log.h"

#include <fmt/format.h>

namespace standstill::ledger {

using base::invalid;
using base::Result;

Result<std::vector<std::string>> leaves_of(const Command& command, std::uint64_t first_version) {
    if (command.events.empty())
        return invalid(fmt::format("the command `{}` has no events", command.cmd));
    if (command.events.size() > kMaxCommandEvents)
        return invalid(fmt::format("the command `{}` has {} events, at most {} are allowed",
                                   command.cmd, command.events.size(), kMaxCommandEvents));
    std::vector<std::string> leaves;
    leaves.reserve(command.events.size());
    for (std::size_t i = 0; i < command.events.size(); ++i) {
        const NewEvent& event = command.events[i];
        auto bytes = canonical_bytes(EventParts{.type = event.type,
                                                .stream = command.stream,
                                                .ver = first_version + i,
                                                .cmd = command.cmd,
                                                .actor = command.actor,
                                                .at = event.at,
                                                .policy = event.policy,
                                                .facts = event.facts,
                                                .seals = event.seals});
        if (!bytes)
            return base::in_context(bytes.error(), fmt::format("event {} of the command", i));
        leaves.push_back(std::move(*bytes));
    }
    return leaves;
}

bool same_content(const Command& command, std::span<const std::string> kept) {
    if (kept.size() != command.events.size()) return false;
    for (std::size_t i = 0; i < kept.size(); ++i) {
        const NewEvent& event = command.events[i];
        auto before = parse_event(kept[i]);
        if (!before) return false;
        if (before->stream != command.stream || before->actor != command.actor ||
            before->type != event.type || before->policy != event.policy ||
            before->facts != event.facts || before->seals != event.seals)
            return false;
    }
    return true;
}

}  // namespace standstill::ledger
