// standstill export: one case for others, in the form that they read.
#include <array>
#include <memory>

#include "cli/export.h"

namespace standstill::cli {

namespace {

struct Form {
    const char* name;
    Exporter run;
};

// A new form is a line here.
constexpr auto kForms = std::to_array<Form>({
    {"bundle", export_bundle},
    {"public", export_public},
    {"oscal", export_oscal},
    {"ocds", export_ocds},
    {"notice", export_notice},
});

int run_form(const Common& common, const ExportOptions& options) {
    if (options.all != options.case_id.empty())
        return complain(base::invalid(options.all ? "--all and a case contradict each other"
                                                  : "name a case, or say --all"));
    if (options.all && options.as != "public")
        return complain(base::invalid("--all is for --as public"));
    for (const Form& form : kForms)
        if (options.as == form.name) return form.run(common, options);
    return kError;
}

}  // namespace

void install_export(CLI::App& app, Common& common, std::function<int()>& run) {
    auto options = std::make_shared<ExportOptions>();
    CLI::App* command = app.add_subcommand(
        "export", "a case for others: a bundle, the public register, a notice, OSCAL, OCDS");
    command->add_option("CASE", options->case_id,
                        "id of a case on record; for oscal, ocds and notice a case file as well");
    std::vector<std::string> names;
    for (const Form& form : kForms) names.emplace_back(form.name);
    command->add_option("--as", options->as, "in which form")->check(CLI::IsMember(names));
    command->add_option("--output,--out", options->path,
                        "file, or folder of oscal (default: named after the case)");
    command->add_option(
        "--at", options->at,
        "of oscal, ocds, notice: the instant that they speak of, with offset (default: now)");
    command->add_option("--model", options->model,
                        "of oscal: one document, to the output or to --out");
    command->add_option("--ocid-prefix", options->ocid_prefix,
                        "of ocds: the prefix that the publisher has registered");
    command->add_option("--report", options->report,
                        "of notice: a draft of 4a, 4b, 4c, 4d or 2h instead");
    command->add_option("--pdf", options->pdf, "of notice: a file for the same as PDF");
    command->add_flag("--all", options->all, "with --as public: every case of the log");
    command->footer(
        "A bundle holds the whole log of this data folder, its tree, its checkpoints, the rule\n"
        "packs and zones: only with all of it can an outsider see what is not on record.\n"
        "The public register holds of each event no more than may be released, and still proves\n"
        "that it is the whole log; a file name that ends in .html gives it as a page. The notice of\n"
        "section 2(g) and the reports of section 4 are put together from the record, each claim with\n"
        "its source, as a page and as PDF. OSCAL is seven documents in a folder, or in one file that\n"
        "ends in .tar; OCDS is a release of the contract. What speaks of an instant gives the same\n"
        "bytes for the same case and instant.\n\n"
        "  standstill export ice-paragon-2024 --as bundle --output paragon.tar\n"
        "  standstill export ice-paragon-2024 --as public\n"
        "  standstill export ice-paragon-2024 --as notice --report 4d --pdf report.pdf\n"
        "  standstill export ice-paragon-2024 --as oscal --out paragon-oscal\n"
        "  standstill export cases/ice-paragon-2024.yaml --as oscal --model catalog\n"
        "  standstill export cases/ice-paragon-2024.yaml --as ocds --at 2025-09-05T12:00:00-04:00\n"
        "  standstill verify ice-paragon-2024.register.jsonl --key log.vkey\n");
    command->callback([&common, options, &run] {
        run = [&common, options] { return run_form(common, *options); };
    });
}

}  // namespace standstill::cli
