// What the log keeps: one event, as exactly one sequence of bytes.
//
// The bytes are canonical JSON (ledger/canonical_json.h) with a fixed envelope; they are the leaf
// of the Merkle tree, they are what is stored, exported and read in thirty years with a text
// editor. Nothing is ever serialised again in order to hash it. The index of the event is not
// inside: its place in the tree gives it. The format is described in ../docs/formats/event.md.
//
// Invariants
//   1. There is one byte sequence for an event, and one event for a byte sequence: parse_event
//      accepts only what canonical_bytes prints.
//   2. `ver` of the events of a stream counts 0, 1, 2, ... in the order of the log.
//   3. `at` is a claim of whoever recorded the event. Order comes from the log, not from `at`.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/instant.h"
#include "base/result.h"

namespace standstill::ledger {

inline constexpr int kEventFormat = 1;
// An entry of a tile bundle has a length of 16 bits; a round number below it.
inline constexpr std::size_t kMaxEventBytes = 60'000;

struct Event {
    std::string type;       // what happened: a-z 0-9 . - , 1 to 64, begins with a letter
    std::string stream;     // the case: a-z 0-9 . _ - , 1 to 100, begins with a letter or digit
    std::uint64_t ver = 0;  // position in the stream, from 0
    std::string cmd;        // id of the command: A-Z a-z 0-9 . _ : - , 1 to 64
    std::string actor;      // who recorded it: UTF-8 without control characters, 1 to 200 bytes
    base::Instant at;       // when it was recorded; years 1900 to 2199
    std::string policy;     // digest of the rule packs it was judged under, 64 hex digits, or empty
    boost::json::object facts;  // keys a-z 0-9 _ ; no fractions; see canonical_json.h
    boost::json::array seals;   // commitments to content that is kept elsewhere; see seal.h

    friend bool operator==(const Event&, const Event&) = default;
};

// The same, looked at where it lies: for the writer of a log, who prints many and keeps none.
struct EventParts {
    std::string_view type;
    std::string_view stream;
    std::uint64_t ver = 0;
    std::string_view cmd;
    std::string_view actor;
    base::Instant at;
    std::string_view policy;
    const boost::json::object& facts;
    const boost::json::array& seals;
};

// The leaf. Fails with Invalid, naming the field, when one is outside its grammar, or when the
// bytes would be longer than kMaxEventBytes.
base::Result<std::string> canonical_bytes(const Event& event);
base::Result<std::string> canonical_bytes(const EventParts& event);

// The envelope of an event that was checked but not copied: every view points into the bytes that
// were read.
struct EventView {
    std::string_view type;
    std::string_view stream;
    std::uint64_t ver = 0;
    std::string_view cmd;
    std::string_view actor_json;  // as written, with quotes and escapes
    base::Instant at;
    std::string_view policy;
    std::string_view facts_json;  // canonical JSON of an object
    std::string_view seals_json;  // canonical JSON of an array
};

// Checks every byte as parse_event does, builds nothing: for the verifier, which reads millions.
// The two accept the same bytes.
base::Result<EventView> scan_event(std::string_view bytes);

// Reads a leaf. Fails with Invalid, naming the offset, when the bytes are not the canonical bytes
// of an event.
base::Result<Event> parse_event(std::string_view bytes);

// The grammar of the single fields, for those who take them from outside.
bool is_stream_id(std::string_view text);
bool is_command_id(std::string_view text);
bool is_event_type(std::string_view text);
bool is_actor(std::string_view text);

}  // namespace standstill::ledger
