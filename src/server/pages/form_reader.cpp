#include "server/pages/form_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.h"
#include "server/pages/act_words.h"

namespace standstill::server::pages {

namespace {

using base::Node;
using law::FieldSchema;
using law::FieldType;

std::optional<int> number_of(std::string_view text) {
    int out = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return out;
}

// Browsers send line breaks as CR LF; the record has LF.
std::string one_break(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\r') {
            out += '\n';
            if (i + 1 < text.size() && text[i + 1] == '\n') ++i;
        } else {
            out += text[i];
        }
    }
    return out;
}

Node list_of(std::vector<Node> items, base::Place place) {
    Node out;
    out.kind = Node::Kind::List;
    out.place = place;
    out.items = std::move(items);
    return out;
}

Node map_at(base::Place place) {
    Node out;
    out.kind = Node::Kind::Map;
    out.place = place;
    return out;
}

const identity::Holding* holding_of(const Acting& acting, std::string_view office) {
    for (const identity::Holding& one : acting.offices)
        if (one.office == office) return &one;
    return nullptr;
}

// What stands in the place of the name in the sentence "Enter ...".
std::string asked(std::string_view kind, const FieldSchema& schema, const std::string& input) {
    std::string path;  // without the numbers of rows
    for (const std::string& part : base::split(input, '.'))
        if (!number_of(part)) path += (path.empty() ? "" : ".") + part;
    std::string label = label_of(kind, path);
    bool is_choice = schema.type == FieldType::Choice || schema.type == FieldType::Office;
    return fmt::format("{}: {}", label, is_choice ? "choose one" : "this is needed");
}

}  // namespace

Acting acting_of(const identity::Caller& caller) {
    Acting out;
    out.name = caller.person.name;
    out.is_registrar = caller.person.is_registrar;
    for (const identity::Holding& one : caller.person.holdings)
        if (caller.holds(one.office)) out.offices.push_back(one);
    // An auditor is one by their role, whether or not the office stands among their holdings.
    if (caller.person.is_auditor && holding_of(out, "auditor") == nullptr)
        out.offices.push_back({"auditor", false, "", "", ""});
    return out;
}

void put(Node& map, std::string key, Node value) {
    map.keys.emplace_back(std::move(key), value.place);
    map.items.push_back(std::move(value));
}

std::size_t rows_shown(const http::Fields& fields, const std::string& list) {
    auto said = http::field(fields, list + ".rows");
    std::optional<int> rows = said ? number_of(*said) : std::optional<int>();
    if (!rows || *rows < 1) return 2;
    return std::min(static_cast<std::size_t>(*rows), kMaxRows);
}

const std::string& FormReader::name() {
    static const std::string kName = "form";
    return kName;
}

std::string FormReader::text(const std::string& input) const {
    auto found = http::field(fields_, input);
    return found ? std::string(base::trimmed(one_break(*found))) : std::string();
}

std::vector<std::string> FormReader::all(const std::string& input) const {
    std::vector<std::string> out;
    for (const auto& [name, value] : fields_)
        if (name == input && !base::is_blank(value)) out.push_back(value);
    return out;
}

base::Place FormReader::place(const std::string& input) {
    inputs_.push_back(input);
    return {static_cast<int>(inputs_.size()), 1};
}

void FormReader::fail(const std::string& input, std::string says) {
    mistakes_.push_back({input, std::move(says)});
}

Node FormReader::word(const std::string& input, std::string scalar, bool quoted) {
    Node out;
    out.kind = Node::Kind::Scalar;
    out.quoted = quoted;
    out.place = place(input);
    if (!base::is_utf8(scalar)) fail(input, "This is no well-formed text (UTF-8)");
    out.scalar = std::move(scalar);
    return out;
}

Node FormReader::event(const law::EventKind& kind, const Acting& acting,
                       const std::string& prefix) {
    kind_ = kind.name;
    Node out = map_at(place(""));
    put(out, "event", word("", kind.name));
    envelope(out, acting, prefix);
    for (const FieldSchema& schema : kind.fields) {
        std::optional<Node> read = value(schema, prefix + schema.name);
        if (read) put(out, schema.name, std::move(*read));
        if (!read && schema.required)
            fail(prefix + schema.name, asked(kind.name, schema, schema.name));
    }
    return out;
}

