// A report as JSON, and its replay.
#include <fmt/format.h>

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include "screening/list/entity_json.h"
#include "screening/screen/report.h"

namespace standstill::screening {

namespace {

namespace json = boost::json;

json::array strings(const std::vector<std::string>& values) {
    return json::array(values.begin(), values.end());
}

json::object query_json(const Query& query) {
    // The query in the words of an entity: what is known of somebody is the same on both sides.
    Entity known;
    known.births = query.births;
    known.countries = query.countries;
    known.identifiers = query.identifiers;
    json::object out{{"name", query.name}, {"kind", name_of(query.kind)}};
    json::object fields = to_json(known);
    for (std::string_view key : {"births", "countries", "identifiers"})
        if (const json::value* value = fields.if_contains(key)) out[key] = *value;
    if (!query.other_names.empty()) out["other_names"] = strings(query.other_names);
    if (!query.given.empty()) out["given"] = query.given;
    if (!query.family.empty()) out["family"] = query.family;
    if (!query.reference.empty()) out["reference"] = query.reference;
    return out;
}

json::array notes_json(const NameNotes& notes) {
    json::array out;
    if (notes.malformed) out.emplace_back("malformed");
    if (notes.cut) out.emplace_back("cut");
    if (notes.invisible) out.emplace_back("invisible");
    if (notes.mixed) out.emplace_back("mixed");
    if (notes.marks) out.emplace_back("marks");
    return out;
}

json::object qualifier_json(const Qualifier& one) {
    return {{"what", one.what},
            {"agreement", name_of(one.agreement)},
            {"asked", one.asked},
            {"listed", one.listed}};
}

json::object hit_json(const ExplainedHit& hit) {
    const ListedName& name = hit.entity.names[hit.name];
    json::object out{{"similarity", hit.similarity},
                     {"surprise", hit.surprise},
                     {"name", name.text},
                     {"name_kind", name_of(name.kind)},
                     {"by", hit.by_identifier ? "identifier" : "name"}};
    out["entity"] = to_json(hit.entity);
    out["explanation"] = to_json(hit.explanation);
    json::array qualifiers, others;
    for (const Qualifier& one : hit.qualified.qualifiers) qualifiers.push_back(qualifier_json(one));
    out["qualifiers"] = std::move(qualifiers);
    out["points"] = hit.qualified.points;
    for (const OtherName& other : hit.others)
        others.push_back(json::object{{"name", other.text}, {"similarity", other.similarity}});
    out["other_names"] = std::move(others);
    out["cautions"] = strings(hit.cautions);
    return out;
}

base::Error not_a_report(std::string_view what) {
    return base::invalid(fmt::format("this is no report of a screening: {}", what));
}

}  // namespace

json::object to_json(const SearchedList& list) {
    json::object out{{"list", list.list}, {"title", list.title}};
    out["published"] = list.published ? json::value(base::to_string(*list.published)) : nullptr;
    out["sha256"] = to_hex(list.digest);
    out["format"] = list.format;
    out["entities"] = list.entities;
    out["names"] = list.names;
    return out;
}

json::object to_json(const Report& report) {
    json::object out{{"format", "standstill-screening/1"},
                     {"query", query_json(report.query)},
                     {"mode", label_of(report.mode)},
                     {"threshold", report.threshold}};
    out["notes"] = notes_json(report.notes);
    json::array searched, hits;
    for (const SearchedList& list : report.searched) searched.push_back(to_json(list));
    for (const ExplainedHit& hit : report.hits) hits.push_back(hit_json(hit));
    out["searched"] = std::move(searched);
    out["hits"] = std::move(hits);
    out["left_off"] = report.left_off;
    return out;
}

base::Result<std::size_t> replay_report(const json::value& value) {
    const json::object* report = value.if_object();
    if (report == nullptr) return not_a_report("it is not an object");
    const json::value* format = report->if_contains("format");
    if (format == nullptr || *format != "standstill-screening/1")
        return not_a_report("its `format` is not `standstill-screening/1`");
    const json::value* hits = report->if_contains("hits");
    if (hits == nullptr || !hits->is_array()) return not_a_report("it has no `hits`");
    std::size_t number = 0;
    for (const json::value& hit : hits->get_array()) {
        const std::string where = fmt::format("hit {}", ++number);
        const json::object* one = hit.if_object();
        const json::value* explanation = one ? one->if_contains("explanation") : nullptr;
        const json::value* similarity = one ? one->if_contains("similarity") : nullptr;
        if (explanation == nullptr || similarity == nullptr)
            return base::in_context(not_a_report("no `explanation` or `similarity`"), where);
        auto again = replay(*explanation);
        if (!again) return base::in_context(again.error(), where);
        if (to_json(*again).at("similarity") != *similarity)
            return base::fail(base::ErrorKind::Conflict,
                              where + ": the similarity is not that of its explanation");
    }
    return number;
}

}  // namespace standstill::screening
