#include "screening/list/entity_json.h"

#include <fmt/format.h>

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <optional>
#include <utility>

namespace standstill::screening {

namespace {

namespace json = boost::json;

// ---- out
// ----

// Writes JSON straight into a string: an index of a hundred thousand entities is written when it is
// made, and objects in between would be half of the cost.
class Writer {
public:
    explicit Writer(std::string& out) : out_(out) { out_ += '{'; }
    void close() { out_ += '}'; }

    void put(std::string_view key, std::string_view value) {
        if (value.empty()) return;
        name(key);
        text(value);
    }
    void put(std::string_view key, const std::string& value) { put(key, std::string_view(value)); }
    void put(std::string_view key, int value) {
        if (value == 0) return;
        name(key);
        out_ += std::to_string(value);
    }
    void put(std::string_view key, bool value) {
        if (!value) return;
        name(key);
        out_ += "true";
    }
    void put(std::string_view key, const std::vector<std::string>& values) {
        all(key, values, [this](const std::string& value) { text(value); });
    }
    // A list of objects, each written by `write`.
    template <typename T, typename Write>
    void put_all(std::string_view key, const std::vector<T>& values, Write write) {
        all(key, values, [this, &write](const T& value) {
            Writer inner(out_);
            write(inner, value);
            inner.close();
        });
    }
    // Also where it is empty.
    void always(std::string_view key, std::string_view value) {
        name(key);
        text(value);
    }

private:
    template <typename T, typename One>
    void all(std::string_view key, const std::vector<T>& values, One one) {
        if (values.empty()) return;
        name(key);
        out_ += '[';
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (i > 0) out_ += ',';
            one(values[i]);
        }
        out_ += ']';
    }
    void name(std::string_view key) {
        if (!is_first_) out_ += ',';
        is_first_ = false;
        out_ += '"';
        out_ += key;
        out_ += "\":";
    }
    void text(std::string_view value) {
        out_ += '"';
        std::size_t from = 0;
        for (std::size_t i = 0; i < value.size(); ++i) {
            const auto byte = static_cast<unsigned char>(value[i]);
            if (byte >= 0x20 && byte != '"' && byte != '\\') continue;
            out_ += value.substr(from, i - from);
            from = i + 1;
            if (byte >= 0x20) {
                out_ += '\\';
                out_ += value[i];
            } else {
                constexpr std::string_view kHex = "0123456789abcdef";
                out_ += "\\u00";
                out_ += kHex[byte >> 4];
                out_ += kHex[byte & 15];
            }
        }
        out_ += value.substr(from);
        out_ += '"';
    }

    std::string& out_;
    bool is_first_ = true;
};

void write_name(Writer& out, const ListedName& name) {
    out.always("text", name.text);
    out.always("kind", name_of(name.kind));
    out.put("given", name.given);
    out.put("family", name.family);
    out.put("where", name.where);
}

void write_date(Writer& out, const PartialDate& date) {
    out.put("year", date.year);
    out.put("year_to", date.year_to);
    out.put("month", date.month);
    out.put("day", date.day);
    out.put("about", date.about);
    out.put("text", date.text);
}

void write_identifier(Writer& out, const Identifier& identifier) {
    out.always("kind", identifier.kind);
    out.always("value", identifier.value);
    out.put("country", identifier.country);
}

void write_address(Writer& out, const Address& address) {
    out.always("text", address.text);
    out.put("country", address.country);
}

void write_related(Writer& out, const Related& related) {
    out.always("role", related.role);
    out.always("name", related.name);
}

void write_listing(Writer& out, const Listing& listing) {
    out.always("list", listing.list);
    out.always("entry", listing.entry);
    out.put("programs", listing.programs);
    out.put("since", listing.since);
    out.put("remarks", listing.remarks);
    out.put("measures", listing.measures);
    out.put("details", listing.details);
    out.put("joined_by", listing.joined_by);
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
    constexpr EntityKind kAll[] = {EntityKind::Unknown,      EntityKind::Person,
                                   EntityKind::Organization, EntityKind::Vessel,
                                   EntityKind::Aircraft,     EntityKind::Product};
    return kind_named(kAll, name, "entity");
}

base::Result<NameKind> name_kind(std::string_view name) {
    constexpr NameKind kAll[] = {NameKind::Primary, NameKind::Alias, NameKind::WeakAlias,
                                 NameKind::Former, NameKind::Code};
    return kind_named(kAll, name, "name");
}

void append_json(const Entity& entity, std::string& out) {
    Writer to(out);
    to.always("id", entity.id);
    to.always("kind", name_of(entity.kind));
    to.put_all("names", entity.names, write_name);
    to.put_all("births", entity.births, write_date);
    to.put("birth_places", entity.birth_places);
    to.put("gender", entity.gender);
    to.put("countries", entity.countries);
    to.put_all("identifiers", entity.identifiers, write_identifier);
    to.put_all("addresses", entity.addresses, write_address);
    to.put("topics", entity.topics);
    to.put_all("listings", entity.listings, write_listing);
    to.put("not_them", entity.not_them);
    to.put_all("related", entity.related, write_related);
    to.close();
}

json::object to_json(const Entity& entity) {
    std::string text;
    append_json(entity, text);
    boost::system::error_code error;
    json::value value = json::parse(text, error);
    // A text that is no UTF-8 cannot be JSON; importers let none through.
    return error ? json::object{{"id", entity.id}} : value.as_object();
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
