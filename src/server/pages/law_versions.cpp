// Versions of a pack: those under which answers were given here, what has changed since, and which
// cases are answered otherwise.
#include <fmt/format.h>

#include <algorithm>

#include "law/diff.h"
#include "office/files.h"
#include "review/case_log.h"
#include "server/pages/case_page.h"
#include "server/pages/law_page.h"

namespace standstill::server::pages {

namespace {

constexpr std::size_t kCasesCompared = 25;

// The folders of kept packs, by the first letters of their digest (office/folder.h).
std::vector<std::string> kept_digests(const Site& site) {
    std::vector<std::string> out;
    std::error_code error;
    std::filesystem::directory_iterator folders(site.office.folder() / "rules", error), end;
    for (; !error && folders != end; folders.increment(error))
        if (folders->is_directory(error)) out.push_back(folders->path().filename().string());
    std::sort(out.begin(), out.end());
    return out;
}

struct Kept {
    std::string digest;
    std::shared_ptr<review::Library> library;
    std::shared_ptr<const law::Program> program;
};

std::vector<Kept> kept_versions(const Site& site, const std::string& pack) {
    std::vector<Kept> out;
    for (const std::string& digest : kept_digests(site)) {
        auto files = office::read_rules((site.office.folder() / "rules" / digest).string());
        if (!files) continue;
        auto library = std::make_shared<review::Library>(std::move(*files));
        auto program = library->program({pack});
        if (program) out.push_back({digest, library, *program});
    }
    return out;
}

json::object change_data(const law::Change& change) {
    json::array pieces, affects;
    for (const law::Piece& piece : change.pieces)
        if (!piece.before.empty() || !piece.after.empty())
            pieces.push_back(json::object{
                {"name", piece.name}, {"before", piece.before}, {"after", piece.after}});
    for (const std::string& one : change.affects) affects.push_back(json::string(one));
    return {
        {"what", fmt::format("{} {}", law::to_string(change.change), law::to_string(change.part))},
        {"id", change.id},
        {"has_affects", !affects.empty()},
        {"pieces", std::move(pieces)},
        {"affects", std::move(affects)}};
}

// Cases that the two versions answer otherwise at this instant.
json::array cases_between(const Site& site, Kept& before, base::Instant now) {
    json::array out;
    office::CaseFilter filter;
    filter.limit = kCasesCompared;
    auto found = site.office.index().cases(filter);
    if (!found) return out;
    for (const office::CaseRow& row : found->rows) {
        auto view = site.office.look(row.id, now);
        auto old = review::case_from_log(site.office.log(), row.id, *before.library,
                                         site.office.settings().zones);
        if (!view || !old) continue;
        review::Reviewer reviewer(*old->program, old->record);
        bool is_same = review::digest_of(*old, reviewer, reviewer.answer(now)) ==
                       review::digest_of((*view)->of(), (*view)->reviewer(), (*view)->answer());
        if (!is_same)
            out.push_back(json::object{{"title", row.title.empty() ? row.id : row.title},
                                       {"url", "/cases/" + http::encode(row.id)}});
    }
    return out;
}

}  // namespace

http::Response show_versions(const Site& site, const http::Request& request,
                             const identity::Caller& caller) {
    const std::string& id = request.capture("pack");
    auto packs = law::packs_in(site.office.library().files());
    auto current = std::find(packs.begin(), packs.end(), id) == packs.end()
                       ? base::Result<std::shared_ptr<const law::Program>>(
                             base::fail(base::ErrorKind::NotFound, "no rule pack has that name"))
                       : site.office.library().program({id});
    if (!current)
        return show_problem(site, caller, 404, "No such law here", current.error().message);
    Page page;
    page.title = "Versions of " + id;
    page.section = "law";
    page.template_name = "law/versions";
    page.intro =
        "Answers are given under the rules of their day and kept with them. A new version "
        "changes no answer that was given.";
    json::object& data = page.data;
    data["id"] = id;
    data["url"] = "/law/" + http::encode(id);
    data["version"] = (*current)->packs.back().version;
    data["digest"] = (*current)->digest;
    std::string from(request.parameter("from").value_or(""));
    json::array versions, changes, cases;
    bool is_compared = false;
    bool may_read = identity::may(caller, identity::Permission::ReadCases);
    for (Kept& kept : kept_versions(site, id)) {
        bool is_current = kept.program->digest == (*current)->digest;
        versions.push_back(json::object{
            {"digest", kept.program->digest},
            {"version", kept.program->packs.back().version},
            {"is_current", is_current},
            {"url",
             data["url"].as_string().c_str() + ("/versions?from=" + http::encode(kept.digest))}});
        if (from != kept.digest) continue;
        is_compared = true;
        for (const law::Change& change : law::compare(*kept.program, **current))
            changes.push_back(change_data(change));
        if (may_read) cases = cases_between(site, kept, request.at);
    }
    data["has_versions"] = !versions.empty();
    data["versions"] = std::move(versions);
    data["compared"] = is_compared;
    data["change_count"] = counted(changes.size(), "change", "changes");
    data["changes"] = std::move(changes);
    data["may_read"] = may_read;
    data["has_cases"] = !cases.empty();
    data["cases"] = std::move(cases);
    data["looked_at"] = kCasesCompared;
    return show(site, caller, page);
}

}  // namespace standstill::server::pages
