// The answer: what the law says of a case at an instant (docs/record.md, section 3).
//
// A pure function of program, record and instant. Everything in it carries its citation; what is
// not known is named and never counts as met.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "law/evaluate.h"
#include "ledger/outcome.h"

namespace standstill::review {

using ledger::Outcome;
using ledger::to_string;

struct Because {
    std::string cite;
    std::string says;
    law::NodeIndex node = law::kNone;
};

struct FactorState {
    std::string cite, plain;
    law::Value value;  // true: present, false: absent
};

// A question that is open, and how much hangs on it.
struct Missing {
    std::string cite, ask;
    std::string reason;    // not_asked, insufficient, ...
    int settles = 0;       // conditions of the answers that depend on it
    bool decides = false;  // one answer to it would take the case out of the order by itself
};

enum class DutyState { Open, Met, MetLate, Overdue };

struct Duty {
    std::string cite, says, owed_by, owed_to;
    std::optional<base::Instant> due;
    DutyState state = DutyState::Open;
    std::int32_t event = law::kNone;  // that it arose from
    std::int32_t met_by = law::kNone;
};

struct Defect {
    std::string cite, says;
    std::int32_t event = law::kNone;
};

struct Answer {
    base::Instant at;
    Outcome use = Outcome::Refused;
    std::optional<base::Instant> opens_at;
    std::vector<Because> because;
    std::optional<Outcome> procurement;
    std::vector<FactorState> factors;
    std::vector<Missing> missing;
    std::vector<Duty> duties;
    std::vector<Defect> defects;
};

std::string_view to_string(DutyState state);
// "present", "absent" or "unknown".
std::string_view factor_word(law::Value value);

// What an answer of the program says; refused where there is no such answer.
Outcome outcome_of(const law::Program& program, std::int32_t answer,
                   const law::Evaluation& evaluation);
// The nodes that decide it: what takes the case out, or what is met, or what is not.
std::vector<law::NodeIndex> grounds_of(const law::Program& program, std::int32_t answer,
                                       Outcome outcome, const law::Evaluation& evaluation);

// Answers questions about one case. Keeps storage between questions; not for several threads at
// once.
class Reviewer {
public:
    Reviewer(const law::Program& program, const law::Record& record);

    Answer answer(base::Instant at);
    // Only whether use is permitted: no reasons, no duties.
    Outcome use_at(base::Instant at);

    const law::Evaluator& evaluator() const { return evaluator_; }
    // The evaluation behind the latest answer.
    const law::Evaluation& evaluation() const { return now_; }

private:
    Outcome use(const law::Evaluation& evaluation) const;
    std::optional<base::Instant> opens_later(const law::Moment& moment);
    std::optional<base::Instant> open_since(const law::Moment& moment);
    void say_why(Answer& answer);
    void ask(const law::Moment& moment, Answer& answer);
    void owe(const law::Moment& moment, Answer& answer);
    void owe_one(const law::DutyRule& rule, std::int32_t event, const law::Moment& moment,
                 Answer& answer);
    void find_defects(const law::Moment& moment, Answer& answer);

    law::Evaluator evaluator_;
    law::Evaluation now_, then_, scratch_;
};

}  // namespace standstill::review
