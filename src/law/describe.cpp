#include "law/describe.h"

#include <fmt/format.h>

#include "base/text.h"

namespace standstill::law {

namespace {

// Writes the parts of one program; a class so that the parts need not hand it on.
class Writer {
public:
    explicit Writer(const Program& program) : program_(program) {}

    std::string node(NodeIndex index);
    std::string rule(NodeIndex index);
    std::string fact(FactIndex index);
    std::string fact_name(FactIndex index);
    std::string selector(std::int32_t index);
    std::string tests(const std::vector<Test>& list, const std::vector<std::uint16_t>& kinds);
    std::string time(std::int32_t index);
    std::string kinds(const std::vector<std::uint16_t>& list);
    std::string words(const std::vector<Symbol>& list);
    std::string field(const std::vector<std::uint16_t>& kinds, int slot, int sub = -1);
    std::vector<std::uint16_t> kinds_of(FactIndex index);
    // What `this` is from here on; returns what it was.
    std::vector<std::uint16_t> speak_of(std::vector<std::uint16_t> kinds) {
        this_.swap(kinds);
        return kinds;
    }

private:
    std::string test(const Test& test, const std::vector<std::uint16_t>& kinds);
    std::string row(const Test& test, const FieldSchema* list);
    std::string times(const Time& time);
    std::string evidence(std::uint64_t mask);

