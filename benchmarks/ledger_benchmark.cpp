// What a proof costs: the signed answer of the gate, proofs, and a bundle verified with every
// answer given again.
//
//   standstill-proof-bench [CASES]     prints JSON lines; run from the root of the project
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <vector>

#include "benchmarks/long_case.h"
#include "ledger/bundle.h"
#include "ledger/checkpoint.h"
#include "ledger/event.h"
#include "ledger/token.h"
#include "ledger/verify.h"
#include "review/case_log.h"
#include "review/gate.h"
#include "store/memory/event_log.h"

namespace {

using namespace standstill;
using benchmarks::need;
using Clock = std::chrono::steady_clock;

double seconds(Clock::duration d) { return std::chrono::duration<double>(d).count(); }

// The median and the 99th percentile of one call, in microseconds.
void each(const std::string& what, std::size_t times, const std::function<void()>& call) {
    std::vector<double> us;
    for (std::size_t i = 0; i < times; ++i) {
        auto begin = Clock::now();
        call();
        us.push_back(seconds(Clock::now() - begin) * 1e6);
    }
    std::sort(us.begin(), us.end());
    fmt::print("{{\"what\":\"{}\",\"p50_us\":{:.2f},\"p99_us\":{:.2f},\"calls\":{}}}\n", what,
               us[times / 2], us[times * 99 / 100], times);
}

// A log of so many cases of 40 events, each with one recorded answer.
struct World {
    review::Library library{need(cli::read_rules("rules"))};
    review::ZoneSource zones = cli::system_zones();
    review::Case of = benchmarks::long_case();
    store::memory::EventLog log;
    ledger::SigningKey key = need(ledger::SigningKey::make(
        "bench.example/log", ledger::SignatureType::Ed25519, std::string(32, 'k')));
    base::Instant now = need(base::parse_instant("2026-11-20T12:00:00Z"));

    void fill(std::size_t cases) {
        base::Instant asked = need(base::parse_instant(benchmarks::kOpen));
        for (std::size_t n = 0; n < cases; ++n) {
            std::string id = fmt::format("case-{}", n);
            base::Node header = of.header;
            for (std::size_t k = 0; k < header.keys.size(); ++k)
                if (header.keys[k].first == "case") header.items[k].scalar = id;
            ledger::Command command{
                "open-" + id, id, "bench", std::nullopt, {review::opening_event(header, now)}};
            for (const base::Node& event : of.events)
                command.events.push_back(review::record_event(event, now));
            need(std::move(log.append({&command, 1})[0]));
            auto kept = need(review::case_from_log(log, id, library, zones));
            review::Reviewer reviewer(*kept.program, kept.record);
            review::Answer answer = reviewer.answer(asked);
            ledger::Command given{"answer-" + id,
                                  id,
                                  "bench",
                                  std::nullopt,
                                  {review::answer_event(kept, reviewer, answer, "gate", now)}};
            need(std::move(log.append({&given, 1})[0]));
        }
    }
};

void signed_gate(World& world) {
    review::WarmGate gate(*world.of.program, world.of.record);
    base::Instant at = need(base::parse_instant("2025-06-02T16:00:00Z"));
    ledger::PermitClaims claims;
    claims.issuer = claims.log = world.key.verifier().name;
    claims.subject = world.of.id;
    claims.id = "bench:1";
    claims.issued_at = claims.not_before = at;
    claims.expires = at + ledger::kPermitLife;
    claims.size = ledger::TreeSize{41};
    claims.policy = need(base::digest_from_hex(world.of.program->digest));
    each("gate decision, signed, warm case", 20'000, [&] {
        const review::Decision& decision = gate.at(at);
        claims.outcome = decision.use == review::Outcome::Permitted ? ledger::Outcome::Permitted
                                                                    : ledger::Outcome::Refused;
        need(ledger::sign_permit(claims, world.key.key()));
    });
    std::string token = need(ledger::sign_permit(claims, world.key.key()));
    std::vector<ledger::Ed25519PublicKey> keys = {world.key.verifier().key};
    each("check of a signed answer", 5'000, [&] { need(ledger::verify_permit(token, keys, at)); });
}

void verify_with_replay(World& world) {
    auto size = need(world.log.size());
    auto stored = need(world.log.read(ledger::LeafIndex{0}, ledger::number(size)));
    std::vector<std::string_view> entries;
    ledger::Tree tree;
    for (const ledger::StoredEvent& event : stored) {
        entries.push_back(event.bytes);
        tree.append(event.leaf);
    }
    ledger::BundleContent content;
    content.entries = entries;
    content.checkpoint = need(
        ledger::sign_checkpoint({world.key.verifier().name, size, tree.root(), {}}, world.key));
    content.keys = {world.key.verifier()};
    std::string bundle = need(ledger::make_bundle(content, world.key));
    ledger::Replay replay = [&](std::string_view stream,
                                std::span<const ledger::LoggedEvent> events,
                                const std::vector<ledger::ArchiveFile>&) {
        std::vector<std::string_view> bytes;
        for (const ledger::LoggedEvent& event : events) bytes.push_back(event.bytes);
        auto done = review::replay(
            bytes, std::string(stream), [&](std::string_view) { return &world.library; },
            [&](const std::string&) -> base::Result<base::ZoneTable> {
                return world.of.record.zone;
            });
        ledger::ReplayOutcome out;
        out.answers = done.answers;
        if (done.first_wrong >= 0)
            out.divergence = ledger::Divergence{"replay", {}, done.what, done.expected, done.found};
        return out;
    };
    std::vector<ledger::VerifierKey> trusted = {world.key.verifier()};
    for (unsigned threads : {1u, 2u})
        for (bool with_replay : {false, true}) {
            std::vector<double> rates;
            for (int i = 0; i < 5; ++i) {
                auto begin = Clock::now();
                auto report = ledger::verify_bundle(
                    bundle, trusted, with_replay ? replay : ledger::Replay{}, {threads});
                double took = seconds(Clock::now() - begin);
                if (report.verdict == ledger::Verdict::Failed) {
                    fmt::print(stderr, "{}", ledger::to_text(report));
                    std::abort();
                }
                rates.push_back(static_cast<double>(ledger::number(size)) / took);
            }
            std::sort(rates.begin(), rates.end());
            fmt::print(
                "{{\"what\":\"verify a bundle{}, {} threads\",\"events_per_s\":{:.0f},\"events\":{}}}\n",
                with_replay ? ", every answer given again" : ", hashes and order only", threads,
                rates[2], ledger::number(size));
        }
    std::uint64_t index = 0;
    each("inclusion proof from the tree in memory", 100'000, [&] {
        index = (index * 6364136223846793005u + 1442695040888963407u) % ledger::number(size);
        need(tree.prove_inclusion(ledger::LeafIndex{index}, size));
    });
}

}  // namespace

int main(int count, char** values) {
    World world;
    world.fill(count > 1 ? std::stoull(values[1]) : 2'000);
    signed_gate(world);
    verify_with_replay(world);
}
