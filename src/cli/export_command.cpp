// standstill export: a case for others, in the forms that others read.
#include <fmt/format.h>

#include <array>
#include <filesystem>

#include "base/text.h"
#include "cli/desk.h"
#include "cli/export.h"
#include "cli/files.h"
#include "ledger/archive.h"
#include "ledger/event.h"
#include "ledger/tree.h"
#include "report/oscal.h"
#include "review/case_log.h"

namespace standstill::cli {

namespace {

namespace fs = std::filesystem;

struct Way {
    const char* as;
    const char* says;
    int (*run)(const Common& common, const ExportOptions& options);
};

// What `--as` takes, in the order of the help.
constexpr std::array kWays = {
    Way{"bundle", "the whole log, in one archive that verifies without us", export_bundle},
    Way{"oscal", "seven documents of NIST OSCAL 1.2.1", export_oscal},
    Way{"ocds", "a release of the Open Contracting Data Standard 1.1", export_ocds},
};

std::vector<std::string> names_of_ways() {
    std::vector<std::string> out;
    for (const Way& way : kWays) out.emplace_back(way.as);
    return out;
}

int run_export(const Common& common, const ExportOptions& options) {
    for (const Way& way : kWays)
        if (options.as == way.as) return way.run(common, options);
    return complain(base::invalid(fmt::format("`{}` is not a way to export, expected one of {}{}",
                                              options.as, base::join(names_of_ways(), ", "),
                                              base::did_you_mean(options.as, names_of_ways()))));
}

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

void install_export(CLI::App& app, Common& common, std::function<int()>& run) {
    auto options = std::make_shared<ExportOptions>();
    CLI::App* command =
        app.add_subcommand("export", "a case for others, in forms that others read");
    command
        ->add_option("CASE", options->case_id,
                     "id of a case on record; for all but bundle a case file as well")
        ->required();
    std::string ways;
    for (const Way& way : kWays) ways += fmt::format("\n  {}: {}", way.as, way.says);
    command->add_option("--as", options->as, "how (default: bundle):" + ways);
    command->add_option("--out,--output", options->out,
                        "where to: a file (bundle, ocds), a folder or a .tar (oscal)");
    command->add_option("--at", options->at,
                        "the instant that the documents speak of, with offset (default: now)");
    command->add_option("--model", options->model, "of oscal: one document, to the output");
    command->add_option("--ocid-prefix", options->ocid_prefix,
                        "of ocds: the prefix that the publisher has registered");
    command->footer(
        "A bundle holds the whole log of this data folder, its tree, its checkpoints, the rule packs and\n"
        "zones: only with all of it can an outsider see what is not on record. The other ways speak of\n"
        "one case at one instant; the same case and instant give the same bytes.\n\n"
        "  standstill export ice-paragon-2024 --as bundle --out paragon.tar\n"
        "  standstill export ice-paragon-2024 --as oscal --out paragon-oscal --at 2024-10-10T12:00:00-04:00\n"
        "  standstill export cases/ice-paragon-2024.yaml --as oscal --model assessment-results\n"
        "  standstill export cases/ice-paragon-2024.yaml --as ocds --out release.json\n");
    command->callback([&common, options, &run] {
        run = [&common, options] { return run_export(common, *options); };
    });
}

}  // namespace standstill::cli
