// The naive twin: each block below quotes the sentence or the reading (R-nn) of docs/record.md that
// it implements.

#include "twin.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "twin_time.h"

namespace standstill::twin {

namespace {

namespace json = boost::json;
using Index = std::optional<std::size_t>;
using Cites = std::vector<std::string>;

constexpr std::array kLeaves = {
    "2(a)(i)(A)",     "2(a)(i)(B)(1)",  "2(a)(i)(B)(2)", "2(a)(i)(B)(3)",
    "2(a)(ii)(A)(1)", "2(a)(ii)(A)(2)", "2(a)(ii)(B)",
};
// Section 5(k), without the Deputy Attorney General, who counts for the Attorney General.
constexpr std::array kSixOffices = {
    "secretary-of-defense",
    "attorney-general",
    "secretary-of-homeland-security",
    "director-of-national-intelligence",
    "director-of-the-cia",
    "director-of-the-nsa",
};
constexpr const char* kDni = "director-of-national-intelligence";
constexpr const char* kPresident = "president-through-apnsa";

// --- reading a field -----------------------------------------------------------------------------

std::string text(const json::object& object, std::string_view key) {
    const json::value* value = object.if_contains(key);
    return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
}

bool is_blank(const std::string& words) {
    return words.find_first_not_of(" \t\r\n") == std::string::npos;
}

bool is_true(const json::object& object, std::string_view key) {
    const json::value* value = object.if_contains(key);
    return value != nullptr && value->is_bool() && value->as_bool();
}

std::vector<std::string> texts(const json::object& object, std::string_view key) {
    std::vector<std::string> all;
    const json::value* value = object.if_contains(key);
    if (value != nullptr && value->is_array()) {
        for (const json::value& item : value->as_array()) {
            if (item.is_string()) {
                all.emplace_back(item.as_string());
            }
        }
    }
    return all;
}

// An office stands as a string or as {office, ...}.
std::string office_in(const json::object& object, std::string_view key) {
    const json::value* value = object.if_contains(key);
    if (value != nullptr && value->is_object()) {
        return text(value->as_object(), "office");
    }
    return text(object, key);
}

bool contains(const std::vector<std::string>& all, std::string_view one) {
    return std::find(all.begin(), all.end(), one) != all.end();
}

void add_once(Cites& cites, const std::string& cite) {
    if (!contains(cites, cite)) {
        cites.push_back(cite);
    }
}

// --- the case, and the record up to an instant ---------------------------------------------------

struct Case {
    std::string id;
    const Zone* zone;
    std::string head;
    std::vector<std::string> relevant_officials;
    const json::array* record;
};

// The first `count` events, judged at the instant `now`.
struct Record {
    const Case* of;
    std::size_t count;
    Instant now;

