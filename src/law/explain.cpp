#include "law/explain.h"

#include <fmt/format.h>

#include <algorithm>

namespace standstill::law {

namespace {

base::Instant instant_of(std::int64_t time) {
    return base::Instant{std::chrono::milliseconds{time}};
}

std::string time_phrase(const Program& program, const Record& record, const Fact& fact,
                        std::int64_t time) {
    if (time == kUnknowableTime) return "an instant that cannot be computed";
    if (time == kNoTime) return "not begun";
    bool is_day =
        fact.op == FactOp::Time && program.times[static_cast<std::size_t>(fact.time)].is_day;
    if (is_day) return base::to_string(base::Day{std::chrono::days{time}});
    return record.zone.print(instant_of(time));
}

std::string missing_words(const Program& program, const Fact& fact, const FactValue& value) {
    std::string out;
    for (std::size_t i = 0; i < fact.wanted.size(); ++i) {
        if (value.detail >= 0 && (value.detail >> i & 1) != 0) continue;
        out += (out.empty() ? "" : ", ") + program.symbols.word(fact.wanted[i]);
    }
    return out;
}

std::string uncovered(const Evaluator& evaluator, const Fact& fact, const FactValue& value,
                      const Evaluation& evaluation) {
    const Record& record = evaluator.record();
    const Program& program = evaluator.program();
    const Selector& by = program.selectors[static_cast<std::size_t>(fact.selector)];
    // What the words are called: the field that holds them.
    const std::string& named =
        program.kinds[by.kinds[0]].fields[static_cast<std::size_t>(fact.word_slot)].name;
    if (value.event < 0) return fmt::format("any {} (none is named)", named);
    const Field& list =
        record.field(record.events[static_cast<std::size_t>(value.event)], fact.list_slot);
    if (list.count == 0) return fmt::format("any {} (none is named)", named);
    std::string out;
    for (std::uint32_t r = 0; r < list.count; ++r) {
        const Row& row = record.rows[static_cast<std::size_t>(list.number) + r];
        Symbol wanted =
            record.fields[row.first_field + static_cast<std::uint32_t>(fact.list_sub)].word;
        bool found = false;
        evaluator.each(by, kNone, evaluation.moment, evaluation, [&](std::int32_t i) {
            const Field& word =
                record.field(record.events[static_cast<std::size_t>(i)], fact.word_slot);
            found = found || word.word == wanted;
        });
        if (found) continue;
        out += out.empty() ? "" : ", ";
        out += wanted == kNoSymbol ? "one without a name" : record.symbols.word(wanted);
    }
    return out.empty() ? fmt::format("every {}", named) : out;
}

std::string field_phrase(const Evaluator& evaluator, std::int32_t event, const std::string& field) {
    const Record& record = evaluator.record();
    const Program& program = evaluator.program();
    if (event < 0) return "(nothing on record)";
    const Event& e = record.events[static_cast<std::size_t>(event)];
    if (field == "at") return base::to_string(record.zone.day_of(e.at));
    if (field == "day") return base::to_string(e.legal_day);
    if (field == "by") {
        if (e.office == kNoSymbol) return "(nobody named)";
        auto title = program.offices.find(record.symbols.word(e.office));
        std::string name =
            title == program.offices.end() ? record.symbols.word(e.office) : title->second;
        return (e.acting & kActing) != 0 ? "the acting " + name : "the " + name;
    }
    int slot = program.kinds[e.kind].slot(field);
    if (slot < 0) return "?";
    const Field& value = record.field(e, slot);
    switch (value.tag) {
        case Field::Tag::Word:
            return record.symbols.word(value.word);
        case Field::Tag::Date:
            return base::to_string(base::Day{std::chrono::days{value.number}});
        case Field::Tag::Timestamp:
            return record.zone.print(instant_of(value.number));
        case Field::Tag::Number:
            return std::to_string(value.number);
        case Field::Tag::Flag:
            return value.number != 0 ? "true" : "false";
        default:
            return "(as recorded)";
    }
}

FactIndex fact_called(const Program& program, std::string_view id) {
    for (std::size_t i = 0; i < program.facts.size(); ++i)
        if (program.facts[i].id == id) return static_cast<FactIndex>(i);
    return kNone;
}

std::string filled(const Evaluator& evaluator, const Evaluation& evaluation,
                   const std::string& text) {
    std::string out;
    std::size_t at = 0;
    while (true) {
        std::size_t open = text.find('{', at);
        std::size_t close = open == std::string::npos ? open : text.find('}', open);
        if (close == std::string::npos) break;
        out += text.substr(at, open - at);
        std::string place = text.substr(open + 1, close - open - 1);
        std::size_t dot = place.rfind('.');
        FactIndex fact = fact_called(evaluator.program(), place);
        if (fact >= 0) {
            out += fact_phrase(evaluator, evaluation, fact);
        } else if (dot != std::string::npos) {
            fact = fact_called(evaluator.program(), place.substr(0, dot));
            std::int32_t event =
                fact < 0 ? kNone : evaluation.facts[static_cast<std::size_t>(fact)].event;
            out += field_phrase(evaluator, event, place.substr(dot + 1));
        }
        at = close + 1;
    }
    return out + text.substr(at);
}

}  // namespace

std::string event_phrase(const Record& record, std::int32_t event) {
    if (event < 0) return "nothing on record";
    const Event& e = record.events[static_cast<std::size_t>(event)];
    return fmt::format("event {} of {}", event, base::to_string(record.zone.day_of(e.at)));
}

std::string fact_phrase(const Evaluator& evaluator, const Evaluation& evaluation, FactIndex index) {
    const Program& program = evaluator.program();
    const Fact& fact = program.facts[static_cast<std::size_t>(index)];
    const FactValue& value = evaluation.facts[static_cast<std::size_t>(index)];
    const Record& record = evaluator.record();
    switch (fact.op) {
        case FactOp::Time:
            return time_phrase(program, record, fact, value.time);
        case FactOp::Collect:
            if (value.event >= 0)
                return fmt::format("complete with {}, received {}",
                                   event_phrase(record, value.event),
                                   record.zone.print(instant_of(value.time)));
            if (value.detail <= 0) return "none is on record";
            return "still missing: " + missing_words(program, fact, value);
        case FactOp::Covers:
            return uncovered(evaluator, fact, value, evaluation);
        case FactOp::Finding: {
            Value truth = evaluation.fact_values[static_cast<std::size_t>(index)];
            if (value.event < 0) return "no finding on record";
            std::string why = value.detail >= 0
                                  ? fact.clauses[static_cast<std::size_t>(value.detail)].says
                                  : std::string();
            std::string out = event_phrase(record, value.event);
            if (truth.is_unknown()) out += why.empty() ? ": not known" : ": " + why;
            return out;
        }
        default:
            return event_phrase(record, value.event);
    }
}

std::string sentence(const Evaluator& evaluator, const Evaluation& evaluation, NodeIndex index) {
    const NodeText& text = evaluator.program().texts[static_cast<std::size_t>(index)];
    Value value = evaluation.nodes[static_cast<std::size_t>(index)];
    std::string chosen = value.is_true() ? text.met : value.is_false() ? text.unmet : text.unknown;
    if (chosen.empty() && value.is_unknown() && !text.plain.empty())
        return fmt::format("Not known ({}): {}", reason_word(value), text.plain);
    if (chosen.empty())
        chosen = value.is_true() ? text.plain : text.plain.empty() ? "" : "Not so: " + text.plain;
    return filled(evaluator, evaluation, chosen);
}

Explanation explain(const Evaluator& evaluator, const Evaluation& evaluation, NodeIndex index) {
    static constexpr const char* kNames[] = {"fact", "reached",  "all",    "any",
                                             "not",  "at_least", "surely", "known"};
    const Program& program = evaluator.program();
    const Node& node = program.nodes[static_cast<std::size_t>(index)];
    const NodeText& text = program.texts[static_cast<std::size_t>(index)];
    Explanation out;
    out.id = text.id;
    out.cite = text.cite;
    out.quote = text.quote;
    out.plain = text.plain;
    out.operation = kNames[static_cast<int>(node.op)];
    out.least = node.least;
    out.value = evaluation.nodes[static_cast<std::size_t>(index)];
    if (!text.plain.empty()) out.says = sentence(evaluator, evaluation, index);
    if (node.fact != kNone) {
        const Fact& fact = program.facts[static_cast<std::size_t>(node.fact)];
        const FactValue& value = evaluation.facts[static_cast<std::size_t>(node.fact)];
        out.fact = fact.id;
        if (value.event >= 0) {
            out.events.push_back(value.event);
            const Event& event = evaluator.record().events[static_cast<std::size_t>(value.event)];
            for (std::uint32_t i = 0; i < event.evidence_count; ++i)
                out.events.push_back(static_cast<std::int32_t>(
                    evaluator.record().supports[event.first_evidence + i].event));
        }
        if (node.op == NodeOp::Reached)
            out.until = time_phrase(program, evaluator.record(), fact, value.time);
        else if (out.says.empty())
            out.says = fact_phrase(evaluator, evaluation, node.fact);
    }
    for (unsigned i = 0; i < node.children; ++i)
        out.children.push_back(
            explain(evaluator, evaluation, program.children[node.first_child + i]));
    return out;
}

}  // namespace standstill::law
