// The record as the law sees it: events in order, each with typed fields, read-only for everybody
// but the door that fills it. Words are symbols, days and instants are numbers; text is kept only
// as far as the law asks of it (is it there?). What a person reads stands in the case
// (review/case.h).
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "base/instant.h"
#include "base/zone.h"
#include "law/schema.h"
#include "law/symbols.h"

namespace standstill::law {

// One field of one event. What `number` means depends on the type: milliseconds since 1970, days
// since 1970, a count, 0 or 1, or the place of a list in the record's pool.
struct Field {
    enum class Tag : std::uint8_t {
        Absent,
        Word,
        Text,
        Timestamp,
        Date,
        Flag,
        Number,
        Words,
        Rows
    };
    Tag tag = Tag::Absent;
    bool filled = false;  // of Text and Word: not blank
    Symbol word = kNoSymbol;
    std::uint32_t count = 0;  // of Words and Rows
    std::int64_t number = 0;
};

// Where an act of an official who acts for another stands.
enum ActingBits : std::uint8_t { kActing = 1, kHasBasis = 2, kHasConfirmation = 4 };

struct Event {
    std::uint16_t kind = 0;
    std::uint8_t acting = 0;    // ActingBits
    Symbol office = kNoSymbol;  // who acted; kNoSymbol where nobody is named
    base::Instant at;
    base::Day legal_day;  // of the legal instant
    std::uint32_t first_field = 0;
    std::uint32_t first_evidence = 0, evidence_count = 0;  // in the pool of supports
};

// A row of a list of maps (a furnisher, a measure): fields as in its schema.
struct Row {
    std::uint32_t first_field = 0;
    std::uint32_t first_evidence = 0, evidence_count = 0;
};

// A piece of evidence that was on record when an event relied on it: the event that brought it, and
// the kinds that it is, its own and those of the originals it copies (docs/record.md, R-07 and
//
struct Support {
    std::uint32_t event = 0;
    std::uint64_t kinds = 0;
};

// What a header field of the case says: offices and names of the parties.
struct HeaderValue {
    std::vector<Symbol> words;
    bool present = false;
};

class Record {
public:
    Record(const Symbols* below, std::size_t kinds, base::ZoneTable table)
        : symbols(below), by_kind(kinds), zone(std::move(table)) {}

    Symbols symbols;
    std::vector<Event> events;
    std::vector<std::vector<std::uint32_t>> by_kind;  // indexes of events, ascending
    std::vector<Field> fields;
    std::vector<Symbol> words;                           // pool of word lists
    std::vector<Row> rows;                               // pool of rows
    std::vector<Support> supports;                       // pool of what events rest on
    std::unordered_map<Symbol, std::uint32_t> evidence;  // id -> index of the event that brought it
    std::unordered_map<Symbol, HeaderValue> header;      // `agency.head` -> offices
    Symbol case_id = kNoSymbol;
    base::ZoneTable zone;

    const Field& field(const Event& event, int slot) const {
        return fields[event.first_field + static_cast<std::uint32_t>(slot)];
    }
};

}  // namespace standstill::law
