// standstill review: the worksheet of a case at an instant.
#include <fmt/format.h>

#include <boost/json/serialize.hpp>

#include <cstdio>

#include "cli/command.h"
#include "cli/files.h"
#include "review/answer_json.h"

namespace standstill::cli {

namespace {

struct Options {
    std::string path;
    std::string at;
    bool explain = false;
};

int review(const Common& common, const Options& options) {
    auto library = open_library(common);
    if (!library) return complain(library.error());
    auto of = load_case(options.path, *library);
    if (!of) return complain(of.error());
    auto at = instant_or_now(options.at);
    if (!at) return complain(base::in_context(at.error(), "--at"));
    review::Reviewer reviewer(*of->program, of->record);
    review::Answer answer = reviewer.answer(*at);
    fmt::print("{}\n", boost::json::serialize(review::to_json(
                           *of, reviewer, answer,
                           options.explain ? review::Explained::Yes : review::Explained::No)));
    return kDone;
}

}  // namespace

void install_review(CLI::App& app, Common& common, std::function<int()>& run) {
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("review", "the worksheet: known, unknown, owed, and when the gate can open");
    command->add_option("CASE", options->path, "a case file")->required();
    command->add_option("--at", options->at, "the instant, with offset (default: now)");
    command->add_flag("--explain", options->explain, "with the whole tree of reasons");
    command->callback([&common, options, &run] { run = [&common, options] { return review(common, *options); }; });
}

}  // namespace standstill::cli
