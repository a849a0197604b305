#include "law/reach.h"

#include <algorithm>

namespace standstill::law {

namespace {

// Marks an index; false where there is none, or it was marked already.
bool first_time(std::vector<bool>& marks, std::int32_t index) {
    if (index < 0) return false;
    auto i = static_cast<std::size_t>(index);
    if (marks[i]) return false;
    marks[i] = true;
    return true;
}

}  // namespace

Reach::Reach(const Program& program)
    : nodes(program.nodes.size()),
      facts(program.facts.size()),
      kinds(program.kinds.size()),
      office_sets(program.office_sets.size()),
      program_(program),
      times_(program.times.size()),
      selectors_(program.selectors.size()) {}

void Reach::add_all() {
    for (const AnswerRule& answer : program_.answers) {
        for (NodeIndex node : answer.outside) add_node(node);
        for (NodeIndex node : answer.conditions) add_node(node);
    }
    for (const FactorRule& factor : program_.factors) add_node(factor.node);
    for (const Question& question : program_.questions) add_node(question.node);
    for (const DutyRule& duty : program_.duties) add_duty(duty);
    for (const DefectRule& defect : program_.defects) add_defect(defect);
    for (std::size_t i = 0; i < program_.kinds.size(); ++i)
        if (program_.kinds[i].evidence_id >= 0) kinds[i] = true;
    for (const Switch& s : program_.switches)
        for (const std::string& name : s.stands_on)
            if (int kind = program_.kind(name); kind >= 0)
                kinds[static_cast<std::size_t>(kind)] = true;
}

void Reach::add_node(NodeIndex index) {
    if (!first_time(nodes, index)) return;
    const Node& node = program_.nodes[static_cast<std::size_t>(index)];
    add_fact(node.fact);
    for (std::uint32_t i = 0; i < node.children; ++i)
        add_node(program_.children[node.first_child + i]);
    const NodeText& text = program_.texts[static_cast<std::size_t>(index)];
    for (const std::string* sentence : {&text.met, &text.unmet, &text.unknown})
        add_sentence(*sentence);
}

void Reach::add_sentence(const std::string& text) {
    std::string field;
    for (const std::string& place : places_in(text))
        add_fact(fact_of_place(program_, place, field));
}

void Reach::add_fact(FactIndex index) {
    if (!first_time(facts, index)) return;
    const Fact& fact = program_.facts[static_cast<std::size_t>(index)];
    add_fact(fact.of);
    add_selector(fact.selector);
    add_tests(fact.tests);
    for (const FindingClause& clause : fact.clauses) add_tests(clause.tests);
    add_time(fact.time);
}

void Reach::add_selector(std::int32_t index) {
    if (!first_time(selectors_, index)) return;
    const Selector& selector = program_.selectors[static_cast<std::size_t>(index)];
    add_kinds(selector.kinds);
    add_tests(selector.tests);
    add_fact(selector.after);
    add_fact(selector.before);
    add_time(selector.ends);
    add_selector(selector.unless_later);
    add_selector(selector.only_if_after);
}

void Reach::add_tests(const std::vector<Test>& tests) {
    for (const Test& test : tests) {
        first_time(office_sets, test.office_set);
        add_time(test.time);
        add_tests(test.rows);
    }
}

void Reach::add_time(std::int32_t index) {
    if (!first_time(times_, index)) return;
    const Time& time = program_.times[static_cast<std::size_t>(index)];
    calendar = calendar || time.op == TimeOp::WaitDays;
    add_fact(time.fact);
    add_selector(time.selector);
    for (std::int32_t part : time.of) add_time(part);
}

void Reach::add_kinds(const std::vector<std::uint16_t>& list) {
    for (std::uint16_t kind : list) kinds[kind] = true;
}

void Reach::add_duty(const DutyRule& duty) {
    add_kinds(duty.each);
    add_tests(duty.tests);
    add_fact(duty.once);
    for (FactIndex fact : duty.given) add_fact(fact);
    add_node(duty.stands_while);
    add_time(duty.due);
    add_time(duty.yearly_from);
    add_fact(duty.met_by);
    add_selector(duty.nth_selector);
}

void Reach::add_defect(const DefectRule& defect) {
    add_kinds(defect.each);
    add_tests(defect.when);
    add_tests(defect.unless);
    add_fact(defect.must_be_this);
    for (const auto& [tests, cite] : defect.also) add_tests(tests);
    if (defect.answer < 0) return;
    const AnswerRule& answer = program_.answers[static_cast<std::size_t>(defect.answer)];
    for (NodeIndex node : answer.outside) add_node(node);
    for (NodeIndex node : answer.conditions) add_node(node);
}

FactIndex fact_called(const Program& program, std::string_view id) {
    for (std::size_t i = 0; i < program.facts.size() && !id.empty(); ++i)
        if (program.facts[i].id == id) return static_cast<FactIndex>(i);
    return kNone;
}

std::vector<std::string> places_in(const std::string& sentence) {
    std::vector<std::string> out;
    std::size_t at = 0;
    while (true) {
        std::size_t open = sentence.find('{', at);
        std::size_t close = open == std::string::npos ? open : sentence.find('}', open);
        if (close == std::string::npos) return out;
        out.push_back(sentence.substr(open + 1, close - open - 1));
        at = close + 1;
    }
}

FactIndex fact_of_place(const Program& program, const std::string& place, std::string& field) {
    field.clear();
    FactIndex whole = fact_called(program, place);
    std::size_t dot = place.rfind('.');
    if (whole >= 0 || dot == std::string::npos) return whole;
    field = place.substr(dot + 1);
    return fact_called(program, place.substr(0, dot));
}

std::vector<std::uint16_t> kinds_of(const Program& program, FactIndex index) {
    if (index < 0) return {};
    const Fact& fact = program.facts[static_cast<std::size_t>(index)];
    if (fact.op == FactOp::Narrow || fact.op == FactOp::Covers) return kinds_of(program, fact.of);
    if (fact.selector == kNone) return {};
    return program.selectors[static_cast<std::size_t>(fact.selector)].kinds;
}

std::string pack_of_file(const std::string& file) {
    std::size_t begin = file.starts_with("rules/") ? 6 : 0;
    return file.substr(begin, file.find('/', begin) - begin);
}

}  // namespace standstill::law
