#include "screening/list/entity_json.h"

#include <fmt/format.h>

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>
#include <optional>
#include <utility>

namespace standstill::screening {

namespace {

namespace json = boost::json;

// ---- out
// ----

void put(json::object& out, std::string_view key, const std::string& value) {
    if (!value.empty()) out[key] = value;
}
void put(json::object& out, std::string_view key, int value) {
    if (value != 0) out[key] = value;
}
void put(json::object& out, std::string_view key, const std::vector<std::string>& values) {
    if (!values.empty()) out[key] = json::array(values.begin(), values.end());
}

json::object to_json(const ListedName& name) {
    json::object out{{"text", name.text}, {"kind", name_of(name.kind)}};
    put(out, "given", name.given);
    put(out, "family", name.family);
    put(out, "where", name.where);
    return out;
}

json::object to_json(const PartialDate& date) {
    json::object out;
    put(out, "year", date.year);
    put(out, "year_to", date.year_to);
    put(out, "month", date.month);
    put(out, "day", date.day);
    if (date.about) out["about"] = true;
    put(out, "text", date.text);
    return out;
}

json::object to_json(const Identifier& identifier) {
    json::object out{{"kind", identifier.kind}, {"value", identifier.value}};
    put(out, "country", identifier.country);
    return out;
}

json::object to_json(const Address& address) {
    json::object out{{"text", address.text}};
    put(out, "country", address.country);
    return out;
}

json::object to_json(const Related& related) {
    return {{"role", related.role}, {"name", related.name}};
}

json::object to_json(const Listing& listing) {
    json::object out{{"list", listing.list}, {"entry", listing.entry}};
    put(out, "programs", listing.programs);
    put(out, "since", listing.since);
    put(out, "remarks", listing.remarks);
    put(out, "measures", listing.measures);
    put(out, "details", listing.details);
    put(out, "joined_by", listing.joined_by);
    return out;
}

template <typename T>
void put_all(json::object& out, std::string_view key, const std::vector<T>& values) {
    if (values.empty()) return;
    json::array all;
    for (const T& value : values) all.push_back(to_json(value));
    out[key] = std::move(all);
}

// ---- in
// ----

// Reads fields out of one object; the first mistake is kept.
class Reader {
public:
    explicit Reader(const json::value& value) : object_(value.if_object()) {
        if (object_ == nullptr) wrong("what should be an object is none");
    }

    void get(std::string_view key, std::string& out) {
        const json::value* value = find(key);
        if (value == nullptr) return;
        if (const json::string* text = value->if_string())
            out.assign(text->data(), text->size());
        else
            wrong(key);
    }
    void get(std::string_view key, int& out) {
        const json::value* value = find(key);
        if (value == nullptr) return;
        const std::int64_t* number = value->if_int64();
        if (number != nullptr && *number >= -9'999 && *number <= 9'999)
            out = static_cast<int>(*number);
        else
            wrong(key);
    }
    void get(std::string_view key, bool& out) {
        const json::value* value = find(key);
        if (value == nullptr) return;
        if (const bool* truth = value->if_bool())
            out = *truth;
        else
            wrong(key);
    }
    void get(std::string_view key, std::vector<std::string>& out) {
        each(key, [&](const json::value& one) {
            if (const json::string* text = one.if_string())
                out.emplace_back(text->data(), text->size());
            else
                wrong(key);
        });
    }
    template <typename Take>
    void each(std::string_view key, Take take) {
        const json::value* value = find(key);
        if (value == nullptr) return;
        const json::array* array = value->if_array();
        if (array == nullptr) return wrong(key);
        for (const json::value& one : *array) take(one);
    }
    // An object within, read by `read` into a new element of `out`.
    template <typename T, typename Read>
    void get_all(std::string_view key, std::vector<T>& out, Read read) {
        each(key, [&](const json::value& one) {
            Reader inner(one);
            T value;
            read(inner, value);
            if (inner.error_) error_ = error_ ? error_ : inner.error_;
            out.push_back(std::move(value));
        });
    }
    void wrong(std::string_view key) {
        if (!error_) error_ = base::invalid(fmt::format("an entity's `{}` cannot be read", key));
    }
    void take(const base::Error& error) {
        if (!error_) error_ = error;
    }
    const std::optional<base::Error>& error() const { return error_; }

private:
    const json::value* find(std::string_view key) const {
        return object_ == nullptr ? nullptr : object_->if_contains(key);
    }

