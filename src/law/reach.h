// What a definition rests on: which rules, facts, events and sets of offices stand below it.
//
// The other way round it says what could change when a definition changes, and what nothing rests
// on.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "law/program.h"

namespace standstill::law {

// Everything that has been added, and all that it rests on. Sentences count: a fact that only a
// sentence names is used by it. Add as many starting points as you like.
class Reach {
public:
    explicit Reach(const Program& program);

    void add_node(NodeIndex node);
    void add_fact(FactIndex fact);
    void add_duty(const DutyRule& duty);
    void add_defect(const DefectRule& defect);
    // All that an answer is made of: answers, factors, questions, duties, defects.
    void add_all();

    // By index.
    std::vector<bool> nodes, facts, kinds, office_sets;
    bool calendar = false;  // a wait is counted

private:
    void add_selector(std::int32_t selector);
    void add_tests(const std::vector<Test>& tests);
    void add_time(std::int32_t time);
    void add_sentence(const std::string& text);
    void add_kinds(const std::vector<std::uint16_t>& list);

    const Program& program_;
    std::vector<bool> times_, selectors_;
};

// The fact of that name, kNone where there is none.
FactIndex fact_called(const Program& program, std::string_view id);

// What stands between braces in a sentence: `{submission.by}` gives `submission.by`.
std::vector<std::string> places_in(const std::string& sentence);

// The fact that a place names, with what follows the last dot in `field` ("" where all of it is
// the name of a fact).
FactIndex fact_of_place(const Program& program, const std::string& place, std::string& field);

// The kinds of event that a fact may be about; none for one that is about a duty's own event.
std::vector<std::uint16_t> kinds_of(const Program& program, FactIndex fact);

// The pack that a file belongs to: `rules/eo-14093/facts.yaml` is of `eo-14093`.
std::string pack_of_file(const std::string& file);

}  // namespace standstill::law
