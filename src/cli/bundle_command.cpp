// standstill verify, and export as a bundle: a case for somebody who trusts nobody here.
#include <fmt/format.h>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <cstdio>
#include <map>
#include <set>

#include "base/text.h"
#include "cli/command.h"
#include "cli/desk.h"
#include "cli/export.h"
#include "cli/files.h"
#include "ledger/bundle.h"
#include "ledger/event.h"
#include "ledger/verify.h"
#include "office/bundle.h"
#include "report/register.h"
#include "review/case_log.h"

namespace standstill::cli {

namespace {

constexpr std::size_t kMaxBundle = std::size_t{4} << 30;
constexpr std::size_t kPage = 10'000;

struct Options {
    std::string path;
    std::vector<std::string> keys;
};

}  // namespace

// ---- export
// ----

base::Result<std::vector<std::string>> whole_log(const ledger::EventLog& log,
                                                 ledger::TreeSize size) {
    std::vector<std::string> bytes;
    while (bytes.size() < ledger::number(size)) {
        auto page = log.read(ledger::LeafIndex{bytes.size()}, kPage);
        if (!page) return page.error();
        if (page->empty())
            return base::fail(base::ErrorKind::Corrupt, "the log ends before its size");
        for (ledger::StoredEvent& event : *page)
            if (bytes.size() < ledger::number(size)) bytes.push_back(std::move(event.bytes));
    }
    return bytes;
}

int export_bundle(const Common& common, const ExportOptions& options) {
    auto library = open_library(common);
    if (!library) return complain(library.error());
    auto desk = open_folder(common, Folder::For::Writing);
    if (!desk) return complain(desk.error());
    auto of = review::case_from_log(desk->log(), options.case_id, *library, system_zones());
    if (!of) return complain(of.error());
    auto kept = desk->keep_rules(library->files(), *of->program);
    if (!kept) return complain(kept.error());
    auto head = desk->sign_head();
    if (!head) return complain(head.error());

    auto bundle = office::bundle_of(*desk, *library, system_zones(), *head);
    if (!bundle) return complain(bundle.error());
    std::string path = options.path.empty() ? options.case_id + ".bundle.tar" : options.path;
    auto written = write_file(path, bundle->bytes);
    if (!written) return complain(written.error());
    fmt::print("{}: {} events, {} bytes, sha256 {}\n", path, bundle->events, bundle->bytes.size(),
               base::to_hex(base::sha256(bundle->bytes)));
    fmt::print("key of the log: {}\n", ledger::to_string(desk->key().verifier()));
    return kDone;
}

// ---- verify
// ----

namespace {

base::Result<std::vector<ledger::VerifierKey>> keys_given(const Options& options) {
    std::vector<ledger::VerifierKey> out;
    for (const std::string& given : options.keys) {
        std::string text = given;
        if (given.find('+') == std::string::npos) {
            auto bytes = read_file(given, 65'536);
            if (!bytes) return bytes.error();
            text = *bytes;
        }
        for (const std::string& line : base::split(text, '\n')) {
            if (base::is_blank(line)) continue;
            auto key = ledger::parse_verifier_key(line);
            if (!key) return base::in_context(key.error(), "--key");
            out.push_back(*key);
        }
    }
    return out;
}

// What a bundle needs in order to give its answers again: its own packs and zones, nothing of this
// machine.
class Archive {
public:
    explicit Archive(const std::vector<ledger::ArchiveFile>& files) {
        std::map<std::string, law::RuleFiles> packs;
        for (const ledger::ArchiveFile& file : files) {
            std::string name(file.name);
            if (name.rfind("rules/", 0) == 0) {
                std::size_t slash = name.find('/', 6);
                if (slash != std::string::npos)
                    packs[name.substr(6, slash - 6)].emplace(name.substr(slash + 1),
                                                             std::string(file.bytes));
            } else if (name.rfind("zones/", 0) == 0) {
                auto zone = base::ZoneTable::parse(file.bytes);
                if (zone && zone->name() == name.substr(6)) zones_.emplace(zone->name(), *zone);
            }
        }
        for (auto& [digest, rules] : packs)
            libraries_.emplace(digest, std::make_unique<review::Library>(std::move(rules)));
    }

    review::Library* library(std::string_view digest) const {
        if (digest.empty()) return libraries_.empty() ? nullptr : libraries_.begin()->second.get();
        auto found = libraries_.find(std::string(digest.substr(0, 16)));
        return found == libraries_.end() ? nullptr : found->second.get();
    }

    base::Result<base::ZoneTable> zone(const std::string& name) const {
        auto found = zones_.find(name);
        if (found == zones_.end())
            return base::fail(base::ErrorKind::NotFound,
                              fmt::format("the zone `{}` is not in the bundle", name));
        return found->second;
    }

private:
    std::map<std::string, std::unique_ptr<review::Library>> libraries_;
    std::map<std::string, base::ZoneTable> zones_;
};

ledger::ReplayOutcome replay_stream(std::string_view stream,
                                    std::span<const ledger::LoggedEvent> events,
                                    const Archive& archive) {
    std::vector<std::string_view> bytes;
    bytes.reserve(events.size());
    for (const ledger::LoggedEvent& event : events) bytes.push_back(event.bytes);
    review::Replayed replayed = review::replay(
        bytes, std::string(stream),
        [&](std::string_view digest) { return archive.library(digest); },
        [&](const std::string& name) { return archive.zone(name); });
    ledger::ReplayOutcome out;
    out.answers = replayed.answers;
    if (replayed.first_wrong >= 0)
        out.divergence = ledger::Divergence{
            "replay", events[static_cast<std::size_t>(replayed.first_wrong)].index,
            fmt::format("case {}: {}", stream, replayed.what), replayed.expected, replayed.found};
    return out;
}

void print_keys(bool came_along, const std::vector<ledger::VerifierKey>& keys) {
    if (came_along)
        fmt::print(
            "The key came with the file. Compare it with the one that the agency publishes:\n");
    for (const ledger::VerifierKey& key : keys) fmt::print("  {}\n", ledger::to_string(key));
}

int verify_register(const Common& common, const std::string& bytes,
                    std::vector<ledger::VerifierKey> trusted) {
    bool own_key = trusted.empty();
    if (own_key)
        if (auto key = report::key_in_register(bytes); key) trusted.push_back(*key);
    report::RegisterReport found = report::check_register(bytes, trusted);
    if (common.format == "json") {
        auto out = report::to_json(found);
        out["key_from_file"] = own_key;
        fmt::print("{}\n", boost::json::serialize(out));
    } else {
        fmt::print("{}", report::to_text(found));
        print_keys(own_key, trusted);
    }
    return found.is_good ? kDone : kNo;
}

int verify(const Common& common, const Options& options) {
    auto bytes = read_file(options.path, kMaxBundle);
    if (!bytes) return complain(bytes.error());
    auto trusted = keys_given(options);
    if (!trusted) return complain(trusted.error());
    if (report::is_register(*bytes)) return verify_register(common, *bytes, std::move(*trusted));
    auto files = ledger::read_archive(*bytes);
    bool own_key = trusted->empty();
    if (files && own_key) {
        const ledger::ArchiveFile* keys = ledger::find_file(*files, "keys");
        if (keys != nullptr)
            for (const std::string& line : base::split(keys->bytes, '\n'))
                if (auto key = ledger::parse_verifier_key(line); key) trusted->push_back(*key);
    }
    std::optional<Archive> archive;
    if (files) archive.emplace(*files);
    ledger::Replay replay = [&archive](std::string_view stream,
                                       std::span<const ledger::LoggedEvent> events,
                                       const std::vector<ledger::ArchiveFile>&) {
        return replay_stream(stream, events, *archive);
    };
    ledger::VerificationReport report = ledger::verify_bundle(*bytes, *trusted, replay);
    bool good = report.verdict != ledger::Verdict::Failed;
    if (common.format == "json") {
        boost::json::object out{{"verdict", ledger::verdict_text(report)},
                                {"origin", report.origin},
                                {"size", ledger::number(report.size)},
                                {"root", base::to_hex(report.root)},
                                {"answers", report.answers},
                                {"sealed_inputs", report.sealed_inputs},
                                {"key_from_bundle", own_key}};
        boost::json::array steps;
        for (const ledger::StepReport& step : report.steps)
            steps.push_back({{"step", step.step}, {"checked", step.checked}});
        out["steps"] = std::move(steps);
        if (report.divergence) {
            boost::json::object d{{"step", report.divergence->step},
                                  {"what", report.divergence->what},
                                  {"expected", report.divergence->expected},
                                  {"found", report.divergence->found}};
            if (report.divergence->index) d["index"] = ledger::number(*report.divergence->index);
            out["divergence"] = std::move(d);
        }
        fmt::print("{}\n", boost::json::serialize(out));
    } else {
        fmt::print("{}", ledger::to_text(report));
        print_keys(own_key, *trusted);
    }
    return good ? kDone : kNo;
}

}  // namespace

void install_verify(CLI::App& app, Common& common, std::function<int()>& run) {
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand(
        "verify", "check a bundle or a public register: offline, alone, everything");
    command->add_option("FILE", options->path, "a bundle, or a file of the public register")
        ->required();
    command->add_option("--key", options->keys,
                        "verifier keys that you trust, or files of them; default: the file's own");
    command->footer(
        "Of a bundle: hashes, signatures, order, and every answer that was recorded, given again\n"
        "under the packs it was given under. Of a register: that it is the whole log, and what is\n"
        "not on record; it says in words what that proves and what it does not.\n"
        "Exit status 0 verified, 1 not; the first divergence is named with its index and both values.\n\n"
        "  standstill verify paragon.tar --key log.vkey\n"
        "  standstill verify paragon.register.jsonl --key log.vkey\n");
    command->callback([&common, options, &run] {
        run = [&common, options] { return verify(common, *options); };
    });
}

}  // namespace standstill::cli
