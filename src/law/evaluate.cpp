#include "law/evaluate.h"

namespace standstill::law {

namespace {

using base::Day;
using base::Instant;

std::int64_t ms(Instant instant) { return instant.time_since_epoch().count(); }
Instant instant_of(std::int64_t time) { return Instant{std::chrono::milliseconds{time}}; }
Day day_of(std::int64_t time) { return Day{std::chrono::days{time}}; }

bool is_time(std::int64_t time) { return time > kUnknowableTime; }

// The bounds within which calendar arithmetic is defined (years 1900 to 2300): beyond them a time
// is unknowable.
constexpr std::int64_t kFirstDay = -25'567, kLastDay = 120'529;

std::int64_t bounded_day(std::int64_t day) {
    return day < kFirstDay || day > kLastDay ? kUnknowableTime : day;
}

}  // namespace

Moment moment_at(const Record& record, Instant at) {
    auto end =
        std::upper_bound(record.events.begin(), record.events.end(), at,
                         [](Instant instant, const Event& event) { return instant < event.at; });
    return {static_cast<std::uint32_t>(end - record.events.begin()), at, record.zone.day_of(at)};
}

bool Offices::contains(std::int32_t set, Symbol office) const {
    const auto& list = members[static_cast<std::size_t>(set)];
    return std::find(list.begin(), list.end(), office) != list.end();
}

Offices offices_of(const Program& program, const Record& record) {
    Offices out;
    for (const OfficeSet& set : program.office_sets) {
        std::vector<Symbol> named = set.offices;
        auto header = [&](const std::string& name) -> const HeaderValue* {
            auto found = record.header.find(program.symbols.find(name));
            return found == record.header.end() || !found->second.present ? nullptr
                                                                          : &found->second;
        };
        if (!set.header.empty()) {
            const HeaderValue* value = header(set.header);
            if (value == nullptr && !set.fallback.empty()) value = header(set.fallback);
            if (value != nullptr) named = value->words;
        }
        std::vector<Symbol> members;
        for (Symbol office : named)
            if (set.among.empty() ||
                std::find(set.among.begin(), set.among.end(), office) != set.among.end())
                members.push_back(office);
        for (const auto& [office, deputy] : set.stands_in)
            if (std::find(members.begin(), members.end(), office) != members.end())
                members.push_back(deputy);
        out.members.push_back(std::move(members));
    }
    return out;
}

Evaluator::Evaluator(const Program& program, const Record& record)
    : program_(program), record_(record), offices_(offices_of(program, record)) {
    inner_nodes_.reserve(program.nodes.size());
    leaf_nodes_.reserve(program.nodes.size());
    for (std::size_t n = 0; n < program.nodes.size(); ++n) {
        NodeOp op = program.nodes[n].op;
        bool leaf = op == NodeOp::Fact || op == NodeOp::Reached;
        (leaf ? leaf_nodes_ : inner_nodes_).push_back(static_cast<NodeIndex>(n));
    }
}

bool Evaluator::in_office(const Event& event, std::int32_t set) const {
    if ((event.acting & kActing) != 0 &&
        (event.acting & program_.acting_needs) != program_.acting_needs)
        return false;
    return event.office != kNoSymbol && offices_.contains(set, event.office);
}

std::int32_t Evaluator::event_of(FactIndex fact, std::int32_t about,
                                 const Evaluation& facts) const {
    return fact == kThis ? about : facts.facts[static_cast<std::size_t>(fact)].event;
}

// ---- tests
// ----

bool Evaluator::passes(const std::vector<Test>& tests, std::int32_t event, std::int32_t about,
                       const Moment& moment, const Evaluation& facts) const {
    for (const Test& test : tests)
        if (passes_one(test, event, about, moment, facts) == test.negated) return false;
    return true;
}

bool Evaluator::passes_one(const Test& test, std::int32_t index, std::int32_t about,
                           const Moment& moment, const Evaluation& facts) const {
    const Event& event = record_.events[static_cast<std::size_t>(index)];
    auto contains = [&](Symbol word) {
        return std::find(test.words.begin(), test.words.end(), word) != test.words.end();
    };
    auto supported_by_other = [&](std::uint32_t first, std::uint32_t count) {
        for (std::uint32_t i = 0; i < count; ++i)
            if ((record_.supports[first + i].kinds & test.mask) == 0) return true;
        return false;
    };
    switch (test.op) {
        case TestOp::By:
            return in_office(event, test.office_set);
        case TestOp::Supported:
            return event.evidence_count > 0;
        case TestOp::SupportedBy:
            return supported_by_other(event.first_evidence, event.evidence_count);
        case TestOp::DayUpTo:
            return event.legal_day <= moment.asked;
        case TestOp::DayBefore:
            return about >= 0 &&
                   event.legal_day < record_.events[static_cast<std::size_t>(about)].legal_day;
        case TestOp::KindIs:
            return contains(event.kind);
        default:
            break;
    }
    int slot = test.slot;
    if (!test.slots.empty()) {
        auto found = test.slots.find(event.kind);
        slot = found == test.slots.end() ? -1 : found->second;
    }
    if (slot < 0) return false;
    const Field* field = &record_.field(event, slot);
    if (test.op == TestOp::SomeRow) {
        for (std::uint32_t r = 0; r < field->count; ++r) {
            const Row& row = record_.rows[static_cast<std::size_t>(field->number) + r];
            bool all = true;
            for (const Test& part : test.rows) {
                bool holds = false;
                if (part.op == TestOp::SupportedBy) {
                    for (std::uint32_t i = 0; i < row.evidence_count && !holds; ++i)
                        holds = (record_.supports[row.first_evidence + i].kinds & part.mask) == 0;
                } else {
                    const Field& f =
                        record_.fields[row.first_field + static_cast<std::uint32_t>(part.slot)];
                    holds =
                        std::find(part.words.begin(), part.words.end(), f.word) != part.words.end();
                }
                all = all && holds != part.negated;
            }
            if (all) return true;
        }
        return false;
    }
    static const Field kAbsent;
    if (test.sub >= 0)
        field =
            field->count == 0
                ? &kAbsent
                : &record_
                       .fields[record_.rows[static_cast<std::size_t>(field->number)].first_field +
                               static_cast<std::uint32_t>(test.sub)];
    bool present = field->tag != Field::Tag::Absent;
    switch (test.op) {
        case TestOp::Is:
            return present && field->word == test.words[0];
        case TestOp::In:
            return present && contains(field->word);
        case TestOp::Not:
            return !present || !contains(field->word);
        case TestOp::Filled:
            return present && field->filled;
        case TestOp::Blank:
            return !present || !field->filled;
        case TestOp::Flag:
            return present && field->number != 0;
        case TestOp::Other:
            return present && event.office != kNoSymbol && field->word != event.office;
        case TestOp::HereOrAbsent:
            return !present || !field->filled || field->word == record_.case_id;
        case TestOp::After:
        case TestOp::NotBefore: {
            std::int64_t bound = time(test.time, index, moment, facts);
            if (!present || !is_time(bound)) return false;
            return test.op == TestOp::After ? field->number > bound : field->number >= bound;
        }
        default:
            return false;
    }
}

// ---- times
// ----

std::int64_t Evaluator::time(std::int32_t index, std::int32_t about, const Moment& moment,
                             const Evaluation& facts) const {
    if (index < 0) return kNoTime;
    const Time& time_rule = program_.times[static_cast<std::size_t>(index)];
    auto part = [&](std::size_t i) { return time(time_rule.of[i], about, moment, facts); };
    auto event = [&]() -> const Event* {
        std::int32_t i = event_of(time_rule.fact, about, facts);
        return i < 0 ? nullptr : &record_.events[static_cast<std::size_t>(i)];
    };
    switch (time_rule.op) {
        case TimeOp::EventAt: {
            const Event* e = event();
            return e == nullptr ? kNoTime : ms(e->at);
        }
        case TimeOp::EventLegal: {
            const Event* e = event();
            return e == nullptr ? kNoTime : e->legal_day.time_since_epoch().count();
        }
        case TimeOp::EventField: {
            const Event* e = event();
            if (e == nullptr) return kNoTime;
            const Field& field = record_.field(*e, time_rule.slot);
            return field.tag == Field::Tag::Absent ? kNoTime : field.number;
        }
        case TimeOp::FactTime:
        case TimeOp::FactInstant:
            return facts.facts[static_cast<std::size_t>(time_rule.fact)].time;
        case TimeOp::EndOf:
        case TimeOp::OncePast: {
            std::int64_t day = part(0);
            if (!is_time(day)) return day;
            return ms(time_rule.op == TimeOp::EndOf ? end_of(day_of(day), record_.zone)
                                                    : once_past(day_of(day), record_.zone));
        }
        case TimeOp::PlusDays: {
            std::int64_t day = part(0);
            std::int64_t count = time_rule.of.size() > 1 ? part(1) : time_rule.amount;
            if (day == kNoTime || count == kNoTime) return kNoTime;
            if (day == kUnknowableTime || count == kUnknowableTime) return kUnknowableTime;
            return bounded_day(day + count);
        }
        case TimeOp::PlusHours: {
            std::int64_t from = part(0);
            return is_time(from) ? from + std::int64_t{time_rule.amount} * 3'600'000 : from;
        }
        case TimeOp::CapYears: {
            std::int64_t from = part(0);
            return is_time(from)
                       ? ms(cap_of_years(instant_of(from), time_rule.amount, record_.zone))
                       : from;
        }
        case TimeOp::WaitDays: {
            std::int64_t from = part(0);
            if (!is_time(from)) return from;
            if (program_.calendar == nullptr) return kUnknowableTime;
            auto wait = earliest_permitted(instant_of(from), time_rule.amount, *program_.calendar,
                                           record_.zone);
            return wait ? ms(wait->conservative) : kUnknowableTime;
        }
        case TimeOp::Earliest:
        case TimeOp::Latest: {
            std::int64_t best = kNoTime;
            for (std::size_t i = 0; i < time_rule.of.size(); ++i) {
                std::int64_t one = part(i);
                if (one == kUnknowableTime) return kUnknowableTime;
                if (one == kNoTime) continue;
                bool better = time_rule.op == TimeOp::Earliest ? one < best : one > best;
                if (best == kNoTime || better) best = one;
            }
            return best;
        }
        case TimeOp::FirstOf: {
            for (std::size_t i = 0; i < time_rule.of.size(); ++i)
                if (std::int64_t one = part(i); one != kNoTime) return one;
            return kNoTime;
        }
        case TimeOp::MaxField:
        case TimeOp::MinLegal: {
            std::int64_t best = kNoTime;
            bool max = time_rule.op == TimeOp::MaxField;
            each(program_.selectors[static_cast<std::size_t>(time_rule.selector)], about, moment,
                 facts, [&](std::int32_t i) {
                     const Event& e = record_.events[static_cast<std::size_t>(i)];
                     std::int64_t one = e.legal_day.time_since_epoch().count();
                     if (max) {
                         const Field& field = record_.field(e, time_rule.slot);
                         if (field.tag == Field::Tag::Absent) return;
                         one = field.number;
                     }
                     if (best == kNoTime || (max ? one > best : one < best)) best = one;
                 });
            return best;
        }
    }
    return kNoTime;
}

// ---- facts
// ----

std::int32_t Evaluator::select(const Selector& selector, std::int32_t about, const Moment& moment,
                               Evaluation& out) const {
    std::int32_t low = -1, high = static_cast<std::int32_t>(moment.events);
    if (selector.after != kNone) {
        low = event_of(selector.after, about, out);
        if (low < 0) return kNone;
    }
    if (selector.before != kNone) {
        std::int32_t before = event_of(selector.before, about, out);
        if (before < 0) return kNone;
        high = std::min(high, before);
    }
    auto fits = [&](std::int32_t i) {
        if (!passes(selector.tests, i, about, moment, out)) return false;
        if (selector.only_if_after != kNone) {
            const Selector& earlier =
                program_.selectors[static_cast<std::size_t>(selector.only_if_after)];
            Moment before = moment;
            before.events = static_cast<std::uint32_t>(i);
            if (select(earlier, about, before, out) < 0) return false;
        }
        if (selector.unless_later != kNone) {
            const Selector& later =
                program_.selectors[static_cast<std::size_t>(selector.unless_later)];
            bool found = false;
            for (std::uint16_t kind : later.kinds) {
                const auto& list = record_.by_kind[kind];
                for (auto it =
                         std::upper_bound(list.begin(), list.end(), static_cast<std::uint32_t>(i));
                     it != list.end() && *it < moment.events && !found; ++it)
                    found = passes(later.tests, static_cast<std::int32_t>(*it), about, moment, out);
            }
            if (found) return false;
        }
        if (selector.ends != kNone) {
            std::int64_t end = time(selector.ends, i, moment, out);
            if (!is_time(end)) return false;
            out.turns_at(end, ms(moment.at));
            if (end <= ms(moment.at)) return false;
        }
        return true;
    };
    std::int32_t best = kNone;
    for (std::uint16_t kind : selector.kinds) {
        const auto& list = record_.by_kind[kind];
        if (selector.latest) {
            auto it = std::lower_bound(list.begin(), list.end(), static_cast<std::uint32_t>(high));
            while (it != list.begin()) {
                auto i = static_cast<std::int32_t>(*--it);
                if (i <= low || i <= best) break;
                if (fits(i)) {
                    best = i;
                    break;
                }
            }
        } else {
            auto it = low < 0 ? list.begin()
                              : std::upper_bound(list.begin(), list.end(),
                                                 static_cast<std::uint32_t>(low));
            for (; it != list.end(); ++it) {
                auto i = static_cast<std::int32_t>(*it);
                if (i >= high || (best != kNone && i >= best)) break;
                if (fits(i)) {
                    best = i;
                    break;
                }
            }
        }
    }
    return best;
}

// A complete notice: the words of a set, gathered in the order of the record. The instant is the
// latest receipt of the events that first brought a word; a later event that says so restarts it
// (docs/record.md, R-13).
void Evaluator::collect(const Fact& fact, std::int32_t about, const Moment& moment, Evaluation& out,
                        FactValue& value) const {
    std::uint32_t have = 0;
    const std::uint32_t all = (std::uint32_t{1} << fact.wanted.size()) - 1;
    std::int64_t latest = kNoTime;
    each(program_.selectors[static_cast<std::size_t>(fact.selector)], about, moment, out,
         [&](std::int32_t i) {
             const Event& event = record_.events[static_cast<std::size_t>(i)];
             std::int64_t received = record_.field(event, fact.instant_slot).number;
             if (have == all && !fact.wanted.empty()) {
                 bool restarts =
                     fact.restart_slot >= 0 && record_.field(event, fact.restart_slot).number != 0;
                 if (restarts) {
                     latest = std::max(latest, received);
                     value.event = i;
                 }
                 return;
             }
             const Field& field = record_.field(event, fact.set_slot);
             std::uint32_t brings = 0;
             for (std::uint32_t k = 0; k < field.count; ++k) {
                 Symbol word = record_.words[static_cast<std::size_t>(field.number) + k];
                 for (std::size_t w = 0; w < fact.wanted.size(); ++w)
                     if (fact.wanted[w] == word) brings |= std::uint32_t{1} << w;
             }
             if ((brings & ~have) == 0) return;
             have |= brings;
             latest = std::max(latest, received);
             if (have == all) value.event = i;
         });
    value.detail = static_cast<std::int32_t>(have);
    value.time = value.event < 0 ? kNoTime : latest;
}

bool Evaluator::covers(const Fact& fact, std::int32_t about, const Moment& moment,
                       const Evaluation& facts, std::int32_t tool) const {
    if (tool < 0) return false;
    const Field& list =
        record_.field(record_.events[static_cast<std::size_t>(tool)], fact.list_slot);
    if (list.count == 0) return false;
    for (std::uint32_t r = 0; r < list.count; ++r) {
        const Row& row = record_.rows[static_cast<std::size_t>(list.number) + r];
        Symbol wanted =
            record_.fields[row.first_field + static_cast<std::uint32_t>(fact.list_sub)].word;
        bool found = false;
        each(program_.selectors[static_cast<std::size_t>(fact.selector)], about, moment, facts,
             [&](std::int32_t i) {
                 const Field& word =
                     record_.field(record_.events[static_cast<std::size_t>(i)], fact.word_slot);
                 found = found || (word.tag != Field::Tag::Absent && word.word == wanted);
             });
        if (!found) return false;
    }
    return true;
}

void Evaluator::fold_one(std::size_t index, std::int32_t about, const Moment& moment,
                         Evaluation& out) const {
    const Fact& fact = program_.facts[index];
    FactValue value;
    Value truth = Value::no();
    switch (fact.op) {
        case FactOp::Event:
            value.event = select(program_.selectors[static_cast<std::size_t>(fact.selector)], about,
                                 moment, out);
            truth = Value::of(value.event >= 0);
            break;
        case FactOp::Narrow:
            value.event = event_of(fact.of, about, out);
            if (value.event >= 0 && !passes(fact.tests, value.event, about, moment, out))
                value.event = kNone;
            truth = Value::of(value.event >= 0);
            break;
        case FactOp::Finding: {
            value.event = select(program_.selectors[static_cast<std::size_t>(fact.selector)], about,
                                 moment, out);
            truth = Value::unknown(value.event < 0 ? Reason::NotAsked : Reason::Insufficient);
            for (std::size_t c = 0; value.event >= 0 && c < fact.clauses.size(); ++c)
                if (passes(fact.clauses[c].tests, value.event, about, moment, out)) {
                    truth = fact.clauses[c].value;
                    value.detail = static_cast<std::int32_t>(c);
                    break;
                }
            break;
        }
        case FactOp::Collect:
            collect(fact, about, moment, out, value);
            truth = Value::of(value.event >= 0);
            break;
        case FactOp::Covers:
            value.event = event_of(fact.of, about, out);
            truth = Value::of(covers(fact, about, moment, out, value.event));
            break;
        case FactOp::Time:
            value.time = time(fact.time, about, moment, out);
            truth = Value::of(is_time(value.time));
            break;
    }
    out.facts[index] = value;
    out.fact_values[index] = truth;
}

void Evaluator::fold(const Moment& moment, Evaluation& out) const {
    out.moment = moment;
    out.facts.resize(program_.facts.size());
    out.fact_values.resize(program_.facts.size());
    out.next_turn = std::numeric_limits<std::int64_t>::max();
    out.last_turn = std::numeric_limits<std::int64_t>::min();
    for (std::size_t i = 0; i < program_.global_facts; ++i) fold_one(i, kNone, moment, out);
    // A fact that waits for an instant turns when the instant comes.
    for (const Node& node : program_.nodes)
        if (node.op == NodeOp::Reached) {
            std::int64_t turn = out.facts[static_cast<std::size_t>(node.fact)].time;
            if (is_time(turn)) out.turns_at(turn, ms(moment.at));
        }
}

void Evaluator::fold_local(const Moment& moment, std::int32_t event, FactIndex from, FactIndex to,
                           Evaluation& out) const {
    for (FactIndex i = from; i < to; ++i) fold_one(static_cast<std::size_t>(i), event, moment, out);
}

// ---- nodes
// ----

void Evaluator::decide(Instant at, Evaluation& out) const {
    out.nodes.resize(program_.nodes.size());
    const Node* nodes = program_.nodes.data();
    const NodeIndex* children = program_.children.data();
    Value* values = out.nodes.data();
    // Leaves first, in a run of their own: they are half of the nodes and need no decision.
    for (NodeIndex n : leaf_nodes_) values[n] = leaf_value(nodes[n].op, nodes[n].fact, out, at);
    for (NodeIndex n : inner_nodes_) {
        const Node& node = nodes[n];
        const NodeIndex* child = children + node.first_child;
        Value value;
        switch (node.op) {
            case NodeOp::Fact:
            case NodeOp::Reached:
                break;
            case NodeOp::All: {
                // False is 00, so a false child clears the bit that both others have or get.
                unsigned any = 0, none_false = 1;
                for (unsigned i = 0; i < node.children; ++i) {
                    unsigned bits = values[child[i]].bits;
                    any |= bits;
                    none_false &= bits | bits >> 1;
                }
                value.bits = static_cast<std::uint8_t>(none_false == 0  ? 0
                                                       : (any & 1) != 0 ? any & ~2u
                                                                        : 2);
                break;
            }
            case NodeOp::Any: {
                unsigned any = 0;
                for (unsigned i = 0; i < node.children; ++i) any |= values[child[i]].bits;
                value.bits = static_cast<std::uint8_t>((any & 2) != 0 ? 2 : any);
                break;
            }
            case NodeOp::Not:
                value = negation(values[child[0]]);
                break;
            case NodeOp::AtLeast: {
                unsigned sure = 0, possible = 0, reasons = 0;
                for (unsigned i = 0; i < node.children; ++i) {
                    Value v = values[child[i]];
                    sure += v.is_true() ? 1u : 0u;
                    possible += v.is_false() ? 0u : 1u;
                    reasons |= v.bits & ~3u;
                }
                value = sure >= node.least      ? Value::yes()
                        : possible < node.least ? Value::no()
                                                : Value{static_cast<std::uint8_t>(1u | reasons)};
                break;
            }
            case NodeOp::Surely:
                value = Value::of(values[child[0]].is_true());
                break;
            case NodeOp::Known:
                value = Value::of(!values[child[0]].is_unknown());
                break;
        }
        values[n] = value;
    }
}

}  // namespace standstill::law
