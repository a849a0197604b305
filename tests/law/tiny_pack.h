// A pack of a few lines and a record of a few events: a small world in which one word of the
// language of rules can be seen at work.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "cli/files.h"
#include "law/compile.h"
#include "law/evaluate.h"
#include "review/case.h"

namespace standstill::law {

// Three offices, and a case that says who is the head.
inline const std::string kTinyHead =
    "pack: tiny\n"
    "version: '1'\n"
    "offices: {boss: boss, clerk: clerk, deputy: deputy}\n"
    "header: {agency: {head: {type: office}}}\n"
    "office_sets: {head: {header: agency.head}}\n"
    "acting: [basis, confirmed_by]\n"
    "calendar: days\n";

inline RuleFiles tiny_files(const std::string& rules) {
    return {{"tiny/pack.yaml", kTinyHead},
            {"tiny/rules.yaml", rules},
            {"calendar/days.yaml",
             "covers: {from: 2020-01-01, to: 2030-12-31}\nholidays:\n"
             "- {date: 2024-12-25, name: Christmas Day}\n"}};
}

// The rules, compiled, and the record, read; questions are asked with everything on record.
class TinyWorld {
public:
    TinyWorld(const std::string& rules, const std::string& record)
        : library_(tiny_files(rules)), case_(read(record)) {}

    bool is_whole() const { return case_ != nullptr; }
    const Program& program() const { return *case_->program; }
    const Record& record() const { return case_->record; }
    const review::Case& of() const { return *case_; }

    Evaluation at(const std::string& instant) const {
        Evaluation out;
        evaluator().evaluate(moment_at(record(), *base::parse_instant(instant)), out);
        return out;
    }
    Evaluator evaluator() const { return {program(), record()}; }
    std::size_t fact(const std::string& id) const {
        for (std::size_t i = 0; i < program().facts.size(); ++i)
            if (program().facts[i].id == id) return i;
        ADD_FAILURE() << "no fact is called " << id;
        return 0;
    }
    // The event that a fact means when all is on record, or -1.
    int event(const std::string& id, const std::string& instant = kLate) const {
        return at(instant).facts[fact(id)].event;
    }
    Value value(const std::string& rule, const std::string& instant = kLate) const {
        return at(instant).nodes[static_cast<std::size_t>(program().node(rule))];
    }
    // A time fact as people read it, or why there is none.
    std::string time(const std::string& id, const std::string& instant = kLate) const {
        std::int64_t time = at(instant).facts[fact(id)].time;
        if (time == kNoTime) return "none";
        if (time == kUnknowableTime) return "unknowable";
        const Fact& rule = program().facts[fact(id)];
        if (program().times[static_cast<std::size_t>(rule.time)].is_day)
            return base::to_string(base::Day{std::chrono::days{time}});
        return record().zone.print(base::Instant{std::chrono::milliseconds{time}});
    }

    static constexpr const char* kLate = "2029-01-01T00:00:00Z";

private:
    std::unique_ptr<review::Case> read(const std::string& record) {
        std::string text =
            "standstill: 1\ncase: tiny\nlaw: [tiny]\nagency: {head: boss}\nrecord:\n" +
            (record.empty() ? "  []\n" : record);
        auto document = base::parse_document(text, "case.yaml");
        if (!document) {
            ADD_FAILURE() << document.error().message;
            return nullptr;
        }
        auto of = review::read_case(*document, "case.yaml", library_, cli::system_zones());
        if (!of) {
            ADD_FAILURE() << of.error().message;
            return nullptr;
        }
        return std::make_unique<review::Case>(std::move(*of));
    }

    review::Library library_;
    std::unique_ptr<review::Case> case_;
};

}  // namespace standstill::law