    const json::object* object_;
    std::optional<base::Error> error_;
};

void read_name(Reader& in, ListedName& out) {
    in.get("text", out.text);
    std::string kind;
    in.get("kind", kind);
    auto known = name_kind(kind.empty() ? "primary" : kind);
    if (known)
        out.kind = *known;
    else
        in.take(known.error());
    in.get("given", out.given);
    in.get("family", out.family);
    in.get("where", out.where);
}

void read_date(Reader& in, PartialDate& out) {
    in.get("year", out.year);
    in.get("year_to", out.year_to);
    in.get("month", out.month);
    in.get("day", out.day);
    in.get("about", out.about);
    in.get("text", out.text);
}

void read_identifier(Reader& in, Identifier& out) {
    in.get("kind", out.kind);
    in.get("value", out.value);
    in.get("country", out.country);
}

void read_address(Reader& in, Address& out) {
    in.get("text", out.text);
    in.get("country", out.country);
}

void read_related(Reader& in, Related& out) {
    in.get("role", out.role);
    in.get("name", out.name);
}

void read_listing(Reader& in, Listing& out) {
    in.get("list", out.list);
    in.get("entry", out.entry);
    in.get("programs", out.programs);
    in.get("since", out.since);
    in.get("remarks", out.remarks);
    in.get("measures", out.measures);
    in.get("details", out.details);
    in.get("joined_by", out.joined_by);
}

template <typename Kind, std::size_t N>
base::Result<Kind> kind_named(const Kind (&all)[N], std::string_view name, const char* what) {
    for (Kind kind : all)
        if (name_of(kind) == name) return kind;
    return base::invalid(fmt::format("`{}` is no kind of {}", name, what));
}

}  // namespace

base::Result<EntityKind> entity_kind(std::string_view name) {
    constexpr EntityKind kAll[] = {EntityKind::Unknown, EntityKind::Person,
                                   EntityKind::Organization, EntityKind::Vessel,
                                   EntityKind::Aircraft, EntityKind::Product};
    return kind_named(kAll, name, "entity");
}

base::Result<NameKind> name_kind(std::string_view name) {
    constexpr NameKind kAll[] = {NameKind::Primary, NameKind::Alias, NameKind::WeakAlias,
                                 NameKind::Former, NameKind::Code};
    return kind_named(kAll, name, "name");
}

json::object to_json(const Entity& entity) {
    json::object out{{"id", entity.id}, {"kind", name_of(entity.kind)}};
    put_all(out, "names", entity.names);
    put_all(out, "births", entity.births);
    put(out, "birth_places", entity.birth_places);
    put(out, "gender", entity.gender);
    put(out, "countries", entity.countries);
    put_all(out, "identifiers", entity.identifiers);
    put_all(out, "addresses", entity.addresses);
    put(out, "topics", entity.topics);
    put_all(out, "listings", entity.listings);
    put(out, "not_them", entity.not_them);
    put_all(out, "related", entity.related);
    return out;
}

base::Result<Entity> entity_from_json(const json::value& value) {
    Reader in(value);
    Entity out;
    in.get("id", out.id);
    std::string kind = "unknown";
    in.get("kind", kind);
    auto known = entity_kind(kind);
    if (!known) return known.error();
    out.kind = *known;
    in.get_all("names", out.names, read_name);
    in.get_all("births", out.births, read_date);
    in.get("birth_places", out.birth_places);
    in.get("gender", out.gender);
    in.get("countries", out.countries);
    in.get_all("identifiers", out.identifiers, read_identifier);
    in.get_all("addresses", out.addresses, read_address);
    in.get("topics", out.topics);
    in.get_all("listings", out.listings, read_listing);
    in.get("not_them", out.not_them);
    in.get_all("related", out.related, read_related);
    if (in.error()) return *in.error();
    return out;
}

}  // namespace standstill::screening
