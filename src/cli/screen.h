// What the parts of `standstill screen` share.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "cli/command.h"
#include "screening/screen/screener.h"

namespace standstill::cli {

struct ScreenOptions {
    std::vector<std::string> names;
    std::string kind = "unknown";
    std::vector<std::string> births, countries, identifiers;
    // Of a file of names.
    std::string file, column, kind_column, birth_column, country_column, identifier_column,
        reference_column;
    // What is searched.
    std::vector<std::string> lists, list_files;
    std::string as_of;
    bool without_vendors = false;
    // How.
    std::string mode = "standard";
    int threshold = 0;
    std::size_t limit = 20;
    bool explain = false;
    bool fail_on_hit = false;
    // What becomes of it.
    std::string attach, actor, replay;
};

// The query that the options describe, for a name. Fails with Invalid and names the option.
base::Result<screening::Query> query_of(const ScreenOptions& options, const std::string& name);

// The lists that the options name, ready to be asked.
base::Result<std::shared_ptr<const screening::Screener>> open_screener(
    const Common& common, const ScreenOptions& options);

// Prints reports in the order in which they come.
class ReportPrinter {
public:
    ReportPrinter(const Common& common, const ScreenOptions& options);
    void print(const screening::Report& report);
    std::size_t hits() const { return hits_; }  // reports that have one

private:
    std::string format_;
    bool explain_;
    std::size_t count_ = 0;
    std::size_t hits_ = 0;
};

// Screens every row of --file, in order, on all cores. An exit status.
int screen_file(const Common& common, const ScreenOptions& options,
                const screening::Screener& screener, const screening::Asking& asking);

// Keeps the reports as evidence of a case: the file by its digest, and an event that names it.
base::Status attach_reports(const Common& common, const ScreenOptions& options,
                            const std::vector<screening::Report>& reports);

}  // namespace standstill::cli
