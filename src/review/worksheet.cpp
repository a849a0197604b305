#include "review/worksheet.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "law/explain.h"

namespace standstill::review {

namespace {

// Text in columns: the first line after a lead, the others under it.
void paragraph(std::string& out, const std::string& lead, const std::string& text,
               std::size_t width) {
    std::string line = lead;
    std::string indent(lead.size(), ' ');
    bool fresh = true;
    for (const std::string& word : base::split(base::folded(text), ' ')) {
        if (!fresh && line.size() + 1 + word.size() > width) {
            out += line + "\n";
            line = indent;
            fresh = true;
        }
        if (!fresh) line += ' ';
        line += word;
        fresh = false;
    }
    while (!line.empty() && line.back() == ' ') line.pop_back();
    out += line + "\n";
}

void heading(std::string& out, const std::string& title) { out += "\n" + title + "\n"; }

// A word in a column; a longer one moves the rest to the right.
std::string column(const std::string& word, std::size_t width) {
    return word.size() < width ? fmt::format("{:<{}}", word, width) : word + " ";
}

// "the head of the agency"; a title may bring its own article.
std::string the_office(const Case& of, const std::string& id) {
    auto title = of.program->offices.find(id);
    std::string words = title == of.program->offices.end() ? id : title->second;
    return words.compare(0, 4, "the ") == 0 ? words : "the " + words;
}

// What a factor rests on: the events behind the facts that it is made of.
std::string basis_of(const Reviewer& reviewer, law::NodeIndex index) {
    const law::Program& program = reviewer.evaluator().program();
    const law::Node& whole = program.nodes[static_cast<std::size_t>(index)];
    if (whole.fact != law::kNone)
        return law::fact_phrase(reviewer.evaluator(), reviewer.evaluation(), whole.fact);
    std::set<std::int32_t> events;
    std::vector<law::NodeIndex> open = {index};
    while (!open.empty()) {
        const law::Node& node = program.nodes[static_cast<std::size_t>(open.back())];
        open.pop_back();
        for (unsigned i = 0; i < node.children; ++i)
            open.push_back(program.children[node.first_child + i]);
        if (node.fact == law::kNone) continue;
        std::int32_t event = reviewer.evaluation().facts[static_cast<std::size_t>(node.fact)].event;
        if (event >= 0) events.insert(event);
    }
    std::string out;
    for (std::int32_t event : events)
        out += (out.empty() ? "" : "; ") + law::event_phrase(reviewer.evaluator().record(), event);
    return out.empty() ? "nothing on record" : out;
}

std::string counted(std::size_t n, const std::string& one, const std::string& many) {
    return fmt::format("{} {}", n, n == 1 ? one : many);
}

// A due instant as people say it: the end of a day is that day, not midnight of the next.
std::string due_words(const Case& of, base::Instant due) {
    const base::ZoneTable& zone = of.record.zone;
    base::Day day = zone.day_of(due);
    if (zone.start_of(day) == due) return "end of " + base::to_string(day - std::chrono::days{1});
    std::string text = zone.print(due);
    return text.substr(0, 10) + " " + text.substr(11, 5);
}

std::string time_left(const Case& of, base::Instant at, const Duty& duty) {
    if (duty.state == DutyState::Met) return "met";
    if (duty.state == DutyState::MetLate) return "met late";
    if (!duty.due) return "no date in the law";
    const base::ZoneTable& zone = of.record.zone;
    // Counted in legal days; the last day of a day-counted duty is the day before its due midnight.
    base::Day last = zone.day_of(*duty.due - std::chrono::milliseconds{1});
    auto days = (last - zone.day_of(at)).count();
    if (duty.state == DutyState::Overdue)
        return days == 0 ? "overdue today"
                         : "OVERDUE by " + counted(static_cast<std::size_t>(-days), "day", "days");
    return days == 0 ? "due today"
                     : counted(static_cast<std::size_t>(days), "day", "days") + " left";
}

std::string event_words(const Case& of, std::int32_t event) {
    const law::Event& e = of.record.events[static_cast<std::size_t>(event)];
    return fmt::format("event {} ({}, {})", event, of.program->kinds[e.kind].name,
                       base::to_string(of.record.zone.day_of(e.at)));
}

void reason(std::string& out, const law::Explanation& why, std::size_t depth, std::size_t width) {
    std::string mark = why.value.is_true() ? "yes" : why.value.is_false() ? "no" : "unknown";
    std::string words = !why.says.empty() ? why.says : !why.plain.empty() ? why.plain : "";
    if (words.empty())
        words = why.operation == "fact" || why.operation == "reached" ? why.fact
                                                                      : why.operation + " of:";
    if (!why.until.empty()) words += " [" + why.until + "]";
    if (!why.cite.empty()) words = why.cite + ": " + words;
    paragraph(out, fmt::format("{:<{}}{:<8}", "", 2 + 2 * depth, mark), words, width);
    for (const law::Explanation& child : why.children) reason(out, child, depth + 1, width);
}

}  // namespace

std::string reasons(const Reviewer& reviewer, std::size_t width) {
    std::string out = "Why, in full\n";
    for (const law::AnswerRule& rule : reviewer.evaluator().program().answers)
        for (auto [name, list] :
             {std::pair{"outside", &rule.outside}, std::pair{"conditions", &rule.conditions}}) {
            if (list->empty()) continue;
            out += fmt::format("\n{}, {}\n", rule.name, name);
            for (law::NodeIndex node : *list)
                reason(out, law::explain(reviewer.evaluator(), reviewer.evaluation(), node), 0,
                       width);
        }
    return out;
}

std::string status_sentence(const Case& of, const Answer& answer) {
    const std::string& subject = of.program->packs.back().subject;
    if (answer.use == Outcome::Permitted)
        return fmt::format(
            "PERMITTED: {} has been permitted since {}; every condition is met.", subject,
            answer.opens_at ? of.record.zone.print(*answer.opens_at) : "the beginning");
    if (answer.use == Outcome::Outside)
        return fmt::format("OUTSIDE: the law does not reach this case ({}).",
                           answer.because.empty() ? "" : answer.because.front().cite);
    std::string unmet = answer.because.size() == 1
                            ? "1 condition is not met"
                            : fmt::format("{} conditions are not met", answer.because.size());
    if (answer.opens_at)
        return fmt::format(
            "REFUSED: {} may not begin now; {}. If nothing else happens, it opens at {}.", subject,
            unmet, of.record.zone.print(*answer.opens_at));
    return fmt::format("REFUSED: {} is not permitted; {}, and time alone will not open the gate.",
                       subject, unmet);
}

std::string worksheet(const Case& of, const Reviewer& reviewer, const Answer& answer,
                      const std::vector<Reliance>& readings, std::size_t width) {
    const law::Program& program = *of.program;
    std::string out;
    std::set<std::string> cites;
    paragraph(out, "", of.title.empty() ? of.id : of.title, width);
    out += fmt::format("case {}, as of {} ({}), {} on record\n\n", of.id,
                       of.record.zone.print(answer.at), of.record.zone.name(),
                       counted(law::moment_at(of.record, answer.at).events, "event", "events"));
    paragraph(out, "  ", status_sentence(of, answer), width);

    heading(out, answer.use == Outcome::Permitted ? "Gate: what each condition rests on"
                 : answer.use == Outcome::Outside ? "Gate: why the law does not reach it"
                                                  : "Gate: what is not met");
    for (const Because& line : answer.because) {
        cites.insert(line.cite);
        paragraph(out, "  " + column(line.cite, 16), line.says, width);
    }
    if (answer.procurement) {
        heading(out, fmt::format("Procurement: {}", to_string(*answer.procurement)));
        const law::AnswerRule& rule =
            program.answers[static_cast<std::size_t>(program.answer("procurement"))];
        const law::Evaluation& now = reviewer.evaluation();
        for (law::NodeIndex node :
             *answer.procurement == Outcome::Outside ? rule.outside : rule.conditions) {
            bool holds = now.nodes[static_cast<std::size_t>(node)].is_true();
            if (holds != (*answer.procurement != Outcome::Refused)) continue;
            const std::string& cite = program.texts[static_cast<std::size_t>(node)].cite;
            cites.insert(cite);
            paragraph(out, "  " + column(cite, 16), law::sentence(reviewer.evaluator(), now, node),
                      width);
        }
    }
    if (!answer.factors.empty()) {
        heading(out, "Factors");
        for (std::size_t i = 0; i < answer.factors.size(); ++i) {
            const FactorState& factor = answer.factors[i];
            std::string basis = basis_of(reviewer, program.factors[i].node);
            cites.insert(factor.cite);
            paragraph(
                out,
                "  " + column(factor.cite, 16) + column(std::string(factor_word(factor.value)), 9),
                fmt::format("{} ({})", factor.plain, basis), width);
        }
    }
    if (!answer.missing.empty()) {
        heading(out, "Open questions, the most telling first");
        std::size_t n = 0;
        for (const Missing& question : answer.missing) {
            cites.insert(question.cite);
            std::string weight =
                question.decides ? " [one answer to it would change the outcome]"
                : question.settles > 0
                    ? fmt::format(" [bears on {}]",
                                  counted(static_cast<std::size_t>(question.settles), "condition",
                                          "conditions"))
                    : "";
            paragraph(out, fmt::format("  {:>2}. {}", ++n, column(question.cite, 16)),
                      question.ask + weight, width);
        }
    }
    heading(out, answer.duties.empty() ? "Duties: none" : "Duties");
    for (const Duty& duty : answer.duties) {
        cites.insert(duty.cite);
        std::string who = the_office(of, duty.owed_by) + " owes";
        if (!duty.owed_to.empty()) who += " " + the_office(of, duty.owed_to);
        std::string when = duty.due ? due_words(of, *duty.due) : "without delay";
        paragraph(
            out, "  " + column(duty.cite, 16),
            fmt::format("{} ({}): {}: {} Arose with {}.", when, time_left(of, answer.at, duty), who,
                        duty.says, event_words(of, duty.event)),
            width);
    }
    heading(out, answer.defects.empty() ? "Defects: none" : "Defects");
    for (const Defect& defect : answer.defects) {
        cites.insert(defect.cite);
        paragraph(out, "  " + column(defect.cite, 16),
                  fmt::format("{}: {}", event_words(of, defect.event), defect.says), width);
    }
    if (!readings.empty()) {
        heading(out, "Open questions of the law that this answer rests on");
        for (const Reliance& reading : readings)
            paragraph(out, "  " + column(reading.id, 7) + column(reading.cite, 9),
                      fmt::format("{} Taken here: {}{}", reading.asks, reading.chosen,
                                  reading.otherwise.empty()
                                      ? ""
                                      : fmt::format(" (Otherwise {}.)", reading.otherwise)),
                      width);
    }
    heading(out, "Where these lines come from");
    std::set<std::string> quoted;
    for (const law::NodeText& text : program.texts)
        if (!text.quote.empty() && cites.count(text.cite) != 0 &&
            quoted.insert(text.cite + text.quote).second)
            paragraph(out, "  " + column(text.cite, 16), "\"" + text.quote + "\"", width);
    for (const law::PackInfo& pack : program.packs)
        for (const law::TextUnit& unit : pack.text)
            if (!unit.text.empty() && cites.count(unit.cite) != 0 &&
                std::none_of(quoted.begin(), quoted.end(), [&](const std::string& key) {
                    return key.compare(0, unit.cite.size(), unit.cite) == 0;
                }))
                paragraph(out, "  " + column(unit.cite, 16), "\"" + unit.text + "\"", width);
    for (const law::PackInfo& pack : program.packs)
        paragraph(out, "  ", fmt::format("{} {}: {}.", pack.id, pack.version, pack.citation),
                  width);
    paragraph(out, "  ",
              fmt::format(
                  "Rules {}. The program determines nothing; people determine, certify and decide.",
                  program.digest.substr(0, 16)),
              width);
    return out;
}

}  // namespace standstill::review
