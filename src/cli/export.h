// standstill export: what each form of it is given, and the form's own function.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "cli/command.h"
#include "ledger/event_log.h"
#include "report/source.h"

namespace standstill::cli {

struct ExportOptions {
    std::string case_id;  // empty with `all`
    std::string as = "bundle";
    std::string path;         // empty: a name made of the case's
    std::string at;           // the instant that is asked about; empty: now
    std::string report;       // of `notice`: which report of section 4 instead
    std::string pdf;          // of `notice`: a file for the same as PDF
    bool all = false;         // of `public`: every case of the log
    std::string model;        // of `oscal`: this document alone
    std::string ocid_prefix;  // of `ocds`: the publisher's
};

using Exporter = int (*)(const Common& common, const ExportOptions& options);

int export_bundle(const Common& common, const ExportOptions& options);
int export_public(const Common& common, const ExportOptions& options);
int export_notice(const Common& common, const ExportOptions& options);
int export_oscal(const Common& common, const ExportOptions& options);
int export_ocds(const Common& common, const ExportOptions& options);

// Opens the case by file or id, answers it at the instant asked for, and gives the function what
// documents are made of; its exit status, or that of the failure.
int with_source(const Common& common, const ExportOptions& options,
                const std::function<int(const report::Source&)>& make);

// Writes files below a folder, or into one archive where the name ends in `.tar`.
base::Status write_files(const std::string& out, const std::map<std::string, std::string>& files);

// Every leaf of the log, in order, up to a size.
base::Result<std::vector<std::string>> whole_log(const ledger::EventLog& log,
                                                 ledger::TreeSize size);

}  // namespace standstill::cli
