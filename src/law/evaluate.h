// What the law says of a record at an instant: the interpreter that keeps every value.
//
// Two passes, both without branches that skip: fold() reads the facts from the record, in order;
// decide() gives every node its value. Every fact and every node has its value afterwards, also
// those that did not matter, so that an explanation needs no second evaluation.
//
// Cost: fold() is linear in the facts and in the events of the kinds they ask for; decide() is
// linear in the nodes (docs/benchmarks.md, "law").
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

#include "base/instant.h"
#include "law/program.h"
#include "law/record.h"

namespace standstill::law {

// Where in the record, and when, a question is asked.
struct Moment {
    std::uint32_t events = 0;  // only the first so many events are on record
    base::Instant at;
    base::Day asked;  // the legal day that steps are measured against
};

// The moment at an instant, with everything recorded up to it.
Moment moment_at(const Record& record, base::Instant at);

inline constexpr std::int64_t kNoTime = std::numeric_limits<std::int64_t>::min();
inline constexpr std::int64_t kUnknowableTime = std::numeric_limits<std::int64_t>::min() + 1;

struct FactValue {
    std::int32_t event = kNone;  // index of the event that it is about
    std::int32_t detail =
        kNone;  // of a finding: the clause; of a collection: which words are there, as bits
    std::int64_t time = kNoTime;  // milliseconds, or days for a day
};

struct Evaluation {
    Moment moment;  // that the facts were read at
    std::vector<FactValue> facts;
    std::vector<Value> fact_values;  // beside the facts, for decide()
    std::vector<Value> nodes;
    // The next instant at which a fact may turn without a new event; max() where there is none.
    std::int64_t next_turn = std::numeric_limits<std::int64_t>::max();
    // The latest such instant that is past: from it on, with these events, the facts are the same.
    std::int64_t last_turn = std::numeric_limits<std::int64_t>::min();

    // A fact asks whether this instant has come.
    void turns_at(std::int64_t instant, std::int64_t now) {
        if (instant > now)
            next_turn = std::min(next_turn, instant);
        else
            last_turn = std::max(last_turn, instant);
    }
};

// The value of a node that has no children: what its fact says, or whether its instant has come.
inline Value leaf_value(NodeOp op, FactIndex fact, const Evaluation& facts, base::Instant at) {
    if (op != NodeOp::Reached) return facts.fact_values[static_cast<std::size_t>(fact)];
    std::int64_t turn = facts.facts[static_cast<std::size_t>(fact)].time;
    if (turn == kUnknowableTime) return Value::unknown(Reason::Error);
    return Value::of(turn != kNoTime && turn <= at.time_since_epoch().count());
}

// Who belongs to a set of offices in this case: resolved once per case.
struct Offices {
    std::vector<std::vector<Symbol>> members;  // by office set
    bool contains(std::int32_t set, Symbol office) const;
};
Offices offices_of(const Program& program, const Record& record);

class Evaluator {
public:
    Evaluator(const Program& program, const Record& record);

    // Facts of the record at the moment. Reuses the storage of `out`.
    void fold(const Moment& moment, Evaluation& out) const;
    // All nodes, from folded facts. Touches neither the record nor the heap.
    void decide(base::Instant at, Evaluation& out) const;
    void evaluate(const Moment& moment, Evaluation& out) const {
        fold(moment, out);
        decide(moment.at, out);
    }
    // The facts of a duty, which speak of one event, after fold().
    void fold_local(const Moment& moment, std::int32_t event, FactIndex from, FactIndex to,
                    Evaluation& out) const;

    bool passes(const std::vector<Test>& tests, std::int32_t event, std::int32_t about,
                const Moment& moment, const Evaluation& facts) const;
    // A time expression; kNoTime where something it needs is not on record.
    std::int64_t time(std::int32_t index, std::int32_t about, const Moment& moment,
                      const Evaluation& facts) const;
    std::int32_t select(const Selector& selector, std::int32_t about, const Moment& moment,
                        Evaluation& out) const;

    // Calls `visit(index)` for each event that a selector matches, in order.
    template <typename Visit>
    void each(const Selector& selector, std::int32_t about, const Moment& moment,
              const Evaluation& facts, Visit visit) const;

    const Program& program() const { return program_; }
    const Record& record() const { return record_; }
    const Offices& offices() const { return offices_; }

private:
    bool passes_one(const Test& test, std::int32_t event, std::int32_t about, const Moment& moment,
                    const Evaluation& facts) const;
    bool in_office(const Event& event, std::int32_t set) const;
    std::int32_t event_of(FactIndex fact, std::int32_t about, const Evaluation& facts) const;
    void fold_one(std::size_t index, std::int32_t about, const Moment& moment,
                  Evaluation& out) const;
    void collect(const Fact& fact, std::int32_t about, const Moment& moment, Evaluation& out,
                 FactValue& value) const;
    bool covers(const Fact& fact, std::int32_t about, const Moment& moment, const Evaluation& facts,
                std::int32_t tool) const;

    const Program& program_;
    const Record& record_;
    Offices offices_;
    std::vector<NodeIndex> leaf_nodes_, inner_nodes_;  // the nodes without and with children
};

template <typename Visit>
void Evaluator::each(const Selector& selector, std::int32_t about, const Moment& moment,
                     const Evaluation& facts, Visit visit) const {
    std::int32_t low = -1, high = static_cast<std::int32_t>(moment.events);
    if (selector.after != kNone) {
        low = event_of(selector.after, about, facts);
        if (low < 0) return;
    }
    if (selector.before != kNone) {
        high = std::min(high, event_of(selector.before, about, facts));
        if (high < 0) return;
    }
    for (std::uint16_t kind : selector.kinds)
        for (std::uint32_t index : record_.by_kind[kind]) {
            auto i = static_cast<std::int32_t>(index);
            if (i >= high) break;
            if (i > low && passes(selector.tests, i, about, moment, facts)) visit(i);
        }
}

}  // namespace standstill::law
