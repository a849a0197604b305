#include "review/event_door.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace standstill::review {

namespace {

using base::Node;
using law::Field;
using law::FieldSchema;
using law::FieldType;

constexpr std::size_t kMaxText = 20'000;  // bytes of one text
constexpr std::size_t kMaxWord = 400;     // bytes of one name
constexpr std::size_t kMaxList = 1'000;

const std::vector<std::string> kEnvelope = {"at",      "event",    "by",          "note",
                                            "marking", "evidence", "confirmed_by"};

std::string shown(const Node& node) {
    if (node.is_map()) return "a map";
    if (node.is_list()) return "a list";
    if (node.is_null()) return "nothing";
    return node.scalar.size() > 80 ? "`" + node.scalar.substr(0, 77) + "...`"
                                   : "`" + node.scalar + "`";
}

bool all_digits(std::string_view text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// 2000000 or 2000000.00, optionally negative.
bool is_amount(std::string_view text) {
    if (!text.empty() && text[0] == '-') text.remove_prefix(1);
    std::size_t dot = text.find('.');
    if (text.size() > 30) return false;
    return all_digits(text.substr(0, dot)) &&
           (dot == std::string_view::npos || all_digits(text.substr(dot + 1)));
}

// P1Y, P6M, P90D, PT72H and combinations of date parts.
bool is_duration(std::string_view text) {
    if (text.size() < 3 || text.size() > 30 || text[0] != 'P') return false;
    bool number = false, any = false;
    for (char c : text.substr(1)) {
        if (c >= '0' && c <= '9') {
            number = true;
        } else if (c == 'T') {
            if (number) return false;
        } else if (std::string_view("YMWDHS").find(c) != std::string_view::npos) {
            if (!number) return false;
            number = false;
            any = true;
        } else {
            return false;
        }
    }
    return any && !number;
}

bool is_grade(std::string_view text) {
    return text.size() == 2 && text[0] >= 'A' && text[0] <= 'F' && text[1] >= '1' && text[1] <= '6';
}

bool is_hex_digest(std::string_view text) {
    return text.size() == 64 && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
           });
}

}  // namespace

void EventDoor::fail(base::Place place, const std::string& message) {
    mistakes.push_back(base::where(name_, place) + ": " + message);
}

void EventDoor::take(const Node& node) {
    if (!node.is_map())
        return fail(node.place, fmt::format("expected an event, found {}", shown(node)));
    const std::size_t fields_before = record_.fields.size(), words_before = record_.words.size(),
                      rows_before = record_.rows.size(), supports_before = record_.supports.size();
    law::Event event;
    if (envelope(node, event)) {
        const law::EventKind& kind = program_.kinds[event.kind];
        std::vector<std::string> known;
        for (const FieldSchema& schema : kind.fields) known.push_back(schema.name);
        for (const auto& [key, place] : node.keys) {
            bool of_kind = std::find(known.begin(), known.end(), key) != known.end();
            if (of_kind || std::find(kEnvelope.begin(), kEnvelope.end(), key) != kEnvelope.end())
                continue;
            std::vector<std::string> all = known;
            all.insert(all.end(), kEnvelope.begin(), kEnvelope.end());
            fail(place, fmt::format("unknown key `{}` in {}{}", key, kind.name,
                                    base::did_you_mean(key, all)));
        }
        // Rows are read first into the pools; the event's own fields then stand in one run.
        std::vector<Field> fields;
        for (const FieldSchema& schema : kind.fields)
            fields.push_back(field(node.find(schema.name), schema, event, node));
        event.first_field = static_cast<std::uint32_t>(record_.fields.size());
        record_.fields.insert(record_.fields.end(), fields.begin(), fields.end());
        event.legal_day = record_.zone.day_of(event.at);
        if (kind.legal_field >= 0) {
            const Field& legal = fields[static_cast<std::size_t>(kind.legal_field)];
            if (legal.tag == Field::Tag::Date)
                event.legal_day = base::Day{std::chrono::days{legal.number}};
            if (legal.tag == Field::Tag::Timestamp)
                event.legal_day =
                    record_.zone.day_of(base::Instant{std::chrono::milliseconds{legal.number}});
        }
        if (const Node* list = node.find("evidence"); list != nullptr)
            evidence(*list, event.first_evidence, event.evidence_count);
        if (mistakes.empty()) register_evidence(kind, event, node);
    }
    if (!mistakes.empty()) {
        record_.fields.resize(fields_before);
        record_.words.resize(words_before);
        record_.rows.resize(rows_before);
        record_.supports.resize(supports_before);
        return;
    }
    record_.by_kind[event.kind].push_back(static_cast<std::uint32_t>(record_.events.size()));
    record_.events.push_back(event);
}

