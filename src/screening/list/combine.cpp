#include "screening/list/combine.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <unordered_map>

#include "base/text.h"
#include "screening/list/fields.h"

namespace standstill::screening {

namespace {

// What a rule finds in an entity: keys of which one equal to another's joins the two.
struct Rule {
    std::string_view name;
    bool is_believed;  // also where birth dates speak against it
    std::function<void(const Entity&, std::vector<std::string>&)> keys;
};

// Letters and digits, in capitals: "AB 12-345" and "ab12345" are one number.
std::string plain_number(std::string_view text) {
    std::string out;
    for (char c : text) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
        if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) out += c;
    }
    return out;
}

// A number that is one: at least six letters and digits, four of them digits, and not all the same.
bool is_telling(std::string_view number) {
    const auto digits = std::ranges::count_if(number, [](char c) { return c >= '0' && c <= '9'; });
    return number.size() >= 6 && digits >= 4 && number.find_first_not_of(number[0]) != number.npos;
}

void reference_keys(const Entity& entity, std::vector<std::string>& out) {
    constexpr std::pair<std::string_view, std::string_view> kKinds[] = {
        {"ofac-number", "ofac-number "},   {"un-number", "un-number "},
        {"un-reference", "un-reference "}, {"uk-group", "uk-group "},
        {"uk-reference", "uk-reference "}, {"eu-reference", "eu-reference "},
    };
    for (const Identifier& identifier : entity.identifiers)
        for (const auto& [kind, start] : kKinds)
            if (identifier.kind == kind) out.push_back(std::string(start) + identifier.value);
    constexpr std::pair<std::string_view, std::string_view> kLists[] = {
        {"un-sc", "un-number "}, {"uk-ofsi", "uk-group "}, {"uk-sanctions", "uk-reference "}};
    for (const Listing& listing : entity.listings) {
        if (listing.list.starts_with("us-ofac-")) out.push_back("ofac-number " + listing.entry);
        for (const auto& [list, start] : kLists)
            if (listing.list == list) out.push_back(std::string(start) + listing.entry);
    }
}

auto numbers_of(std::string_view kind, EntityKind only) {
    return [kind, only](const Entity& entity, std::vector<std::string>& out) {
        if (only != EntityKind::Unknown && entity.kind != only) return;
        for (const Identifier& identifier : entity.identifiers) {
            if (identifier.kind != kind || identifier.country.empty()) continue;
            const std::string number = plain_number(identifier.value);
            if (is_telling(number)) out.push_back(number + " (" + identifier.country + ")");
        }
    };
}

void lei_keys(const Entity& entity, std::vector<std::string>& out) {
    for (const Identifier& identifier : entity.identifiers)
        if (identifier.kind == "lei" && is_lei(identifier.value)) out.push_back(identifier.value);
}

void imo_keys(const Entity& entity, std::vector<std::string>& out) {
    if (entity.kind != EntityKind::Vessel) return;
    for (const Identifier& identifier : entity.identifiers)
        if (identifier.kind == "imo" && is_imo_number(identifier.value))
            out.push_back(identifier.value);
}

bool is_full(const PartialDate& date) {
    return date.year != 0 && date.year_to == 0 && date.month != 0 && date.day != 0 && !date.about;
}

// The words of a name, sorted, in small letters (ASCII), without the marks between them.
std::string words_of(std::string_view name) {
    std::string spaced = lower_ascii(name);
    for (char& c : spaced)
        if (c == ',' || c == '.' || c == '-' || c == '\'') c = ' ';
    std::vector<std::string> words = base::split(base::folded(spaced), ' ');
    if (words.size() < 2) return {};
    std::ranges::sort(words);
    return base::join(words, " ");
}

void name_birth_keys(const Entity& entity, std::vector<std::string>& out) {
    if (entity.kind != EntityKind::Person) return;
    for (const PartialDate& birth : entity.births) {
        if (!is_full(birth)) continue;
        for (const ListedName& name : entity.names) {
            if (name.kind == NameKind::WeakAlias || name.kind == NameKind::Code) continue;
            const std::string words = words_of(name.text);
            if (words.empty()) continue;
            out.push_back(words + " " + std::to_string(birth.year) + "-" +
                          std::to_string(birth.month) + "-" + std::to_string(birth.day));
        }
    }
}

std::vector<Rule> rules() {
    return {
        {"reference", true, reference_keys},
        {"lei", false, lei_keys},
        {"imo", false, imo_keys},
        {"passport", false, numbers_of("passport", EntityKind::Person)},
        {"national-id", false, numbers_of("national-id", EntityKind::Person)},
        {"registration", false, numbers_of("registration", EntityKind::Organization)},
        {"tax", false, numbers_of("tax", EntityKind::Unknown)},
        {"name-birth", false, name_birth_keys},
    };
}

bool births_contradict(const Entity& a, const Entity& b) {
    if (a.kind != EntityKind::Person || b.kind != EntityKind::Person) return false;
    bool a_full = false, b_full = false;
    for (const PartialDate& one : a.births) {
        if (!is_full(one)) continue;
        a_full = true;
        for (const PartialDate& other : b.births) {
            if (!is_full(other)) continue;
            b_full = true;
            if (one.year == other.year && one.month == other.month && one.day == other.day)
                return false;
        }
    }
    return a_full && b_full;
}

bool kinds_contradict(EntityKind a, EntityKind b) {
    return a != EntityKind::Unknown && b != EntityKind::Unknown && a != b;
}

