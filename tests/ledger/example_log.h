// A small log with two cases, seals, and checkpoints on the way, for the tests of bundles.
#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "ledger/bundle.h"
#include "ledger/checkpoint.h"
#include "ledger/event_log.h"
#include "ledger/seal.h"
#include "ledger/tree.h"

namespace standstill::ledger {

class ExampleLog {
public:
    ExampleLog() = default;

    // Appends an event to a stream, at its next version.
    void append(const std::string& stream, boost::json::object facts = {},
                boost::json::array seals = {}, const std::string& type = "note.added") {
        std::uint64_t version = 0;
        for (const std::string& leaf : leaves)
            if (scan_event(leaf)->stream == stream) ++version;
        Command command{
            .cmd = fmt::format("c{}", leaves.size()),
            .stream = stream,
            .actor = "officer",
            .expected_version = std::nullopt,
            .events = {
                NewEvent{.type = type,
                         .at = base::Instant{std::chrono::seconds{1'700'000'000 + leaves.size()}},
                         .policy = "",
                         .facts = std::move(facts),
                         .seals = std::move(seals)}}};
        append_leaf(leaves_of(command, version)->front());
    }
    void append_leaf(std::string leaf) {
        tree.append(leaf_hash(leaf));
        leaves.push_back(std::move(leaf));
    }
    std::string checkpoint() const {
        return *sign_checkpoint({"example.gov/log", tree.size(), tree.root(), {}}, key);
    }

    std::vector<std::string_view> entries() const { return {leaves.begin(), leaves.end()}; }
    // Everything that is there, signed now.
    BundleContent content(std::span<const std::string_view> all) const {
        BundleContent out;
        out.entries = all;
        out.checkpoint = checkpoint();
        out.earlier_checkpoints = earlier;
        out.keys = {key.verifier()};
        out.objects = objects;
        out.rules = {{"eo-14093/pack.yaml", "pack: eo-14093\n"}};
        out.zones = {{"America/New_York", "TZif"}};
        return out;
    }
    std::string bundle() const {
        auto all = entries();
        auto bytes = make_bundle(content(all), key);
        EXPECT_TRUE(bytes) << bytes.error().message;
        return bytes ? *bytes : std::string();
    }

    SigningKey key =
        *SigningKey::make("example.gov/log", SignatureType::Ed25519, std::string(32, 'l'));
    std::vector<std::string> leaves;
    Tree tree;
    std::vector<std::string> earlier;
    std::map<base::Digest, std::string> objects;
};

// Seven events of two cases, one seal whose object is there, one earlier checkpoint.
inline ExampleLog example_log() {
    ExampleLog log;
    log.append("case-a", {{"number", 1}});
    log.append("case-b");
    log.append("case-a", {{"answer", "refused"}}, {}, "answer.recorded");
    log.earlier.push_back(log.checkpoint());
    std::string salt(kSaltBytes, 's');
    auto seal = *make_seal(salt, "the assessment", "assessment", "CUI");
    log.objects[seal.seal] = seal_object(salt, "the assessment");
    log.append("case-a", {}, {to_json(seal)});
    log.append("case-b");
    return log;
}

}  // namespace standstill::ledger
