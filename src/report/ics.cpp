#include "report/ics.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "law/calendar.h"

namespace standstill::report {

namespace {

using review::Duty;
using review::DutyState;

constexpr std::size_t kFold = 75;

// 20241008T180000Z
std::string utc(base::Instant at) {
    std::string text = base::to_string(std::chrono::floor<std::chrono::seconds>(at));
    std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
    return text;
}

std::string date(base::Day day) {
    std::string text = base::to_string(day);
    std::erase(text, '-');
    return text;
}

// One component, its lines folded.
class Component {
public:
    Component(std::string& out, std::string name) : out_(out), name_(std::move(name)) {
        put("BEGIN", name_);
    }
    ~Component() { put("END", name_); }
    Component(const Component&) = delete;
    Component& operator=(const Component&) = delete;

    void put(std::string_view name, std::string_view value) {
        out_ += ics_line(fmt::format("{}:{}", name, value));
    }

private:
    std::string& out_;
    std::string name_;
};

class Calendar {
public:
    Calendar(base::Instant at, std::string_view url) : at_(at), url_(url) {}

    std::string run(const std::vector<Dated>& cases) {
        std::string out;
        {
            Component calendar(out, "VCALENDAR");
            calendar.put("VERSION", "2.0");
            calendar.put("PRODID", "-//Standstill//deadlines//EN");
            calendar.put("CALSCALE", "GREGORIAN");
            for (const Dated& one : cases) {
                duties(out, one);
                wait(out, one);
            }
        }
        return out;
    }

private:
    // What every event has; `key` tells it from the others of its case.
    void envelope(Component& event, const review::Case& of, std::string_view key) const {
        event.put("UID", fmt::format("{}.{}@standstill", key, of.id));
        event.put("DTSTAMP", utc(at_));
        event.put("CLASS", "CONFIDENTIAL");
        event.put("TRANSP", "TRANSPARENT");
        if (!url_.empty()) event.put("URL", fmt::format("{}/cases/{}/deadlines", url_, of.id));
    }

    static void when(Component& event, const review::Case& of, base::Instant due) {
        const base::ZoneTable& zone = of.record.zone;
        base::Day day = zone.day_of(due);
        if (zone.start_of(day) == due) {
            event.put("DTSTART;VALUE=DATE", date(day - std::chrono::days{1}));
            event.put("DTEND;VALUE=DATE", date(day));
        } else {
            event.put("DTSTART", utc(due));
        }
    }

    void duties(std::string& out, const Dated& one) const {
        int series = 0;
        const Duty* last = nullptr;
        for (const Duty& duty : one.answer.duties) {
            // The same duty more than once from one event: the years of a series, two addressees.
            bool is_next = last != nullptr && last->cite == duty.cite && last->event == duty.event;
            series = is_next ? series + 1 : 0;
            last = &duty;
            if (!duty.due || (duty.state != DutyState::Open && duty.state != DutyState::Overdue))
                continue;
            Component event(out, "VEVENT");
            envelope(event, one.of,
                     fmt::format("duty-{}-{}-{}", key_of(duty.cite), duty.event, series));
            when(event, one.of, *duty.due);
            event.put("SUMMARY",
                      ics_text(fmt::format("{}{}: {}",
                                           duty.state == DutyState::Overdue ? "OVERDUE, " : "",
                                           duty.cite, duty.says)));
            event.put("DESCRIPTION", ics_text(about(one.of, duty)));
        }
    }

    static std::string title_of(const review::Case& of, const std::string& office) {
        auto title = of.program->offices.find(office);
        return title == of.program->offices.end() ? office : title->second;
    }

    static std::string about(const review::Case& of, const Duty& duty) {
        std::string out =
            fmt::format("Case {}: {}\n{} owes it", of.id, of.title, title_of(of, duty.owed_by));
        if (!duty.owed_to.empty()) out += " to " + title_of(of, duty.owed_to);
        out += fmt::format(
            ".\nDue {} ({}), the earliest plausible instant: it is not moved by "
            "weekends or holidays.",
            of.record.zone.print(*duty.due), of.record.zone.name());
        if (auto other = rolled(of, *duty.due))
            out += fmt::format("\nOn the reading that moves a last day that is closed, {}.",
                               base::to_string(*other));
        return out + fmt::format("\nArose with event {} of the record.", duty.event);
    }

