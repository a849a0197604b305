// Reports of a screening as evidence of a case.
#include <fmt/format.h>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <cstdio>

#include "cli/desk.h"
#include "cli/files.h"
#include "cli/screen.h"
#include "office/evidence_files.h"
#include "screening/screen/evidence.h"

namespace standstill::cli {

base::Status attach_reports(const Common& common, const ScreenOptions& options,
                            const std::vector<screening::Report>& reports) {
    auto library = open_library(common);
    if (!library) return library.error();
    auto office = open_office(common, *library);
    if (!office) return office.error();
    auto folder = data_folder(common);
    if (!folder) return folder.error();
    for (const screening::Report& report : reports) {
        const std::string bytes = boost::json::serialize(screening::to_json(report)) + "\n";
        auto digest = office::keep_evidence(*folder, bytes, fmt::format("{}", ::getpid()));
        if (!digest) return digest.error();
        auto event = base::parse_document(
            boost::json::serialize(screening::evidence_of(report, *digest)), "evidence");
        if (!event) return event.error();
        office::Act act;
        act.actor = actor_or_user(options.actor);
        act.command = screening::evidence_id(*digest);  // the same report is recorded once
        act.may_state_time = true;
        act.source = "screen";
        auto done = (*office)->record_now(options.attach, {*event}, std::move(act));
        if (!done) return base::in_context(done.error(), options.attach);
        fmt::print(stderr, "{}: evidence `{}` at index {} of the log{}\n", options.attach,
                   screening::evidence_id(*digest), ledger::number(done->receipt.first_index),
                   done->receipt.repeated ? " (recorded before)" : "");
    }
    return base::Done{};
}

}  // namespace standstill::cli
