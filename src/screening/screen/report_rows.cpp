// Reports as rows of CSV (RFC 4180) and as FollowTheMoney entities.
#include <fmt/format.h>

#include <boost/json/serialize.hpp>

#include "screening/list/ftm_out.h"
#include "screening/screen/report.h"

namespace standstill::screening {

namespace {

// In quotes where the text has what a cell may not; what a spreadsheet would take for a formula
// begins with an apostrophe (CWE-1236).
std::string cell(std::string text) {
    const bool is_number = text.size() > 1 && text[0] == '-' &&
                           text.find_first_not_of("0123456789", 1) == std::string::npos;
    if (!text.empty() && !is_number &&
        std::string_view("=+-@\t\r").find(text[0]) != std::string_view::npos)
        text.insert(text.begin(), '\'');
    if (text.find_first_of("\",\r\n") == std::string::npos) return text;
    std::string out = "\"";
    for (char c : text) {
        if (c == '"') out += '"';
        out += c;
    }
    return out + '"';
}

std::string row(const std::vector<std::string>& cells) {
    std::string out;
    for (std::size_t i = 0; i < cells.size(); ++i) out += (i == 0 ? "" : ",") + cell(cells[i]);
    return out + "\r\n";
}

std::string qualifiers(const ExplainedHit& hit) {
    std::string out;
    for (const Qualifier& one : hit.qualified.qualifiers)
        out += fmt::format("{}{} {}", out.empty() ? "" : "; ", one.what, name_of(one.agreement));
    return out;
}

std::string lists_of(const Entity& entity) {
    std::string out;
    for (const Listing& listing : entity.listings)
        out += fmt::format("{}{} {}", out.empty() ? "" : "; ", listing.list, listing.entry);
    return out;
}

// "us-ofac-sdn 2026-06-02 fda2c60a91e4": what was searched, in every row.
std::string versions(const Report& report) {
    std::string out;
    for (const SearchedList& list : report.searched)
        out += fmt::format("{}{} {} {}", out.empty() ? "" : "; ", list.list,
                           list.published ? base::to_string(*list.published) : "undated",
                           to_hex(list.digest).substr(0, 12));
    return out;
}

std::string listed_name(const ExplainedHit& hit) { return hit.entity.names[hit.name].text; }

}  // namespace

std::string csv_header() {
    return row({"reference", "query", "outcome", "similarity", "surprise", "listed_name", "entity",
                "kind", "lists", "qualifiers", "mode", "threshold", "searched"});
}

std::string to_csv(const Report& report) {
    const std::string searched = versions(report);
    const std::string threshold = fmt::format("{}", report.threshold);
    const std::string mode = label_of(report.mode);
    if (report.hits.empty())
        return row({report.query.reference, report.query.name, "no hit", "", "", "", "", "", "", "",
                    mode, threshold, searched});
    std::string out;
    for (const ExplainedHit& hit : report.hits)
        out += row({report.query.reference, report.query.name,
                    hit.by_identifier ? "hit by identifier" : "hit",
                    fmt::format("{}", hit.similarity), fmt::format("{}", hit.surprise),
                    listed_name(hit), hit.entity.id, std::string(name_of(hit.entity.kind)),
                    lists_of(hit.entity), qualifiers(hit), mode, threshold, searched});
    return out;
}

std::string to_ftm(const Report& report) {
    std::string out;
    for (const ExplainedHit& hit : report.hits) {
        boost::json::object entity = to_ftm(hit.entity);
        entity["score"] = thousandths(hit.similarity);
        entity["match_of"] = report.query.name;
        out += boost::json::serialize(entity) + "\n";
    }
    return out;
}

}  // namespace standstill::screening
