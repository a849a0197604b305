// What every document of this room is made of: a case, what the law says of it at one instant, and
// where the log holds its events.
//
// Documents speak of the events that were on record at that instant, and of no later one. They read
// no clock: what they call "now" is that instant.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/digest.h"
#include "base/result.h"
#include "law/compile.h"
#include "review/answer.h"
#include "review/case.h"

namespace standstill::report {

// Where the log holds an event of the record.
struct LogPlace {
    std::uint64_t index = 0;
    base::Digest leaf;  // RFC 6962 leaf hash of its bytes
};

// The head of the log that a document rests on, and the place of each event, by its index in the
// record.
struct LogState {
    std::string origin;
    std::uint64_t size = 0;
    base::Digest root;
    std::vector<LogPlace> places;
};

struct Source {
    const review::Case& of;
    const review::Reviewer& reviewer;  // whose latest answer is the one below
    const review::Answer& answer;
    // The packs at hand, for the crosswalk and its other side; nullptr where there are none.
    review::Library* library = nullptr;
    std::optional<LogState> log;  // of a case on record

    // How many events were on record at the instant.
    std::size_t events() const { return reviewer.evaluation().moment.events; }
};

// The word in a field of an event as written, or "" where it is absent or no word.
const std::string& word_of(const base::Node& event, std::string_view field);

// Whether an event is marked U and nothing more, or not marked at all. What is marked CUI, or U
// with a control, is not for everybody (docs/record.md, section 2).
bool is_open(const base::Node& event);

// SHA-256 of the canonical JSON (ledger/canonical_json.h) of an event as its case file has it, with
// the key `event`: the same for a case file and for the case on record. Fails with Invalid where
// the event is outside that profile.
base::Result<base::Digest> event_digest(const base::Node& event);

// The events of evidence that an event rests on, ascending, also through the rows of its lists.
std::vector<std::uint32_t> evidence_behind(const review::Case& of, std::uint32_t event);

// The kind of an event, by its index in the record.
const law::EventKind& kind_of(const review::Case& of, std::uint32_t event);

// Whether an event puts evidence on record.
bool is_evidence(const review::Case& of, std::uint32_t event);

}  // namespace standstill::report
