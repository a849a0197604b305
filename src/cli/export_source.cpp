// What the exported documents are made of, and how several of them are written.
#include <fmt/format.h>

#include <filesystem>

#include "cli/desk.h"
#include "cli/export.h"
#include "cli/files.h"
#include "ledger/archive.h"
#include "ledger/event.h"
#include "ledger/tree.h"
#include "review/case_log.h"

namespace standstill::cli {

namespace {

namespace fs = std::filesystem;

// Where the log holds the events of a case.
base::Result<report::LogState> log_state(Folder& desk, const review::Case& of) {
    auto head = desk.log().head();
    if (!head) return head.error();
    auto stream = desk.log().stream(of.id);
    if (!stream) return stream.error();
    report::LogState out;
    out.origin = desk.key().verifier().name;
    out.size = ledger::number(head->size);
    auto edge = ledger::Frontier::from(head->size, head->frontier);
    if (!edge) return edge.error();
    out.root = edge->root();
    for (const ledger::StoredEvent& stored : *stream) {
        auto event = ledger::scan_event(stored.bytes);
        if (!event) return base::fail(base::ErrorKind::Corrupt, event.error().message);
        // Events of the record are those that the packs know; the others tell of the case.
        if (of.program->kind(event->type) >= 0)
            out.places.push_back({ledger::number(stored.index), stored.leaf});
    }
    return out;
}

}  // namespace

int with_source(const Common& common, const ExportOptions& options,
                const std::function<int(const report::Source&)>& make) {
    auto library = open_library(common);
    if (!library) return complain(library.error());
    auto of = find_case(options.case_id, common, *library);
    if (!of) return complain(of.error());
    auto at = instant_or_now(options.at);
    if (!at) return complain(base::in_context(at.error(), "--at"));
    review::Reviewer reviewer(*of->program, of->record);
    review::Answer answer = reviewer.answer(*at);
    report::Source source{*of, reviewer, answer, &*library, {}};
    if (!names_a_file(options.case_id)) {
        auto desk = open_folder(common, Folder::For::Reading);
        if (!desk) return complain(desk.error());
        auto log = log_state(*desk, *of);
        if (!log) return complain(log.error());
        source.log = std::move(*log);
    }
    return make(source);
}

base::Status write_files(const std::string& out, const std::map<std::string, std::string>& files) {
    if (out.ends_with(".tar")) {
        auto archive = ledger::write_archive(files);
        if (!archive) return archive.error();
        return write_file(out, *archive);
    }
    for (const auto& [name, bytes] : files) {
        fs::path path = fs::path(out) / name;
        std::error_code error;
        fs::create_directories(path.parent_path(), error);
        if (error)
            return base::fail(base::ErrorKind::Unavailable,
                              fmt::format("{}: {}", path.parent_path().string(), error.message()));
        auto written = write_file(path.string(), bytes);
        if (!written) return written;
    }
    return base::Done{};
}

}  // namespace standstill::cli