void FormReader::envelope(Node& event, const Acting& acting, const std::string& prefix) {
    if (auto by = actor(acting, prefix + "by")) put(event, "by", std::move(*by));
    if (!is_empty_date(prefix + "at")) {
        if (!acting.is_registrar)
            fail(prefix + "at", "Only a registrar may state when an act happened; the clock does");
        else if (auto at = instant(prefix + "at"))
            put(event, "at", std::move(*at));
    }
    std::string note = text(prefix + "note"), marking = text(prefix + "marking");
    if (!note.empty()) put(event, "note", word(prefix + "note", note));
    if (!marking.empty()) put(event, "marking", word(prefix + "marking", marking));
    std::vector<Node> ids;
    for (std::string& id : all(prefix + "evidence"))
        ids.push_back(word(prefix + "evidence", std::move(id)));
    if (!ids.empty()) put(event, "evidence", list_of(std::move(ids), place(prefix + "evidence")));
}

Node FormReader::map_of_office(const identity::Holding& holding, const std::string& person,
                               const std::string& input) {
    Node out = map_at(place(input));
    put(out, "office", word(input, holding.office));
    if (!person.empty()) put(out, "name", word(input + ".name", person));
    if (holding.is_acting) put(out, "acting", word(input + ".acting", "true", false));
    if (!holding.basis.empty()) put(out, "basis", word(input + ".basis", holding.basis));
    if (!holding.confirmed_by.empty())
        put(out, "confirmed_by", word(input + ".confirmed_by", holding.confirmed_by));
    return out;
}

std::optional<Node> FormReader::actor(const Acting& acting, const std::string& input) {
    std::string office = text(input);
    if (office.empty()) {
        fail(input, "By which office: choose one");
        return std::nullopt;
    }
    const identity::Holding* held = holding_of(acting, office);
    if (acting.is_registrar) {
        identity::Holding of_paper{office, text(input + ".acting") == "true",
                                   text(input + ".basis"), text(input + ".confirmed_by"), ""};
        std::string person = text(input + ".name");
        bool has_more = of_paper.is_acting || !person.empty() || !of_paper.basis.empty() ||
                        !of_paper.confirmed_by.empty();
        if (has_more) return map_of_office(of_paper, person, input);
        if (held == nullptr) return word(input, office);
    }
    if (held == nullptr) {
        fail(input, fmt::format("You do not hold the office `{}`", office));
        return std::nullopt;
    }
    if (held->is_acting) return map_of_office(*held, acting.name, input);
    return word(input, office);
}

std::optional<Node> FormReader::value(const FieldSchema& schema, const std::string& input) {
    switch (schema.type) {
        case FieldType::Date:
            return date(input);
        case FieldType::Timestamp:
            return instant(input);
        case FieldType::Group:
            return group(schema.fields, input);
        case FieldType::Groups:
            return rows(schema, input);
        case FieldType::Set:
        case FieldType::Offices:
        case FieldType::Evidence:
            return words(schema, input);
        case FieldType::Names:
            return names(input);
        case FieldType::Grade:
            return grade(input);
        default: {
            std::string written = text(input);
            if (written.empty()) return std::nullopt;
            bool is_bare = schema.type == FieldType::Flag || schema.type == FieldType::Number;
            return word(input, std::move(written), !is_bare);
        }
    }
}

std::optional<Node> FormReader::words(const FieldSchema&, const std::string& input) {
    std::vector<Node> items;
    for (std::string& one : all(input)) items.push_back(word(input, std::move(one)));
    if (items.empty()) return std::nullopt;
    return list_of(std::move(items), place(input));
}

// Ticked words, and others with commas between them.
std::optional<Node> FormReader::names(const std::string& input) {
    std::vector<Node> items;
    for (std::string& one : all(input)) items.push_back(word(input, std::move(one)));
    for (const std::string& other : base::split(text(input + ".other"), ','))
        if (!base::is_blank(other))
            items.push_back(word(input + ".other", std::string(base::trimmed(other))));
    if (items.empty()) return std::nullopt;
    return list_of(std::move(items), place(input));
}

std::optional<Node> FormReader::grade(const std::string& input) {
    std::string letter = text(input + ".letter"), digit = text(input + ".digit");
    if (letter.empty() && digit.empty()) return std::nullopt;
    if (letter.empty() || digit.empty()) {
        fail(input, "Grade: choose both, the source and what it says");
        return std::nullopt;
    }
    return word(input, letter + digit);
}

bool FormReader::is_empty_date(const std::string& input) const {
    for (const char* part : {".month", ".day", ".year", ".time"})
        if (!text(input + part).empty()) return false;
    return true;
}

