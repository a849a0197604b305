// The project's own table of vendors of commercial spyware and of whoever is mistaken for them:
// each fact with its source, its date and whether somebody looked.
//
// The table condemns nobody and clears nobody; it says who said what, and when. The format is
// written down in docs/formats/vendors.md; the data lie in data/vendors.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/document.h"
#include "screening/list/entity.h"
#include "screening/owners/graph.h"

namespace standstill::screening::vendors {

inline constexpr std::string_view kList = "standstill-vendors";

struct Source {
    std::string title;
    std::string url;
    std::string date;  // when it was published, as far as known: "2024", "2024-03-05"
    std::string kind;  // "official", "press", "research", "community", "leak", "memory"
    std::string licence;
    base::Place place;
};

enum class FactKind {
    Name,
    Country,
    Role,      // what a person publicly is: the only thing beside a name that is said of people
    Product,   // makes it
    SellsFor,  // resells, brokers or fronts for
    Listed,    // a list names it
    Owner,     // is owned by
    Controller,
    AllHolders,  // the owners given are all there are
    Note,
};

std::string_view name_of(FactKind kind);

struct Fact {
    FactKind kind = FactKind::Note;
    std::string value;   // the name, the country, the id of the other party, the words
    std::string source;  // key of the sources
    std::string date;    // of the statement; empty: that of the source
    bool is_verified = true;
    NameKind as = NameKind::Primary;                 // of a name
    owners::LinkKind how = owners::LinkKind::Stake;  // of a controller
    owners::Range share;                             // of an owner
    owners::Period period;                           // of owner, controller, listing
    base::Place place;
};

struct Resemblance {
    std::string id;  // of whom it is not
    std::string why;
};

struct Entry {
    std::string id;
    EntityKind kind = EntityKind::Organization;
    std::string tier;    // "vendor", "reseller", "owner", ...: docs/formats/vendors.md
    std::string advice;  // for whoever matches names
    std::vector<Fact> facts;
    std::vector<Resemblance> resembles;
    std::string file;
    base::Place place;

    bool is_look_alike() const { return tier == "look-alike"; }
    // The primary name, which every entry has.
    const std::string& name() const;
};

struct Table {
    std::map<std::string, Source> sources;
    std::vector<Entry> entries;  // in the order of the files
};

// Reads files by name (`vendors/intellexa.yaml` -> text) as one table; `sources.yaml` among them.
// Fails with Invalid and `file:line:column: ...`: unknown keys, unknown sources, dates that are
// none, ids given twice, links to nobody.
base::Result<Table> read_table(const std::map<std::string, std::string>& files);

// A file of entries with its own `sources` in it, as somebody writes for one question.
base::Result<Table> read_table(std::string_view text, const std::string& name);

// The entries as a list to screen against: id "standstill-vendors:intellexa-sa", the listing with
// its tier as program, notes as remarks, look-alikes with the topic "look-alike"; whom one is
// mistaken for stands in not_them on both sides.
std::vector<Entity> entities_of(const Table& table);

// Owners, controllers and listings as a graph; party ids are those of the entries.
base::Result<owners::Graph> graph_of(const Table& table);

// What is wrong or doubtful in a table that reads well, a line each: a fact from memory that is
// called verified, two entries of one name that do not say so, people of whom more is said than a
// role.
std::vector<std::string> lint(const Table& table);

}  // namespace standstill::screening::vendors
