#include "report/notice.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "law/calendar.h"

namespace standstill::report {

namespace {

using review::Duty;

std::string listed(const std::vector<std::string>& words) { return base::join(words, ", "); }

std::string or_nothing(const std::string& text) { return text.empty() ? "not recorded" : text; }

// Those of the events that come before another one.
std::vector<EventIndex> before(const std::vector<EventIndex>& events, EventIndex end) {
    std::vector<EventIndex> out;
    std::copy_if(events.begin(), events.end(), std::back_inserter(out),
                 [&](EventIndex event) { return event < end; });
    return out;
}

// "Example Labs Ltd (develop, own)".
std::vector<std::string> furnishers(const RecordText& text, EventIndex tool) {
    std::vector<std::string> out;
    const base::Node* list = text.node(tool).find("furnishers");
    if (list == nullptr || !list->is_list()) return out;
    for (const base::Node& row : list->items) {
        const base::Node* entity = row.find("entity");
        const base::Node* roles = row.find("roles");
        std::vector<std::string> words;
        if (roles != nullptr)
            for (const base::Node& role : roles->items) words.push_back(role.scalar);
        out.push_back((entity == nullptr ? "" : entity->scalar) +
                      (words.empty() ? "" : " (" + listed(words) + ")"));
    }
    return out;
}

void evidence_table(RecordText& text, const std::string& caption,
                    const std::vector<EventIndex>& events) {
    std::vector<std::vector<Text>> rows;
    for (EventIndex event : events)
        rows.push_back({text.claim(text.field(event, "id"), {event}),
                        plain(text.field(event, "kind")),
                        plain(or_nothing(text.field(event, "publisher"))),
                        plain(or_nothing(text.field(event, "published"))),
                        plain(or_nothing(text.field(event, "grade"))), plain(text.day(event))});
    text.writer().table(caption,
                        {"Evidence", "Kind", "Publisher", "Published", "Grade", "Recorded"},
                        std::move(rows), {2, 3, 5, 3, 2, 3});
}

void write_tool(RecordText& text, EventIndex end) {
    Writer& out = text.writer();
    auto tools = before(text.all("tool.named"), end);
    if (tools.empty()) {
        out.paragraph(
            text.unknown("No product is named on record, nor who furnishes it.", {"5(h)"}));
        return;
    }
    EventIndex tool = tools.back();
    auto chain = furnishers(text, tool);
    out.paragraph(text.claim(fmt::format("The product is {}; {}.", text.field(tool, "tool"),
                                         chain.empty() ? "who furnishes it is not on record"
                                                       : "it is furnished by " + listed(chain)),
                             {tool}, {"5(h)"}));
}

void write_scope(RecordText& text, EventIndex end) {
    std::vector<Text> items;
    for (EventIndex event : before(text.all("scope.found"), end))
        items.push_back(
            text.claim(fmt::format("{}: {} (found on {} by {}).", text.field(event, "element"),
                                   text.field(event, "value"), text.day(event), text.who(event)),
                       {event}, {"5(b)"}));
    if (items.empty()) {
        text.writer().paragraph(text.unknown(
            "No finding on the elements of the definition is on record; each counts as met.",
            {"5(b)"}));
        return;
    }
    text.writer().paragraph("Findings on the elements of the definition of commercial spyware:");
    text.writer().list(std::move(items));
}

void write_steps(RecordText& text, EventIndex end) {
    std::vector<Text> items;
    for (const char* step : {"3(a)", "3(b)", "3(c)", "3(d)"}) {
        std::vector<EventIndex> done;
        std::vector<std::string> entities;
        for (EventIndex event : before(text.all("procurement.step"), end))
            if (text.field(event, "step") == step) {
                done.push_back(event);
                std::string entity = text.field(event, "entity");
                if (!entity.empty()) entities.push_back(entity);
            }
        std::string whom = entities.empty() ? "" : ", for " + listed(entities);
        items.push_back(done.empty()
                            ? text.unknown(fmt::format("Step {} is not on record.", step), {step})
                            : text.claim(fmt::format("Step {} was taken on {}{}.", step,
                                                     text.day(done.back()), whom),
                                         done, {step}));
    }
    text.writer().paragraph("Steps before procurement:");
    text.writer().list(std::move(items));
}

// The latest finding on a leaf.
std::optional<EventIndex> finding(const RecordText& text, const std::string& factor) {
    std::optional<EventIndex> out;
    for (EventIndex event : text.all("factor.found"))
        if (text.field(event, "factor") == factor) out = event;
    return out;
}

void write_factor(RecordText& text, const review::FactorState& factor) {
    Writer& out = text.writer();
    std::string state(review::factor_word(factor.value));
    out.heading(3, fmt::format("Section {}: {}", factor.cite, state));
    Text words = text.claim("", {}, {factor.cite});
    words[0].text = text.law(factor.cite);
    words[0].style = Style::Quote;
    out.paragraph(std::move(words));
    auto found = finding(text, factor.cite);
    if (!found) {
        out.paragraph(text.unknown("No finding on this factor is on record.", {"2(a)"}));
    } else {
        std::string entity = text.field(*found, "entity");
        Text line = text.claim(
            fmt::format("Found {} on {} by {}{}.", text.field(*found, "value"), text.day(*found),
                        text.who(*found), entity.empty() ? "" : ", for " + entity),
            {*found});
        std::string treatment = text.field(*found, "treatment");
        if (!treatment.empty())
            line = line + plain(" Why the decision can be made all the same: " + treatment);
        if (text.words(*found, "evidence").empty())
            line = line + plain(" The finding names no evidence.");
        if (state != text.field(*found, "value"))
            line = line + plain(fmt::format(" It counts as {}.", state));
        out.paragraph(std::move(line));
    }
    std::vector<EventIndex> news;
    for (EventIndex event : text.all("information.received"))
        if (text.field(event, "factor") == factor.cite && (!found || event > *found))
            news.push_back(event);
    if (!news.empty())
        out.paragraph(text.claim(
            fmt::format("Information on this factor was received {} and is not covered by a later "
                        "finding.",
                        news.size() == 1 ? "once" : fmt::format("{} times", news.size())),
            news, {"2(j)"}));
}

void write_mitigation(RecordText& text) {
    Writer& out = text.writer();
    out.heading(3, "Section 2(a)(iii): knowledge and measures of the entity");
    auto event = text.latest("mitigation.considered");
    if (!event) {
        out.paragraph(text.unknown(
            "That the agency considered what the entity knew and did is not on record.",
            {"2(a)(iii)"}));
        return;
    }
    std::vector<std::string> measures;
    const base::Node* list = text.node(*event).find("measures");
    if (list != nullptr)
        for (const base::Node& row : list->items)
            if (const base::Node* kind = row.find("kind"); kind != nullptr)
                measures.push_back(kind->scalar);
    out.paragraph(text.claim(
        fmt::format("Considered on {} by {}. Whether the entity knew or should have known: {}. "
                    "Measures: {}.",
                    text.day(*event), text.who(*event), or_nothing(text.field(*event, "knew")),
                    measures.empty() ? "none recorded" : listed(measures)),
        {*event}, {"2(a)(iii)"}));
}

void write_decision(RecordText& text) {
    Writer& out = text.writer();
    out.heading(2, "The decision");
    auto decided = text.latest("use.decided");
    if (decided)
        out.paragraph(text.claim(fmt::format("On {} {} decided to make operational use.",
                                             text.day(*decided), text.who(*decided)),
                                 {*decided}, {"2(g)"}));
    else
        out.paragraph(text.unknown("No decision to make operational use is on record.", {"2(g)"}));
    auto waiver = text.latest("waiver.issued");
    if (waiver)
        out.paragraph(text.claim(
            fmt::format("A waiver was issued on {} by {}, until {}. Extraordinary circumstances: "
                        "{} No feasible alternative: {}",
                        text.day(*waiver), text.who(*waiver),
                        or_nothing(text.field(*waiver, "until")),
                        or_nothing(text.field(*waiver, "extraordinary")),
                        or_nothing(text.field(*waiver, "no_alternative"))),
            {*waiver}, {"2(m)"}));
}

// Both readings of the seven days, from the latest receipt on record.
void write_wait(RecordText& text) {
    Writer& out = text.writer();
    out.heading(2, "Receipt, and the wait of seven days");
    auto notices = text.all("use.notified");
    if (notices.empty()) {
        out.paragraph(text.unknown("That this notice was given is not on record.", {"2(g)"}));
    }
    base::Instant last{};
    for (EventIndex event : notices) {
        std::string received = text.field(event, "received");
        base::Instant at = text.of().record.events[event].at;
        if (auto said = base::parse_instant(received); said) at = *said;
        last = std::max(last, at);
        out.paragraph(
            text.claim(fmt::format("Given by {}, received {}; it held: {}.", text.who(event),
                                   text.instant(at), listed(text.words(event, "parts"))),
                       {event}, {"2(g)"}));
    }
    if (!notices.empty() && text.of().program->calendar != nullptr) {
        auto wait =
            law::earliest_permitted(last, 7, *text.of().program->calendar, text.of().record.zone);
        if (wait)
            out.paragraph(text.claim(
                fmt::format(
                    "If nothing further is said, seven days from the latest of these end "
                    "on the plain reading at {}, and on the reading taken here at {}{}.",
                    text.instant(wait->plain), text.instant(wait->conservative),
                    wait->rolled.empty() ? "" : " (the last day is moved: " + wait->rolled + ")"),
                {}, {"2(g)"}));
    }
    for (EventIndex event : text.all("apnsa.further-process"))
        out.paragraph(text.claim(fmt::format("On {} {} said that further process is required.",
                                             text.day(event), text.who(event)),
                                 {event}));
    for (EventIndex event : text.all("apnsa.no-further-process"))
        out.paragraph(text.claim(fmt::format("On {} {} said that no further process is required.",
                                             text.day(event), text.who(event)),
                                 {event}));
}

}  // namespace

void write_parties(RecordText& text) {
    Writer& out = text.writer();
    const review::Case& of = text.of();
    std::string component = of.header_text("agency", "component");
    std::vector<Text> items;
    items.push_back(strong("Agency: ") + plain(of.header_text("agency", "name") +
                                               (component.empty() ? "" : ", " + component)));
    items.push_back(strong("Head of the agency: ") +
                    plain(text.office(of.header_text("agency", "head"))));
    items.push_back(strong("Case: ") +
                    plain(of.title.empty() ? of.id : of.title + " (" + of.id + ")"));
    items.push_back(strong("As of: ") + plain(text.instant(text.answer().at)));
    auto contract = text.latest("contract.awarded");
    if (contract) {
        std::string amount = text.field(*contract, "value.amount");
        items.push_back(
            strong("Contract: ") +
            text.claim(
                fmt::format("{} with {}, awarded {}{}", or_nothing(text.field(*contract, "id")),
                            or_nothing(text.field(*contract, "vendor")),
                            or_nothing(text.field(*contract, "awarded")),
                            amount.empty()
                                ? ""
                                : ", " + amount + " " + text.field(*contract, "value.currency")),
                {*contract}));
    }
    out.list(std::move(items));
}

void write_due_diligence(RecordText& text, EventIndex end) {
    Writer& out = text.writer();
    write_tool(text, end);
    write_scope(text, end);
    write_steps(text, end);
    auto all = text.all("evidence.added");
    auto counted = before(all, end);
    if (counted.empty())
        out.paragraph(text.unknown("No evidence is on record before the decision.", {"2(g)"}));
    else
        evidence_table(text, "Evidence on record before the decision", counted);
    std::vector<EventIndex> later(all.begin() + static_cast<std::ptrdiff_t>(counted.size()),
                                  all.end());
    if (later.empty()) return;
    out.paragraph("What was added after the decision is no part of the diligence before it:");
    evidence_table(text, "Evidence added after the decision", later);
}

void write_factors(RecordText& text) {
    for (const review::FactorState& factor : text.answer().factors) write_factor(text, factor);
    write_mitigation(text);
}

void write_reasons(RecordText& text) {
    Writer& out = text.writer();
    auto made = text.latest("determination.made");
    if (!made) {
        out.paragraph(text.unknown("No determination is on record, and so no reasons.", {"2(a)"}));
    } else {
        std::string reasons = text.field(*made, "reasons");
        Text line = text.claim(fmt::format("On {} {} determined: {}.", text.day(*made),
                                           text.who(*made), text.field(*made, "outcome")),
                               {*made}, {"2(a)"});
        out.paragraph(std::move(line));
        if (reasons.empty())
            out.paragraph(text.unknown("The determination on record gives no reasons.", {"2(g)"}));
        else
            out.paragraph(Text{{reasons, Style::Quote, {}, {}}});
    }
    auto submitted = text.latest("determination.submitted");
    out.paragraph(
        submitted
            ? text.claim(
                  fmt::format("Its results were submitted to {} on {}.",
                              text.office(text.field(*submitted, "to")), text.day(*submitted)),
                  {*submitted}, {"2(d)"})
            : text.unknown("That results were submitted to the DNI is not on record.", {"2(d)"}));
    auto certified = text.latest("determination.certified");
    out.paragraph(certified ? text.claim(fmt::format("It was certified on {} by {}.",
                                                     text.day(*certified), text.who(*certified)),
                                         {*certified}, {"2(f)"})
                            : text.unknown("No certification is on record.", {"2(f)"}));
}

void write_unknown(RecordText& text) {
    Writer& out = text.writer();
    std::vector<Text> items;
    std::set<std::string> said;
    for (const review::Missing& question : text.answer().missing)
        if (said.insert(question.cite + question.ask).second)
            items.push_back(text.claim(question.cite + ": " + question.ask, {}, {question.cite}));
    if (items.empty()) {
        out.paragraph("No question of the rules is open.");
    } else {
        out.paragraph("These questions have no answer on record, the most telling first:");
        out.list(std::move(items));
    }
    std::vector<Text> defects;
    for (const review::Defect& defect : text.answer().defects)
        defects.push_back(text.claim(defect.cite + ": " + defect.says,
                                     {static_cast<EventIndex>(defect.event)}, {defect.cite}));
    if (defects.empty()) return;
    out.paragraph("These acts have not the effect they claim, or show a breach:");
    out.list(std::move(defects));
}

void write_basis(RecordText& text) {
    const law::Program& program = *text.of().program;
    std::string packs;
    for (const law::PackInfo& pack : program.packs)
        packs += fmt::format("{}{} {}", packs.empty() ? "" : ", ", pack.id, pack.version);
    text.writer().paragraph(fmt::format(
        "Put together from the {} events on record at {}, under {} (rules {}). Nothing was added "
        "to what is on record. The program determines nothing; a person reads, corrects and signs.",
        text.events(), text.instant(text.answer().at), packs, program.digest.substr(0, 16)));
}

Document notice(const review::Case& of, const review::Answer& answer) {
    Document out;
    out.title = "Notice under section 2(g) of Executive Order 14093";
    out.subject = "To the Assistant to the President for National Security Affairs";
    out.as_of = answer.at;
    RecordText text(of, answer, out);
    auto decided = text.latest("use.decided");
    if (!decided) out.status = "DRAFT";
    Writer& write = text.writer();
    if (!decided)
        write.box(strong("Draft. ") +
                  text.claim("No decision to make operational use is on record, so no notice is "
                             "owed yet, and this is none.",
                             {}, {"2(g)"}));
    write.paragraph(strong("To: ") + plain(text.office("apnsa")));
    write.paragraph(strong("From: ") + plain(text.office(of.header_text("agency", "head"))));
    write_parties(text);
    write_decision(text);
    write.heading(2, "Due diligence completed before the decision");
    write_due_diligence(text, decided.value_or(text.events()));
    write.heading(2, "Consideration of the factors of section 2(a)");
    write_factors(text);
    write.heading(2, "Reasons for the determination");
    write_reasons(text);
    write.heading(2, "What is not known");
    write_unknown(text);
    write_wait(text);
    write.heading(2, "Basis");
    write_basis(text);
    return out;
}

}  // namespace standstill::report
