// The record in sentences: what an event says, who did it and when, and the notes under a claim.
//
// Speaks only of what was on record at the instant of the answer. What is not there is told as
// unknown, never left out.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "report/document.h"
#include "review/answer.h"
#include "review/case.h"

namespace standstill::report {

using EventIndex = std::uint32_t;

class RecordText {
public:
    RecordText(const review::Case& of, const review::Answer& answer, Document& document);

    const review::Case& of() const { return of_; }
    const review::Answer& answer() const { return answer_; }
    Writer& writer() { return writer_; }

    // How many events were on record at the instant.
    EventIndex events() const { return events_; }
    // Those of a kind, in their order.
    std::vector<EventIndex> all(std::string_view kind) const;
    std::optional<EventIndex> latest(std::string_view kind) const;
    // A field as written; `value.amount` for a part of a group; empty where there is none.
    std::string field(EventIndex event, std::string_view name) const;
    // The words of a list of words.
    std::vector<std::string> words(EventIndex event, std::string_view name) const;
    const base::Node& node(EventIndex event) const { return of_.events[event]; }
    std::string_view kind(EventIndex event) const;

    // "the Secretary of Homeland Security, acting"; "an office that is not named".
    std::string who(EventIndex event) const;
    std::string office(const std::string& id) const;
    // "2024-10-08", in the zone of the case; with the hour where it matters.
    std::string day(EventIndex event) const;
    std::string instant(base::Instant at) const;
    // "the end of 2025-01-06", or the instant.
    std::string due(const review::Duty& duty) const;

    // A claim: the words, and under them the events it rests on with their evidence, and the law.
    Text claim(std::string words, const std::vector<EventIndex>& events,
               const std::vector<std::string>& cites = {});
    // The same, said to be unknown.
    Text unknown(std::string words, const std::vector<std::string>& cites = {});
    // `evidence.added` by its id; nothing where no such was on record.
    std::optional<EventIndex> evidence(std::string_view id) const;
    // "report, WhatsApp, 2025-01-31, grade B3, SHA-256 ..".
    std::string source(EventIndex evidence) const;
    // The words of the law under a citation; empty where the packs have none.
    std::string law(std::string_view cite) const;

private:
    int event_note(EventIndex event);
    int law_note(const std::string& cite);

    const review::Case& of_;
    const review::Answer& answer_;
    Document& document_;
    Writer writer_;
    EventIndex events_;
};

}  // namespace standstill::report