    // The other reading of a duty that ends with a day: the next day that is open. Nothing where
    // the day is open, or where the calendar does not say.
    static std::optional<base::Day> rolled(const review::Case& of, base::Instant due) {
        const law::Calendar* calendar = of.program->calendar;
        base::Day day = of.record.zone.day_of(due);
        if (calendar == nullptr || of.record.zone.start_of(day) != due) return std::nullopt;
        base::Day last = day - std::chrono::days{1}, open = last;
        while (calendar->covers(open) && calendar->is_closed(open)) open += std::chrono::days{1};
        if (open == last || !calendar->covers(open)) return std::nullopt;
        return open;
    }

    // A wait that runs by itself to its end; there is none where something must happen first.
    void wait(std::string& out, const Dated& one) const {
        if (one.answer.use != review::Outcome::Refused || !one.answer.opens_at) return;
        Component event(out, "VEVENT");
        envelope(event, one.of, "wait");
        event.put("DTSTART", utc(*one.answer.opens_at));
        event.put("SUMMARY",
                  ics_text(fmt::format("The wait ends, if nothing else happens: {}", one.of.id)));
        std::string about =
            fmt::format("Case {}: {}\nNot before {} ({}), the latest plausible instant.", one.of.id,
                        one.of.title, one.of.record.zone.print(*one.answer.opens_at),
                        one.of.record.zone.name());
        if (auto plain = plain_reading(one))
            about += fmt::format("\nSeven times 24 hours end at {}; the gate does not open then.",
                                 one.of.record.zone.print(*plain));
        event.put("DESCRIPTION", ics_text(about));
    }

    // Seven days from the latest notice, counted in hours.
    static std::optional<base::Instant> plain_reading(const Dated& one) {
        int kind = one.of.program->kind("use.notified");
        if (kind < 0 || one.of.program->calendar == nullptr) return std::nullopt;
        std::optional<base::Instant> last;
        std::uint32_t events = law::moment_at(one.of.record, one.answer.at).events;
        for (std::uint32_t index : one.of.record.by_kind[static_cast<std::size_t>(kind)]) {
            if (index >= events) break;
            const base::Node* received = one.of.events[index].find("received");
            base::Instant at = one.of.record.events[index].at;
            if (received != nullptr)
                if (auto said = base::parse_instant(received->scalar); said) at = *said;
            last = last ? std::max(*last, at) : at;
        }
        if (!last) return std::nullopt;
        auto wait =
            law::earliest_permitted(*last, 7, *one.of.program->calendar, one.of.record.zone);
        // Only of the wait that is meant.
        if (!wait || wait->conservative != *one.answer.opens_at) return std::nullopt;
        return wait->plain;
    }

    static std::string key_of(std::string_view cite) {
        std::string out;
        for (char c : cite) {
            bool is_plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                            (c >= 'A' && c <= 'Z') || c == '.';
            if (is_plain)
                out += c;
            else if (!out.empty() && out.back() != '_')
                out += '_';
        }
        return out;
    }

    base::Instant at_;
    std::string_view url_;
};

}  // namespace

std::string ics_text(std::string_view text) {
    std::string out;
    for (char c : text) {
        if (c == '\n') {
            out += "\\n";
        } else if (c == '\\' || c == ';' || c == ',') {
            out += '\\';
            out += c;
        } else if (static_cast<unsigned char>(c) >= 0x20 || c == '\t') {
            if (c != 0x7f) out += c;
        }
    }
    return out;
}

std::string ics_line(std::string_view line) {
    std::string out;
    std::size_t room = kFold;
    while (line.size() > room) {
        std::size_t cut = room;
        while (cut > 1 && (static_cast<unsigned char>(line[cut]) & 0xC0) == 0x80) --cut;
        out += line.substr(0, cut);
        out += "\r\n ";
        line.remove_prefix(cut);
        room = kFold - 1;  // the space counts
    }
    out += line;
    return out + "\r\n";
}

std::string to_ics(const std::vector<Dated>& cases, base::Instant at, std::string_view url) {
    return Calendar(at, url).run(cases);
}

}  // namespace standstill::report
