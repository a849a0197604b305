#include "server/pages/act_waiting.h"

#include <fmt/format.h>

#include <algorithm>

#include "law/explain.h"

namespace standstill::server::pages {

namespace {

using law::Fact;
using law::FactIndex;
using law::FactOp;
using law::kNone;
using law::NodeIndex;
using law::NodeOp;
using law::Selector;
using law::Test;
using law::TestOp;

class Finder {
public:
    Finder(const review::Case& of, const review::Reviewer& reviewer)
        : of_(of), program_(*of.program), reviewer_(reviewer), now_(reviewer.evaluation()) {}

    enum class When { Soon, Later };
    // Soon: without a date, overdue, or due within 30 days.
    void duties(const review::Answer& answer, When when) {
        constexpr std::chrono::hours kSoon{24 * 30};
        std::vector<const review::Duty*> open;
        for (const review::Duty& duty : answer.duties) {
            bool is_open =
                duty.state == review::DutyState::Open || duty.state == review::DutyState::Overdue;
            bool is_soon = !duty.due || *duty.due <= answer.at + kSoon;
            if (is_open && is_soon == (when == When::Soon)) open.push_back(&duty);
        }
        std::stable_sort(open.begin(), open.end(), [](const auto* a, const auto* b) {
            constexpr auto kLast = base::Instant::max();
            return a->due.value_or(kLast) < b->due.value_or(kLast);
        });
        for (const review::Duty* duty : open) one_duty(*duty);
    }

    void conditions(const review::Answer& answer) {
        for (const review::Because& line : answer.because) {
            if (answer.use != review::Outcome::Refused || line.node == kNone) continue;
            reason_ = fmt::format("{}: {}", line.cite, line.says);
            walk(line.node, true);
        }
        if (!answer.procurement || *answer.procurement != review::Outcome::Refused) return;
        for (NodeIndex node :
             review::grounds_of(program_, program_.procurement, *answer.procurement, now_)) {
            const law::NodeText& text = program_.texts[static_cast<std::size_t>(node)];
            reason_ =
                fmt::format("{}: {}", text.cite, law::sentence(reviewer_.evaluator(), now_, node));
            walk(node, true);
        }
    }

    void questions(const review::Answer& answer) {
        for (const review::Missing& missing : answer.missing)
            for (const law::Question& question : program_.questions) {
                if (question.cite != missing.cite || question.ask != missing.ask) continue;
                reason_ = fmt::format("{}: {}", missing.cite, missing.ask);
                walk(question.node, true);
            }
    }

    std::vector<Waiting> out;

private:
    void one_duty(const review::Duty& duty) {
        for (const law::DutyRule& rule : program_.duties) {
            if (rule.cite != duty.cite || rule.says != duty.says) continue;
            reason_ = fmt::format(
                "Duty {}, {}: {}", duty.cite,
                duty.due ? "due " + of_.record.zone.print(*duty.due) : "without a date", duty.says);
            due_ = duty.due;
            owed_by_ = duty.owed_by;
            if (rule.met_by != kNone) add_fact(rule.met_by);
            if (rule.nth_selector != kNone)
                add(program_.selectors[static_cast<std::size_t>(rule.nth_selector)]);
            due_.reset();
            owed_by_.clear();
            return;
        }
    }

    // What would make the node true, or false where `wanted` says so.
    void walk(NodeIndex index, bool wanted) {
        const law::Node& node = program_.nodes[static_cast<std::size_t>(index)];
        law::Value value = now_.nodes[static_cast<std::size_t>(index)];
        if (wanted ? value.is_true() : value.is_false()) return;
        if (node.op == NodeOp::Fact) {
            if (wanted)
                add_fact(node.fact);
            else
                add_lifting(node.fact);
            return;
        }
        bool deeper = node.op == NodeOp::Not ? !wanted : wanted;
        for (std::uint16_t i = 0; i < node.children; ++i)
            walk(program_.children[node.first_child + i], deeper);
    }

