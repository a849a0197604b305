// The index: one row a case, so that lists, searches and "what is due" read no case.
//
// Everything in it follows from the log; it is made anew from the log where it is missing or of
// another version. A row says until when it holds (`turns_at`): between two events an answer
// changes only at an instant that some fact waits for, and the index is asked which rows have
// turned.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.h"
#include "base/result.h"

namespace standstill::office {

struct DutyRow {
    std::string case_id, title;
    std::string cite, says, owed_by, owed_to;
    std::string state;  // open, met, met-late, overdue
    std::optional<base::Instant> due;
    std::int64_t event = -1;  // it arose from
};

struct CaseRow {
    std::string id, title, agency, component, vendor, tool;
    std::string use, procurement;   // as in the answer; procurement may be empty
    std::string status;             // the one sentence (review/worksheet.h)
    std::uint64_t version = 0;      // events in the stream
    base::Instant opened, changed;  // recorded at
    std::optional<base::Instant> next_due;
    std::uint32_t overdue = 0, open_duties = 0, missing = 0, defects = 0;
    bool is_stopped = false;  // a stop-work order is in force
    bool is_ended = false;    // terminated, closed out
    std::optional<base::Instant> turns_at;
};

enum class Order { ByDeadline, ByChange, ByTitle };

struct CaseFilter {
    std::string words;   // all of them, in id, title, vendor, tool, agency; without regard to case
    std::string use;     // empty: any
    std::string agency;  // empty: any
    bool only_stopped = false, only_overdue = false, only_open = false;
    Order order = Order::ByDeadline;
    std::size_t offset = 0, limit = 50;
};

struct CasePage {
    std::vector<CaseRow> rows;
    std::uint64_t total = 0;
};

// How many of each, for the register and the metrics.
struct Counts {
    std::uint64_t cases = 0, permitted = 0, refused = 0, outside = 0, stopped = 0, overdue = 0;
};

// Use that time alone has permitted or refused, until somebody was told.
struct TurnRow {
    std::uint64_t number = 0;  // in the order in which they were found
    std::string case_id, title;
    std::string was, use;  // as in the answer
    base::Instant at;      // when it turned
};

class Index {
public:
    virtual ~Index() = default;
    virtual base::Result<CasePage> cases(const CaseFilter& filter) const = 0;
    virtual base::Result<std::optional<CaseRow>> row(const std::string& case_id) const = 0;
    // Duties that are open or overdue, the earliest first, those without a date last. `offices`
    // empty: of everybody.
    virtual base::Result<std::vector<DutyRow>> duties(const std::vector<std::string>& offices,
                                                      std::size_t limit) const = 0;
    virtual base::Result<Counts> counts() const = 0;
    // The open and overdue duties of one case, by date.
    virtual base::Result<std::vector<DutyRow>> duties_of(const std::string& case_id,
                                                         std::size_t limit) const = 0;
    // Those due after the first instant, up to and with the second, by date.
    virtual base::Result<std::vector<DutyRow>> due_between(base::Instant after, base::Instant until,
                                                           std::size_t limit,
                                                           std::size_t offset = 0) const = 0;
    // What turned since it was last forgotten, the first first; and forgets all up to a number.
    virtual base::Result<std::vector<TurnRow>> turns(std::size_t limit) const = 0;
    virtual base::Status forget_turns(std::uint64_t up_to) = 0;
};

}  // namespace standstill::office
