#include "office/list_manifest.h"

#include <fmt/format.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace standstill::office {

namespace {

namespace json = boost::json;

constexpr int kVersion = 1;

json::object to_json(const KeptList& of) {
    json::array files, columns;
    for (const KeptFile& file : of.files)
        files.push_back(json::object{
            {"name", file.name}, {"sha256", base::to_hex(file.digest)}, {"size", file.size}});
    for (const auto& [role, column] : of.columns) columns.push_back(json::array{role, column});
    json::object out{{"list", of.list},
                     {"title", of.title},
                     {"published", base::to_string(of.published)},
                     {"dated_by", std::string(name_of(of.dated_by))},
                     {"imported", base::to_string(of.imported)},
                     {"digest", base::to_hex(of.digest)},
                     {"format", of.format},
                     {"entries", of.entries},
                     {"files", std::move(files)}};
    if (!columns.empty()) out.emplace("columns", std::move(columns));
    return out;
}

std::string text_at(const json::object& of, const char* key) {
    const json::value* found = of.if_contains(key);
    return found != nullptr && found->is_string() ? std::string(found->get_string())
                                                  : std::string();
}

// A count that is there and is none below zero.
bool take_count(const json::object& of, const char* key, std::uint64_t& out) {
    const json::value* found = of.if_contains(key);
    if (found == nullptr || !found->is_int64() || found->get_int64() < 0) return false;
    out = static_cast<std::uint64_t>(found->get_int64());
    return true;
}

bool take_file(const json::value& value, KeptFile& out) {
    const json::object* of = value.if_object();
    if (of == nullptr) return false;
    out.name = text_at(*of, "name");
    auto digest = base::digest_from_hex(text_at(*of, "sha256"));
    if (!digest) return false;
    out.digest = *digest;
    return take_count(*of, "size", out.size);
}

base::Result<KeptList> from_json(const json::object& of) {
    KeptList out;
    out.list = text_at(of, "list");
    out.title = text_at(of, "title");
    out.format = text_at(of, "format");
    auto wrong = [&](const char* what) {
        return base::fail(base::ErrorKind::Corrupt,
                          fmt::format("list `{}`: `{}` is missing or wrong", out.list, what));
    };
    if (out.list.empty()) return wrong("list");
    auto day = base::parse_day(text_at(of, "published"));
    if (!day) return wrong("published");
    out.published = *day;
    const std::string by = text_at(of, "dated_by");
    bool is_known = false;
    for (DatedBy one : {DatedBy::Content, DatedBy::Person, DatedBy::Import})
        if (by == name_of(one)) {
            out.dated_by = one;
            is_known = true;
        }
    if (!is_known) return wrong("dated_by");
    auto imported = base::parse_instant(text_at(of, "imported"));
    if (!imported) return wrong("imported");
    out.imported = *imported;
    auto digest = base::digest_from_hex(text_at(of, "digest"));
    if (!digest) return wrong("digest");
    out.digest = *digest;
    if (!take_count(of, "entries", out.entries)) return wrong("entries");
    const json::value* files = of.if_contains("files");
    if (files == nullptr || !files->is_array() || files->get_array().empty()) return wrong("files");
    for (const json::value& one : files->get_array())
        if (!take_file(one, out.files.emplace_back())) return wrong("files");
    if (const json::value* columns = of.if_contains("columns"); columns != nullptr) {
        if (!columns->is_array()) return wrong("columns");
        for (const json::value& one : columns->get_array()) {
            const json::array* pair = one.if_array();
            if (pair == nullptr || pair->size() != 2 || !(*pair)[0].is_string() ||
                !(*pair)[1].is_string())
                return wrong("columns");
            out.columns.emplace_back((*pair)[0].get_string(), (*pair)[1].get_string());
        }
    }
    return out;
}

}  // namespace

std::string_view name_of(DatedBy by) {
    switch (by) {
        case DatedBy::Content:
            return "content";
        case DatedBy::Person:
            return "person";
        case DatedBy::Import:
            return "import";
    }
    return "import";
}

std::string print_manifest(const std::vector<KeptList>& versions) {
    std::string out = fmt::format("{{\"manifest\":{},\"versions\":[", kVersion);
    for (std::size_t i = 0; i < versions.size(); ++i)
        out += (i == 0 ? "\n" : ",\n") + json::serialize(to_json(versions[i]));
    return out + "\n]}\n";
}

base::Result<std::vector<KeptList>> parse_manifest(std::string_view text, const std::string& name) {
    auto corrupt = [&](const std::string& says) {
        return base::fail(base::ErrorKind::Corrupt, fmt::format("{}: {}", name, says));
    };
    json::error_code trouble;
    json::value value = json::parse({text.data(), text.size()}, trouble);
    if (trouble) return corrupt("not JSON: " + trouble.message());
    const json::object* of = value.if_object();
    if (of == nullptr) return corrupt("expected an object");
    const json::value* version = of->if_contains("manifest");
    if (version == nullptr || !version->is_int64() || version->get_int64() != kVersion)
        return corrupt("`manifest` is not 1; a newer program wrote it, or it is damaged");
    const json::value* versions = of->if_contains("versions");
    if (versions == nullptr || !versions->is_array()) return corrupt("`versions` is missing");
    std::vector<KeptList> out;
    for (const json::value& one : versions->get_array()) {
        const json::object* entry = one.if_object();
        if (entry == nullptr) return corrupt("a version that is no object");
        auto kept = from_json(*entry);
        if (!kept) return base::in_context(kept.error(), name);
        out.push_back(std::move(*kept));
    }
    return out;
}

}  // namespace standstill::office
