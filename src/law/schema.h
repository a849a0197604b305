// What an event of a kind looks like: which fields, of which types. Packs bring the kinds; the door
// of the case file (review/case.h) reads by them, and nobody else asks twice.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/document.h"
#include "law/symbols.h"

namespace standstill::law {

enum class FieldType : std::uint8_t {
    Text,       // free words; only whether it is blank matters to the law
    Name,       // an exact word: an entity, an id
    Choice,     // one of a closed list
    Office,     // one of the offices of the pack
    Offices,    // a list of them
    Timestamp,  // RFC 3339 with offset
    Date,       // YYYY-MM-DD
    Flag,       // true or false
    Said,    // anything at all, of which only matters whether it was said (false and blank are not)
    Number,  // a whole number from 0 to 100,000
    Set,     // a list of choices
    Evidence,  // a list of ids of evidence
    Group,     // a map of fields
    Groups,    // a list of maps of fields
    Handle,    // a reference to something kept elsewhere, never its content
    Digest,    // SHA-256 in hexadecimal
    Amount,    // money: a decimal number as text
    Duration,  // ISO 8601, P1Y
    Grade,     // Admiralty code: A1 to F6
    Names,     // a list of exact words
};

// The word for it in a pack: `instant`.
std::string_view to_string(FieldType type);

struct FieldSchema {
    std::string name;
    FieldType type = FieldType::Text;
    bool required = false;
    bool future = false;         // may lie after the event's own instant
    bool default_to_at = false;  // where absent, the event's instant (or its legal day)
    std::int64_t default_number = 0;
    bool has_default_number = false;
    std::vector<std::string> choices;  // of Choice and Set
    std::vector<FieldSchema> fields;   // of Group and Groups
};

struct EventKind {
    std::string name;
    std::string says;  // in plain words
    std::string pack;
    std::vector<FieldSchema> fields;
    int legal_field = -1;  // the field that holds the legal day or instant, else the event's `at`
    // Where this kind puts evidence on record: the fields of id, kind and copied original.
    int evidence_id = -1, evidence_kind = -1, evidence_copy = -1;
    // For people and histories: no rule asks for it, and its pack says that this is meant.
    bool only_recorded = false;
    base::Place place;
    std::string file;

    int slot(std::string_view field) const {
        for (std::size_t i = 0; i < fields.size(); ++i)
            if (fields[i].name == field) return static_cast<int>(i);
        return -1;
    }
};

}  // namespace standstill::law
