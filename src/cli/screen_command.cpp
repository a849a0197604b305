// standstill screen: is this name on a list, and why do we think so?
#include <fmt/format.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <cstdio>

#include "cli/desk.h"
#include "cli/files.h"
#include "cli/screen.h"
#include "screening/list/entity_json.h"
#include "screening/list/fields.h"

namespace standstill::cli {

namespace {

constexpr std::size_t kLargestReport = std::size_t{64} << 20;

base::Result<screening::Asking> asking_of(const ScreenOptions& options) {
    screening::Asking out;
    auto mode = screening::find_mode(options.mode);
    if (!mode) return base::in_context(mode.error(), "--mode");
    out.mode = *mode;
    out.threshold = static_cast<std::uint32_t>(options.threshold);
    out.limit = options.limit;
    return out;
}

// A report on its own, or an array or lines of them.
base::Result<std::size_t> replay_all(const std::string& text) {
    std::size_t hits = 0, line = 0, at = 0;
    boost::system::error_code error;
    boost::json::value whole = boost::json::parse(text, error);
    if (!error && whole.is_object()) return screening::replay_report(whole);
    while (at < text.size()) {
        std::size_t end = std::min(text.find('\n', at), text.size());
        std::string_view one = std::string_view(text).substr(at, end - at);
        at = end + 1;
        ++line;
        if (one.empty()) continue;
        boost::json::value report = boost::json::parse(one, error);
        const std::string where = fmt::format("line {}", line);
        if (error) return base::invalid(fmt::format("{}: not JSON: {}", where, error.message()));
        auto count = screening::replay_report(report);
        if (!count) return base::in_context(count.error(), where);
        hits += *count;
    }
    return hits;
}

int replay(const ScreenOptions& options) {
    auto text = read_file(options.replay, kLargestReport);
    if (!text) return complain(text.error());
    auto hits = replay_all(*text);
    if (!hits) {
        complain(base::in_context(hits.error(), options.replay));
        return hits.error().kind == base::ErrorKind::Conflict ? kNo : kError;
    }
    fmt::print("{}: {} hits, each comes out as it stands there\n", options.replay, *hits);
    return kDone;
}

int screen_names(const Common& common, const ScreenOptions& options,
                 const screening::Screener& screener, const screening::Asking& asking) {
    std::vector<screening::Report> reports;
    ReportPrinter printer(common, options);
    for (const std::string& name : options.names) {
        auto query = query_of(options, name);
        if (!query) return complain(query.error());
        reports.push_back(screener.screen(*query, asking));
        printer.print(reports.back());
    }
    if (!options.attach.empty()) {
        auto attached = attach_reports(common, options, reports);
        if (!attached) return complain(attached.error());
    }
    return options.fail_on_hit && printer.hits() > 0 ? kNo : kDone;
}

int screen(const Common& common, const ScreenOptions& options) {
    if (!options.replay.empty()) return replay(options);
    if (options.names.empty() == options.file.empty())
        return complain(base::invalid(options.file.empty()
                                          ? "say a name, or --file with --column"
                                          : "--file and a name contradict each other"));
    auto asking = asking_of(options);
    if (!asking) return complain(asking.error());
    auto screener = open_screener(common, options);
    if (!screener) return complain(screener.error());
    return options.file.empty() ? screen_names(common, options, **screener, *asking)
                                : screen_file(common, options, **screener, *asking);
}

void add_options(CLI::App& command, ScreenOptions& options) {
    command.add_option("NAME", options.names, "as it is written on the contract");
    command.add_option("--kind", options.kind, "of what bears the name")
        ->check(
            CLI::IsMember({"unknown", "person", "organization", "vessel", "aircraft", "product"}));
    command.add_option("--born", options.births, "YYYY-MM-DD, YYYY-MM or YYYY; orders the hits");
    command.add_option("--country", options.countries, "two letters; orders the hits");
    command.add_option("--id", options.identifiers,
                       "a passport, tax or registration number: a hit under any name");
    command.add_option("--file", options.file, "CSV with a header: every row is screened");
    command.add_option("--column", options.column, "which column has the name");
    command.add_option("--kind-column", options.kind_column, "which has the kind");
    command.add_option("--born-column", options.birth_column, "which has the date of birth");
    command.add_option("--country-column", options.country_column, "which has the country");
    command.add_option("--id-column", options.identifier_column, "which has a number");
    command.add_option("--reference-column", options.reference_column,
                       "which is repeated in the output");
    command.add_option("--list", options.lists, "only these lists of the data folder, by id");
    command.add_option("--list-file", options.list_files,
                       "search these files, as they are, and no list of the data folder");
    command.add_option("--as-of", options.as_of, "the lists as they were on that day");
    command.add_flag("--without-vendors", options.without_vendors,
                     "leave out the table of spyware vendors that ships with the program");
    command.add_option("--mode", options.mode, "standard, strict or ofac-parity");
    command
        .add_option("--threshold", options.threshold,
                    "from which similarity a name is a hit, in thousandths (default: the mode's)")
        ->check(CLI::Range(1, 1000));
    command.add_option("--limit", options.limit, "hits shown for a name (default: 20)")
        ->check(CLI::Range(1, 1000));
    command.add_flag("--explain", options.explain,
                     "with the words that were paired, and their costs");
    command.add_flag("--fail-on-hit", options.fail_on_hit, "exit status 1 if there is any hit");
    command.add_option("--attach", options.attach,
                       "record the report as evidence of this case, kind list-screening");
    command.add_option("--actor", options.actor, "who records (default: the user)");
    command.add_option("--replay", options.replay,
                       "compute the hits of a report in JSON again, from the report alone");
}

}  // namespace

base::Result<screening::Query> query_of(const ScreenOptions& options, const std::string& name) {
    screening::Query query;
    query.name = name;
    auto kind = screening::entity_kind(options.kind);
    if (!kind) return base::in_context(kind.error(), "--kind");
    query.kind = *kind;
    for (const std::string& birth : options.births) {
        screening::PartialDate date = screening::parse_date(birth);
        if (date.year == 0) return base::invalid(fmt::format("--born: `{}` is no date", birth));
        query.births.push_back(date);
    }
    query.countries = options.countries;
    for (const std::string& identifier : options.identifiers)
        query.identifiers.push_back({"", identifier, ""});
    return query;
}

ReportPrinter::ReportPrinter(const Common& common, const ScreenOptions& options)
    : format_(common.format), explain_(options.explain) {
    if (format_ == "csv") fmt::print("{}", screening::csv_header());
}

void ReportPrinter::print(const screening::Report& report) {
    if (!report.hits.empty()) ++hits_;
    if (format_ == "json")
        fmt::print("{}\n", boost::json::serialize(screening::to_json(report)));
    else if (format_ == "csv")
        fmt::print("{}", screening::to_csv(report));
    else if (format_ == "ftm")
        fmt::print("{}", screening::to_ftm(report));
    else
        fmt::print("{}{}", count_ == 0 ? "" : "\n", screening::to_text(report, explain_));
    ++count_;
}

void install_screen(CLI::App& app, Common& common, std::function<int()>& run) {
    auto options = std::make_shared<ScreenOptions>();
    CLI::App* command = app.add_subcommand("screen", "names against lists, explained");
    add_options(*command, *options);
    command->footer(
        "A hit is a question for a person, and \"no hit\" speaks of the lists that it names and of\n"
        "nothing else. Lists come in by `standstill lists import`. JSON is one report a line.\n\n"
        "  standstill screen \"Paragon Solutions\" --kind organization\n"
        "  standstill screen \"Intelexa SA\" --explain\n"
        "  standstill screen --file vendors.csv --column name --format csv > hits.csv\n"
        "  standstill screen HAMOU --as-of 2025-12-31 --format json > report.json\n"
        "  standstill screen --replay report.json\n"
        "  standstill screen \"Paragon Solutions (US) Inc\" --attach ice-paragon-2024\n");
    command->callback([&common, options, &run] {
        common.formats = {"text", "json", "csv", "ftm"};
        run = [&common, options] { return screen(common, *options); };
    });
}

}  // namespace standstill::cli
