#include "review/readings.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace standstill::review {

namespace {

std::set<std::string> because_cites(const Answer& answer) {
    std::set<std::string> out;
    for (const Because& line : answer.because) out.insert(line.cite);
    return out;
}

std::multiset<std::string> duty_lines(const Case& of, const Answer& answer) {
    std::multiset<std::string> out;
    for (const Duty& duty : answer.duties)
        out.insert(fmt::format("{} {} {} {} {}", duty.cite, duty.owed_by, duty.owed_to,
                               duty.due ? of.record.zone.print(*duty.due) : "-",
                               to_string(duty.state)));
    return out;
}

std::set<std::string> defect_lines(const Answer& answer) {
    std::set<std::string> out;
    for (const Defect& defect : answer.defects)
        out.insert(fmt::format("{} {}", defect.event, defect.cite));
    return out;
}

// In what the other answer differs, in a few words; empty where it does not.
std::string difference(const Case& of, const Answer& ours, const Answer& other) {
    std::vector<std::string> parts;
    if (ours.use != other.use)
        parts.push_back(fmt::format("use would be {}", to_string(other.use)));
    if (ours.opens_at != other.opens_at && ours.use == other.use)
        parts.push_back(other.opens_at
                            ? "use would open at " + of.record.zone.print(*other.opens_at)
                            : "use would not open by itself");
    if (ours.use == other.use && ours.use != Outcome::Permitted &&
        because_cites(ours) != because_cites(other))
        parts.push_back("other conditions would be unmet");
    if (ours.procurement != other.procurement && other.procurement)
        parts.push_back(fmt::format("procurement would be {}", to_string(*other.procurement)));
    if (duty_lines(of, ours) != duty_lines(of, other)) parts.push_back("other duties would stand");
    if (defect_lines(ours) != defect_lines(other)) parts.push_back("other defects would show");
    std::string out;
    for (const std::string& part : parts) out += (out.empty() ? "" : ", ") + part;
    return out;
}

bool stands(const Case& of, const law::Switch& question, base::Instant at) {
    if (!question.stands_when.empty()) {
        std::size_t dot = question.stands_when.find('.');
        return !of.header_text(question.stands_when.substr(0, dot),
                               question.stands_when.substr(dot + 1))
                    .empty();
    }
    return std::any_of(question.stands_on.begin(), question.stands_on.end(),
                       [&](const std::string& name) {
                           int kind = of.program->kind(name);
                           if (kind < 0) return false;
                           const auto& events = of.record.by_kind[static_cast<std::size_t>(kind)];
                           return !events.empty() && of.record.events[events.front()].at <= at;
                       });
}

}  // namespace

base::Result<std::vector<Reliance>> readings_behind(const Case& of, const Answer& answer,
                                                    Library& library, const ZoneSource& zones) {
    std::vector<Reliance> out;
    base::Node document = of.header;
    document.keys.emplace_back("record", base::Place{});
    base::Node list;
    list.kind = base::Node::Kind::List;
    list.items = of.events.all();
    document.items.push_back(std::move(list));
    for (const law::Switch& question : of.program->switches) {
        const std::string& chosen = question.readings.at(question.chosen);
        if (stands(of, question, answer.at)) {
            out.push_back({question.id, question.cite, question.asks, chosen, ""});
            continue;
        }
        if (!question.used) continue;
        for (const auto& [reading, words] : question.readings) {
            if (reading == question.chosen) continue;
            auto other = read_case(document, of.name, library, zones, {{question.id, reading}});
            if (!other) return other.error();
            Reviewer reviewer(*other->program, other->record);
            std::string differs = difference(of, answer, reviewer.answer(answer.at));
            if (!differs.empty())
                out.push_back({question.id, question.cite, question.asks, chosen, differs});
        }
    }
    return out;
}

}  // namespace standstill::review
