// Rule packs, ready to run.
//
// A program is what a set of packs and one choice of readings compile to: facts, which read the
// record, and nodes, which combine them. Facts stand in an order in which each one only needs
// earlier ones, nodes too; so an evaluation is one pass over each, without a search and without
// recursion. Nothing here changes after compilation.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/document.h"
#include "law/calendar.h"
#include "law/schema.h"
#include "law/symbols.h"
#include "law/value.h"

namespace standstill::law {

using FactIndex = std::int32_t;
using NodeIndex = std::int32_t;
inline constexpr std::int32_t kNone = -1;
// In a selector: the event that a duty or defect is about.
inline constexpr FactIndex kThis = -2;

// ---- tests on one event
// -------------------------------------------------------------------------------------

enum class TestOp : std::uint8_t {
    Is,            // the field is this word
    In,            // one of these words
    Not,           // present or not, it is none of these words
    Filled,        // there and not blank
    Blank,         // the opposite
    Flag,          // true
    By,            // the office that acted belongs to a set
    Other,         // an office field names another office than the one that acted
    Supported,     // rests on evidence that was on record
    SupportedBy,   // ... of which one is of none of the kinds in the mask
    DayUpTo,       // the legal day is not later than the day that the question is asked for
    DayBefore,     // the legal day is earlier than that of the event this is about
    HereOrAbsent,  // a field that names a case names this one or is absent
    After,         // an instant field is later than a time
    NotBefore,     // an instant field is not earlier than a time
    SomeRow,       // a row of a list satisfies the tests
    KindIs,        // the event is of this kind
};

struct Time;

struct Test {
    TestOp op = TestOp::Is;
    bool negated = false;
    std::int16_t slot = -1;  // of the event's own fields; by kind, see `slots`
    std::int16_t sub = -1;   // within a group
    std::vector<Symbol> words;
    std::uint64_t mask = 0;
    std::int32_t office_set = kNone;
    std::int32_t time = kNone;
    std::vector<Test> rows;
    // A selector may name several kinds; the same field may lie at another slot in each. Indexed by
    // kind, only filled where there is more than one kind.
    std::map<std::uint16_t, std::int16_t> slots;
};

// ---- times
// ----------------------------------------------------------------------------------------------------

// Expressions over instants and days. A day becomes an instant only by EndOf, for duties, and by
// OncePast, for waits.
enum class TimeOp : std::uint8_t {
    EventAt,      // instant at which the event was recorded
    EventLegal,   // its legal day
    EventField,   // an instant or date field
    FactTime,     // another time fact
    FactInstant,  // the instant of a collection (a complete notice)
    EndOf,        // a duty's end of a day: the earliest 00:00 of the next
    OncePast,     // a wait's end of a day: the latest 00:00 of the next
    PlusDays,     // day + n, or day + a number field
    PlusHours,    // instant + n hours, elapsed
    CapYears,     // 00:00 of the anniversary of the instant's day
    WaitDays,     // earliest_permitted
    Earliest,     // of those that there are
    Latest,       // of those that there are
    FirstOf,      // the first that there is
    MaxField,     // latest value of a field over selected events
    MinLegal,     // earliest legal day over selected events
};

struct Time {
    TimeOp op = TimeOp::EventAt;
    bool is_day = false;
    FactIndex fact = kNone;
    std::int16_t slot = -1;
    std::int32_t amount = 0;
    std::int32_t selector = kNone;
    std::vector<std::int32_t> of;  // indexes of times
};

// ---- facts
// --------------------------------------------------------------------------------------------------

// Which event is meant.
struct Selector {
    std::vector<std::uint16_t> kinds;
    bool latest = true;  // else the first
    std::vector<Test> tests;
    FactIndex after = kNone;  // only events recorded after that one; none where it does not exist
    FactIndex before = kNone;
    std::int32_t ends = kNone;           // a time, of the candidate: alive only before it
    std::int32_t unless_later = kNone;   // a selector: no such event after the candidate
    std::int32_t only_if_after = kNone;  // a selector: some such event before the candidate
};

enum class FactOp : std::uint8_t {
    Event,    // a selector
    Narrow,   // another fact's event, if it passes tests
    Finding,  // a three-valued reading of the latest event
    Collect,  // words gathered over events until a set is complete
    Covers,   // every word of a list is found among the words of selected events
    Time,     // an instant or a day
};

struct FindingClause {
    std::vector<Test> tests;
    Value value;
    std::string says;
};

struct Fact {
    std::string id;
    FactOp op = FactOp::Event;
    std::int32_t selector = kNone;
    FactIndex of = kNone;
    std::vector<Test> tests;
    std::vector<FindingClause> clauses;  // the first that holds; none: insufficient
    // Collect
    std::int16_t set_slot = -1, instant_slot = -1, restart_slot = -1;
    std::vector<Symbol> wanted;
    // Covers
    std::int16_t list_slot = -1, list_sub = -1, word_slot = -1;
    std::int32_t time = kNone;
    base::Place place;
    std::string file;
};

// ---- nodes
// --------------------------------------------------------------------------------------------------

enum class NodeOp : std::uint8_t {
    Fact,     // exists / finding / covers / complete
    Reached,  // the instant has come (a time fact)
    All,
    Any,
    Not,
    AtLeast,  // n of the children
    Surely,   // true if the child is true, else false
    Known,    // true unless the child is unknown
};

struct Node {
    NodeOp op = NodeOp::Fact;
    FactIndex fact = kNone;
    std::uint32_t first_child = 0;
    std::uint16_t children = 0;
    std::uint16_t least = 0;
};

// What people read about a node; apart from the node, so that an evaluation stays in cache.
struct NodeText {
    std::string id;  // "" for one that has no name of its own
    std::string cite;
    std::string quote;
    std::string plain;
    std::string met, unmet, unknown;  // sentences with {places} for facts
    std::string pack;
    base::Place place;
    std::string file;
};

// ---- what an answer is made of
// ----------------------------------------------------------------------------------

struct AnswerRule {
    std::string name;  // "use", "procurement"
    std::vector<NodeIndex> outside;
    std::vector<NodeIndex> conditions;
};

struct FactorRule {
    std::string cite;
    NodeIndex node = kNone;
    std::string plain;
    std::string pack;
    base::Place place;
    std::string file;
};

struct Question {
    std::string cite, ask;
    NodeIndex node = kNone;  // open while this is not known (a finding) or not true (anything else)
    bool of_finding = false;
    std::string pack;
    base::Place place;
    std::string file;
};

struct DutyRule {
    std::string id, cite, says;
    std::string owed_by,
        owed_to;  // an office, `agency`, "$head"-like header reference or "this.by"
    std::vector<std::uint16_t> each;  // kinds whose every event owes it
    std::vector<Test> tests;
    FactIndex once = kNone;  // or: owed on this one event
    FactIndex first_local = 0,
              end_local = 0;       // facts that speak of "this", asked anew for each event
    std::vector<FactIndex> given;  // any of these local facts must exist
    NodeIndex stands_while = kNone;
    std::int32_t due = kNone;          // a time, local
    std::int32_t yearly_from = kNone;  // a day: a series, each `month`-`day` from it on
    unsigned month = 0, day = 0;
    FactIndex met_by = kNone;           // local fact
    std::int32_t nth_selector = kNone;  // of a series: the n-th such event meets the n-th
    std::string pack;
    base::Place place;
    std::string file;
};

struct DefectRule {
    std::string cite, says;
    std::vector<std::uint16_t> each;
    std::vector<Test> when;    // all must hold ...
    std::vector<Test> unless;  // ... and these must not all hold
    enum class AsOf : std::uint8_t { Never, Before, After } as_of = AsOf::Never;
    std::int32_t answer = kNone;     // the answer's unmet conditions, as of then, are the citations
    FactIndex must_be_this = kNone;  // as of then, this fact must be the event itself
    bool day_of_event = false;       // ask for the event's legal day, not for the day of recording
    std::vector<std::pair<std::vector<Test>, std::string>>
        also;  // more citations if these hold as well
    std::string pack;
    base::Place place;
    std::string file;
};

// A question that the text leaves open, and the reading chosen.
struct Switch {
    std::string id, asks, cite, pack;
    std::string chosen, default_reading;
    std::map<std::string, std::string> readings;
    bool used = false;        // some definition depends on it
    std::string stands_when;  // for one that no definition can express: header field whose presence
                              // invokes it
    std::vector<std::string> stands_on;  // ... or kinds of events
    base::Place place;
    std::string file;
};

struct OfficeSet {
    std::string name;
    std::vector<Symbol> offices;
    std::string header;                                // taken from the case's header
    std::string fallback;                              // header used where that one is absent
    std::vector<Symbol> among;                         // only these
    std::vector<std::pair<Symbol, Symbol>> stands_in;  // who acts for whom
};

struct HeaderField {
    std::string section;
    FieldSchema schema;
};

// A unit of the text of the law: `2(a)(i)(A)` and its words.
struct TextUnit {
    std::string cite, text;
};

// A file of the text of the law: the digest that it has, and the one that its pack was written to.
struct TextFile {
    std::string name;
    std::string sha256;
    std::string declared;  // "" where the pack does not say
};

struct PackInfo {
    std::string id, version, title, citation, status, folder;
    std::string in_force_from, in_force_to, last_checked;
    std::vector<std::string> brings;
    std::vector<TextUnit> text;
    std::vector<TextFile> text_files;
    std::string subject;  // what the answer `use` is about: "operational use", "export"
};

struct Program {
    std::vector<PackInfo> packs;  // in the order in which they were brought
    Symbols symbols;
    std::vector<EventKind> kinds;
    std::vector<HeaderField> header;
    std::map<std::string, std::string> offices;  // id -> title
    std::vector<OfficeSet> office_sets;
    std::uint8_t acting_needs = 0;
    std::vector<std::string> evidence_kinds;  // bit of the mask = place in the list
    std::map<std::string, Calendar> calendars;
    const Calendar* calendar = nullptr;