// Two entries of one list are two; the same entry that two publications bring is one.
bool are_two_of_a_list(const Entity& a, const Entity& b) {
    return std::ranges::any_of(a.listings, [&](const Listing& one) {
        return std::ranges::any_of(b.listings, [&](const Listing& other) {
            return one.list == other.list && one.entry != other.entry;
        });
    });
}

// Who is joined with whom: a forest in which the first entry of a group is its root.
class Groups {
public:
    explicit Groups(std::vector<const Entity*> entities)
        : entities_(std::move(entities)), parent_(entities_.size()), why_(entities_.size()) {
        std::iota(parent_.begin(), parent_.end(), std::size_t{0});
        members_.resize(entities_.size());
        for (std::size_t i = 0; i < entities_.size(); ++i) members_[i] = {i};
    }

    std::size_t size() const { return entities_.size(); }
    const Entity& entity(std::size_t at) const { return *entities_[at]; }
    const std::vector<std::size_t>& members(std::size_t root) const { return members_[root]; }
    bool is_root(std::size_t at) const { return parent_[at] == at; }
    const std::string& why(std::size_t at) const { return why_[at]; }

    void join(std::size_t a, std::size_t b, const Rule& rule, const std::string& key) {
        std::size_t to = root(a), from = root(b);
        if (to == from || !may_join(to, from, rule)) return;
        if (from < to) std::swap(from, to);
        why_[from] = rule.name == "reference" ? key : std::string(rule.name) + " " + key;
        for (std::size_t member : members_[from]) parent_[member] = to;
        members_[to].insert(members_[to].end(), members_[from].begin(), members_[from].end());
        members_[from].clear();
    }

private:
    std::size_t root(std::size_t at) const { return parent_[at]; }

    bool may_join(std::size_t a, std::size_t b, const Rule& rule) const {
        for (std::size_t one : members_[a])
            for (std::size_t other : members_[b]) {
                const Entity &x = *entities_[one], &y = *entities_[other];
                if (kinds_contradict(x.kind, y.kind)) return false;
                if (!rule.is_believed && births_contradict(x, y)) return false;
                if (are_two_of_a_list(x, y)) return false;
            }
        return true;
    }

    std::vector<const Entity*> entities_;
    std::vector<std::size_t> parent_;
    std::vector<std::vector<std::size_t>> members_;
    std::vector<std::string>
        why_;  // of an entry: by which rule it, or the group it led, was joined
};

void add_all(std::vector<std::string>& to, const std::vector<std::string>& from) {
    for (const std::string& text : from) add_text(to, text);
}

void absorb(Entity& into, const Entity& other, const std::string& why) {
    for (const ListedName& name : other.names)
        add_name(into, name.text, name.kind == NameKind::Primary ? NameKind::Alias : name.kind,
                 name.where, name.given, name.family);
    for (const PartialDate& birth : other.births) add_birth(into, birth);
    add_all(into.birth_places, other.birth_places);
    add_all(into.countries, other.countries);
    add_all(into.topics, other.topics);
    add_all(into.not_them, other.not_them);
    for (const Identifier& one : other.identifiers)
        if (std::ranges::find(into.identifiers, one) == into.identifiers.end())
            into.identifiers.push_back(one);
    for (const Address& one : other.addresses)
        if (std::ranges::find(into.addresses, one) == into.addresses.end())
            into.addresses.push_back(one);
    for (const Related& one : other.related)
        if (std::ranges::find(into.related, one) == into.related.end()) into.related.push_back(one);
    if (into.gender.empty()) into.gender = other.gender;
    if (into.kind == EntityKind::Unknown) into.kind = other.kind;
    for (Listing listing : other.listings) {
        if (std::ranges::any_of(into.listings, [&](const Listing& one) {
                return one.list == listing.list && one.entry == listing.entry;
            }))
            continue;
        if (listing.joined_by.empty()) listing.joined_by = why;
        into.listings.push_back(std::move(listing));
    }
}

}  // namespace

std::vector<Entity> combine(std::span<const ListVersion* const> lists) {
    std::vector<const Entity*> entities;
    for (const ListVersion* list : lists)
        for (const Entity& entity : list->entities) entities.push_back(&entity);
    Groups groups(std::move(entities));
    std::vector<std::string> keys;
    for (const Rule& rule : rules()) {
        std::unordered_map<std::string, std::vector<std::size_t>> places;
        for (std::size_t i = 0; i < groups.size(); ++i) {
            keys.clear();
            rule.keys(groups.entity(i), keys);
            for (const std::string& key : keys) {
                std::vector<std::size_t>& others = places[key];
                if (!others.empty() && others.back() == i) continue;
                for (std::size_t other : others) groups.join(other, i, rule, key);
                // A number that many share tells nobody apart, and would cost the square of them.
                if (others.size() < 16) others.push_back(i);
            }
        }
    }
    std::vector<Entity> out;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        if (!groups.is_root(i)) continue;
        Entity& made = out.emplace_back(groups.entity(i));
        std::vector<std::size_t> members = groups.members(i);
        std::ranges::sort(members);
        // An entry that came with a group another entry led says why that one joined.
        std::string why;
        for (std::size_t member : members) {
            if (member == i) continue;
            if (!groups.why(member).empty()) why = groups.why(member);
            absorb(made, groups.entity(member),
                   groups.why(member).empty() ? why : groups.why(member));
        }
    }
    return out;
}

}  // namespace standstill::screening
