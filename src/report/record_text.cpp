#include "report/record_text.h"

#include <fmt/format.h>

#include "base/text.h"

namespace standstill::report {

namespace {

const base::Node* part(const base::Node& event, std::string_view name) {
    std::size_t dot = name.find('.');
    const base::Node* node = event.find(name.substr(0, dot));
    if (node != nullptr && dot != std::string_view::npos) return node->find(name.substr(dot + 1));
    return node;
}

std::string or_unknown(const std::string& text) { return text.empty() ? "not recorded" : text; }

}  // namespace

RecordText::RecordText(const review::Case& of, const review::Answer& answer, Document& document)
    : of_(of),
      answer_(answer),
      document_(document),
      writer_(document),
      events_(law::moment_at(of.record, answer.at).events) {}

std::string_view RecordText::kind(EventIndex event) const {
    return of_.program->kinds[of_.record.events[event].kind].name;
}

std::vector<EventIndex> RecordText::all(std::string_view kind) const {
    std::vector<EventIndex> out;
    for (EventIndex i = 0; i < events_; ++i)
        if (this->kind(i) == kind) out.push_back(i);
    return out;
}

std::optional<EventIndex> RecordText::latest(std::string_view kind) const {
    auto found = all(kind);
    if (found.empty()) return std::nullopt;
    return found.back();
}

std::string RecordText::field(EventIndex event, std::string_view name) const {
    const base::Node* found = part(node(event), name);
    return found != nullptr && found->is_scalar() ? base::folded(found->scalar) : std::string();
}

std::vector<std::string> RecordText::words(EventIndex event, std::string_view name) const {
    std::vector<std::string> out;
    const base::Node* found = part(node(event), name);
    if (found != nullptr && found->is_scalar()) out.push_back(found->scalar);
    if (found != nullptr && found->is_list())
        for (const base::Node& item : found->items)
            if (item.is_scalar()) out.push_back(item.scalar);
    return out;
}

std::string RecordText::office(const std::string& id) const {
    auto title = of_.program->offices.find(id);
    std::string words = title == of_.program->offices.end() ? id : title->second;
    return words.starts_with("the ") ? words : "the " + words;
}

std::string RecordText::who(EventIndex event) const {
    const base::Node* by = node(event).find("by");
    if (by == nullptr) return "an office that is not named";
    if (by->is_scalar()) return office(by->scalar);
    std::string out = office(field(event, "by.office"));
    if (field(event, "by.acting") != "true") return out;
    out += ", acting";
    std::string basis = field(event, "by.basis");
    return out + (basis.empty() ? " without a recorded basis" : fmt::format(" ({})", basis));
}

std::string RecordText::day(EventIndex event) const {
    return base::to_string(of_.record.zone.day_of(of_.record.events[event].at));
}

std::string RecordText::instant(base::Instant at) const {
    std::string text = of_.record.zone.print(at);
    return fmt::format("{} {} ({})", text.substr(0, 10), text.substr(11, 5),
                       of_.record.zone.name());
}

std::string RecordText::due(const review::Duty& duty) const {
    if (!duty.due) return "without delay";
    base::Day day = of_.record.zone.day_of(*duty.due);
    if (of_.record.zone.start_of(day) == *duty.due)
        return "the end of " + base::to_string(day - std::chrono::days{1});
    return instant(*duty.due);
}

std::optional<EventIndex> RecordText::evidence(std::string_view id) const {
    for (EventIndex i : all("evidence.added"))
        if (field(i, "id") == id) return i;
    return std::nullopt;
}

std::string RecordText::source(EventIndex event) const {
    std::string out =
        fmt::format("evidence {}: {}, publisher {}, published {}, grade {}", field(event, "id"),
                    field(event, "kind"), or_unknown(field(event, "publisher")),
                    or_unknown(field(event, "published")), or_unknown(field(event, "grade")));
    std::string copy = field(event, "copy_of");
    if (!copy.empty()) out += ", a copy of " + copy;
    return out + ", SHA-256 " + or_unknown(field(event, "sha256"));
}

std::string RecordText::law(std::string_view cite) const {
    for (const law::PackInfo& pack : of_.program->packs)
        for (const law::TextUnit& unit : pack.text)
            if (unit.cite == cite) return base::folded(unit.text);
    return "";
}

int RecordText::event_note(EventIndex event) {
    std::string marking = field(event, "marking");
    std::string out =
        fmt::format("{}Event {} of the record, {}, {}, by {}.",
                    marking.empty() || marking == "U" ? "" : "(" + marking + ") ", event,
                    kind(event), instant(of_.record.events[event].at), who(event));
    if (kind(event) == "evidence.added") {
        std::string words = source(event);
        words[0] = 'E';
        out += " " + words + ".";
    } else {
        for (const std::string& id : words(event, "evidence")) {
            auto found = evidence(id);
            out += found ? fmt::format(" Rests on {} (event {}).", source(*found), *found)
                         : fmt::format(" Names evidence {}, which is not on record.", id);
        }
    }
    return writer_.note(out);
}

int RecordText::law_note(const std::string& cite) {
    std::string words = law(cite), citation;
    for (const law::PackInfo& pack : of_.program->packs)
        for (const law::TextUnit& unit : pack.text)
            if (unit.cite == cite) citation = pack.citation;
    std::string out = cite + (citation.empty() ? "" : " of " + citation);
    return writer_.note(words.empty() ? out + "." : out + ": \u201c" + words + "\u201d");
}

Text RecordText::claim(std::string words, const std::vector<EventIndex>& events,
                       const std::vector<std::string>& cites) {
    Run run{std::move(words), Style::Plain, {}, {}};
    for (EventIndex event : events) run.notes.push_back(event_note(event));
    for (const std::string& cite : cites) run.notes.push_back(law_note(cite));
    return {std::move(run)};
}

Text RecordText::unknown(std::string words, const std::vector<std::string>& cites) {
    return strong("Unknown. ") + claim(std::move(words), {}, cites);
}

}  // namespace standstill::report