std::optional<base::Day> FormReader::day(const std::string& input) {
    std::optional<int> month = number_of(text(input + ".month")),
                       day = number_of(text(input + ".day")),
                       year = number_of(text(input + ".year"));
    if (!month || !day || !year) {
        fail(input, "A day needs a month, a day and a year in figures, such as August 5 2024");
        return std::nullopt;
    }
    auto read = base::parse_day(fmt::format("{:04}-{:02}-{:02}", *year, *month, *day));
    if (!read) {
        fail(input, fmt::format("There is no day {:04}-{:02}-{:02}", *year, *month, *day));
        return std::nullopt;
    }
    return *read;
}

std::optional<Node> FormReader::date(const std::string& input) {
    if (is_empty_date(input)) return std::nullopt;
    std::optional<base::Day> read = day(input);
    if (!read) return std::nullopt;
    return word(input, base::to_string(*read));
}

std::optional<Node> FormReader::instant(const std::string& input) {
    if (is_empty_date(input)) return std::nullopt;
    std::optional<base::Day> on = day(input);
    if (!on) return std::nullopt;
    std::optional<base::Instant> read = local(input, *on);
    if (!read) return std::nullopt;
    return word(input, zone_.print(*read));
}

// The time of a day in the case's zone. Where clocks go back an hour comes twice, and nobody but
// the writer knows which is meant.
std::optional<base::Instant> FormReader::local(const std::string& input, base::Day day) {
    std::string time = text(input + ".time");
    bool has_offset = time.find_first_of("Zz+-") != std::string::npos;
    std::size_t clock = std::min(time.find_first_of("Zz+-"), time.size());
    std::string offset = time.substr(clock);
    time = std::string(base::trimmed(time.substr(0, clock)));
    if (time.size() > 1 && time[1] == ':') time = "0" + time;
    if (time.size() == 5) time += ":00";
    std::string stamp = base::to_string(day) + "T" + time;
    auto as_utc = base::parse_instant(stamp + "Z");
    if (!as_utc) {
        fail(input, "The time is read as hours and minutes, such as 14:30");
        return std::nullopt;
    }
    if (has_offset) {
        auto read = base::parse_instant(stamp + offset);
        if (read) return *read;
        fail(input, fmt::format("`{}` is no offset such as -05:00", offset));
        return std::nullopt;
    }
    std::vector<base::Instant> found;
    constexpr std::chrono::hours kDay{24};
    for (base::Instant near : {*as_utc - kDay, *as_utc + kDay}) {
        std::chrono::seconds shift = zone_.offset_at(near);
        base::Instant candidate = *as_utc - shift;
        if (zone_.offset_at(candidate) == shift &&
            std::find(found.begin(), found.end(), candidate) == found.end())
            found.push_back(candidate);
    }
    if (found.size() == 1) return found.front();
    fail(input, found.empty()
                    ? fmt::format("The clocks skip {} on that day", time)
                    : fmt::format("{} comes twice on that day; write the offset behind it, as in "
                                  "01:30-05:00",
                                  time));
    return std::nullopt;
}

std::optional<Node> FormReader::group(const std::vector<FieldSchema>& fields,
                                      const std::string& input) {
    Node out = map_at(place(input));
    std::vector<const FieldSchema*> missing;
    for (const FieldSchema& schema : fields) {
        std::optional<Node> read = value(schema, input + "." + schema.name);
        if (read)
            put(out, schema.name, std::move(*read));
        else if (schema.required)
            missing.push_back(&schema);
    }
    if (out.items.empty()) return std::nullopt;
    for (const FieldSchema* schema : missing)
        fail(input + "." + schema->name, asked(kind_, *schema, input + "." + schema->name));
    return out;
}

std::optional<Node> FormReader::rows(const FieldSchema& schema, const std::string& input) {
    std::vector<Node> items;
    for (std::size_t i = 0; i < rows_shown(fields_, input); ++i)
        if (auto row = group(schema.fields, fmt::format("{}.{}", input, i)))
            items.push_back(std::move(*row));
    if (items.empty()) return std::nullopt;
    return list_of(std::move(items), place(input));
}

void FormReader::add_mistakes_of_door(std::string_view message) {
    for (const std::string& line : base::split(message, '\n')) {
        std::string input, says = line;
        std::string start = name() + ":";
        if (line.rfind(start, 0) == 0) {
            std::size_t colon = line.find(':', start.size());
            auto number = number_of(line.substr(start.size(), colon - start.size()));
            std::size_t end = line.find(": ", start.size());
            if (number && *number >= 1 && *number <= static_cast<int>(inputs_.size()))
                input = inputs_[static_cast<std::size_t>(*number) - 1];
            if (end != std::string::npos) says = line.substr(end + 2);
        }
        fail(input, std::move(says));
    }
}

}  // namespace standstill::server::pages
