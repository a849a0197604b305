// The table as a list, as a graph, and under a critical eye.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "screening/vendors/table.h"

namespace standstill::screening::vendors {

namespace {

std::string date_of(const Table& table, const Fact& fact) {
    return fact.date.empty() ? table.sources.at(fact.source).date : fact.date;
}

std::string told(const Table& table, const Fact& fact) {
    std::string date = date_of(table, fact);
    return fmt::format("{} [{}{}{}]", fact.value, fact.source, date.empty() ? "" : " " + date,
                       fact.is_verified ? "" : ", not verified");
}

std::string folded(std::string_view text) {
    std::string out;
    for (char c : text) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        bool is_kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                       static_cast<unsigned char>(c) >= 0x80;
        if (is_kept) out += c;
    }
    return out;
}

const Entry* find(const Table& table, std::string_view id) {
    auto at = std::ranges::find(table.entries, id, &Entry::id);
    return at == table.entries.end() ? nullptr : &*at;
}

Entity entity_of(const Table& table, const Entry& entry) {
    Entity entity;
    entity.id = fmt::format("{}:{}", kList, entry.id);
    entity.kind = entry.kind;
    Listing listing{std::string(kList), entry.id, {entry.tier}, "", ""};
    auto remark = [&](const std::string& words) {
        listing.remarks += (listing.remarks.empty() ? "" : "; ") + words;
    };
    for (const Fact& fact : entry.facts) {
        switch (fact.kind) {
            case FactKind::Name: {
                ListedName name;
                name.text = fact.value;
                name.kind = fact.as;
                name.where = told(table, fact);
                bool is_first = fact.as == NameKind::Primary;
                entity.names.insert(is_first ? entity.names.begin() : entity.names.end(), name);
                break;
            }
            case FactKind::Country:
                if (std::ranges::find(entity.countries, fact.value) == entity.countries.end())
                    entity.countries.push_back(fact.value);
                break;
            case FactKind::Role:
            case FactKind::Note:
                remark(told(table, fact));
                break;
            case FactKind::AllHolders:
                break;
            case FactKind::Listed:
                remark(fmt::format("on list {} {} [{}]", fact.value, fact.period.to_text(),
                                   fact.source));
                break;
            case FactKind::Product:
            case FactKind::SellsFor:
            case FactKind::Owner:
            case FactKind::Controller:
                remark(fmt::format("{} {}", name_of(fact.kind), find(table, fact.value)->name()));
                break;
        }
    }
    if (!entry.advice.empty()) remark("when matching: " + entry.advice);
    if (entry.is_look_alike()) entity.topics.emplace_back("look-alike");
    entity.listings.push_back(std::move(listing));
    return entity;
}

void lint_entry(const Table& table, const Entry& entry, std::vector<std::string>& out) {
    auto say = [&](base::Place place, const std::string& words) {
        out.push_back(fmt::format("{}: {}", base::where(entry.file, place), words));
    };
    for (const Fact& fact : entry.facts) {
        const Source& source = table.sources.at(fact.source);
        if (source.kind == "memory" && fact.is_verified)
            say(fact.place, fmt::format("`{}` is from memory and must be unverified", fact.value));
        if (date_of(table, fact).empty() && source.kind != "memory")
            say(fact.place,
                fmt::format("neither the fact nor its source `{}` has a date", fact.source));
        bool is_code = fact.value.size() == 2 &&
                       std::ranges::all_of(fact.value, [](char c) { return c >= 'a' && c <= 'z'; });
        if (fact.kind == FactKind::Country && !is_code)
            say(fact.place, fmt::format("`{}` is no country; expected two small letters of ISO "
                                        "3166-1",
                                        fact.value));
        bool is_allowed = fact.kind == FactKind::Name || fact.kind == FactKind::Role ||
                          fact.kind == FactKind::Listed;
        if (entry.kind == EntityKind::Person && !is_allowed)
            say(fact.place, fmt::format("of a person only name, public role and listing are kept, "
                                        "not `{}`",
                                        name_of(fact.kind)));
        if (fact.kind == FactKind::Product && find(table, fact.value)->kind != EntityKind::Product)
            say(fact.place, fmt::format("`{}` is no product", fact.value));
    }
    bool has_role = std::ranges::any_of(
        entry.facts, [](const Fact& fact) { return fact.kind == FactKind::Role; });
    if (entry.kind == EntityKind::Person && !has_role)
        say(entry.place, fmt::format("`{}` is a person without a public role", entry.id));
    if (entry.is_look_alike() && entry.resembles.empty())
        say(entry.place, fmt::format("`{}` does not say whom it is not", entry.id));
}

}  // namespace

