// standstill law: which rules there are, what they say beside the text of the law, whether they are
// sound, and what a new version changes.
#include "cli/law_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <cstdio>

#include "base/text.h"
#include "cli/files.h"
#include "cli/fold.h"
#include "law/lint.h"

namespace standstill::cli {

namespace {

namespace json = boost::json;

std::string in_force(const law::PackInfo& pack) {
    if (pack.in_force_from.empty()) return "not said";
    if (pack.in_force_to.empty()) return "since " + pack.in_force_from;
    return fmt::format("{} to {}", pack.in_force_from, pack.in_force_to);
}

int list_packs(const Common& common) {
    auto library = open_library(common);
    if (!library) return complain(library.error());
    json::array out;
    for (const std::string& id : law::packs_in(library->files())) {
        auto program = library->program({id});
        if (!program) return complain(program.error());
        const law::PackInfo& pack = (*program)->packs.back();
        json::object conditions;
        std::vector<std::string> counts;
        for (const law::AnswerRule& answer : (*program)->answers) {
            conditions[answer.name] = answer.conditions.size();
            counts.push_back(fmt::format("{} of {}", answer.conditions.size(), answer.name));
        }
        std::size_t questions = 0;
        for (const law::Switch& s : (*program)->switches) questions += s.pack == id ? 1 : 0;
        json::array brings;
        for (const std::string& other : pack.brings) brings.emplace_back(other);
        out.push_back({{"pack", id},
                       {"version", pack.version},
                       {"title", pack.title},
                       {"citation", pack.citation},
                       {"in_force",
                        {{"from", pack.in_force_from},
                         {"to", pack.in_force_to.empty() ? json::value(nullptr)
                                                         : json::value(pack.in_force_to)},
                         {"last_checked", pack.last_checked},
                         {"status", pack.status}}},
                       {"brings", std::move(brings)},
                       {"conditions", std::move(conditions)},
                       {"duties", (*program)->duties.size()},
                       {"open_questions", questions},
                       {"digest", (*program)->digest}});
        if (common.format != "text") continue;
        std::string rest(18, ' ');
        fmt::print("{} {}\n", id, pack.version);
        auto line = [&](std::string_view name, const std::string& text) {
            if (!text.empty())
                fmt::print("{}", folded_lines(text, fmt::format("  {:<16}", name), rest));
        };
        line("title", pack.title);
        line("citation", pack.citation);
        line("in force", fmt::format("{}; last checked {}", in_force(pack), pack.last_checked));
        line("status", pack.status);
        line("brings", base::join(pack.brings, ", "));
        line("conditions", base::join(counts, ", "));
        line("duties", std::to_string((*program)->duties.size()));
        line("open questions", std::to_string(questions));
        fmt::print("\n");
    }
    if (common.format == "json") fmt::print("{}\n", json::serialize(out));
    return kDone;
}

int lint_packs(const Common& common, std::vector<std::string> packs) {
    auto library = open_library(common);
    if (!library) return complain(library.error());
    std::vector<std::string> known = law::packs_in(library->files());
    if (packs.empty()) packs = known;
    for (const std::string& pack : packs)
        if (std::find(known.begin(), known.end(), pack) == known.end())
            return complain(base::fail(base::ErrorKind::NotFound,
                                       fmt::format("no rule pack is called `{}`{}", pack,
                                                   base::did_you_mean(pack, known))));
    json::array list;
    std::size_t errors = 0, warnings = 0;
    for (const std::string& pack : packs)
        for (const law::Finding& finding : law::lint(library->files(), pack)) {
            (finding.severity == law::Severity::Error ? errors : warnings) += 1;
            if (common.format == "text")
                fmt::print("{}", folded_lines(law::to_string(finding), "", "    "));
            list.push_back({{"pack", finding.pack},
                            {"file", finding.file},
                            {"line", finding.line},
                            {"severity", law::to_string(finding.severity)},
                            {"message", finding.message}});
        }
    if (common.format == "text")
        fmt::print("{} packs, {} errors, {} warnings\n", packs.size(), errors, warnings);
    else
        fmt::print("{}\n", json::serialize(json::object{{"packs", packs.size()},
                                                        {"errors", errors},
                                                        {"warnings", warnings},
                                                        {"findings", std::move(list)}}));
    return errors == 0 ? kDone : kNo;
}

}  // namespace

std::vector<std::string> roles_of(const law::Program& program, law::NodeIndex node) {
    std::vector<std::string> out;
    auto among = [node](const std::vector<law::NodeIndex>& list) {
        return std::find(list.begin(), list.end(), node) != list.end();
    };
    for (const law::AnswerRule& answer : program.answers) {
        if (among(answer.conditions)) out.push_back("condition of " + answer.name);
        if (among(answer.outside)) out.push_back("way out of " + answer.name);
    }
    for (const law::FactorRule& factor : program.factors)
        if (factor.node == node) out.emplace_back("factor");
    for (const law::DutyRule& duty : program.duties)
        if (duty.stands_while == node) out.push_back("while it holds, duty " + duty.cite);
    for (std::size_t i = 0; i < program.nodes.size(); ++i) {
        const law::Node& parent = program.nodes[i];
        for (std::uint32_t k = 0; k < parent.children; ++k)
            if (program.children[parent.first_child + k] == node && !program.texts[i].id.empty())
                out.push_back("part of " + program.texts[i].id);
    }
    return out;
}

void install_law(CLI::App& app, Common& common, std::function<int()>& run) {
    CLI::App* law =
        app.add_subcommand("law", "the rules beside the text, their soundness, changes");
    law->require_subcommand(1);
    law->footer(
        "  standstill law list\n"
        "  standstill law show eo-14093 2(g)\n"
        "  standstill law show eo-14093 --switches\n"
        "  standstill law lint\n"
        "  standstill law diff rules-1.0 rules --case cases/x.yaml --at 2024-10-10T12:00:00-04:00\n");

    CLI::App* list = law->add_subcommand("list", "the packs: version, citation, in force, size");
    list->footer("  standstill law list\n  standstill law list --rules my-rules --format json\n");
    list->callback([&common, &run] { run = [&common] { return list_packs(common); }; });

    auto showing = std::make_shared<ShowOptions>();
    CLI::App* show =
        law->add_subcommand("show", "the text of a pack, and below each unit its rules");
    show->add_option("PACK", showing->pack, "a pack, as `law list` names it")->required();
    show->add_option("WHAT", showing->what, "a citation, with all below it, or the id of a rule");
    show->add_flag("--switches", showing->switches, "the open questions and their readings");
    show->footer(
        "  standstill law show eo-14093\n"
        "  standstill law show eo-14093 '2(a)(i)'\n"
        "  standstill law show eo-14093 '2(g)/waited'\n"
        "  standstill law show eo-14093 --switches\n");
    show->callback([&common, showing, &run] {
        run = [&common, showing] { return show_law(common, *showing); };
    });

    auto packs = std::make_shared<std::vector<std::string>>();
    CLI::App* lint =
        law->add_subcommand("lint", "what is wrong or doubtful in packs; exit 1 on errors");
    lint->add_option("PACK", *packs, "packs (default: all)");
    lint->footer(
        "  standstill law lint\n  standstill law lint eo-14093 --rules rules --format json\n");
    lint->callback(
        [&common, packs, &run] { run = [&common, packs] { return lint_packs(common, *packs); }; });

    auto changes = std::make_shared<LawDiffOptions>();
    CLI::App* diff =
        law->add_subcommand("diff", "what changes from one folder of packs to another");
    diff->add_option("OLD", changes->before, "folder of packs")->required();
    diff->add_option("NEW", changes->after, "folder of packs")->required();
    diff->add_option("--case", changes->cases, "case files or folders: which answers change");
    diff->add_option(
        "--at", changes->at,
        "instants to ask for (default: those of the case's `expect` and its last event)");
    diff->footer(
        "  standstill law diff rules-1.0 rules\n"
        "  standstill law diff rules-1.0 rules --case tests/cases\n");
    diff->callback([&common, changes, &run] {
        run = [&common, changes] { return diff_law(common, *changes); };
    });
}

}  // namespace standstill::cli
