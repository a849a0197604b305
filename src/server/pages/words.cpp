#include "server/pages/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "law/units.h"
#include "review/answer_json.h"
#include "server/http/message.h"

namespace standstill::server::pages {

namespace {

constexpr std::array<std::string_view, 12> kMonths = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

// A field's value on one line: lists by commas, groups by their fields.
std::string flat(const base::Node& node) {
    if (node.is_scalar()) return node.scalar;
    std::string out;
    for (std::size_t i = 0; i < node.items.size(); ++i) {
        std::string part = flat(node.items[i]);
        if (node.is_map()) part = field_words(node.keys[i].first) + ": " + part;
        out += (out.empty() ? "" : node.is_map() ? "; " : ", ") + part;
    }
    return out;
}

json::object field_data(std::string_view name, const base::Node& value) {
    json::array items;
    bool is_list_of_groups = value.is_list() && !value.items.empty() && value.items[0].is_map();
    if (is_list_of_groups)
        for (const base::Node& item : value.items) items.push_back(json::string(flat(item)));
    json::object out{{"name", sentence_case(field_words(name))}};
    out["value"] = is_list_of_groups ? "" : flat(value);
    out["items"] = std::move(items);
    return out;
}

// What the event says beside who, when, evidence and note, which have places of their own.
bool has_own_place(std::string_view key) {
    static constexpr std::array<std::string_view, 6> kKeys = {"at",       "event", "by",
                                                              "evidence", "note",  "marking"};
    return std::find(kKeys.begin(), kKeys.end(), key) != kKeys.end();
}

std::string text_of(const base::Node& node, std::string_view key) {
    const base::Node* found = node.find(key);
    return found != nullptr && found->is_scalar() ? found->scalar : "";
}

}  // namespace

std::string day_words(base::Day day) {
    std::chrono::year_month_day date{day};
    return fmt::format("{} {}, {}", kMonths[static_cast<unsigned>(date.month()) - 1],
                       static_cast<unsigned>(date.day()), static_cast<int>(date.year()));
}

std::string counted(std::uint64_t n, std::string_view one, std::string_view many) {
    return fmt::format("{} {}", n, n == 1 ? one : many);
}

std::string sentence_case(std::string text) {
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z')
        text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
}

std::string kind_words(std::string_view kind) {
    std::size_t dot = kind.find('.');
    std::string out(kind.substr(0, dot));
    if (out == "apnsa") out = "APNSA";
    if (dot != std::string_view::npos) {
        std::string rest(kind.substr(dot + 1));
        std::replace(rest.begin(), rest.end(), '-', ' ');
        if (std::size_t stop = rest.find("stop work"); stop != std::string::npos)
            rest[stop + 4] = '-';
        out += " " + rest;
    }
    return sentence_case(out);
}

std::string field_words(std::string_view field) {
    std::string out(field);
    std::replace(out.begin(), out.end(), '_', ' ');
    return out;
}

std::string reason_words(std::string_view reason) {
    if (reason == "not_asked") return "nobody has recorded a finding on it";
    if (reason == "insufficient") return "what is on record does not settle it";
    if (reason == "contested") return "sources on record contradict each other";
    if (reason == "stale") return "what is on record is out of date";
    if (reason == "withheld") return "it is withheld";
    if (reason == "error") return "it could not be computed";
    return std::string(reason);
}

std::string grade_words(std::string_view grade) {
    if (grade.size() != 2) return "";
    static constexpr std::array<std::string_view, 6> kSources = {
        "reliable source",        "usually reliable source",
        "fairly reliable source", "not usually reliable source",
        "unreliable source",      "reliability cannot be judged"};
    static constexpr std::array<std::string_view, 6> kContents = {
        "confirmed by other sources", "probably true", "possibly true", "doubtful", "improbable",
        "truth cannot be judged"};
    auto source = static_cast<std::size_t>(grade[0] - 'A');
    auto content = static_cast<std::size_t>(grade[1] - '1');
    if (grade[0] < 'A' || grade[1] < '1' || source >= kSources.size() ||
        content >= kContents.size())
        return "";
    return fmt::format("{}; {}", kSources[source], kContents[content]);
}

std::string safe_url(std::string_view url) {
    if (!url.starts_with("https://") && !url.starts_with("http://")) return "";
    for (char c : url)
        if (static_cast<unsigned char>(c) <= 0x20 || static_cast<unsigned char>(c) >= 0x7F)
            return "";
    return std::string(url);
}

std::string fragment(std::string_view text) {
    std::string out;
    for (char c : text) {
        bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (is_plain)
            out += c;
        else if (!out.empty() && out.back() != '-')
            out += '-';
    }
    while (!out.empty() && out.back() == '-') out.pop_back();
    return out;
}

std::string law_url(const law::Program& program, std::string_view cite) {
    for (const law::PackInfo& pack : program.packs) {
        const law::TextUnit* unit = law::unit_called(pack, cite);
        auto under = unit == nullptr ? law::units_under(pack, cite)
                                     : std::vector<const law::TextUnit*>{unit};
        if (under.empty()) continue;
        return "/law/" + http::encode(pack.id) + "/" + http::encode(under.front()->cite);
    }
    return "";
}

std::string Words::instant(base::Instant instant) const {
    std::string printed = of_.record.zone.print(instant);
    std::string offset = printed.back() == 'Z' ? "UTC" : printed.substr(printed.size() - 6);
    return fmt::format("{}, {} ({})", day(instant), printed.substr(11, 5), offset);
}

std::string Words::day(base::Instant instant) const {
    return day_words(of_.record.zone.day_of(instant));
}

std::string Words::due(base::Instant due) const {
    const base::ZoneTable& zone = of_.record.zone;
    base::Day day = zone.day_of(due);
    if (zone.start_of(day) == due) return "end of " + day_words(day - std::chrono::days{1});
    return instant(due);
}

std::string Words::time_left(const review::Duty& duty) const {
    if (!duty.due) return "";
    if (duty.state == review::DutyState::Met || duty.state == review::DutyState::MetLate) return "";
    const base::ZoneTable& zone = of_.record.zone;
    base::Day last = zone.day_of(*duty.due - std::chrono::milliseconds{1});
    auto days = (last - zone.day_of(when_)).count();
    if (duty.state == review::DutyState::Overdue)
        return days == 0
                   ? "overdue since today"
                   : "overdue by " + counted(static_cast<std::uint64_t>(-days), "day", "days");
    if (days == 0) return "due today";
    return counted(static_cast<std::uint64_t>(days), "day", "days") + " left";
}

std::string Words::office(const std::string& id) const {
    auto title = of_.program->offices.find(id);
    if (title == of_.program->offices.end()) return id;
    return title->second.starts_with("the ") ? title->second : "the " + title->second;
}

std::string Words::quote(std::string_view cite) const {
    for (const law::NodeText& text : of_.program->texts)
        if (text.cite == cite && !text.quote.empty()) return text.quote;
    const law::TextUnit* unit = law::unit_called(*of_.program, cite);
    return unit == nullptr ? "" : unit->text;
}

std::string Words::page(std::string_view name, std::string_view to) const {
    std::string out = "/cases/" + http::encode(of_.id);
    if (!name.empty()) out += "/" + std::string(name);
    if (!at_.empty()) out += "?at=" + http::encode(at_);
    if (!to.empty()) out += "#" + std::string(to);
    return out;
}

std::uint32_t Words::visible() const { return law::moment_at(of_.record, when_).events; }

json::object Words::event_link(std::int32_t index) const {
    if (index < 0 || static_cast<std::size_t>(index) >= of_.record.events.size()) return {};
    const law::Event& event = of_.record.events[static_cast<std::size_t>(index)];
    return {{"index", index},
            {"title", kind_words(of_.program->kinds[event.kind].name)},
            {"day", day_words(event.legal_day)},
            {"url", page("timeline", fmt::format("event-{}", index))}};
}

json::array Words::event_links(const std::vector<std::int32_t>& events) const {
    json::array out;
    std::vector<std::int32_t> sorted = events;
    std::sort(sorted.begin(), sorted.end());
    sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
    for (std::int32_t event : sorted)
        if (json::object link = event_link(event); !link.empty()) out.push_back(std::move(link));
    return out;
}

json::object Words::event(std::int32_t index) const {
    json::object out = event_link(index);
    if (out.empty()) return out;
    const law::Event& event = of_.record.events[static_cast<std::size_t>(index)];
    const base::Node& node = of_.events[static_cast<std::size_t>(index)];
    out["kind"] = of_.program->kinds[event.kind].name;
    out["means"] = of_.program->kinds[event.kind].says;
    out["at"] = of_.record.zone.print(event.at);
    out["at_words"] = instant(event.at);
    const base::Node* by = node.find("by");
    std::string office_id = by == nullptr ? "" : by->is_map() ? text_of(*by, "office") : by->scalar;
    out["by"] = office_id;
    out["by_words"] = office_id.empty() ? "nobody is named" : office(office_id);
    out["by_name"] = by != nullptr && by->is_map() ? text_of(*by, "name") : "";
    out["acting"] = by != nullptr && by->is_map() && text_of(*by, "acting") == "true";
    out["note"] = base::folded(text_of(node, "note"));
    out["marking"] = text_of(node, "marking").empty() ? "U" : text_of(node, "marking");
    json::array fields, evidence;
    for (std::size_t i = 0; i < node.keys.size(); ++i)
        if (!has_own_place(node.keys[i].first))
            fields.push_back(field_data(node.keys[i].first, node.items[i]));
    if (const base::Node* ids = node.find("evidence"); ids != nullptr)
        for (const base::Node& id : ids->items)
            evidence.push_back(json::object{
                {"id", id.scalar}, {"url", page("evidence", "evidence-" + fragment(id.scalar))}});
    out["fields"] = std::move(fields);
    out["evidence"] = std::move(evidence);
    return out;
}

json::object Words::line(std::string_view cite, std::string_view says) const {
    return {{"cite", cite}, {"law_url", law(cite)}, {"says", says}};
}

json::object Words::duty(const review::Duty& duty) const {
    json::object out = line(duty.cite, duty.says);
    out["owed_by"] = duty.owed_by;
    out["owed_by_words"] = office(duty.owed_by);
    out["owed_to"] = duty.owed_to;
    out["owed_to_words"] = duty.owed_to.empty() ? "" : office(duty.owed_to);
    out["due"] = duty.due ? json::value(of_.record.zone.print(*duty.due)) : json::value(nullptr);
    out["due_words"] = duty.due ? due(*duty.due) : "without delay; the law gives no date";
    out["state"] = to_string(duty.state);
    out["is_overdue"] = duty.state == review::DutyState::Overdue;
    out["is_met"] = duty.state == review::DutyState::Met;
    out["is_late"] = duty.state == review::DutyState::MetLate;
    out["is_open"] = duty.state == review::DutyState::Open;
    out["left"] = time_left(duty);
    out["arose"] = event_links({duty.event});
    out["met_by"] = event_links(duty.met_by < 0 ? std::vector<std::int32_t>{}
                                                : std::vector<std::int32_t>{duty.met_by});
    return out;
}

json::array Words::duties(const std::vector<review::Duty>& list) const {
    std::vector<const review::Duty*> sorted;
    for (const review::Duty& one : list) sorted.push_back(&one);
    auto rank = [](const review::Duty& one) {
        bool is_done =
            one.state == review::DutyState::Met || one.state == review::DutyState::MetLate;
        return std::tuple(is_done, !one.due.has_value(), one.due.value_or(base::Instant{}));
    };
    std::stable_sort(sorted.begin(), sorted.end(),
                     [&](const auto* a, const auto* b) { return rank(*a) < rank(*b); });
    json::array out;
    for (const review::Duty* one : sorted) out.push_back(duty(*one));
    return out;
}

}  // namespace standstill::server::pages