std::vector<Entity> entities_of(const Table& table) {
    std::vector<Entity> out;
    for (const Entry& entry : table.entries) out.push_back(entity_of(table, entry));
    for (const Entry& entry : table.entries)
        for (const Resemblance& one : entry.resembles) {
            std::string here = fmt::format("{}:{}", kList, entry.id);
            std::string there = fmt::format("{}:{}", kList, one.id);
            for (Entity& entity : out) {
                if (entity.id == here) {
                    entity.not_them.push_back(there);
                    entity.listings[0].remarks +=
                        fmt::format("{}not {}: {}", entity.listings[0].remarks.empty() ? "" : "; ",
                                    find(table, one.id)->name(), one.why);
                }
                if (entity.id == there) entity.not_them.push_back(here);
            }
        }
    return out;
}

base::Result<owners::Graph> graph_of(const Table& table) {
    owners::Graph graph;
    for (const Entry& entry : table.entries) {
        owners::Party& party = graph.parties()[graph.party(entry.id)];
        party.name = entry.name();
        party.kind = entry.kind;
    }
    for (const Entry& entry : table.entries) {
        std::uint32_t i = graph.party(entry.id);
        for (const Fact& fact : entry.facts) {
            owners::Party& party = graph.parties()[i];
            std::string source = told(table, fact).substr(fact.value.size() + 1);
            if (fact.kind == FactKind::Country) party.countries.push_back(fact.value);
            if (fact.kind == FactKind::Listed)
                party.lists.push_back({fact.value, fact.period, fact.is_verified, source});
            if (fact.kind == FactKind::AllHolders && fact.is_verified) {
                party.has_all_holders = true;
                party.holders_source = source;
            }
            if (fact.kind != FactKind::Owner && fact.kind != FactKind::Controller) continue;
            owners::Link link;
            link.owner = graph.party(fact.value);
            link.asset = i;
            link.kind = fact.kind == FactKind::Owner ? owners::LinkKind::Stake : fact.how;
            link.share = fact.share;
            link.is_verified = fact.is_verified;
            link.period = fact.period;
            link.source = source;
            auto added = graph.add(std::move(link));
            if (!added) return base::in_context(added.error(), base::where(entry.file, fact.place));
        }
    }
    return graph;
}

std::vector<std::string> lint(const Table& table) {
    std::vector<std::string> out;
    std::map<std::string, const Entry*> by_name;
    // A product may have the name of its maker.
    auto says_so = [](const Entry& a, const Entry& b) {
        return std::ranges::find(a.resembles, b.id, &Resemblance::id) != a.resembles.end() ||
               std::ranges::any_of(a.facts, [&](const Fact& fact) {
                   return fact.kind == FactKind::Product && fact.value == b.id;
               });
    };
    for (const Entry& entry : table.entries) {
        lint_entry(table, entry, out);
        for (const Fact& fact : entry.facts) {
            if (fact.kind != FactKind::Name) continue;
            auto [at, is_new] = by_name.try_emplace(folded(fact.value), &entry);
            const Entry& other = *at->second;
            if (is_new || other.id == entry.id || says_so(entry, other) || says_so(other, entry))
                continue;
            out.push_back(
                fmt::format("{}: `{}` and `{}` are both called `{}` and do not say that "
                            "they are not one another",
                            base::where(entry.file, fact.place), other.id, entry.id, fact.value));
        }
    }
    std::set<std::string> used;
    for (const Entry& entry : table.entries)
        for (const Fact& fact : entry.facts) used.insert(fact.source);
    for (const auto& [key, source] : table.sources)
        if (!used.contains(key)) out.push_back(fmt::format("source `{}` is used by no fact", key));
    return out;
}

}  // namespace standstill::screening::vendors
