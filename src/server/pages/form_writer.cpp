#include "server/pages/form_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "server/pages/act_words.h"

namespace standstill::server::pages {

namespace {

namespace json = boost::json;
using law::FieldSchema;
using law::FieldType;

constexpr std::array<std::string_view, 12> kMonths = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

// Section 5(h): what it is to furnish.
constexpr std::array<std::string_view, 13> kRoles = {
    "develop", "maintain", "own",   "operate", "manufacture", "market", "sell",
    "resell",  "broker",   "lease", "license", "repackage",   "rebrand"};

constexpr std::array<std::pair<char, std::string_view>, 6> kReliability = {{
    {'A', "A: completely reliable"},
    {'B', "B: usually reliable"},
    {'C', "C: fairly reliable"},
    {'D', "D: not usually reliable"},
    {'E', "E: unreliable"},
    {'F', "F: its reliability cannot be judged"},
}};
constexpr std::array<std::pair<char, std::string_view>, 6> kCredibility = {{
    {'1', "1: confirmed by other sources"},
    {'2', "2: probably true"},
    {'3', "3: possibly true"},
    {'4', "4: doubtful"},
    {'5', "5: improbable"},
    {'6', "6: its truth cannot be judged"},
}};

std::string word_of(const base::Node& event, std::string_view key) {
    const base::Node* node = event.find(key);
    return node == nullptr ? std::string() : node->scalar;
}

bool is_long(const FieldSchema& schema, std::string_view path) {
    static constexpr std::array kShort = {"office", "place", "term", "url"};
    return schema.type == FieldType::Text &&
           std::find(kShort.begin(), kShort.end(), path) == kShort.end();
}

}  // namespace

std::string Source::says() const {
    std::string out = id;
    if (!grade.empty()) out += " (" + grade + ")";
    std::string words = kind;
    std::replace(words.begin(), words.end(), '-', ' ');
    out += ": " + words;
    if (!publisher.empty()) out += ", " + publisher;
    return out;
}

std::vector<Source> sources_of(const review::Case& of) {
    std::vector<Source> out;
    for (const base::Node& event : of.events)
        if (word_of(event, "event") == "evidence.added")
            out.push_back({word_of(event, "id"), word_of(event, "kind"),
                           word_of(event, "publisher"), word_of(event, "grade"),
                           word_of(event, "sha256")});
    return out;
}

std::string id_of_input(const std::string& input) {
    std::string out = input;
    std::replace(out.begin(), out.end(), '.', '-');
    return out;
}

bool is_plumbing(std::string_view input) {
    static constexpr std::array kPlumbing = {"form_token", "do",   "digest", "version",
                                             "command",    "file", "next"};
    return std::find(kPlumbing.begin(), kPlumbing.end(), input) != kPlumbing.end();
}

json::array mistakes_for_page(const Mistakes& mistakes) {
    json::array out;
    for (const Mistake& one : mistakes)
        out.push_back({{"target", one.input.empty() ? "" : "#" + id_of_input(one.input)},
                       {"says", one.says}});
    return out;
}

json::array hidden_fields(const http::Fields& fields) {
    json::array out;
    for (const auto& [name, value] : fields)
        if (!is_plumbing(name)) out.push_back({{"hidden_name", name}, {"hidden_value", value}});
    return out;
}

std::string FormWriter::typed(const std::string& input) const {
    auto found = http::field(fields_, input);
    return found ? std::string(*found) : std::string();
}

bool FormWriter::is_ticked(const std::string& input, std::string_view value) const {
    return std::any_of(fields_.begin(), fields_.end(),
                       [&](const auto& one) { return one.first == input && one.second == value; });
}

json::object FormWriter::control(const std::string& input, const std::string& label,
                                 std::string_view hint, bool required) const {
    std::string id = id_of_input(input), error, described;
    for (const Mistake& one : mistakes_)
        if (one.input == input && error.empty()) error = one.says;
    if (!hint.empty()) described = id + "-hint";
    if (!error.empty()) described += (described.empty() ? "" : " ") + id + "-error";
    return {{"id", id},           {"name", input},
            {"label", label},     {"hint", std::string(hint)},
            {"error", error},     {"described", described},
            {"needed", required}, {"value", typed(input)}};
}

void FormWriter::add(const char* kind, json::object control) {
    json::object item;
    item[kind] = std::move(control);
    items_.push_back(std::move(item));
}

void FormWriter::text(const std::string& input, const std::string& label, std::string_view hint,
                      bool required) {
    add("field_text", control(input, label, hint, required));
}

void FormWriter::area(const std::string& input, const std::string& label, std::string_view hint,
                      bool required) {
    add("field_area", control(input, label, hint, required));
}

void FormWriter::file(const std::string& input, const std::string& label, std::string_view hint) {
    add("field_file", control(input, label, hint, false));
}

// The first option has the id of the input, so that a link from the summary of mistakes leads to
// something that takes the focus.
json::array FormWriter::options(const std::string& input, const Choices& choices,
                                bool first_has_id) const {
    json::array out;
    std::string id = id_of_input(input);
    for (std::size_t i = 0; i < choices.size(); ++i) {
        const Choice& one = choices[i];
        out.push_back(
            {{"option_id", i == 0 && first_has_id ? id : fmt::format("{}-{}", id, i)},
             {"option_name", input},
             {"option_value", one.value},
             {"option_says", one.says},
             {"option_hint", one.hint},
             {"chosen", one.value.empty() ? typed(input).empty() : is_ticked(input, one.value)}});
    }
    return out;
}

void FormWriter::select(const std::string& input, const std::string& label, std::string_view hint,
                        const Choices& choices, bool required) {
    json::object out = control(input, label, hint, required);
    out["options"] = options(input, choices, false);
    add("field_select", std::move(out));
}

void FormWriter::radios(const std::string& input, const std::string& label, std::string_view hint,
                        const Choices& choices, bool required) {
    json::object out = control(input, label, hint, required);
    out["options"] = options(input, choices, true);
    add("field_radios", std::move(out));
}

void FormWriter::checks(const std::string& input, const std::string& label, std::string_view hint,
                        const Choices& choices) {
    json::object out = control(input, label, hint, false);
    out["options"] = options(input, choices, true);
    add("field_checks", std::move(out));
}

void FormWriter::date(const std::string& input, const std::string& label, std::string_view hint,
                      bool has_time, bool required) {
    json::object out = control(input, label, hint, required);
    json::array months;
    for (std::size_t i = 0; i < kMonths.size(); ++i)
        months.push_back({{"month_value", std::to_string(i + 1)},
                          {"month_says", std::string(kMonths[i])},
                          {"chosen", typed(input + ".month") == std::to_string(i + 1)}});
    out["months"] = std::move(months);
    out["day_value"] = typed(input + ".day");
    out["year_value"] = typed(input + ".year");
    out["time_value"] = typed(input + ".time");
    out["has_time"] = has_time;
    add("field_date", std::move(out));
}

void FormWriter::begin(const std::string& input, const std::string& legend, std::string_view hint) {
    add("group_begin", control(input, legend, hint, false));
}

void FormWriter::end() { add("group_end", {{"end", true}}); }

void FormWriter::paragraph(const std::string& says) { add("paragraph", {{"says", says}}); }

void FormWriter::more(const std::string& list, const std::string& label) {
    std::size_t rows = rows_shown(fields_, list);
    add("add_row", {{"list", list},
                    {"rows", std::to_string(rows)},
                    {"can_grow", rows < kMaxRows},
                    {"add_says", "Add another: " + label}});
}

Choices FormWriter::offices() const {
    Choices out;
    for (const auto& [id, title] : program_.offices)
        out.push_back({id, office_words(program_, id), ""});
    return out;
}

void FormWriter::evidence(const std::string& input, const std::string& label) {
    if (sources_.empty())
        return paragraph(label +
                         ": no evidence is on record yet. Add it first; what an act rests "
                         "on must be on record before the act.");
    Choices choices;
    for (const Source& one : sources_) choices.push_back({one.id, one.says(), ""});
    checks(input, label, "What is on record before this act.", choices);
}

void FormWriter::actor(const Acting& acting, std::string_view zone, const std::string& prefix) {
    Choices held;
    for (const identity::Holding& one : acting.offices)
        held.push_back({one.office,
                        office_words(program_, one.office) + (one.is_acting ? " (acting)" : ""),
                        ""});
    if (acting.is_registrar) {
        select(prefix + "by", "By which office",
               "A registrar may record the act of another office.", offices(), true);
        text(prefix + "by.name", "Name of the official", "Only where the record should have it.");
        flag(prefix + "by.acting", "Did an acting official act?", "");
        text(prefix + "by.basis", "Legal basis of the acting official",
             "Such as 5 U.S.C. 3345(a)(1)");
        Choices second = offices();
        second.insert(second.begin(), {"", "Nobody", ""});
        select(prefix + "by.confirmed_by", "Acting status confirmed by", "", second);
        return date(prefix + "at", "When it happened",
                    fmt::format("Where it is left empty: now. Time zone {}.", zone), true);
    }
    radios(prefix + "by", "By which office", "", held, true);
}

void FormWriter::event(const law::EventKind& kind, const std::string& prefix) {
    fields(kind, prefix);
    envelope(kind, prefix);
}

void FormWriter::fields(const law::EventKind& kind, const std::string& prefix) {
    for (const FieldSchema& schema : kind.fields)
        field(kind, schema, prefix + schema.name, schema.name);
}

void FormWriter::envelope(const law::EventKind& kind, const std::string& prefix) {
    if (kind.evidence_id < 0) evidence(prefix + "evidence", "It rests on this evidence");
    area(prefix + "note", "Note", "For people; the law does not ask for it.");
    select(prefix + "marking", "Portion marking",
           "Nothing classified may be entered: handles, dates and digests only.",
           {{"", "Not stated (U)", ""},
            {"U", "U: unclassified", ""},
            {"CUI", "CUI: controlled unclassified information", ""}});
}

void FormWriter::flag(const std::string& input, const std::string& label, std::string_view hint) {
    radios(input, label, hint, {{"true", "Yes", ""}, {"false", "No", ""}, {"", "Not stated", ""}});
}

void FormWriter::choices(const law::EventKind& kind, const FieldSchema& schema,
                         const std::string& input, const std::string& path) {
    Choices list;
    for (const std::string& one : schema.choices)
        list.push_back({one, choice_words(program_, kind.name, path, one), ""});
    std::string label = label_of(kind.name, path);
    std::string_view hint = hint_of(kind.name, path);
    if (schema.type == FieldType::Set) return checks(input, label, hint, list);
    if (!schema.required) list.push_back({"", "Not stated", ""});
    if (list.size() <= 9) return radios(input, label, hint, list, schema.required);
    select(input, label, hint, list, schema.required);
}

void FormWriter::roles(const std::string& input, const std::string& label, std::string_view hint) {
    Choices list;
    json::object out;
    for (std::string_view role : kRoles) list.push_back({std::string(role), std::string(role), ""});
    checks(input, label, hint, list);
    text(input + ".other", "Other roles", "With commas between them.");
}

void FormWriter::grade(const std::string& input, const std::string& label, std::string_view hint) {
    begin(input, label, hint);
    Choices letters{{"", "Not graded", ""}}, digits{{"", "Not graded", ""}};
    for (const auto& [letter, says] : kReliability)
        letters.push_back({std::string(1, letter), std::string(says), ""});
    for (const auto& [digit, says] : kCredibility)
        digits.push_back({std::string(1, digit), std::string(says), ""});
    select(input + ".letter", "The source", "", letters);
    select(input + ".digit", "What it says", "", digits);
    end();
}

void FormWriter::rows(const law::EventKind& kind, const FieldSchema& schema,
                      const std::string& input, const std::string& path) {
    std::string label = label_of(kind.name, path);
    for (std::size_t i = 0; i < rows_shown(fields_, input); ++i) {
        std::string row = fmt::format("{}.{}", input, i);
        begin(row, fmt::format("{} {}", label, i + 1), i == 0 ? hint_of(kind.name, path) : "");
        for (const FieldSchema& sub : schema.fields)
            field(kind, sub, row + "." + sub.name, path + "." + sub.name);
        end();
    }
    more(input, label);
}

void FormWriter::field(const law::EventKind& kind, const FieldSchema& schema,
                       const std::string& input, const std::string& path) {
    std::string label = label_of(kind.name, path);
    std::string_view hint = hint_of(kind.name, path);
    switch (schema.type) {
        case FieldType::Choice:
        case FieldType::Set:
            return choices(kind, schema, input, path);
        case FieldType::Office: {
            Choices list = offices();
            list.insert(list.begin(), {"", "Not stated", ""});
            return select(input, label, hint, list, schema.required);
        }
        case FieldType::Offices:
            return checks(input, label, hint, offices());
        case FieldType::Date:
            return date(input, label, hint, false, schema.required);
        case FieldType::Timestamp:
            return date(input, label, hint, true, schema.required);
        case FieldType::Flag:
            return flag(input, label, hint);
        case FieldType::Evidence:
            return evidence(input, label);
        case FieldType::Names:
            return roles(input, label, hint);
        case FieldType::Grade:
            return grade(input, label, hint);
        case FieldType::Group:
            begin(input, label, hint);
            for (const FieldSchema& sub : schema.fields)
                field(kind, sub, input + "." + sub.name, path + "." + sub.name);
            return end();
        case FieldType::Groups:
            return rows(kind, schema, input, path);
        default:
            return is_long(schema, path) ? area(input, label, hint, schema.required)
                                         : text(input, label, hint, schema.required);
    }
}

}  // namespace standstill::server::pages
