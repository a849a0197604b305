// standstill check: conformance cases and pack tests.
#include <fmt/format.h>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <cstdio>

#include "cli/command.h"
#include "cli/files.h"
#include "review/conformance.h"

namespace standstill::cli {

namespace {

struct Options {
    std::vector<std::string> paths;
};

int check(const Common& common, const Options& options) {
    auto library = open_library(common);
    if (!library) return complain(library.error());
    auto files = case_files(options.paths);
    if (!files) return complain(files.error());

    boost::json::array results;
    std::size_t passed = 0, failed = 0;
    bool text = common.format == "text";
    std::size_t done = 0;
    for (const std::string& path : *files) {
        ++done;
        if (is_watched() && files->size() > 100) {
            fmt::print(stderr, "\r{} of {}", done, files->size());
            if (done == files->size()) fmt::print(stderr, "\r{:40}\r", "");
        }
        auto of = load_case(path, *library);
        base::Result<std::vector<review::Difference>> differences =
            of ? review::check(*of) : base::Result<std::vector<review::Difference>>(of.error());
        bool good = differences.has_value() && differences->empty();
        (good ? passed : failed) += 1;
        boost::json::object result{{"file", path}, {"passed", good}};
        if (!differences) {
            if (text) fmt::print("{}\n", differences.error().message);
            result["error"] = differences.error().message;
        } else {
            boost::json::array list;
            for (const review::Difference& d : *differences) {
                if (text)
                    fmt::print("{}: at {}: {}: expected {}, got {}\n", d.where, d.at, d.key,
                               d.expected, d.got);
                list.push_back({{"where", d.where},
                                {"at", d.at},
                                {"key", d.key},
                                {"expected", d.expected},
                                {"got", d.got}});
            }
            result["differences"] = std::move(list);
        }
        results.push_back(std::move(result));
    }
    if (text)
        fmt::print("{} passed, {} failed\n", passed, failed);
    else
        fmt::print("{}\n",
                   boost::json::serialize(boost::json::object{
                       {"passed", passed}, {"failed", failed}, {"cases", std::move(results)}}));
    return failed == 0 ? kDone : kNo;
}

}  // namespace

void install_check(CLI::App& app, Common& common, std::function<int()>& run) {
    auto options = std::make_shared<Options>();
    CLI::App* command =
        app.add_subcommand("check", "run conformance cases and say where answers differ");
    command->add_option("PATH", options->paths, "case files, or folders of them")->required();
    command->footer(
        "Each case file says in `expect` what the answer must be, and when. Differences are printed as\n"
        "expected / got; the exit status is 0 only if all pass.\n\n"
        "  standstill check tests/cases\n"
        "  standstill check tests/cases/waiver.yaml --format json\n");
    command->callback(
        [&common, options, &run] { run = [&common, options] { return check(common, *options); }; });
}

}  // namespace standstill::cli
