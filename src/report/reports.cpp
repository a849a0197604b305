#include "report/reports.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.h"
#include "report/notice.h"

namespace standstill::report {

namespace {

constexpr std::array<std::string_view, 5> kNames = {"4a", "4b", "4c", "4d", "2h"};

std::string or_nothing(const std::string& text) { return text.empty() ? "not recorded" : text; }

// ---- what several reports tell
// ----

// The duties of a paragraph, with their state and day.
void write_duties(RecordText& text, std::string_view cite) {
    std::vector<Text> items;
    for (const review::Duty& duty : text.answer().duties) {
        if (duty.cite != cite) continue;
        std::vector<EventIndex> events{static_cast<EventIndex>(duty.event)};
        if (duty.met_by >= 0) events.push_back(static_cast<EventIndex>(duty.met_by));
        items.push_back(
            text.claim(fmt::format("Due {}: {}. {}", text.due(duty),
                                   duty.state == review::DutyState::Open      ? "open"
                                   : duty.state == review::DutyState::Met     ? "met"
                                   : duty.state == review::DutyState::MetLate ? "met late"
                                                                              : "overdue",
                                   duty.says),
                       events, {duty.cite}));
    }
    text.writer().heading(2, "When it is due");
    if (items.empty())
        text.writer().paragraph(
            fmt::format("No duty under section {} follows from what is on record.", cite));
    else
        text.writer().list(std::move(items));
}

void write_submitted(RecordText& text, const std::string& cite) {
    std::vector<EventIndex> sent;
    for (EventIndex event : text.all("report.submitted"))
        if (text.field(event, "under") == cite) sent.push_back(event);
    if (sent.empty())
        text.writer().paragraph(
            text.unknown(fmt::format("No report under section {} is on record.", cite), {cite}));
    for (EventIndex event : sent)
        text.writer().paragraph(
            text.claim(fmt::format("A report under section {} was submitted on {} to {}.", cite,
                                   text.day(event), text.office(text.field(event, "to"))),
                       {event}, {cite}));
}

struct Use {
    EventIndex started = 0;
    std::optional<EventIndex> ended;
};

std::vector<Use> uses(const RecordText& text) {
    std::vector<Use> out;
    for (EventIndex i = 0; i < text.events(); ++i) {
        if (text.kind(i) == "use.started") out.push_back({i, std::nullopt});
        if (text.kind(i) == "use.ended" && !out.empty() && !out.back().ended) out.back().ended = i;
    }
    return out;
}

// Uses that go on, or that there are none on record.
std::vector<EventIndex> write_existing(RecordText& text, const std::vector<std::string>& cites) {
    std::vector<EventIndex> open;
    for (const Use& use : uses(text))
        if (!use.ended) open.push_back(use.started);
    if (open.empty()) {
        text.writer().paragraph(
            text.claim("No operational use that goes on is on record.", {}, cites));
        return open;
    }
    for (EventIndex event : open)
        text.writer().paragraph(text.claim(
            fmt::format("Use began on {} and no end of it is on record.", text.day(event)), {event},
            cites));
    return open;
}

// Uses that ended between an instant and the one asked about.
void write_ended(RecordText& text, base::Instant since, const std::vector<std::string>& cites) {
    std::vector<Text> items;
    for (const Use& use : uses(text))
        if (use.ended && text.of().record.events[*use.ended].at >= since)
            items.push_back(text.claim(fmt::format("Use that began on {} ended on {}.",
                                                   text.day(use.started), text.day(*use.ended)),
                                       {use.started, *use.ended}, cites));
    if (items.empty())
        text.writer().paragraph(text.claim("No use that ended is on record.", {}, cites));
    else
        text.writer().list(std::move(items));
}

// Purchases, all of them or those since an instant.
void write_purchases(RecordText& text, std::optional<base::Instant> since,
                     const std::vector<std::string>& cites) {
    std::vector<Text> items;
    auto purpose = text.latest("purpose.set");
    std::string for_what = purpose ? text.field(*purpose, "purpose") : "";
    for (const char* kind : {"contract.awarded", "procurement.made"})
        for (EventIndex event : text.all(kind)) {
            base::Day day = text.of().record.events[event].legal_day;
            if (since && day < text.of().record.zone.day_of(*since)) continue;
            std::vector<EventIndex> events{event};
            if (purpose) events.push_back(*purpose);
            std::string vendor = text.field(event, "vendor");
            items.push_back(text.claim(
                fmt::format("Bought on {}{}. Purpose on record: {}.", base::to_string(day),
                            vendor.empty() ? "" : " from " + vendor,
                            for_what.empty() ? "none, which counts as operational" : for_what),
                events, cites));
        }
    if (items.empty())
        text.writer().paragraph(text.claim("No purchase is on record.", {}, cites));
    else
        text.writer().list(std::move(items));
}

void write_purpose(RecordText& text) {
    auto purpose = text.latest("purpose.set");
    if (!purpose) {
        text.writer().paragraph(
            text.unknown("No purpose is on record; it counts as operational.", {"2(l)"}));
        return;
    }
    text.writer().paragraph(
        text.claim(fmt::format("The purpose on record is: {}.", text.field(*purpose, "purpose")),
                   {*purpose}, {"2(l)"}));
    std::string authorized = text.field(*purpose, "authorized_uses");
    if (authorized.empty())
        text.writer().paragraph(text.unknown("Authorized uses are not on record.", {"4(b)"}));
    else
        text.writer().paragraph(text.claim("Authorized uses: " + authorized, {*purpose}, {"4(b)"}));
}

// ---- the reports
// ----

void write_4a(RecordText& text) {
    Writer& out = text.writer();
    auto reviewed = text.latest("existing-use.reviewed");
    out.heading(2, "Findings of the review");
    if (reviewed) {
        std::string found = text.field(*reviewed, "found");
        out.paragraph(text.claim(
            fmt::format("The review was completed on {} by {}. Existing use was found: {}.",
                        text.day(*reviewed), text.who(*reviewed),
                        found == "true"    ? "yes"
                        : found == "false" ? "no"
                                           : "not recorded"),
            {*reviewed}, {"4(a)", "2(h)"}));
    } else {
        out.paragraph(text.unknown("No review under section 2(h) is on record.", {"2(h)"}));
    }
    out.heading(2, "Existing operational use");
    write_existing(text, {"4(a)(i)"});
    out.heading(2, "Determination and key elements of the analysis");
    write_reasons(text);
    write_factors(text);
    out.heading(2, "Steps taken to terminate use");
    write_ended(text, base::Instant::min(), {"4(a)(iii)"});
    write_submitted(text, "4(a)");
    write_duties(text, "4(a)");
}

void write_4b(RecordText& text) {
    Writer& out = text.writer();
    out.heading(2, "The procurement");
    write_purchases(text, std::nullopt, {"4(b)"});
    out.heading(2, "Purpose and authorized uses");
    write_purpose(text);
    write_submitted(text, "4(b)");
    write_duties(text, "4(b)");
}

struct Action {
    const char* kind;
    const char* says;
    const char* cite;
};
constexpr Action kActions[] = {
    {"procurement.step", "a step before procurement was taken", "3"},
    {"determination.made", "a determination was made", "2(a)"},
    {"determination.submitted", "a determination was submitted", "2(d)"},
    {"determination.certified", "a determination was certified", "2(f)"},
    {"use.decided", "use was decided", "2(g)"},
    {"use.notified", "the decision was notified", "2(g)"},
    {"existing-use.reviewed", "existing uses were reviewed", "2(h)"},
    {"waiver.issued", "a waiver was issued", "2(m)"},
    {"waiver.revoked", "a waiver was revoked", "2(m)"},
    {"use.ended", "use was ended", "2(j)"},
};

void write_4c(RecordText& text) {
    Writer& out = text.writer();
    out.heading(2, "Actions taken to implement the order");
    std::vector<Text> items;
    for (EventIndex i = 0; i < text.events(); ++i)
        for (const Action& action : kActions)
            if (text.kind(i) == action.kind)
                items.push_back(
                    text.claim(fmt::format("{}: {}, by {}.", text.day(i), action.says, text.who(i)),
                               {i}, {action.cite}));
    if (items.empty())
        out.paragraph(text.unknown("No action under the order is on record.", {"4(c)"}));
    else
        out.list(std::move(items));
    out.heading(2, "Internal controls and oversight procedures");
    out.paragraph(text.unknown(
        "The record of a case holds no event for them; the agency describes them here.",
        {"2(i)", "4(c)"}));
    write_submitted(text, "4(c)");
    write_duties(text, "4(c)");
}

void write_4d(RecordText& text) {
    Writer& out = text.writer();
    base::Day end = text.of().record.zone.day_of(text.answer().at);
    base::Instant since = text.of().record.zone.start_of(base::anniversary(end, -1));
    out.paragraph(fmt::format("The preceding year is counted from {} to the instant above.",
                              text.instant(since)));
    out.heading(2, "Existing operational use, and why it poses no significant risk");
    if (!write_existing(text, {"4(d)(i)"}).empty()) write_reasons(text);
    out.heading(2, "Use terminated during the preceding year");
    write_ended(text, since, {"4(d)(ii)"});
    out.heading(2, "Purchases during the preceding year");
    write_purchases(text, since, {"4(d)(iii)"});
    write_submitted(text, "4(d)");
    write_duties(text, "4(d)");
}

void write_2h(RecordText& text) {
    Writer& out = text.writer();
    out.heading(2, "The assessment");
    auto assessment = text.latest("assessment.issued");
    out.paragraph(assessment
                      ? text.claim(fmt::format("An intelligence assessment was issued on {} ({}).",
                                               or_nothing(text.field(*assessment, "issued")),
                                               or_nothing(text.field(*assessment, "handle"))),
                                   {*assessment}, {"2(c)", "2(h)"})
                      : text.unknown("No intelligence assessment is on record.", {"2(c)"}));
    out.heading(2, "Existing operational use");
    write_existing(text, {"2(h)"});
    out.heading(2, "The factors today");
    write_factors(text);
    out.heading(2, "The determination");
    write_reasons(text);
    out.heading(2, "Use that was discontinued");
    write_ended(text, base::Instant::min(), {"2(h)"});
    auto reviewed = text.latest("existing-use.reviewed");
    out.paragraph(reviewed
                      ? text.claim(fmt::format("The review was completed on {} by {}.",
                                               text.day(*reviewed), text.who(*reviewed)),
                                   {*reviewed}, {"2(h)"})
                      : text.unknown("That the review was completed is not on record.", {"2(h)"}));
    write_duties(text, "2(h)");
}

struct Form {
    std::string_view name;
    const char* title;
    const char* cite;
    void (*write)(RecordText&);
};
constexpr Form kForms[] = {
    {"4a", "Report under section 4(a) of Executive Order 14093: review of existing uses", "4(a)",
     write_4a},
    {"4b", "Notification under section 4(b) of Executive Order 14093: exempt procurement", "4(b)",
     write_4b},
    {"4c", "Report under section 4(c) of Executive Order 14093: implementation", "4(c)", write_4c},
    {"4d", "Annual report under section 4(d) of Executive Order 14093", "4(d)", write_4d},
    {"2h", "Review of existing uses under section 2(h) of Executive Order 14093", "2(h)", write_2h},
};

}  // namespace

std::span<const std::string_view> report_names() { return kNames; }

base::Result<Document> report_draft(std::string_view name, const review::Case& of,
                                    const review::Answer& answer) {
    const auto* form = std::find_if(std::begin(kForms), std::end(kForms),
                                    [&](const Form& one) { return one.name == name; });
    if (form == std::end(kForms))
        return base::fail(
            base::ErrorKind::NotFound,
            fmt::format("no report is called `{}`; there are 4a, 4b, 4c, 4d and 2h", name));
    Document out;
    out.title = form->title;
    out.subject = "To the Assistant to the President for National Security Affairs";
    out.as_of = answer.at;
    out.status = "DRAFT";
    RecordText text(of, answer, out);
    text.writer().box(strong("Draft. ") +
                      text.claim("It covers one case. The report of the agency covers all of them; "
                                 "the head of the agency answers for it.",
                                 {}, {form->cite}));
    write_parties(text);
    form->write(text);
    text.writer().heading(2, "What is not known");
    write_unknown(text);
    text.writer().heading(2, "Basis");
    write_basis(text);
    return out;
}

}  // namespace standstill::report
