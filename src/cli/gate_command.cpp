// standstill gate: permitted or refused, with reasons; signed if asked for.
#include <fmt/format.h>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <cstdio>

#include "cli/command.h"
#include "cli/desk.h"
#include "cli/files.h"

namespace standstill::cli {

namespace {

using office::Question;
using office::Verdict;

struct Options {
    std::string name;
    std::string at;
    std::string actor;
    bool is_signed = false;
};

int print(const Common& common, const Verdict& verdict, const std::string& at) {
    std::string word(verdict.is_permitted      ? "permitted"
                     : verdict.shut_by.empty() ? review::to_string(verdict.use)
                                               : "refused");
    if (common.format == "json") {
        boost::json::object out{{"case", verdict.case_id}, {"at", at}, {"use", word}};
        boost::json::array because;
        for (const review::Because& line : verdict.because)
            because.push_back({{"cite", line.cite}, {"says", line.says}});
        out["because"] = std::move(because);
        boost::json::array shut;
        for (const review::Shut& reason : verdict.shut_by)
            shut.push_back({{"code", reason.code}, {"says", reason.says}});
        out["shut_by"] = std::move(shut);
        if (!verdict.token.empty()) out["token"] = verdict.token;
        fmt::print("{}\n", boost::json::serialize(out));
    } else if (!verdict.token.empty()) {
        fmt::print("{}\n", verdict.token);
        fmt::print(stderr, "{}\n", word);
    } else {
        fmt::print("{}\n", word);
        for (const review::Because& line : verdict.because)
            fmt::print("  {}: {}\n", line.cite, line.says);
        for (const review::Shut& reason : verdict.shut_by)
            fmt::print("  {}: {}\n", reason.code, reason.says);
    }
    return verdict.is_permitted ? kDone : kRefused;
}

// A case file: the law alone, nothing recorded, nothing signed.
int ask_file(const Common& common, const Options& options, review::Library& library) {
    if (options.is_signed)
        return complain(base::invalid(
            "a signed answer rests on the log; import the case first, then ask by its id"));
    auto of = load_case(options.name, library);
    if (!of) return complain(of.error());
    auto at = instant_or_now(options.at);
    if (!at) return complain(base::in_context(at.error(), "--at"));
    review::Reviewer reviewer(*of->program, of->record);
    review::Answer answer = reviewer.answer(*at);
    Verdict verdict;
    verdict.case_id = of->id;
    verdict.use = answer.use;
    verdict.is_permitted = answer.use == review::Outcome::Permitted;
    verdict.because = answer.because;
    return print(common, verdict, of->record.zone.print(*at));
}

// A case on record: the answer is recorded, and a signed one rests on a checkpoint that is signed
// before it is given.
int ask_log(const Common& common, const Options& options, review::Library& library) {
    Question question{options.name, std::nullopt, options.is_signed, actor_or_user(options.actor),
                      ""};
    if (!options.at.empty()) {
        auto at = base::parse_instant(options.at);
        if (!at) return complain(base::in_context(at.error(), "--at"));
        question.at = *at;
    }
    auto office = open_office(common, library);
    if (!office) return complain(office.error());
    auto verdict = (*office)->ask(question);
    if (!verdict) return complain(verdict.error());
    auto view = (*office)->look(options.name, verdict->at);
    if (!view) return complain(view.error());
    return print(common, *verdict, (*view)->of().record.zone.print(verdict->at));
}

int gate(const Common& common, const Options& options) {
    auto library = open_library(common);
    if (!library) return complain(library.error());
    return names_a_file(options.name) ? ask_file(common, options, *library)
                                      : ask_log(common, options, *library);
}

}  // namespace

void install_gate(CLI::App& app, Common& common, std::function<int()>& run) {
    auto options = std::make_shared<Options>();
    CLI::App* command =
        app.add_subcommand("gate", "permitted or refused, with reasons; exit status 0 or 3");
    command->add_option("CASE", options->name, "a case file, or the id of a case on record")
        ->required();
    command->add_option("--at", options->at, "the instant, with offset (default: now)");
    command->add_flag("--signed", options->is_signed,
                      "print a short-lived token that carries the checkpoint it rests on");
    command->add_option("--actor", options->actor, "who asks (default: the user)");
    command->footer(
        "Only `permitted` exits with 0. Refusals are signed as well. What was answered about a case on\n"
        "record is "
        "recorded, so that it can be proved later. Anything that keeps the gate from being\n"
        "sure keeps it shut.\n\n"
        "  standstill gate case.yaml --at 2024-10-16T00:00:00-04:00 && start\n"
        "  standstill gate ice-paragon-2024 --signed\n");
    command->callback(
        [&common, options, &run] { run = [&common, options] { return gate(common, *options); }; });
}

}  // namespace standstill::cli