bool EventDoor::envelope(const Node& node, law::Event& out) {
    const Node* at = node.find("at");
    const Node* kind = node.find("event");
    if (at == nullptr || kind == nullptr) {
        fail(node.place, fmt::format("an event needs `{}`", at == nullptr ? "at" : "event"));
        return false;
    }
    auto instant = base::parse_instant(at->scalar);
    if (!instant) {
        fail(at->place, instant.error().message);
        return false;
    }
    out.at = *instant;
    if (!record_.events.empty() && out.at < record_.events.back().at)
        fail(at->place,
             fmt::format(
                 "`{}` is earlier than the event before it ({}); events stand in the order in "
                 "which they were recorded",
                 at->scalar, record_.zone.print(record_.events.back().at)));
    int index = kind->is_scalar() ? program_.kind(kind->scalar) : -1;
    if (index < 0) {
        std::vector<std::string> known;
        for (const law::EventKind& k : program_.kinds) known.push_back(k.name);
        fail(kind->place, fmt::format("{} is not an event of this law{}", shown(*kind),
                                      base::did_you_mean(kind->scalar, known)));
        return false;
    }
    out.kind = static_cast<std::uint16_t>(index);
    if (const Node* by = node.find("by"); by != nullptr && !by->is_null()) actor(*by, out);
    if (const Node* second = node.find("confirmed_by"); second != nullptr && !second->is_null()) {
        law::Symbol confirmed = office(*second);
        if (confirmed != law::kNoSymbol && confirmed != out.office)
            out.acting |= law::kHasConfirmation;
    }
    if (const Node* note = node.find("note"); note != nullptr && !note->is_null())
        if (!note->is_scalar() || note->scalar.size() > kMaxText)
            fail(note->place, fmt::format("`note` must be a text of at most {} bytes", kMaxText));
    if (const Node* mark = node.find("marking"); mark != nullptr && !mark->is_null())
        marking(*mark);
    return true;
}

law::Symbol EventDoor::office(const Node& node) {
    if (node.is_scalar() && program_.offices.count(node.scalar) != 0)
        return record_.symbols.intern(node.scalar);
    std::vector<std::string> known;
    for (const auto& [id, title] : program_.offices) known.push_back(id);
    fail(node.place,
         fmt::format("{} is not an office{}", shown(node), base::did_you_mean(node.scalar, known)));
    return law::kNoSymbol;
}

void EventDoor::actor(const Node& by, law::Event& out) {
    if (!by.is_map()) {
        out.office = office(by);
        return;
    }
    const std::vector<std::string> known = {"office", "name", "acting", "basis", "confirmed_by"};
    for (const auto& [key, place] : by.keys)
        if (std::find(known.begin(), known.end(), key) == known.end())
            fail(place,
                 fmt::format("unknown key `{}` in `by`{}", key, base::did_you_mean(key, known)));
    const Node* named = by.find("office");
    if (named == nullptr) return fail(by.place, "`by` needs `office`");
    out.office = office(*named);
    if (const Node* acting = by.find("acting"); acting != nullptr && !acting->is_null()) {
        if (acting->scalar != "true" && acting->scalar != "false")
            fail(acting->place, fmt::format("`acting` is true or false, found {}", shown(*acting)));
        if (acting->scalar == "true") out.acting |= law::kActing;
    }
    if (const Node* basis = by.find("basis"); basis != nullptr && !base::is_blank(basis->scalar))
        out.acting |= law::kHasBasis;
    if (const Node* second = by.find("confirmed_by"); second != nullptr && !second->is_null()) {
        law::Symbol confirmed = office(*second);
        if (confirmed != law::kNoSymbol && confirmed != out.office)
            out.acting |= law::kHasConfirmation;
    }
}

