// What a list says of somebody or something, whatever format the list came in.
//
// An importer fills this from one source; nothing is interpreted that the source does not say, and
// what could not be placed stays as a remark. Texts are UTF-8 as written in the source.
// Identifiers, dates and countries order hits and never hide one.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace standstill::screening {

enum class EntityKind : std::uint8_t {
    Unknown,
    Person,
    Organization,
    Vessel,
    Aircraft,
    Product,
};

enum class NameKind : std::uint8_t {
    Primary,
    Alias,
    WeakAlias,  // the list itself calls it weak or of low quality
    Former,
    Code,  // a ticker, call sign or other short mark used as a name
};

struct ListedName {
    std::string text;
    NameKind kind = NameKind::Primary;
    std::string given;   // where the source has the parts apart, else empty
    std::string family;  // so
    std::string where;   // where in the source: "alt.csv", "remarks", "NAME_ORIGINAL_SCRIPT"

    friend bool operator==(const ListedName&, const ListedName&) = default;
};

// A date of which only some is known. Zero stands for unknown; two years are a range.
struct PartialDate {
    int year = 0;
    int year_to = 0;  // of a range, else 0
    int month = 0;
    int day = 0;
    bool about = false;  // "circa"
    std::string text;    // as written

    friend bool operator==(const PartialDate&, const PartialDate&) = default;
};

struct Identifier {
    std::string kind;     // "passport", "tax", "registration", "imo", "duns", ... or as written
    std::string value;    // as written
    std::string country;  // ISO 3166-1 alpha-2, lower case, or empty

    friend bool operator==(const Identifier&, const Identifier&) = default;
};

struct Address {
    std::string text;
    std::string country;  // ISO 3166-1 alpha-2, lower case, or empty

    friend bool operator==(const Address&, const Address&) = default;
};

// Somebody whom the source names beside the entity: "Linked To" of OFAC, an owner, a parent.
struct Related {
    std::string role;  // as written: "Linked To", "parent"
    std::string name;  // or the id of an entity in the same list

    friend bool operator==(const Related&, const Related&) = default;
};

// That one list names the entity, and how.
struct Listing {
    std::string list;   // id of the list: "us-ofac-sdn"
    std::string entry;  // number or id of the entry in it
    std::vector<std::string> programs;
    std::string since = {};    // date of listing as written, or empty
    std::string remarks = {};  // as written
    // What the listing brings, as written: "Subject to Secondary Sanctions", "Asset freeze".
    std::vector<std::string> measures = {};
    std::vector<std::string> details = {};  // what else it says of the entry: "Title: Minister"
    // Where entries of several lists became one entity: by which rule this one joined the first
    // ("ofac-number 46001"); else empty.
    std::string joined_by = {};

    friend bool operator==(const Listing&, const Listing&) = default;
};

struct Entity {
    std::string id;  // stable over versions of a list: "us-ofac-sdn:36", or the source's own id
    EntityKind kind = EntityKind::Unknown;
    std::vector<ListedName> names;  // the primary name first
    std::vector<PartialDate> births;
    std::vector<std::string> birth_places;  // as written
    std::string gender;                     // "male", "female", another as written, or empty
    std::vector<std::string> countries;     // ISO 3166-1 alpha-2, lower case
    std::vector<Identifier> identifiers;
    std::vector<Address> addresses;
    std::vector<std::string> topics;    // FollowTheMoney topics: "sanction", "crime.spyware" ...
    std::vector<Listing> listings;      // one, unless several lists name it
    std::vector<std::string> not_them;  // ids or names of look-alikes that are somebody else
    std::vector<Related> related;

    friend bool operator==(const Entity&, const Entity&) = default;
};

// "person", "organization", ...
std::string_view name_of(EntityKind kind);
std::string_view name_of(NameKind kind);

}  // namespace standstill::screening
