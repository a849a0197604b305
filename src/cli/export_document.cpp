// standstill export --as notice: the notice of section 2(g) or a report, as a page and as PDF.
#include <fmt/format.h>

#include <cstdio>

#include "cli/desk.h"
#include "cli/export.h"
#include "cli/files.h"
#include "report/html.h"
#include "report/notice.h"
#include "report/pdf.h"
#include "report/reports.h"

namespace standstill::cli {

int export_notice(const Common& common, const ExportOptions& options) {
    auto library = open_library(common);
    if (!library) return complain(library.error());
    auto of = find_case(options.case_id, common, *library);
    if (!of) return complain(of.error());
    auto at = instant_or_now(options.at);
    if (!at) return complain(base::in_context(at.error(), "--at"));
    review::Reviewer reviewer(*of->program, of->record);
    review::Answer answer = reviewer.answer(*at);
    auto document = options.report.empty()
                        ? base::Result<report::Document>(report::notice(*of, answer))
                        : report::report_draft(options.report, *of, answer);
    if (!document) return complain(document.error());
    if (!options.pdf.empty()) {
        auto pdf = report::to_pdf(*document);
        if (!pdf) return complain(pdf.error());
        auto written = write_file(options.pdf, *pdf);
        if (!written) return complain(written.error());
        fmt::print(stderr, "{}: {} bytes, sha256 {}\n", options.pdf, pdf->size(),
                   base::to_hex(base::sha256(*pdf)));
        if (options.path.empty()) return kDone;
    }
    std::string page = report::to_html_page(*document);
    if (options.path.empty()) {
        fmt::print("{}", page);
        return kDone;
    }
    auto written = write_file(options.path, page);
    return written ? int{kDone} : complain(written.error());
}

}  // namespace standstill::cli
