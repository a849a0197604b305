// The instant of an event that comes in: the clock's, unless somebody may say another.
#pragma once

#include <string>

#include "base/document.h"
#include "base/result.h"
#include "base/zone.h"

namespace standstill::office {

// Gives the event the clock's instant where it says none. Fails with Invalid where the instant lies
// ahead, or behind and `may_state_time` is not set, or does not read.
base::Status stamp(base::Node& event, base::Instant now, const base::ZoneTable& zone,
                   bool may_state_time, const std::string& name);

// The document as JSON with its keys in order, so that two spellings of one content compare equal;
// as it enters the id of a command.
std::string content_of(const base::Node& node);
// Names a command after its content, so that the same one is kept once.
std::string command_id(std::string_view kind, std::string_view content);

}  // namespace standstill::office
