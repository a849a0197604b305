// How a case is kept in the log, and how it is read back.
//
//   case.opened    the header, as the case file has it; the first event of a stream
//   <kind>         an event of the record; its facts are the event as the case file has it
//   answer.given   an answer that was given: for which instant, on how many events, and the digest
//   of its JSON
//   office.*       what the office did beside the record (docs/formats/event.md); skipped here
//
// What is not an event of the record has no place in its numbering: indexes in answers count the
// events of the record from 0. An answer can be given again from the log alone, and must come out
// the same (replay).
#pragma once

#include <boost/json/object.hpp>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "ledger/event_log.h"
#include "review/answer.h"
#include "review/case.h"

namespace standstill::review {

inline constexpr std::string_view kCaseOpened = "case.opened";
inline constexpr std::string_view kAnswerGiven = "answer.given";

// Whether an event of this type stands in the record of a case: neither its opening, nor an answer,
// nor a note of the office.
bool is_of_record(std::string_view type);
// A note of the office: none of the record, wherever in a stream it stands.
bool is_of_office(std::string_view type);

// The first event of a case's stream, and an event of the record. `policy` is the digest of the
// packs under which the case was read when it was recorded (law::Program::digest); no answer rests
// on it, and logs without it are read as well. With it every event can be opened for the public
// without showing a byte of its facts (ledger/opening.h).
ledger::NewEvent opening_event(const base::Node& header, base::Instant recorded_at,
                               std::string_view policy = {});
ledger::NewEvent record_event(const base::Node& event, base::Instant recorded_at,
                              std::string_view policy = {});
// An answer that was given.
ledger::NewEvent answer_event(const Case& of, const Reviewer& reviewer, const Answer& answer,
                              std::string_view asked_by, base::Instant recorded_at);

// The digest under which an answer is recorded: of its JSON without explanations.
base::Digest digest_of(const Case& of, const Reviewer& reviewer, const Answer& answer);

// A case from the events of its stream, in order. Fails with NotFound where there are none, with
// Corrupt where they are no case.
base::Result<Case> case_from_log(std::span<const std::string_view> events, const std::string& id,
                                 Library& library, const ZoneSource& zones);
base::Result<Case> case_from_log(const ledger::EventLog& log, const std::string& id,
                                 Library& library, const ZoneSource& zones);

// What a replay of one stream found.
struct Replayed {
    std::uint64_t answers = 0;
    std::int64_t first_wrong = -1;      // position in the stream, or -1
    std::string what, expected, found;  // of the first that differs
};

// The packs with that digest, or nullptr where they are not at hand; an empty digest asks for any.
using LibrarySource = std::function<Library*(std::string_view digest)>;

// Adds the events one by one and gives every recorded answer again, under the packs it was given
// under and on what was on record when it was given.
Replayed replay(std::span<const std::string_view> events, const std::string& id,
                const LibrarySource& libraries, const ZoneSource& zones);

}  // namespace standstill::review
