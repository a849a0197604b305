// Deadlines: who owes what by when, how the days were counted, and where another reading of the
// law would count otherwise.
#include <fmt/format.h>

#include <algorithm>

#include "review/readings.h"
#include "server/pages/case_page.h"

namespace standstill::server::pages {

namespace {

using law::TimeOp;

// How an expression over instants counts, in words; recursion ends with the event.
std::string counting(const law::Program& program, std::int32_t index) {
    if (index < 0) return "";
    const law::Time& time = program.times[static_cast<std::size_t>(index)];
    std::string first = time.of.empty() ? "" : counting(program, time.of.front());
    switch (time.op) {
        case TimeOp::PlusHours:
            return fmt::format("{} elapsed hours; weekends, holidays and clock changes count",
                               time.amount);
        case TimeOp::PlusDays:
            return time.amount > 0
                       ? fmt::format("{} calendar days after the day of the event", time.amount)
                       : "the days that the order names, after the day of its delivery";
        case TimeOp::EndOf:
            return (first.empty() ? "the same day" : first) +
                   "; due at the end of the last day, in the zone of the case";
        case TimeOp::OncePast:
            return first + "; over when the last day has passed by every plausible reading";
        case TimeOp::WaitDays:
            return fmt::format("{} days, over at the latest plausible instant", time.amount);
        case TimeOp::EventAt:
            return "at the instant of the event: at once";
        case TimeOp::FactTime:
            return program.facts[static_cast<std::size_t>(time.fact)].time == index
                       ? ""
                       : counting(program, program.facts[static_cast<std::size_t>(time.fact)].time);
        case TimeOp::FirstOf:
        case TimeOp::Latest:
        case TimeOp::Earliest:
            for (std::int32_t one : time.of)
                if (std::string words = counting(program, one); !words.empty()) return words;
            return "";
        default:
            return "";
    }
}

std::string counting_rule(const law::Program& program, const review::Duty& duty) {
    for (const law::DutyRule& rule : program.duties) {
        if (rule.cite != duty.cite || rule.says != duty.says) continue;
        if (rule.yearly_from >= 0) {
            std::string day =
                day_words(base::Day{std::chrono::year{2024} / std::chrono::month{rule.month} /
                                    std::chrono::day{rule.day}});
            return fmt::format(
                "Each year by the end of {}, from the first one on or after the "
                "event.",
                day.substr(0, day.find(',')));
        }
        if (rule.due < 0) return "The law gives no date: it is owed from the event on, at once.";
        std::string words = counting(program, rule.due);
        if (words.empty()) return "As the law names it.";
        return sentence_case(words) + ".";
    }
    return "";
}

json::object reading_data(const CaseVisit& visit, const review::Reliance& reading) {
    json::object out = visit.words.line(reading.cite, reading.asks);
    out["question"] = reading.id;
    out["taken"] = reading.chosen;
    out["otherwise"] = reading.otherwise;
    return out;
}

}  // namespace

base::Status fill_deadlines(const CaseVisit& visit, Page& page) {
    page.title = "Deadlines";
    page.template_name = "cases/deadlines";
    page.current = "deadlines";
    page.intro =
        "Who owes what, to whom, by when. A duty falls due at the earliest plausible "
        "instant; a wait ends at the latest.";
    const review::Answer& answer = visit.view.answer();
    auto readings = review::readings_behind(visit.view.of(), answer, visit.site.office.library(),
                                            visit.site.office.settings().zones);
    if (!readings) return readings.error();
    json::object& data = page.data = status_data(visit);
    const law::Program& program = *visit.view.of().program;
    auto as_rows = [&](bool done) {
        json::array rows;
        std::vector<review::Duty> some;
        for (const review::Duty& duty : answer.duties)
            if ((duty.state == review::DutyState::Met ||
                 duty.state == review::DutyState::MetLate) == done)
                some.push_back(duty);
        std::stable_sort(some.begin(), some.end(), [](const auto& a, const auto& b) {
            return a.due.value_or(base::Instant::max()) < b.due.value_or(base::Instant::max());
        });
        for (const review::Duty& duty : some) {
            json::array mine;
            for (const review::Reliance& reading : *readings)
                if (reading.cite == duty.cite) mine.push_back(reading_data(visit, reading));
            json::object row = visit.words.duty(duty);
            row["rule"] = counting_rule(program, duty);
            row["readings"] = std::move(mine);
            rows.push_back(std::move(row));
        }
        return rows;
    };
    json::array open = as_rows(false), done = as_rows(true);
    data["none"] = open.empty() && done.empty();
    data["has_open"] = !open.empty();
    data["has_done"] = !done.empty();
    data["open"] = std::move(open);
    data["done"] = std::move(done);
    json::array all;
    for (const review::Reliance& reading : *readings) all.push_back(reading_data(visit, reading));
    data["has_readings"] = !all.empty();
    data["all_readings"] = std::move(all);
    data["calendar_url"] = "/cases/" + http::encode(visit.view.of().id) + "/deadlines.ics";
    data["opens_words"] = answer.opens_at ? visit.words.instant(*answer.opens_at) : "";
    return base::Done{};
}

}  // namespace standstill::server::pages