    std::vector<Selector> selectors;
    std::vector<Time> times;
    std::vector<Fact> facts;  // facts that are not local first, in order
    std::size_t global_facts = 0;
    std::vector<Node> nodes;
    std::vector<NodeIndex> children;  // pool
    std::vector<NodeText> texts;      // by node
    std::vector<AnswerRule> answers;
    // The two answers that are asked for by name; kNone where no pack gives them.
    std::int32_t use = kNone, procurement = kNone;
    std::vector<int> dependents;  // by fact: conditions of answers that depend on it
    std::vector<FactorRule> factors;
    std::vector<Question> questions;
    std::vector<DutyRule> duties;
    std::vector<DefectRule> defects;
    std::vector<Switch> switches;
    std::vector<std::string> files;  // of the packs and calendars, sorted
    std::string digest;  // SHA-256 over these files and every reading that is not the default

    Program() = default;
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    int kind(std::string_view name) const {
        for (std::size_t i = 0; i < kinds.size(); ++i)
            if (kinds[i].name == name) return static_cast<int>(i);
        return -1;
    }
    int answer(std::string_view name) const {
        for (std::size_t i = 0; i < answers.size(); ++i)
            if (answers[i].name == name) return static_cast<int>(i);
        return -1;
    }
    NodeIndex node(std::string_view id) const {
        for (std::size_t i = 0; i < texts.size(); ++i)
            if (texts[i].id == id) return static_cast<NodeIndex>(i);
        return kNone;
    }
};

}  // namespace standstill::law
