// standstill owners: who owns and controls somebody, by which path, what is unknown, and which
// stake would decide it.
#include <fmt/format.h>

#include <boost/json/serialize.hpp>
#include <memory>

#include "base/text.h"
#include "cli/command.h"
#include "cli/files.h"
#include "report/picture_owners.h"
#include "screening/owners/answer.h"
#include "screening/owners/bods.h"
#include "screening/owners/ftm.h"
#include "screening/vendors/graph_file.h"
#include "screening/vendors/table.h"

namespace standstill::cli {

namespace {

namespace owners = screening::owners;
namespace vendors = screening::vendors;

constexpr std::size_t kMostGraphBytes = std::size_t{1} << 32;
constexpr std::size_t kMostListBytes = std::size_t{64} << 20;
constexpr std::string_view kShippedTable = "vendors";

struct Options {
    std::string entity, at, rules, format, rule;
    std::vector<std::string> graphs, blocked, suspected, adverse;
};

base::Result<owners::Graph> shipped_graph() {
    auto table = vendors::read_table(embedded_vendors());
    if (!table) return table.error();
    return vendors::graph_of(*table);
}

base::Result<owners::Graph> open_graph(const std::vector<std::string>& paths) {
    if (paths.empty()) return shipped_graph();
    owners::Graph all;
    for (const std::string& path : paths) {
        base::Result<owners::Graph> one = base::invalid("");
        if (path == kShippedTable) {
            one = shipped_graph();
        } else {
            auto text = read_file(path, kMostGraphBytes);
            if (!text) return text.error();
            one = vendors::read_graph(*text, path);
        }
        if (!one) return one.error();
        if (auto merged = all.merge(*one); !merged) return base::in_context(merged.error(), path);
    }
    return all;
}

// Ids as given, and of `@FILE` the lines of the file.
base::Result<std::vector<std::string>> names_in(const std::vector<std::string>& given) {
    std::vector<std::string> out;
    for (const std::string& one : given) {
        if (!one.starts_with('@')) {
            out.push_back(one);
            continue;
        }
        auto text = read_file(one.substr(1), kMostListBytes);
        if (!text) return text.error();
        for (const std::string& line : base::split(*text, '\n'))
            if (!base::is_blank(line)) out.emplace_back(base::trimmed(line));
    }
    return out;
}

// Of a file of many ids only those of the graph matter; one that is typed must be in it.
base::Status mark(owners::Graph& graph, const std::vector<std::string>& given, bool is_certain) {
    for (const std::string& word : given) {
        auto names = names_in({word});
        if (!names) return names.error();
        for (const std::string& name : *names) {
            auto party = graph.find(name);
            if (!party && word.starts_with('@')) continue;
            if (!party) return party.error();
            graph.parties()[*party].lists.push_back({"given", {}, is_certain, "as asked"});
        }
    }
    return base::Done{};
}

base::Status mark_adverse(owners::Graph& graph, const std::vector<std::string>& given) {
    for (const std::string& name : given) {
        auto party = graph.find(name);
        if (!party) return party.error();
        graph.parties()[*party].is_adverse = true;
        graph.parties()[*party].adverse_source = "as asked";
    }
    return base::Done{};
}

base::Result<std::vector<owners::Rule>> open_rules(const Options& options) {
    std::string name = options.rules.empty() ? "rules.yaml" : options.rules;
    base::Result<std::string> text = base::invalid("");
    if (options.rules.empty())
        text = embedded_owners()["rules.yaml"];
    else
        text = read_file(options.rules, kMostListBytes);
    if (!text) return text.error();
    auto rules = owners::parse_rules(*text, name);
    if (!rules || options.rule.empty()) return rules;
    std::vector<std::string> known;
    for (const owners::Rule& rule : *rules) {
        if (rule.id == options.rule) return std::vector<owners::Rule>{rule};
        known.push_back(rule.id);
    }
    return base::fail(base::ErrorKind::NotFound,
                      fmt::format("no rule of ownership is called `{}`{}", options.rule,
                                  base::did_you_mean(options.rule, known)));
}

base::Result<base::Day> day_asked(const Options& options) {
    if (!options.at.empty()) {
        auto day = base::parse_day(options.at);
        if (!day) return base::in_context(day.error(), "--at");
        return *day;
    }
    auto now = instant_or_now("");
    if (!now) return now.error();
    return std::chrono::floor<std::chrono::days>(*now);  // today, as it is in UTC
}

int print(const owners::Graph& graph, const owners::Answer& answer, const std::string& format) {
    if (format == "json") {
        fmt::print("{}\n", boost::json::serialize(owners::to_json(graph, answer)));
    } else if (format == "svg") {
        fmt::print("{}", report::owners_picture(graph, answer));
    } else if (format == "ftm") {
        fmt::print("{}", owners::write_ftm(owners::part_above(graph, answer.party, answer.day)));
    } else if (format == "bods") {
        fmt::print("{}", owners::write_bods(owners::part_above(graph, answer.party, answer.day),
                                            answer.day, "standstill"));
    } else {
        fmt::print("{}", owners::to_text(graph, answer));
        for (const std::string& remark : graph.remarks) fmt::print(stderr, "note: {}\n", remark);
    }
    for (const owners::RuleAnswer& one : answer.rules)
        if (one.phase.state == owners::State::InForce &&
            one.verdict.standing == owners::Standing::Blocked)
            return kNo;
    return kDone;
}

int answer_owners(const Common& common, const Options& options) {
    auto graph = open_graph(options.graphs);
    if (!graph) return complain(graph.error());
    for (auto marked : {mark(*graph, options.blocked, true), mark(*graph, options.suspected, false),
                        mark_adverse(*graph, options.adverse)})
        if (!marked) return complain(marked.error());
    auto rules = open_rules(options);
    if (!rules) return complain(rules.error());
    auto day = day_asked(options);
    if (!day) return complain(day.error());
    auto party = graph->find(options.entity);
    if (!party) return complain(party.error());
    owners::Answer answer = owners::answer_for(*graph, *rules, *party, *day);
    return print(*graph, answer, options.format.empty() ? common.format : options.format);
}

}  // namespace

void install_owners(CLI::App& app, Common& common, std::function<int()>& run) {
    auto options = std::make_shared<Options>();
    CLI::App* owners = app.add_subcommand(
        "owners", "who owns and controls it, what the 50 % rules say, which stake would decide");
    owners->add_option("ENTITY", options->entity, "id, or a name that one party alone has")
        ->required();
    owners->add_option("--graph", options->graphs,
                       "FollowTheMoney, BODS 0.4 or YAML files; `vendors` is the table that ships "
                       "(default: that)");
    owners->add_option("--blocked", options->blocked,
                       "ids or names that count as listed, or @FILE with one a line");
    owners->add_option("--suspected", options->suspected,
                       "so, but not certain: a hit that waits for a person");
    owners->add_option("--adverse", options->adverse,
                       "who acts against the United States (EO 14093, section 2(a)(i)(B)(3))");
    owners->add_option("--at", options->at, "day, YYYY-MM-DD (default: today in UTC)");
    owners->add_option("--rule", options->rule, "only this rule, by its id");
    owners->add_option("--ownership-rules", options->rules,
                       "file of rules (default: those of this binary)");
    owners->add_option("--format", options->format, "text, json, ftm, bods or svg")
        ->check(CLI::IsMember({"text", "json", "ftm", "bods", "svg"}));
    owners->footer(
        "Exit status: 1 when a rule in force on the day says blocked, else 0; 2 an error.\n\n"
        "  standstill owners 'Cytrox AD' --at 2023-12-01\n"
        "  standstill owners intellexa-sa --at 2026-06-01 --rule us-ofac-50\n"
        "  standstill owners nso --at 2020-06-01 --blocked novalpina\n"
        "  standstill owners nk-1 --graph entities.ftm.json --blocked @ids.txt --format json\n"
        "  standstill owners hackingteam --format svg > owners.svg\n");
    owners->callback([&common, options, &run] {
        run = [&common, options] { return answer_owners(common, *options); };
    });
}

}  // namespace standstill::cli
