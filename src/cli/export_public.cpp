// standstill export --as public: the register of one case or of all, and its page.
#include <fmt/format.h>

#include "cli/desk.h"
#include "cli/export.h"
#include "cli/files.h"
#include "report/html.h"
#include "report/public.h"
#include "report/public_page.h"
#include "review/case_log.h"

namespace standstill::cli {

namespace {

// The names of offices in the packs of a case: who acts under one is shown.
base::Result<std::set<std::string>> offices_of(Folder& desk, review::Library& library,
                                               const std::vector<report::PublicCase>& cases) {
    std::set<std::string> out;
    for (const report::PublicCase& entry : cases) {
        auto of = review::case_from_log(desk.log(), entry.id, library, system_zones());
        if (!of) return of.error();
        for (const auto& [id, title] : of->program->offices) out.insert(id);
    }
    return out;
}

}  // namespace

int export_public(const Common& common, const ExportOptions& options) {
    auto library = open_library(common);
    if (!library) return complain(library.error());
    auto desk = open_folder(common, Folder::For::Writing);
    if (!desk) return complain(desk.error());
    auto head = desk->sign_head();
    if (!head) return complain(head.error());
    auto bytes = whole_log(desk->log(), head->size);
    if (!bytes) return complain(bytes.error());
    std::vector<std::string_view> leaves(bytes->begin(), bytes->end());
    report::Whole log{leaves, head->note, desk->key().verifier(), now(), {}};
    auto cases = report::public_cases(log, options.case_id);
    if (!cases) return complain(cases.error());
    auto offices = offices_of(*desk, *library, *cases);
    if (!offices) return complain(offices.error());
    log.offices = std::move(*offices);
    cases = report::public_cases(log, options.case_id);
    if (!cases) return complain(cases.error());

    std::string name = options.all ? "register" : options.case_id + ".register";
    std::string path = options.path.empty() ? name + ".jsonl" : options.path;
    if (path.ends_with(".html")) {
        auto page = report::to_html_page(report::public_page(*cases, log, name + ".jsonl"));
        auto kept = write_file(path, page);
        return kept ? int{kDone} : complain(kept.error());
    }
    auto file = report::make_register(log, *cases);
    if (!file) return complain(file.error());
    auto written = write_file(path, *file);
    if (!written) return complain(written.error());
    fmt::print(
        "{}: {} of {} entries told, {} bytes, sha256 {}\n", path,
        [&] {
            std::size_t told = 0;
            for (const report::PublicCase& entry : *cases) told += entry.events.size();
            return told;
        }(),
        leaves.size(), file->size(), base::to_hex(base::sha256(*file)));
    for (const report::PublicCase& entry : *cases)
        for (const report::Statement& statement : entry.statements)
            fmt::print("  {}: {}\n", entry.id, statement.sentence);
    fmt::print("key of the log: {}\n", ledger::to_string(desk->key().verifier()));
    return kDone;
}

}  // namespace standstill::cli
