// standstill review: the worksheet of a case at an instant.
#include <fmt/format.h>

#include <boost/json/serialize.hpp>
#include <cstdio>

#include "cli/command.h"
#include "cli/desk.h"
#include "cli/files.h"
#include "review/answer_json.h"
#include "review/worksheet.h"

namespace standstill::cli {

namespace {

struct Options {
    std::string path;
    std::string at;
    bool explain = false;
    bool record = false;
    std::string actor;
};

// The answer as an event of the case's stream, so that it can be proved later that it was given.
base::Status record_answer(const Common& common, const Options& options, review::Library& library,
                           const std::string& case_id, base::Instant at) {
    auto office = open_office(common, library);
    if (!office) return office.error();
    office::Question question{case_id, at, false, actor_or_user(options.actor), "", "review"};
    auto given = (*office)->ask_shared(question);
    if (!given && given.error().kind == base::ErrorKind::NotFound)
        return base::fail(
            base::ErrorKind::NotFound,
            fmt::format("`{}` is not on record; import it, then review it by its id", case_id));
    if (!given) return given.error();
    return base::Done{};
}

int review(const Common& common, const Options& options) {
    auto library = open_library(common);
    if (!library) return complain(library.error());
    auto of = find_case(options.path, common, *library);
    if (!of) return complain(of.error());
    auto at = instant_or_now(options.at);
    if (!at) return complain(base::in_context(at.error(), "--at"));
    review::Reviewer reviewer(*of->program, of->record);
    review::Answer answer = reviewer.answer(*at);
    if (options.record) {
        auto recorded = record_answer(common, options, *library, of->id, *at);
        if (!recorded) return complain(recorded.error());
    }
    auto readings = review::readings_behind(*of, answer, *library, system_zones());
    if (!readings) return complain(readings.error());
    if (common.format == "json") {
        auto json =
            review::to_json(*of, reviewer, answer,
                            options.explain ? review::Explained::Yes : review::Explained::No);
        json["rests_on"] = review::to_json(*readings);
        fmt::print("{}\n", boost::json::serialize(json));
        return kDone;
    }
    fmt::print("{}", review::worksheet(*of, reviewer, answer, *readings));
    if (options.explain) fmt::print("\n{}", review::reasons(reviewer));
    return kDone;
}

}  // namespace

void install_review(CLI::App& app, Common& common, std::function<int()>& run) {
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand(
        "review", "the worksheet: known, unknown, owed, and when the gate can open");
    command->add_option("CASE", options->path, "a case file, or the id of a case on record")
        ->required();
    command->add_option("--at", options->at, "the instant, with offset (default: now)");
    command->add_flag("--explain", options->explain, "with the whole tree of reasons");
    command->add_flag("--record", options->record,
                      "record the answer, so that it can be proved later (case on record)");
    command->add_option("--actor", options->actor, "who asks (default: the user)");
    command->footer(
        "Prints one status sentence, what is not met and where the law says so, the factors, the open\n"
        "questions, duties with their dates, and defects.\n\n"
        "  standstill review cases/ice-paragon-2024.yaml --at 2024-10-10T12:00:00-04:00\n"
        "  standstill review case.yaml --format json --explain\n");
    command->callback([&common, options, &run] {
        run = [&common, options] { return review(common, *options); };
    });
}

}  // namespace standstill::cli
