// The gate of one case, kept warm: the answer for use and the interval in which it holds.
//
// Use can turn at two kinds of instants only: when an event is recorded, and when an instant comes
// that some fact waits for. Between two of them the decision is the same, so a question within the
// interval costs a comparison, and the law is asked again when the question leaves the interval or
// the record has grown. Reasons are those of the full answer (review/answer.h), by citation.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "review/answer.h"

namespace standstill::review {

struct Decision {
    Outcome use = Outcome::Refused;
    std::vector<std::string> because;  // citations, in the order of the answer
    std::uint32_t events = 0;          // on record at the instant asked about
    // Holds from the first of these to before the second, as long as nothing is recorded.
    std::optional<base::Instant> valid_from, valid_until;
};

// Looks at a record that others add to; not for several threads at once.
class WarmGate {
public:
    WarmGate(const law::Program& program, const law::Record& record)
        : evaluator_(program, record) {}

    // The decision at an instant. The reference holds until the next question.
    const Decision& at(base::Instant instant) {
        bool holds = evaluator_.record().events.size() == known_events_ && from_ <= instant &&
                     instant < until_;
        if (!holds) decide(instant);
        return decision_;
    }
    // How often the law was asked.
    std::size_t evaluations() const { return evaluations_; }

private:
    void decide(base::Instant instant);
    void bound_by_record(base::Instant instant, const law::Moment& moment);

    law::Evaluator evaluator_;
    law::Evaluation evaluation_;
    Decision decision_;
    base::Instant from_ = base::Instant::max(), until_ = base::Instant::min();
    std::size_t known_events_ = 0;
    std::size_t evaluations_ = 0;
};

}  // namespace standstill::review
