// Why: the tree behind a node's value, down to paragraph and event; and the sentences that people
// read.
#pragma once

#include <string>
#include <vector>

#include "law/evaluate.h"

namespace standstill::law {

struct Explanation {
    std::string id, cite, quote, plain, says;
    std::string operation;  // all, any, not, ..., or fact, reached
    int least = 0;          // of at_least: how many
    Value value;
    std::string fact;                  // what the leaf reads
    std::vector<std::int32_t> events;  // what it rests on, by index
    std::string until;                 // of a leaf that waits: the instant
    std::vector<Explanation> children;
};

// The whole tree under a node: also what did not matter, because a reviewer may ask about that as
// well.
Explanation explain(const Evaluator& evaluator, const Evaluation& evaluation, NodeIndex node);

// A rule's sentence for its value, with its {places} filled in: `{submission}` names the event,
// `{submission.by}` the office, `{submission.at}` the day, `{wait-ends}` an instant.
std::string sentence(const Evaluator& evaluator, const Evaluation& evaluation, NodeIndex node);

// "event 23 of 2024-10-01", with the indexes of the record from 0.
std::string event_phrase(const Record& record, std::int32_t event);

// What a fact says, in a few words.
std::string fact_phrase(const Evaluator& evaluator, const Evaluation& evaluation, FactIndex fact);

}  // namespace standstill::law
