#include "office/case_row.h"

#include <algorithm>
#include <string>

#include "review/answer.h"
#include "review/worksheet.h"

namespace standstill::office {

namespace {

using base::Instant;

// The word that the latest event with this field gave. Only kinds that have the field are looked
// at, and of these no more than it takes, so that a long case costs what a short one does.
std::string latest_word(const review::Case& of, std::string_view key) {
    std::string word;
    std::uint32_t latest = 0;
    for (std::size_t kind = 0; kind < of.program->kinds.size(); ++kind) {
        if (of.program->kinds[kind].slot(key) < 0) continue;
        const std::vector<std::uint32_t>& there = of.record.by_kind[kind];
        for (auto event = there.rbegin(); event != there.rend() && *event >= latest; ++event) {
            const base::Node written = of.events.read(*event);
            const base::Node* value = written.find(key);
            if (value == nullptr || !value->is_scalar()) continue;
            word = value->scalar;
            latest = *event;
            break;
        }
    }
    return word;
}

std::string who(const review::Case& of, std::string_view field) {
    for (const law::HeaderField& known : of.program->header)
        if (known.schema.name == field) {
            const std::string& text = of.header_text(known.section, field);
            if (!text.empty()) return text;
        }
    return "";
}

// The law says what stops work (rules/far-52.242-15); a case without these rules is never stopped.
bool is_stopped(const review::Case& of, const law::Evaluation& now) {
    auto is_true = [&](std::string_view rule) {
        law::NodeIndex node = of.program->node(rule);
        return node >= 0 && now.nodes[static_cast<std::size_t>(node)].is_true();
    };
    return is_true("stop-work/ordered") && !is_true("stop-work/lifted") &&
           !is_true("stop-work/run-out");
}

bool has_ended(const review::Case& of, std::uint32_t events) {
    for (std::string_view name : {"contract.terminated", "contract.closed-out"}) {
        int kind = of.program->kind(name);
        if (kind < 0) continue;
        const auto& there = of.record.by_kind[static_cast<std::size_t>(kind)];
        if (!there.empty() && there.front() < events) return true;
    }
    return false;
}

// The next instant at which the answer turns without an event.
std::optional<Instant> turn_of(const review::Case& of, const review::Answer& answer,
                               const law::Evaluation& now) {
    Instant turn{std::chrono::milliseconds{now.next_turn}};
    const law::Record& record = of.record;
    if (now.moment.events < record.events.size())
        turn = std::min(turn, record.events[now.moment.events].at);
    for (const review::Duty& duty : answer.duties)
        if (duty.due && *duty.due > answer.at) turn = std::min(turn, *duty.due);
    // Some tests ask whether the legal day of an event has come.
    const base::Day today = record.zone.day_of(answer.at);
    for (std::uint32_t i = 0; i < now.moment.events; ++i)
        if (record.events[i].legal_day > today) {
            turn = std::min(turn, record.zone.start_of(today + std::chrono::days{1}));
            break;
        }
    return turn == Instant::max() ? std::nullopt : std::optional(turn);
}

}  // namespace

CaseEntry entry_of(const review::Case& of, std::uint64_t version, Instant recorded_at, Instant at) {
    review::Reviewer reviewer(*of.program, of.record);
    const review::Answer answer = reviewer.answer(at);
    CaseEntry out;
    CaseRow& row = out.row;
    row.id = of.id;
    row.title = of.title;
    row.agency = who(of, "name");
    row.component = who(of, "component");
    row.vendor = latest_word(of, "vendor");
    row.tool = latest_word(of, "tool");
    row.use = review::to_string(answer.use);
    if (answer.procurement) row.procurement = review::to_string(*answer.procurement);
    row.status = review::status_sentence(of, answer);
    row.version = version;
    row.missing = static_cast<std::uint32_t>(answer.missing.size());
    row.defects = static_cast<std::uint32_t>(answer.defects.size());
    row.is_stopped = is_stopped(of, reviewer.evaluation());
    row.is_ended = has_ended(of, reviewer.evaluation().moment.events);
    row.turns_at = turn_of(of, answer, reviewer.evaluation());
    row.opened = row.changed = recorded_at;
    if (!of.record.events.empty()) {
        row.opened = of.record.events.front().at;
        row.changed = of.record.events.back().at;
    }
    for (const review::Duty& duty : answer.duties) {
        const bool is_overdue = duty.state == review::DutyState::Overdue;
        if (!is_overdue && duty.state != review::DutyState::Open) continue;
        ++row.open_duties;
        if (is_overdue) ++row.overdue;
        if (duty.due && (!row.next_due || *duty.due < *row.next_due)) row.next_due = duty.due;
        out.duties.push_back({of.id, of.title, duty.cite, duty.says, duty.owed_by, duty.owed_to,
                              std::string(review::to_string(duty.state)), duty.due, duty.event});
    }
    return out;
}

}  // namespace standstill::office
