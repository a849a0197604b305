#include "review/answer.h"

#include <algorithm>

#include "law/explain.h"

namespace standstill::review {

namespace {

using base::Instant;
using law::kNone;
using law::Moment;

constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();
constexpr int kMostTurns =
    10'000;  // of one record without a new event; a bound, far above any real case
constexpr int kMostYears = 200;

std::int64_t ms(Instant instant) { return instant.time_since_epoch().count(); }
Instant instant_of(std::int64_t time) { return Instant{std::chrono::milliseconds{time}}; }

}  // namespace

std::string_view to_string(DutyState state) {
    switch (state) {
        case DutyState::Met:
            return "met";
        case DutyState::MetLate:
            return "met-late";
        case DutyState::Overdue:
            return "overdue";
        case DutyState::Open:
            break;
    }
    return "open";
}

std::string_view factor_word(law::Value value) {
    return value.is_true() ? "present" : value.is_false() ? "absent" : "unknown";
}

// Outside needs certainty, and so does every condition: unknown is neither.
Outcome outcome_of(const law::Program& program, std::int32_t answer,
                   const law::Evaluation& evaluation) {
    if (answer < 0) return Outcome::Refused;
    const law::AnswerRule& rule = program.answers[static_cast<std::size_t>(answer)];
    auto is_true = [&](law::NodeIndex node) {
        return evaluation.nodes[static_cast<std::size_t>(node)].is_true();
    };
    if (std::any_of(rule.outside.begin(), rule.outside.end(), is_true)) return Outcome::Outside;
    if (!rule.conditions.empty() &&
        std::all_of(rule.conditions.begin(), rule.conditions.end(), is_true))
        return Outcome::Permitted;
    return Outcome::Refused;
}

std::vector<law::NodeIndex> grounds_of(const law::Program& program, std::int32_t answer,
                                       Outcome outcome, const law::Evaluation& evaluation) {
    std::vector<law::NodeIndex> out;
    if (answer < 0) return out;
    const law::AnswerRule& rule = program.answers[static_cast<std::size_t>(answer)];
    const bool wanted = outcome != Outcome::Refused;
    for (law::NodeIndex node : outcome == Outcome::Outside ? rule.outside : rule.conditions)
        if (evaluation.nodes[static_cast<std::size_t>(node)].is_true() == wanted)
            out.push_back(node);
    return out;
}

Reviewer::Reviewer(const law::Program& program, const law::Record& record)
    : evaluator_(program, record) {}

Outcome Reviewer::use(const law::Evaluation& evaluation) const {
    return outcome_of(evaluator_.program(), evaluator_.program().use, evaluation);
}

Outcome Reviewer::use_at(Instant at) {
    evaluator_.evaluate(law::moment_at(evaluator_.record(), at), now_);
    return use(now_);
}

Answer Reviewer::answer(Instant at) {
    const Moment moment = law::moment_at(evaluator_.record(), at);
    evaluator_.evaluate(moment, now_);
    Answer out;
    out.at = at;
    out.use = use(now_);
    if (evaluator_.program().procurement != kNone)
        out.procurement = outcome_of(evaluator_.program(), evaluator_.program().procurement, now_);
    if (out.use == Outcome::Refused) out.opens_at = opens_later(moment);
    if (out.use == Outcome::Permitted) out.opens_at = open_since(moment);
    say_why(out);
    for (const law::FactorRule& factor : evaluator_.program().factors)
        out.factors.push_back(
            {factor.cite, factor.plain, now_.nodes[static_cast<std::size_t>(factor.node)]});
    ask(moment, out);
    owe(moment, out);
    find_defects(moment, out);
    return out;
}

// The first later instant at which the record as it stands permits use: use can only turn where a
// fact turns.
std::optional<Instant> Reviewer::opens_later(const Moment& moment) {
    std::int64_t turn = now_.next_turn;
    for (int i = 0; i < kMostTurns && turn != kNever; ++i) {
        Moment later{moment.events, instant_of(turn),
                     evaluator_.record().zone.day_of(instant_of(turn))};
        evaluator_.evaluate(later, then_);
        if (use(then_) == Outcome::Permitted) return later.at;
        turn = then_.next_turn;
    }
    return std::nullopt;
}

// The instant since when use has been permitted without a break: walks back over the stretches
// between events, each judged on what was on record then.
std::optional<Instant> Reviewer::open_since(const Moment& moment) {
    const law::Record& record = evaluator_.record();
    std::optional<Instant> since;
    std::uint32_t events = moment.events;
    std::int64_t end = ms(moment.at) + 1;
    while (events > 0) {
        Instant begin = record.events[events - 1].at;
        std::optional<Instant> open;
        std::int64_t turn = ms(begin);
        for (int i = 0; i < kMostTurns && turn < end; ++i) {
            Instant at = instant_of(turn);
            evaluator_.evaluate({events, at, record.zone.day_of(at)}, then_);
            if (use(then_) != Outcome::Permitted)
                open.reset();
            else if (!open)
                open = at;
            turn = then_.next_turn;
        }
        if (!open) break;
        since = open;
        if (*open != begin) break;
        end = ms(begin);
        while (events > 0 && record.events[events - 1].at == begin) --events;
    }
    return since;
}

void Reviewer::say_why(Answer& answer) {
    const law::Program& program = evaluator_.program();
    for (law::NodeIndex node : grounds_of(program, program.use, answer.use, now_))
        answer.because.push_back({program.texts[static_cast<std::size_t>(node)].cite,
                                  law::sentence(evaluator_, now_, node), node});
}

// Which questions are open, and what hangs on them. A question is put both ways to the nodes: what
// could turn is counted, and whether one way alone would take the case out.
void Reviewer::ask(const Moment& moment, Answer& answer) {
    const law::Program& program = evaluator_.program();
    for (const law::Question& question : program.questions) {
        law::Value value = now_.nodes[static_cast<std::size_t>(question.node)];
        bool open = question.of_finding ? value.is_unknown() : !value.is_true();
        if (!open) continue;
        Missing missing{question.cite, question.ask, std::string(law::reason_word(value)), 0,
                        false};
        if (missing.reason.empty()) missing.reason = "not_asked";
        const law::Node& node = program.nodes[static_cast<std::size_t>(question.node)];
        if (node.op == law::NodeOp::Fact) {
            missing.settles = program.dependents[static_cast<std::size_t>(node.fact)];
            scratch_ = now_;
            for (law::Value tried : {law::Value::no(), law::Value::yes()}) {
                scratch_.fact_values[static_cast<std::size_t>(node.fact)] = tried;
                evaluator_.decide(moment.at, scratch_);
                missing.decides = missing.decides || use(scratch_) != answer.use;
            }
        }
        answer.missing.push_back(std::move(missing));
    }
    std::stable_sort(answer.missing.begin(), answer.missing.end(),
                     [](const Missing& a, const Missing& b) {
                         return std::pair(a.decides, a.settles) > std::pair(b.decides, b.settles);
                     });
}

void Reviewer::owe(const Moment& moment, Answer& answer) {
    const law::Record& record = evaluator_.record();
    for (const law::DutyRule& rule : evaluator_.program().duties) {
        if (rule.stands_while != kNone &&
            !now_.nodes[static_cast<std::size_t>(rule.stands_while)].is_true())
            continue;
        if (rule.each.empty()) {
            evaluator_.fold_local(moment, kNone, rule.first_local, rule.end_local, now_);
            std::int32_t event = now_.facts[static_cast<std::size_t>(rule.once)].event;
            if (event >= 0) owe_one(rule, event, moment, answer);
            continue;
        }
        for (std::uint16_t kind : rule.each)
            for (std::uint32_t index : record.by_kind[kind])
                if (index < moment.events)
                    owe_one(rule, static_cast<std::int32_t>(index), moment, answer);
    }
    std::stable_sort(answer.duties.begin(), answer.duties.end(), [](const Duty& a, const Duty& b) {
        auto key = [](const Duty& d) { return d.due ? ms(*d.due) : kNever; };
        return key(a) < key(b);
    });
}

void Reviewer::owe_one(const law::DutyRule& rule, std::int32_t event, const Moment& moment,
                       Answer& answer) {
    const law::Record& record = evaluator_.record();
    if (!evaluator_.passes(rule.tests, event, event, moment, now_)) return;
    evaluator_.fold_local(moment, event, rule.first_local, rule.end_local, now_);
    auto exists = [&](law::FactIndex fact) {
        return now_.facts[static_cast<std::size_t>(fact)].event >= 0;
    };
    if (!rule.given.empty() && std::none_of(rule.given.begin(), rule.given.end(), exists)) return;

    Duty duty;
    duty.cite = rule.cite;
    duty.says = rule.says;
    duty.event = event;
    duty.owed_to = rule.owed_to;
    duty.owed_by = rule.owed_by;
    const law::Event& trigger = record.events[static_cast<std::size_t>(event)];
    if (rule.owed_by == "this.by") {
        duty.owed_by = trigger.office == law::kNoSymbol ? "" : record.symbols.word(trigger.office);
    } else if (rule.owed_by.find('.') != std::string::npos) {
        auto header = record.header.find(evaluator_.program().symbols.find(rule.owed_by));
        if (header != record.header.end() && !header->second.words.empty())
            duty.owed_by = record.symbols.word(header->second.words[0]);
    }
    auto settle = [&](std::optional<Instant> due, std::int32_t met) {
        duty.due = due;
        duty.met_by = met;
        if (met >= 0)
            duty.state = !due || record.events[static_cast<std::size_t>(met)].at <= *due
                             ? DutyState::Met
                             : DutyState::MetLate;
        else
            duty.state = due && moment.at >= *due ? DutyState::Overdue : DutyState::Open;
        answer.duties.push_back(duty);
    };
    if (rule.yearly_from == kNone) {
        std::int64_t due = evaluator_.time(rule.due, event, moment, now_);
        std::int32_t met = now_.facts[static_cast<std::size_t>(rule.met_by)].event;
        return settle(due > law::kUnknowableTime ? std::optional(instant_of(due)) : std::nullopt,
                      met);
    }
    std::int64_t from = evaluator_.time(rule.yearly_from, event, moment, now_);
    if (from <= law::kUnknowableTime) return;
    std::vector<std::int32_t> met;
    evaluator_.each(evaluator_.program().selectors[static_cast<std::size_t>(rule.nth_selector)],
                    event, moment, now_, [&](std::int32_t i) { met.push_back(i); });
    std::sort(met.begin(), met.end());
    base::Day first{std::chrono::days{from}};
    std::chrono::year_month_day date{first};
    date = date.year() / std::chrono::month{rule.month} / std::chrono::day{rule.day};
    if (base::Day{date} < first) date += std::chrono::years{1};
    for (std::size_t n = 0; n < kMostYears; ++n, date += std::chrono::years{1}) {
        Instant due = law::end_of(base::Day{date}, record.zone);
        settle(due, n < met.size() ? met[n] : kNone);
        if (due > moment.at) break;
    }
}

void Reviewer::find_defects(const Moment& moment, Answer& answer) {
    const law::Program& program = evaluator_.program();
    const law::Record& record = evaluator_.record();
    auto add = [&](const std::string& cite, std::int32_t event, const std::string& says) {
        for (Defect& known : answer.defects)
            if (known.event == event && known.cite == cite) {
                if (known.says.find(says) == std::string::npos) known.says += " " + says;
                return;
            }
        answer.defects.push_back({cite, says, event});
    };
    for (const law::DefectRule& rule : program.defects)
        for (std::uint16_t kind : rule.each)
            for (std::uint32_t index : record.by_kind[kind]) {
                if (index >= moment.events) break;
                auto i = static_cast<std::int32_t>(index);
                const law::Event& event = record.events[index];
                if (!evaluator_.passes(rule.when, i, i, moment, now_)) continue;
                if (!rule.unless.empty() && evaluator_.passes(rule.unless, i, i, moment, now_))
                    continue;
                if (rule.as_of == law::DefectRule::AsOf::Never) {
                    add(rule.cite, i, rule.says);
                    continue;
                }
                bool before = rule.as_of == law::DefectRule::AsOf::Before;
                Moment then{index + (before ? 0u : 1u), event.at,
                            rule.day_of_event ? event.legal_day : record.zone.day_of(event.at)};
                evaluator_.evaluate(then, then_);
                if (rule.must_be_this >= 0) {
                    if (then_.facts[static_cast<std::size_t>(rule.must_be_this)].event != i)
                        add(rule.cite, i, rule.says);
                    continue;
                }
                if (outcome_of(program, rule.answer, then_) != Outcome::Refused) continue;
                for (law::NodeIndex node :
                     program.answers[static_cast<std::size_t>(rule.answer)].conditions)
                    if (!then_.nodes[static_cast<std::size_t>(node)].is_true())
                        add(program.texts[static_cast<std::size_t>(node)].cite, i, rule.says);
                for (const auto& [tests, cite] : rule.also)
                    if (evaluator_.passes(tests, i, i, moment, now_)) add(cite, i, rule.says);
            }
    std::sort(answer.defects.begin(), answer.defects.end(), [](const Defect& a, const Defect& b) {
        return std::pair(a.event, a.cite) < std::pair(b.event, b.cite);
    });
}

}  // namespace standstill::review
