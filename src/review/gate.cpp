#include "review/gate.h"

#include <algorithm>

namespace standstill::review {

namespace {

using base::Instant;

Instant instant_of(std::int64_t time) { return Instant{std::chrono::milliseconds{time}}; }

}  // namespace

void WarmGate::decide(Instant instant) {
    const law::Program& program = evaluator_.program();
    const law::Moment moment = law::moment_at(evaluator_.record(), instant);
    evaluator_.evaluate(moment, evaluation_);
    ++evaluations_;

    decision_.use = outcome_of(program, program.use, evaluation_);
    decision_.events = moment.events;
    decision_.because.clear();
    for (law::NodeIndex node : grounds_of(program, program.use, decision_.use, evaluation_))
        decision_.because.push_back(program.texts[static_cast<std::size_t>(node)].cite);

    // What is not bounded has the bounds of time itself, which instant_of() gives for them.
    from_ = instant_of(evaluation_.last_turn);
    until_ = instant_of(evaluation_.next_turn);
    bound_by_record(instant, moment);
    known_events_ = evaluator_.record().events.size();
    decision_.valid_from = from_ == Instant::min() ? std::nullopt : std::optional(from_);
    decision_.valid_until = until_ == Instant::max() ? std::nullopt : std::optional(until_);
}

void WarmGate::bound_by_record(Instant instant, const law::Moment& moment) {
    const std::vector<law::Event>& events = evaluator_.record().events;
    if (moment.events < events.size()) until_ = std::min(until_, events[moment.events].at);
    if (moment.events == 0) return;
    const Instant begin = events[moment.events - 1].at;
    from_ = std::max(from_, begin);
    // Some tests ask whether an event's legal day has come. It has for all events that tell of the
    // past; should one lie ahead of the record, the decision is good for this instant only.
    const base::Day day = evaluator_.record().zone.day_of(begin);
    for (std::uint32_t i = 0; i < moment.events; ++i)
        if (events[i].legal_day > day) {
            from_ = instant;
            until_ = instant + std::chrono::milliseconds{1};
        }
}

}  // namespace standstill::review
