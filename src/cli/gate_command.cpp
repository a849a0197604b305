// standstill gate: permitted or refused, with reasons; signed if asked for.
#include <fmt/format.h>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <cstdio>

#include "cli/command.h"
#include "cli/desk.h"
#include "cli/files.h"
#include "ledger/token.h"
#include "review/answer_json.h"
#include "review/case_log.h"
#include "review/guard.h"

namespace standstill::cli {

namespace {

struct Options {
    std::string name;
    std::string at;
    std::string actor;
    bool is_signed = false;
};

// The gate's answer as it is printed.
struct Verdict {
    std::string case_id, at;
    review::Outcome use = review::Outcome::Refused;
    std::vector<review::Because> because;
    std::vector<review::Shut> shut;
    std::string token;
};

int print(const Common& common, const Verdict& verdict) {
    bool permitted = verdict.use == review::Outcome::Permitted && verdict.shut.empty();
    std::string word(permitted              ? "permitted"
                     : verdict.shut.empty() ? review::to_string(verdict.use)
                                            : "refused");
    if (common.format == "json") {
        boost::json::object out{{"case", verdict.case_id}, {"at", verdict.at}, {"use", word}};
        boost::json::array because;
        for (const review::Because& line : verdict.because)
            because.push_back({{"cite", line.cite}, {"says", line.says}});
        out["because"] = std::move(because);
        boost::json::array shut;
        for (const review::Shut& reason : verdict.shut)
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
        for (const review::Shut& reason : verdict.shut)
            fmt::print("  {}: {}\n", reason.code, reason.says);
    }
    return permitted ? kDone : kRefused;
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
    return print(common, {of->id, of->record.zone.print(*at), answer.use, answer.because, {}, ""});
}

base::Result<std::string> signed_token(Folder& desk, const review::Case& of, const Verdict& verdict,
                                       base::Instant at, const ledger::StoredCheckpoint& head,
                                       ledger::LeafIndex decision) {
    bool permitted = verdict.use == review::Outcome::Permitted && verdict.shut.empty();
    bool outside = verdict.use == review::Outcome::Outside && verdict.shut.empty();
    auto policy = base::digest_from_hex(of.program->digest);
    if (!policy) return policy.error();
    base::Instant issued = std::chrono::floor<std::chrono::seconds>(at);
    ledger::PermitClaims claims;
    claims.issuer = desk.key().verifier().name;
    claims.subject = of.id;
    claims.id = fmt::format("{}:{}", of.id.substr(0, 40), ledger::number(decision));
    claims.outcome = permitted ? ledger::Outcome::Permitted
                     : outside ? ledger::Outcome::Outside
                               : ledger::Outcome::Refused;
    claims.issued_at = issued;
    claims.not_before = issued;
    claims.expires = issued + ledger::kPermitLife;
    claims.log = desk.key().verifier().name;
    claims.size = head.size;
    claims.root = head.root;
    claims.decision = decision;
    claims.policy = *policy;
    for (const review::Because& line : verdict.because)
        if (claims.because.empty() || claims.because.back() != line.cite)
            claims.because.push_back(line.cite);
    for (const review::Shut& reason : verdict.shut) claims.because.push_back(reason.code);
    if (claims.because.size() > 64) claims.because.resize(64);
    return ledger::sign_permit(claims, desk.key().key());
}

// A case on record: the answer is recorded, and rests on a checkpoint that is signed before it is
// given.
int ask_log(const Common& common, const Options& options, review::Library& library) {
    auto desk = open_folder(common, Folder::For::Writing);
    if (!desk) return complain(desk.error());
    auto stored = desk->log().stream(options.name);
    if (!stored) return complain(stored.error());
    std::vector<std::string_view> events;
    for (const ledger::StoredEvent& event : *stored) events.push_back(event.bytes);
    auto of = review::case_from_log(events, options.name, library, system_zones());
    if (!of) return complain(of.error());
    base::Instant clock = now();
    auto at =
        options.at.empty() ? base::Result<base::Instant>(clock) : base::parse_instant(options.at);
    if (!at) return complain(base::in_context(at.error(), "--at"));

    review::Footing footing;
    footing.now = clock;
    footing.asked_for = *at;
    footing.rules_known = true;  // case_from_log compiled them
    footing.sole_writer = true;  // the log was opened for writing, which one process can
    std::size_t sealed = 0;
    for (std::string_view bytes : events) {
        auto event = ledger::scan_event(bytes);
        if (event && event->seals_json != "[]") ++sealed;
        if (event)
            footing.last_event_recorded =
                std::max(event->at, footing.last_event_recorded.value_or(event->at));
    }
    footing.sealed_inputs_missing = sealed;

    review::Reviewer reviewer(*of->program, of->record);
    review::Answer answer = reviewer.answer(*at);
    Verdict verdict{of->id, of->record.zone.print(*at), answer.use, answer.because, {}, ""};

    auto kept = desk->keep_rules(library.files(), *of->program);
    if (!kept) return complain(kept.error());
    ledger::NewEvent given = review::answer_event(*of, reviewer, answer, "gate", clock);
    std::string content =
        options.name + boost::json::serialize(given.facts) + base::to_string(clock);
    ledger::Command command{command_id("gate", content),
                            options.name,
                            actor_or_user(options.actor),
                            stored->size(),
                            {std::move(given)}};
    auto receipt = std::move(desk->log().append({&command, 1})[0]);
    if (!receipt) return complain(receipt.error());
    auto head = desk->sign_head();
    footing.log_verified = head.has_value();
    if (head) footing.head_signed_at = clock;
    verdict.shut = review::shut_by(footing);
    if (!options.is_signed) {
        // Without a signature nothing outlives this line, so a question about another instant may
        // be answered.
        std::erase_if(verdict.shut, [](const review::Shut& reason) {
            return reason.code == "asked-for-the-future";
        });
        return print(common, verdict);
    }
    if (!head) return complain(head.error());
    auto token = signed_token(*desk, *of, verdict, *at, *head, receipt->first_index);
    if (!token) return complain(token.error());
    verdict.token = *token;
    return print(common, verdict);
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
