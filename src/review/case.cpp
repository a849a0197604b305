#include "review/case.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "review/event_door.h"

namespace standstill::review {

namespace {

constexpr std::size_t kMaxEvents = 200'000;
constexpr std::size_t kMaxMistakes = 20;

bool is_case_id(std::string_view text) {
    if (text.empty() || text.size() > 100 || text.front() == '-') return false;
    return std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
}

class HeaderReader {
public:
    HeaderReader(const base::Node& document, const std::string& name)
        : document_(document), name_(name) {}

    std::vector<std::string> mistakes;

    void fail(base::Place place, const std::string& message) {
        if (mistakes.size() < kMaxMistakes)
            mistakes.push_back(base::where(name_, place) + ": " + message);
    }

    std::string word(std::string_view key, bool required) {
        const base::Node* node = document_.find(key);
        if (node == nullptr || node->is_null()) {
            if (required) fail(document_.place, fmt::format("`{}` is missing", key));
            return "";
        }
        if (!node->is_scalar()) fail(node->place, fmt::format("`{}` must be a word", key));
        return node->scalar;
    }

    base::Place key_place(const base::Node& map, std::string_view key) const {
        for (const auto& [word, place] : map.keys)
            if (word == key) return place;
        return map.place;
    }

    void sections(const law::Program& program, law::Record& record) {
        std::vector<std::string> known = {"standstill", "case",   "title", "law",
                                          "zone",       "record", "expect"};
        for (const law::HeaderField& field : program.header)
            if (std::find(known.begin(), known.end(), field.section) == known.end())
                known.push_back(field.section);
        for (const auto& [key, place] : document_.keys)
            if (std::find(known.begin(), known.end(), key) == known.end())
                fail(place, fmt::format("unknown key `{}`{}", key, base::did_you_mean(key, known)));
        for (const law::HeaderField& field : program.header) {
            const base::Node* section = document_.find(field.section);
            std::string full = field.section + "." + field.schema.name;
            if (section == nullptr) {
                if (field.schema.required)
                    fail(document_.place, fmt::format("`{}` is missing", full));
                continue;
            }
            if (!section->is_map()) {
                if (checked_.insert(field.section).second)
                    fail(section->place, fmt::format("`{}` must be a map", field.section));
                continue;
            }
            unknown_fields(*section, field.section, program);
            const base::Node* value = section->find(field.schema.name);
            if (value == nullptr || value->is_null()) {
                if (field.schema.required)
                    fail(section->place, fmt::format("`{}` is missing", full));
                continue;
            }
            law::HeaderValue read;
            read.present = true;
            read_value(*value, field.schema, full, program, record, read);
            record.header[record.symbols.intern(full)] = std::move(read);
        }
    }

private:
    void unknown_fields(const base::Node& section, const std::string& name,
                        const law::Program& program) {
        if (!checked_.insert(name).second) return;
        std::vector<std::string> known;
        for (const law::HeaderField& field : program.header)
            if (field.section == name) known.push_back(field.schema.name);
        for (const auto& [key, place] : section.keys)
            if (std::find(known.begin(), known.end(), key) == known.end())
                fail(place, fmt::format("unknown key `{}` in `{}`{}", key, name,
                                        base::did_you_mean(key, known)));
    }

    void read_value(const base::Node& value, const law::FieldSchema& schema,
                    const std::string& full, const law::Program& program, law::Record& record,
                    law::HeaderValue& read) {
        auto office = [&](const base::Node& node) {
            std::vector<std::string> known;
            for (const auto& [id, title] : program.offices) known.push_back(id);
            if (!node.is_scalar() || program.offices.count(node.scalar) == 0)
                fail(node.place, fmt::format("`{}` is not an office{}", node.scalar,
                                             base::did_you_mean(node.scalar, known)));
            else
                read.words.push_back(record.symbols.intern(node.scalar));
        };
        if (schema.type == law::FieldType::Offices) {
            if (!value.is_list())
                return fail(value.place, fmt::format("`{}` must be a list of offices", full));
            for (const base::Node& item : value.items) office(item);
            return;
        }
        if (schema.type == law::FieldType::Office) return office(value);
        if (!value.is_scalar()) return fail(value.place, fmt::format("`{}` must be a word", full));
        if (schema.type == law::FieldType::Choice &&
            std::find(schema.choices.begin(), schema.choices.end(), value.scalar) ==
                schema.choices.end())
            return fail(value.place, fmt::format("`{}` is never `{}`{}", full, value.scalar,
                                                 base::did_you_mean(value.scalar, schema.choices)));
        read.words.push_back(record.symbols.intern(value.scalar));
    }

