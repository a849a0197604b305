// standstill export: what each form of it is given, and the form's own function.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "cli/command.h"
#include "ledger/event_log.h"

namespace standstill::cli {

struct ExportOptions {
    std::string case_id;  // empty with `all`
    std::string as = "bundle";
    std::string path;    // empty: a name made of the case's
    std::string at;      // the instant that is asked about; empty: now
    std::string report;  // of `notice`: which report of section 4 instead
    std::string pdf;     // of `notice`: a file for the same as PDF
    bool all = false;    // of `public`: every case of the log
};

using Exporter = int (*)(const Common& common, const ExportOptions& options);

int export_bundle(const Common& common, const ExportOptions& options);
int export_public(const Common& common, const ExportOptions& options);
int export_notice(const Common& common, const ExportOptions& options);

// Every leaf of the log, in order, up to a size.
base::Result<std::vector<std::string>> whole_log(const ledger::EventLog& log,
                                                 ledger::TreeSize size);

}  // namespace standstill::cli