    const json::object& event(std::size_t index) const { return of->record->at(index).as_object(); }
    bool is(std::size_t index, std::string_view kind) const {
        return text(event(index), "event") == kind;
    }
    Instant at(std::size_t index) const { return parse_instant(text(event(index), "at")); }
    const Zone& zone() const { return *of->zone; }
};

// "in this agency; by default the head where it is one of the six, else none (OQ-4)". R-03: "Only
// those of the six offices of section 5(k) count, whatever the list names."
Case open_case(const json::object& file) {
    Case one;
    one.id = text(file, "case");
    const std::string zone = text(file, "zone");
    one.zone = &find_zone(zone.empty() ? "America/New_York" : zone);
    const json::object& agency = file.at("agency").as_object();
    one.head = text(agency, "head");
    const std::vector<std::string> listed = agency.contains("relevant_officials")
                                                ? texts(agency, "relevant_officials")
                                                : std::vector{one.head};
    for (const char* office : kSixOffices) {
        if (contains(listed, office)) {
            one.relevant_officials.emplace_back(office);
        }
    }
    one.record = &file.at("record").as_array();
    return one;
}

// "The record up to an instant holds every event whose `at` is not later."
Record record_up_to(const Case& one, Instant now) {
    Record record{&one, 0, now};
    while (record.count < one.record->size() && record.at(record.count) <= now) {
        ++record.count;
    }
    return record;
}

// The events before event `index`, as they stood when it entered the record.
Record record_before(const Record& record, std::size_t index) {
    return Record{record.of, index, record.at(index)};
}

Index latest(const Record& record, std::string_view kind) {
    Index found;
    for (std::size_t i = 0; i < record.count; ++i) {
        if (record.is(i, kind)) {
            found = i;
        }
    }
    return found;
}

// R-02: "An optional date or instant that is absent is the event's `at` (its legal day in the
// case's zone for a date)."
Day day_of(const Record& record, std::size_t index, std::string_view field) {
    const std::string day = text(record.event(index), field);
    return day.empty() ? legal_day(record.at(index), record.zone()) : parse_day(day);
}

Instant instant_of(const Record& record, std::size_t index, std::string_view field) {
    const std::string instant = text(record.event(index), field);
    return instant.empty() ? record.at(index) : parse_instant(instant);
}

// --- offices -------------------------------------------------------------------------------------

// R-04: "`{office, acting: true}` counts as the office only with a `basis` that is not blank and a
// `confirmed_by` that is another office. `confirmed_by` may stand inside `by` or beside it.
// Otherwise the act is recorded and is treated as any other office's." The empty string is that
// other office.
std::string acted_as(const json::object& event) {
    const json::value* by = event.if_contains("by");
    if (by == nullptr || !by->is_object()) {
        return text(event, "by");
    }
    const json::object& person = by->as_object();
    const std::string office = text(person, "office");
    if (!is_true(person, "acting")) {
        return office;
    }
    if (is_blank(text(person, "basis"))) {
        return "";
    }
    for (const std::string& second :
         {office_in(person, "confirmed_by"), office_in(event, "confirmed_by")}) {
        if (!is_blank(second) && second != office) {
            return office;
        }
    }
    return "";
}

// the head is the office that `agency.head` names, and no other.
bool by_head(const Record& record, std::size_t index) {
    const std::string office = acted_as(record.event(index));
    return !office.empty() && office == record.of->head;
}

// "a relevant official of the agency, or the Deputy Attorney General for the Attorney General";
// "The Deputy Attorney General counts exactly where the Attorney General is in it."
bool by_relevant_official(const Record& record, std::size_t index) {
    const std::string office = acted_as(record.event(index));
    const std::vector<std::string>& officials = record.of->relevant_officials;
    return contains(officials, office) ||
           (office == "deputy-attorney-general" && contains(officials, "attorney-general"));
}

// "by a relevant official of any agency (or the Deputy Attorney General)"
bool by_relevant_official_of_any_agency(const Record& record, std::size_t index) {
    const std::string office = acted_as(record.event(index));
    return office == "deputy-attorney-general" ||
           std::find(kSixOffices.begin(), kSixOffices.end(), office) != kSixOffices.end();
}

// --- evidence ------------------------------------------------------------------------------------

// "Evidence is on record for an event if its `evidence.added` has a smaller index."
Index evidence_on_record(const Record& record, std::size_t before, const std::string& id) {
    for (std::size_t i = 0; i < before; ++i) {
        if (record.is(i, "evidence.added") && text(record.event(i), "id") == id) {
            return i;
        }
    }
    return std::nullopt;
}

// R-08: "A piece of evidence that is a `copy_of` a list screening (or vendor statement) is one as
// well". Originals are looked for among what was on record for the event that relies on the copy.
bool is_of_kind(const Record& record, std::size_t before, std::size_t evidence,
                std::string_view kind) {
    std::size_t piece = evidence;
    for (std::size_t hop = 0; hop <= before; ++hop) {
        if (text(record.event(piece), "kind") == kind) {
            return true;
        }
        const std::string original = text(record.event(piece), "copy_of");
        const Index next = evidence_on_record(record, before, original);
        if (original.empty() || !next) {
            return false;
        }
        piece = *next;
    }
    return false;
}

bool rests_on_something(const Record& record, std::size_t before,
                        const std::vector<std::string>& ids) {
    for (const std::string& id : ids) {
        if (evidence_on_record(record, before, id)) {
            return true;
        }
    }
    return false;
}

// True where what is on record of `ids` is of that kind throughout; what rests on nothing is not
// asked here.
bool rests_only_on(const Record& record, std::size_t before, const std::vector<std::string>& ids,
                   std::string_view kind) {
    for (const std::string& id : ids) {
        const Index piece = evidence_on_record(record, before, id);
        if (piece && !is_of_kind(record, before, *piece, kind)) {
            return false;
        }
    }
    return true;
}

// --- condition 1: scope --------------------------------------------------------------------------

// R-06: "The latest finding on an element decides. A `no` counts with at least one piece of
// evidence already on record and a `reviewed_by` that differs from the office in `by`; where `by`
// is missing it does not count."
bool is_found_not_to_hold(const Record& record, std::string_view element) {
    Index found;
    for (std::size_t i = 0; i < record.count; ++i) {
        if (record.is(i, "scope.found") && text(record.event(i), "element") == element) {
            found = i;
        }
    }
    if (!found || text(record.event(*found), "value") != "no") {
        return false;
    }
    const std::string by = office_in(record.event(*found), "by");
    const std::string reviewer = office_in(record.event(*found), "reviewed_by");
    return !by.empty() && !is_blank(reviewer) && reviewer != by &&
           rests_on_something(record, *found, texts(record.event(*found), "evidence"));
}

// "Every element ... counts as met unless a `no` is on record ... (then `outside`; cite 5(b), or
// 5(l) for remote-access). The three ends fail only together."
Cites out_of_scope(const Record& record) {
    Cites cites;
    for (const char* element : {"end-to-end-suite", "furnished-commercially", "without-consent"}) {
        if (is_found_not_to_hold(record, element)) {
            add_once(cites, "5(b)");
        }
    }
    if (is_found_not_to_hold(record, "remote-access")) {
        add_once(cites, "5(l)");
    }
    if (is_found_not_to_hold(record, "content-access") &&
        is_found_not_to_hold(record, "audio-video") && is_found_not_to_hold(record, "location")) {
        add_once(cites, "5(b)");
    }
    return cites;
}

// --- condition 2: purpose ------------------------------------------------------------------------

// "a criminal-sale-or-use purpose without `of_the_spyware: true` counts as operational (SP-11)"
bool is_investigation_of_the_spyware(const Record& record) {
    const Index set = latest(record, "purpose.set");
    if (!set || text(record.event(*set), "purpose") != "criminal-sale-or-use") {
        return false;
    }
    const json::value* investigation = record.event(*set).if_contains("investigation");
    return investigation != nullptr && investigation->is_object() &&
           is_true(investigation->as_object(), "of_the_spyware");
}

// "testing, research, analysis, cybersecurity and countermeasures"
bool is_exempt_without_investigation(const Record& record) {
    const Index set = latest(record, "purpose.set");
    const std::string purpose = set ? text(record.event(*set), "purpose") : "";
    return purpose == "testing" || purpose == "research" || purpose == "analysis" ||
           purpose == "cybersecurity" || purpose == "countermeasures";
}

bool is_exempt(const Record& record) {
    return is_exempt_without_investigation(record) || is_investigation_of_the_spyware(record);
}

// --- condition 3: stop-work ----------------------------------------------------------------------

// "after its last day"; day 0 is the day of delivery (TV-14).
Day last_day_of_order(const Record& record, std::size_t order) {
    int days = 90;
    const json::value* given = record.event(order).if_contains("days");
    if (given != nullptr && given->is_int64()) {
        days = static_cast<int>(given->as_int64());
    } else if (given != nullptr && given->is_string()) {
        days = std::stoi(std::string(given->as_string()));
    }
    return day_of(record, order, "delivered") + date::days{days};
}

// "it ends with its cancellation, with the contract's termination"; R-16: "Closing out a contract
// does not end an order."
Index end_of_order(const Record& record, std::size_t order) {
    for (std::size_t i = order + 1; i < record.count; ++i) {
        if (record.is(i, "contract.stop-work-cancelled") || record.is(i, "contract.terminated")) {
            return i;
        }
    }
    return std::nullopt;
}

// R-16: "For the gate the last day is the latest of day 90 (or `days`) and every extension recorded
// after the order".
Instant order_runs_out_for_gate(const Record& record, std::size_t order) {
    Day last = last_day_of_order(record, order);
    for (std::size_t i = order + 1; i < record.count; ++i) {
        if (record.is(i, "contract.stop-work-extended") &&
            !text(record.event(i), "until").empty()) {
            last = std::max(last, parse_day(text(record.event(i), "until")));
        }
    }
    return begin_for_wait(last + date::days{1}, record.zone());
}

// "for the duty it is the day of the latest extension, or day 90".
Instant order_runs_out_for_duty(const Record& record, std::size_t order) {
    Day last = last_day_of_order(record, order);
    for (std::size_t i = order + 1; i < record.count; ++i) {
        if (record.is(i, "contract.stop-work-extended") &&
            !text(record.event(i), "until").empty()) {
            last = parse_day(text(record.event(i), "until"));
        }
    }
    return begin_for_duty(last + date::days{1}, record.zone());
}

// "No stop-work order is in force ... The latest one counts".
bool is_work_stopped(const Record& record) {
    const Index order = latest(record, "contract.stop-work-ordered");
    return order && !end_of_order(record, *order) &&
           record.now < order_runs_out_for_gate(record, *order);
}

// --- condition 4: the determination and the factors ----------------------------------------------

// R-09: "`present` and `absent` without evidence on record count as unknown, as does an `absent` on
// list screenings alone".
std::string value_of_finding(const Record& record, std::size_t finding) {
    const std::string value = text(record.event(finding), "value");
    const std::vector<std::string> evidence = texts(record.event(finding), "evidence");
    if (value != "present" && value != "absent") {
        return "unknown";
    }
    if (!rests_on_something(record, finding, evidence)) {
        return "unknown";
    }
    if (value == "absent" && rests_only_on(record, finding, evidence, "list-screening")) {
        return "unknown";
    }
    return value;
}

// "of several findings on a leaf, the last one"
Index latest_finding(const Record& record, std::string_view leaf) {
    Index found;
    for (std::size_t i = 0; i < record.count; ++i) {
        if (record.is(i, "factor.found") && text(record.event(i), "factor") == leaf) {
            found = i;
        }
    }
    return found;
}

// "`factors`: the state at the instant, on everything recorded up to it."
std::string state_of_leaf(const Record& record, std::string_view leaf) {
    const Index finding = latest_finding(record, leaf);
    return finding ? value_of_finding(record, *finding) : "unknown";
}

// "every factor leaf has a finding, an `unknown` one with a `treatment` (SP-14; cite the leaf), and
// where one is `present`, `mitigation.considered` precedes it (SP-15; cite 2(a)(iii)). Only what is
// recorded before the determination counts here". R-09: "a `treatment` that is not blank on that
// very finding serves for it". R-10: "Any `mitigation.considered` before the determination counts
// as consideration, whatever it found".
Cites unmet_of_determination(const Record& record, std::size_t determination) {
    Cites cites;
    const Record before = record_before(record, determination);
    bool is_one_present = false;
    for (const char* leaf : kLeaves) {
        const Index finding = latest_finding(before, leaf);
        if (!finding) {
            add_once(cites, leaf);
            continue;
        }
        const std::string value = value_of_finding(before, *finding);
        if (value == "unknown" && is_blank(text(before.event(*finding), "treatment"))) {
            add_once(cites, leaf);
        }
        if (value == "present") {
            is_one_present = true;
        }
    }
    if (is_one_present && !latest(before, "mitigation.considered")) {
        add_once(cites, "2(a)(iii)");
    }
    return cites;
}

bool has_outcome(const Record& record, Index determination, std::string_view outcome) {
    return determination && text(record.event(*determination), "outcome") == outcome;
}

// --- conditions 5 and 6: submission, certificate -------------------------------------------------

// R-11: "`determination.submitted` counts only with `to: director-of-national-intelligence`. The
// certificate must follow the first such submission after the latest determination."
Index first_submission_after(const Record& record, std::size_t determination) {
    for (std::size_t i = determination + 1; i < record.count; ++i) {
        if (record.is(i, "determination.submitted") && text(record.event(i), "to") == kDni) {
            return i;
        }
    }
    return std::nullopt;
}

bool is_certified_after(const Record& record, std::size_t submission) {
    for (std::size_t i = submission + 1; i < record.count; ++i) {
        if (record.is(i, "determination.certified") && by_relevant_official(record, i)) {
            return true;
        }
    }
    return false;
}

// --- conditions 7 and 8: decision, notice, wait --------------------------------------------------

// "The head of the agency decided on use": the latest such decision.
Index latest_decision(const Record& record) {
    Index found;
    for (std::size_t i = 0; i < record.count; ++i) {
        if (record.is(i, "use.decided") && by_head(record, i)) {
            found = i;
        }
    }
    return found;
}

struct Wait {
    std::size_t started_by;  // the event that started the wait as it now runs
    Instant from;
};

// R-13: "Notices by the head after the latest decision are read in the order of the record. The
// notice is complete with the event that brings the last missing part; the wait starts at the
// latest `received` of the events that first brought a part. A later `material: true` restarts it
// at its own `received`, if that is later." "`due-diligence` counts only if at least one piece of
// evidence precedes the decision" (SP-26). Null where the notice is not complete.
std::optional<Wait> running_wait(const Record& record, std::size_t decision) {
    bool has_evidence = false;
    for (std::size_t i = 0; i < decision; ++i) {
        if (record.is(i, "evidence.added")) {
            has_evidence = true;
        }
    }
    std::vector<std::string> brought;
    std::optional<Instant> from;
    std::optional<Wait> wait;
    for (std::size_t i = decision + 1; i < record.count; ++i) {
        if (!record.is(i, "use.notified") || !by_head(record, i)) {
            continue;
        }
        const Instant received = instant_of(record, i, "received");
        // R-31: "A notice whose `received` lies before the instant of the latest decision is no
        // notice of it."
        if (received < instant_of(record, decision, "at")) {
            continue;
        }
        if (wait) {
            // A supplement that is received no later than what it supplements moves no instant; but
            // it is a new start of the wait, so that a release recorded before it does not shorten
            // what is left (condition 8, R-14).
            if (is_true(record.event(i), "material")) {
                wait = Wait{i, std::max(wait->from, received)};
            }
            continue;
        }
        for (const char* part : {"due-diligence", "factors", "reasons"}) {
            if (!contains(texts(record.event(i), "parts"), part) || contains(brought, part)) {
                continue;
            }
            if (std::string_view(part) == "due-diligence" && !has_evidence) {
                continue;
            }
            brought.emplace_back(part);
            from = from ? std::max(*from, received) : received;
        }
        if (brought.size() == 3) {
            wait = Wait{i, *from};
        }
    }
    return wait;
}

// "It must be for this case: `case` absent or equal."
bool is_for_this_case(const Record& record, std::size_t index) {
    const std::string named = text(record.event(index), "case");
    return named.empty() || named == record.of->id;
}

// "an `apnsa.no-further-process` for this case by `apnsa` (SP-08)"
bool is_release(const Record& record, std::size_t index) {
    return record.is(index, "apnsa.no-further-process") && is_for_this_case(record, index) &&
           acted_as(record.event(index)) == "apnsa";
}

// R-15: "A further process signalled for this case, by the APNSA or a designee, after a decision of
// the head holds the gate until a later release by the APNSA; a new decision does not end it."
bool is_held(const Record& record) {
    bool has_decision = false;
    bool held = false;
    for (std::size_t i = 0; i < record.count; ++i) {
        if (record.is(i, "use.decided") && by_head(record, i)) {
            has_decision = true;
        }
        const std::string office = acted_as(record.event(i));
        if (has_decision && record.is(i, "apnsa.further-process") && is_for_this_case(record, i) &&
            (office == "apnsa" || office == "apnsa-designee")) {
            held = true;
        }
        if (is_release(record, i)) {
            held = false;
        }
    }
    return held;
}

// R-14: "A release counts for the wait only if it is recorded after the event that started the
// current wait."
bool is_wait_over(const Record& record, const Wait& wait) {
    if (is_held(record)) {
        return false;
    }
    for (std::size_t i = wait.started_by + 1; i < record.count; ++i) {
        if (is_release(record, i)) {
            return true;
        }
    }
    const std::optional<Instant> end = end_of_seven_days(wait.from, record.zone());
    return end && record.now >= *end;
}

// --- waivers -------------------------------------------------------------------------------------

// "it has not ended: at `until`, at the cap of a year (TV-12, TV-13)"
std::optional<Instant> end_of_waiver(const Record& record, std::size_t waiver) {
    const std::string until = text(record.event(waiver), "until");
    if (until.empty()) {
        return std::nullopt;
    }
    return std::min(parse_instant(until), end_of_one_year(record.at(waiver), record.zone()));
}

// "the latest determination is `prohibited`, a relevant official of the agency (or the Deputy
// Attorney General for the Attorney General) issued it after that determination with both findings
// (`extraordinary`, `no_alternative`, neither empty)". R-17: "A waiver without `until`, or that had
// ended when it was issued, never had effect."
bool had_effect_when_issued(const Record& record, std::size_t waiver) {
    const Record before = record_before(record, waiver);
    const std::optional<Instant> end = end_of_waiver(record, waiver);
    return has_outcome(before, latest(before, "determination.made"), "prohibited") &&
           by_relevant_official(record, waiver) &&
           !is_blank(text(record.event(waiver), "extraordinary")) &&
           !is_blank(text(record.event(waiver), "no_alternative")) && end &&
           *end > record.at(waiver);
}

// "A revocation ends every waiver before it."
bool is_revoked(const Record& record, std::size_t waiver) {
    for (std::size_t i = waiver + 1; i < record.count; ++i) {
        if (record.is(i, "waiver.revoked") && by_relevant_official_of_any_agency(record, i)) {
            return true;
        }
    }
    return false;
}

// "Several may be in force; the latest of them is 'the waiver'."
Index waiver_in_force(const Record& record) {
    const Index determination = latest(record, "determination.made");
    if (!has_outcome(record, determination, "prohibited")) {
        return std::nullopt;
    }
    Index found;
    for (std::size_t i = *determination + 1; i < record.count; ++i) {
        if (record.is(i, "waiver.issued") && had_effect_when_issued(record, i) &&
            !is_revoked(record, i) && record.now < *end_of_waiver(record, i)) {
            found = i;
        }
    }
    return found;
}

// R-17: "2(m) is cited where the latest determination is `prohibited`, a waiver with effect was
// issued after it, and none is in force."
bool has_waiver_ended(const Record& record) {
    const Index determination = latest(record, "determination.made");
    if (!has_outcome(record, determination, "prohibited") || waiver_in_force(record)) {
        return false;
    }
    for (std::size_t i = *determination + 1; i < record.count; ++i) {
        if (record.is(i, "waiver.issued") && had_effect_when_issued(record, i)) {
            return true;
        }
    }
    return false;
}

// --- use and procurement -------------------------------------------------------------------------

struct Judgment {
    std::string use;
    Cites because;
};

Cites unmet_conditions(const Record& record) {
    Cites cites;
    const Index determination = latest(record, "determination.made");
    const Index waiver = waiver_in_force(record);

    // Condition 3.
    if (is_work_stopped(record)) {
        add_once(cites, "FAR 52.242-15");
    }
    // Condition 4: "The latest determination is `not-prohibited` (cite 2(a)). Whatever its outcome,
    // every factor leaf ... Without a determination, 2(a) alone is cited of this condition." "With
    // a waiver in force, conditions 4 (its outcome), 5 and 6 give way."
    if (!has_outcome(record, determination, "not-prohibited") && !waiver) {
        add_once(cites, "2(a)");
    }
    if (determination) {
        for (const std::string& cite : unmet_of_determination(record, *determination)) {
            add_once(cites, cite);
        }
    }
    // Conditions 5 and 6.
    const Index submission =
        determination ? first_submission_after(record, *determination) : std::nullopt;
    if (!waiver && !submission) {
        add_once(cites, "2(d)");
    }
    if (!waiver && !(submission && is_certified_after(record, *submission))) {
        add_once(cites, "2(f)");
    }
    // Conditions 7 and 8; on the waiver route "7, 8 and 9 still hold, the decision being later than
    // the waiver". R-12: on the ordinary route the order between decision and certificate is not
    // tested.
    const Index decision = latest_decision(record);
    const bool is_decided = decision && (!waiver || *decision > *waiver);
    const std::optional<Wait> wait = is_decided ? running_wait(record, *decision) : std::nullopt;
    if (!wait || !is_wait_over(record, *wait)) {
        add_once(cites, "2(g)");
    }
    // Condition 9: "No `information.received` is later than the latest determination, if there is
    // one (cite 2(j))".
    const Index information = latest(record, "information.received");
    if (determination && information && *information > *determination) {
        add_once(cites, "2(j)");
    }
    if (has_waiver_ended(record)) {
        add_once(cites, "2(m)");
    }
    return cites;
}

// "`permitted`, `refused`, or `outside` (not commercial spyware, or an exempt purpose of section
// 2(l))"
Judgment judge(const Record& record) {
    Cites outside = out_of_scope(record);
    if (is_exempt(record)) {
        add_once(outside, "2(l)");
    }
    if (!outside.empty()) {
        return {"outside", outside};
    }
    const Cites unmet = unmet_conditions(record);
    return {unmet.empty() ? "permitted" : "refused", unmet};
}

// "`outside` where `use` is `outside` for want of scope, or for criminal-sale-or-use with
// `of_the_spyware: true` (SP-11)"
bool is_procurement_outside(const Record& record) {
    return !out_of_scope(record).empty() || is_investigation_of_the_spyware(record);
}

// The steps of section 3 that are missing; with `not_after`, a step counts only if "its legal day
// is not after the day of the purchase". "The latest `tool.named` names the furnishers;
// where none is named, 3(d) is missing." R-19: "An empty list of furnishers names none."
Cites missing_steps(const Record& record, std::optional<Day> not_after) {
    const auto has_step = [&](std::string_view step, const std::string* entity) {
        for (std::size_t i = 0; i < record.count; ++i) {
            if (record.is(i, "procurement.step") && text(record.event(i), "step") == step &&
                (entity == nullptr || text(record.event(i), "entity") == *entity) &&
                (!not_after || legal_day(record.at(i), record.zone()) <= *not_after)) {
                return true;
            }
        }
        return false;
    };
    Cites cites;
    for (const char* step : {"3(a)", "3(b)", "3(c)"}) {
        if (!has_step(step, nullptr)) {
            add_once(cites, step);
        }
    }
    std::vector<std::string> furnishers;
    if (const Index named = latest(record, "tool.named")) {
        if (const json::value* list = record.event(*named).if_contains("furnishers");
            list && list->is_array()) {
            for (const json::value& furnisher : list->as_array()) {
                furnishers.push_back(text(furnisher.as_object(), "entity"));
            }
        }
    }
    if (furnishers.empty()) {
        add_once(cites, "3(d)");
    }
    for (const std::string& furnisher : furnishers) {
        if (!has_step("3(d)", &furnisher)) {
            add_once(cites, "3(d)");
        }
    }
    return cites;
}

// "`permitted` once 3(a), 3(b), 3(c) and, for every furnisher, 3(d) are on record". Where section 3
// does not apply at all, as with `use`, outside goes first.
std::string procurement(const Record& record) {
    if (is_procurement_outside(record)) {
        return "outside";
    }
    return missing_steps(record, std::nullopt).empty() ? "permitted" : "refused";
}

bool is_purchase(const Record& record, std::size_t index) {
    return record.is(index, "contract.awarded") || record.is(index, "procurement.made");
}

Day day_of_purchase(const Record& record, std::size_t index) {
    return day_of(record, index, record.is(index, "contract.awarded") ? "awarded" : "made");
}

// --- opens_at ------------------------------------------------------------------------------------

// Every instant at which a record may change its answer without a new event.
void add_ends(const Record& record, std::vector<Instant>& instants) {
    if (const Index decision = latest_decision(record)) {
        if (const std::optional<Wait> wait = running_wait(record, *decision)) {
            if (const std::optional<Instant> end = end_of_seven_days(wait->from, record.zone())) {
                instants.push_back(*end);
            }
        }
    }
    if (const Index order = latest(record, "contract.stop-work-ordered")) {
        instants.push_back(order_runs_out_for_gate(record, *order));
    }
    for (std::size_t i = 0; i < record.count; ++i) {
        if (record.is(i, "waiver.issued")) {
            if (const std::optional<Instant> end = end_of_waiver(record, i)) {
                instants.push_back(*end);
            }
        }
    }
}

// R-28: "Where it is `refused`, the first later instant at which the record as it stands gives
// `permitted`."
std::optional<Instant> opens_later(const Record& record) {
    std::vector<Instant> instants;
    add_ends(record, instants);
    std::sort(instants.begin(), instants.end());
    for (const Instant instant : instants) {
        if (instant > record.now &&
            judge(Record{record.of, record.count, instant}).use == "permitted") {
            return instant;
        }
    }
    return std::nullopt;
}

// "Where `use` is `permitted`, the instant since when, without a break": back from now, over every
// instant at which something may have changed, each judged on the events recorded up to it.
std::optional<Instant> open_since(const Record& record) {
    std::vector<Instant> instants;
    for (std::size_t count = 0; count <= record.count; ++count) {
        add_ends(Record{record.of, count, record.now}, instants);
        if (count < record.count) {
            instants.push_back(record.at(count));
        }
    }
    std::sort(instants.begin(), instants.end());
    std::optional<Instant> since;
    for (auto instant = instants.rbegin(); instant != instants.rend(); ++instant) {
        if (*instant > record.now) {
            continue;
        }
        if (judge(record_up_to(*record.of, *instant)).use != "permitted") {
            break;
        }
        since = *instant;
    }
    return since;
}

// --- duties --------------------------------------------------------------------------------------

struct Duty {
    std::string cite;
    std::string owed_by;
    std::string owed_to;  // empty: nobody is named
    std::optional<Instant> due;
    std::string state;
    std::size_t event;
};

// "Meeting it at the due instant is in time; at that instant, unmet, it is overdue."
std::string state_of_duty(const Record& record, std::optional<Instant> due,
                          std::optional<Instant> met) {
    if (met) {
        return due && *met > *due ? "met-late" : "met";
    }
    return due && record.now >= *due ? "overdue" : "open";
}

// R-20: met "by the first event of the kind that is recorded after the trigger (one event may meet
// several duties)".
template <typename Meets>
std::optional<Instant> first_after(const Record& record, std::size_t trigger, Meets meets) {
    for (std::size_t i = trigger + 1; i < record.count; ++i) {
        if (meets(i)) {
            return record.at(i);
        }
    }
    return std::nullopt;
}

// The latest of the two events, before event `index`, was a start of use.
bool use_goes_on_before(const Record& record, std::size_t index) {
    bool goes_on = false;
    for (std::size_t i = 0; i < index; ++i) {
        if (record.is(i, "use.started")) {
            goes_on = true;
        }
        if (record.is(i, "use.ended")) {
            goes_on = false;
        }
    }
    return goes_on;
}

// "`waiver.issued`, `waiver.revoked` | 72 elapsed hours (TV-09, TV-10) | that official →
// president-through-apnsa; and → director-of-national-intelligence (two duties) | 2(m)". R-26: "The
// duties of an issue stand where a relevant official of the agency (or the DAG for the AG) issued,
// those of a revocation where one of any agency (or the DAG) revoked, whether or not the waiver had
// effect."
void add_waiver_duties(const Record& record, std::size_t trigger, std::vector<Duty>& duties) {
    std::string of;
    if (record.is(trigger, "waiver.issued") && by_relevant_official(record, trigger)) {
        of = "issued";
    }
    if (record.is(trigger, "waiver.revoked") &&
        by_relevant_official_of_any_agency(record, trigger)) {
        of = "revoked";
    }
    if (of.empty()) {
        return;
    }
    const Instant due = record.at(trigger) + std::chrono::hours{72};
    for (const char* to : {kPresident, kDni}) {
        const auto met = first_after(record, trigger, [&](std::size_t i) {
            return record.is(i, "waiver.notified") && text(record.event(i), "of") == of &&
                   text(record.event(i), "to") == to;
        });
        duties.push_back({"2(m)", office_in(record.event(trigger), "by"), to, due,
                          state_of_duty(record, due, met), trigger});
    }
}

// "procurement for an exempt purpose, not criminal-sale-or-use | end of the 45th day (TV-11) | head
// → apnsa; met by `report.submitted` under 4(b)". R-21: "One duty for each purchase." "Duties of
// 4(b) and 4(d) stand while the purpose at the instant is of that kind".
void add_exempt_purchase_duty(const Record& record, std::size_t trigger,
                              std::vector<Duty>& duties) {
    if (!is_purchase(record, trigger) || !is_exempt_without_investigation(record)) {
        return;
    }
    const Instant due =
        begin_for_duty(day_of_purchase(record, trigger) + date::days{46}, record.zone());
    const auto met = first_after(record, trigger, [&](std::size_t i) {
        return record.is(i, "report.submitted") && text(record.event(i), "under") == "4(b)";
    });
    duties.push_back(
        {"4(b)", record.of->head, "apnsa", due, state_of_duty(record, due, met), trigger});
}

// "`assessment.issued`, agency with a use started and not ended | end of the 90th day | agency; met
// by `existing-use.reviewed` | 2(h)". R-23: "Owed where, when the assessment entered the record,
// the latest of `use.started` and `use.ended` was a start."
void add_existing_use_duty(const Record& record, std::size_t trigger, std::vector<Duty>& duties) {
    if (!record.is(trigger, "assessment.issued") || !use_goes_on_before(record, trigger)) {
        return;
    }
    const Instant due =
        begin_for_duty(day_of(record, trigger, "issued") + date::days{91}, record.zone());
    const auto met = first_after(
        record, trigger, [&](std::size_t i) { return record.is(i, "existing-use.reviewed"); });
    duties.push_back({"2(h)", "agency", "", due, state_of_duty(record, due, met), trigger});
}

// "`existing-use.reviewed` | at once: same instant | head → apnsa; met by `report.submitted` under
// 4(a) | 4(a)"
void add_review_report_duty(const Record& record, std::size_t trigger, std::vector<Duty>& duties) {
    if (!record.is(trigger, "existing-use.reviewed")) {
        return;
    }
    const Instant due = record.at(trigger);
    const auto met = first_after(record, trigger, [&](std::size_t i) {
        return record.is(i, "report.submitted") && text(record.event(i), "under") == "4(a)";
    });
    duties.push_back(
        {"4(a)", record.of->head, "apnsa", due, state_of_duty(record, due, met), trigger});
}

// "each determination, either outcome | end of the same day | agency → DNI; met by
// `determination.submitted` | 2(d)". R-11: only a submission to the DNI counts.
void add_submission_duty(const Record& record, std::size_t trigger, std::vector<Duty>& duties) {
    if (!record.is(trigger, "determination.made")) {
        return;
    }
    const Day day = legal_day(record.at(trigger), record.zone());
    const Instant due = begin_for_duty(day + date::days{1}, record.zone());
    const auto met = first_after(record, trigger, [&](std::size_t i) {
        return record.is(i, "determination.submitted") && text(record.event(i), "to") == kDni;
    });
    duties.push_back({"2(d)", "agency", kDni, due, state_of_duty(record, due, met), trigger});
}

// "`information.received` after procurement | no numeric date: due null, state open until a
// determination later than it | agency | 2(j)". R-24: "Owed where a purchase was recorded before
// the information, or is on record with an earlier legal day. Met by the first determination after
// it."
void add_information_duty(const Record& record, std::size_t trigger, std::vector<Duty>& duties) {
    if (!record.is(trigger, "information.received")) {
        return;
    }
    bool is_owed = false;
    for (std::size_t i = 0; i < record.count; ++i) {
        if (is_purchase(record, i) &&
            (i < trigger ||
             day_of_purchase(record, i) < legal_day(record.at(trigger), record.zone()))) {
            is_owed = true;
        }
    }
    if (!is_owed) {
        return;
    }
    const auto met = first_after(record, trigger,
                                 [&](std::size_t i) { return record.is(i, "determination.made"); });
    duties.push_back(
        {"2(j)", "agency", "", std::nullopt, state_of_duty(record, std::nullopt, met), trigger});
}

// "a determination `prohibited` while use goes on, with no waiver in force | due null, open until
// `use.ended` | head | 2(j)". R-25: "Owed on the latest determination, if it is `prohibited`, use
// went on at or after it, and no waiver is in force; met when use has ended."
void add_termination_duty(const Record& record, std::size_t trigger, std::vector<Duty>& duties) {
    if (latest(record, "determination.made") != trigger ||
        !has_outcome(record, trigger, "prohibited") || waiver_in_force(record)) {
        return;
    }
    bool went_on = use_goes_on_before(record, trigger);
    for (std::size_t i = trigger + 1; i < record.count; ++i) {
        if (record.is(i, "use.started")) {
            went_on = true;
        }
    }
    if (went_on) {
        const std::string state = use_goes_on_before(record, record.count) ? "open" : "met";
        duties.push_back({"2(j)", record.of->head, "", std::nullopt, state, trigger});
    }
}

// "`contract.stop-work-ordered` (the latest) | end of its last day (day 90, or the extension's) |
// contracting officer; met by cancellation or termination, moved by an extension | FAR 52.242-15"
void add_stop_work_duty(const Record& record, std::size_t trigger, std::vector<Duty>& duties) {
    if (latest(record, "contract.stop-work-ordered") != trigger) {
        return;
    }
    const Instant due = order_runs_out_for_duty(record, trigger);
    const Index end = end_of_order(record, trigger);
    const auto met = end ? std::optional(record.at(*end)) : std::nullopt;
    duties.push_back({"FAR 52.242-15", "contracting-officer", "", due,
                      state_of_duty(record, due, met), trigger});
}

// "procured for operational use | each 27 March, the first on or after the procurement (end of
// day); all up to the next one to come | head → apnsa; each `report.submitted` under 4(d) meets the
// earliest that is not met | 4(d)". R-22: "One series for the case, from the earliest day of
// purchase on record; reports count from the first purchase event on. Operational includes mixed,
// unknown, not set, and a criminal investigation that is not of the spyware."
void add_annual_duties(const Record& record, std::vector<Duty>& duties) {
    Index first;
    Index earliest;
    for (std::size_t i = 0; i < record.count; ++i) {
        if (!is_purchase(record, i)) {
            continue;
        }
        if (!first) {
            first = i;
        }
        if (!earliest || day_of_purchase(record, i) < day_of_purchase(record, *earliest)) {
            earliest = i;
        }
    }
    if (!first || is_exempt(record)) {
        return;
    }
    std::vector<Instant> reports;
    for (std::size_t i = *first + 1; i < record.count; ++i) {
        if (record.is(i, "report.submitted") && text(record.event(i), "under") == "4(d)") {
            reports.push_back(record.at(i));
        }
    }
    const Day purchase = day_of_purchase(record, *earliest);
    date::year year = date::year_month_day{purchase}.year();
    if (Day(year / date::March / 27) < purchase) {
        ++year;
    }
    for (std::size_t n = 0;; ++n, ++year) {
        const Instant due = begin_for_duty(Day(year / date::March / 28), record.zone());
        const auto met = n < reports.size() ? std::optional(reports[n]) : std::nullopt;
        duties.push_back(
            {"4(d)", record.of->head, "apnsa", due, state_of_duty(record, due, met), *earliest});
        if (due > record.now) {
            return;
        }
    }
}

// --- defects -------------------------------------------------------------------------------------

// "Those that sections 2 and 3 name. One per event and citation."
Cites defects_of(const Record& record, std::size_t index) {
    Cites cites;
    const json::object& event = record.event(index);
    const Record before = record_before(record, index);

    // "A purchase made before a step is a defect that cites the step, for ever, unless
    // `procurement` was `outside` then."
    if (is_purchase(record, index) && !is_procurement_outside(before)) {
        cites = missing_steps(before, day_of_purchase(record, index));
    }
    // "a measure that rests on nothing, or on vendor statements alone, does not count and is a
    // defect (SP-16)". R-10: "One defect per event, however many measures."
    if (record.is(index, "mitigation.considered")) {
        const json::value* measures = event.if_contains("measures");
        if (measures != nullptr && measures->is_array()) {
            for (const json::value& measure : measures->as_array()) {
                const std::vector<std::string> evidence = texts(measure.as_object(), "evidence");
                if (!rests_on_something(record, index, evidence) ||
                    rests_only_on(record, index, evidence, "vendor-statement")) {
                    add_once(cites, "2(a)(iii)");
                }
            }
        }
    }
    // "any other office is a defect, cite 5(k)"
    if (record.is(index, "determination.certified") && !by_relevant_official(record, index)) {
        add_once(cites, "5(k)");
    }
    // "decision or notice by anyone else: a defect"
    if ((record.is(index, "use.decided") || record.is(index, "use.notified")) &&
        !by_head(record, index)) {
        add_once(cites, "2(g)");
    }
    // "an `apnsa.no-further-process` for this case by `apnsa` (SP-08; anyone else: a defect)"
    if (record.is(index, "apnsa.no-further-process") && acted_as(event) != "apnsa") {
        add_once(cites, "2(g)");
    }
    // "an `until` beyond it is a defect"; "one that never had effect is a defect, cite 2(m)"
    if (record.is(index, "waiver.issued")) {
        const std::string until = text(event, "until");
        if (!had_effect_when_issued(record, index) ||
            parse_instant(until) > end_of_one_year(record.at(index), record.zone())) {
            add_once(cites, "2(m)");
        }
    }
    // "A `use.started` while the answer is not `permitted` and not `outside` is a defect that cites
    // every condition unmet on the events before it (SP-01 to SP-06); with `third_party` it cites
    // 2(b) as well."
    if (record.is(index, "use.started")) {
        const Judgment judgment = judge(before);
        if (judgment.use == "refused") {
            cites = judgment.because;
            if (is_true(event, "third_party") || !is_blank(text(event, "third_party"))) {
                add_once(cites, "2(b)");
            }
        }
    }
    return cites;
}

json::value printed(std::optional<Instant> instant, const Zone& zone) {
    return instant ? json::value(print_instant(*instant, zone)) : json::value(nullptr);
}

}  // namespace

boost::json::object answer(const boost::json::object& case_file, std::string_view at) {
    const Case one = open_case(case_file);
    const Record record = record_up_to(one, parse_instant(at));
    const Judgment judgment = judge(record);

    // "null where the answer is `outside`".
    std::optional<Instant> opens;
    if (judgment.use == "permitted") {
        opens = open_since(record);
    } else if (judgment.use == "refused") {
        opens = opens_later(record);
    }

    std::vector<Duty> duties;
    json::array defects;
    for (std::size_t i = 0; i < record.count; ++i) {
        add_waiver_duties(record, i, duties);
        add_exempt_purchase_duty(record, i, duties);
        add_existing_use_duty(record, i, duties);
        add_review_report_duty(record, i, duties);
        add_submission_duty(record, i, duties);
        add_information_duty(record, i, duties);
        add_termination_duty(record, i, duties);
        add_stop_work_duty(record, i, duties);
        for (const std::string& cite : defects_of(record, i)) {
            defects.push_back(
                json::object{{"cite", cite}, {"event", static_cast<std::int64_t>(i)}});
        }
    }
    add_annual_duties(record, duties);

    json::array because;
    for (const std::string& cite : judgment.because) {
        because.push_back(json::object{{"cite", cite}});
    }
    json::object factors;
    for (const char* leaf : kLeaves) {
        factors[leaf] = state_of_leaf(record, leaf);
    }
    json::array owed;
    for (const Duty& duty : duties) {
        owed.push_back(json::object{
            {"cite", duty.cite},
            {"owed_by", duty.owed_by},
            {"owed_to", duty.owed_to.empty() ? json::value(nullptr) : json::value(duty.owed_to)},
            {"due", printed(duty.due, *one.zone)},
            {"state", duty.state},
            {"event", static_cast<std::int64_t>(duty.event)},
        });
    }
    return json::object{
        {"case", one.id},      {"at", print_instant(record.now, *one.zone)},
        {"use", judgment.use}, {"opens_at", printed(opens, *one.zone)},
        {"because", because},  {"procurement", procurement(record)},
        {"factors", factors},  {"duties", owed},
        {"defects", defects},
    };
}

}  // namespace standstill::twin
