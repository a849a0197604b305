#include "screening/screen/directory.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <utility>

#include "screening/name/unit.h"
#include "screening/screen/qualifiers.h"

namespace standstill::screening {

namespace {

namespace json = boost::json;

constexpr std::size_t kRow = 12;

using Row = std::pair<std::uint64_t, std::uint32_t>;

void put(std::string& out, std::uint64_t value, std::size_t bytes) {
    for (std::size_t i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i) & 0xff);
}

std::uint64_t take(std::string_view bytes, std::size_t at, std::size_t count) {
    std::uint64_t out = 0;
    for (std::size_t i = 0; i < count; ++i)
        out |= std::uint64_t{static_cast<unsigned char>(bytes[at + i])} << (8 * i);
    return out;
}

void put_table(std::string& out, std::vector<Row> rows) {
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    put(out, rows.size(), 8);
    for (const auto& [hash, entity] : rows) {
        put(out, hash, 8);
        put(out, entity, 4);
    }
}

base::Error corrupt(std::string_view what) {
    return base::fail(base::ErrorKind::Corrupt,
                      "the directory of a snapshot does not read: " + std::string(what));
}

base::Result<std::string_view> cut(std::string_view& bytes, std::size_t unit) {
    if (bytes.size() < 8) return corrupt("it is cut");
    std::uint64_t count = take(bytes, 0, 8);
    bytes.remove_prefix(8);
    if (count > bytes.size() / unit) return corrupt("a count is too large");
    std::string_view out = bytes.substr(0, count * unit);
    bytes.remove_prefix(out.size());
    return out;
}

std::string text_at(const json::object& object, std::string_view key) {
    const json::value* value = object.if_contains(key);
    const json::string* text = value ? value->if_string() : nullptr;
    return text ? std::string(text->data(), text->size()) : "";
}

std::size_t count_at(const json::object& object, std::string_view key) {
    const json::value* value = object.if_contains(key);
    return value && value->is_int64() && value->get_int64() >= 0
               ? static_cast<std::size_t>(value->get_int64())
               : 0;
}

base::Result<SearchedList> list_from_json(const json::value& value) {
    const json::object* object = value.if_object();
    if (object == nullptr) return corrupt("a list is no object");
    SearchedList out;
    out.list = text_at(*object, "list");
    out.title = text_at(*object, "title");
    out.format = text_at(*object, "format");
    out.entities = count_at(*object, "entities");
    out.names = count_at(*object, "names");
    if (auto day = base::parse_day(text_at(*object, "published")); day) out.published = *day;
    auto digest = base::digest_from_hex(text_at(*object, "sha256"));
    if (!digest) return corrupt("a digest is none");
    out.digest = *digest;
    return out;
}

std::vector<std::uint32_t> look_up(std::string_view table, std::uint64_t hash) {
    std::size_t low = 0, high = table.size() / kRow;
    while (low < high) {
        std::size_t middle = (low + high) / 2;
        if (take(table, middle * kRow, 8) < hash)
            low = middle + 1;
        else
            high = middle;
    }
    std::vector<std::uint32_t> out;
    for (; low < table.size() / kRow && take(table, low * kRow, 8) == hash; ++low)
        out.push_back(static_cast<std::uint32_t>(take(table, low * kRow + 8, 4)));
    return out;
}

}  // namespace

std::string write_directory(const std::vector<SearchedList>& lists,
                            std::span<const Entity> entities) {
    json::array all;
    for (const SearchedList& list : lists) all.push_back(to_json(list));
    std::string text = json::serialize(all), out;
    put(out, text.size(), 8);
    out += text;
    std::vector<Row> ids, identifiers;
    for (std::size_t i = 0; i < entities.size(); ++i) {
        const auto number = static_cast<std::uint32_t>(i);
        ids.emplace_back(text_key(entities[i].id), number);
        for (const Identifier& one : entities[i].identifiers)
            if (std::string plain = plain_identifier(one.value); !plain.empty())
                identifiers.emplace_back(text_key(plain), number);
    }
    put_table(out, std::move(ids));
    put_table(out, std::move(identifiers));
    return out;
}

base::Result<Directory> Directory::read(std::string_view bytes) {
    Directory out;
    auto text = cut(bytes, 1);
    if (!text) return text.error();
    auto ids = cut(bytes, kRow);
    if (!ids) return ids.error();
    auto identifiers = cut(bytes, kRow);
    if (!identifiers) return identifiers.error();
    out.ids_ = *ids;
    out.identifiers_ = *identifiers;
    boost::system::error_code error;
    json::value lists = json::parse(*text, error);
    if (error || !lists.is_array()) return corrupt("its lists are no JSON");
    for (const json::value& one : lists.get_array()) {
        auto list = list_from_json(one);
        if (!list) return list.error();
        out.lists_.push_back(std::move(*list));
    }
    return out;
}

std::vector<std::uint32_t> Directory::with_id(std::string_view id) const {
    return look_up(ids_, text_key(id));
}

std::vector<std::uint32_t> Directory::with_identifier(std::string_view plain) const {
    return look_up(identifiers_, text_key(plain));
}

}  // namespace standstill::screening