    const Program& program_;
    std::vector<std::uint16_t> this_;
};

std::string Writer::words(const std::vector<Symbol>& list) {
    std::vector<std::string> out;
    for (Symbol symbol : list) out.push_back(program_.symbols.word(symbol));
    return base::join(out, "|");
}

std::string Writer::kinds(const std::vector<std::uint16_t>& list) {
    std::vector<std::string> out;
    for (std::uint16_t kind : list) out.push_back(program_.kinds[kind].name);
    return base::join(out, "|");
}

std::string Writer::field(const std::vector<std::uint16_t>& of, int slot, int sub) {
    if (of.empty() || slot < 0) return fmt::format("field {}", slot);
    const FieldSchema& field = program_.kinds[of[0]].fields[static_cast<std::size_t>(slot)];
    if (sub < 0) return field.name;
    return field.name + "." + field.fields[static_cast<std::size_t>(sub)].name;
}

std::vector<std::uint16_t> Writer::kinds_of(FactIndex index) {
    if (index == kThis) return this_;
    if (index < 0) return {};
    const Fact& fact = program_.facts[static_cast<std::size_t>(index)];
    if (fact.op == FactOp::Narrow) return kinds_of(fact.of);
    if (fact.selector == kNone) return {};
    return program_.selectors[static_cast<std::size_t>(fact.selector)].kinds;
}

std::string Writer::evidence(std::uint64_t mask) {
    std::vector<std::string> out;
    for (std::size_t i = 0; i < program_.evidence_kinds.size(); ++i)
        if ((mask >> i & 1) != 0) out.push_back(program_.evidence_kinds[i]);
    return base::join(out, "|");
}

// ---- tests on one event ---------------------------------------------------------------------

std::string Writer::row(const Test& test, const FieldSchema* list) {
    std::string says;
    if (test.op == TestOp::SupportedBy)
        says = "supported by other than " + evidence(test.mask);
    else if (list != nullptr && test.slot >= 0)
        says = list->fields[static_cast<std::size_t>(test.slot)].name + " is " + words(test.words);
    return test.negated ? "not " + says : says;
}

std::string Writer::test(const Test& test, const std::vector<std::uint16_t>& of) {
    auto named = [&] { return field(of, test.slot, test.sub); };
    switch (test.op) {
        case TestOp::Is:
        case TestOp::In:
            return fmt::format("{} is {}", named(), words(test.words));
        case TestOp::Not:
            return fmt::format("{} is none of {}", named(), words(test.words));
        case TestOp::Filled:
            return named() + " filled";
        case TestOp::Blank:
            return named() + " blank";
        case TestOp::Flag:
            return named() + " true";
        case TestOp::By:
            return "by " + program_.office_sets[static_cast<std::size_t>(test.office_set)].name;
        case TestOp::Other:
            return named() + " other than by";
        case TestOp::Supported:
            return "supported";
        case TestOp::SupportedBy:
            return "supported by other than " + evidence(test.mask);
        case TestOp::DayUpTo:
            return "day up to the one asked for";
        case TestOp::DayBefore:
            return "day before this";
        case TestOp::HereOrAbsent:
            return named() + " here";
        case TestOp::After:
            return fmt::format("{} after {}", named(), time(test.time));
        case TestOp::NotBefore:
            return fmt::format("{} not before {}", named(), time(test.time));
        case TestOp::SomeRow: {
            const FieldSchema* list =
                of.empty() ? nullptr
                           : &program_.kinds[of[0]].fields[static_cast<std::size_t>(test.slot)];
            std::vector<std::string> rows;
            for (const Test& one : test.rows) rows.push_back(row(one, list));
            return fmt::format("some of {} ({})", named(), base::join(rows, ", "));
        }
        case TestOp::KindIs: {
            std::vector<std::string> names;
            for (Symbol kind : test.words) names.push_back(program_.kinds[kind].name);
            return "event " + base::join(names, "|");
        }
    }
    return "";
}

std::string Writer::tests(const std::vector<Test>& list, const std::vector<std::uint16_t>& of) {
    std::vector<std::string> out;
    for (const Test& one : list) {
        // In a test's time, `this` is the event tested.
        std::vector<std::uint16_t> outer = this_;
        if (one.time != kNone) speak_of(of);
        out.push_back((one.negated ? "not " : "") + test(one, of));
        speak_of(outer);
    }
    return base::join(out, ", ");
}

// ---- times ----------------------------------------------------------------------------------

std::string Writer::times(const Time& one) {
    std::vector<std::string> parts;
    for (std::int32_t part : one.of) parts.push_back(time(part));
    return base::join(parts, ", ");
}

std::string Writer::time(std::int32_t index) {
    if (index < 0) return "never";
    const Time& one = program_.times[static_cast<std::size_t>(index)];
    switch (one.op) {
        case TimeOp::EventAt:
            return fact_name(one.fact) + ".at";
        case TimeOp::EventLegal:
            return fact_name(one.fact) + ".day";
        case TimeOp::EventField:
            return fact_name(one.fact) + "." + field(kinds_of(one.fact), one.slot);
        case TimeOp::FactTime:
        case TimeOp::FactInstant:
            return fact_name(one.fact);
        case TimeOp::EndOf:
            return fmt::format("end of ({})", times(one));
        case TimeOp::OncePast:
            return fmt::format("once past ({})", times(one));
        case TimeOp::PlusDays:
            if (one.of.size() > 1)
                return fmt::format("{} days after {}", time(one.of[1]), time(one.of[0]));
            return fmt::format("{} days after {}", one.amount, times(one));
        case TimeOp::PlusHours:
            return fmt::format("{} hours after {}", one.amount, times(one));
        case TimeOp::CapYears:
            return fmt::format("{} years after {}", one.amount, times(one));
        case TimeOp::WaitDays:
            return fmt::format("a wait of {} days after {}", one.amount, times(one));
        case TimeOp::Earliest:
            return fmt::format("earliest of ({})", times(one));
        case TimeOp::Latest:
            return fmt::format("latest of ({})", times(one));
        case TimeOp::FirstOf:
            return fmt::format("first of ({})", times(one));
        case TimeOp::MaxField:
            return fmt::format(
                "latest {} of ({})",
                field(program_.selectors[static_cast<std::size_t>(one.selector)].kinds, one.slot),
                selector(one.selector));
        case TimeOp::MinLegal:
            return fmt::format("earliest day of ({})", selector(one.selector));
    }
    return "";
}

// ---- facts ----------------------------------------------------------------------------------

std::string Writer::selector(std::int32_t index) {
    const Selector& one = program_.selectors[static_cast<std::size_t>(index)];
    std::string out = (one.latest ? "latest " : "first ") + kinds(one.kinds);
    if (!one.tests.empty()) out += ", where " + tests(one.tests, one.kinds);
    if (one.after != kNone) out += ", after " + fact_name(one.after);
    if (one.before != kNone) out += ", before " + fact_name(one.before);
    if (one.ends != kNone) {
        std::vector<std::uint16_t> outer = speak_of(one.kinds);  // `this` is the candidate
        out += ", ends " + time(one.ends);
        speak_of(outer);
    }
    if (one.unless_later != kNone)
        out += fmt::format(", unless later ({})", selector(one.unless_later));
    if (one.only_if_after != kNone)
        out += fmt::format(", only if after ({})", selector(one.only_if_after));
    return out;
}

std::string Writer::fact_name(FactIndex index) {
    if (index == kThis) return "this";
    if (index < 0) return "nothing";
    const Fact& one = program_.facts[static_cast<std::size_t>(index)];
    return one.id.empty() ? "(" + fact(index) + ")" : one.id;
}

std::string Writer::fact(FactIndex index) {
    const Fact& one = program_.facts[static_cast<std::size_t>(index)];
    std::vector<std::uint16_t> of = kinds_of(index);
    switch (one.op) {
        case FactOp::Event:
            return selector(one.selector);
        case FactOp::Narrow:
            return fmt::format("{}, kept where {}", fact_name(one.of), tests(one.tests, of));
        case FactOp::Finding: {
            std::string out = "finding of " + selector(one.selector);
            for (const FindingClause& clause : one.clauses) {
                out += fmt::format("; {}", to_string(clause.value.truth()));
                if (clause.value.is_unknown())
                    out += fmt::format(" ({})", reason_word(clause.value));
                out += " where " + tests(clause.tests, of);
                if (!clause.says.empty()) out += ": " + clause.says;
            }
            return out;
        }
        case FactOp::Collect: {
            std::string out =
                fmt::format("{} of ({}) until {}, each as of its {}", field(of, one.set_slot),
                            selector(one.selector), words(one.wanted), field(of, one.instant_slot));
            if (one.restart_slot >= 0) out += ", again from " + field(of, one.restart_slot);
            return out;
        }
        case FactOp::Covers:
            return fmt::format("every {} of {} is a {} of ({})",
                               field(kinds_of(one.of), one.list_slot, one.list_sub),
                               fact_name(one.of), field(of, one.word_slot), selector(one.selector));
        case FactOp::Time:
            return time(one.time);
    }
    return "";
}

// ---- rules ----------------------------------------------------------------------------------

std::string Writer::node(NodeIndex index) {
    const std::string& id = program_.texts[static_cast<std::size_t>(index)].id;
    return id.empty() ? rule(index) : id;
}

std::string Writer::rule(NodeIndex index) {
    const Node& one = program_.nodes[static_cast<std::size_t>(index)];
    std::vector<std::string> parts;
    for (std::uint32_t i = 0; i < one.children; ++i)
        parts.push_back(node(program_.children[one.first_child + i]));
    std::string of = base::join(parts, ", ");
    switch (one.op) {
        case NodeOp::Fact: {
            FactOp op = program_.facts[static_cast<std::size_t>(one.fact)].op;
            std::string_view how = op == FactOp::Collect                         ? "complete"
                                   : op == FactOp::Event || op == FactOp::Narrow ? "exists"
                                                                                 : "is";
            return fmt::format("{} {}", how, fact_name(one.fact));
        }
        case NodeOp::Reached:
            return "reached " + fact_name(one.fact);
        case NodeOp::All:
            return fmt::format("all({})", of);
        case NodeOp::Any:
            return fmt::format("any({})", of);
        case NodeOp::Not:
            return fmt::format("not({})", of);
        case NodeOp::AtLeast:
            return fmt::format("at least {} of ({})", one.least, of);
        case NodeOp::Surely:
            return fmt::format("surely({})", of);
        case NodeOp::Known:
            return fmt::format("known({})", of);
    }
    return "";
}

std::string fields_of(const std::vector<FieldSchema>& list) {
    std::vector<std::string> out;
    for (const FieldSchema& field : list) {
        std::string one = fmt::format("{} {}", field.name, to_string(field.type));
        if (field.required) one += " required";
        if (field.future) one += " future";
        if (field.default_to_at) one += " default at";
        if (field.has_default_number) one += fmt::format(" default {}", field.default_number);
        if (!field.choices.empty()) one += " of " + base::join(field.choices, "|");
        if (!field.fields.empty()) one += fmt::format(" ({})", fields_of(field.fields));
        out.push_back(std::move(one));
    }
    return base::join(out, ", ");
}

}  // namespace

std::string describe_rule(const Program& program, NodeIndex node) {
    return Writer(program).rule(node);
}

std::string describe_fact(const Program& program, FactIndex fact) {
    return Writer(program).fact(fact);
}

std::string describe_duty(const Program& program, const DutyRule& duty) {
    Writer writer(program);
    std::vector<std::uint16_t> kinds = duty.once >= 0 ? writer.kinds_of(duty.once) : duty.each;
    writer.speak_of(kinds);
    std::string out = duty.once >= 0 ? "once for " + writer.fact_name(duty.once)
                                     : "for each " + writer.kinds(duty.each);
    if (!duty.tests.empty()) out += ", where " + writer.tests(duty.tests, kinds);
    std::vector<std::string> given;
    for (FactIndex fact : duty.given) given.push_back(writer.fact_name(fact));
    if (!given.empty()) out += ", given " + base::join(given, " or ");
    if (duty.stands_while >= 0) out += ", while " + writer.node(duty.stands_while);
    if (duty.due >= 0) out += ", due " + writer.time(duty.due);
    if (duty.yearly_from >= 0)
        out += fmt::format(", due each {:02}-{:02} from {}", duty.month, duty.day,
                           writer.time(duty.yearly_from));
    out += ", owed by " + duty.owed_by;
    if (!duty.owed_to.empty()) out += " to " + duty.owed_to;
    if (duty.met_by != kNone) out += ", met by " + writer.fact_name(duty.met_by);
    if (duty.nth_selector >= 0)
        out += fmt::format(", each met by the next ({})", writer.selector(duty.nth_selector));
    return out;
}

std::string describe_defect(const Program& program, const DefectRule& defect) {
    Writer writer(program);
    writer.speak_of(defect.each);
    std::string out = "each " + writer.kinds(defect.each);
    if (!defect.when.empty()) out += ", when " + writer.tests(defect.when, defect.each);
    if (!defect.unless.empty()) out += ", unless " + writer.tests(defect.unless, defect.each);
    if (defect.as_of == DefectRule::AsOf::Before) out += ", as of before it";
    if (defect.as_of == DefectRule::AsOf::After) out += ", as of after it";
    if (defect.day_of_event) out += ", asked for its legal day";
    if (defect.answer >= 0)
        out += fmt::format(", where `{}` was refused",
                           program.answers[static_cast<std::size_t>(defect.answer)].name);
    if (defect.must_be_this >= 0)
        out += fmt::format(", where {} is another one", writer.fact_name(defect.must_be_this));
    for (const auto& [tests, cite] : defect.also)
        out += fmt::format(", also {} when {}", cite, writer.tests(tests, defect.each));
    return out;
}

std::string describe_kind(const EventKind& kind) {
    std::string out = fields_of(kind.fields);
    if (kind.legal_field >= 0)
        out += "; legal " + kind.fields[static_cast<std::size_t>(kind.legal_field)].name;
    if (kind.evidence_id >= 0)
        out += fmt::format("; evidence {} {} {}", kind.evidence_id, kind.evidence_kind,
                           kind.evidence_copy);
    return out;
}

std::string describe_office_set(const Program& program, const OfficeSet& set) {
    Writer writer(program);
    std::string out = "offices " + writer.words(set.offices);
    if (!set.header.empty()) out += ", from " + set.header;
    if (!set.fallback.empty()) out += ", else " + set.fallback;
    if (!set.among.empty()) out += ", among " + writer.words(set.among);
    for (const auto& [whom, who] : set.stands_in)
        out += fmt::format(", {} for {}", program.symbols.word(who), program.symbols.word(whom));
    return out;
}

}  // namespace standstill::law
