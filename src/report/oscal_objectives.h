// What of the law an OSCAL document can speak of: controls and their objectives.
//
// A control is a citation of a pack. An objective is one question under it that the program
// answers: a factor (satisfied means: known to be absent), a condition (satisfied means: met), or
// an answer as a whole (satisfied means: permitted). All are worded so that unknown is never
// satisfied.
#pragma once

#include <string>
#include <vector>

#include "law/program.h"

namespace standstill::report::oscal {

struct Control {
    std::string id;     // eo-14093_2.a.i.A
    std::string pack;   // eo-14093
    std::string cite;   // 2(a)(i)(A)
    std::string text;   // verbatim, or empty where the pack has no words for it
    std::string title;  // in plain words where a rule has them
};

struct Objective {
    enum class Kind { Factor, Condition, Answer };
    Kind kind = Kind::Condition;
    std::string control, id;
    std::string pack, cite, plain;
    law::NodeIndex node = law::kNone;  // of Factor and Condition
    std::int32_t answer = law::kNone;  // of Condition and Answer
    std::size_t position = 0;          // of Factor: in the program's list
};

// Every unit of the packs' text and every citation of a rule, in the order of packs and text; then
// one control for each answer, of the pack "standstill".
std::vector<Control> controls_of(const law::Program& program);
// Answers first, then factors, then conditions.
std::vector<Objective> objectives_of(const law::Program& program);

std::string control_id(const std::string& pack, const std::string& cite);
std::string answer_control(const law::AnswerRule& answer);
// What an objective asks to be determined.
std::string question_of(const law::Program& program, const Objective& objective);
// Of a switch (an open question of the text): the id of the parameter that holds its reading.
std::string parameter_id(const law::Switch& reading);

// The pack that a rule's citation belongs to: its own where its text has the citation, else the
// first that has, else its own all the same.
const std::string& home_of(const law::Program& program, const std::string& pack,
                           const std::string& cite);

}  // namespace standstill::report::oscal
