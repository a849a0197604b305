// The public register: a case as anybody may see it, and a file with which anybody can check that
// it was cut from the one log of the agency and that nothing of it was left out.
//
//   {"register":1,"log":..,"size":N,"as_of":..,"key":..,"checkpoint":"the signed note"}
//   {"case":"ice-paragon-2024","events":[..],"statements":[..]}          one line a case
//   {"before":128,"state":"..","tail":".."}                              one line a leaf, 0 to N-1
//
// A leaf stands there as its opening (ledger/opening.h), as the whole event where nothing in it is
// withheld, or, where it cannot be opened without showing facts, as its hash alone. From these
// lines the reader makes the root of the tree and compares it with the signed one. Then kind, case
// and version of every event of the log are certain, and so is that no other event is in it.
// Format, and what the file does not prove: ../docs/formats/register.md.
#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "ledger/note.h"
#include "report/public_rules.h"

namespace standstill::report {

inline constexpr int kRegisterFormat = 1;

// What may be asked of a case: is such an act on record?
struct Act {
    std::string_view name;      // `determination`
    std::string_view sentence;  // "no determination", after "is on record"
    std::string_view kind;      // of the event that would record it
};
std::span<const Act> acts();

// "As of D, at log size N, no determination is on record."
struct Statement {
    std::string act;
    bool is_on_record = false;
    std::uint64_t events = 0;  // how many, of the kind
    std::string sentence;
};

// The sentence for an act and the entries that record it.
std::string sentence_of(const Act& act, std::span<const std::uint64_t> entries,
                        std::string_view as_of, std::uint64_t size);

struct PublicEvent {
    std::uint64_t index = 0;    // in the log
    std::uint64_t version = 0;  // in the case
    std::string kind;
    PublicFields fields;
    bool is_whole = false;  // the file holds all of it
};

struct PublicCase {
    std::string id;
    std::vector<PublicEvent> events;
    std::vector<Statement> statements;
};

// The log as whoever publishes has it.
struct Whole {
    std::span<const std::string_view> leaves;  // every leaf, from 0
    std::string checkpoint;                    // signed, of that many leaves
    std::optional<ledger::VerifierKey> key;    // for information
    base::Instant as_of;                       // what the publisher's clock says
    std::set<std::string> offices;             // names that are of an office, not of a person
};

// An event where the log holds it.
struct LogEvent {
    std::uint64_t index = 0;
    std::string_view bytes;
};

// One case of its own events alone, all of them up to the size of the log. Fails with Corrupt where
// they are no events, or do not begin with the opening of a case.
base::Result<PublicCase> public_case(std::string id, std::span<const LogEvent> events,
                                     base::Instant as_of, std::uint64_t size,
                                     const std::set<std::string>& offices);

// A case as the public sees it; every case of the log where no id is given. Fails with NotFound
// where the log has no such case, with Corrupt where a leaf is no event. Cost: linear in the log.
base::Result<std::vector<PublicCase>> public_cases(const Whole& log, std::string_view case_id = {});

boost::json::object to_json(const PublicCase& entry);

// The file. The same log, checkpoint and instant give the same bytes.
base::Result<std::string> make_register(const Whole& log, std::span<const PublicCase> cases);

}  // namespace standstill::report
