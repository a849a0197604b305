// The instant of an event that comes in: the clock's, unless somebody may say another.
#pragma once

#include <string>

#include "base/document.h"
#include "base/result.h"
#include "base/zone.h"
#include "ledger/note.h"

namespace standstill::office {

// Gives the event the clock's instant where it says none. Fails with Invalid where the instant lies
// ahead, or behind and `may_state_time` is not set, or does not read.
base::Status stamp(base::Node& event, base::Instant now, const base::ZoneTable& zone,
                   bool may_state_time, const std::string& name);

// The document as JSON with its keys in order, so that two spellings of one content compare equal;
// as it enters the id of a command.
std::string content_of(const base::Node& node);
// What nobody else can make who does not hold the key of the log: the salt of the ids of commands.
std::string salt_of(const ledger::SigningKey& key);
// Names a command after its content, so that the same one is kept once. The id stands in the bytes
// of events, whose hashes are public: without the salt (HMAC-SHA-256, RFC 2104), a hash would tell
// whoever guesses the content that it is right.
std::string command_id(std::string_view salt, std::string_view kind, std::string_view content);

}  // namespace standstill::office
