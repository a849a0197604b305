// standstill record, import, list: putting things on record, and seeing what is.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <cstdio>
#include <iterator>

#include "cli/command.h"
#include "cli/desk.h"
#include "cli/files.h"
#include "office/stamp.h"
#include "review/case_log.h"
#include "review/worksheet.h"

namespace standstill::cli {

namespace {

using office::content_of;

constexpr std::size_t kMaxEventFile = std::size_t{16} << 20;

struct Options {
    std::vector<std::string> inputs;
    std::string case_id;
    std::string actor;
    std::string command;
    std::string at;
    long long expect = -1;
};

// ---- import
// ----

// The event without the spelling of its instants and the places of its pieces: what is compared on
// a second import.
bool same_event(const base::Node& a, const base::Node& b) { return content_of(a) == content_of(b); }

// What of the file is on record already, as a number of events; it must be the beginning of it.
base::Result<std::size_t> already_kept(const std::string& path, const review::Case& of,
                                       const review::Case& kept) {
    if (content_of(kept.header) != content_of(of.header))
        return base::fail(
            base::ErrorKind::Conflict,
            fmt::format("{}: the case `{}` is on record with another header; a correction is an "
                        "event, not another header",
                        path, of.id));
    const std::size_t there = kept.events.size();
    for (std::size_t i = 0; i < std::min(there, of.events.size()); ++i)
        if (!same_event(kept.events[i], of.events[i]))
            return base::fail(
                base::ErrorKind::Conflict,
                fmt::format(
                    "{}: event {} is on record with other content; nothing that is on record is "
                    "changed",
                    base::where(path, of.events[i].place), i));
    if (of.events.size() < there)
        return base::fail(
            base::ErrorKind::Conflict,
            fmt::format("{}: holds {} events, {} are on record", path, of.events.size(), there));
    return there;
}

base::Result<std::string> import_one(const std::string& path, office::Office& office,
                                     review::Library& library, const Options& options) {
    auto of = load_case(path, library);
    if (!of) return of.error();
    auto kept = office.look(of->id, now());
    if (!kept && kept.error().kind != base::ErrorKind::NotFound) return kept.error();
    std::size_t there = 0;
    if (kept) {
        auto known = already_kept(path, *of, (*kept)->of());
        if (!known) return known.error();
        there = *known;
        if (there == of->events.size())
            return fmt::format("{}: nothing new, {} events on record", of->id, there);
    }
    office::Act act;
    act.actor = actor_or_user(options.actor);
    act.may_state_time = true;
    act.source = path;
    // What is opened and what is added come in pieces that one command may hold.
    bool is_open = kept.has_value();
    for (std::size_t at = there; at < of->events.size() || !is_open;) {
        const std::size_t end = std::min(of->events.size(), at + ledger::kMaxCommandEvents - 1);
        std::vector<base::Node> events(of->events.begin() + static_cast<std::ptrdiff_t>(at),
                                       of->events.begin() + static_cast<std::ptrdiff_t>(end));
        auto done = is_open ? office.record_now(of->id, std::move(events), act)
                            : office.open_case_now(of->header, std::move(events), act);
        if (!done) return done.error();
        is_open = true;
        at = end;
    }
    return fmt::format("{}: {} events recorded, {} on record", of->id, of->events.size() - there,
                       of->events.size());
}

int import_all(const Common& common, const Options& options) {
    auto library = open_library(common);
    if (!library) return complain(library.error());
    auto files = case_files(options.inputs);
    if (!files) return complain(files.error());
    auto office = open_office(common, *library);
    if (!office) return complain(office.error());
    int status = kDone;
    for (const std::string& path : *files) {
        auto done = import_one(path, **office, *library, options);
        if (done)
            fmt::print("{}\n", *done);
        else
            status = complain(done.error());
    }
    return status;
}

// ---- record
// ----

// One event or a list of them, from a file, the standard input, or written on the command line in
// braces.
base::Result<std::vector<base::Node>> events_of(const std::string& input) {
    std::string text = input, name = "event";
    if (input.empty() || input[0] != '{') {
        auto bytes = read_file(input, kMaxEventFile);
        if (!bytes) return bytes.error();
        text = std::move(*bytes);
        name = input;
    }
    auto document = base::parse_document(text, name);
    if (!document) return document.error();
    if (document->is_list()) return std::move(document->items);
    return std::vector<base::Node>{std::move(*document)};
}

int record(const Common& common, const Options& options) {
    auto library = open_library(common);
    if (!library) return complain(library.error());
    auto office = open_office(common, *library);
    if (!office) return complain(office.error());
    std::vector<base::Node> events;
    office::Act act;
    for (const std::string& input : options.inputs) {
        auto read = events_of(input);
        if (!read) return complain(read.error());
        std::move(read->begin(), read->end(), std::back_inserter(events));
        if (input[0] != '{') act.source = input;
    }
    act.actor = actor_or_user(options.actor);
    act.command = options.command;
    act.may_state_time = true;
    if (options.expect >= 0) act.expected_version = static_cast<std::uint64_t>(options.expect);
    const std::size_t count = events.size();
    auto done = (*office)->record_now(options.case_id, std::move(events), std::move(act));
    if (!done) return complain(done.error());
    const ledger::Receipt& receipt = done->receipt;
    std::uint64_t index = ledger::number(receipt.first_index);
    if (common.format == "json")
        fmt::print("{}\n", boost::json::serialize(
                               boost::json::object{{"case", options.case_id},
                                                   {"first_index", index},
                                                   {"first_version", receipt.first_version},
                                                   {"events", receipt.count},
                                                   {"repeated", receipt.repeated}}));
    else
        fmt::print("{}: {} at index {} of the log{}\n", options.case_id,
                   count == 1 ? "1 event" : fmt::format("{} events", count), index,
                   receipt.repeated ? " (recorded before)" : "");
    return kDone;
}

// ---- list
// ----

int list(const Common& common, const Options& options) {
    auto library = open_library(common);
    if (!library) return complain(library.error());
    auto at = instant_or_now(options.at);
    if (!at) return complain(base::in_context(at.error(), "--at"));
    auto desk = open_folder(common, Folder::For::Reading);
    if (!desk) return complain(desk.error());
    auto ids = desk->log().streams();
    if (!ids) return complain(ids.error());
    boost::json::array rows;
    for (const std::string& id : *ids) {
        auto of = review::case_from_log(desk->log(), id, *library, system_zones());
        if (!of) {
            // A stream of the office holds no case.
            if (of.error().kind != base::ErrorKind::NotFound) complain(of.error());
            continue;
        }
        review::Reviewer reviewer(*of->program, of->record);
        review::Answer answer = reviewer.answer(*at);
        auto next =
            std::find_if(answer.duties.begin(), answer.duties.end(), [](const review::Duty& duty) {
                return duty.state == review::DutyState::Open ||
                       duty.state == review::DutyState::Overdue;
            });
        std::string duty =
            next == answer.duties.end() ? "no duty is open"
            : next->due ? fmt::format("{} {} by {}", next->cite, review::to_string(next->state),
                                      of->record.zone.print(*next->due))
                        : fmt::format("{} {}", next->cite, review::to_string(next->state));
        if (common.format == "text")
            fmt::print("{:<28} {:<10} {:>4} events  {}\n{:<28} {}\n", id,
                       review::to_string(answer.use), of->events.size(), duty, "", of->title);
        rows.push_back({{"case", id},
                        {"title", of->title},
                        {"use", review::to_string(answer.use)},
                        {"events", of->events.size()},
                        {"next_duty", duty}});
    }
    if (common.format == "json") fmt::print("{}\n", boost::json::serialize(rows));
    return kDone;
}

}  // namespace

void install_record(CLI::App& app, Common& common, std::function<int()>& run) {
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("record", "append events to a case on record");
    command->add_option("CASE", options->case_id, "id of a case on record")->required();
    command
        ->add_option("EVENT", options->inputs,
                     "a file, `-`, or an event in braces; without `at`, it happens now")
        ->required();
    command->add_option("--expect", options->expect,
                        "fail unless the case's stream has so many events");
    command->add_option("--command", options->command,
                        "id of this command; the same one is recorded once");
    command->add_option("--actor", options->actor, "who records (default: the user)");
    command->footer(
        "Nothing is refused because the law dislikes it; only what is malformed is. Nothing on record\n"
        "changes.\n\n"
        "  standstill record ice-paragon-2024 '{event: purpose.set, by: reviewer, purpose: operational}'\n"
        "  standstill record ice-paragon-2024 finding.yaml --expect 9\n");
    command->callback([&common, options, &run] {
        run = [&common, options] { return record(common, *options); };
    });
}

void install_import(CLI::App& app, Common& common, std::function<int()>& run) {
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("import", "take case files on record");
    command->add_option("FILE", options->inputs, "case files, or folders of them")->required();
    command->add_option("--actor", options->actor, "who records (default: the user)");
    command->footer(
        "A file that grew is imported again: what is on record must be its beginning, and the rest is\n"
        "added.\n\n"
        "  standstill import cases/ice-paragon-2024.yaml\n");
    command->callback([&common, options, &run] {
        run = [&common, options] { return import_all(common, *options); };
    });
}

void install_list(CLI::App& app, Common& common, std::function<int()>& run) {
    auto options = std::make_shared<Options>();
    CLI::App* command =
        app.add_subcommand("list", "the cases on record, with their state and next duty");
    command->add_option("--at", options->at, "the instant, with offset (default: now)");
    command->footer(
        "  standstill list\n  standstill list --at 2024-10-10T12:00:00-04:00 --format json\n");
    command->callback(
        [&common, options, &run] { run = [&common, options] { return list(common, *options); }; });
}

}  // namespace standstill::cli
