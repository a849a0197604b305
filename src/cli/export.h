// The ways to hand a case on: what each `--as` does.
//
// A way is a function and a line in the table of export_command.cpp; it is given the options as
// they came in and says its exit status.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "cli/command.h"
#include "ledger/event_log.h"
#include "report/source.h"

namespace standstill::cli {

struct ExportOptions {
    std::string case_id;  // id of a case on record, or a case file where the way takes one
    std::string as = "bundle";
    std::string out;          // file or folder; empty: what the way does without
    std::string at;           // the instant; empty: now
    std::string model;        // of oscal
    std::string ocid_prefix;  // of ocds
};

int export_bundle(const Common& common, const ExportOptions& options);
int export_oscal(const Common& common, const ExportOptions& options);
int export_ocds(const Common& common, const ExportOptions& options);

// Opens the case by file or id, answers it at the instant asked for, and gives the function what
// documents are made of; its exit status, or that of the failure.
int with_source(const Common& common, const ExportOptions& options,
                const std::function<int(const report::Source&)>& make);

// Writes files below a folder, or into one archive where the name ends in `.tar`.
base::Status write_files(const std::string& out, const std::map<std::string, std::string>& files);

}  // namespace standstill::cli