    // The events that a fact looks for.
    void add_fact(FactIndex index) {
        const Fact& fact = program_.facts[static_cast<std::size_t>(index)];
        if (fact.selector != kNone)
            add(program_.selectors[static_cast<std::size_t>(fact.selector)], fact.tests);
        else if (fact.of != kNone)
            add_fact(fact.of);
    }

    // What ends an event that stands in the way.
    void add_lifting(FactIndex index) {
        const Fact& fact = program_.facts[static_cast<std::size_t>(index)];
        if (fact.selector == kNone) return;
        const Selector& selector = program_.selectors[static_cast<std::size_t>(fact.selector)];
        if (selector.unless_later != kNone)
            add(program_.selectors[static_cast<std::size_t>(selector.unless_later)]);
        else if (selector.after != kNone)
            add_fact(selector.after);  // new information is answered by a new determination
    }

    bool is_there(FactIndex fact) const {
        if (fact == kNone || fact == law::kThis) return true;
        return now_.facts[static_cast<std::size_t>(fact)].event != kNone;
    }

    void add(const Selector& selector, const std::vector<Test>& more = {}) {
        // What must stand between others has no effect before they are on record.
        if (!is_there(selector.after) || !is_there(selector.before)) return;
        for (std::uint16_t kind : selector.kinds) {
            const law::EventKind& schema = program_.kinds[kind];
            Waiting::Reason reason{reason_, {}};
            std::vector<std::string> offices;
            for (const std::vector<Test>* tests : {&selector.tests, &more})
                for (const Test& test : *tests) {
                    preset(test, schema, reason.preset);
                    who(test, offices);
                }
            if (offices.empty() && program_.offices.count(owed_by_) != 0 && owed_by_ != "agency")
                offices.push_back(owed_by_);
            keep(schema.name, std::move(reason), offices);
        }
    }

    void preset(const Test& test, const law::EventKind& kind, http::Fields& out_fields) const {
        bool is_word = test.op == TestOp::Is && !test.negated && test.words.size() == 1;
        if (!is_word || test.slot < 0 || test.sub >= 0 || !test.slots.empty()) return;
        if (static_cast<std::size_t>(test.slot) >= kind.fields.size()) return;
        out_fields.emplace_back(kind.fields[static_cast<std::size_t>(test.slot)].name,
                                of_.record.symbols.word(test.words.front()));
    }

    void who(const Test& test, std::vector<std::string>& offices) const {
        if (test.op != TestOp::By || test.negated || test.office_set == kNone) return;
        const auto& members = reviewer_.evaluator().offices().members;
        for (law::Symbol office : members[static_cast<std::size_t>(test.office_set)])
            offices.push_back(of_.record.symbols.word(office));
    }

    void keep(const std::string& kind, Waiting::Reason reason,
              const std::vector<std::string>& offices) {
        auto found = std::find_if(out.begin(), out.end(),
                                  [&](const Waiting& one) { return one.kind == kind; });
        if (found == out.end()) {
            out.push_back({kind, {}, offices, due_});
            found = out.end() - 1;
        }
        if (found->offices.empty()) found->offices = offices;
        bool is_said = std::any_of(
            found->reasons.begin(), found->reasons.end(), [&](const Waiting::Reason& one) {
                return one.says == reason.says ||
                       (!reason.preset.empty() && one.preset == reason.preset && !due_);
            });
        if (!is_said) found->reasons.push_back(std::move(reason));
    }

    const review::Case& of_;
    const law::Program& program_;
    const review::Reviewer& reviewer_;
    const law::Evaluation& now_;
    std::string reason_, owed_by_;
    std::optional<base::Instant> due_;
};

}  // namespace

std::vector<Waiting> waiting_acts(const review::Case& of, const review::Reviewer& reviewer,
                                  const review::Answer& answer) {
    Finder finder(of, reviewer);
    finder.duties(answer, Finder::When::Soon);
    finder.conditions(answer);
    finder.questions(answer);
    finder.duties(answer, Finder::When::Later);
    return std::move(finder.out);
}

}  // namespace standstill::server::pages
