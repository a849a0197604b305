// Kinds of events, the header of a case, and sets of offices.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "law/compiler.h"
#include "law/record.h"

namespace standstill::law {

namespace {

const std::vector<std::pair<std::string, FieldType>>& field_types() {
    static const std::vector<std::pair<std::string, FieldType>> kTypes = {
        {"text", FieldType::Text},       {"name", FieldType::Name},
        {"choice", FieldType::Choice},   {"office", FieldType::Office},
        {"offices", FieldType::Offices}, {"instant", FieldType::Timestamp},
        {"date", FieldType::Date},       {"flag", FieldType::Flag},
        {"said", FieldType::Said},       {"number", FieldType::Number},
        {"set", FieldType::Set},         {"evidence", FieldType::Evidence},
        {"group", FieldType::Group},     {"groups", FieldType::Groups},
        {"handle", FieldType::Handle},   {"digest", FieldType::Digest},
        {"amount", FieldType::Amount},   {"duration", FieldType::Duration},
        {"grade", FieldType::Grade},     {"names", FieldType::Names}};
    return kTypes;
}

}  // namespace

std::string_view to_string(FieldType type) {
    for (const auto& [word, value] : field_types())
        if (value == type) return word;
    return "";
}

FieldSchema Compiler::compile_field(const std::string& name, const Doc& doc) {
    only(doc, {"type", "required", "future", "default", "of", "fields"});
    FieldSchema field;
    field.name = name;
    std::string type = word_at(doc, "type");
    std::vector<std::string> known;
    bool found = false;
    for (const auto& [word, value] : field_types()) {
        known.push_back(word);
        if (word == type) {
            field.type = value;
            found = true;
        }
    }
    if (!found)
        fail(doc,
             fmt::format("`{}` is not a type of field{}", type, base::did_you_mean(type, known)));
    field.required = word_at(doc, "required") == "true";
    field.future = word_at(doc, "future") == "true";
    if (const Doc* otherwise = doc.find("default"); otherwise != nullptr) {
        if (word(*otherwise) == "at") {
            field.default_to_at = true;
            if (field.type != FieldType::Date && field.type != FieldType::Timestamp)
                fail(*otherwise, "`default: at` is for dates and instants");
        } else {
            if (field.type != FieldType::Number)
                fail(*otherwise, "a default number is for numbers");
            field.default_number = number(*otherwise, 0, 100'000);
            field.has_default_number = true;
        }
    }
    if (const Doc* of = doc.find("of"); of != nullptr) {
        field.choices = words(*of);
        for (const std::string& choice : field.choices) symbol(choice);
    }
    bool closed = field.type == FieldType::Choice || field.type == FieldType::Set;
    if (closed && field.choices.empty()) fail(doc, fmt::format("`{}` needs `of: [...]`", name));
    if (const Doc* fields = doc.find("fields"); fields != nullptr)
        for (std::size_t i = 0; i < fields->keys.size(); ++i)
            field.fields.push_back(compile_field(fields->keys[i].first, fields->items[i]));
    return field;
}

void Compiler::compile_events(const Doc& doc, const std::string& pack) {
    for (std::size_t i = 0; i < doc.keys.size(); ++i) {
        const Doc& item = doc.items[i];
        only(item, {"says", "legal", "only_recorded", "fields"});
        EventKind kind;
        kind.name = doc.keys[i].first;
        kind.pack = pack;
        kind.says = word_at(item, "says");
        kind.only_recorded = word_at(item, "only_recorded") == "true";
        kind.place = doc.keys[i].second;
        kind.file = file_;
        if (out_.kind(kind.name) >= 0)
            fail_key(doc, kind.name, fmt::format("the event `{}` is defined twice", kind.name));
        if (const Doc* fields = item.find("fields"); fields != nullptr)
            for (std::size_t k = 0; k < fields->keys.size(); ++k)
                kind.fields.push_back(compile_field(fields->keys[k].first, fields->items[k]));
        if (const Doc* legal = item.find("legal"); legal != nullptr) {
            kind.legal_field = kind.slot(word(*legal));
            if (kind.legal_field < 0)
                fail(*legal, fmt::format("`{}` is not a field of {}", legal->scalar, kind.name));
            else if (FieldType type = kind.fields[static_cast<std::size_t>(kind.legal_field)].type;
                     type != FieldType::Date && type != FieldType::Timestamp)
                fail(*legal, fmt::format("`{}` is neither a date nor an instant", legal->scalar));
        }
        out_.kinds.push_back(std::move(kind));
    }
}

void Compiler::compile_evidence(const Doc& doc) {
    only(doc, {"event", "id", "kind", "copy_of"});
    int index = out_.kind(word_at(doc, "event"));
    if (index < 0) return fail(doc, "`event` must name the event that puts evidence on record");
    EventKind& kind = out_.kinds[static_cast<std::size_t>(index)];
    kind.evidence_id = kind.slot(word_at(doc, "id"));
    kind.evidence_kind = kind.slot(word_at(doc, "kind"));
    kind.evidence_copy = kind.slot(word_at(doc, "copy_of"));
    if (kind.evidence_id < 0 || kind.evidence_kind < 0)
        return fail(doc, "`id` and `kind` must name fields of that event");
    const FieldSchema& id = kind.fields[static_cast<std::size_t>(kind.evidence_id)];
    const FieldSchema& of = kind.fields[static_cast<std::size_t>(kind.evidence_kind)];
    bool sure =
        id.required && id.type == FieldType::Name && of.required && of.type == FieldType::Choice;
    if (!sure) return fail(doc, "`id` must be a name and `kind` a choice, both required");
    out_.evidence_kinds = kind.fields[static_cast<std::size_t>(kind.evidence_kind)].choices;
    if (out_.evidence_kinds.size() > 64) fail(doc, "at most 64 kinds of evidence");
}

void Compiler::compile_header(const Doc& doc) {
    for (std::size_t i = 0; i < doc.keys.size(); ++i)
        for (std::size_t k = 0; k < doc.items[i].keys.size(); ++k) {
            const std::string& section = doc.keys[i].first;
            FieldSchema field = compile_field(doc.items[i].keys[k].first, doc.items[i].items[k]);
            symbol(section + "." + field.name);
            out_.header.push_back({section, std::move(field)});
        }
}

void Compiler::compile_office_sets(const Doc& doc) {
    auto offices = [this](const Doc& list) {
        std::vector<Symbol> out;
        for (const std::string& office : words(list)) {
            if (out_.offices.count(office) == 0)
                fail(list, fmt::format("`{}` is not an office", office));
            out.push_back(symbol(office));
        }
        return out;
    };
    for (std::size_t i = 0; i < doc.keys.size(); ++i) {
        const Doc& item = doc.items[i];
        only(item, {"offices", "header", "default", "among", "stands_in"});
        OfficeSet set;
        set.name = doc.keys[i].first;
        set.header = word_at(item, "header");
        set.fallback = word_at(item, "default");
        for (const std::string& name : {set.header, set.fallback})
            if (!name.empty()) symbol(name);
        if (const Doc* list = item.find("offices"); list != nullptr) set.offices = offices(*list);
        if (const Doc* list = item.find("among"); list != nullptr) set.among = offices(*list);
        if (const Doc* pairs = item.find("stands_in"); pairs != nullptr)
            for (std::size_t k = 0; k < pairs->keys.size(); ++k)
                set.stands_in.emplace_back(symbol(pairs->keys[k].first),
                                           symbol(word(pairs->items[k])));
        out_.office_sets.push_back(std::move(set));
    }
}

std::int32_t Compiler::office_set(const Doc& doc) {
    std::string name = word(doc);
    std::vector<std::string> known;
    for (std::size_t i = 0; i < out_.office_sets.size(); ++i) {
        if (out_.office_sets[i].name == name) return static_cast<std::int32_t>(i);
        known.push_back(out_.office_sets[i].name);
    }
    fail(doc, fmt::format("`{}` is not a set of offices{}", name, base::did_you_mean(name, known)));
    return 0;
}

}  // namespace standstill::law