// Portion markings: U and the controls of unclassified information. This program holds no
// classified content (docs/record.md, R-29; SP-28).
void EventDoor::marking(const Node& node) {
    std::string text(base::trimmed(node.scalar));
    if (text.size() >= 2 && text.front() == '(' && text.back() == ')')
        text = text.substr(1, text.size() - 2);
    std::string first = text.substr(0, text.find_first_of("/ -"));
    if (first == "U" || first == "CUI" || first == "FOUO" || first == "UNCLASSIFIED") return;
    for (std::string_view classified : {"C", "S", "TS", "CONFIDENTIAL", "SECRET", "TOP"})
        if (first == classified)
            return fail(
                node.place,
                fmt::format("the marking `{}` is classified; this deployment holds handles, dates "
                            "and digests, never classified content",
                            node.scalar));
    fail(node.place, fmt::format("{} is not a marking, expected `U` or `CUI`", shown(node)));
}

Field EventDoor::field(const Node* value, const FieldSchema& schema, const law::Event& event,
                       const Node& around) {
    Field out;
    bool absent = value == nullptr || (value->is_null() && !value->quoted);
    if (absent) {
        if (schema.required) {
            const law::EventKind& kind = program_.kinds[event.kind];
            fail(around.place, fmt::format("{} needs `{}`", kind.name, schema.name));
        }
        if (schema.default_to_at) {
            bool date = schema.type == FieldType::Date;
            out.filled = true;
            out.tag = date ? Field::Tag::Date : Field::Tag::Timestamp;
            out.number = date ? record_.zone.day_of(event.at).time_since_epoch().count()
                              : event.at.time_since_epoch().count();
        }
        if (schema.has_default_number) {
            out.tag = Field::Tag::Number;
            out.number = schema.default_number;
            out.filled = true;
        }
        return out;
    }
    switch (schema.type) {
        case FieldType::Timestamp:
        case FieldType::Date:
            return time_field(*value, schema, event);
        case FieldType::Group:
        case FieldType::Groups:
            return rows(*value, schema, event);
        case FieldType::Set:
        case FieldType::Names: {
            if (!value->is_list() || value->items.size() > kMaxList) {
                fail(value->place,
                     fmt::format("`{}` must be a list, found {}", schema.name, shown(*value)));
                return out;
            }
            std::vector<law::Symbol> found;
            for (const Node& item : value->items) {
                FieldSchema one = schema;
                one.type = schema.type == FieldType::Set ? FieldType::Choice : FieldType::Name;
                Field word = word_field(item, one);
                if (std::find(found.begin(), found.end(), word.word) == found.end())
                    found.push_back(word.word);
            }
            out.tag = Field::Tag::Words;
            out.number = static_cast<std::int64_t>(record_.words.size());
            out.count = static_cast<std::uint32_t>(found.size());
            out.filled = !found.empty();
            record_.words.insert(record_.words.end(), found.begin(), found.end());
            return out;
        }
        case FieldType::Evidence:
            return out;  // read with its row
        default:
            return word_field(*value, schema);
    }
}

Field EventDoor::time_field(const Node& value, const FieldSchema& schema, const law::Event& event) {
    Field out;
    if (schema.type == FieldType::Date) {
        auto day = base::parse_day(value.scalar);
        if (!value.is_scalar() || !day) {
            fail(value.place, fmt::format("`{}`: {}", schema.name,
                                          day ? "expected a date" : day.error().message));
            return out;
        }
        if (!schema.future && *day > record_.zone.day_of(event.at))
            fail(value.place,
                 fmt::format(
                     "`{}: {}` lies after the event was recorded ({}); nobody records what has "
                     "not happened",
                     schema.name, value.scalar, record_.zone.print(event.at)));
        out.tag = Field::Tag::Date;
        out.number = day->time_since_epoch().count();
        out.filled = true;
        return out;
    }
    auto instant = base::parse_instant(value.scalar);
    if (!value.is_scalar() || !instant) {
        fail(value.place, fmt::format("`{}`: {}", schema.name,
                                      instant ? "expected an instant" : instant.error().message));
        return out;
    }
    if (!schema.future && *instant > event.at)
        fail(value.place,
             fmt::format(
                 "`{}: {}` lies after the event was recorded ({}); nobody records what has not "
                 "happened",
                 schema.name, value.scalar, record_.zone.print(event.at)));
    out.tag = Field::Tag::Timestamp;
    out.number = instant->time_since_epoch().count();
    out.filled = true;
    return out;
}

