#include "server/api/schema.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

namespace standstill::server::api {

namespace json = boost::json;

namespace {

using law::FieldSchema;
using law::FieldType;

constexpr int kMaxWord = 400, kMaxText = 20'000, kMaxItems = 1'000;

json::array words(const std::vector<std::string>& list) {
    json::array out;
    for (const std::string& word : list) out.emplace_back(word);
    return out;
}

json::object text(int longest) { return {{"type", "string"}, {"maxLength", longest}}; }

json::object list_of(json::object item) {
    return {{"type", "array"}, {"maxItems", kMaxItems}, {"items", std::move(item)}};
}

json::object reference(std::string_view name) {
    return {{"$ref", fmt::format("#/components/schemas/{}", name)}};
}

json::object group_of(const std::vector<FieldSchema>& fields);

json::object of_field(const FieldSchema& field) {
    switch (field.type) {
        case FieldType::Text:
            return text(kMaxText);
        case FieldType::Name:
        case FieldType::Handle:
            return text(kMaxWord);
        case FieldType::Choice:
            return {{"type", "string"}, {"enum", words(field.choices)}};
        case FieldType::Office:
            return reference("Office");
        case FieldType::Offices:
            return list_of(reference("Office"));
        case FieldType::Timestamp:
            return {{"type", "string"}, {"format", "date-time"}};
        case FieldType::Date:
            return {{"type", "string"}, {"format", "date"}};
        case FieldType::Flag:
            return {{"type", "boolean"}};
        case FieldType::Said:
            return {{"description", "Anything: what matters is whether it was said."}};
        case FieldType::Number:
            return {{"type", "integer"}, {"minimum", 0}, {"maximum", 100'000}};
        case FieldType::Set:
            return list_of({{"type", "string"}, {"enum", words(field.choices)}});
        case FieldType::Evidence:
            return list_of(text(kMaxWord));
        case FieldType::Group:
            return group_of(field.fields);
        case FieldType::Groups:
            return list_of(group_of(field.fields));
        case FieldType::Digest:
            return {{"type", "string"}, {"pattern", "^[0-9A-Fa-f]{64}$"}};
        case FieldType::Amount:
            return {{"type", "string"}, {"pattern", "^-?[0-9]{1,20}(\\.[0-9]{1,8})?$"}};
        case FieldType::Duration:
            return {{"type", "string"}, {"pattern", "^P([0-9]{1,4}[YMWD])+$"}};
        case FieldType::Grade:
            return {{"type", "string"}, {"pattern", "^[A-F][1-6]$"}};
        case FieldType::Names:
            return list_of(text(kMaxWord));
    }
    return {};
}

void put_fields(const std::vector<FieldSchema>& fields, json::object& properties,
                json::array& required) {
    for (const FieldSchema& field : fields) {
        json::object one = of_field(field);
        if (field.future) one["description"] = "May lie after the event.";
        properties[field.name] = std::move(one);
        if (field.required) required.emplace_back(field.name);
    }
}

json::object closed(json::object properties, json::array required) {
    json::object out{{"type", "object"}, {"properties", std::move(properties)}};
    if (!required.empty()) out["required"] = std::move(required);
    out["additionalProperties"] = false;
    return out;
}

json::object group_of(const std::vector<FieldSchema>& fields) {
    json::object properties;
    json::array required;
    put_fields(fields, properties, required);
    return closed(std::move(properties), std::move(required));
}

json::object of_kind(const law::EventKind& kind) {
    json::object properties{
        {"event", {{"const", kind.name}}},
        {"at",
         {{"type", "string"},
          {"format", "date-time"},
          {"description", "Now, where it is left out; an earlier one takes a registrar."}}},
        {"by", reference("Actor")},
        {"confirmed_by", reference("Office")},
        {"note", text(kMaxText)},
        {"marking", {{"type", "string"}, {"maxLength", 64}, {"default", "U"}}},
        {"evidence", list_of(text(kMaxWord))}};
    json::array required{"event"};
    put_fields(kind.fields, properties, required);
    json::object out = closed(std::move(properties), std::move(required));
    out["description"] = kind.says;
    return out;
}

// The sections of the header, each closed, with the fields of every program.
void put_header(const law::Program& program, json::object& properties, json::array& required) {
    for (const law::HeaderField& field : program.header) {
        if (!properties.contains(field.section)) {
            properties[field.section] = closed({}, {});
            required.emplace_back(field.section);
        }
        json::object& section = properties[field.section].as_object();
        section["properties"].as_object()[field.schema.name] = of_field(field.schema);
        if (!field.schema.required) continue;
        if (!section.contains("required")) section["required"] = json::array{};
        json::array& needed = section["required"].as_array();
        json::value name(field.schema.name);
        if (std::find(needed.begin(), needed.end(), name) == needed.end()) needed.push_back(name);
    }
}

// What the packs do not shape. Kept as text, because it reads better so.
constexpr std::string_view kFixed = R"({
"Problem": {"type": "object", "description": "RFC 9457.",
  "properties": {"type": {"type": "string"}, "title": {"type": "string"},
    "status": {"type": "integer"}, "detail": {"type": "string"},
    "errors": {"type": "array", "items": {"type": "string"},
      "description": "Every mistake, with line and column of the body."},
    "version": {"type": "integer", "description": "Of the case now, beside a conflict."}},
  "required": ["title", "status"]},
"Receipt": {"type": "object",
  "properties": {"case": {"type": "string"},
    "index": {"type": "integer", "description": "Of the first event, in the log."},
    "version": {"type": "integer", "description": "Of the case now: the events in its stream."},
    "first_version": {"type": "integer"}, "count": {"type": "integer"},
    "repeated": {"type": "boolean", "description": "It had been recorded before."}},
  "required": ["case", "index", "version", "first_version", "count", "repeated"]},
"Instant": {"type": "string", "format": "date-time"},
"Outcome": {"type": "string", "enum": ["permitted", "refused", "outside"]},
"Because": {"type": "object", "properties": {"cite": {"type": "string"},
  "says": {"type": "string"}}, "required": ["cite", "says"]},
"Answer": {"type": "object",
  "properties": {"case": {"type": "string"}, "at": {"$ref": "#/components/schemas/Instant"},
    "use": {"$ref": "#/components/schemas/Outcome"},
    "opens_at": {"type": ["string", "null"], "format": "date-time"},
    "because": {"type": "array", "items": {"$ref": "#/components/schemas/Because"}},
    "procurement": {"$ref": "#/components/schemas/Outcome"},
    "factors": {"type": "object", "additionalProperties":
      {"type": "string", "enum": ["present", "absent", "unknown"]}},
    "missing": {"type": "array", "items": {"type": "object",
      "properties": {"cite": {"type": "string"}, "ask": {"type": "string"},
        "reason": {"type": "string"}, "settles": {"type": "integer"},
        "decides": {"type": "boolean"}}, "required": ["cite", "ask"]}},
    "duties": {"type": "array", "items": {"type": "object",
      "properties": {"cite": {"type": "string"}, "says": {"type": "string"},
        "owed_by": {"type": "string"}, "owed_to": {"type": ["string", "null"]},
        "due": {"type": ["string", "null"], "format": "date-time"},
        "state": {"type": "string", "enum": ["open", "met", "met-late", "overdue"]},
        "event": {"type": "integer"}, "met_by": {"type": ["integer", "null"]}},
      "required": ["cite", "owed_by", "owed_to", "due", "state"]}},
    "defects": {"type": "array", "items": {"type": "object",
      "properties": {"cite": {"type": "string"}, "event": {"type": "integer"},
        "says": {"type": "string"}}, "required": ["cite", "event", "says"]}},
    "why": {"type": "object", "description": "Where it was asked for: the tree of reasons."}},
  "required": ["case", "at", "use", "opens_at", "because", "factors", "missing", "duties",
    "defects"]},
"MatchQueries": {"type": "object",
  "properties": {"queries": {"type": "object", "maxProperties": 100,
    "additionalProperties": {"type": "object",
      "properties": {"schema": {"type": "string"}, "properties": {"type": "object",
        "description": "Of FollowTheMoney: name, birthDate, country, ... each a text or a list."}},
      "required": ["schema", "properties"]}},
    "weights": {"type": "object"}, "config": {"type": "object"}},
  "required": ["queries"]},
"FtmEntity": {"type": "object",
  "properties": {"id": {"type": "string"}, "caption": {"type": "string"},
    "schema": {"type": "string"}, "properties": {"type": "object"},
    "datasets": {"type": "array", "items": {"type": "string"}}},
  "required": ["id", "caption", "schema", "properties", "datasets"]},
"Matches": {"type": "object",
  "properties": {"responses": {"type": "object", "additionalProperties": {"type": "object",
      "properties": {"status": {"type": "integer"},
        "results": {"type": "array", "items": {"$ref": "#/components/schemas/FtmEntity"}},
        "total": {"type": "object"}, "query": {}},
      "required": ["status", "results", "total"]}},
    "limit": {"type": "integer"}, "algorithm": {"type": "string"},
    "searched": {"type": "array", "items": {"type": "object"},
      "description": "Lists, their days and digests: what a result without match speaks of."}},
  "required": ["responses", "limit", "searched"]},
"Question": {"type": "object",
  "properties": {"case": {"type": "string", "pattern": "^[a-z0-9][a-z0-9-]{0,99}$"},
    "at": {"$ref": "#/components/schemas/Instant"}, "signed": {"type": "boolean"},
    "nonce": {"type": "string", "pattern": "^[A-Za-z0-9._:-]{1,64}$",
      "description": "A token of one's own instead of one that all askers of a second share."}},
  "required": ["case"], "additionalProperties": false},
"Verdict": {"type": "object",
  "properties": {"case": {"type": "string"}, "at": {"$ref": "#/components/schemas/Instant"},
    "use": {"$ref": "#/components/schemas/Outcome"},
    "because": {"type": "array", "items": {"$ref": "#/components/schemas/Because"}},
    "shut_by": {"type": "array", "items": {"type": "object",
      "properties": {"code": {"type": "string"}, "says": {"type": "string"}},
      "required": ["code", "says"]}},
    "version": {"type": "integer"},
    "token": {"type": "string", "description": "A JWT; docs/formats/token.md."}},
  "required": ["case", "at", "use", "because", "shut_by"]},
"CaseRow": {"type": "object",
  "properties": {"case": {"type": "string"}, "title": {"type": "string"},
    "agency": {"type": "string"}, "component": {"type": "string"}, "vendor": {"type": "string"},
    "tool": {"type": "string"}, "use": {"type": "string"}, "procurement": {"type": "string"},
    "status": {"type": "string"}, "version": {"type": "integer"},
    "opened": {"$ref": "#/components/schemas/Instant"},
    "changed": {"$ref": "#/components/schemas/Instant"},
    "next_due": {"type": ["string", "null"], "format": "date-time"},
    "open_duties": {"type": "integer"}, "overdue": {"type": "integer"},
    "missing": {"type": "integer"}, "defects": {"type": "integer"},
    "is_stopped": {"type": "boolean"}, "is_ended": {"type": "boolean"}},
  "required": ["case", "title", "use", "version"]},
"CasePage": {"type": "object",
  "properties": {"total": {"type": "integer"}, "offset": {"type": "integer"},
    "cases": {"type": "array", "items": {"$ref": "#/components/schemas/CaseRow"}}},
  "required": ["total", "offset", "cases"]},
"CaseOnRecord": {"type": "object",
  "properties": {"case": {"type": "string"}, "version": {"type": "integer"},
    "events": {"type": "integer", "description": "Of the record; answers given not counted."},
    "policy": {"type": "string", "description": "SHA-256 of the rule packs."},
    "header": {"type": "object", "description": "The case file without its record."}},
  "required": ["case", "version", "events", "policy", "header"]},
"EventPage": {"type": "object",
  "properties": {"case": {"type": "string"}, "version": {"type": "integer"},
    "next": {"type": ["integer", "null"], "description": "`from` of the next page."},
    "events": {"type": "array", "items": {"type": "object",
      "properties": {"version": {"type": "integer"}, "index": {"type": "integer"},
        "event": {"type": "string"}, "actor": {"type": "string"},
        "recorded_at": {"$ref": "#/components/schemas/Instant"},
        "facts": {"type": "object"}},
      "required": ["version", "index", "event", "actor", "recorded_at", "facts"]}}},
  "required": ["case", "version", "next", "events"]},
"Duties": {"type": "object", "properties": {"duties": {"type": "array", "items":
  {"type": "object", "properties": {"case": {"type": "string"}, "title": {"type": "string"},
    "cite": {"type": "string"}, "says": {"type": "string"}, "owed_by": {"type": "string"},
    "owed_to": {"type": ["string", "null"]}, "state": {"type": "string"},
    "due": {"type": ["string", "null"], "format": "date-time"}, "event": {"type": "integer"}},
    "required": ["case", "cite", "owed_by", "due", "state"]}}}, "required": ["duties"]},
"Keys": {"type": "object", "description": "RFC 7517.",
  "properties": {"keys": {"type": "array", "items": {"type": "object",
    "properties": {"kty": {"const": "OKP"}, "crv": {"const": "Ed25519"},
      "x": {"type": "string"}, "alg": {"const": "EdDSA"}, "use": {"const": "sig"},
      "kid": {"type": "string", "description": "RFC 7638 thumbprint."},
      "verifier_key": {"type": "string", "description": "The key as signed notes name it."},
      "key_id": {"type": "string"}},
    "required": ["kty", "crv", "x", "kid"]}}}, "required": ["keys"]},
"LogProof": {"type": "object",
  "properties": {"index": {"type": "integer"}, "size": {"type": "integer"},
    "leaf": {"type": "string", "description": "Base64 of the RFC 6962 leaf hash."},
    "root": {"type": "string"},
    "hashes": {"type": "array", "items": {"type": "string"}},
    "checkpoint": {"type": "string", "description": "Where the newest one was asked for."},
    "proof": {"type": "string", "description": "The same as one text: docs/formats/proof.md."}},
  "required": ["index", "size", "leaf", "root", "hashes"]},
"Consistency": {"type": "object",
  "properties": {"from": {"type": "integer"}, "to": {"type": "integer"},
    "from_root": {"type": "string"}, "to_root": {"type": "string"},
    "hashes": {"type": "array", "items": {"type": "string"}}},
  "required": ["from", "to", "from_root", "to_root", "hashes"]},
"HookRequest": {"type": "object",
  "properties": {"url": {"type": "string", "maxLength": 500,
      "pattern": "^https?://[!-~]+$"},
    "types": {"type": "array", "maxItems": 64, "items": {"type": "string", "maxLength": 64,
      "pattern": "^[a-z][a-z0-9.*-]*$"},
      "description": "Kinds of events, or beginnings of them with `*`; none: all."}},
  "required": ["url"], "additionalProperties": false},
"Hook": {"type": "object",
  "properties": {"id": {"type": "string"}, "url": {"type": "string"},
    "types": {"type": "array", "items": {"type": "string"}},
    "next": {"type": "integer", "description": "The index that is to be delivered next."},
    "failures": {"type": "integer", "description": "In a row."},
    "last_error": {"type": "string"},
    "secret": {"type": "string", "description": "Shown once, when it is registered."}},
  "required": ["id", "url", "types", "next"]},
"Hooks": {"type": "object", "properties": {"webhooks": {"type": "array",
  "items": {"$ref": "#/components/schemas/Hook"}}}, "required": ["webhooks"]},
"Health": {"type": "object", "properties": {"status": {"type": "string",
  "enum": ["ready", "not ready", "alive"]}, "checks": {"type": "object"}},
  "required": ["status"]},
"Text": {"type": "string"}
})";

// ---- types of a body

enum class Wants { String, Number, Flag, List, Map, Anything };

Wants wants(FieldType type) {
    switch (type) {
        case FieldType::Flag:
            return Wants::Flag;
        case FieldType::Number:
            return Wants::Number;
        case FieldType::Offices:
        case FieldType::Set:
        case FieldType::Evidence:
        case FieldType::Names:
        case FieldType::Groups:
            return Wants::List;
        case FieldType::Group:
            return Wants::Map;
        case FieldType::Said:
            return Wants::Anything;
        default:
            return Wants::String;
    }
}

bool has_type(const base::Node& node, Wants type) {
    bool plain = node.is_scalar() && !node.quoted;
    switch (type) {
        case Wants::String:
            return (node.is_scalar() || node.is_null()) && node.quoted;
        case Wants::Number:
            return plain && !node.scalar.empty() && node.scalar[0] >= '0' && node.scalar[0] <= '9';
        case Wants::Flag:
            return plain && (node.scalar == "true" || node.scalar == "false");
        case Wants::List:
            return node.is_list();
        case Wants::Map:
            return node.is_map();
        case Wants::Anything:
            break;
    }
    return true;
}

std::string_view name_of(Wants type) {
    switch (type) {
        case Wants::String:
            return "a string";
        case Wants::Number:
            return "a whole number";
        case Wants::Flag:
            return "true or false";
        case Wants::List:
            return "a list";
        default:
            return "an object";
    }
}

void check(const base::Node* value, Wants type, std::string_view name,
           std::vector<std::string>& mistakes) {
    if (value == nullptr || has_type(*value, type)) return;
    mistakes.push_back(
        fmt::format("{}: `{}` must be {}", base::where("body", value->place), name, name_of(type)));
}

void check_fields(const base::Node& node, const std::vector<FieldSchema>& fields,
                  std::vector<std::string>& mistakes) {
    for (const FieldSchema& field : fields) {
        const base::Node* value = node.find(field.name);
        if (value == nullptr) continue;
        check(value, wants(field.type), field.name, mistakes);
        if (field.type == FieldType::Group && value->is_map())
            check_fields(*value, field.fields, mistakes);
        if (!value->is_list()) continue;
        for (const base::Node& item : value->items) {
            bool group = field.type == FieldType::Groups;
            check(&item, group ? Wants::Map : Wants::String, field.name, mistakes);
            if (group && item.is_map()) check_fields(item, field.fields, mistakes);
        }
    }
}

}  // namespace

json::object schemas(const std::vector<std::shared_ptr<const law::Program>>& programs) {
    json::object out = json::parse(kFixed).as_object();
    json::array offices, kinds;
    json::object header{{"standstill", {{"const", 1}}},
                        {"case", {{"type", "string"}, {"pattern", "^[a-z0-9][a-z0-9-]{0,99}$"}}},
                        {"title", text(kMaxText)},
                        {"zone", text(100)}};
    json::object law = list_of(text(100));
    law["minItems"] = 1;
    header["law"] = std::move(law);
    json::array required{"standstill", "case", "law"};
    for (const auto& program : programs) {
        for (const auto& [id, title] : program->offices)
            if (std::find(offices.begin(), offices.end(), json::value(id)) == offices.end())
                offices.emplace_back(id);
        put_header(*program, header, required);
        for (const law::EventKind& kind : program->kinds) {
            std::string name = "Event-" + kind.name;
            json::object schema = of_kind(kind);
            // A kind that two packs shape differently has a schema for each.
            if (out.contains(name) && out[name].as_object() != schema)
                name = fmt::format("Event-{}-{}", kind.pack, kind.name);
            if (out.contains(name)) continue;
            out[name] = std::move(schema);
            kinds.push_back(reference(name));
        }
    }
    out["Office"] = json::object{{"type", "string"}, {"enum", std::move(offices)}};
    json::object actor = closed({{"office", reference("Office")},
                                 {"name", text(kMaxWord)},
                                 {"acting", {{"type", "boolean"}}},
                                 {"basis", text(kMaxText)},
                                 {"confirmed_by", reference("Office")}},
                                {"office"});
    out["Actor"] = json::object{{"oneOf", json::array{reference("Office"), std::move(actor)}}};
    out["Event"] = json::object{{"oneOf", std::move(kinds)}};
    json::object several = list_of(reference("Event"));
    several["minItems"] = 1;
    out["Events"] = json::object{{"oneOf", json::array{reference("Event"), several}}};
    header["record"] = list_of(reference("Event"));
    out["CaseFile"] = closed(std::move(header), std::move(required));
    return out;
}

void check_types(const law::Program& program, const base::Node& event,
                 std::vector<std::string>& mistakes) {
    if (!event.is_map()) return;  // the door says so
    for (std::string_view name : {"event", "at", "note", "marking", "confirmed_by"})
        check(event.find(name), Wants::String, name, mistakes);
    if (const base::Node* list = event.find("evidence"); list != nullptr) {
        check(list, Wants::List, "evidence", mistakes);
        for (const base::Node& item : list->items)
            check(&item, Wants::String, "evidence", mistakes);
    }
    if (const base::Node* by = event.find("by"); by != nullptr) {
        if (by->is_map()) {
            for (std::string_view name : {"office", "name", "basis", "confirmed_by"})
                check(by->find(name), Wants::String, name, mistakes);
            check(by->find("acting"), Wants::Flag, "acting", mistakes);
        } else {
            check(by, Wants::String, "by", mistakes);
        }
    }
    const base::Node* kind = event.find("event");
    int index = kind == nullptr ? -1 : program.kind(kind->scalar);
    if (index >= 0)
        check_fields(event, program.kinds[static_cast<std::size_t>(index)].fields, mistakes);
}

}  // namespace standstill::server::api
