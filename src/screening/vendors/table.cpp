#include "screening/vendors/table.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "base/text.h"
#include "screening/owners/fields.h"

namespace standstill::screening::vendors {

namespace {

using owners::Fields;

constexpr std::string_view kFormat = "standstill-vendors/1";
constexpr std::array<std::string_view, 10> kTiers{
    "vendor",      "exploits",  "interception", "reseller", "owner",
    "stalkerware", "forensics", "person",       "product",  "look-alike"};
constexpr std::array<std::string_view, 6> kSourceKinds{"official",  "press", "research",
                                                       "community", "leak",  "memory"};

constexpr std::array<std::pair<FactKind, std::string_view>, 10> kFacts{{
    {FactKind::Name, "name"},
    {FactKind::Country, "country"},
    {FactKind::Role, "role"},
    {FactKind::Product, "product"},
    {FactKind::SellsFor, "sells_for"},
    {FactKind::Listed, "listed"},
    {FactKind::Owner, "owner"},
    {FactKind::Controller, "controller"},
    {FactKind::AllHolders, "all_holders"},
    {FactKind::Note, "note"},
}};

template <typename List>
base::Result<std::string> one_of(const Fields& fields, std::string_view key, const List& known) {
    auto text = fields.text(key);
    if (!text) return text;
    std::vector<std::string> names(known.begin(), known.end());
    if (std::ranges::find(names, *text) == names.end())
        return fields.wrong(key, fmt::format("`{}` is no {}; expected one of {}{}",
                                             text->substr(0, 60), key, base::join(names, ", "),
                                             base::did_you_mean(text->substr(0, 60), names)));
    return text;
}

base::Status take_sources(const base::Node& node, const std::string& file, Table& table) {
    if (!node.is_map())
        return base::invalid(base::where(file, node.place) + ": `sources` must be a map of keys");
    for (std::size_t i = 0; i < node.items.size(); ++i) {
        const auto& [key, place] = node.keys[i];
        auto fields = Fields::of(node.items[i], file, {"title", "url", "date", "kind", "licence"});
        if (!fields) return fields.error();
        Source source;
        source.place = place;
        auto title = fields->text("title");
        if (!title) return title.error();
        source.title = *title;
        auto kind = one_of(*fields, "kind", kSourceKinds);
        if (!kind) return kind.error();
        source.kind = *kind;
        for (auto [name, into] : {std::pair{"url", &source.url},
                                  {"date", &source.date},
                                  {"licence", &source.licence}}) {
            auto text = fields->optional_text(name);
            if (!text) return text.error();
            *into = *text;
        }
        if (!source.date.empty())
            if (auto date = owners::parse_rough_date(source.date); !date)
                return fields->wrong("date", date.error().message);
        if (!table.sources.emplace(key, std::move(source)).second)
            return base::invalid(
                fmt::format("{}: a source `{}` stands elsewhere", base::where(file, place), key));
    }
    return base::Done{};
}

base::Status take_dates(const Fields& fields, Fact& fact) {
    for (auto [key, into] : {std::pair{"from", &fact.period.from}, {"to", &fact.period.to}}) {
        if (!fields.has(key)) continue;
        auto text = fields.text(key);
        if (!text) return text.error();
        auto date = owners::parse_rough_date(*text);
        if (!date) return fields.wrong(key, date.error().message);
        *into = *date;
    }
    auto date = fields.optional_text("date");
    if (!date) return date.error();
    if (!date->empty())
        if (auto rough = owners::parse_rough_date(*date); !rough)
            return fields.wrong("date", rough.error().message);
    fact.date = *date;
    return base::Done{};
}

base::Status take_details(const Fields& fields, Fact& fact) {
    if (fields.has("as")) {
        auto as = fields.text("as");
        if (!as) return as.error();
        bool is_known = false;
        for (NameKind kind : {NameKind::Primary, NameKind::Alias, NameKind::WeakAlias,
                              NameKind::Former, NameKind::Code})
            if (name_of(kind) == *as) {
                fact.as = kind;
                is_known = true;
            }
        if (!is_known || fact.kind != FactKind::Name)
            return fields.wrong("as",
                                fmt::format("`{}` is no kind of name; expected primary, alias, "
                                            "weak-alias, former or code",
                                            as->substr(0, 60)));
    }
    if (fields.has("how")) {
        auto how = fields.text("how");
        if (!how) return how.error();
        auto kind = owners::parse_link_kind(*how);
        if (!kind) return fields.wrong("how", kind.error().message);
        fact.how = *kind;
    }
    if (fields.has("share")) {
        auto share = fields.text("share");
        if (!share) return share.error();
        auto range = owners::parse_range(*share);
        if (!range) return fields.wrong("share", range.error().message);
        fact.share = *range;
    }
    if (fact.kind != FactKind::Owner && fields.has("share"))
        return fields.wrong("share", "only an owner has a share");
    if ((fact.kind == FactKind::Controller) != fields.has("how"))
        return fields.wrong("how", "a controller, and nobody else, needs `how`");
    return base::Done{};
}

base::Result<Fact> read_fact(const base::Node& node, const std::string& file) {
    auto fields = Fields::of(node, file,
                             {"name", "country", "role", "product", "sells_for", "listed", "owner",
                              "controller", "all_holders", "note", "source", "date", "unverified",
                              "as", "how", "share", "from", "to"});
    if (!fields) return fields.error();
    Fact fact;
    fact.place = node.place;
    int found = 0;
    for (const auto& [kind, key] : kFacts) {
        if (!fields->has(key)) continue;
        ++found;
        fact.kind = kind;
        auto value = fields->text(key);
        if (!value) return value.error();
        fact.value = *value;
    }
    if (found != 1)
        return fields->wrong("",
                             fmt::format("a fact says one thing, this one says {}; expected one "
                                         "of name, country, role, product, sells_for, listed, "
                                         "owner, controller, all_holders, note",
                                         found));
    auto source = fields->text("source");
    if (!source) return source.error();
    fact.source = *source;
    auto unverified = fields->flag("unverified", false);
    if (!unverified) return unverified.error();
    fact.is_verified = !*unverified;
    if (auto dates = take_dates(*fields, fact); !dates) return dates.error();
    if (auto details = take_details(*fields, fact); !details) return details.error();
    return fact;
}

base::Result<Entry> read_entry(const base::Node& node, const std::string& file) {
    auto fields = Fields::of(node, file, {"id", "kind", "tier", "advice", "facts", "resembles"});
    if (!fields) return fields.error();
    Entry entry;
    entry.file = file;
    entry.place = node.place;
    auto id = fields->text("id");
    if (!id) return id.error();
    entry.id = *id;
    auto tier = one_of(*fields, "tier", kTiers);
    if (!tier) return tier.error();
    entry.tier = *tier;
    entry.kind = entry.tier == "person"    ? EntityKind::Person
                 : entry.tier == "product" ? EntityKind::Product
                                           : EntityKind::Organization;
    if (fields->has("kind")) {
        auto kind = one_of(*fields, "kind",
                           std::array<std::string_view, 3>{"organization", "product", "person"});
        if (!kind) return kind.error();
        entry.kind = *kind == "person"    ? EntityKind::Person
                     : *kind == "product" ? EntityKind::Product
                                          : EntityKind::Organization;
    }
    auto advice = fields->optional_text("advice");
    if (!advice) return advice.error();
    entry.advice = *advice;
    auto facts = fields->items("facts");
    if (!facts) return facts.error();
    for (const base::Node& item : **facts) {
        auto fact = read_fact(item, file);
        if (!fact) return fact.error();
        entry.facts.push_back(std::move(*fact));
    }
    auto is_primary = [](const Fact& fact) {
        return fact.kind == FactKind::Name && fact.as == NameKind::Primary;
    };
    if (std::ranges::count_if(entry.facts, is_primary) != 1)
        return fields->wrong("", fmt::format("`{}` needs exactly one primary name", entry.id));
    if (const base::Node* list = fields->find("resembles")) {
        if (!list->is_list()) return fields->wrong("resembles", "`resembles` must be a list");
        for (const base::Node& item : list->items) {
            auto one = Fields::of(item, file, {"id", "why"});
            if (!one) return one.error();
            auto whom = one->text("id");
            if (!whom) return whom.error();
            auto why = one->text("why");
            if (!why) return why.error();
            entry.resembles.push_back({*whom, *why});
        }
    }
    return entry;
}

base::Status take_file(const std::string& file, std::string_view text, Table& table) {
    auto document = base::parse_document(text, file);
    if (!document) return document.error();
    auto fields = Fields::of(*document, file, {"format", "sources", "entries"});
    if (!fields) return fields.error();
    auto format = fields->text("format");
    if (!format) return format.error();
    if (*format != kFormat)
        return fields->wrong("format", fmt::format("`{}` is no format read here; expected `{}`",
                                                   format->substr(0, 60), kFormat));
    if (const base::Node* sources = fields->find("sources"))
        if (auto taken = take_sources(*sources, file, table); !taken) return taken;
    if (!fields->has("entries")) return base::Done{};
    auto entries = fields->items("entries");
    if (!entries) return entries.error();
    for (const base::Node& item : **entries) {
        auto entry = read_entry(item, file);
        if (!entry) return entry.error();
        table.entries.push_back(std::move(*entry));
    }
    return base::Done{};
}

// What one entry says of another, or of a source, must exist.
base::Status check(const Table& table) {
    std::set<std::string, std::less<>> ids;
    for (const Entry& entry : table.entries)
        if (!ids.insert(entry.id).second)
            return base::invalid(fmt::format("{}: an entry `{}` stands elsewhere",
                                             base::where(entry.file, entry.place), entry.id));
    std::vector<std::string> known(ids.begin(), ids.end()), sources;
    for (const auto& [key, source] : table.sources) sources.push_back(key);
    for (const Entry& entry : table.entries) {
        for (const Fact& fact : entry.facts) {
            std::string where = base::where(entry.file, fact.place);
            if (!table.sources.contains(fact.source))
                return base::invalid(fmt::format("{}: no source is called `{}`{}", where,
                                                 fact.source,
                                                 base::did_you_mean(fact.source, sources)));
            bool is_link = fact.kind == FactKind::Owner || fact.kind == FactKind::Controller ||
                           fact.kind == FactKind::Product || fact.kind == FactKind::SellsFor;
            if (is_link && (!ids.contains(fact.value) || fact.value == entry.id))
                return base::invalid(fmt::format("{}: no other entry is called `{}`{}", where,
                                                 fact.value,
                                                 base::did_you_mean(fact.value, known)));
        }
        for (const Resemblance& one : entry.resembles)
            if (!ids.contains(one.id) || one.id == entry.id)
                return base::invalid(fmt::format("{}: no other entry is called `{}`{}",
                                                 base::where(entry.file, entry.place), one.id,
                                                 base::did_you_mean(one.id, known)));
    }
    return base::Done{};
}

}  // namespace

std::string_view name_of(FactKind kind) {
    return std::ranges::find(kFacts, kind, &std::pair<FactKind, std::string_view>::first)->second;
}

const std::string& Entry::name() const {
    return std::ranges::find_if(facts,
                                [](const Fact& fact) {
                                    return fact.kind == FactKind::Name &&
                                           fact.as == NameKind::Primary;
                                })
        ->value;
}

base::Result<Table> read_table(const std::map<std::string, std::string>& files) {
    Table table;
    for (const auto& [file, text] : files) {
        if (!file.ends_with(".yaml")) continue;
        if (auto taken = take_file(file, text, table); !taken) return taken.error();
    }
    if (auto checked = check(table); !checked) return checked.error();
    return table;
}

base::Result<Table> read_table(std::string_view text, const std::string& name) {
    Table table;
    if (auto taken = take_file(name, text, table); !taken) return taken.error();
    if (auto checked = check(table); !checked) return checked.error();
    return table;
}

}  // namespace standstill::screening::vendors