Field EventDoor::word_field(const Node& value, const FieldSchema& schema) {
    Field out;
    auto expected = [&](std::string_view what) {
        fail(value.place, fmt::format("`{}`: {} is not {}", schema.name, shown(value), what));
    };
    if (schema.type == FieldType::Said && (value.is_list() || value.is_map())) {
        out.tag = Field::Tag::Text;
        out.filled = !value.items.empty();
        return out;
    }
    if (!value.is_scalar() && !(value.is_null() && value.quoted)) {
        expected("a word");
        return out;
    }
    const std::string& text = value.scalar;
    out.filled = !base::is_blank(text);
    switch (schema.type) {
        case FieldType::Text:
        case FieldType::Handle:
            if (text.size() > kMaxText)
                expected(fmt::format("a text of at most {} bytes", kMaxText));
            out.tag = Field::Tag::Text;
            return out;
        case FieldType::Said:
            out.tag = Field::Tag::Text;
            out.filled = out.filled && text != "false";
            return out;
        case FieldType::Flag:
            // `yes` and `no` are truth values in YAML 1.1, and people write them.
            if (text != "true" && text != "false" && text != "yes" && text != "no")
                expected("`true` or `false`");
            out.tag = Field::Tag::Flag;
            out.number = text == "true" || text == "yes" ? 1 : 0;
            return out;
        case FieldType::Number: {
            int number = -1;
            auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
            if (error != std::errc{} || end != text.data() + text.size() || number < 0 ||
                number > 100'000)
                expected("a whole number from 0 to 100000");
            out.tag = Field::Tag::Number;
            out.number = number;
            return out;
        }
        case FieldType::Choice:
            if (std::find(schema.choices.begin(), schema.choices.end(), text) ==
                schema.choices.end())
                expected(fmt::format("one of {}{}", base::join(schema.choices, ", "),
                                     base::did_you_mean(text, schema.choices)));
            break;
        case FieldType::Office: {
            out.tag = Field::Tag::Word;
            out.word = office(value);
            return out;
        }
        case FieldType::Digest:
            if (!is_hex_digest(text)) expected("a SHA-256 digest, 64 hexadecimal digits");
            break;
        case FieldType::Amount:
            if (!is_amount(text)) expected("an amount such as `2000000.00`");
            break;
        case FieldType::Duration:
            if (!is_duration(text)) expected("a duration such as `P1Y`");
            break;
        case FieldType::Grade:
            if (!is_grade(text)) expected("a grade from A1 to F6");
            break;
        default:
            if (text.size() > kMaxWord)
                expected(fmt::format("a name of at most {} bytes", kMaxWord));
            break;
    }
    out.tag = Field::Tag::Word;
    out.word = record_.symbols.intern(text);
    return out;
}

Field EventDoor::rows(const Node& value, const FieldSchema& schema, const law::Event& event) {
    Field out;
    std::vector<const Node*> items;
    if (schema.type == FieldType::Group) {
        items.push_back(&value);
    } else if (value.is_list() && value.items.size() <= kMaxList) {
        for (const Node& item : value.items) items.push_back(&item);
    } else {
        fail(value.place, fmt::format("`{}` must be a list, found {}", schema.name, shown(value)));
        return out;
    }
    std::vector<law::Row> rows_read;
    for (const Node* item : items) {
        if (!item->is_map()) {
            fail(item->place,
                 fmt::format("`{}`: expected a map, found {}", schema.name, shown(*item)));
            continue;
        }
        std::vector<std::string> known;
        for (const FieldSchema& sub : schema.fields) known.push_back(sub.name);
        for (const auto& [key, place] : item->keys)
            if (std::find(known.begin(), known.end(), key) == known.end())
                fail(place, fmt::format("unknown key `{}` in `{}`{}", key, schema.name,
                                        base::did_you_mean(key, known)));
        law::Row row;
        std::vector<Field> fields;
        for (const FieldSchema& sub : schema.fields) {
            const Node* part = item->find(sub.name);
            if (sub.type == FieldType::Evidence && part != nullptr && !part->is_null())
                evidence(*part, row.first_evidence, row.evidence_count);
            if (part == nullptr && sub.required)
                fail(item->place, fmt::format("`{}` needs `{}`", schema.name, sub.name));
            FieldSchema optional = sub;
            optional.required = false;
            fields.push_back(field(part, optional, event, *item));
        }
        row.first_field = static_cast<std::uint32_t>(record_.fields.size());
        record_.fields.insert(record_.fields.end(), fields.begin(), fields.end());
        rows_read.push_back(row);
    }
    out.tag = Field::Tag::Rows;
    out.number = static_cast<std::int64_t>(record_.rows.size());
    out.count = static_cast<std::uint32_t>(rows_read.size());
    out.filled = !rows_read.empty();
    record_.rows.insert(record_.rows.end(), rows_read.begin(), rows_read.end());
    return out;
}

// Ids that are on record already become the events that brought them; others support nothing
//
void EventDoor::evidence(const Node& list, std::uint32_t& first, std::uint32_t& count) {
    if (list.is_null()) return;
    if (!list.is_list() || list.items.size() > kMaxList)
        return fail(list.place,
                    fmt::format("`evidence` must be a list of ids, found {}", shown(list)));
    first = static_cast<std::uint32_t>(record_.supports.size());
    for (const Node& id : list.items) {
        if (!id.is_scalar()) {
            fail(id.place,
                 fmt::format("expected the id of a piece of evidence, found {}", shown(id)));
            continue;
        }
        auto found = record_.evidence.find(record_.symbols.find(id.scalar));
        if (found != record_.evidence.end())
            record_.supports.push_back({found->second, kinds_of(found->second)});
    }
    count = static_cast<std::uint32_t>(record_.supports.size()) - first;
}

void EventDoor::register_evidence(const law::EventKind& kind, const law::Event& event,
                                  const Node& node) {
    if (kind.evidence_id < 0) return;
    const Field& id = record_.field(event, kind.evidence_id);
    auto index = static_cast<std::uint32_t>(record_.events.size());
    if (record_.evidence.emplace(id.word, index).second) return;
    const Node* written = node.find(kind.fields[static_cast<std::size_t>(kind.evidence_id)].name);
    fail(written->place, fmt::format("evidence `{}` is already on record (event {})",
                                     written->scalar, record_.evidence[id.word]));
}

// The kinds that a piece of evidence is: its own, and those of the originals on record that it
// copies.
std::uint64_t EventDoor::kinds_of(std::uint32_t index) const {
    std::uint64_t kinds = 0;
    std::vector<std::uint32_t> seen;
    while (std::find(seen.begin(), seen.end(), index) == seen.end()) {
        seen.push_back(index);
        const law::Event& event = record_.events[index];
        const law::EventKind& kind = program_.kinds[event.kind];
        const std::string& word =
            record_.symbols.word(record_.field(event, kind.evidence_kind).word);
        auto place =
            std::find(program_.evidence_kinds.begin(), program_.evidence_kinds.end(), word);
        kinds |= std::uint64_t{1} << (place - program_.evidence_kinds.begin());
        if (kind.evidence_copy < 0) break;
        const Field& original = record_.field(event, kind.evidence_copy);
        if (original.tag == Field::Tag::Absent) break;
        auto found = record_.evidence.find(original.word);
        if (found == record_.evidence.end()) break;
        index = found->second;
    }
    return kinds;
}

}  // namespace standstill::review
