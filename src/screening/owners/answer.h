// Everything that is said of one party on one day: who owns it, who controls it, and what each rule
// makes of that. One object, printed as text, as JSON and as a picture.
#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <vector>

#include "screening/owners/control.h"
#include "screening/owners/verdict.h"

namespace standstill::screening::owners {

struct RuleAnswer {
    Rule rule;
    Phase phase;
    Verdict verdict;
};

struct Answer {
    std::uint32_t party = 0;
    base::Day day;
    std::vector<RuleAnswer> rules;      // those with a phase on the day
    std::vector<std::string> not_yet;   // names of the others
    std::vector<std::uint32_t> owners;  // links to the party that hold on the day, stakes
    std::vector<std::uint32_t> powers;  // so, all others
    Share unknown = 0;                  // the most that nobody known holds
    std::vector<Control> controllers;
};

// Cost: for each rule O(links), then what lies above the party.
Answer answer_for(const Graph& graph, const std::vector<Rule>& rules, std::uint32_t party,
                  base::Day day);

// For a terminal or a paper; each line at most about 100 characters where names allow it.
std::string to_text(const Graph& graph, const Answer& answer);
boost::json::object to_json(const Graph& graph, const Answer& answer);

// "in force since 2014-08-13", "suspended from ... to ...", "not known whether in force since ...".
std::string told(const Phase& phase);
// "blocked", "cannot be excluded: ...", "not blocked": with the ground in words.
std::string told(const Verdict& verdict);
// "if X holds at least 30 % of A, it is blocked; with less than ... it is not".
std::string told(const Graph& graph, const Deciding& one);

// The part of the graph that an answer speaks of: the party, whoever is above it by links that hold
// on the day, and those links. For export.
Graph part_above(const Graph& graph, std::uint32_t party, base::Day day);

}  // namespace standstill::screening::owners