    const base::Node& document_;
    const std::string& name_;
    std::set<std::string> checked_;
};

}  // namespace

base::Result<std::shared_ptr<const law::Program>> Library::program(
    const std::vector<std::string>& packs, const law::Readings& readings) {
    std::string key = base::join(packs, ",");
    for (const auto& [id, reading] : readings) key += fmt::format(";{}={}", id, reading);
    std::lock_guard lock(*mutex_);
    auto found = compiled_.find(key);
    if (found != compiled_.end()) return found->second;
    auto program = law::compile(files_, packs, readings, &documents_);
    if (!program) return program.error();
    compiled_.emplace(key, *program);
    return *program;
}

const std::string& Case::header_text(std::string_view section, std::string_view field) const {
    static const std::string kNothing;
    const base::Node* map = header.find(section);
    const base::Node* value = map == nullptr ? nullptr : map->find(field);
    return value == nullptr ? kNothing : value->scalar;
}

base::Result<Case> open_case(const base::Node& document, const std::string& name, Library& library,
                             const ZoneSource& zones, const law::Readings& readings) {
    if (!document.is_map()) return base::invalid(name + ": expected a case, a map of keys");
    HeaderReader reader(document, name);
    std::string version = reader.word("standstill", true);
    if (!version.empty() && version != "1")
        reader.fail(
            document.find("standstill")->place,
            fmt::format("`standstill: {}` is a format this program does not know, expected 1",
                        version));
    std::string id = reader.word("case", true);
    if (!id.empty() && !is_case_id(id))
        reader.fail(
            document.find("case")->place,
            fmt::format("`{}` is not an id, expected lower case letters, digits and `-`", id));
    std::string title = reader.word("title", false);

    std::vector<std::string> packs;
    const base::Node* law_node = document.find("law");
    if (law_node == nullptr || !law_node->is_list() || law_node->items.empty()) {
        reader.fail(law_node == nullptr ? document.place : law_node->place,
                    "`law` must be a list of rule packs, as in `law: [eo-14093]`");
    } else {
        for (const base::Node& item : law_node->items) packs.push_back(item.scalar);
    }
    std::string zone_name = reader.word("zone", false);
    auto zone = zones(zone_name.empty() ? "America/New_York" : zone_name);
    if (!zone) {
        const base::Node* node = document.find("zone");
        reader.fail(node == nullptr ? document.place : node->place, zone.error().message);
    }
    if (!reader.mistakes.empty()) return base::invalid(base::join(reader.mistakes, "\n"));

    auto program = library.program(packs, readings);
    if (!program) {
        std::string message = program.error().message;
        if (program.error().kind == base::ErrorKind::NotFound)
            message = base::where(name, law_node->place) + ": " + message;
        return base::fail(program.error().kind, message);
    }
    law::Record record(&(*program)->symbols, (*program)->kinds.size(), *zone);
    record.case_id = record.symbols.intern(id);
    reader.sections(**program, record);
    if (!reader.mistakes.empty()) return base::invalid(base::join(reader.mistakes, "\n"));

    base::Node header = document;
    for (std::size_t i = header.keys.size(); i-- > 0;)
        if (header.keys[i].first == "record" || header.keys[i].first == "expect") {
            header.keys.erase(header.keys.begin() + static_cast<std::ptrdiff_t>(i));
            header.items.erase(header.items.begin() + static_cast<std::ptrdiff_t>(i));
        }
    return Case{id, title, packs, std::move(*program), std::move(record), std::move(header),
                {}, {},    name};
}

base::Status add_event(Case& target, const base::Node& event, const std::string& name) {
    if (target.events.size() >= kMaxEvents)
        return base::invalid(
            fmt::format("{}: more than {} events", base::where(name, event.place), kMaxEvents));
    EventDoor door(*target.program, target.record, name);
    door.take(event);
    if (!door.mistakes.empty()) return base::invalid(base::join(door.mistakes, "\n"));
    target.events.push_back(event);
    return base::Done{};
}

base::Status catch_up(Case& target, const Case& ahead) {
    for (std::size_t i = target.events.size(); i < ahead.events.size(); ++i) {
        EventDoor door(*target.program, target.record, target.name);
        door.take(ahead.events.read(i));
        if (!door.mistakes.empty()) return base::invalid(base::join(door.mistakes, "\n"));
        target.events.push_same(ahead.events, i);
    }
    return base::Done{};
}

base::Result<Case> read_case(const base::Node& document, const std::string& name, Library& library,
                             const ZoneSource& zones, const law::Readings& readings) {
    auto opened = open_case(document, name, library, zones, readings);
    if (!opened) return opened;
    std::vector<std::string> mistakes;
    const base::Node* record = document.find("record");
    if (record == nullptr || (!record->is_list() && !record->is_null()))
        return base::invalid(base::where(name, record == nullptr ? document.place : record->place) +
                             ": `record` must be a list of events");
    for (const base::Node& event : record->items) {
        auto added = add_event(*opened, event, name);
        if (!added) mistakes.push_back(added.error().message);
        if (mistakes.size() >= kMaxMistakes) break;
    }
    const base::Node* expect = document.find("expect");
    if (expect != nullptr && !expect->is_null()) {
        if (!expect->is_list())
            mistakes.push_back(base::where(name, expect->place) + ": `expect` must be a list");
        opened->expect = expect->items;
    }
    if (!mistakes.empty()) return base::invalid(base::join(mistakes, "\n"));
    return opened;
}

}  // namespace standstill::review
