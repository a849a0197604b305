// standstill log: the ledger behind the cases. Shows it, proves one event, signs its head.
#include <fmt/format.h>

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <cstdio>

#include "cli/command.h"
#include "cli/desk.h"
#include "cli/files.h"
#include "ledger/event.h"
#include "ledger/proof.h"
#include "ledger/tree.h"

namespace standstill::cli {

namespace {

constexpr std::size_t kPage = 1'000;

struct Options {
    std::string case_id;
    std::string output;
    std::uint64_t from = 0, index = 0;
    std::uint64_t limit = 0;
    bool key = false;
};

int show(const Common& common, const Options& options) {
    auto desk = open_folder(common, Folder::For::Reading);
    if (!desk) return complain(desk.error());
    auto size = desk->log().size();
    if (!size) return complain(size.error());
    std::uint64_t shown = 0, index = options.from;
    bool more = true;
    while (more && index < ledger::number(*size)) {
        auto page = desk->log().read(ledger::LeafIndex{index}, kPage);
        if (!page) return complain(page.error());
        for (const ledger::StoredEvent& stored : *page) {
            ++index;
            auto event = ledger::scan_event(stored.bytes);
            if (!event) return complain(event.error());
            if (!options.case_id.empty() && event->stream != options.case_id) continue;
            if (common.format == "json")
                fmt::print("{{\"index\":{},\"leaf\":\"{}\",\"event\":{}}}\n",
                           ledger::number(stored.index), base::to_hex(stored.leaf), stored.bytes);
            else
                fmt::print("{:>8}  {}  {:<24} {:>5}  {:<28} {}\n", ledger::number(stored.index),
                           base::to_string(event->at), event->stream, event->ver, event->type,
                           base::to_hex(stored.leaf).substr(0, 16));
            if (options.limit > 0 && ++shown >= options.limit) {
                more = false;
                break;
            }
        }
        if (page->empty()) break;
    }
    return kDone;
}

base::Result<ledger::Tree> whole_tree(const ledger::EventLog& log, ledger::TreeSize size) {
    ledger::Tree tree;
    for (std::uint64_t at = 0; at < ledger::number(size);) {
        auto leaves = log.leaf_hashes(ledger::LeafIndex{at}, 65'536);
        if (!leaves) return leaves.error();
        if (leaves->empty())
            return base::fail(base::ErrorKind::Corrupt, "the log ends before its size");
        std::size_t take = std::min<std::size_t>(leaves->size(), ledger::number(size) - at);
        tree.append(std::span(leaves->data(), take));
        at += take;
    }
    return tree;
}

int prove(const Common& common, const Options& options) {
    auto desk = open_folder(common, Folder::For::Writing);
    if (!desk) return complain(desk.error());
    auto head = desk->sign_head();
    if (!head) return complain(head.error());
    auto tree = whole_tree(desk->log(), head->size);
    if (!tree) return complain(tree.error());
    ledger::LeafIndex index{options.index};
    auto hashes = tree->prove_inclusion(index, head->size);
    if (!hashes) return complain(hashes.error());
    auto event = desk->log().read(index, 1);
    if (!event) return complain(event.error());
    auto text = ledger::print_log_proof({std::nullopt, index, *hashes, head->note});
    if (!text) return complain(text.error());
    if (common.format == "json") {
        boost::json::array list;
        for (const base::Digest& hash : *hashes) list.emplace_back(base::to_hex(hash));
        fmt::print("{}\n", boost::json::serialize(
                               boost::json::object{{"index", options.index},
                                                   {"size", ledger::number(head->size)},
                                                   {"leaf", base::to_hex(event->at(0).leaf)},
                                                   {"hashes", std::move(list)},
                                                   {"checkpoint", head->note},
                                                   {"event", event->at(0).bytes},
                                                   {"tlog_proof", *text}}));
        return kDone;
    }
    if (options.output.empty()) {
        fmt::print("{}", *text);
        return kDone;
    }
    auto written = write_file(options.output, *text);
    return written ? kDone : complain(written.error());
}

int checkpoint(const Common& common, const Options& options) {
    auto desk = open_folder(common, Folder::For::Writing);
    if (!desk) return complain(desk.error());
    if (options.key) {
        fmt::print("{}\n", ledger::to_string(desk->key().verifier()));
        return kDone;
    }
    auto head = desk->sign_head();
    if (!head) return complain(head.error());
    if (common.format == "json")
        fmt::print("{}\n",
                   boost::json::serialize(boost::json::object{{"size", ledger::number(head->size)},
                                                              {"root", base::to_hex(head->root)},
                                                              {"note", head->note}}));
    else
        fmt::print("{}", head->note);
    return kDone;
}

int check_log(const Common& common) {
    auto desk = open_folder(common, Folder::For::Reading);
    if (!desk) return complain(desk.error());
    auto report = desk->log().check();
    if (!report) {
        complain(report.error());
        return kNo;
    }
    fmt::print("{} events of {} cases in {} commands, {} checkpoints; root {}\n", report->events,
               report->streams, report->commands, report->checkpoints, base::to_hex(report->root));
    return kDone;
}

}  // namespace

void install_log(CLI::App& app, Common& common, std::function<int()>& run) {
    auto options = std::make_shared<Options>();
    CLI::App* command =
        app.add_subcommand("log", "the ledger: show it, prove an event, sign its head, check it");
    command->require_subcommand(1);
    CLI::App* shown = command->add_subcommand("show", "the events, in order");
    shown->add_option("--case", options->case_id, "only of this case");
    shown->add_option("--from", options->from, "from this index on");
    shown->add_option("--limit", options->limit, "at most so many");
    shown->callback(
        [&common, options, &run] { run = [&common, options] { return show(common, *options); }; });
    CLI::App* proved =
        command->add_subcommand("prove", "that an event is in the log: a C2SP tlog-proof");
    proved->add_option("INDEX", options->index, "index in the log")->required();
    proved->add_option("--output", options->output, "a file (default: the output)");
    proved->callback(
        [&common, options, &run] { run = [&common, options] { return prove(common, *options); }; });
    CLI::App* signed_head =
        command->add_subcommand("checkpoint", "the head of the log, signed (C2SP tlog-checkpoint)");
    signed_head->add_flag("--key", options->key, "print the log's verifier key instead");
    signed_head->callback([&common, options, &run] {
        run = [&common, options] { return checkpoint(common, *options); };
    });
    CLI::App* checked =
        command->add_subcommand("check", "read everything and hold it against everything else");
    checked->callback([&common, &run] { run = [&common] { return check_log(common); }; });
    command->footer(
        "  standstill log show --case ice-paragon-2024\n"
        "  standstill log prove 12 --output event-12.tlog-proof\n"
        "  standstill log checkpoint --key\n");
}

}  // namespace standstill::cli
