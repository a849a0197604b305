// Reports of screenings in the words of pages.
#include <fmt/format.h>

#include "base/text.h"
#include "server/pages/screening_page.h"

namespace standstill::server::pages {

namespace {

using screening::Agreement;

std::string name_kind_words(screening::NameKind kind) {
    switch (kind) {
        case screening::NameKind::Primary:
            return "its name on the list";
        case screening::NameKind::Alias:
            return "an alias";
        case screening::NameKind::WeakAlias:
            return "a weak alias";
        case screening::NameKind::Former:
            return "a former name";
        case screening::NameKind::Code:
            return "a short mark";
    }
    return "";
}

json::array words(const std::vector<std::string>& all) {
    json::array out;
    for (const std::string& one : all) out.push_back(json::string(one));
    return out;
}

json::object listing_data(const screening::Listing& listing) {
    return {{"list", listing.list},
            {"entry", listing.entry},
            {"programs", base::join(listing.programs, ", ")},
            {"since", listing.since},
            {"remarks", listing.remarks},
            {"joined_by", listing.joined_by}};
}

json::object qualifier_data(const screening::Qualifier& one) {
    return {{"what", one.what},
            {"asked", one.asked},
            {"listed", one.agreement == Agreement::Silent ? "the list says nothing" : one.listed},
            {"verdict", name_of(one.agreement)}};
}

json::object hit_data(std::size_t number, const screening::ExplainedHit& hit) {
    const screening::ListedName& name = hit.entity.names[hit.name];
    json::object out{
        {"number", number},
        {"anchor", fmt::format("hit-{}", number)},
        {"similarity", screening::thousandths(hit.similarity)},
        {"name", name.text},
        {"name_kind", name_kind_words(name.kind)},
        {"of", name.kind == screening::NameKind::Primary ? "" : hit.entity.names.front().text},
        {"kind", name_of(hit.entity.kind)},
        {"id", hit.entity.id},
        {"by_identifier", hit.by_identifier},
        {"why", screening::to_text(hit.explanation)},
        {"cautions", words(hit.cautions)}};
    json::array listings, qualifiers, others;
    for (const screening::Listing& one : hit.entity.listings) listings.push_back(listing_data(one));
    for (const screening::Qualifier& one : hit.qualified.qualifiers)
        qualifiers.push_back(qualifier_data(one));
    for (const screening::OtherName& one : hit.others)
        others.push_back(json::object{{"name", one.text},
                                      {"similarity", screening::thousandths(one.similarity)}});
    out["listings"] = std::move(listings);
    out["has_qualifiers"] = !qualifiers.empty();
    out["qualifiers"] = std::move(qualifiers);
    out["has_others"] = !others.empty();
    out["others"] = std::move(others);
    return out;
}

json::object list_data(const screening::SearchedList& list) {
    return {{"list", list.list},
            {"title", list.title},
            {"published", list.published ? day_words(*list.published) : "day not known"},
            {"entities", fmt::format("{}", list.entities)},
            {"names", fmt::format("{}", list.names)},
            {"sha256", to_hex(list.digest)}};
}

}  // namespace

json::object report_data(const screening::Report& report) {
    json::object out{{"asked", report.query.name},
                     {"mode", label_of(report.mode)},
                     {"threshold", screening::thousandths(report.threshold)},
                     {"none", report.hits.empty()},
                     {"count", counted(report.hits.size() + report.left_off, "hit", "hits")},
                     {"left_off", report.left_off > 0 ? fmt::format("{}", report.left_off) : ""}};
    json::array hits, searched, notes;
    for (std::size_t i = 0; i < report.hits.size(); ++i)
        hits.push_back(hit_data(i + 1, report.hits[i]));
    for (const screening::SearchedList& list : report.searched) searched.push_back(list_data(list));
    const screening::NameNotes& said = report.notes;
    if (said.malformed) notes.push_back("Bytes that are not UTF-8 were replaced.");
    if (said.cut) notes.push_back("The name is too long; its end was not looked at.");
    if (said.invisible) notes.push_back("Invisible characters were left out.");
    if (said.mixed) notes.push_back("Look-alike letters of another script were replaced.");
    if (said.marks) notes.push_back("It has more marks on one letter than any script has.");
    out["hits"] = std::move(hits);
    out["searched"] = std::move(searched);
    out["notes"] = std::move(notes);
    return out;
}

}  // namespace standstill::server::pages
